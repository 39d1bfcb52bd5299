"""Targets typed wide, people by months: each column headed by a period becomes rows of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from sheetsales.book.parsing.dates import year_said
from sheetsales.book.parsing.periods import PeriodReader
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.regex import regex
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable
from sheetsales.schema.headings import normalise
from sheetsales.schema.shown_units import column_factor
from sheetsales.schema.units import bracket_unit, title_unit
from sheetsales.schema.workbook import RECORDS

_FEWEST_PERIODS = 2
_ABOVE = 5
"""So many rows above the headings may say year and unit."""
_YEAR_ALONE = 4
_SHORT_YEAR = regex(r"(?:\bFY|[\s'’])\s*([23]\d)\s*\Z", re.IGNORECASE)
_CENTURY = 2000


def unpivoted(workbook: Workbook, binding: Binding) -> Binding:
    """The binding with every wide targets table replaced by one table a period; the binding itself where none is."""
    if not any(map(_may_be_wide, binding.tables)):
        return binding
    tables = (part for bound in binding.tables for part in _parts(bound, workbook.grid(bound.sheet)))
    return replace(binding, tables=tuple(tables))


def _may_be_wide(bound: BoundTable) -> bool:
    lacks_both = "value" not in bound.by_key and "period" not in bound.by_key
    return bound.record.key == "targets" and lacks_both and len(bound.unknown) >= _FEWEST_PERIODS


def periods_of(bound: BoundTable, grid: Grid | None) -> dict[int, str]:
    """The periods whose targets stand side by side, by sheet column; nothing for a table that is not wide."""
    found = _periods(bound, grid) if grid is not None and _may_be_wide(bound) else {}
    return found if len(found) >= _FEWEST_PERIODS else {}


def _parts(bound: BoundTable, grid: Grid | None) -> Iterator[BoundTable]:
    periods = periods_of(bound, grid)
    if grid is None or not periods:
        yield bound
        return
    value = RECORDS["targets"].by_key["value"]
    titles = _titles(bound, grid)
    rows = range(bound.first_row, min(bound.last_row, grid.last_row) + 1)
    headings = {u.sheet_column: u.heading for u in bound.unknown}
    unknown = tuple(u for u in bound.unknown if u.sheet_column not in periods)
    for column, period in periods.items():
        heading = headings[column]
        factor = column_factor(value, _unit(heading, titles), grid, column, rows) or Decimal(1)
        yield replace(
            bound,
            columns=(*bound.columns, BoundColumn(value, column, heading, factor)),
            unknown=unknown,
            constants={**bound.constants, "period": period},
        )
        unknown = ()


def _periods(bound: BoundTable, grid: Grid) -> dict[int, str]:
    """Sheet column → period, for the headings that name one; Excel makes a date of a typed 2026-10.

    A month without its year is of the one that the sheet's name or a title above says.
    """
    from sheetsales.schema.period_headings import period_named

    reader = PeriodReader()
    year = year_said(_titles(bound, grid)) or _short_year(grid.name)
    found: dict[int, str] = {}
    for unknown in bound.unknown:
        heading = grid.value(bound.heading_row, unknown.sheet_column)
        read = reader.one(unknown.heading if heading is None else heading)
        if not isinstance(read, str):
            read = period_named(unknown.heading, year)
        if isinstance(read, str) and len(read) > _YEAR_ALONE:
            found[unknown.sheet_column] = read
    return found or _years(bound, grid)


def _short_year(name: str) -> int | None:
    """The year at the end of a sheet's name that leaves out the century (``Targets 26``, ``Quota FY26``)."""
    match = _SHORT_YEAR.search(name)
    return _CENTURY + int(match[1]) if match else None


def _years(bound: BoundTable, grid: Grid) -> dict[int, str]:
    """Headings that name years, where none names a part of one."""
    reader = PeriodReader()
    read = (
        (u.sheet_column, reader.one(grid.value(bound.heading_row, u.sheet_column) or u.heading))
        for u in bound.unknown
    )
    return {column: period for column, period in read if isinstance(period, str)}


def _titles(bound: BoundTable, grid: Grid) -> tuple[str, ...]:
    """The sheet's name and the texts above its headings."""
    above = range(max(grid.first_row, bound.heading_row - _ABOVE), bound.heading_row)
    cells = (column[row - grid.first_row] for row in above for column in grid.columns)
    return (grid.name, *(cell for cell in cells if isinstance(cell, str)))


def _unit(heading: str, titles: Iterable[str]) -> str:
    """The unit that the heading or a title says (万元)."""
    return normalise(heading).unit or next(
        (u for title in titles if (u := title_unit(title) or bracket_unit(title))), ""
    )
