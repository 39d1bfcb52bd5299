"""Rows that somebody typed right below a Table, which not every program takes into it: read as if it had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sheetsales.book.load_rules import ROW_OUTSIDE
from sheetsales.book.rows import read_block
from sheetsales.book.structure import block_problems
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.schema.binding import Binding


def with_rows_below(workbook: Workbook, binding: Binding) -> Workbook:
    """The workbook as if its Tables reached over the rows below them, blank ones apart; itself where there are none."""
    ends: dict[str, int] = {}
    for bound in binding.tables:
        grid = workbook.grid(bound.sheet)
        table = next((t for t in grid.tables if t.name == bound.table), None) if grid else None
        if grid is None or table is None or table.has_totals_row:
            continue
        problems = block_problems(read_block(grid, bound))
        below = {p.at.row for p in problems if p.rule is ROW_OUTSIDE and p.at is not None}
        if below and (end := _end(grid, table, below)) > table.area.last_row:
            ends[table.name] = end
    if not ends:
        return workbook
    return replace(workbook, grids=tuple(_reaching(grid, ends) for grid in workbook.grids))


def _end(grid: Grid, table: TableArea, below: set[int]) -> int:
    """The last of the rows that follow the Table with nothing but records and blank rows between."""
    end = table.area.last_row
    columns = range(table.area.first_column, table.area.last_column + 1)
    for row in range(end + 1, max(below) + 1):
        if row in below:
            end = row
        elif any(grid.value(row, column) not in (None, "") for column in columns):
            break
    return end


def _reaching(grid: Grid, ends: Mapping[str, int]) -> Grid:
    if not any(table.name in ends for table in grid.tables):
        return grid
    tables = (
        replace(table, area=replace(table.area, last_row=ends.get(table.name, table.area.last_row)))
        for table in grid.tables
    )
    return replace(grid, tables=tuple(tables))
