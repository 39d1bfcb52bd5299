"""What weighs how much in a division: months by season, people by what they sold or by the time they have."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, Literal

from sheetsales.dataclass import dataclass
from sheetsales.indicators.catalogue import Indicator
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.period import Period, month_of, shifted
from sheetsales.indicators.scope import COMPANY, person
from sheetsales.process.capacity import capacities
from sheetsales.texts import NO_TEXT, Text

Way = Literal["history", "capacity", "even"]

_YEARS: Final = 3
_YEAR: Final = 12
_PULL: Final = Fraction(1, 4)
"""So much of a month's mean is added to each month: one good December does not make a season."""
_PRIOR_MONTHS: Final = 3
"""So many months at the team's rate are added to everybody's own, so that a short history counts little."""
_ASKED_AT_THE_END: Final = Fraction(9, 10)
"""So much of a full target counts in the last month of the ramp; in those before it evenly less: 30, 60, 90 % in three."""
_BY_LEVEL: Final = {"junior": Fraction(6, 10), "mid": Fraction(1), "senior": Fraction(12, 10)}


@dataclass(frozen=True)
class Weights:
    """``by`` weighs months (labels) or people (ids); ``basis`` says on what that rests."""

    by: Mapping[str, Fraction]
    basis: Text


def season(facts: Facts, indicator: Indicator, period: Period, way: Way) -> Weights:
    """The months of a period, by the same months of up to three years before the day of the facts.

    Without twelve months of history, or where capacity is asked for, working days count.
    """
    months = period.months
    if way == "even":
        return Weights({m.label: Fraction(1) for m in months}, _EVEN_MONTHS)
    if way == "history" and (known := _history(facts, indicator)):
        mean = sum(known.values(), Fraction(0)) / len(known)
        by_number: dict[int, list[Fraction]] = {}
        for label, value in known.items():
            by_number.setdefault(int(label[-2:]), []).append(value)
        weights = {
            m.label: sum(by_number[m.first.month], Fraction(0)) / len(by_number[m.first.month]) + _PULL * mean
            for m in months
        }
        return Weights(weights, _SEASON.fill(first=min(known), last=max(known), count=len(known)))
    one_day = dt.timedelta(days=1)
    days = {m.label: Fraction(facts.calendar.workdays_between(m.first - one_day, m.last)) for m in months}
    return Weights(days, _WORKDAYS if way == "capacity" else _NO_SEASON)


def _history(facts: Facts, indicator: Indicator) -> dict[str, Fraction]:
    """What was reached in every full month of the last one to three years; {} where a year is not known whole."""
    last = shifted(month_of(facts.as_of + dt.timedelta(days=1)), -1)
    known: dict[str, Fraction] = {}
    for years in range(_YEARS):
        months = [shifted(last, -at) for at in range(years * _YEAR, (years + 1) * _YEAR)]
        figures = {m.label: indicator.compute(facts, m, COMPANY) for m in months}
        if not all(figure.known for figure in figures.values()):
            break
        known |= {label: Fraction(str(figure.value)) for label, figure in figures.items()}
    return known if sum(known.values()) > 0 else {}


def shares(facts: Facts, indicator: Indicator, period: Period, people: Sequence[str], way: Way) -> Weights:
    """People, by what they reached in the last twelve full months, or by the hours they have in the period.

    Both count only the time somebody is there in the period. A short history is filled up with the team's.
    """
    ramp = int(facts.book.settings.number("ramp_months"))
    there = _presence(facts, period, people, ramp)
    new = _NEWCOMERS.fill(months=ramp) if there != _presence(facts, period, people) else NO_TEXT
    if way == "even":
        return Weights(there, _EVEN_PEOPLE.fill(new=new))
    if way == "history":
        rates, count = _rates(facts, indicator, people, ramp)
        if any(rates.values()):
            basis = _SOLD.fill(months=_YEAR, count=count, new=new)
            return Weights({p: rates[p] * there[p] for p in people}, basis)
    team = facts.book.table("team")
    levels = {p: _BY_LEVEL.get(team.get("level")[team.by_id[p]] or "", Fraction(1)) for p in people}
    hours = capacities(facts.book, facts.calendar, period.first, period.last)
    days = _presence(facts, period, people)
    asked = {p: there[p] / days[p] if days[p] else Fraction(0) for p in people}
    weights = {p: Fraction(str(round(hours[p].hours or 0, 4))) * levels[p] * asked[p] for p in people}
    return Weights(weights, (_HOURS if way == "capacity" else _NOT_SOLD).fill(new=new))


