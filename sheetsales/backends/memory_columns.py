"""Columns added at the right of a Table, in a workbook in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sheetsales.backends.memory_room import Cells
from sheetsales.backends.ooxml import book_refusals as say
from sheetsales.backends.ooxml.columns_edit import check_columns
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import AddColumns
from sheetsales.cells.grid import Grid, TableArea
from sheetsales.errors import EditConflict, EditRefused


def widened(grids: Sequence[Grid], cells: dict[str, Cells], edit: AddColumns) -> list[Grid]:
    """The sheets with a wider Table; its headings are put into ``cells``. Raises as a file does."""
    grid, table = find_table(grids, edit.table)
    zone = free_zone(grid, cells[grid.name], table, edit)
    for offset, heading in enumerate(edit.headings):
        cells[grid.name][zone.first_row, zone.first_column + offset] = heading
    wider = replace(
        table,
        area=replace(table.area, last_column=zone.last_column),
        headings=(*table.headings, *edit.headings),
    )
    tables = tuple(wider if other is table else other for other in grid.tables)
    return [replace(g, tables=tables) if g is grid else g for g in grids]


def find_table(grids: Sequence[Grid], name: str) -> tuple[Grid, TableArea]:
    for grid in grids:
        for table in grid.tables:
            if table.name.lower() == name.lower() and table.has_heading_row:
                return grid, table
    raise EditRefused(say.COLUMNS_NONE.fill(table=name))


def free_zone(grid: Grid, cells: Cells, table: TableArea, edit: AddColumns) -> Area:
    """Where the columns come to stand; raises where something stands there."""
    area = table.area
    check_columns(edit, table.headings, area)
    zone = replace(area, first_column=area.last_column + 1, last_column=area.last_column + len(edit.headings))
    used = [at for at, value in cells.items() if zone.contains(*at) and value not in (None, "")]
    if used:
        raise EditConflict(say.COLUMNS_TAKEN.fill(table=table.name, at=CellRef(grid.name, *min(used))))
    others = (*(t.area for t in grid.tables if t is not table), *grid.merged)
    for other in others:
        if (
            other.first_row <= zone.last_row
            and other.last_row >= zone.first_row
            and (other.first_column <= zone.last_column and other.last_column >= zone.first_column)
        ):
            raise EditConflict(say.COLUMNS_TAKEN.fill(table=table.name, at=other))
    return zone
