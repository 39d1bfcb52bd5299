"""A quotation from its lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

from sheetsales.book.book import Book
from sheetsales.documents.document import TITLES, Document, file_stem, written
from sheetsales.documents.find import CUSTOMER, currency_of, only, rows_of
from sheetsales.documents.lines import lines_of, lines_table, totals
from sheetsales.documents.parties import buyer, owner, seller, short_name
from sheetsales.findings import Finding
from sheetsales.forms.contents import Value
from sheetsales.process.numbered import headed
from sheetsales.texts import Text

NEEDS_APPROVAL: Final = frozenset({"SS604", "SS605"})
"""Rules that ask for somebody's approval: below the floor price, a discount beyond the limit."""
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
    cells = {table.row_cell(row).row for row in rows}
    open_ = [
        f
        for f in findings
        if f.code in NEEDS_APPROVAL and f.record_key == "quotes" and f.at is not None and f.at.row in cells
    ]

    def of(key: str) -> Value:
        return written(headed(table, rows, key))

    fields = {
        "title": Value(TITLES["quote"].in_(book.lang)),
        "quote_no": Value(number),
        "quote_date": Value(day),
        "quote_valid": Value(valid),
        **seller(book),
        **buyer(book, customer, headed(table, rows, "contact")),
        "project": written(_project(book, headed(table, rows, "opportunity"))),
        **totals(book, lines, currency),
        "terms_payment": of("payment_terms"),
        "terms_delivery": of("delivery"),
        "terms_warranty": of("warranty"),
        "terms_notes": of("notes"),
        **owner(book, headed(table, rows, "owner") or ""),
        "approval": Value(DRAFT.in_(book.lang) if open_ else None),
        "currency": written(currency),
    }
    notices = (_UNAPPROVED.fill(number=number, cells="、".join(str(f.at) for f in open_)),) if open_ else ()
    stem = file_stem(TITLES["quote"], number, short_name(book, customer), book.lang)
    return Document("quote", number, book.lang, currency, fields, (lines_table(lines),), stem, notices)


def _project(book: Book, opportunity: str | None) -> str:
    pipeline = book.table("pipeline")
    row = pipeline.by_id.get(opportunity or "")
    return str(pipeline.get("name")[row] or "") if row is not None else ""
