"""What the user said about a workbook: answers to the questions that a proposal left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import LEFT_ALONE

LEAVE = LEFT_ALONE
"""The answer that leaves a sheet, a heading or a value alone."""


LATER = "later"
"""The answer that leaves a question open: it is asked again next time."""


@dataclass(frozen=True, slots=True)
class ColumnAnswer:
    """The schema column of a heading, or ``-``; ``factor`` None takes the one the heading says."""

    column: str
    factor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """What one sheet holds; ``record`` "" leaves it to the headings, ``-`` leaves the sheet alone."""

    record: str = ""
    heading_row: int | None = None
    columns: Mapping[str, ColumnAnswer] = field(default_factory=dict)
    asked: frozenset[str] = field(default=frozenset(), compare=False)
    """The headings that have to be there; those an earlier adoption kept may have been renamed since."""


@dataclass(frozen=True, slots=True)
class Answers:
    """``values`` maps, per ``record.column``, what stands in cells to codes, or to ``-``. ``apart`` are sheets that look like
    copies of others and of which somebody said that they count."""

    sheets: Mapping[str, SheetAnswer] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    preset: str = ""
    apart: frozenset[str] = frozenset()
    asked: frozenset[tuple[str, str]] = field(default=frozenset(), compare=False)
    """The values that have to be there, by ``record.column`` and label: a map file names them."""

    def sheet(self, name: str) -> SheetAnswer:
        return self.sheets.get(name, SheetAnswer())
