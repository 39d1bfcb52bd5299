"""How long deals take."""

from __future__ import annotations

from sheetsales.indicators import reasons
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, median, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope


def days_to_close(facts: Facts, deal: Deal) -> int | None:
    """Closed on − first contact (first activity, else created on); None where a day is missing or it is negative,
    which is a finding of its own."""
    start = facts.first_contact.get(deal.id) or deal.created_on
    if start is None or deal.closed_on is None or deal.closed_on < start:
        return None
    return (deal.closed_on - start).days


def cycle_days(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Median days from first contact to closing, of the deals won in the period."""
    pipeline = facts.book.table("pipeline")
    if reason := reasons.missing(pipeline, "stage", "closed_on"):
        return unknown(reason)
    if not facts.first_contact and not pipeline.has("created_on"):
        return unknown(reasons.no_column("pipeline", "created_on"))
    won = facts.won(period, scope)
    days = [float(n) for d in won if (n := days_to_close(facts, d)) is not None]
    left_out = len(won) - len(days)
    if not days:
        return unknown(reasons.NOBODY_WON, left_out=left_out)
    return Figure(median(days), len(days), left_out=left_out)


def mean_days(facts: Facts, period: Period) -> Figure:
    """The mean of the same days, of the deals won in the period."""
    days = [d for deal in facts.won(period) if (d := days_to_close(facts, deal)) is not None]
    return Figure(sum(days) / len(days), len(days)) if days else unknown(reasons.NOBODY_WON)
