"""Formulas that add up a block of rows by its address, and do not know of rows added to it."""

from __future__ import annotations

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.growth import Growth, regrown
from sheetsales.backends.ooxml.open_book import FORMULA_MARKS, OpenBook
from sheetsales.backends.parts.texts import from_xml
from sheetsales.cells.address import quote_sheet
from sheetsales.regex import regex
from sheetsales.speech.lists import listed

_CELL = regex(
    rb"<(?:[\w.-]+:)?c\s[^>]*?\br=\"([A-Z]+\d+)\"[^>]*>\s*<(?:[\w.-]+:)?f(?:\s[^>]*)?>([^<]*:[^<]*)</"
)
_SHOWN = 3


def tell_left_out(book: OpenBook, name: str, growth: Growth) -> None:
    """Add a notice that names the formulas over the old rows; they are other people's and stay as they are."""
    end = b"%d" % growth.old_last
    cells = []
    for entry in book.workbook.worksheets:
        if entry.name != growth.data.sheet and not book.package.may_name(entry.part, growth.data.sheet):
            continue
        if not book.package.mentions(entry.part, FORMULA_MARKS):
            continue
        for found in book.package.matches(entry.part, _CELL, b"row>"):
            text = from_xml(found[2]) if end in found[2] else ""
            row = int(found[1].lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            if text and regrown(text, growth, entry.name, row=row) != text:
                cells.append(f"{quote_sheet(entry.name)}!{found[1].decode()}")
    if cells:
        shown = listed(cells, most=_SHOWN)
        book.notices.append(refusals.LEFT_OUT.fill(table=name, count=len(cells), cells=shown))
