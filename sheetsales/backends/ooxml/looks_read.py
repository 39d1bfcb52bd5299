"""How cells look and which drop-downs they have, read from a closed workbook."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError, refusal
from sheetsales.backends.ooxml.validations import rules_of
from sheetsales.cells.address import column_letters
from sheetsales.cells.looks import SheetLooks
from sheetsales.collector import without_cyclic_gc
from sheetsales.regex import regex

_STYLE: Final = regex(rb"\ss\s*=\s*[\"'](\d{1,7})[\"']")


def read_looks(
    path: Path, columns: Mapping[str, Collection[int]], *, limits: Limits = DEFAULT
) -> dict[str, SheetLooks]:
    """The looks of these columns of these sheets. Cells that give no address of their own are left out."""
    data = Source.opened(path, limits)
    try:
        with closing(data), without_cyclic_gc(), closing(OpenBook(data, path, limits)) as book:
            return {sheet: _looks(book, sheet, wanted) for sheet, wanted in columns.items()}
    except MalformedError as fault:
        raise refusal(path, fault) from fault


def _looks(book: OpenBook, name: str, columns: Collection[int]) -> SheetLooks:
    sheet = book.sheet(name)
    rules = tuple(rule for _, rule in rules_of(sheet.frame))
    return SheetLooks(rules, _formats(book, sheet, columns) if columns else {})


def _formats(book: OpenBook, sheet: Sheet, columns: Collection[int]) -> dict[int, dict[int, str]]:
    letters = b"|".join(column_letters(column).encode() for column in sorted(columns))
    cell = re.compile(
        rb"<%bc(?=\s)[^<>]*?\sr=[\"'](%b)(\d{1,7})[\"']([^<>]*)>" % (re.escape(sheet.prefix), letters)
    )
    codes: dict[bytes, str] = {}
    found: dict[int, dict[int, str]] = {column: {} for column in columns}
    by_letters = {column_letters(column).encode(): found[column] for column in columns}
    scan = sheet.scan
    for match in cell.finditer(scan, sheet.frame.data_start, sheet.frame.data_end):
        style = _STYLE.search(match[3]) or _STYLE.search(scan, match.start(), match.start(1))
        number = style[1] if style else b"0"
        code = codes.get(number)
        if code is None:
            code = codes[number] = book.styles.code(int(number))
        by_letters[match[1]][int(match[2])] = code
    return found
