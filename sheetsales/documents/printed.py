"""Documents by what they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sheetsales.book.book import Book
from sheetsales.documents.contract import contract, order
from sheetsales.documents.document import Document, Kind
from sheetsales.documents.quote import quotation
from sheetsales.documents.statement import statement
from sheetsales.findings import Finding


def document(
    book: Book, kind: Kind, number: str, today: dt.date, findings: Collection[Finding] = ()
) -> Document:
    """The document of that kind and number."""
    if kind == "quote":
        return quotation(book, number, today, findings)
    if kind == "contract":
        return contract(book, number, today)
    return order(book, number, today) if kind == "order" else statement(book, number, today)
