"""Tasks out of targets and quotas: so many calls and visits this week, and what a month's gap takes."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from sheetsales.indicators.activity import calls, new_leads, visits
from sheetsales.indicators.facts import Facts, gather
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import Period, month_of
from sheetsales.indicators.rates import win_rate_count
from sheetsales.indicators.scope import COMPANY, person
from sheetsales.indicators.targets import read_targets
from sheetsales.indicators.won import avg_deal, won_amount
from sheetsales.planning.arising.ground import Ground
from sheetsales.planning.arising.task import NewTask
from sheetsales.planning.arising.wanted import Wanted
from sheetsales.process.personal import CALLS, GAP, LEADS, VISITS
from sheetsales.process.workload import week_of
from sheetsales.speech.money import spoken_money
from sheetsales.texts import Text

_NOTHING: Final = Decimal(0)
"""Quotas are met by tasks that have hours of their own."""


def quotas(ground: Ground) -> Iterator[NewTask]:
    """The week's calls and visits and the month's new leads, less what is done already: by the person's own targets,
    else for everybody who looks after customers by the Settings."""
    facts = gather(ground.book, ground.today)
    week, month = _week(ground), month_of(ground.today)
    wanted = Wanted(facts, ground.people)
    for who in ground.people.all:
        if not ground.there(who.id, max(week.first, who.hired_on or week.first)):
            continue
        asked = (
            ("calls", CALLS, week, calls, wanted.in_week(who, "calls", week)),
            ("visits", VISITS, week, visits, wanted.in_week(who, "visits", week)),
            ("leads", LEADS, month, new_leads, wanted.in_month(who, "new_leads", month)),
        )
        for kind, text, days, of, count in asked:
            done = of(facts, days, person(who.id))
            if count > 0 and done.known and done.number < count:
                each = f"{round(count / max(wanted.workdays(who, days), 1), 1):g}"
                title = text.fill(count=count, each=each, done=int(done.number))
                first = days.label if days is month else days.first
                last = min(days.last, who.left_on or days.last)
                yield _quota(ground, f"quota|{who.id}|{kind}|{first}", title, who.id, last)


def _week(ground: Ground) -> Period:
    """The week planned for: that of the first working day from today on."""
    day = ground.after(ground.today - dt.timedelta(days=1), 1, None)
    first = week_of(day, ground.book.settings.text("week_start"))
    return Period(first, min(first + dt.timedelta(days=6), max(ground.days.last, day)), "week")


def gaps(ground: Ground) -> Iterator[NewTask]:
    """What is missing to a person's target of the month, in deals: by the own average and win rate where they rest on
    enough, else by the company's. Nothing where neither is known."""
    facts = gather(ground.book, ground.today)
    month = month_of(ground.today)
    targets = read_targets(ground.book)
    year = Period(month.first - dt.timedelta(days=365), ground.today, "year")
    for key in _reps(ground):
        target = targets.of("won_amount", month, person(key))
        done = won_amount(facts, month, person(key))
        if not target.known or target.n != 1 or not done.known:
            continue
        gap = Decimal(str(target.value)) - Decimal(str(done.value))
        average = _sure(facts, avg_deal(facts, year, person(key)), avg_deal(facts, year, COMPANY))
        rate = _sure(facts, win_rate_count(facts, year, person(key)), win_rate_count(facts, year, COMPANY))
        if gap <= 0 or average is None or rate is None:
            continue
        deals = math.ceil(float(gap) / average)
        title = GAP.fill(
            month=month.label,
            gap=_money(ground, gap),
            deals=deals,
            needed=math.ceil(deals / rate),
            average=_money(ground, Decimal(str(average))),
            rate=f"{rate:.0%}",
        )
        yield _quota(ground, f"gap|{key}|{month.label}", title, key, month.last)


def _sure(facts: Facts, own: Figure, company: Figure) -> float | None:
    """The first that rests on enough records and is above 0."""
    enough = (f.number for f in (own, company) if f.known and f.n >= facts.smallest_sample and f.number > 0)
    return next(enough, None)


def _money(ground: Ground, amount: Decimal) -> Text:
    currency = ground.book.settings.text("currency")
    return Text(spoken_money(amount, "zh", currency), spoken_money(amount, "en", currency))


def _quota(ground: Ground, key: str, title: Text, who: str, due: dt.date) -> NewTask:
    day = max(ground.workday_by(due), ground.today)
    return NewTask(key=key, title=title, due=day, hours=_NOTHING, origin="target", assignee=who)


def _reps(ground: Ground) -> Iterator[str]:
    """Those who sell and are there; leads and managers have targets of other kinds."""
    for who in ground.people.all:
        if who.role == "rep" and ground.there(who.id, ground.today):
            yield who.id
