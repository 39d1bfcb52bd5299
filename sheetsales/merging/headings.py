"""Columns that have another heading in a copy, read under the one they were issued with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetsales.book.table import own_heading
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import Binding

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A column of a kind of record: its key, the heading it has in the copy, and in how many of ``of`` cells that were issued
    filled it says what was issued."""

    record: str
    was: str
    now: str
    alike: int
    of: int
    changed: int

    @property
    def is_sure(self) -> bool:
        """Whether half of its cells at least say what was issued."""
        return self.alike * 2 >= self.of


def with_headings(workbook: Workbook, theirs: Binding, ours: Binding, found: Sequence[Renamed]) -> Workbook:
    """The copy as if its columns were called as they were issued."""
    names: dict[Place, str] = {}
    for one in found:
        heading = _heading(ours, one)
        for bound in theirs.of(one.record) if heading else ():
            at = next((u.sheet_column for u in bound.unknown if u.heading.strip() == own_heading(one.now)), 0)
            if at:
                names[bound.sheet, bound.heading_row, at] = heading
    grids = (
        _named(grid, {at: text for at, text in names.items() if at[0] == grid.name})
        for grid in workbook.grids
    )
    return replace(workbook, grids=tuple(grids)) if names else workbook


def as_cells_say(workbook: Workbook) -> Workbook:
    """The workbook with its Tables' columns called as their heading cells are: programs that know no Tables move only the cells."""
    return replace(workbook, grids=tuple(map(_as_cells_say, workbook.grids)))


def _as_cells_say(grid: Grid) -> Grid:
    tables = tuple(
        replace(table, headings=tuple(_shown(grid, table, n) for n in range(len(table.headings))))
        if table.has_heading_row
        else table
        for table in grid.tables
    )
    return grid if tables == grid.tables else replace(grid, tables=tables)


def _shown(grid: Grid, table: TableArea, n: int) -> str:
    value = grid.value(table.area.first_row, table.area.first_column + n)
    heading = table.headings[n]
    return heading if isinstance(value, str) and value.split() == heading.split() else str(value or "")


def _heading(ours: Binding, one: Renamed) -> str:
    if own := own_heading(one.was):
        return own
    return next((b.by_key[one.was].heading for b in ours.of(one.record) if one.was in b.by_key), "")


def _named(grid: Grid, names: Mapping[Place, str]) -> Grid:
    if not names:
        return grid
    columns = [list(column) for column in grid.columns]
    for (_, row, column), text in names.items():
        columns[column - grid.first_column][row - grid.first_row] = text
    return replace(
        grid, columns=tuple(map(tuple, columns)), tables=tuple(_table(t, names) for t in grid.tables)
    )


def _table(table: TableArea, names: Mapping[Place, str]) -> TableArea:
    headings = list(table.headings)
    for (_, row, column), text in names.items():
        place = column - table.area.first_column
        if row == table.area.first_row and 0 <= place < len(headings):
            headings[place] = text
    return replace(table, headings=tuple(headings))
