"""A contract, or an order form, from the orders that hang on it, else from the quotation of its deal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.documents.document import TITLES, Document, Kind, column, file_stem, total_of, written
from sheetsales.documents.find import CUSTOMER, currency_of, only, rows_of
from sheetsales.documents.lines import AMOUNT, Line, lines_of, lines_table, totals
from sheetsales.documents.parties import buyer, owner, seller, short_name
from sheetsales.errors import BadRequest
from sheetsales.forms.contents import Table, Value
from sheetsales.process.numbered import by_number, headed, told
from sheetsales.texts import Text

INSTALMENTS: Final = (
    column("instalment", "款项", "Instalment"),
    column("due", "应付日期", "Due"),
    column("amount", "金额", "Amount"),
    column("share", "比例", "Share"),
)
_PLAN: Final = Text("付款", "Payment")
_CANCELLED: Final = "cancelled"
_TOLERANCE: Final = Decimal("0.01")
_NO_LINES: Final = Text(
    "合同“{number}”没有明细：订单表里没有它的订单，商机也没有报价。加上订单，或报价单上写明商机，再打印。",
    "Contract {number} has no lines: no order names it, and its deal has no quotation. Add its orders, or name the deal on the quotation, then print.",
)
_DIFFERS: Final = Text(
    "{at} 的合同金额 {amount:,} 和明细合计 {lines:,} 对不上，没有打印。改对一边再来。",
    "The contract's amount in {at} is {amount:,}, its lines come to {lines:,}; it was not printed. Put one of them right.",
)
CLAUSES: Final[tuple[tuple[str, Text, Text], ...]] = (
    ("acceptance", Text("验收", "Acceptance"), Text("按双方确认的验收标准验收，验收合格双方签字。（请法务审定）", "Accepted by the standards agreed between the parties, in writing. (Have your lawyer settle this.)")),
    ("breach", Text("违约", "Breach"), Text("任何一方违约，按法律规定承担责任。（请法务审定）", "A party in breach is liable as the law provides. (Have your lawyer settle this.)")),
    ("disputes", Text("争议", "Disputes"), Text("协商解决；协商不成，依法向有管辖权的法院起诉。（请法务审定）", "Settled by talks, else by the courts of competent jurisdiction. (Have your lawyer settle this.)")),
)  # fmt: skip
"""Clauses that ship as one neutral sentence each."""


def contract(book: Book, number: str, today: dt.date) -> Document:
    """The contract of that number. Refused where its amount and its lines differ by more than one per cent."""
    number, rows = rows_of(book, "contracts", number, "contract")
    table, row = book.table("contracts"), rows[0]
    customer = only(book, table, rows, number, "customer", CUSTOMER) or ""
    currency = currency_of(book, table, rows, number)
    signed = table.get("signed_on")[row]
    deal = table.get("opportunity")[row] or ""
    day = signed or today
    lines, quote = _lines(book, number, deal, day)
    _require_alike(table, row, lines)
    fields = {
        **_head(book, "contract", number, customer, currency, lines),
        "signed_on": written(signed),
        "delivery_on": written(table.get("delivery_on")[row]),
        "terms_payment": written(table.get("payment_terms")[row]),
        "terms_delivery": Value(None),
        "terms_warranty": written(quote.get("warranty", "")),
        "terms_notes": written(table.get("notes")[row]),
        "annexes": written(quote.get("number", "")),
        **owner(book, table.get("owner")[row] or ""),
    }
    tables = (lines_table(lines), _instalments(book, number, total_of([line.amount for line in lines])))
    stem = file_stem(TITLES["contract"], number, short_name(book, customer), book.lang)
    return Document("contract", number, book.lang, currency, fields, tables, stem)


def order(book: Book, number: str, today: dt.date) -> Document:
    """The order of that number, by its own lines."""
    number, rows = rows_of(book, "orders", number, "order")
    table = book.table("orders")
    customer = only(book, table, rows, number, "customer", CUSTOMER) or ""
    currency = currency_of(book, table, rows, number)
    day = headed(table, rows, "ordered_on") or today
    lines = lines_of(book, table, rows, number, day)
    of = headed(table, rows, "contract_no") or ""
    terms, deal = _agreed(book, of)
    quote = _said(book, headed(table, rows, "opportunity") or deal)
    fields = {
        **_head(book, "order", number, customer, currency, lines),
        "signed_on": written(headed(table, rows, "ordered_on")),
        "delivery_on": written(headed(table, rows, "promised_on")),
        "terms_payment": written(headed(table, rows, "payment_terms") or terms),
        "terms_delivery": Value(None),
        "terms_warranty": written(quote.get("warranty", "")),
        "terms_notes": written(headed(table, rows, "notes")),
        "annexes": written(of or quote["number"]),
        **owner(book, headed(table, rows, "owner") or ""),
    }
    stem = file_stem(TITLES["order"], number, short_name(book, customer), book.lang)
    return Document("order", number, book.lang, currency, fields, (lines_table(lines),), stem)


def _head(
    book: Book, kind: Kind, number: str, customer: str, currency: str, lines: Sequence[Line]
) -> dict[str, Value]:
    clauses = {f"terms_{key}": Value(sentence.in_(book.lang)) for key, _, sentence in CLAUSES}
    return {
        "title": Value(TITLES[kind].in_(book.lang)), "contract_no": Value(number), "place": Value(None), **seller(book),
        **buyer(book, customer), **totals(book, lines, currency), "currency": written(currency), **clauses,
    }  # fmt: skip


def _agreed(book: Book, number: str) -> tuple[str, str]:
    """The payment terms of a contract and its deal; "" for what it, or nobody, says."""
    table = book.table("contracts")
    row = table.by_id.get(number)
    if row is None:
        return "", ""
    return table.get("payment_terms")[row] or "", table.get("opportunity")[row] or ""


def _said(book: Book, deal: str) -> dict[str, str]:
    """Number and warranty of the quotation of a deal."""
    number, rows = _quote(book.table("quotes"), deal)
    return {"number": number, "warranty": str(headed(book.table("quotes"), rows, "warranty") or "")}


def _lines(book: Book, number: str, deal: str, day: dt.date) -> tuple[tuple[Line, ...], dict[str, str]]:
    """The lines of the contract's orders, else of the quotation of its deal that was accepted, or is the only one; and
    what that quotation says besides."""
    orders, quotes = book.table("orders"), book.table("quotes")
    status = orders.get("status")
    rows = [r for r, of in enumerate(orders.get("contract_no")) if of == number and status[r] != _CANCELLED]
    quote_no, of_deal = _quote(quotes, deal)
    said = _said(book, deal)
    if rows:
        currency_of(book, orders, rows, number)
        return lines_of(book, orders, rows, number, day), said
    if of_deal:
        currency_of(book, quotes, of_deal, quote_no)
        return lines_of(book, quotes, of_deal, quote_no, day), said
    raise BadRequest(_NO_LINES.fill(number=number))


def _quote(quotes: BookTable, deal: str) -> tuple[str, Sequence[int]]:
    found = {
        key: rows
        for key, rows in by_number(quotes).items()
        if deal and deal in told(quotes, rows, "opportunity")
    }
    accepted = {key: rows for key, rows in found.items() if headed(quotes, rows, "status") == "accepted"}
    usable = accepted or found
    return next(iter(usable.items())) if len(usable) == 1 else ("", ())


def _require_alike(table: BookTable, row: int, lines: Sequence[Line]) -> None:
    amount, total = table.get("amount")[row], total_of([line.amount for line in lines])
    if amount and abs(amount - total) > max(Decimal(1), amount * _TOLERANCE):
        raise BadRequest(_DIFFERS.fill(at=table.cell(row, "amount"), amount=amount, lines=total))


def _instalments(book: Book, number: str, total: Decimal) -> Table:
    """What Receipts lay out as due for the contract."""
    table = book.table("receipts")
    labels = book.labels.get("instalment", {})
    rows = []
    for row, of in enumerate(table.get("contract")):
        due, name = table.get("due_amount")[row], table.get("instalment")[row]
        if of != number or (due is None and table.get("due_on")[row] is None):
            continue
        label = labels.get(name or "")
        share = float(due / total) if due is not None and total else None
        rows.append({
            "instalment": written(label.in_(book.lang) if label else name or ""), "share": Value(share, "0%"), "amount": Value(due, AMOUNT),
            "due": written(table.get("due_on")[row]),
        })  # fmt: skip
    return Table("instalments", _PLAN, INSTALMENTS, rows, Text("没有排出分期", "no instalments laid out"))
