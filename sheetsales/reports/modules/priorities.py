"""What matters most of cash and delivery: the contract with most money overdue, the late order worth most."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sheetsales.reports.draft import Draft
from sheetsales.reports.modules.cash_table import limits
from sheetsales.reports.modules.rows import ModuleData
from sheetsales.speech.counts import count_of

Found = tuple[str, str, Decimal, str]
"""What it is, whose, the money, the record."""


def overdue_money(draft: Draft) -> Iterator[Found]:
    """Contracts with money overdue."""
    if not draft.facts.book.has("receipts"):
        return
    day, data = draft.facts.as_of, ModuleData(draft)
    for one in data.accounts.values():
        late = one.ageing(day, limits(draft)).overdue
        if late <= 0:
            continue
        since = min(i.due_on for i, _ in one.unpaid() if i.due_on is not None)  # there is one: it is overdue
        days, customer = (day - since).days, draft.customer_name(one.customer)
        number = data.contract_name(one)
        what = draft.say(f"{customer}（{number}）逾期 {days} 天没付", f"{customer} ({number}) is {count_of(days, 'day')} overdue with payment")  # fmt: skip
        yield what, one.owner, late, one.key


def late_orders(draft: Draft) -> Iterator[Found]:
    """Orders that were promised for a day gone by, and are not delivered."""
    if not draft.facts.book.has("orders"):
        return
    day = draft.facts.as_of
    for one in ModuleData(draft).orders.values():
        if one.delivered_on is None and one.promised_on is not None and one.promised_on < day and one.amount:
            days, customer = (day - one.promised_on).days, draft.customer_name(one.customer)
            named = one.named or draft.say("订单", "an order")
            what = draft.say(
                f"{named}（{customer}）迟交 {days} 天",
                f"{named} ({customer}) is {count_of(days, 'day')} late",
            )
            yield what, one.owner, one.amount, one.number
