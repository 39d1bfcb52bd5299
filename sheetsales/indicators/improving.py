"""Whether what was to be improved was done by its day."""

from __future__ import annotations

from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.improvements import improvements
from sheetsales.texts import Text

NOTHING_DUE = Text("本期没有到期的改进", "No improvement fell due in the period")


def improve_on_time(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Done by the due day ÷ due in the period; what is done on a day nobody wrote is left out and counted."""
    if reason := reasons.missing(facts.book.table("problems"), "due", "status", "done_on"):
        return unknown(reason)
    last = min(period.last, facts.as_of)
    due = [
        one
        for one in improvements(facts.book, facts.as_of)
        if one.due is not None and period.first <= one.due <= last and facts.counts_for(scope, one.owner)
    ]
    known = [one for one in due if not one.done or one.in_time is not None]
    met = sum(one.in_time is True for one in known)
    return share(met, len(known), len(known), NOTHING_DUE, len(due) - len(known))
