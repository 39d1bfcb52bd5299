"""The people themselves: how many leave."""

from __future__ import annotations

import datetime as dt

from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.period import Period, twelve_months_to
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.people import Person
from sheetsales.texts import Text

YOUNG_TEAM = Text("团队不满一年", "Less than a year since the first hiring")
UNDATED = Text("{n} 人离职没有写日期", "{n} left without a day")
NOBODY = Text("没有人员", "Nobody is in Team")


def turnover(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """People who left in the twelve months to the end of the period ÷ the mean headcount at the ends of those months."""
    if reason := reasons.missing(facts.book.table("team"), "hired_on"):
        return unknown(reason)
    year = twelve_months_to(min(period.last, facts.as_of))
    mine = [p for p in facts.people.all if facts.counts_for(scope, p.id)]
    undated = sum(p.active is False and p.left_on is None for p in mine)
    if undated:
        return unknown(UNDATED.fill(n=undated))
    first = min((p.hired_on for p in mine if p.hired_on is not None), default=None)
    if first is None:
        return unknown(NOBODY)
    if first > year.first:
        return unknown(YOUNG_TEAM)
    heads = [sum(_there(p, min(month.last, year.last)) for p in mine) for month in year.months]
    left = sum(p.left_on in year for p in mine)
    return share(left, sum(heads) / len(heads), round(sum(heads) / len(heads)), NOBODY)


def _there(person: Person, day: dt.date) -> bool:
    """In post on a day, the last one too."""
    return (person.hired_on is None or person.hired_on <= day) and (
        person.left_on is None or person.left_on >= day
    )
