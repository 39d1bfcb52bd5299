"""Where the rows of an edit come to stand in their block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.placing.blocks import Body, Cells, first_free
from sheetsales.backends.placing.changes import Grow
from sheetsales.cells.address import MAX_ROW, Area
from sheetsales.cells.edits import AppendRows, InsertRows, ReplaceRows
from sheetsales.dataclass import dataclass
from sheetsales.errors import EditRefused

RowEdit = AppendRows | ReplaceRows | InsertRows


@dataclass(frozen=True, slots=True)
class Landing:
    """The rows stand from ``first`` on, and the data rows end at ``last`` then; they ended at ``before``.

    Rows from ``fresh`` on are new ones that look like row ``model`` (by its place once there is room) and carry on what
    it computes. ``room`` is the first row that has to move for them.
    """

    first: int
    before: int
    last: int
    fresh: int
    model: int
    room: int

    @property
    def more(self) -> int:
        """How many data rows there are more, or less."""
        return self.last - self.before


def landing(edit: RowEdit, block: Body, cells: Cells) -> Landing:
    """Raises ``EditRefused`` for headings and rows that the block does not have, and for more than the sheet has."""
    block.check_headings(edit.rows)
    found = _LANDINGS[type(edit)](edit, block, cells)
    if found.last + block.totals > MAX_ROW:
        raise EditRefused(refusals.SHEET_FULL.fill(table=block.name, sheet=block.data.sheet))
    return found


def _appended(edit: AppendRows, block: Body, cells: Cells) -> Landing:
    end = block.data.last_row
    first = first_free(block, cells) if edit.rows else end + 1
    return Landing(first, end, max(end, first + len(edit.rows) - 1), max(first, end + 1), end, end + 1)


def _replaced(edit: ReplaceRows, block: Body, cells: Cells) -> Landing:
    del cells
    first, end = block.data.first_row, block.data.last_row
    return Landing(first, end, first + max(len(edit.rows), 1) - 1, end + 1, end, end + 1)


def _inserted(edit: InsertRows, block: Body, cells: Cells) -> Landing:
    del cells
    data, first, count = block.data, edit.before_row, len(edit.rows)
    if not data.first_row <= first <= data.last_row:
        text = refusals.NOT_A_DATA_ROW
        raise EditRefused(text.fill(row=first, table=block.name, first=data.first_row, last=data.last_row))
    return Landing(first, data.last_row, data.last_row + count, first, first + count, first)


def refuse_merges(block: Body, at: Landing, merged: Iterable[Area]) -> None:
    """Raises ``EditRefused`` where a merged range touches rows that are written or moved."""
    data = block.data
    first = data.first_row if at.room < at.before + 1 else at.first
    zone = Area(data.sheet, first, data.first_column, data.last_row, data.last_column)
    found = next((area for area in merged if first <= data.last_row and area.meets(zone)), None)
    if found is not None:
        area = f"{data.sheet}!{found.a1}"
        raise EditRefused(refusals.ROWS_MERGED.fill(table=block.name, area=area))


def grown(block: Body, at: Landing, count: int = 0) -> Grow:
    """The block's new end; ``count`` new rows take over what row ``model`` has."""
    data, name = block.data, block.table.name if block.table else ""
    fresh = (at.fresh, count, at.model) if count else (0, 0, 0)
    columns = (data.first_column, data.last_column)
    return Grow(data.sheet, data.first_row - 1, *columns, at.before, at.last, name, *fresh, block.totals)


def carried_from(at: Landing, block: Body, column: int, cells: Cells) -> tuple[str, int]:
    """A calculated column's formula and the row in which it reads so: that of the row which new ones look like, else of
    the first one, else the one that the Table gives the column."""
    data = block.data
    for row in (at.model, data.first_row):
        if cells.is_formula(data.sheet, row, column) and (text := cells.text(data.sheet, row, column)):
            return text, row
    return block.formula(column), data.first_row


_LANDINGS: Final[Mapping[type, Callable[[Any, Body, Cells], Landing]]] = {
    AppendRows: _appended,
    ReplaceRows: _replaced,
    InsertRows: _inserted,
}
