"""What was won: value, number, averages, new customers, quantity."""

from __future__ import annotations

from decimal import Decimal

from sheetsales.indicators import reasons
from sheetsales.indicators.deals import Deal, total
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.texts import Text


def _cannot_tell(facts: Facts, period: Period, *columns: str) -> Text | None:
    """Why nothing can be said of deals won in a period: a column is missing, or no deal of that time was recorded."""
    if reason := reasons.missing(facts.book.table("pipeline"), "stage", "closed_on", *columns):
        return reason
    if facts.is_archived(period):
        return reasons.IN_ARCHIVE
    begun = (facts.first_closing, facts.first_record)
    return reasons.BEFORE_DATA if any(day is not None and period.last < day for day in begun) else None


def won_amount(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Σ amount of the deals won in the period, by closed-on day; deals without an amount are left out and counted."""
    if reason := _cannot_tell(facts, period, "amount"):
        return unknown(reason)
    deals = facts.won(period, scope)
    priced = [d for d in deals if d.amount is not None]
    if deals and not priced:
        return unknown(reasons.NO_AMOUNT, len(deals), len(deals))
    return Figure(total(priced), len(priced), left_out=len(deals) - len(priced))


def won_count(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Number of deals won in the period, by closed-on day."""
    if reason := _cannot_tell(facts, period):
        return unknown(reason)
    count = len(facts.won(period, scope))
    return Figure(count, count)


def quantity(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Σ quantity of the deals won in the period."""
    if reason := _cannot_tell(facts, period, "quantity"):
        return unknown(reason)
    deals = facts.won(period, scope)
    known = [d.quantity for d in deals if d.quantity is not None]
    if deals and not known:
        return unknown(reasons.NO_QUANTITY, left_out=len(deals))
    return Figure(sum(known), len(known), left_out=len(deals) - len(known))


def avg_deal(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Won amount ÷ won deals that carry an amount."""
    amount = won_amount(facts, period, scope)
    return _per(amount, amount.n)


def aov(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Won amount ÷ customers with a purchase in the period: per customer, not per order."""
    if reason := _cannot_tell(facts, period, "amount", "customer"):
        return unknown(reason)
    buyers = {d.customer for d in facts.won(period, scope) if d.amount is not None and d.customer}
    return _per(won_amount(facts, period, scope), len(buyers))


def _per(amount: Figure, n: int) -> Figure:
    if amount.value is None:
        return amount
    if n == 0:
        return unknown(reasons.NOBODY_WON, left_out=amount.left_out)
    return Figure(Decimal(amount.value) / n, n, left_out=amount.left_out)


A_YEAR = 365


def new_customers(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Customers whose first won deal closed in the period and was new business: neither its kind nor the customer's file
    says that they bought before. Those of which nobody can say are left out and counted."""
    if reason := _cannot_tell(facts, period, "customer"):
        return unknown(reason)
    firsts = {d.row for d in facts.first_wins.values()}
    verdicts = [is_new_business(facts, d) for d in facts.won(period, scope) if d.row in firsts]
    doubtful = verdicts.count(None)
    if doubtful and doubtful == len(verdicts):
        return unknown(reasons.NEW_OR_NOT, left_out=doubtful)
    count = verdicts.count(True)
    return Figure(count, count, left_out=doubtful)


def is_new_business(facts: Facts, deal: Deal) -> bool | None:
    """Whether a first win makes a new customer; None where neither the deal's kind nor the customer's entry tells.

    Where the kind is blank, a customer entered less than a year before it bought is new.
    """
    if deal.kind is not None:
        return deal.kind == "new"
    entered, since = facts.customer_since.get(deal.customer), facts.book.since
    if entered is None or deal.closed_on is None or (since is not None and entered < since):
        return None
    return (deal.closed_on - entered).days < A_YEAR


NO_DISCOUNT = Text("成交的单都没有填折扣", "No won deal says its discount")


def true_discount(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """(Σ list − Σ amount) ÷ Σ list over the deals won in the period, list being amount ÷ (1 − discount): large deals weigh
    more. Deals without a discount on file are left out and counted."""
    if reason := _cannot_tell(facts, period, "amount", "discount"):
        return unknown(reason)
    discounts = facts.book.table("pipeline").get("discount")
    won = facts.won(period, scope)
    pairs = [
        (float(d.amount), float(at))
        for d in won
        if d.amount is not None and (at := discounts[d.row]) is not None and 0 <= at < 1
    ]
    if not pairs:
        return unknown(reasons.NOBODY_WON if not won else NO_DISCOUNT, left_out=len(won))
    at_list = sum(amount / (1 - discount) for amount, discount in pairs)
    net = sum(amount for amount, _ in pairs)
    return share(at_list - net, at_list, len(pairs), reasons.NO_AMOUNT, len(won) - len(pairs))
