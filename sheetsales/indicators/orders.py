"""What orders, returns and service requests tell, in workbooks that keep such sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from sheetsales.indicators import reasons
from sheetsales.indicators.cash import last_day
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, median, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.order_facts import Order
from sheetsales.process.returns import Return, returns
from sheetsales.process.service_facts import Request, requests
from sheetsales.texts import Text

NOT_CONFIRMED = Text("本期没有确认的订单", "No order was confirmed in the period")
NOT_DELIVERED = Text("本期没有交付的订单", "No order was delivered in the period")
NO_DELIVERED_VALUE = Text("交付的订单都没有金额", "The orders delivered carry no amount")
NO_REQUEST = Text("本期没有到期的服务单", "No service request fell due in the period")
_NOTHING = Decimal()


def order_days(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Median working days from ordering to confirming, of the orders confirmed in the period."""
    return _median_days(facts, period, scope, "confirmed_on", lambda o: o.confirmed_on, NOT_CONFIRMED)


def delivery_lead_days(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Median working days from ordering to delivering, of the orders delivered in the period; of part deliveries the
    last counts."""
    return _median_days(facts, period, scope, "delivered_on", lambda o: o.delivered_on, NOT_DELIVERED)


def _median_days(
    facts: Facts,
    period: Period,
    scope: Scope,
    key: str,
    end: Callable[[Order], dt.date | None],
    nothing: Text,
) -> Figure:
    if reason := reasons.missing(facts.book.table("orders"), "ordered_on", key):
        return unknown(reason)
    days = [
        float(facts.calendar.workdays_between(order.ordered_on, on))
        for order in _orders(facts, period, scope)
        if (on := end(order)) is not None and on in period and order.ordered_on is not None
    ]
    return Figure(median(days), len(days)) if days else unknown(nothing)


def on_time(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Orders of which every line came by the day promised ÷ orders delivered in the period that had a promise."""
    if reason := reasons.missing(facts.book.table("orders"), "promised_on", "delivered_on"):
        return unknown(reason)
    delivered = delivered_in(facts, period, scope)
    kept = [order.kept for order in delivered if order.kept is not None]
    return share(sum(kept), len(kept), len(kept), NOT_DELIVERED, len(delivered) - len(kept))


def order_accuracy(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Orders without a fault on any line ÷ orders delivered in the period."""
    if reason := reasons.missing(facts.book.table("orders"), "delivered_on", "fault"):
        return unknown(reason)
    delivered = delivered_in(facts, period, scope)
    right = sum(not order.faulty for order in delivered)
    return share(right, len(delivered), len(delivered), NOT_DELIVERED)


def return_rate(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Value refunded or credited in the period ÷ value delivered in it; an exchange is worth 0."""
    if reason := reasons.missing(facts.book.table("returns"), "returned_on", "amount") or reasons.missing(
        facts.book.table("orders"), "delivered_on", "amount"
    ):
        return unknown(reason)
    delivered = delivered_in(facts, period, scope)
    priced = [order.amount for order in delivered if order.amount is not None]
    back = returned_in(facts, period, scope)
    known = [one.amount for one in back if one.amount is not None]
    out = len(delivered) - len(priced) + len(back) - len(known)
    if not delivered:
        return unknown(NOT_DELIVERED, left_out=out)
    return share(sum(known, _NOTHING), sum(priced, _NOTHING), len(priced), NO_DELIVERED_VALUE, out)


def returns_per_order(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Beside it the number of returns ÷ orders delivered, exchanges among them."""
    if reason := reasons.missing(facts.book.table("returns"), "returned_on"):
        return unknown(reason)
    delivered = delivered_in(facts, period, scope)
    return share(len(returned_in(facts, period, scope)), len(delivered), len(delivered), NOT_DELIVERED)


def _orders(facts: Facts, period: Period, scope: Scope) -> list[Order]:
    found = facts.orders(last_day(facts, period))
    return [order for order in found if facts.counts_for(scope, order.owner)]


def delivered_in(facts: Facts, period: Period, scope: Scope = COMPANY) -> list[Order]:
    """The orders whose last line was delivered in a period."""
    return [order for order in _orders(facts, period, scope) if order.delivered_on in period]


def returned_in(facts: Facts, period: Period, scope: Scope = COMPANY) -> list[Return]:
    """The returns of a period, refused ones left out."""
    found = returns(facts.book, last_day(facts, period))
    return [one for one in found if one.returned_on in period and facts.counts_for(scope, one.owner)]


def service_on_time(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Requests closed in the period by their due day ÷ those closed in it or still open past their due day."""
    if reason := reasons.missing(facts.book.table("service"), "opened_on", "closed_on"):
        return unknown(reason)
    kept = [request.in_time for request in judged_in(facts, period, scope)]
    return share(sum(kept), len(kept), len(kept), NO_REQUEST)


def judged_in(facts: Facts, period: Period, scope: Scope = COMPANY) -> list[Request]:
    """The requests closed in a period, and those that were open past their day at its end."""
    last = last_day(facts, period)
    mine = [r for r in requests(facts.book, last, facts.calendar) if facts.counts_for(scope, r.owner)]
    return [r for r in mine if (r.days_over(last) > 0 if r.closed_on is None else r.closed_on in period)]
