"""A new workbook file with our theme and fonts: the same content gives the same bytes."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO

from sheetsales.look import styles
from sheetsales.look.theme import theme_xml
from sheetsales.texts import Lang

_DEFAULT_COLUMN_PIXELS: dict[Lang, int] = {"zh": 72, "en": 64}
"""Excel's default column in the body font; XlsxWriter takes the width of a digit from it."""
_DEFAULT_ROW_PIXELS = 24
_LONGEST_FOOT = 100
"""Characters; Excel takes 255 for the whole foot."""


def open_workbook(
    path: Path | str | BinaryIO, lang: Lang, *, title: str, today: dt.date, large: bool = False
) -> Any:
    """An XlsxWriter workbook to draw on and to ``close()``.

    ``today`` stands as the day it was made, never the clock's, so that the same build gives the same members.
    ``large`` writes row after row without keeping them: rows must then be written from top to bottom.
    """
    from sheetsales.look.packed import PackedWorkbook  # it loads XlsxWriter

    options = {
        "default_format_properties": {"font_name": styles.font(lang), "font_size": styles.BODY_SIZE},
        "default_column_width": _DEFAULT_COLUMN_PIXELS[lang],
        "default_row_height": _DEFAULT_ROW_PIXELS,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "constant_memory": large,
    }
    workbook = PackedWorkbook(path, options)
    if large:
        from sheetsales.look.streamed import StreamedSheet

        workbook.worksheet_class = StreamedSheet
    workbook.use_custom_theme(StringIO(theme_xml(lang)))
    created = dt.datetime.combine(today, dt.time())
    workbook.set_properties({"title": title, "author": "sheetsales", "created": created})
    workbook.set_size(2400, 1400)
    return workbook


def set_up_page(
    sheet: Any, lang: Lang, *, heading_rows: int = 1, landscape: bool = True, foot: str = ""
) -> None:
    """A4, one page wide, the headings repeated; at the foot ``foot``, the sheet's name and ``page x of y``."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    if heading_rows:
        sheet.repeat_rows(0, heading_rows - 1)
    pages = "第 &P 页，共 &N 页" if lang == "zh" else "Page &P of &N"
    left = foot.replace("&", "&&")[:_LONGEST_FOOT] + " · " if foot else ""
    if left[:1].isdigit():
        left = " " + left  # a digit would belong to the size of the font
    sheet.set_footer(f"&L&8{left}&A&R&8{pages}")
