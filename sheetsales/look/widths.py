"""How wide columns and how high rows are for their text, in characters of the body font."""

from __future__ import annotations

from math import ceil

from sheetsales.speech.widths import display_width

NARROWEST, WIDEST = 8, 40
FILTER_BUTTON = 3
"""Room the filter arrow takes in a heading."""

LINE_HEIGHT = 15.0
"""Points one wrapped line of body text takes."""
ROW_HEIGHT = 18.0


def fitting_width(
    heading: str,
    content: float = 0,
    *,
    least: float = NARROWEST,
    most: float = WIDEST,
    filtered: bool = True,
) -> float:
    """A column width that shows the heading whole and ``content`` characters, plus a little air.

    ``most`` limits what content asks for; a heading is never cut off. ``filtered`` columns have a filter button.
    """
    head = display_width(heading) + 1 + (FILTER_BUTTON if filtered else 0)
    return max(head, least, min(content + 2, most) if content else 0)


def shortened(text: str, width: float) -> str:
    """The text as it fits on one line of so many characters, with ``…`` where some of it is left out."""
    if display_width(text) <= width:
        return text
    kept = text
    while kept and display_width(kept) + 1 > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped_lines(text: str, width: float) -> int:
    """Lines the text takes when wrapped at ``width`` characters; at least one.

    Reckons with words kept whole, so that a row is rather a little high than cut off.
    """
    usable = max(1.0, width - 1.5)
    if len(text) * 2 <= usable and "\n" not in text:
        return 1
    return max(1, sum(max(1, ceil(_wrapped_width(line, usable) / usable)) for line in text.split("\n")))


def _wrapped_width(line: str, usable: float) -> float:
    waste = 0.0 if len(line) != len(line.encode("utf-8")) else min(usable * 0.08, 4.0)
    width = display_width(line)
    return width + waste * int(width / usable)


def row_height(lines: int) -> float:
    """The height in points of a row of so many wrapped lines."""
    return ROW_HEIGHT if lines <= 1 else lines * LINE_HEIGHT + 4
