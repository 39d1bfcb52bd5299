"""The targets of a workbook as goals that can be compared: whose, for which months, of which measure, how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal, NamedTuple

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.people import People, folded
from sheetsales.process.periods import MONTH, QUARTER, YEAR, Span, fiscal_start, span_of

Level = Literal["company", "team", "person"]
LEVELS: Final[tuple[Level, ...]] = ("company", "team", "person")

MONEY: Final = frozenset(
    {
        "won_amount",
        "received_amount",
        "aov",
        "avg_deal",
        "cac",
        "ltv",
        "profit",
        "receivable",
        "expected_cash",
    }
)
"""Measures in the workbook's currency."""
ADDS_UP: Final = frozenset(
    {"won_amount", "received_amount", "won_count", "quantity", "new_customers", "calls", "visits", "new_leads", "profit"}
)  # fmt: skip
"""Measures of which the people make the team, the teams the company and the months the year."""
AT_MOST_ONE: Final = frozenset(
    {
        "market_share", "funnel_conversion", "win_rate_count", "win_rate_value", "stage_conversion", "stalled",
        "forecast_accuracy", "true_discount", "contact_on_time", "step_on_time", "satisfaction", "service_on_time",
        "on_time", "repurchase", "churn", "fairness", "training", "turnover", "staff_satisfaction", "collection_rate", "overdue_share", "paid_on_time",
        "quote_conversion", "order_accuracy", "return_rate",
    }
)  # fmt: skip
"""Measures that are a share of a whole."""


class Holder(NamedTuple):
    """Who has a goal: the company (key blank), a team by name or a person by id."""

    level: Level
    key: str = ""


COMPANY: Final = Holder("company")


class Goal(NamedTuple):
    """One row of Targets of which everything is known. ``period`` is as the workbook means it: 2026, 2026Q4, 2026-10."""

    row: int
    period: str
    span: Span
    holder: Holder
    measure: str
    value: Decimal


