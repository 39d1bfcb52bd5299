"""Rows of a table or range in an open workbook: room for them, their cells, the table's new end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sheetsales.backends.live import texts as say
from sheetsales.backends.live.blocks import area, write_block
from sheetsales.backends.live.journal import Journal
from sheetsales.backends.ooxml import refusals
from sheetsales.cells.address import Area, parse_area
from sheetsales.cells.edits import AppendRows, InsertRows, ReplaceRows
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import EditValue
from sheetsales.errors import EditRefused
from sheetsales.speech.lists import listed

RowEdit = AppendRows | ReplaceRows | InsertRows


@dataclass(frozen=True, slots=True)
class Place:
    """Where the rows of an edit stand before it: the sheet as read, its table if it is one, the data rows."""

    grid: Grid
    table: TableArea | None
    data: Area

    @property
    def columns(self) -> range:
        return range(self.data.first_column, self.data.last_column + 1)

    @property
    def headings(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for column in self.columns:
            heading = self.grid.value(self.data.first_row - 1, column)
            if heading is not None:
                found.setdefault(str(heading), column)
        return found

    @property
    def calculated(self) -> set[int]:
        """Columns in which formulas stand from the first data row to the last."""
        ends = (self.data.first_row, self.data.last_row)
        return {c for c in self.columns if all((row, c) in self.grid.formulas for row in ends)}

    @property
    def end(self) -> int:
        """The last row, totals and all."""
        return self.data.last_row + int(bool(self.table and self.table.has_totals_row))

    def first_free(self) -> int:
        """The row behind the last one that somebody filled in."""
        plain = [c for c in self.columns if c not in self.calculated]
        for row in range(self.data.last_row, self.data.first_row - 1, -1):
            if any(self.grid.value(row, column) is not None for column in plain):
                return row + 1
        return self.data.first_row


def find(workbook: Workbook, name: str) -> Place:
    """The table of that name, or the range; raises ``EditRefused`` where it is neither."""
    wanted = parse_area(name)
    for grid in workbook.grids:
        for table in grid.tables:
            if table.name.lower() == name.lower() or (wanted and _heads(table.area, wanted)):
                first, last = table.first_data_row, table.last_data_row
                return Place(grid, table, replace(table.area, first_row=first, last_row=last))
    grid_of = {grid.name.lower(): grid for grid in workbook.grids}
    if wanted is None or wanted.sheet.lower() not in grid_of:
        known = listed([table.name for grid in workbook.grids for table in grid.tables] or ["—"])
        raise EditRefused(refusals.NO_TABLE.fill(table=name, tables=known))
    first = wanted.first_row + 1
    data = replace(wanted, first_row=first, last_row=max(wanted.last_row, first))
    return Place(grid_of[wanted.sheet.lower()], None, data)


def _heads(a: Area, b: Area) -> bool:
    return (a.sheet.lower(), a.first_row, a.first_column, a.last_column) == (
        b.sheet.lower(),
        b.first_row,
        b.first_column,
        b.last_column,
    )


class RowWriter:
    """Writes the rows of edits into one open sheet."""

    def __init__(self, sheet: Any, place: Place, journal: Journal) -> None:
        self._sheet, self._place, self._journal = sheet, place, journal

    def append(self, edit: AppendRows) -> int:
        if not edit.rows:
            return 0
        first = self._place.first_free()
        last = first + len(edit.rows) - 1
        if last > self._place.data.last_row:
            self._grow(last)
        return self._fill(first, edit.rows, mentioned_only=last <= self._place.data.last_row)

    def insert(self, edit: InsertRows) -> int:
        if not edit.rows:
            return 0
        self._make_room(edit.before_row, len(edit.rows))
        self._end_at(self._place.data.last_row + len(edit.rows))
        self._dress(edit.before_row, len(edit.rows), edit.before_row + len(edit.rows))
        return self._fill(edit.before_row, edit.rows)

    def replace(self, edit: ReplaceRows) -> int:
        data = self._place.data
        last = data.first_row + max(len(edit.rows), 1) - 1
        if last < data.last_row and self._place.table and self._place.table.has_totals_row:
            raise EditRefused(say.TOTALS.fill(table=self._place.table.name))
        if last > data.last_row:
            self._grow(last)
        cells = self._fill(data.first_row, edit.rows or ({},), keep_formulas=bool(edit.rows))
        if last < data.last_row:
            width = len(self._place.columns)
            blank: list[list[EditValue]] = [[None] * width for _ in range(data.last_row - last)]
            cells += write_block(self._sheet, last + 1, data.first_column, blank, self._journal)
            self._end_at(last)
        return cells

    def _grow(self, last: int) -> None:
        """Let the data rows end at ``last``; the new ones look and compute like the last one before."""
        old = self._place.data.last_row
        self._make_room(old + 1, last - old)
        self._end_at(last)
        self._dress(old + 1, last - old, old)

    def _make_room(self, first: int, by: int) -> None:
        """Move down what stands from ``first`` on where it must; what stands further down stays where it is."""
        place, end = self._place, self._place.end
        below = self._stands_in(end + 1, end + by)
        if not below and first > end:
            return
        self._insert(first, by)
        if not below and self._stands_in(end + by + 1, max(place.grid.last_row, end)):
            self._delete(end + by + 1, by)

    def _stands_in(self, first: int, last: int) -> bool:
        grid = self._place.grid
        rows = range(first, min(last, grid.last_row) + 1)
        areas = [*grid.merged, *(t.area for t in grid.tables if t is not self._place.table)]
        columns = self._place.columns
        return any(grid.value(row, column) is not None for row in rows for column in columns) or any(
            a.first_row <= last
            and first <= a.last_row
            and a.first_column <= columns[-1]
            and columns[0] <= a.last_column
            for a in areas
        )

    def _insert(self, first: int, by: int) -> None:
        self._rows(first, by).insert("down")
        self._journal.note(lambda: self._rows(first, by).delete("up"))

    def _delete(self, first: int, by: int) -> None:
        """Blank cells taken out, so that what stands below them moves back to where it was."""
        self._rows(first, by).delete("up")
        self._journal.note(lambda: self._rows(first, by).insert("down"))

    def _rows(self, first: int, count: int) -> Any:
        return area(self._sheet, first, self._place.data.first_column, count, len(self._place.columns))

    def _end_at(self, last: int) -> None:
        """The table's data rows end at ``last``, if it is one and does not yet."""
        known = self._place.table
        if known is None:
            return
        table = next(t for t in self._sheet.tables if t.name == known.name)
        height = last - known.area.first_row + 1 + int(known.has_totals_row)
        old = table.range
        if old.shape[0] == height:
            return
        before = known.area.last_row - known.area.first_row + 1
        table.resize(self._rows(known.area.first_row, height))
        self._journal.note(lambda: table.resize(self._rows(known.area.first_row, before)))

    def _dress(self, first: int, count: int, like: int) -> None:
        """Copy formats and formulas of a row to new ones; notes do not come along."""
        pattern, new = self._rows(like, 1), self._rows(first, count)
        self._journal.note(new.clear if _is_bare(new) else new.clear_contents)
        pattern.copy(new)
        for offset in range(len(self._place.columns)):
            if pattern[0, offset].note is not None:
                for row in range(count):
                    copied = new[row, offset].note
                    if copied is not None:
                        copied.delete()

    def _fill(
        self,
        first: int,
        rows: Sequence[Mapping[str, EditValue]],
        *,
        mentioned_only: bool = False,
        keep_formulas: bool = True,
    ) -> int:
        """Write the rows as one block for each stretch of columns side by side; returns the number of cells."""
        headings = self._place.headings
        mentioned = {headings[heading] for row in rows for heading in row}
        kept = self._place.calculated - mentioned if keep_formulas else set()
        columns = [c for c in (sorted(mentioned) if mentioned_only else self._place.columns) if c not in kept]
        by_column = {column: heading for heading, column in headings.items()}
        cells = 0
        for stretch in _stretches(columns):
            names = [by_column.get(column) for column in stretch]
            block = [[row.get(name) if name is not None else None for name in names] for row in rows]
            cells += write_block(self._sheet, first, stretch[0], block, self._journal)
        return cells


def _is_bare(area: Any) -> bool:
    """Whether cells look as cells of a new sheet do, so that clearing them all takes nothing from anybody."""
    return (area.number_format, area.color, area.font.bold) == ("General", None, False)


def _stretches(columns: Iterable[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for column in columns:
        if found and column == found[-1][-1] + 1:
            found[-1].append(column)
        else:
            found.append([column])
    return found
