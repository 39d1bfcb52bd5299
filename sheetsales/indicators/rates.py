"""How many deals are won of those that ended, or of those that began."""

from __future__ import annotations

from sheetsales.indicators import reasons
from sheetsales.indicators.deals import total
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope


def win_rate_count(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Won ÷ (won + lost) of the deals closed in the period; open ones are not in it."""
    if reason := reasons.missing(facts.book.table("pipeline"), "stage", "closed_on"):
        return unknown(reason)
    won, lost = len(facts.won(period, scope)), len(facts.lost(period, scope))
    return share(won, won + lost, won + lost, reasons.NOBODY_CLOSED)


def win_rate_value(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Won amount ÷ (won + lost amount); unknown where lost deals carry no amounts or zeros."""
    if reason := reasons.missing(facts.book.table("pipeline"), "stage", "closed_on", "amount"):
        return unknown(reason)
    won, lost = facts.won(period, scope), facts.lost(period, scope)
    if not won and not lost:
        return unknown(reasons.NOBODY_CLOSED)
    priced_won = [d for d in won if d.amount is not None]
    priced_lost = [d for d in lost if d.amount]
    if lost and not priced_lost:
        return unknown(reasons.LOST_WITHOUT_AMOUNT, len(won) + len(lost))
    gained, missed = total(priced_won), total(priced_lost)
    n = len(priced_won) + len(priced_lost)
    return share(gained, gained + missed, n, reasons.NO_AMOUNT, len(won) + len(lost) - n)


def funnel_conversion(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Won ÷ leads that entered the first stage, the cohort of the period followed to the day of the facts.

    Where a stage log shows that a deal began in a later stage, it is no lead of this funnel.
    """
    if reason := reasons.missing(facts.book.table("pipeline"), "stage", "created_on"):
        return unknown(reason)
    leads = [d for d in facts.of(scope) if d.created_on in period and began_at_the_top(facts, d.id)]
    won = sum(1 for d in leads if d.state == "won")
    created = any(d.created_on in period for d in facts.of(scope))
    return share(won, len(leads), len(leads), reasons.NO_LEAD if created else reasons.NOBODY_CREATED)


def began_at_the_top(facts: Facts, deal: str) -> bool:
    """Whether the deal entered the first stage, as far as the stage log knows."""
    if facts.log is None or not facts.stages:
        return True
    stays = facts.log.stays.get(deal)
    return not stays or stays[0].entered is None or stays[0].stage == facts.stages[0].code
