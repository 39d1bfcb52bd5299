"""Colours, fonts and the named styles that every sheet, report and chart is drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sheetsales.texts import Lang

INK = "#1F2937"
QUIET = "#6B7280"
HAIRLINE = "#E5E7EB"
SURFACE = "#F9FAFB"
WRITTEN_SURFACE = "#EEF0F3"
ACCENT = "#1F4E79"
ACCENT_SURFACE = "#E8EEF5"
WHITE = "#FFFFFF"
GREY_SERIES = "#B8C0CC"
"""Chart series that are not the message."""

GOOD, GOOD_SURFACE = "#2E7D32", "#E8F3E9"
WATCH, WATCH_SURFACE = "#B26A00", "#FBF1E0"
BAD, BAD_SURFACE = "#C62828", "#FBE9E9"
INFORMATION, INFORMATION_SURFACE = "#1565C0", "#E6EFF9"

BODY_SIZE, TITLE_SIZE, SECTION_SIZE, HELP_SIZE = 10.5, 16, 12, 9

Style = Mapping[str, Any]
"""XlsxWriter format properties; styles are laid over one another, the later one winning."""

BODY: Style = {"font_color": INK, "valign": "vcenter"}
LINED: Style = {"bottom": 1, "bottom_color": HAIRLINE}
WRAPPED: Style = {"text_wrap": True, "valign": "top"}
LEFT: Style = {"align": "left"}
CENTRED: Style = {"align": "center"}
RIGHT: Style = {"align": "right", "indent": 1}
"""Numbers keep a little air before the next column, which begins with text."""
BOLD: Style = {"bold": True}
QUIET_TEXT: Style = {"font_color": QUIET}
WRITTEN: Style = {"font_color": QUIET, "italic": True}
"""Cells and notes that sheetsales fills, so that nobody types there."""

TITLE: Style = {**BODY, "font_size": TITLE_SIZE, "bold": True, "font_color": ACCENT}
SECTION: Style = {
    **BODY,
    "font_size": SECTION_SIZE,
    "bold": True,
    "font_color": ACCENT,
    "bottom": 1,
    "bottom_color": ACCENT,
}
HELP: Style = {"font_size": HELP_SIZE, "font_color": QUIET, "valign": "vcenter"}
HEADING: Style = {"bold": True, "font_color": WHITE, "bg_color": ACCENT, "valign": "vcenter"}
HEADING_WRITTEN: Style = {
    "italic": True,
    "font_color": QUIET,
    "bg_color": WRITTEN_SURFACE,
    "valign": "vcenter",
}
LINK: Style = {"font_color": ACCENT, "underline": 1, "valign": "vcenter"}
COMMAND: Style = {
    "font_name": "Consolas",
    "font_scheme": "none",
    "font_color": INK,
    "bg_color": SURFACE,
    "valign": "vcenter",
}

GOOD_CELL: Style = {"font_color": GOOD, "bg_color": GOOD_SURFACE}
WATCH_CELL: Style = {"font_color": WATCH, "bg_color": WATCH_SURFACE}
BAD_CELL: Style = {"font_color": BAD, "bg_color": BAD_SURFACE}
INFORMATION_CELL: Style = {"font_color": INFORMATION, "bg_color": INFORMATION_SURFACE}

SIGNS: Mapping[str, str] = {"good": "●", "watch": "▲", "bad": "✕", "information": "○", "up": "▲", "down": "▼"}
"""What stands beside a colour, since printouts are grey and some people do not see the difference."""

_FONTS: Mapping[Lang, str] = {"zh": "Microsoft YaHei", "en": "Calibri"}


def font(lang: Lang) -> str:
    """The body font; both languages' fonts stand in the workbook's theme, YaHei for Chinese characters."""
    return _FONTS[lang]


class Formats:
    """The formats of one XlsxWriter workbook, each combination made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, *styles: Style) -> Any:
        """The format of the styles laid over one another: ``formats.of(BODY, LINED, {"num_format": MONEY})``."""
        merged: dict[str, object] = {}
        for style in styles:
            merged.update(style)
        key = tuple(sorted(merged.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(merged)
        return self._made[key]

    def change(self, style: Style) -> Any:
        """A format for a conditional format: only what changes, no font name or size."""
        return self.of(style, {"font_scheme": "none"})


def tab_colour(*, config: bool = False, written: bool = False) -> str:
    """The colour of a sheet's tab: what is filled in stands out."""
    return "#C7CDD6" if config else "#8FA9C4" if written else ACCENT
