"""A statement of account: what a customer owes, contract by contract and instalment by instalment, from Receipts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
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
from sheetsales.speech.lists import AND, listed
from sheetsales.texts import Text

Row = dict[str, Value]

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
_SEVERAL: Final = Text(
    "“{asked}”有好几家：{found}。请写客户编号。",
    "Several customers are called '{asked}': {found}. Give the id.",
)
_NO_AMOUNT: Final = Text("合同 {contracts} 没有金额", "{contracts} has no amount")
_NOT_LAID_OUT: Final = Text("未排期", "Not laid out")
_PAID_AHEAD: Final = Text("多付", "Paid ahead")
_CREDITED: Final = Text("退货抵扣", "Credited for returns")
_NO_CONTRACT: Final = Text("到账，没写合同", "Received, no contract named")
_NOTHING: Final = Text(
    "回款表里没有“{name}”的应收和到账，没有账可对。",
    "Receipts hold nothing due from or received from {name}, so there is no account to state.",
)


def statement(book: Book, customer: str, today: dt.date) -> Document:
    """The account of a customer, by id or name, as of today; raises ``BadRequest`` where Customers has none such or several."""
    require(book, "receipts", "statement")
    key = _customer(book, customer)
    owed = receivables(book, today)
    accounts = [one for one in owed.accounts if one.customer == key]
    rows = [row for account in accounts for row in _rows(book, account, today)]
    rows += [
        _said(book, "", _NO_CONTRACT, received=r.amount, unpaid=-r.amount)
        for r in owed.unplaced_receipts
        if r.of == key
    ]
    name = str(buyer(book, key)["buyer"].value)
    if not rows:
        raise NothingToDo(_NOTHING.fill(name=name))
    shown, sums = money_format(book.settings.currency), _sums(rows, accounts)
    reply = today + dt.timedelta(days=ANSWER_DAYS)
    fields = {
        "title": Value(TITLES["statement"].in_(book.lang)),
        "statement_date": Value(today),
        **seller(book),
        **buyer(book, key),
        **{name: Value(found.value, shown, found.reason) for name, found in sums.items()},
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
        (str(ids), str(name or ""))
        for ids, *called, name in zip(table.get("id"), *names, table.get("name"), strict=True)
        if ids and plain in {str(c or "").casefold() for c in called}
    ]
    if not found:
        known = [str(said) for said in (*table.get("id"), *table.get("name")) if said]
        raise BadRequest(unknown(table, asked, known))
    if len(dict.fromkeys(key for key, _ in found)) > 1:
        raise BadRequest(
            _SEVERAL.fill(asked=asked, found=listed([f"{key} {name}" for key, name in found], last=AND))
        )
    return found[0][0]


def _rows(book: Book, account: Account, today: dt.date) -> Iterator[Row]:
    """The instalments, then what returns took off and what no instalment lays out, so that the rows add up to what is owed."""
    labels = book.labels.get("instalment", {})
    unpaid = account.unpaid()
    open_ = {id(one): left for one, left in unpaid}
    for one in account.instalments:
        label = labels.get(one.name)
        left = open_.get(id(one), Decimal())
        late = _late(one, left, today)
        yield {
            "contract": Value(account.key), "instalment": written(label.in_(book.lang) if label else one.name), "due_on": written(one.due_on),
            "due": Value(one.due, AMOUNT), "received_on": written(one.last_on), "received": Value(one.received, AMOUNT),
            "unpaid": Value(left, AMOUNT), "late": Value(late or None),
        }  # fmt: skip
    credited = account.returned - account.refunded
    if credited > 0:
        yield _said(book, account.key, _CREDITED, due=-credited, unpaid=Decimal())
    if account.receivable is None:
        return
    rest = account.receivable - total_of([left for _, left in unpaid])
    if rest > 0:
        yield _said(book, account.key, _NOT_LAID_OUT, due=rest, unpaid=rest)
    elif rest < 0:
        yield _said(book, account.key, _PAID_AHEAD, unpaid=rest)


def _said(book: Book, contract: str, what: Text, **amounts: Decimal) -> Row:
    """A row of the account that is no instalment."""
    nothing: Row = {column.key: Value(None) for column in COLUMNS}
    said = {"contract": Value(contract or None), "instalment": Value(what.in_(book.lang))}
    return {**nothing, **said, **{key: Value(amount, AMOUNT) for key, amount in amounts.items()}}


def _late(one: Instalment, left: Decimal, today: dt.date) -> int:
    return max((today - one.due_on).days, 0) if left and one.due_on is not None else 0


def _sums(rows: Sequence[Row], accounts: Sequence[Account]) -> dict[str, Value]:
    """What the rows add up to; what is due and outstanding is unknown where a contract says no amount."""

    def total(key: str, of: Sequence[Row] = rows) -> Decimal:
        return total_of([Decimal(str(row[key].value)) for row in of if row[key].value is not None])

    blank = [one.key for one in accounts if one.receivable is None]
    unknown_ = Value(None, reason=_NO_AMOUNT.fill(contracts=listed(blank, last=AND))) if blank else None
    return {
        "total_due": unknown_ or Value(total("due")),
        "total_received": Value(total("received")),
        "total_unpaid": unknown_ or Value(total("unpaid")),
        "total_overdue": Value(total("unpaid", [row for row in rows if row["late"].value])),
    }
