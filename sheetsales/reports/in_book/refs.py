"""Formulas that read a team's own sheets: columns of a Table by their headings, of a plain range by their place."""

from __future__ import annotations

from typing import Final

from sheetsales.book.book import Book
from sheetsales.cells.address import MAX_ROW, column_letters, quote_sheet
from sheetsales.cells.values import CellValue
from sheetsales.regex import regex
from sheetsales.schema.binding import BoundTable

_GUARDED: Final = regex(r"(['\[\]#@])")
_ROOM: Final = 5_000
"""Rows that a range without a Table is looked at beyond its last one, for those to come."""


def only_table(book: Book, key: str) -> BoundTable | None:
    """The one block that holds a record; None where there is none, or several."""
    bound = book.table(key).bound
    return bound[0] if len(bound) == 1 else None


def column_ref(book: Book, key: str, column: str) -> str | None:
    """``tblSteps[目的]``, or ``'Steps'!$D$2:$D$5040``; None where no single column of cells holds it as it is meant."""
    bound = only_table(book, key)
    found = bound.by_key.get(column) if bound else None
    if bound is None or found is None or found.factor != 1 or found.split_by_stage:
        return None
    if bound.table:
        heading = _GUARDED.sub(r"'\1", found.heading)
        return f"{bound.table}[{heading}]"
    letters, last = column_letters(found.sheet_column), min(bound.last_row + _ROOM, MAX_ROW)
    return f"{quote_sheet(bound.sheet)}!${letters}${bound.first_row}:${letters}${last}"


def raw_cell(book: Book, key: str, column: str, row: int) -> CellValue:
    """What stands in a record's cell; None where there is no such column."""
    held = book.table(key).raw.get(column)
    return None if held is None else held[row]
