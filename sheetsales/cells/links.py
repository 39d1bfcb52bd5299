"""Links as formulas."""

from __future__ import annotations

from sheetsales.cells.address import parse_area, quote_sheet
from sheetsales.cells.values import Link

_LONGEST = 255
"""Excel takes no longer text inside a formula."""


def link_formula(link: Link) -> str:
    """``HYPERLINK("#Pipeline!F12","text")``."""
    area = parse_area(link.target)
    target = f"#{quote_sheet(area.sheet)}!{area.a1}" if area else link.target
    return f"HYPERLINK({_quoted(target)},{_quoted(link.text)})"


def _quoted(text: str) -> str:
    """A text in quotes; one that is too long is written in pieces."""
    pieces = [text[i : i + _LONGEST] for i in range(0, len(text), _LONGEST)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
