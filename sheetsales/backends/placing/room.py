"""Room for more rows: what stands in their way moves down as one block, the one that harms least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.placing.blocks import Body
from sheetsales.backends.placing.changes import Move
from sheetsales.backends.placing.places import Place
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area, CellRef
from sheetsales.dataclass import dataclass
from sheetsales.errors import EditRefused
from sheetsales.texts import Text, same

if TYPE_CHECKING:
    from sheetsales.backends.placing.sheet_now import SheetNow

Solid = tuple[Text, Area]
"""What moves as a whole or not at all, and how it is called."""


class Around(Protocol):
    """What stands around a block of rows on its sheet, by its host."""

    @property
    def solids(self) -> Sequence[Solid]:
        """The block's own Table is not among them."""
        ...

    def first_used(self, zone: Area) -> Place | None:
        """The first cell of an area that holds something, row by row."""
        ...

    def last_used(self, zone: Area) -> int:
        """The last row of an area that holds something; the row above it where none does."""
        ...

    def has_beside(self, data: Area, first: int, last: int) -> bool:
        """Whether anything stands in these rows beside the columns of the data rows."""
        ...


def in_the_way(around: Around, block: Body, by: int) -> CellRef | None:
    """The first thing in the rows behind the block that ``by`` more of its rows need."""
    data = block.data
    zone = Area(data.sheet, block.end + 1, data.first_column, block.end + by, data.last_column)
    used = around.first_used(zone)
    places = [used] if used else []
    places += [(area.first_row, area.first_column) for _, area in around.solids if area.meets(zone)]
    return CellRef(data.sheet, *min(places)) if places else None


def candidates(around: Around, block: Body, first: int, by: int, *, is_free: bool) -> Iterator[Area]:
    """What may move from row ``first`` on, the safest first: the block's own end (where the rows behind it are free),
    whole rows, all below in its columns, the least of it."""
    data = block.data
    low, high = data.first_column, data.last_column
    if is_free:
        yield Area(data.sheet, first, low, block.end, high)
    if _is_alone(around, data, first):
        yield Area(data.sheet, first, 1, MAX_ROW, MAX_COLUMN)
    yield Area(data.sheet, first, low, MAX_ROW, high)
    least = None if is_free else _end_of_pile(around, block, by)
    if least is not None:
        yield Area(data.sheet, first, low, least, high)


def no_room(around: Around, block: Body, by: int, at: CellRef, why: Text) -> EditRefused:
    """The refusal, with a free place below everything on the sheet."""
    sheet = block.data.sheet
    last = max((area.last_row for _, area in around.solids), default=1)
    last = max(last, around.last_used(Area(sheet, 1, 1, MAX_ROW, MAX_COLUMN)))
    free = CellRef(sheet, min(last + 3, MAX_ROW), block.data.first_column)
    return EditRefused(refusals.NO_ROOM.fill(table=block.name, rows=by, at=at, why=why, free=free))


def _is_alone(around: Around, data: Area, first: int) -> bool:
    """Whether whole rows can move without pulling apart what stands beside the block."""
    if any(area.first_row < first <= area.last_row for _, area in around.solids):
        return False
    if not around.has_beside(data, first, MAX_ROW):
        return True
    return not around.has_beside(data, data.first_row - 1, first - 1)


def _end_of_pile(around: Around, block: Body, by: int) -> int | None:
    """The last row of what is in the way, with room for it to move; None where there is no such gap."""
    data, last = block.data, block.end
    while last + by <= MAX_ROW:
        zone = Area(data.sheet, last + 1, data.first_column, last + by, data.last_column)
        bottom = max([around.last_used(zone), *(a.last_row for _, a in around.solids if a.meets(zone))])
        if bottom <= last:
            return last
        last = bottom
    return None


