"""Whether customers come back: churn of active ones, purchases again when they fell due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.indicators import reasons
from sheetsales.indicators.bought import Purchase, Rebuy, next_purchase
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.price_list import PriceList
from sheetsales.texts import Text

NEAR: Final = dt.timedelta(days=30)
"""How far from the day expected a purchase still counts as the one expected."""

YOUNG_DATA = Text("数据不满一年，看不出流失", "Less than a year of data before the period")
NOBODY_ACTIVE = Text("期初没有活跃客户", "No customer was active at the start")
NOBODY_DUE = Text("本期没有到复购日的客户", "No customer's repurchase fell due")


def purchases(facts: Facts, scope: Scope = COMPANY) -> Mapping[str, Sequence[Purchase]]:
    """What each customer bought on days that are known, in order: deals won, and what ledgers tell of beside them."""
    found: dict[str, list[Purchase]] = {}
    for deal in facts.in_state("won", scope):
        if deal.customer and deal.closed_on is not None:
            found.setdefault(deal.customer, []).append(
                Purchase(deal.closed_on, deal.product or "", deal.amount)
            )
    for sale in facts.ledger_sales:
        if sale.day is not None and facts.counts_for(scope, sale.owner):
            found.setdefault(sale.customer, []).append(Purchase(sale.day, sale.product, sale.amount))
    return {customer: sorted(those) for customer, those in found.items()}


def _nothing_sold(facts: Facts) -> Text | None:
    """Why nobody knows what was bought; None where deals or ledgers tell."""
    if facts.ledger_sales:
        return None
    return reasons.missing(facts.book.table("pipeline"), "stage", "closed_on", "customer")


def undated(facts: Facts) -> Mapping[str, Sequence[Decimal | None]]:
    """What each customer bought on days that nobody knows: the amount of every such purchase, None where unknown."""
    found: dict[str, list[Decimal | None]] = {}
    for deal in facts.in_state("won"):
        if deal.customer and deal.closed_on is None:
            found.setdefault(deal.customer, []).append(deal.amount)
    for sale in facts.ledger_sales:
        if sale.day is None:
            found.setdefault(sale.customer, []).append(sale.amount)
    return found


def churn(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Customers active at the start, who bought in the year before it, and not in the year to the end ÷ those active at
    the start; a year is as many days as the Settings say. New ones are in neither."""
    if reason := _nothing_sold(facts):
        return unknown(reason)
    start, end = period.first, min(period.last, facts.as_of)
    active_for = dt.timedelta(days=max(int(facts.book.settings.number("active_days")), 1))
    bought = [[one.day for one in those] for those in purchases(facts, scope).values()]
    since = facts.first_closing or min((days[0] for days in bought), default=None)
    if since is None or since > start - active_for:
        return unknown(YOUNG_DATA)
    if facts.book.since is not None and start - active_for < facts.book.since:
        return unknown(reasons.IN_ARCHIVE)
    active = [days for days in bought if _any(days, start - active_for, start)]
    later = dt.timedelta(days=1)
    lost = sum(not _any(days, end - active_for + later, end + later) for days in active)
    return share(lost, len(active), len(active), NOBODY_ACTIVE)


def _any(days: Sequence[dt.date], first: dt.date, before: dt.date) -> bool:
    return any(first <= day < before for day in days)


def repurchase(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Customers that bought within 30 days of the day expected ÷ those whose day lay in the period; days of which thirty
    have not passed yet are not judged."""
    if reason := _nothing_sold(facts):
        return unknown(reason)
    if facts.book.since is not None:
        return unknown(reasons.IN_ARCHIVE)
    rebuy = PriceList(facts.book).rebuy_months
    kept = [
        met
        for those in purchases(facts, scope).values()
        for expected, met in _expected(those, rebuy)
        if expected in period and expected + NEAR <= facts.as_of
    ]
    return share(sum(kept), len(kept), len(kept), NOBODY_DUE)


def _expected(those: Sequence[Purchase], rebuy: Rebuy) -> Iterator[tuple[dt.date, bool]]:
    """The day the next purchase was expected on after each, and whether one came near it; none where it came earlier
    still."""
    for i in range(len(those)):
        expected = next_purchase(those[: i + 1], rebuy)
        following = those[i + 1].day if i + 1 < len(those) else None
        if expected is not None and (following is None or following >= expected - NEAR):
            yield expected, following is not None and following <= expected + NEAR
