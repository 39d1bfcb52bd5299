"""What is to be reached, how much of it is, and whether time keeps up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sheetsales.book.book import Book
from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.period import Period, parse_period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.people import People, folded, people
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class Target:
    """One row of Targets: ``key`` is a person's id, a team's name or blank for the company."""

    period: str
    scope: Scope
    measure: str
    value: Decimal


@dataclass(frozen=True)
class Targets:
    """The targets of a workbook; of two rows for the same thing the first counts."""

    rows: tuple[Target, ...]
    present: bool

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, Scope, str], Decimal]:
        found: dict[tuple[str, Scope, str], Decimal] = {}
        for row in self.rows:
            found.setdefault((row.period, row.scope, row.measure), row.value)
        return found

    def of(self, measure: str, period: Period, scope: Scope = COMPANY) -> Figure:
        """The target set for exactly this period, or else the sum of those set for all of its months."""
        value = self._by_key.get((period.label, scope, measure))
        if value is not None:
            return Figure(value, 1)
        months = period.months
        if len(months) == 1:
            return unknown(_no_target(period.label) if self.present else reasons.no_sheet("targets"))
        values = [self._by_key.get((m.label, scope, measure)) for m in months]
        known = [v for v in values if v is not None]
        if len(known) == len(months):
            return Figure(sum(known, Decimal(0)), len(known))
        if not known:
            return unknown(
                _no_target(period.label.lstrip("…")) if self.present else reasons.no_sheet("targets")
            )
        first_missing = months[values.index(None)].label
        return unknown(_no_target(first_missing), len(known))


def _no_target(label: str) -> Text:
    return Text(f"没有设 {label} 的目标", f"No target set for {label}")


def read_targets(book: Book, fiscal_start: int = 1) -> Targets:
    """The rows of Targets that can be read, each known by what it is for."""
    table = book.table("targets")
    team = people(book)
    teams = {folded(t): t for t in book.table("team").get("team") if t}
    rows: list[Target] = []
    seen: set[tuple[str, Scope, str]] = set()
    columns = (table.get(key) for key in ("period", "level", "owner", "measure", "value"))
    for period, level, owner, measure, value in zip(*columns, strict=True):
        spoken = parse_period(period, fiscal_start) if period else None
        scope = _scope(level, str(owner or ""), team, teams)
        if spoken is None or scope is None or not measure or value is None:
            continue
        key = (spoken.label, scope, measure)
        if key not in seen:
            seen.add(key)
            rows.append(Target(spoken.label, scope, measure, Decimal(str(value))))
    return Targets(tuple(rows), bool(table.bound))


def _scope(level: str | None, owner: str, team: People, teams: Mapping[str, str]) -> Scope | None:
    """Whose a target is; None where nobody is named, or several are called so."""
    if level == "company":
        return COMPANY
    name = folded(owner)
    if level == "team":
        return Scope("team", teams.get(name, name)) if name else None
    found = team.named(owner) if level == "person" and name else ()
    if level != "person" or not name or len(found) > 1:
        return None
    return Scope("person", found[0].id if found else name)


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
