"""A block of cells that moves up or down a sheet, and what that means for every reference to it."""

from __future__ import annotations

import re
from typing import ClassVar

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.formula_text import Bounds, with_rows_changed
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.texts import Text

_LINK = regex(r'(\bHYPERLINK\(\s*")(#(?:[^"]|"")*)', re.IGNORECASE)


class UnmovableError(Exception):
    """The move would tear something apart; ``why`` says what, as a half sentence."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True, slots=True)
class Shift:
    """The cells of ``block`` move ``by`` rows down, or up where it is negative; what they leave is blank.

    ``used`` is the last row of the block that holds something. ``data`` are the data rows for whose sake it is done;
    what covers them from their first row on keeps covering it when rows come in at their top.
    """

    block: Area
    by: int
    used: int
    data: Area | None = None
    lost: ClassVar[str | None] = None
    """What stands for a formula that needs cells which are taken out; None where none are."""

    @property
    def is_whole_rows(self) -> bool:
        return self.block.first_column == 1 and self.block.last_column == MAX_COLUMN

    def row(self, row: int, column: int) -> int:
        """The row in which a cell stands afterwards, 0 for one that is taken out."""
        return row + self.by if self.block.contains(row, column) else row

    def holds(self, area: Area) -> bool:
        """Whether an area moves as a whole."""
        b = self.block
        rows = b.first_row <= area.first_row and area.last_row <= b.last_row
        return rows and b.first_column <= area.first_column and area.last_column <= b.last_column

    def touches(self, area: Area) -> bool:
        """Whether an area holds a cell that moves."""
        b = self.block
        rows = area.first_row <= b.last_row and b.first_row <= area.last_row
        return rows and area.first_column <= b.last_column and b.first_column <= area.last_column

    def rows(self, area: Area, *, is_block: bool = False) -> tuple[int, int] | None:
        """The first and last row of a reference afterwards; None where it stays as it is.

        ``is_block``: what names the only data row means all rows there are, not this one. Raises ``UnmovableError``
        where some cells of it move away from others.
        """
        b = self.block
        if area.last_row < b.first_row + min(self.by, 0) or area.first_row > b.last_row + max(self.by, 0):
            return None
        if area.last_column < b.first_column or area.first_column > b.last_column:
            return None
        if area.first_column < b.first_column or area.last_column > b.last_column:
            if self._is_indifferent(area):
                return None
            raise UnmovableError(refusals.TORN.fill(area=area))
        found = self._down(area, is_block) if self.by > 0 else self._up(area)
        return None if found == (area.first_row, area.last_row) else found

    def area(self, area: Area, *, is_block: bool = False) -> Area:
        """A reference afterwards."""
        found = self.rows(area, is_block=is_block)
        if found is None:
            return area
        return Area(area.sheet, found[0], area.first_column, found[1], area.last_column)

    def pieces(self, area: Area) -> list[Area]:
        """A range of a rule afterwards: what moves and what stays apart where it is wider than the block."""
        b = self.block
        try:
            return [self.area(area, is_block=True)]
        except UnmovableError:
            if self.by < 0 or area.first_row > b.last_row:
                return [area]
        low, high = max(area.first_column, b.first_column), min(area.last_column, b.last_column)
        top = max(area.first_row, b.first_row)
        middle = self._down(Area(area.sheet, area.first_row, low, area.last_row, high), is_block=True)
        start = b.first_row if area.first_row < b.first_row else middle[0]
        found = (
            (area.first_row, area.first_column, b.first_row - 1, area.last_column),
            (top, area.first_column, area.last_row, low - 1),
            (start, low, middle[1], high),
            (top, high + 1, area.last_row, area.last_column),
        )
        return [Area(area.sheet, *p) for p in found if p[0] <= p[2] and p[1] <= p[3]]

    def _is_indifferent(self, area: Area) -> bool:
        """Whether a reference wider than the block holds all of its content before and after, or none of it."""
        low, high = self.block.first_row, max(self.used, self.block.first_row) + self.by
        if self.by < 0:
            return area.first_row <= low + self.by and area.last_row >= self.block.last_row
        return (area.first_row <= low and area.last_row >= high) or area.first_row > high

    def grows_at_top(self, area: Area, *, is_block: bool = False) -> bool:
        """Whether rows come in at the top of what covers all data rows, and belong to it from then on."""
        data = self.data
        if data is None or self.by < 0 or not self.block.contains(area.first_row, area.first_column):
            return False
        at_top = self.block.first_row == data.first_row == area.first_row
        return at_top and area.last_row >= data.last_row and (is_block or area.last_row > area.first_row)

    def _down(self, area: Area, is_block: bool) -> tuple[int, int]:
        b, first, last = self.block, area.first_row, area.last_row
        if first > b.last_row:  # cells that were blank, and on which others come to lie
            raise UnmovableError(refusals.RUN_OVER.fill(area=area))
        if b.first_row <= first <= b.last_row and not self.grows_at_top(area, is_block=is_block):
            first += self.by
        last = last + self.by if last <= b.last_row else max(last, b.last_row + self.by)
        if first > MAX_ROW:
            raise UnmovableError(refusals.OFF_END.fill(area=area))
        return first, min(last, MAX_ROW)

    def _up(self, area: Area) -> tuple[int, int]:
        """Rows from the new place to the old are blank by now: an area that ends there ends above it."""
        b, first, last = self.block, area.first_row, area.last_row
        landing = b.first_row + self.by
        if landing <= first < b.first_row:
            if landing < first and last < b.first_row:
                return first, last
            raise UnmovableError(refusals.TORN.fill(area=area))
        if b.contains(first, area.first_column):
            first += self.by
        if landing <= last < b.first_row:
            last = landing - 1
        elif last <= b.last_row:
            last += self.by
        return first, last


def shifted(
    text: str,
    shift: Shift,
    own_sheet: str | None,
    *,
    row: int | None = None,
    single: bool = False,
    only_fixed: bool = False,
) -> str:
    """A formula in which every reference follows the cells it names.

    ``own_sheet`` is what a reference without a sheet means, ``row`` the formula's own row on it: beside the only data
    row, an area of that row means the row. ``single`` lets one cell stand for all data rows. ``only_fixed`` leaves rows
    without ``$``, which in a defined name or a rule count from the cell that uses it.
    """
    wanted = shift.block.sheet.lower()

    def change(sheet: str | None, bounds: Bounds, is_area: bool) -> tuple[int, int] | None:
        named = sheet if sheet is not None else own_sheet
        if named is None or named.lower() != wanted:
            return None
        is_beside = row == bounds[0] and (own_sheet or "").lower() == wanted
        is_block = (is_area or single) and not is_beside
        return shift.rows(Area(shift.block.sheet, *bounds), is_block=is_block)

    def through(bounds: Bounds) -> None:
        if shift.touches(Area(shift.block.sheet, *bounds)):
            raise UnmovableError(refusals.SEVERAL_SHEETS.fill(formula="=" + text[:80]))

    try:
        text = with_rows_changed(text, change, through, only_fixed=only_fixed)
    except UnmovableError:
        if shift.lost is None:
            raise
        return shift.lost
    if "HYPERLINK" in text.upper():
        text = _LINK.sub(
            lambda link: link[1] + link_to(link[2].replace('""', '"'), shift).replace('"', '""'), text
        )
    return text


def link_to(location: str, shift: Shift) -> str:
    """Where a link within the workbook leads, ``#Sheet1!A10`` or the like; a place torn apart is left as it is."""
    mark = "#" if location.startswith("#") else ""
    try:
        return mark + shifted(location[len(mark) :], shift, None)
    except UnmovableError:
        return location
