"""How high the rows of a page are, however its widths are tried."""

from __future__ import annotations

from sheetsales.look.widths import wrapped_lines
from sheetsales.reports.block import Heading, PlacedTable
from sheetsales.reports.section import PageTable
from sheetsales.reports.wrapped_texts import WrappedTexts
from sheetsales.texts import Text

TEXTS = {
    "a": ("short", "a text that takes two or three lines where it is narrow"),
    "b": ("another that goes on and on and on", ""),
    "c": ("第一行\n第二行", "短"),
}


def table() -> PageTable:
    headings = tuple(Heading(key, Text(key, key)) for key in ("first", "second"))
    block = PlacedTable.view("things", headings, list(TEXTS))
    for row, texts in TEXTS.items():
        for heading, text in zip(headings, texts, strict=True):
            block.set(row, heading.key, text)
    return PageTable(block, ("first", "second"), tuple(TEXTS))


def test_rows_are_as_high_as_their_texts_wrap_at_any_width() -> None:
    shown = table()
    texts = WrappedTexts([shown])
    for widths in ((30.0, 30.0), (60.0, 44.0), (12.0, 50.0), (9.0, 9.0), (200.0, 200.0)):
        texts.reach(widths)
        for row, two in TEXTS.items():
            wanted = max(wrapped_lines(text, width) for text, width in zip(two, widths, strict=True))
            assert texts.lines(shown, row, widths) == wanted, (row, widths)
