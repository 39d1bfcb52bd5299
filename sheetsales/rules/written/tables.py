"""What a table is called: by its Excel Table, its sheet, our title in either language, or its key."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import fold
from sheetsales.schema.workbook import SIGNS


def tables_by_name(book: Book) -> Mapping[str, str]:
    """Folded name → kind of record; the workbook's own names win."""
    names: dict[str, str] = {}
    for sign in SIGNS:
        for name in (sign.table, sign.key, sign.title.zh, sign.title.en):
            names.setdefault(fold(name), sign.key)
    for bound in book.binding.tables:
        for own in filter(None, (bound.table, bound.sheet)):
            names[fold(own)] = bound.record.key
    return names
