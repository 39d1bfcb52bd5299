"""How long deals take."""

from __future__ import annotations

from sheetsales.indicators import reasons
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, median, percentile, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.texts import Text

NINE_TENTHS = 0.9


def days_to_close(facts: Facts, deal: Deal) -> int | None:
    """Closed on − first contact (first activity, else created on); None where a day is missing or it is negative,
    which is a finding of its own."""
    start = facts.first_contact.get(deal.id) or deal.created_on
    if start is None or deal.closed_on is None or deal.closed_on < start:
        return None
    return (deal.closed_on - start).days


def _days(facts: Facts, period: Period, scope: Scope) -> tuple[list[float], int] | Text:
    pipeline = facts.book.table("pipeline")
    if reason := reasons.missing(pipeline, "stage", "closed_on"):
        return reason
    if not facts.first_contact and not pipeline.has("created_on"):
        return reasons.no_column("pipeline", "created_on")
    won = facts.won(period, scope)
    days = [float(n) for d in won if (n := days_to_close(facts, d)) is not None]
    return days, len(won) - len(days)


def cycle_days(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Median days from first contact to closing, of the deals won in the period."""
    found = _days(facts, period, scope)
    if isinstance(found, Text):
        return unknown(found)
    days, left_out = found
    return (
        Figure(median(days), len(days), left_out=left_out)
        if days
        else unknown(reasons.NOBODY_WON, left_out=left_out)
    )


def cycle_days_mean(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """The mean beside the median; a long tail pulls it up."""
    found = _days(facts, period, scope)
    if isinstance(found, Text):
        return unknown(found)
    days, left_out = found
    return (
        Figure(sum(days) / len(days), len(days), left_out=left_out) if days else unknown(reasons.NOBODY_WON)
    )


def cycle_days_p90(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Nine deals of ten take no longer."""
    found = _days(facts, period, scope)
    if isinstance(found, Text):
        return unknown(found)
    days, left_out = found
    return (
        Figure(percentile(days, NINE_TENTHS), len(days), left_out=left_out)
        if days
        else unknown(reasons.NOBODY_WON)
    )
