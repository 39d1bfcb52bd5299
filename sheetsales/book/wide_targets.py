"""Targets typed wide, people by months: each column headed by a period becomes rows of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sheetsales.book.parsing.periods import PeriodReader
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable
from sheetsales.schema.workbook import RECORDS

_FEWEST_PERIODS = 2


def unpivoted(workbook: Workbook, binding: Binding) -> Binding:
    """The binding with every wide targets table replaced by one table a period; the binding itself where none is."""
    if not any(map(_may_be_wide, binding.tables)):
        return binding
    tables = (part for bound in binding.tables for part in _parts(bound, workbook.grid(bound.sheet)))
    return replace(binding, tables=tuple(tables))


def _may_be_wide(bound: BoundTable) -> bool:
    lacks_both = "value" not in bound.by_key and "period" not in bound.by_key
    return bound.record.key == "targets" and lacks_both and len(bound.unknown) >= _FEWEST_PERIODS


def _parts(bound: BoundTable, grid: Grid | None) -> Iterator[BoundTable]:
    periods = _periods(bound, grid) if grid is not None and _may_be_wide(bound) else {}
    if len(periods) < _FEWEST_PERIODS:
        yield bound
        return
    value = RECORDS["targets"].by_key["value"]
    headings = {u.sheet_column: u.heading for u in bound.unknown}
    unknown = tuple(u for u in bound.unknown if u.sheet_column not in periods)
    for column, period in periods.items():
        yield replace(
            bound,
            columns=(*bound.columns, BoundColumn(value, column, headings[column])),
            unknown=unknown,
            constants={**bound.constants, "period": period},
        )
        unknown = ()


def _periods(bound: BoundTable, grid: Grid) -> dict[int, str]:
    """Sheet column → period, for the headings that name one; Excel makes a date of a typed 2026-10."""
    reader = PeriodReader()
    found: dict[int, str] = {}
    for unknown in bound.unknown:
        heading = grid.value(bound.heading_row, unknown.sheet_column)
        read = reader.one(unknown.heading if heading is None else heading)
        if isinstance(read, str):
            found[unknown.sheet_column] = read
    return found
