"""What became of quotations."""

from __future__ import annotations

from sheetsales.indicators import reasons
from sheetsales.indicators.cash import last_day
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.quotations import Quotation
from sheetsales.texts import Text

NOTHING_DECIDED = Text("没有有结果的报价", "No quotation has been decided")


def quote_conversion(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Accepted ÷ (accepted + declined) of the quotations dated in the period, by number; of those that were replaced the
    last version alone."""
    if reason := reasons.missing(facts.book.table("quotes"), "id", "status", "date"):
        return unknown(reason)
    found = [one for one in quoted(facts, period, scope) if one.outcome in ("accepted", "declined")]
    accepted = sum(one.outcome == "accepted" for one in found)
    return share(accepted, len(found), len(found), NOTHING_DECIDED)


def quoted(facts: Facts, period: Period, scope: Scope = COMPANY) -> list[Quotation]:
    """The quotations of a scope dated in a period."""
    known = facts.quotations(last_day(facts, period))
    return [one for one in known if one.quoted_on in period and facts.counts_for(scope, one.owner)]
