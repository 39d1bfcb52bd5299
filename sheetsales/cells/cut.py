"""A part of a workbook as plain data: which sheets go along, without which rows and cells."""

from __future__ import annotations

from collections.abc import Set

from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SheetCut:
    """A sheet that goes along without the rows ``gone``; rows below them move up. The cells ``emptied`` hold nothing then."""

    name: str
    gone: Set[int] = frozenset()
    emptied: Set[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Cut:
    """All sheets that go along, in their order. What says one of the texts ``unsaid`` outside cells with values goes too:
    notes, formulas, drop-downs, conditional formats, names."""

    sheets: tuple[SheetCut, ...]
    unsaid: Set[str] = frozenset()
