"""Whom to ask for which payment, what to deliver and which requests to close: a person's own, overdue first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.dataclass import dataclass
from sheetsales.process.calendar import working_calendar
from sheetsales.process.order_facts import awaited, orders
from sheetsales.process.promises import promised
from sheetsales.process.receipts import Instalment
from sheetsales.process.receivables import Account, receivables
from sheetsales.process.service_facts import requests
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.speech.money import in_full
from sheetsales.texts import LANGUAGES, Lang, Text

Kind = Literal["payment", "delivery", "request"]

HEADS: Final[dict[Kind, Text]] = {
    "payment": Text("要催的款（逾期在前）：", "Payments to ask for, overdue first:"),
    "delivery": Text("要交的货：", "Deliveries due:"),
    "request": Text("要办结的服务单：", "Requests to close:"),
}
MORE: Final = Text("还有 {n} 项，见各自的表。", "{n} more in their own sheets.")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due on a day: a payment, a delivery, a request. ``what`` names it, ``amount`` is what is open of a
    payment, ``promised`` the day the customer promised to pay by."""

    kind: Kind
    owner: str
    record: str
    customer: str
    contact: str
    what: Text
    due: dt.date
    amount: Decimal | None = None
    promised: dt.date | None = None
    grace: int = 0

    def days_late(self, today: dt.date) -> int:
        """Days overdue; below 1 where it is not."""
        return (today - self.due).days


def due_things(book: Book, today: dt.date, until: dt.date, told: Callable[[str], str]) -> list[Due]:
    """All that is open and due by ``until``, the longest overdue first, for whoever ``told`` says is told of an owner's."""
    found = [*_payments(book, today), *_deliveries(book, today), *_requests(book, today)]
    kept = [replace(one, owner=told(one.owner)) for one in found if one.owner and one.due <= until]
    return sorted(kept, key=lambda one: (one.due, -(one.amount or 0), one.record))


def _payments(book: Book, today: dt.date) -> Iterator[Due]:
    if not book.has("receipts"):
        return
    grace = int(book.settings.number("payment_grace_days"))
    for account in receivables(book, today).accounts:
        for one, left in account.unpaid():
            if one.due_on is not None:
                yield _payment(book, account, one, left, grace)


def _payment(book: Book, account: Account, one: Instalment, left: Decimal, grace: int) -> Due:
    typed = "" if account.contract is None else _typed(book, "contracts", account.contract.row)
    customer, contact = customer_of(book, account.customer or typed or _typed(book, "receipts", one.row))
    assert one.due_on is not None  # noqa: S101 - as just asked
    table = book.table("receipts")
    notes = table.get("notes")
    days = (promised(notes[row], one.due_on) for row in one.rows)
    said = max((on for on in days if on is not None), default=None)
    number = account.key if account.contract else table.get("contract")[one.row] or ""
    order = "" if number else table.get("order_no")[one.row] or ""
    owner = account.owner or one.owner
    return Due(
        "payment", owner, number or order, customer, contact, _called(book, number, order, one.name), one.due_on, left, said, grace
    )  # fmt: skip


def _called(book: Book, number: str, order: str, name: str) -> Text:
    """``合同 HT2026-0103 验收款``: the contract, else the order, and the instalment."""
    zh, en = (text_of(book, "receipts", "instalment", name, lang) if name else "" for lang in LANGUAGES)
    whole = Text(f"订单 {order} ", f"order {order}, ") if order else Text("", "")
    whole = Text(f"合同 {number} ", f"{number}, ") if number else whole
    return Text(f"{whole.zh}{zh}".strip(), f"{whole.en}{en.lower()}".strip(", "))


def _deliveries(book: Book, today: dt.date) -> Iterator[Due]:
    if not book.has("orders"):
        return
    to_come = awaited(book.table("orders"))
    for one in orders(book, today):
        if one.promised_on is not None and any(to_come[row] for row in one.rows):
            customer, contact = customer_of(book, one.customer or _typed(book, "orders", one.rows[0]))
            what = Text(f"订单 {one.named}".strip(), f"order {one.named}".strip())
            yield Due("delivery", one.owner, one.named, customer, contact, what, one.promised_on)