@dataclass(frozen=True)
class Goals:
    """All goals in sheet order, and the people they are for."""

    rows: tuple[Goal, ...]
    people: People
    _amounts: dict[tuple[str, Span], Mapping[Holder, Decimal]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    _parts: dict[tuple[str, Span, int], Sequence[Mapping[Holder, Decimal]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def by_key(self) -> Mapping[tuple[Holder, str, Span], Goal]:
        """The first goal of everybody for each measure and span."""
        return {(goal.holder, goal.measure, goal.span): goal for goal in reversed(self.rows)}

    @cached_property
    def own(self) -> Mapping[tuple[str, Span], Mapping[Holder, Decimal]]:
        """What is set for each measure and span, by holder; where it is set twice the first counts."""
        found: dict[tuple[str, Span], dict[Holder, Decimal]] = {}
        for goal in self.rows:
            found.setdefault((goal.measure, goal.span), {}).setdefault(goal.holder, goal.value)
        return found

    def amounts(self, measure: str, span: Span) -> Mapping[Holder, Decimal]:
        """What everybody has for exactly these months, else for all the quarters or all the months in them together."""
        key = (measure, span)
        if key not in self._amounts:
            by_months, by_quarters = (self._in_parts(measure, span, size) for size in (MONTH, QUARTER))
            self._amounts[key] = {**by_months, **by_quarters, **self.own.get(key, {})}
        return self._amounts[key]

    def set_in(self, measure: str, span: Span, size: int) -> Sequence[Mapping[Holder, Decimal]]:
        """What is set for each of the spans of so many months in this one."""
        key = (measure, span, size)
        if key not in self._parts:
            self._parts[key] = [self.own.get((measure, part), {}) for part in span.parts(size)]
        return self._parts[key]

    def _in_parts(self, measure: str, span: Span, size: int) -> Mapping[Holder, Decimal]:
        if span.months <= size:
            return {}
        parts = self.set_in(measure, span, size)
        whole = (holder for holder in parts[0] if all(holder in part for part in parts))
        return {holder: sum((part[holder] for part in parts), Decimal(0)) for holder in whole}

    def covering(self, holder: Holder, measure: str, span: Span) -> tuple[tuple[Goal, ...], Span | None]:
        """The goals that tell what somebody has for these months, and the first month that none of them tells.

        One for exactly these months, else quarters and months one after another, of measures that add up. What does
        not add up holds for each part of the quarter or year it is set for.
        """
        own = self.by_key.get((holder, measure, span))
        if own is not None:
            return (own,), None
        return (
            self._pieced(holder, measure, span) if measure in ADDS_UP else self._around(holder, measure, span)
        )

    def _pieced(self, holder: Holder, measure: str, span: Span) -> tuple[tuple[Goal, ...], Span | None]:
        found: list[Goal] = []
        at, end = span.start, span.start + span.months
        missing: Span | None = None
        while at < end:
            sizes = (size for size in (YEAR, QUARTER, MONTH) if at + size <= end)
            goals = (self.by_key.get((holder, measure, Span(at, size))) for size in sizes)
            goal = next((goal for goal in goals if goal is not None), None)
            if goal is None:
                missing = missing or Span(at, MONTH)
                at += MONTH
            else:
                found.append(goal)
                at += goal.span.months
        return tuple(found), missing

    def _around(self, holder: Holder, measure: str, span: Span) -> tuple[tuple[Goal, ...], Span | None]:
        wide = self.around(holder, measure, span)
        return ((wide,), None) if wide is not None else ((), Span(span.start, MONTH))

    def around(self, holder: Holder, measure: str, span: Span) -> Goal | None:
        """The shortest goal set for a time that these months are a part of."""
        found = [
            goal
            for goal in self._by_whom.get((holder, measure), ())
            if goal.span.start <= span.start
            and span.start + span.months <= goal.span.start + goal.span.months
        ]
        return min(found, key=lambda goal: goal.span.months, default=None)

    @cached_property
    def _by_whom(self) -> Mapping[tuple[Holder, str], Sequence[Goal]]:
        found: dict[tuple[Holder, str], list[Goal]] = {}
        for goal in self.by_key.values():
            found.setdefault((goal.holder, goal.measure), []).append(goal)
        return found

    @cached_property
    def holders(self) -> Mapping[Level, tuple[Holder, ...]]:
        """Everybody with a goal, by level."""
        found = dict.fromkeys(goal.holder for goal in self.rows)
        return {level: tuple(h for h in found if h.level == level) for level in LEVELS}

    @cached_property
    def held(self) -> frozenset[tuple[Holder, str]]:
        """Who has goals of which measures."""
        return frozenset((goal.holder, goal.measure) for goal in self.rows)

    def team_of(self, person: str) -> str:
        """The team of a person, "" where unknown."""
        known = self.people.by_id.get(person)
        return known.team if known else ""


def goals(book: Book, people: People) -> Goals:
    """The rows of Targets of which period, owner, measure and value can be read.

    The owner of a person's goal is found by id or name; one that is neither is kept under the name as it is typed. A
    sheet without a column for the level is of people, teams and the company by what its owners are; one without a column
    for the measure is of signed value.
    """
    table = book.table("targets")
    start = fiscal_start(book.settings)
    leveled, measured = table.has("level"), table.has("measure")
    columns = (table.get(key) for key in ("period", "level", "owner", "measure", "value"))
    found: list[Goal] = []
    holders: dict[tuple[str | None, str | None], Holder | None] = {}
    for row, (period, level, owner, measure, value) in enumerate(zip(*columns, strict=True)):
        span = span_of(period, start) if period else None
        whose = (level if leveled else _level_of(owner, people), owner)
        measure = measure if measured else SIGNED
        if whose not in holders:
            holders[whose] = holder_of(*whose, people)
        holder = holders[whose]
        if span is not None and holder is not None and measure and value is not None:
            figure = value if type(value) is Decimal else Decimal(str(value))
            found.append(Goal(row, period, span, holder, measure, figure))
    return Goals(tuple(found), people)


SIGNED: Final = "won_amount"
_EVERYBODY: Final = frozenset(
    {"", "公司", "全公司", "总公司", "合计", "总计", "company", "wholecompany", "total", "all"}
)
"""How a sheet of targets calls the company, folded."""


def _level_of(owner: str | None, people: People) -> Level:
    """What an owner is, where the sheet does not say."""
    name = folded(str(owner or ""))
    if people.named(str(owner or "")):
        return "person"
    if name in people.teams:
        return "team"
    return "company" if name in _EVERYBODY else "person"


def holder_of(level: str | None, owner: str | None, people: People) -> Holder | None:
    """Whose a target is; None where level or owner is unknown, or several are called so."""
    if level == "company":
        return COMPANY
    name = folded(str(owner)) if owner else ""
    if not name:
        return None
    if level == "team":
        return Holder("team", people.teams.get(name, str(owner).strip()))
    if level == "person":
        known = people.named(str(owner))
        if len(known) > 1:
            return None
        return Holder("person", known[0].id if known else str(owner).strip())
    return None
