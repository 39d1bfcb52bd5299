"""Edits of rows as changes: room for them, the block's new end, their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sheetsales.backends.placing.blocks import Body, find
from sheetsales.backends.placing.changes import Change, Move, Write
from sheetsales.backends.placing.ground import Ground
from sheetsales.backends.placing.landing import Landing, RowEdit, carried_from, grown, landing, refuse_merges
from sheetsales.backends.placing.moves import carried
from sheetsales.backends.placing.room import room
from sheetsales.backends.placing.sheet_now import SheetNow
from sheetsales.cells.address import Area
from sheetsales.cells.edits import AppendRows, ReplaceRows
from sheetsales.cells.values import EditValue, Formula
from sheetsales.dataclass import dataclass

Span = tuple[int, int]


def place_rows(edit: RowEdit, ground: Ground) -> Iterator[Change]:
    """Raises ``EditRefused`` for a block, a heading or a row that is not there, and where there is no room."""
    block = find(edit.table, ground.tables, ground, ground.extents)
    at = landing(edit, block, ground)
    if not edit.rows and not isinstance(edit, ReplaceRows):
        return
    sheet = ground.sheet(block.data.sheet)
    refuse_merges(block, at, sheet.merged)
    rows: Sequence[Mapping[str, EditValue]] = edit.rows or ({},)
    if at.more > 0:
        yield from room(sheet, block, at.room, at.more)
        yield grown(block, at, at.more)
    yield from _Cells(
        ground, sheet, block, at, rows, is_append=isinstance(edit, AppendRows), is_empty=not edit.rows
    ).changes()
    if at.more < 0:
        yield from _shortened(sheet, block, at)


def _shortened(sheet: SheetNow, block: Body, at: Landing) -> Iterator[Change]:
    """The rows left over are emptied; a totals row follows up over them."""
    data = block.data
    blank = ((None,) * len(block.columns),) * -at.more
    yield Write(data.sheet, at.last + 1, data.first_column, blank)
    if block.totals:
        yield Move(data.sheet, at.last + 1, data.first_column, data.last_column, at.more)
        below = Area(
            data.sheet, at.last + block.totals + 1, data.first_column, sheet.last_row, data.last_column
        )
        if next(sheet.used(below), None) is not None:
            yield Move(data.sheet, below.first_row, data.first_column, data.last_column, -at.more)
    yield grown(block, at)


@dataclass(frozen=True, slots=True)
class _Cells:
    """What the cells of the rows get.

    A column people type into is written in all new rows, and in all that are replaced; into blank rows that were there
    only what the edit names. A calculated column keeps its formula wherever a row says nothing of it.
    """

    ground: Ground
    sheet: SheetNow
    block: Body
    at: Landing
    rows: Sequence[Mapping[str, EditValue]]
    is_append: bool
    is_empty: bool

    def changes(self) -> Iterator[Change]:
        named = {heading for row in self.rows for heading in row}
        all_plain = not self.is_append or self.at.more > 0
        spans = {}
        for column in self.block.columns:
            if column in self.block.calculated and not self.is_empty:
                spans[column] = tuple(self._calculated(column))
            elif all_plain or self._heading(column) in named:
                spans[column] = ((0, len(self.rows)),)
        for columns, span in _rectangles(spans):
            yield self._write(columns, span)

    def _calculated(self, column: int) -> Iterator[Span]:
        """The stretches of rows in which a calculated column is written: what its formulas come to is forgotten."""
        heading, stretch = self._heading(column), []
        for number, row in enumerate(self.rows):
            at = self.at.first + number, column
            if heading in row or at not in self.sheet.formulas:
                stretch.append(number)
                continue
            self.sheet.forget(*at)
            if stretch:
                yield stretch[0], stretch[-1] + 1
                stretch = []
        if stretch:
            yield stretch[0], stretch[-1] + 1

    def _write(self, columns: Sequence[int], span: Span) -> Write:
        names = [(column, self._heading(column)) for column in columns]
        values = tuple(
            tuple(self._value(column, heading, number) for column, heading in names)
            for number in range(*span)
        )
        return Write(self.sheet.name, self.at.first + span[0], columns[0], values)

    def _value(self, column: int, heading: str, number: int) -> EditValue:
        row = self.rows[number]
        if column not in self.block.calculated or heading in row or self.is_empty:
            return row.get(heading)
        return self._formula(column, self.at.first + number)

    def _formula(self, column: int, row: int) -> Formula:
        text, model = carried_from(self.at, self.block, column, self.ground)
        return Formula(carried(text, row - model))

    def _heading(self, column: int) -> str:
        return self.block.headings[column - self.block.data.first_column]


def _rectangles(spans: Mapping[int, tuple[Span, ...]]) -> Iterator[tuple[list[int], Span]]:
    """Columns side by side that are written in the same rows, with each stretch of those."""
    ordered = [(column, spans[column]) for column in sorted(spans)]
    keyed = ((column - at, rows, column) for at, (column, rows) in enumerate(ordered))
    for (_, rows), group in groupby(keyed, lambda found: found[:2]):
        columns = [column for _, _, column in group]
        for span in rows:
            yield columns, span
