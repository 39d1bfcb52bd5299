"""What orders, receipts and service requests tell, in workbooks that keep such sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, median, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.texts import Text

NOT_CONFIRMED = Text("本期没有确认的订单", "No order was confirmed in the period")
NOT_DELIVERED = Text("本期没有交付的订单", "No order was delivered in the period")
NO_REQUEST = Text("本期没有到期的服务单", "No service request fell due in the period")
UNDATED = Text("{n} 笔有金额没有到账日期", "{n} receipts have an amount and no date")


def received_amount(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Σ of the receipts that came in during the period, refunds taken off; a receipt is whose the contract is."""
    table = facts.book.table("receipts")
    if reason := reasons.missing(table, "received_on", "amount"):
        return unknown(reason)
    contracts = facts.book.table("contracts")
    owner_of = dict(zip(contracts.get("id"), contracts.get("owner"), strict=True))
    columns = (table.get(key) for key in ("received_on", "amount", "contract"))
    mine = [
        (day, amount)
        for day, amount, contract in zip(*columns, strict=True)
        if amount is not None and facts.counts_for(scope, owner_of.get(contract))
    ]
    last = min(period.last, facts.as_of)
    undated = sum(day is None for day, _ in mine)
    if not any(day is not None and day <= last for day, _ in mine):
        return unknown(UNDATED.fill(n=undated) if undated else reasons.BEFORE_DATA, left_out=undated)
    came = [Decimal(amount) for day, amount in mine if day is not None and period.first <= day <= last]
    return Figure(sum(came, Decimal(0)), len(came), left_out=undated)


def order_days(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Median working days from ordering to confirming, of the orders confirmed in the period."""
    return _median_days(facts, period, scope, "confirmed_on", NOT_CONFIRMED)


def delivery_lead_days(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Median working days from ordering to delivering, of the orders delivered in the period; of part deliveries the
    last counts."""
    return _median_days(facts, period, scope, "delivered_on", NOT_DELIVERED)


def _median_days(facts: Facts, period: Period, scope: Scope, key: str, nothing: Text) -> Figure:
    if reason := reasons.missing(facts.book.table("orders"), "ordered_on", key):
        return unknown(reason)
    days = [
        float(facts.calendar.workdays_between(ordered, end))
        for ordered, end, _ in _orders(facts, scope, key)
        if ordered is not None and period.first <= end <= min(period.last, facts.as_of)
    ]
    return Figure(median(days), len(days)) if days else unknown(nothing)


def on_time(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Orders delivered by the day promised ÷ orders delivered in the period that had a promise."""
    if reason := reasons.missing(facts.book.table("orders"), "promised_on", "delivered_on"):
        return unknown(reason)
    kept = [
        end <= promised
        for _, end, promised in _orders(facts, scope, "delivered_on")
        if promised is not None and period.first <= end <= min(period.last, facts.as_of)
    ]
    return share(sum(kept), len(kept), len(kept), NOT_DELIVERED)


def _orders(facts: Facts, scope: Scope, key: str) -> Iterator[tuple[dt.date | None, dt.date, dt.date | None]]:
    """When each order was placed, last confirmed or delivered, and promised; lines without a number stand alone."""
    table = facts.book.table("orders")
    columns = (table.get(name) for name in ("id", "ordered_on", key, "promised_on", "owner"))
    found: dict[str, tuple[dt.date | None, dt.date, dt.date | None]] = {}
    for row, (number, ordered, end, promised, owner) in enumerate(zip(*columns, strict=True)):
        if end is None or not facts.counts_for(scope, owner):
            continue
        order = number or f"#{row}"
        known = found.get(order)
        if known is None or end > known[1]:
            found[order] = (ordered, end, promised)
    yield from found.values()


def service_on_time(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Requests closed in the period by their due day ÷ those closed in it or still open past their due day."""
    table = facts.book.table("service")
    if reason := reasons.missing(table, "due", "closed_on"):
        return unknown(reason)
    last = min(period.last, facts.as_of)
    columns = (table.get(key) for key in ("due", "closed_on", "owner"))
    kept = [
        closed is not None and closed <= due
        for due, closed, owner in zip(*columns, strict=True)
        if due is not None
        and facts.counts_for(scope, owner)
        and (due < last if closed is None or closed > last else period.first <= closed)
    ]
    return share(sum(kept), len(kept), len(kept), NO_REQUEST)