@dataclass(frozen=True, slots=True)
class GroundAround:
    """One sheet of a ground as seen from a block."""

    sheet: SheetNow
    solids: Sequence[Solid]

    def first_used(self, zone: Area) -> Place | None:
        return next(self.sheet.used(zone), None)

    def last_used(self, zone: Area) -> int:
        return self.sheet.last_used(zone)

    def has_beside(self, data: Area, first: int, last: int) -> bool:
        left = Area(data.sheet, first, 1, last, data.first_column - 1)
        right = Area(data.sheet, first, data.last_column + 1, last, MAX_COLUMN)
        return any(next(self.sheet.used(zone), None) for zone in (left, right))


def room(sheet: SheetNow, block: Body, first: int, by: int) -> Sequence[Move]:
    """The moves that make room for ``by`` rows from row ``first`` on.

    ``first`` is a row of the block, its totals row or the one behind it. What stands further down than what moves stays
    where it is. Raises ``EditRefused`` where a Table or a merged range would be torn apart.
    """
    around = GroundAround(sheet, list(_solids(sheet, block)))
    at = in_the_way(around, block, by)
    if at is None and first > block.end:
        return ()
    problem: Text | None = None
    for area in candidates(around, block, first, by, is_free=at is None):
        torn = _torn(around, area, by)
        if torn is None:
            return _moves(sheet, area, by)
        problem = problem or torn
    place = at or CellRef(sheet.name, first, block.data.first_column)
    raise no_room(around, block, by, place, problem or same(""))


def _solids(sheet: SheetNow, block: Body) -> Iterator[Solid]:
    own = block.table.name if block.table else None
    for table in sheet.tables:
        if table.name != own:
            yield refusals.A_TABLE.fill(name=table.name), table.area
    for area in sheet.merged:
        yield refusals.A_MERGE, area


def _torn(around: GroundAround, block: Area, by: int) -> Text | None:
    """What moving an area would tear apart or run over."""
    if around.last_used(block) + by > MAX_ROW:
        return refusals.OFF_END.fill(area=block)
    for what, area in around.solids:
        holds = block.contains(area.first_row, area.first_column) and block.contains(
            area.last_row, area.last_column
        )
        if area.meets(block) and not holds:
            return refusals.TORN_THING.fill(what=what, area=area)
        if holds and area.last_row + by > MAX_ROW:
            return refusals.OFF_END.fill(area=area)
    landing = Area(
        block.sheet, block.last_row + 1, block.first_column, block.last_row + by, block.last_column
    )
    if block.last_row < MAX_ROW and around.first_used(landing):
        return refusals.TORN.fill(area=landing)
    return None


def _moves(sheet: SheetNow, block: Area, by: int) -> Sequence[Move]:
    """All from the block's first row on moves down; what stands below the block moves back up over blank cells."""
    first, last = max(block.first_column, 1), block.last_column
    if last == MAX_COLUMN:  # no program need move more columns than hold something
        last = max(
            [
                sheet.columns.stop - 1,
                *(t.area.last_column for t in sheet.tables),
                *(m.last_column for m in sheet.merged),
            ]
        )
    moves = shifted(replace(block, first_column=first, last_column=last), by)
    below = Area(sheet.name, block.last_row + 1, first, MAX_ROW, last)
    return moves if _stands_in(sheet, below) else moves[:1]


def _stands_in(sheet: SheetNow, zone: Area) -> bool:
    solids = [*sheet.merged, *(table.area for table in sheet.tables)]
    return next(sheet.used(zone), None) is not None or any(area.meets(zone) for area in solids)


def shifted(block: Area, by: int) -> Sequence[Move]:
    """What moving a block down, or up over blank rows, comes to: what stands below it stays where it is."""
    sheet, first, last = block.sheet, block.first_column, block.last_column
    top, below = block.first_row + min(by, 0), block.last_row + 1 + by
    moved = Move(sheet, top, first, last, by)
    return (moved,) if block.last_row == MAX_ROW else (moved, Move(sheet, below, first, last, -by))
