"""What a person's target of a month takes: deals to win, calls a day, visits a week, from the team's own rates."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.indicators.activity import calls, visits
from sheetsales.indicators.facts import Facts, gather
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import Period, parse_month
from sheetsales.indicators.scope import COMPANY, Scope, person
from sheetsales.indicators.targets import read_targets
from sheetsales.indicators.won import avg_deal, won_count
from sheetsales.process.capacity import capacities
from sheetsales.process.written_names import Names
from sheetsales.targets.plan import Divided, NewTarget
from sheetsales.texts import Text

_YEAR: Final = dt.timedelta(days=365)
_DAYS_A_WEEK: Final = 5


@dataclass(frozen=True, slots=True)
class Quota:
    """One person's month. ``calls_a_day`` and ``visits_a_week`` are None where nothing tells how many a deal takes.

    ``basis`` says on what the figures rest.
    """

    person: str
    target: Decimal
    deals: int
    workdays: int
    calls: int | None
    visits: int | None
    basis: Text

    @property
    def calls_a_day(self) -> int | None:
        return None if self.calls is None or not self.workdays else math.ceil(self.calls / self.workdays)

    @property
    def visits_a_week(self) -> int | None:
        if self.visits is None or not self.workdays:
            return None
        return math.ceil(self.visits * _DAYS_A_WEEK / self.workdays)


@dataclass(frozen=True)
class Quotas:
    """``given`` by person in the order of Team; ``unknown`` are people with a target whose average deal nobody knows."""

    month: str
    given: tuple[Quota, ...]
    unknown: tuple[str, ...]


def quotas(book: Book, label: str, *, today: dt.date) -> Quotas:
    """The quotas of everybody with a target for signed value in a month.

    Averages and activities per won deal are those of the last 365 days: a person's own where they rest on enough deals
    (setting min_n), else the team's. Raises ``BadRequest`` for what is no month, ``NothingToDo`` without targets.
    """
    month = parse_month(label)
    if month is None:
        raise BadRequest(_NO_MONTH.fill(label=label))
    facts = gather(book, today - dt.timedelta(days=1))
    targets = read_targets(book).rows
    wanted = [
        (t.scope.key, t.value)
        for t in targets
        if t.period == month.label and t.scope.level == "person" and t.measure == "won_amount" and t.value > 0
    ]
    if not wanted:
        raise NothingToDo(_NO_TARGETS.fill(label=month.label))
    time = capacities(book, facts.calendar, month.first, month.last)
    year = Period(facts.as_of - _YEAR, facts.as_of, "year")
    given, unknown = [], []
    for key, target in wanted:
        quota = _quota(facts, year, key, target, time[key].workdays if key in time else 0)
        if quota is None:
            unknown.append(key)
        else:
            given.append(quota)
    return Quotas(month.label, tuple(given), tuple(unknown))


def _quota(facts: Facts, year: Period, key: str, target: Decimal, workdays: int) -> Quota | None:
    average, own = _rate(facts, lambda scope: avg_deal(facts, year, scope), key)
    if average is None:
        return None
    deals = math.ceil(float(target) / average)
    per_call, _ = _rate(
        facts, lambda scope: _per_win(calls(facts, year, scope), won_count(facts, year, scope)), key
    )
    per_visit, _ = _rate(
        facts, lambda scope: _per_win(visits(facts, year, scope), won_count(facts, year, scope)), key
    )
    return Quota(
        key,
        target,
        deals,
        workdays,
        None if per_call is None else math.ceil(deals * per_call),
        None if per_visit is None else math.ceil(deals * per_visit),
        (_OWN if own else _TEAM).fill(
            average=f"{average:,.0f}", calls=_said(per_call), visits=_said(per_visit), deals=deals
        ),
    )


def _rate(facts: Facts, of: Callable[[Scope], Figure], key: str) -> tuple[float | None, bool]:
    """The person's own figure where it rests on enough deals, else the team's; whether it is the person's own."""
    for scope in (person(key), COMPANY):
        figure = of(scope)
        if figure.known and figure.number > 0 and (figure.n >= facts.smallest_sample or scope is COMPANY):
            return figure.number, scope is not COMPANY
    return None, False


def _per_win(activities: Figure, wins: Figure) -> Figure:
    """Activities to a won deal, lost deals' included; unknown without wins."""
    if not activities.known or not wins.known or not wins.number:
        return Figure(None, 0)
    return Figure(activities.number / wins.number, int(wins.number))


def _said(rate: float | None) -> str:
    return "—" if rate is None else f"{rate:.1f}"


def quota_rows(book: Book, found: Quotas) -> Divided:
    """The rows that put quotas into Targets: deals won, calls and visits of the month; those that stand there stay."""
    there = {(t.period, t.scope.key, t.measure) for t in read_targets(book).rows if t.scope.level == "person"}
    names = Names(book, "targets", "owner")
    rows, kept = [], 0
    for quota in found.given:
        for measure, value in (("won_count", quota.deals), ("calls", quota.calls), ("visits", quota.visits)):
            if value is None:
                continue
            if (found.month, quota.person, measure) in there:
                kept += 1
                continue
            owner = names.of(quota.person)
            rows.append(NewTarget(found.month, "person", owner, measure, Decimal(value), quota.basis))
    return Divided(tuple(rows), (), (), kept)


_OWN = Text(
    "按本人近一年：单均 {average}，每成交一单 {calls} 个电话、{visits} 次拜访；要成交 {deals} 单。",
    "By the person's own last year: {average} a deal, {calls} calls and {visits} visits to a won deal; {deals} to win.",
)
_TEAM = Text(
    "本人成交太少，按团队近一年：单均 {average}，每成交一单 {calls} 个电话、{visits} 次拜访；要成交 {deals} 单。",
    "By the team's last year, as the person has too few deals: {average} a deal, {calls} calls and {visits} visits to a won "
    "deal; {deals} to win.",
)
_NO_MONTH = Text("“{label}”不是月份。请写成 2026-11。", "'{label}' is no month. Write it like 2026-11.")
_NO_TARGETS = Text(
    "目标表里没有个人 {label} 的签约额目标，定额没有依据。先填目标，或运行 sheetsales targets split。",
    "Targets has nobody's signed value for {label}, so quotas have nothing to rest on. Enter targets first, or run "
    "sheetsales targets split.",
)
