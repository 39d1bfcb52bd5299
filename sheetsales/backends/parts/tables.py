"""What the part of a Table (ListObject) says of it."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.backends.parts.texts import excel_text
from sheetsales.dataclass import dataclass

_LONG = 4


@dataclass(frozen=True, slots=True)
class TableFacts:
    """``ref`` is its area as the part has it, headings and totals included."""

    name: str
    ref: str
    heading_rows: int
    total_rows: int


def facts_of(attributes: Mapping[str, str]) -> TableFacts:
    """From the attributes of the part's root; a count that is none is what Excel takes it for."""
    return TableFacts(
        excel_text(attributes.get("displayName") or attributes.get("name", "")),
        attributes.get("ref", ""),
        _count(attributes.get("headerRowCount"), 1),
        _count(attributes.get("totalsRowCount"), 0),
    )


def heading_of(attributes: Mapping[str, str]) -> str:
    """The heading that a column has, from its element's attributes."""
    return excel_text(attributes.get("name", ""))


def _count(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < _LONG else default
