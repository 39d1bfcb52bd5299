"""Room for rows in a book that lives in memory: what is in their way moves as it does in a file.

Only values, Tables and merged ranges are known here; what formulas refer to stands against nothing.
"""

from __future__ import annotations

from dataclasses import replace

from sheetsales.backends.ooxml import refusals
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area, CellRef
from sheetsales.cells.grid import Grid, TableArea
from sheetsales.cells.values import EditValue
from sheetsales.errors import EditRefused
from sheetsales.texts import same

Cells = dict[tuple[int, int], EditValue]


def make_room(cells: Cells, grid: Grid, table: TableArea | None, data: Area, first: int, by: int) -> Grid:
    """Move cells from row ``first`` on ``by`` rows down where they must; returns the sheet with its areas moved.

    Raises ``EditRefused`` where another Table or a merged range would be torn apart.
    """
    end = data.last_row + (1 if table and table.has_totals_row else 0)
    solids = [t.area for t in grid.tables if t is not table] + list(grid.merged)
    at = _in_the_way(cells, solids, Area(data.sheet, end + 1, data.first_column, end + by, data.last_column))
    if at is None and first > end:
        return grid
    for block in _blocks(cells, solids, data, first, None if at else end):
        if not any(_meets(a, block) and not _holds(block, a) for a in solids):
            return _moved(cells, grid, table, block, by)
    place = CellRef(data.sheet, max((row for row, _ in cells), default=1) + 3, data.first_column)
    name = table.name if table else str(data)
    at = at or (first, data.first_column)
    text = refusals.NO_ROOM.fill(table=name, rows=by, at=CellRef(data.sheet, *at), why=same(""), free=place)
    raise EditRefused(text)


def _blocks(cells: Cells, solids: list[Area], data: Area, first: int, end: int | None) -> list[Area]:
    found = [] if end is None else [Area(data.sheet, first, data.first_column, end, data.last_column)]
    beside = [row for row, column in cells if not data.first_column <= column <= data.last_column]
    above = any(data.first_row - 1 <= row < first for row in beside)
    is_alone = not above or not any(row >= first for row in beside)
    if is_alone and not any(a.first_row < first <= a.last_row for a in solids):
        found.append(Area(data.sheet, first, 1, MAX_ROW, MAX_COLUMN))
    return [*found, Area(data.sheet, first, data.first_column, MAX_ROW, data.last_column)]


def _in_the_way(cells: Cells, solids: list[Area], zone: Area) -> tuple[int, int] | None:
    places = [at for at, value in cells.items() if value not in (None, "") and zone.contains(*at)]
    places += [(a.first_row, a.first_column) for a in solids if _meets(a, zone)]
    return min(places, default=None)


def _moved(cells: Cells, grid: Grid, table: TableArea | None, block: Area, by: int) -> Grid:
    old = dict(cells)
    cells.clear()
    cells.update(
        {(row + by if block.contains(row, column) else row, column): v for (row, column), v in old.items()}
    )

    def moved(area: Area) -> Area:
        if not _holds(block, area):
            return area
        return replace(area, first_row=area.first_row + by, last_row=area.last_row + by)

    tables = tuple(t if t is table else replace(t, area=moved(t.area)) for t in grid.tables)
    return replace(grid, tables=tables, merged=tuple(map(moved, grid.merged)))


def _holds(block: Area, area: Area) -> bool:
    corners = (area.first_row, area.first_column), (area.last_row, area.last_column)
    return all(block.contains(*corner) for corner in corners)


def _meets(a: Area, b: Area) -> bool:
    rows = a.first_row <= b.last_row and b.first_row <= a.last_row
    return rows and a.first_column <= b.last_column and b.first_column <= a.last_column
