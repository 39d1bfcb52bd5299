"""Whether customers come back: churn of active ones, purchases again when they fell due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, median, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.texts import Text

A_YEAR: Final = dt.timedelta(days=365)
NEAR: Final = dt.timedelta(days=30)
"""How far from the day expected a purchase still counts as the one expected."""
FEWEST_GAPS: Final = 2

YOUNG_DATA = Text("数据不满一年，看不出流失", "Less than a year of data before the period")
NOBODY_ACTIVE = Text("期初没有活跃客户", "No customer was active at the start")
NOBODY_DUE = Text("本期没有到复购日的客户", "No customer's repurchase fell due")


def _purchases(facts: Facts, scope: Scope) -> Mapping[str, Sequence[dt.date]]:
    """The days of the deals won by customer, in order."""
    found: dict[str, list[dt.date]] = {}
    for deal in facts.in_state("won", scope):
        if deal.customer and deal.closed_on is not None:
            found.setdefault(deal.customer, []).append(deal.closed_on)
    return {customer: sorted(days) for customer, days in found.items()}


def churn(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Customers that bought in the year before the period and not in the year to its end ÷ those that bought in the
    year before it. New ones are in neither."""
    if reason := reasons.missing(facts.book.table("pipeline"), "stage", "closed_on", "customer"):
        return unknown(reason)
    start, end = period.first, min(period.last, facts.as_of)
    if facts.first_closing is None or facts.first_closing > start - A_YEAR:
        return unknown(YOUNG_DATA)
    active = [days for days in _purchases(facts, scope).values() if _any(days, start - A_YEAR, start)]
    later = dt.timedelta(days=1)
    lost = sum(not _any(days, end - A_YEAR + later, end + later) for days in active)
    return share(lost, len(active), len(active), NOBODY_ACTIVE)


def _any(days: Sequence[dt.date], first: dt.date, before: dt.date) -> bool:
    return any(first <= day < before for day in days)


def repurchase(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Customers that bought within 30 days of the day expected ÷ those whose day lay in the period. Expected is the last
    purchase plus the customer's own median gap, of two gaps at least; days of which thirty have not passed yet are not
    judged."""
    if reason := reasons.missing(facts.book.table("pipeline"), "stage", "closed_on", "customer"):
        return unknown(reason)
    kept = [
        met
        for days in _purchases(facts, scope).values()
        for expected, met in _expected(days)
        if expected in period and expected + NEAR <= facts.as_of
    ]
    return share(sum(kept), len(kept), len(kept), NOBODY_DUE)


def _expected(days: Sequence[dt.date]) -> Iterator[tuple[dt.date, bool]]:
    """The day each purchase was expected on, and whether one came near it; none where it came earlier still."""
    gaps = [(b - a).days for a, b in pairwise(days)]
    for i, day in enumerate(days):
        if i < FEWEST_GAPS:
            continue
        expected = day + dt.timedelta(days=round(median([float(gap) for gap in gaps[:i]])))
        following = days[i + 1] if i + 1 < len(days) else None
        if following is None or following >= expected - NEAR:
            yield expected, following is not None and following <= expected + NEAR
