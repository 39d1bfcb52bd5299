"""Room for more rows: what stands in their way moves down where that harms nothing, else the edit is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.growth import Growth
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.room_checks import Surroundings
from sheetsales.backends.ooxml.row_target import RowTarget, find_rows
from sheetsales.backends.ooxml.shift import Shift, UnmovableError
from sheetsales.backends.placing.room import candidates, in_the_way, no_room, shifted
from sheetsales.cells.address import Area, CellRef, parse_cell
from sheetsales.texts import Text, same

if TYPE_CHECKING:
    from sheetsales.backends.ooxml.shift_parts import MovedParts


def make_room(book: OpenBook, target: RowTarget, first: int, by: int) -> RowTarget:
    """Let row ``first`` and what stands below it in the block's columns move ``by`` rows down where it must.

    ``first`` is a row of the block, its totals row or the one behind it. Returns the block as it is afterwards: a
    Table that rows come into (``first`` is one of its data rows) has grown. Raises ``EditRefused`` where something
    in the way cannot move.
    """
    around = Surroundings(book, target)
    at = in_the_way(around, target.block, by)
    if at is None and first > target.block.end:
        return target
    book.settle()
    target = find_rows(book, target.asked)
    around = Surroundings(book, target)
    problem: Text | None = None
    for block in candidates(around, target.block, first, by, is_free=at is None):
        try:
            return _move(book, target, around, block, first, by, is_news=at is not None)
        except UnmovableError as torn:
            problem = problem or torn.why
    place = at or CellRef(target.sheet.name, first, target.data.first_column)
    raise no_room(around, target.block, by, place, problem or same(""))


def move_up(book: OpenBook, target: RowTarget, by: int) -> RowTarget | None:
    """Let the totals row move ``by`` rows up over blank rows; None where a reference stands against it."""
    book.settle()
    target = find_rows(book, target.asked)
    data, row = target.data, target.data.last_row + 1
    block = Area(data.sheet, row, data.first_column, row, data.last_column)
    shift = Shift(block, -by, row, data)
    growth = Growth(data, data.last_row - by)
    try:
        parts = _moved_parts(book, shift, growth, target.table.part if target.table else None).make()
    except UnmovableError:
        return None
    return _written(book, target, shift, parts)


def _move(
    book: OpenBook,
    target: RowTarget,
    around: Surroundings,
    block: Area,
    first: int,
    by: int,
    *,
    is_news: bool,
) -> RowTarget:
    """Raises ``UnmovableError`` before anything is written."""
    inside = first <= target.data.last_row
    shift = Shift(block, by, around.last_used(block), target.data)
    around.check(shift)
    growth = None if inside else Growth(target.data, target.data.last_row + by)
    own = target.table.part if target.table and not inside else None
    parts = _moved_parts(book, shift, growth, own).make()
    if is_news:
        _tell(book, target, around, shift)
    return _written(book, target, shift, parts)


def _moved_parts(book: OpenBook, shift: Shift, growth: Growth | None, own: str | None) -> MovedParts:
    from sheetsales.backends.ooxml.shift_parts import MovedParts  # most rows find room without

    return MovedParts(book, shift, growth, own)


def _written(book: OpenBook, target: RowTarget, shift: Shift, parts: MovedParts) -> RowTarget:
    book.settle()
    parts.write()
    book.carried += shifted(shift.block, shift.by)
    book.wrote_formula = book.wrote_formula or parts.met_formulas
    book.uncached = [_followed(cell, shift) for cell in book.uncached]
    return find_rows(book, target.asked)


def _followed(cell: str, shift: Shift) -> str:
    at = parse_cell(cell)
    if at is None or at.sheet != shift.block.sheet:
        return cell
    return str(CellRef(at.sheet, shift.row(at.row, at.column), at.column))


def _tell(book: OpenBook, target: RowTarget, around: Surroundings, shift: Shift) -> None:
    end = target.data.last_row + target.totals
    held = around.held(shift.block, end + 1)
    if held is None:
        return
    place = Area(
        held.sheet, held.first_row + shift.by, held.first_column, held.last_row + shift.by, held.last_column
    )
    book.notices.append(refusals.MOVED_DOWN.fill(table=target.name, area=held, place=place))
