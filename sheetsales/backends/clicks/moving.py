"""Where cells stand while a plan moves them: a macro looks at everything before it moves anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from sheetsales.backends.clicks.changes import Grow, Move
from sheetsales.cells.address import Area
from sheetsales.cells.grid import Grid, TableArea


class Moves:
    """The moves that a plan has made so far, sheet by sheet."""

    def __init__(self) -> None:
        self._of: dict[str, list[Move]] = {}

    def note(self, move: Move) -> None:
        self._of.setdefault(move.sheet.lower(), []).append(move)

    def any_on(self, sheet: str) -> bool:
        return sheet.lower() in self._of

    def origin(self, sheet: str, row: int, column: int) -> int | None:
        """The row in which a cell stood at first; None for one that came in between."""
        for move in reversed(self._of.get(sheet.lower(), ())):
            if row >= move.row and move.first_column <= column <= move.last_column:
                if row < move.row + move.by:
                    return None
                row -= move.by
        return row

    def now(self, sheet: str, row: int, column: int) -> int:
        """The row in which a cell stands that stood in ``row`` at first."""
        for move in self._of.get(sheet.lower(), ()):
            if row >= move.row and move.first_column <= column <= move.last_column:
                row += move.by
        return row

    def stretches(self, sheet: str, first: int, last: int, column: int) -> Iterator[tuple[int, int]]:
        """The rows ``first`` to ``last`` by where they stood at first: first and last row of those side by side."""
        run: list[int] = []
        for row in range(first, last + 1):
            was = self.origin(sheet, row, column)
            if was is None or (run and was != run[-1] + 1):
                if run:
                    yield run[0], run[-1]
                run = []
            if was is not None:
                run.append(was)
        if run:
            yield run[0], run[-1]


def room_for(grid: Grid, table: TableArea | None, data: Area, first: int, by: int) -> Sequence[Move]:
    """The moves that make room for ``by`` rows from row ``first`` on, in the columns of the data rows.

    What stands further down than the rows take stays where it is.
    """
    end = data.last_row + int(table is not None and table.has_totals_row)
    in_the_way = _stands_in(grid, table, data, end + 1, end + by)
    if not in_the_way and first > end:
        return ()
    down = Move(data.sheet, first, data.first_column, data.last_column, by)
    areas = [*grid.merged, *(t.area for t in grid.tables)]
    below = max([grid.last_row, *(row for row, _ in grid.formulas), *(area.last_row for area in areas)])
    if in_the_way or not _stands_in(grid, table, data, end + by + 1, below):
        return (down,)
    return down, replace(down, row=end + by + 1, by=-by)


def _stands_in(grid: Grid, table: TableArea | None, data: Area, first: int, last: int) -> bool:
    columns = range(data.first_column, data.last_column + 1)
    rows = range(first, min(last, grid.last_row) + 1)
    if any(grid.value(row, column) is not None for row in rows for column in columns):
        return True
    if any(first <= row <= last and column in columns for row, column in grid.formulas):
        return True
    areas = [*grid.merged, *(t.area for t in grid.tables if t is not table)]
    return any(
        a.first_row <= last
        and first <= a.last_row
        and a.first_column <= columns[-1]
        and columns[0] <= a.last_column
        for a in areas
    )


def formulas_after(grid: Grid, shifts: Sequence[Move | Grow]) -> Set[tuple[int, int]]:
    """Where the formulas of a sheet stand once cells have moved and new rows took over what they compute."""
    found = grid.formulas
    for shift in shifts:
        if shift.sheet.lower() != grid.name.lower():
            continue
        if isinstance(shift, Move):
            found = {place for at in found if (place := _moved(at, shift)) is not None}
        else:
            taken = [c for c in range(shift.first_column, shift.last_column + 1) if (shift.like, c) in found]
            found = found | {(shift.fresh + n, c) for n in range(shift.count) for c in taken}
    return found


def _moved(at: tuple[int, int], move: Move) -> tuple[int, int] | None:
    """Where a cell stands after a move; None for one that others moved over."""
    row, column = at
    if row < move.row or not move.first_column <= column <= move.last_column:
        return at
    return (row + move.by, column) if row >= move.row - min(move.by, 0) else None
