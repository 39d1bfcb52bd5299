"""The deals still open: their age, whether they are stalled, what they are worth."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsales.indicators import reasons
from sheetsales.indicators.deals import Deal, total
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, median, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.history import History
from sheetsales.process.stage_age import Days, InStage, in_stage, silence
from sheetsales.texts import Text


def stage_age(facts: Facts, deal: Deal) -> int | None:
    """Calendar days in the stage up to the day of the facts; None where nobody wrote down since when."""
    if deal.stage_since is None or deal.stage_since > facts.as_of:
        return None
    return (facts.as_of - deal.stage_since).days


def time_used(facts: Facts, deal: Deal) -> InStage | None:
    """How long an open deal has been in its stage against the limit; None where age or limit is unknown."""
    if deal.stage is None:
        return None
    since = deal.stage_since if stage_age(facts, deal) is not None else None
    days = Days(since, created=deal.created_on, there=facts.first_seen.get(deal.id))
    return in_stage(deal.stage, days, facts.limits_so_far.get(deal.stage.code), facts.as_of)


def over_limit(facts: Facts, deal: Deal) -> bool | None:
    """Whether an open deal has been in its stage longer than the limit; None where age or limit is unknown."""
    found = time_used(facts, deal)
    return None if found is None else found.over


def near_limit(facts: Facts, deals: Sequence[Deal]) -> list[tuple[Deal, InStage]]:
    """The deals that have used up so much of their stage's limit as the setting warns at, and are not over it; those
    with the fewest days left first."""
    share = facts.book.settings.number("sla_warn_share")
    used = ((deal, time_used(facts, deal)) for deal in deals)
    near = [
        (deal, u)
        for deal, u in used
        if u is not None and u.limit and not u.over and u.days >= share * u.limit
    ]
    return sorted(near, key=lambda pair: pair[1].limit - pair[1].days)


def is_stalled(facts: Facts, deal: Deal) -> bool | None:
    """Over the limit *and* without contact for longer than the stage's interval in working days; age alone is not
    stalled. None where it cannot be known."""
    if deal.row not in facts.judged_stalled:
        facts.judged_stalled[deal.row] = _is_stalled(facts, deal)
    return facts.judged_stalled[deal.row]


def _is_stalled(facts: Facts, deal: Deal) -> bool | None:
    if deal.state != "open":
        return False
    late = over_limit(facts, deal)
    if not late or deal.stage is None:
        return late
    if facts.contact is None or deal.stage.contact_every_days is None:
        return None
    last = facts.contact.of(deal.id, deal.customer)
    return silence(deal.stage, last, facts.calendar, facts.as_of) is not None


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


def median_age(facts: Facts, deals: Sequence[Deal]) -> Figure:
    """Median days in stage of the deals whose age is known."""
    ages = [float(age) for d in deals if (age := stage_age(facts, d)) is not None]
    if not ages:
        reason = reasons.missing(facts.book.table("pipeline"), "stage_since") or reasons.NOBODY_OPEN
        return unknown(reason, left_out=len(deals))
    return Figure(median(ages), len(ages), left_out=len(deals) - len(ages))


def open_amount(facts: Facts, scope: Scope = COMPANY) -> Figure:
    """Σ amount of the open deals; those without an amount are left out and counted."""
    if reason := reasons.missing(facts.book.table("pipeline"), "stage"):
        return unknown(reason)
    return amount_of(facts, facts.open(scope))


def amount_of(facts: Facts, deals: Sequence[Deal]) -> Figure:
    """Σ amount of deals; unknown where none of them carries one."""
    if reason := reasons.missing(facts.book.table("pipeline"), "amount"):
        return unknown(reason)
    priced = [d for d in deals if d.amount is not None]
    if deals and not priced:
        return unknown(reasons.OPEN_WITHOUT_AMOUNT, left_out=len(deals))
    return Figure(total(priced), len(priced), left_out=len(deals) - len(priced))


def stalled_share(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:  # noqa: ARG001 - it is of the day of the facts
    """Stalled deals ÷ open deals on the day of the facts; those of which nobody knows are left out and counted."""
    if reason := cannot_tell_stalled(facts):
        return unknown(reason)
    judged = [is_stalled(facts, deal) for deal in facts.open(scope)]
    known = [stalled for stalled in judged if stalled is not None]
    return share(sum(known), len(known), len(known), reasons.NOBODY_OPEN, len(judged) - len(known))


def pushes(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:  # noqa: ARG001 - it is of the day of the facts
    """How often the expected close of an open deal was moved to a later month, on average; deals that the stage log does
    not know are left out and counted."""
    if facts.log is None:
        return unknown(reasons.NO_LOG)
    history = History(facts.book, facts.as_of)
    deals = facts.open(scope)
    known = [len(seen.pushes) for deal in deals if (seen := history.of(deal.id)) is not None]
    if not known:
        return unknown(reasons.NOBODY_OPEN, left_out=len(deals))
    return Figure(sum(known) / len(known), len(known), left_out=len(deals) - len(known))
