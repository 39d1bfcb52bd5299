"""What formulas last showed, where it rests on rows that were taken out: forgotten, so that nobody takes it for what it is now."""

from __future__ import annotations

import re
from collections.abc import Set

from sheetsales.backends.ooxml.cell_read import RawCell
from sheetsales.backends.ooxml.cutting.formulas import stays_in_row, words
from sheetsales.backends.ooxml.formula_text import moved, references, sheets_named
from sheetsales.backends.ooxml.open_book import FORMULA_MARKS, OpenBook
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.spans import with_attribute
from sheetsales.cells.address import MAX_ROW


def forget_values(book: OpenBook, sheets: Set[str]) -> None:
    """Take the values off all formulas that look at more of ``sheets`` than their own row."""
    folded = frozenset(name.casefold() for name in sheets)
    meant = frozenset(_meant(book, sheets, folded))
    for entry in book.workbook.worksheets:
        if book.package.mentions(entry.part, FORMULA_MARKS):
            data = book.package.read(entry.part)
            sheet = Sheet(entry.name, entry.part, data, book.strings, book.styles, book.date1904)
            new = _Forgetting(sheet, folded, meant).result()
            if new != data:
                book.package.write(entry.part, new)


def _meant(book: OpenBook, sheets: Set[str], folded: Set[str]) -> Set[str]:
    """The folded names of Tables on these sheets and of all names that lead to them."""
    found = {table.name.casefold() for table in book.all_tables() if table.sheet in sheets}
    names = [(n.name.casefold(), n.text) for n in book.workbook.names()]
    while True:
        more = {
            name
            for name, text in names
            if {s.casefold() for s in sheets_named(text)} & folded
            or {word.casefold() for word in words(text)} & found
        }
        if more <= found:
            return found
        found |= more


class _Forgetting:
    def __init__(self, sheet: Sheet, sheets: Set[str], meant: Set[str]) -> None:
        self._sheet, self._sheets, self._meant = sheet, sheets, meant
        self._own = sheet.name.casefold() in sheets
        self._shared: dict[str, tuple[RawCell, str]] = {}
        self._value = re.compile(
            rb"<%bv(?=[\s>])[^>]*>.*?</%bv\s*>" % ((re.escape(sheet.prefix),) * 2), re.DOTALL
        )

    def result(self) -> bytes:
        sheet, out, at = self._sheet, [], 0
        for number in sheet.rows.between(1, MAX_ROW):
            for cell in sheet.rows.cells(number):
                if self._is_stale(cell):
                    body = self._value.sub(b"", sheet.xml[cell.inner : cell.end])
                    out += [sheet.xml[at : cell.start], with_attribute(cell.head, "t", None), body]
                    at = cell.end
        return b"".join([*out, sheet.xml[at:]])

    def _is_stale(self, cell: RawCell) -> bool:
        part = self._sheet.reader.formula(self._sheet.xml, cell)
        if part is None:
            return False
        text = part.text
        if part.kind == "shared" and part.index is not None:
            home, said = self._shared.setdefault(part.index, (cell, text))
            text = text or moved(said, cell.row - home.row, cell.column - home.column)
        if "#REF!" in text:
            return True
        if stays_in_row(text, cell.row):
            return False
        named = {name.casefold() for name in sheets_named(text)}
        if named & self._sheets or {word.casefold() for word in words(text)} & self._meant:
            return True
        beside = (r for r in references(text) if r.sheet is None)
        return self._own and any((r.bounds[0], r.bounds[2]) != (cell.row, cell.row) for r in beside)
