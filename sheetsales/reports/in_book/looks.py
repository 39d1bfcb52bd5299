"""How the cells of such sheets look, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from sheetsales.cells.canvas import CellLook
from sheetsales.look import styles
from sheetsales.look.numbers import DATE

LookName = Literal[
    "title", "section", "quiet", "label", "typed", "said", "tile_name", "tile", "tile_percent", "tile_note", "heading",
    "tile_count", "heading_right", "heading_line", "quiet_date", "typed_text", "bare_text", "bare_date", "bare_count", "bare_money", "bare_percent", "text", "wrapped", "right", "count", "money", "percent", "date", "link", "bad", "code", "own",
]  # fmt: skip


def _hex(colour: str) -> str:
    return colour.removeprefix("#")


INK, QUIET, LINE = _hex(styles.INK), _hex(styles.QUIET), _hex(styles.HAIRLINE)
ACCENT, SURFACE, BAND = _hex(styles.ACCENT), _hex(styles.SURFACE), _hex(styles.ACCENT_SURFACE)
GOOD, WATCH, BAD = _hex(styles.GOOD), _hex(styles.WATCH), _hex(styles.BAD)
GREY_SERIES = _hex(styles.GREY_SERIES)
_MONEY: Final = "#,##0"

LOOKS: Final[Mapping[LookName, CellLook]] = {
    "title": CellLook(bold=True, size=styles.TITLE_SIZE, colour=ACCENT),
    "section": CellLook(bold=True, size=styles.SECTION_SIZE, colour=ACCENT, line=ACCENT),
    "quiet": CellLook(size=styles.HELP_SIZE, colour=QUIET),
    "label": CellLook(colour=QUIET, align="right", indent=1),
    "typed": CellLook(number_format="@", bold=True, colour=INK, fill=BAND, align="center"),
    "said": CellLook(colour=INK),
    "tile_name": CellLook(size=styles.HELP_SIZE, colour=QUIET, fill=SURFACE, align="left", indent=1),
    "tile": CellLook(
        number_format=_MONEY, bold=True, size=18, colour=INK, fill=SURFACE, align="left", indent=1
    ),
    "tile_count": CellLook(
        number_format="0", bold=True, size=18, colour=INK, fill=SURFACE, align="left", indent=1
    ),
    "tile_percent": CellLook(
        number_format="0%", bold=True, size=18, colour=INK, fill=SURFACE, align="left", indent=1
    ),
    "tile_note": CellLook(size=styles.HELP_SIZE, colour=QUIET, fill=SURFACE, align="left", indent=1),
    "heading": CellLook(bold=True, colour="FFFFFF", fill=ACCENT, align="left", indent=1, wrap=True),
    "heading_right": CellLook(bold=True, colour="FFFFFF", fill=ACCENT, align="right", indent=1, wrap=True),
    "heading_line": CellLook(bold=True, colour="FFFFFF", fill=ACCENT, align="left", indent=1),
    "quiet_date": CellLook(number_format=DATE, size=styles.HELP_SIZE, colour=QUIET, align="right", indent=1),
    "typed_text": CellLook(colour=INK, fill=BAND, line=LINE, align="left", indent=1, wrap=True),
    "bare_text": CellLook(colour=INK, align="left", indent=1),
    "bare_date": CellLook(number_format=DATE, colour=INK, align="center"),
    "bare_count": CellLook(number_format="0", colour=INK, align="right", indent=1),
    "bare_money": CellLook(number_format=_MONEY, colour=INK, align="right", indent=1),
    "bare_percent": CellLook(number_format="0%", colour=INK, align="right", indent=1),
    "text": CellLook(colour=INK, line=LINE, align="left", indent=1),
    "wrapped": CellLook(colour=INK, line=LINE, align="left", indent=1, wrap=True),
    "right": CellLook(colour=INK, line=LINE, align="right", indent=1),
    "count": CellLook(number_format="0", colour=INK, line=LINE, align="right", indent=1),
    "money": CellLook(number_format=_MONEY, colour=INK, line=LINE, align="right", indent=1),
    "percent": CellLook(number_format="0%", colour=INK, line=LINE, align="right", indent=1),
    "date": CellLook(number_format=DATE, colour=INK, line=LINE, align="center"),
    "link": CellLook(colour=INK, line=LINE, align="left", indent=1),
    "bad": CellLook(colour=BAD, line=LINE, align="left", indent=1),
    "code": CellLook(colour=QUIET, line=LINE, align="left", indent=1),
    "own": CellLook(bold=True, size=12, colour=INK, line=LINE, align="right", indent=1),
}
PLACE: Final[Mapping[LookName, int]] = {name: place for place, name in enumerate(LOOKS)}
"""The place of each look among those of a canvas."""
_IN_MONEY: Final = ("tile", "money", "bare_money")


def palette(money: str) -> tuple[CellLook, ...]:
    """All looks, amounts in the number format ``money``."""
    return tuple(
        replace(look, number_format=money) if name in _IN_MONEY else look for name, look in LOOKS.items()
    )