def _rates(
    facts: Facts, indicator: Indicator, people: Sequence[str], ramp: int
) -> tuple[dict[str, Fraction], int]:
    """What everybody reached in a month, and how many records that rests on."""
    last = shifted(month_of(facts.as_of + dt.timedelta(days=1)), -1)
    year = Period(shifted(last, 1 - _YEAR).first, last.last, "")
    figures = {p: indicator.compute(facts, year, person(p)) for p in people}
    reached = {p: Fraction(str(f.value)) if f.known else Fraction(0) for p, f in figures.items()}
    there = _presence(facts, year, people, ramp)
    months = {p: _YEAR * there[p] for p in people}
    whole = sum(months.values(), Fraction(0))
    rate = sum(reached.values(), Fraction(0)) / whole if whole else Fraction(0)
    rates = {p: (reached[p] + _PRIOR_MONTHS * rate) / (months[p] + _PRIOR_MONTHS) for p in people}
    return rates, sum(f.n for f in figures.values())


def _presence(facts: Facts, period: Period, people: Sequence[str], ramp: int = 0) -> dict[str, Fraction]:
    """The share of a period's days between joining and leaving, the first ``ramp`` months counting in part."""
    team = facts.book.table("team")
    days = (period.last - period.first).days + 1
    found = {}
    for key in people:
        row = team.by_id[key]
        first = max(period.first, team.get("hired_on")[row] or period.first)
        last = min(period.last, team.get("left_on")[row] or period.last)
        found[key] = _worked_in(first, last, team.get("hired_on")[row], ramp) / days
    return found


def _worked_in(first: dt.date, last: dt.date, hired: dt.date | None, ramp: int) -> Fraction:
    """The days from ``first`` to ``last``; of the ``ramp`` months after joining so much as a newcomer is asked for."""
    days = Fraction(max((last - first).days + 1, 0))
    if hired is None or not days:
        return days
    for number in range(ramp):
        begin, end = _months_after(hired, number), _months_after(hired, number + 1) - dt.timedelta(days=1)
        inside = (min(last, end) - max(first, begin)).days + 1
        if inside > 0:
            days -= inside * (1 - _ASKED_AT_THE_END * (number + 1) / ramp)
    return days


def _months_after(day: dt.date, count: int) -> dt.date:
    year, month = divmod(day.year * _YEAR + day.month - 1 + count, _YEAR)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_EVEN_MONTHS = Text("各月均分", "months alike")
_SEASON = Text(
    "各月按 {first} 至 {last} 的实际（{count} 个月，向均值收了两成）",
    "months by what was reached from {first} to {last} ({count:month|months}, drawn a fifth towards their mean)",
)
_WORKDAYS = Text("各月按工作日", "months by working days")
_NO_SEASON = Text(
    "历史不满 12 个月，各月按工作日", "months by working days, as there are no 12 months of history"
)
_EVEN_PEOPLE = Text("每人均分，按在岗时间折算{new}", "people alike, by the time they are there{new}")
_SOLD = Text(
    "每人按近 {months} 个月的实际（{count} 条记录）和在岗时间，资历短的按团队水平补{new}",
    "people by their last {months} months ({count:record|records}) and the time they are there, a short history filled up with the team's{new}",
)
_HOURS = Text("每人按可用工时和级别{new}", "people by hours and level{new}")
_NOT_SOLD = Text(
    "没有历史，每人按可用工时和级别{new}", "people by hours and level, as there is no history{new}"
)
_NEWCOMERS = Text(
    "；新人入职头 {months} 个月只按一部分算", "; newcomers' first {months:month|months} count in part"
)
