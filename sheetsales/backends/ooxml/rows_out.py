"""Rows of one sheet that are taken out, as a shift: what stands below them moves up by as many as went above it."""

from __future__ import annotations

from collections.abc import Set
from typing import ClassVar

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.cutting.rows import GoneError, RowMap
from sheetsales.backends.ooxml.shift import Shift, UnmovableError
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area


class RowsOut(Shift):
    """Whole rows go; a range keeps what is left of it, and a formula that needs nothing but what went says so."""

    __slots__ = ("left",)
    lost: ClassVar[str | None] = "#REF!"

    def __init__(self, sheet: str, gone: Set[int]) -> None:
        super().__init__(Area(sheet, min(gone), 1, MAX_ROW, MAX_COLUMN), -1, MAX_ROW)
        object.__setattr__(self, "left", RowMap(gone))

    left: RowMap

    def row(self, row: int, column: int) -> int:
        """The row in which a cell stands afterwards, 0 for one that is taken out."""
        del column
        try:
            return self.left.row(row)
        except GoneError:
            return 0

    def holds(self, area: Area) -> bool:
        """None moves as a whole: what lies in it may have come closer together."""
        del area
        return False

    def rows(self, area: Area, *, is_block: bool = False) -> tuple[int, int] | None:
        """The first and last row of a reference afterwards; None where it stays. Raises ``UnmovableError`` where nothing
        is left of it."""
        del is_block
        if area.last_row < self.block.first_row or (area.first_row == 1 and area.last_row == MAX_ROW):
            return None
        try:
            found = self.left.rows(area.first_row, area.last_row)
        except GoneError as gone:
            raise UnmovableError(refusals.TORN.fill(area=area)) from gone
        return None if found == (area.first_row, area.last_row) else found

    def pieces(self, area: Area) -> list[Area]:
        """What is left of a range of a rule."""
        try:
            return [self.area(area)]
        except UnmovableError:
            return []

    def grows_at_top(self, area: Area, *, is_block: bool = False) -> bool:
        del area, is_block
        return False
