"""A statement of account: what a customer owes, contract by contract and instalment by instalment, from Receipts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.documents.document import TITLES, Document, column, file_stem, money_format, total_of, written
from sheetsales.documents.find import require, unknown
from sheetsales.documents.lines import AMOUNT
from sheetsales.documents.parties import buyer, seller, short_name
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.forms.contents import Table, Value
from sheetsales.process.receipts import Instalment
from sheetsales.process.receivables import Account, receivables
from sheetsales.speech.days import day as spoken_day
from sheetsales.texts import Text

ANSWER_DAYS: Final = 10
"""Days a customer has to check and answer."""
COLUMNS: Final = (
    column("contract", "合同", "Contract"),
    column("instalment", "款项", "Instalment"),
    column("due_on", "应收日期", "Due on"),
    column("due", "应收", "Due"),
    column("received_on", "到账日期", "Received on"),
    column("received", "已收", "Received"),
    column("unpaid", "未收", "Outstanding"),
    column("late", "逾期天数", "Days overdue"),
)
_ACCOUNT: Final = Text("往来明细", "Account")
_REPLY: Final = Text(
    "请于 {day} 前核对回复；有出入请注明。", "Please check and reply by {day}, and say where you differ."
)
_NOTHING: Final = Text(
    "回款表里没有“{name}”的应收和到账，没有账可对。",
    "Receipts hold nothing due from or received from {name}, so there is no account to state.",
)


def statement(book: Book, customer: str, today: dt.date) -> Document:
    """The account of a customer, by id or name, as of today; raises ``BadRequest`` where Customers has none such."""
    require(book, "receipts", "statement")
    key = _customer(book, customer)
    accounts = [one for one in receivables(book, today).accounts if one.customer == key]
    rows = [row for account in accounts for row in _rows(book, account, today)]
    name = str(buyer(book, key)["buyer"].value)
    if not rows:
        raise NothingToDo(_NOTHING.fill(name=name))
    shown, sums = money_format(book.settings.currency), _sums(accounts, today)
    reply = today + dt.timedelta(days=ANSWER_DAYS)
    fields = {
        "title": Value(TITLES["statement"].in_(book.lang)),
        "statement_date": Value(today),
        **seller(book),
        **buyer(book, key),
        **{name: Value(amount, shown) for name, amount in sums.items()},
        "reply_by": Value(reply),
        "reply": Value(_REPLY.fill(day=spoken_day(reply, today)).in_(book.lang)),
        "currency": written(book.settings.currency),
    }
    stem = file_stem(TITLES["statement"], key, short_name(book, key), book.lang)
    table = Table("account", _ACCOUNT, COLUMNS, rows)
    return Document("statement", key, book.lang, book.settings.currency, fields, (table,), stem)


def _customer(book: Book, asked: str) -> str:
    table = require(book, "customers", "statement")
    plain = asked.strip().casefold()
    names = (table.get("id"), table.get("name"), table.get("short_name"))
    found = [
        ids
        for ids, *called in zip(table.get("id"), *names, strict=True)
        if plain in {str(c or "").casefold() for c in called}
    ]
    if not found or found[0] is None:
        known = [str(said) for said in (*table.get("id"), *table.get("name")) if said]
        raise BadRequest(unknown(table, asked, known))
    return str(found[0])


def _rows(book: Book, account: Account, today: dt.date) -> list[dict[str, Value]]:
    labels = book.labels.get("instalment", {})
    open_ = {id(one): left for one, left in account.unpaid()}
    rows = []
    for one in account.instalments:
        label = labels.get(one.name)
        left = open_.get(id(one), Decimal())
        late = _late(one, left, today)
        rows.append({
            "contract": Value(account.key), "instalment": written(label.in_(book.lang) if label else one.name), "due_on": written(one.due_on),
            "due": Value(one.due, AMOUNT), "received_on": written(one.last_on), "received": Value(one.received, AMOUNT),
            "unpaid": Value(left, AMOUNT), "late": Value(late or None),
        })  # fmt: skip
    return rows


def _late(one: Instalment, left: Decimal, today: dt.date) -> int:
    return max((today - one.due_on).days, 0) if left and one.due_on is not None else 0


def _sums(accounts: list[Account], today: dt.date) -> dict[str, Decimal]:
    every = [one for account in accounts for one in account.instalments]
    unpaid = [pair for account in accounts for pair in account.unpaid()]
    return {
        "total_due": total_of([one.due for one in every if one.due is not None]),
        "total_received": total_of([one.received for one in every]),
        "total_unpaid": total_of([left for _, left in unpaid]),
        "total_overdue": total_of([left for one, left in unpaid if _late(one, left, today)]),
    }