def _requests(book: Book, today: dt.date) -> Iterator[Due]:
    if not book.has("service"):
        return
    subjects = book.table("service").get("subject")
    for one in requests(book, today, working_calendar(book.settings)):
        if one.closed_on is None:
            customer, contact = customer_of(book, one.customer or _typed(book, "service", one.row))
            said = " ".join(str(subjects[one.row] or one.id).split())
            yield Due("request", one.owner, one.id, customer, contact, Text(said, said), one.due)


def _typed(book: Book, record: str, row: int) -> str:
    """The customer as it stands in the cell, where Customers does not know it."""
    cells = book.table(record).raw.get("customer", ())
    return " ".join(str(cells[row]).split()) if row < len(cells) and cells[row] is not None else ""


def customer_of(book: Book, identity: str) -> tuple[str, str]:
    """Name and contact of a customer; what the record itself says where Customers does not know it."""
    table = book.table("customers")
    row = table.by_id.get(identity)
    if row is None:
        return identity, ""
    name = table.get("short_name")[row] or table.get("name")[row] or identity
    return str(name), str(table.get("contact")[row] or "")


def ledger_lines(dues: tuple[Due, ...], book: Book, today: dt.date, lang: Lang, room: int) -> list[str]:
    """Lines under a head for each kind, as far as there is room; what is left out is counted."""
    if not dues or room < 2:
        return []
    kinds = [kind for kind in HEADS if any(one.kind == kind for one in dues)]
    if room < 2 * len(kinds):
        kinds = kinds[: max(room // 2, 1)]
    each = dict.fromkeys(kinds, 1)
    spare = room - 2 * len(kinds) - 1
    for kind in kinds:
        more = min(sum(one.kind == kind for one in dues) - 1, max(spare, 0))
        each[kind] += more
        spare -= more
    lines, told = [], 0
    for kind in kinds:
        mine = [one for one in dues if one.kind == kind][: each[kind]]
        lines += [HEADS[kind].in_(lang), *(f"- {due_line(one, book, today, lang)}" for one in mine)]
        told += len(mine)
    if told < len(dues) and len(lines) < room:
        lines.append(MORE.fill(n=len(dues) - told).in_(lang))
    return lines


def due_line(one: Due, book: Book, today: dt.date, lang: Lang) -> str:
    """``甬润机械（找王建国）·合同 HT2026-0103 验收款，331,100.00 元：11 月 3 日到期``."""
    money = in_full(one.amount, lang, book.settings.text("currency")) if one.amount is not None else ""
    when = (
        "；".join(t.zh for t in _when(one, today))
        if lang == "zh"
        else "; ".join(t.en for t in _when(one, today))
    )
    if lang == "zh":
        contact = f"（找{one.contact}）" if one.contact else ""
        return f"{one.customer}{contact}·{one.what.zh}{f'，{money}' if money else ''}：{when}"
    contact = f" (ask for {one.contact})" if one.contact else ""
    return f"{one.customer}{contact}, {one.what.en}{f', {money}' if money else ''}: {when}"


def _when(one: Due, today: dt.date) -> Iterator[Text]:
    """When it is or was due, and what the customer promised."""
    on, late = day(one.due, today), one.days_late(today)
    if late > one.grace:
        yield Text(f"{on.zh}到期，已逾期 {late} 天", f"was due {on.en}, {count_of(late, 'day')} overdue")
    elif late > 0:
        yield Text(f"{on.zh}到期，还在宽限期里", f"was due {on.en}, still within the days of grace")
    elif late == 0:
        yield Text("今天到期", "due today")
    else:
        yield Text(f"{on.zh}到期", f"due {on.en}")
    if one.promised is not None:
        said = day(one.promised, today)
        if one.promised < today:
            yield Text(f"客户答应 {said.zh}付，已过", f"promised for {said.en}, which has passed")
        else:
            yield Text(f"客户答应 {said.zh}付", f"promised for {said.en}")
