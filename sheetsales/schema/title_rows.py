"""Rows as headings and titles: their texts, and the unit that those above a table announce."""

from __future__ import annotations

from sheetsales.cells.grid import Grid
from sheetsales.cells.values import CellValue
from sheetsales.schema.units import bracket_unit, title_unit

LONGEST_HEADING = 60
_ABOVE = 10
"""So many rows above the headings may hold titles."""


def heading_cells(grid: Grid, row: int) -> list[tuple[int, str]]:
    """The texts of a row that could be headings, with a heading merged downwards into it counted as its own."""
    at = row - grid.first_row
    found = []
    for i, column in enumerate(grid.columns):
        value: CellValue = column[at]
        if value is None:
            value = _merged_from_above(grid, row, grid.first_column + i)
        if isinstance(value, str) and value.strip() and len(value) <= LONGEST_HEADING:
            found.append((grid.first_column + i, value))
    return found


def _merged_from_above(grid: Grid, row: int, column: int) -> CellValue:
    for area in grid.merged:
        if area.last_row == row > area.first_row and area.first_column == area.last_column == column:
            return grid.value(area.first_row, column)
    return None


def unit_above(grid: Grid, row: int, top: int) -> tuple[str, tuple[str, ...]]:
    """The money unit that the sheet's name or the texts above its headings announce, "" where none does, and those texts."""
    above = [heading_cells(grid, r) for r in range(max(top, row - _ABOVE), row)]
    titles = tuple(text for cells in above for _, text in cells)
    alone = (cells[0][1] for cells in above if len(cells) == 1)
    unit = next((u for t in (*titles, grid.name) if (u := title_unit(t))), "")
    return unit or next((u for t in (*alone, grid.name) if (u := bracket_unit(t))), ""), titles
