"""The tables of figures of a report, read back by their keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.utils import range_boundaries

from sheetsales.reports.figures.table import FigureTable
from sheetsales.reports.monthly import APPENDIX
from tests.reports.conftest import Made

Line = Mapping[str, Any]


def lines(made: Made, table: FigureTable) -> list[Line]:
    """Its rows as they are shown, by the keys of the columns; none where the report has no such table."""
    appendix = made.formulas[APPENDIX.in_(made.lang)]
    if table.name not in appendix.tables:
        return []
    left, top, right, bottom = map(int, filter(None, range_boundaries(appendix.tables[table.name].ref)))
    assert right - left + 1 == len(table.columns)
    values = made.values[appendix.title].iter_rows(top + 1, bottom, left, right, values_only=True)
    return [dict(zip((column.key for column in table.columns), row, strict=True)) for row in values]


def by(made: Made, table: FigureTable, *keys: str) -> dict[Any, Line]:
    """Its rows by what a column, or several, hold."""
    return {
        line[keys[0]] if len(keys) == 1 else tuple(line[key] for key in keys): line
        for line in lines(made, table)
    }
