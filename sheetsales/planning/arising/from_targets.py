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
from sheetsales.process.workload import week_of
from sheetsales.speech.money import spoken_money
from sheetsales.texts import Text

_NOTHING: Final = Decimal(0)
"""Quotas are met by tasks that have hours of their own."""
_CALLS = Text(
    "本周电话 {count} 个（每天 {each} 个，已打 {done} 个）",
    "Calls this week: {count} ({each} a day, {done} made)",
)
_VISITS = Text("本周拜访 {count} 次（已拜访 {done} 次）", "Visits this week: {count} ({done} made)")
_LEADS = Text("本月新增线索 {count} 家（已登记 {done} 家）", "New leads this month: {count} ({done} logged)")
_GAP = Text(
    "{month} 签约还差 {gap}：约需成交 {deals} 单，在手要有 {needed} 单（单均 {average}，赢单率 {rate}）",
    "{gap} short of {month}'s target: deals to win: {deals}, to have open: {needed} (average {average}, win rate {rate})",
)


def quotas(ground: Ground) -> Iterator[NewTask]:
    """The week's calls and visits of everybody who looks after customers, less what is done already."""
    facts = gather(ground.book, ground.today)
    settings = ground.book.settings
    week = Period(week_of(ground.today, settings.text("week_start")), ground.days.last, "week")
    workdays = facts.calendar.workdays_between(week.first - dt.timedelta(days=1), week.last)
    each, of_visits = settings.number("quota_calls_day"), settings.number("quota_visits_week")
    for key in _reps(ground):
        for kind, wanted, text, done in (
            ("calls", round(each * workdays), _CALLS, calls(facts, week, person(key))),
            ("visits", round(of_visits), _VISITS, visits(facts, week, person(key))),
        ):
            if wanted > 0 and done.known and done.number < wanted:
                title = text.fill(count=wanted, each=f"{each:g}", done=int(done.number))
                yield _quota(ground, f"quota|{key}|{kind}|{week.first}", title, key, week.last)
        yield from _leads(ground, facts, key)


def _leads(ground: Ground, facts: Facts, key: str) -> Iterator[NewTask]:
    month = month_of(ground.today)
    wanted = round(ground.book.settings.number("quota_new_leads_month"))
    done = new_leads(facts, month, person(key))
    if wanted > 0 and done.known and done.number < wanted:
        title = _LEADS.fill(count=wanted, done=int(done.number))
        yield _quota(ground, f"quota|{key}|leads|{month.label}", title, key, month.last)


def gaps(ground: Ground) -> Iterator[NewTask]:
    """What is missing to a person's target of the month, in deals: by the own average and win rate where they rest on
    enough, else by the company's. Nothing where neither is known."""
    facts = gather(ground.book, ground.today)
    month = month_of(ground.today)
    targets = read_targets(ground.book, facts.fiscal_start)
    year = Period(month.first - dt.timedelta(days=365), ground.today, "year")
    for key in _reps(ground):
        target = targets.of("won_amount", month, person(key))
        done = won_amount(facts, month, person(key))
        if not target.known or target.n != 1:
            continue
        gap = Decimal(str(target.value)) - (Decimal(str(done.value)) if done.known else _NOTHING)
        average = _sure(facts, avg_deal(facts, year, person(key)), avg_deal(facts, year, COMPANY))
        rate = _sure(facts, win_rate_count(facts, year, person(key)), win_rate_count(facts, year, COMPANY))
        if gap <= 0 or average is None or rate is None:
            continue
        deals = math.ceil(float(gap) / average)
        title = _GAP.fill(
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
        if who.role == "rep" and ground.here(who.id):
            yield who.id
