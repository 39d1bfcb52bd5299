"""The deals still open: their age, how many are stalled, whether they can fill the gap."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsales.indicators import reasons
from sheetsales.indicators.deals import Deal, total
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, median, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.texts import Text


def stage_age(facts: Facts, deal: Deal) -> int | None:
    """Calendar days in the stage up to the day of the facts; None where nobody wrote down since when."""
    if deal.stage_since is None or deal.stage_since > facts.as_of:
        return None
    return (facts.as_of - deal.stage_since).days


def over_limit(facts: Facts, deal: Deal) -> bool | None:
    """Whether an open deal has been in its stage longer than the limit; None where age or limit is unknown.

    Where nobody wrote since when, its whole age counts against the limits of all stages so far.
    """
    if deal.stage is None:
        return None
    age, limit = stage_age(facts, deal), deal.stage.max_days
    if age is None and deal.created_on is not None:
        age, limit = (facts.as_of - deal.created_on).days, facts.limits_so_far.get(deal.stage.code)
    return None if age is None or limit is None else age > limit


def is_stalled(facts: Facts, deal: Deal) -> bool | None:
    """Over the limit *and* without contact for longer than the stage's interval in working days; age alone is not
    stalled. None where it cannot be known."""
    late = over_limit(facts, deal)
    if not late or deal.stage is None:
        return late
    every = deal.stage.contact_every_days
    if facts.contact is None or every is None:
        return None
    last = facts.contact.of(deal.id, deal.customer)
    return last is None or facts.calendar.workdays_between(last, facts.as_of) > every


def cannot_tell_stalled(facts: Facts) -> Text | None:
    """Why nobody can say which deals are stalled; None where it can be said."""
    if reason := reasons.missing(facts.book.table("pipeline"), "stage"):
        return reason
    if facts.contact is None:
        return reasons.missing(facts.book.table("activities"), "date", "opportunity")
    pipeline = facts.book.table("pipeline")
    if pipeline.has("created_on") or facts.log is not None:
        return None
    return reasons.missing(pipeline, "stage_since")


def stalled(facts: Facts, scope: Scope = COMPANY) -> Figure:
    """Stalled ÷ open deals whose age is known."""
    if reason := cannot_tell_stalled(facts):
        return unknown(reason)
    verdicts = [is_stalled(facts, d) for d in facts.open(scope)]
    known = [v for v in verdicts if v is not None]
    return share(sum(known), len(known), len(known), reasons.NOBODY_OPEN, len(verdicts) - len(known))


def median_age(facts: Facts, deals: Sequence[Deal]) -> Figure:
    """Median days in stage of the deals whose age is known."""
    ages = [float(age) for d in deals if (age := stage_age(facts, d)) is not None]
    if not ages:
        reason = reasons.missing(facts.book.table("pipeline"), "stage_since") or reasons.NOBODY_OPEN
        return unknown(reason, left_out=len(deals))
    return Figure(median(ages), len(ages), left_out=len(deals) - len(ages))


def open_amount(facts: Facts, scope: Scope = COMPANY) -> Figure:
    """Σ amount of the open deals; those without an amount are left out and counted."""
    if reason := reasons.missing(facts.book.table("pipeline"), "stage", "amount"):
        return unknown(reason)
    deals = facts.open(scope)
    priced = [d for d in deals if d.amount is not None]
    if deals and not priced:
        return unknown(reasons.NO_AMOUNT, left_out=len(deals))
    return Figure(total(priced), len(priced), left_out=len(deals) - len(priced))


def coverage(due: Figure, target: Figure, actual: Figure) -> Figure:
    """Open amount expected to close in the period ÷ what remains of its target; needed is 1 ÷ win rate, and 3 only
    at a win rate of a third."""
    if not due.known or not target.known or not actual.known:
        return unknown(next(f.reason for f in (due, target, actual) if not f.known))
    return share(due.number, target.number - actual.number, due.n, reasons.TARGET_REACHED)


def velocity(open_deals: int, win_rate: float, average: float, cycle: float) -> float:
    """Money a day: open deals × win rate × average deal ÷ cycle days, all four from one segment."""
    return open_deals * win_rate * average / cycle


def slippage(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Expected to close in the period and still open ÷ expected to close in the period, by the present dates."""
    if reason := reasons.missing(facts.book.table("pipeline"), "stage", "expected_close"):
        return unknown(reason)
    due = [d for d in facts.of(scope) if d.expected_close in period and d.state != "unknown"]
    still = sum(1 for d in due if d.state in ("open", "hold"))
    return share(still, len(due), len(due), reasons.NOBODY_CLOSED)
