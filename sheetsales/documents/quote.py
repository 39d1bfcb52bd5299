"""A quotation from its lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.documents.document import TITLES, Document, file_stem, written
from sheetsales.documents.find import CUSTOMER, currency_of, only, rows_of
from sheetsales.documents.lines import lines_of, lines_table, totals
from sheetsales.documents.parties import buyer, owner, seller, short_name
from sheetsales.findings import Finding
from sheetsales.forms.contents import Value
from sheetsales.process.numbered import headed
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

NEEDS_APPROVAL: Final = frozenset({"SS604", "SS605"})
"""Rules on lines that ask for somebody's approval: below the floor price, a discount beyond the limit."""
DEAL_NEEDS_APPROVAL: Final = frozenset({"SS210", "SS211"})
"""The same said of the deal's own discount, which then is not told again of its lines."""
DRAFT: Final = Text("草稿 未经批准", "DRAFT, not approved")
_UNAPPROVED: Final = Text(
    "“{number}”有没批准的折扣或低于底价（{cells}），打成了草稿。补上审批人再打印。",
    "{number} has a discount nobody approved, or is below the floor price ({cells}), so it is printed as a draft. Have it approved, then print.",
)


def quotation(book: Book, number: str, today: dt.date, findings: Collection[Finding] = ()) -> Document:
    """The quotation of that number; raises ``BadRequest`` where there is none, or its lines do not go together."""
    number, rows = rows_of(book, "quotes", number, "quote")
    table = book.table("quotes")
    customer = only(book, table, rows, number, "customer", CUSTOMER) or ""
    currency = currency_of(book, table, rows, number)
    day = headed(table, rows, "date") or today
    valid = headed(table, rows, "valid_to") or day + dt.timedelta(
        days=int(book.settings.number("quote_valid_days"))
    )
    lines = lines_of(book, table, rows, number, day)
    deal = headed(table, rows, "opportunity") or ""
    open_ = _unapproved(table, rows, deal, findings)

    def of(key: str) -> Value:
        return written(headed(table, rows, key))

    fields = {
        "title": Value(TITLES["quote"].in_(book.lang)),
        "quote_no": Value(number),
        "quote_date": Value(day),
        "quote_valid": Value(valid),
        **seller(book),
        **buyer(book, customer, headed(table, rows, "contact")),
        "project": written(_project(book, deal)),
        **totals(book, lines, currency),
        "terms_payment": of("payment_terms"),
        "terms_delivery": of("delivery"),
        "terms_warranty": of("warranty"),
        "terms_notes": of("notes"),
        **owner(book, headed(table, rows, "owner") or ""),
        "approval": Value(DRAFT.in_(book.lang) if open_ else None),
        "currency": written(currency),
    }
    notices = (_UNAPPROVED.fill(number=number, cells=listed([str(f.at) for f in open_])),) if open_ else ()
    stem = file_stem(TITLES["quote"], number, short_name(book, customer), book.lang)
    return Document("quote", number, book.lang, currency, fields, (lines_table(lines),), stem, notices)


def _project(book: Book, opportunity: str) -> str:
    pipeline = book.table("pipeline")
    row = pipeline.by_id.get(opportunity)
    return str(pipeline.get("name")[row] or "") if row is not None else ""


def _unapproved(
    table: BookTable, rows: Sequence[int], deal: str, findings: Collection[Finding]
) -> list[Finding]:
    """What is open on the lines, or on the deal, that somebody has to approve."""
    places = {(at.sheet, at.row) for at in map(table.row_cell, rows)}
    return [
        found
        for found in findings
        if (
            found.code in NEEDS_APPROVAL and found.at is not None and (found.at.sheet, found.at.row) in places
        )
        or (
            found.code in DEAL_NEEDS_APPROVAL
            and deal
            and (found.record_key, found.record) == ("pipeline", deal)
        )
    ]
