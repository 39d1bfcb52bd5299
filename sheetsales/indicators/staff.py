"""The people themselves: how many leave, who comes to training, how they score us."""

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
NO_SESSION = Text("本期没有应到的培训", "No session was due in the period")
FEW_ANSWERS = Text("不足 {least} 人打分，不显示", "Fewer than {least} answered; not shown")
OF_ALL = Text("员工打分是匿名的，不分人和团队", "Staff answer without names: not told by team or person")
_FIVE = 5
"""Under so many answers people would be recognised."""


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


def training(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Those due who came ÷ those due, a session and person each, of the sessions in the period."""
    if not facts.book.has("training"):
        return unknown(reasons.no_sheet("training"))
    held = [one for one in facts.sessions if one.day in period and one.day <= facts.as_of]
    due = sum(facts.counts_for(scope, person) for one in held for person in one.due)
    came = sum(facts.counts_for(scope, person) for one in held for person in one.attended)
    return share(came, due, due, NO_SESSION)


def staff_satisfaction(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """The mean of what the staff answered in the twelve months to the end of the period ÷ full score; nothing of few."""
    table, full = facts.book.table("surveys"), facts.book.settings.number("satisfaction_full")
    if scope.level != "company":
        return unknown(OF_ALL)
    if not facts.book.has("surveys"):
        return unknown(reasons.no_sheet("surveys"))
    year = twelve_months_to(min(period.last, facts.as_of))
    rows = zip(table.get("kind"), table.get("date"), table.get("score"), strict=True)
    scores = [
        float(score)
        for kind, day, score in rows
        if kind == "staff" and day is not None and day in year and score is not None and 0 <= score <= full
    ]
    least = max(_FIVE, facts.smallest_sample)
    if len(scores) < least:
        return unknown(FEW_ANSWERS.fill(least=least))
    return share(sum(scores), full * len(scores), len(scores), NOBODY)


def _there(person: Person, day: dt.date) -> bool:
    """In post on a day, the last one too."""
    return (person.hired_on is None or person.hired_on <= day) and (
        person.left_on is None or person.left_on >= day
    )
