"""Where rows stand once others were taken out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Set

from sheetsales.cells.address import MAX_ROW, Area, parse_area


class GoneError(Exception):
    """What was referred to does not go along."""


class RowMap:
    """Old row → new row of one sheet."""

    def __init__(self, gone: Set[int]) -> None:
        self._gone = sorted(gone)
        self._set = gone

    def __bool__(self) -> bool:
        return bool(self._gone)

    def row(self, row: int) -> int:
        """The row now; raises ``GoneError`` where it does not go along."""
        if row in self._set:
            raise GoneError
        return row - bisect_left(self._gone, row)

    def rows(self, first: int, last: int) -> tuple[int, int]:
        """A stretch of rows now: what is left of it; raises ``GoneError`` where nothing is."""
        above = first - bisect_left(self._gone, first)
        below = last - bisect_right(self._gone, last)
        if last == MAX_ROW:
            below = last
        if below < above:
            raise GoneError
        return above, below

    def a1(self, text: str) -> str | None:
        """``A1`` or ``A1:B2`` now; None where nothing of it is left or it cannot be read."""
        area = parse_area("x!" + text.replace("$", ""))
        if area is None:
            return None
        try:
            first, last = self.rows(area.first_row, area.last_row)
        except GoneError:
            return None
        return Area("x", first, area.first_column, last, area.last_column).a1

    def sqref(self, text: str) -> str:
        """A list of ranges now."""
        return " ".join(new for part in text.split() if (new := self.a1(part)))
