"""What is to be reached, how much of it is, and whether time keeps up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cached_property

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.period import Period, month_of
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.goals import Goal, Goals, Holder, goals
from sheetsales.process.people import people
from sheetsales.process.periods import Span
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class Target:
    """One row of Targets, with the period as it is written (2026-10, 2026Q4, 2026) and the months it is."""

    period: str
    span: Span
    scope: Scope
    measure: str
    value: Decimal


@dataclass(frozen=True)
class Targets:
    """The targets of a workbook; of two rows for the same thing the first counts."""

    goals: Goals
    present: bool

    @cached_property
    def rows(self) -> tuple[Target, ...]:
        """Each target once, in sheet order."""
        first = self.goals.by_key
        return tuple(
            _target(goal) for goal in self.goals.rows if first[goal.holder, goal.measure, goal.span] is goal
        )

    def of(self, measure: str, period: Period, scope: Scope = COMPANY) -> Figure:
        """The target set for exactly this period, else those of its quarters and months added up; of a rate or an
        average, the one set for the quarter or year around it."""
        goals, missing = self.goals.covering(_holder(scope), measure, period.span)
        if missing is None:
            return Figure(sum((goal.value for goal in goals), Decimal(0)), len(goals))
        return unknown(self._why_not(measure, period, scope, missing, bool(goals)), len(goals))

    def parts(self, measure: str, period: Period, scope: Scope = COMPANY) -> tuple[Target, ...]:
        """The rows of Targets that make up a target that is known."""
        goals, missing = self.goals.covering(_holder(scope), measure, period.span)
        return tuple(map(_target, goals)) if missing is None else ()

    def _why_not(self, measure: str, period: Period, scope: Scope, missing: Span, some: bool) -> Text:
        if not self.present:
            return reasons.no_sheet("targets")
        wide = self.goals.around(_holder(scope), measure, period.span)
        if wide is not None:
            return Text(
                f"目标只设到 {wide.period}，没有分到 {_label(period)}",
                f"Set for {wide.period} only, not for {_label(period)}",
            )
        return _no_target(month_of(missing.first).label if some else _label(period))


def _label(period: Period) -> str:
    return period.label.lstrip("…")


def _no_target(label: str) -> Text:
    return Text(f"没有设 {label} 的目标", f"No target set for {label}")


def _holder(scope: Scope) -> Holder:
    if scope.level == "company" or scope.level == "team" or scope.level == "person":
        return Holder(scope.level, scope.key)
    return Holder("company", f"{scope.level}:{scope.key}")  # nobody sets targets for products and regions


def _target(goal: Goal) -> Target:
    return Target(goal.period, goal.span, Scope(goal.holder.level, goal.holder.key), goal.measure, goal.value)


def read_targets(book: Book) -> Targets:
    """The rows of Targets that can be read, each known by what it is for."""
    return Targets(goals(book, people(book)), bool(book.table("targets").bound))


def attainment(actual: Figure, target: Figure) -> Figure:
    """Actual ÷ target; a blank or zero target is unknown, never 0 %."""
    if not actual.known or not target.known:
        return unknown((actual if not actual.known else target).reason, actual.n)
    return share(actual.number, target.number, actual.n, reasons.NO_TARGET)


def gap(actual: Figure, target: Figure) -> Figure:
    """Target − actual; below 0 once it is passed."""
    if not actual.known or not target.known:
        return unknown((actual if not actual.known else target).reason, actual.n)
    return Figure(Decimal(str(target.value)) - Decimal(str(actual.value)), actual.n)


def elapsed_share(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Working days gone ÷ working days of the period, up to the day of the facts; for a person only those between
    joining and leaving."""
    first, last = _employed(facts, period, scope)
    before = first - dt.timedelta(days=1)
    whole = facts.calendar.workdays_between(before, last)
    gone = facts.calendar.workdays_between(before, min(last, facts.as_of))
    return share(gone, whole, gone, reasons.NO_WORKDAYS)


def _employed(facts: Facts, period: Period, scope: Scope) -> tuple[dt.date, dt.date]:
    first, last = period.first, period.last
    team = facts.book.table("team")
    row = team.by_id.get(scope.key) if scope.level == "person" else None
    if row is not None:
        hired, left = team.get("hired_on")[row], team.get("left_on")[row]
        first = max(first, hired) if hired else first
        last = min(last, left) if left else last
    return first, last


def pace(actual: Figure, target: Figure, elapsed: Figure) -> Figure:
    """Actual ÷ (target × share of working days gone): 1 is on time."""
    for figure in (actual, target, elapsed):
        if not figure.known:
            return unknown(figure.reason, actual.n)
    return share(actual.number, target.number * elapsed.number, actual.n, reasons.NO_WORKDAYS)


def change(now: Figure, before: Figure) -> Figure:
    """now ÷ before − 1; unknown where the base is not above 0. On the month before season misleads."""
    if not now.known:
        return unknown(now.reason, now.n)
    if not before.known or before.number <= 0:
        return unknown(before.reason if not before.known else reasons.NO_BASE, now.n)
    return Figure(now.number / before.number - 1, now.n)


def points(now: Figure, before: Figure) -> Figure:
    """The difference of two rates in percentage points."""
    if not now.known or not before.known:
        return unknown((now if not now.known else before).reason, now.n)
    return Figure((now.number - before.number) * 100, now.n)
