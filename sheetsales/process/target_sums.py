"""Where targets do not add up: people to teams, teams to the company, months and quarters to the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal

from sheetsales.dataclass import dataclass
from sheetsales.process.goals import ADDS_UP, COMPANY, Goal, Goals, Holder
from sheetsales.process.periods import MONTH, QUARTER

Parts = Literal["teams", "people", "quarters", "months"]
_SIZES: Final[tuple[tuple[Parts, int], ...]] = (("quarters", QUARTER), ("months", MONTH))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A goal and what its parts add up to. ``missing`` are holders among the parts that have no goal for these months.

    Months and quarters that have none are not listed: a period is compared only where all its parts are set, or where
    those that are set exceed it.
    """

    goal: Goal
    parts: Parts
    total: Decimal
    missing: tuple[Holder, ...] = ()


def mismatches(goals: Goals, active: frozenset[str]) -> Iterator[Mismatch]:
    """Each goal of a measure that adds up with the first of its sums that differs from it, in sheet order.

    ``active`` are the people who are to have goals; of those, or of their teams, at least half must have one for the
    sum to be compared. The company is held against all its people only where no team says where the difference is.
    """
    found: dict[int, Mismatch] = {}
    firsts = [
        goal
        for goal in goals.rows
        if goal.measure in ADDS_UP and goals.by_key[goal.holder, goal.measure, goal.span] is goal
    ]
    people = [Holder("person", person.id) for person in goals.people.all if person.id in active]
    members = _by_team(goals, people)
    others = _by_team(goals, goals.holders["person"])
    teams = [Holder("team", team) for team in members]
    for goal in firsts:
        if goal.holder.level == "team":
            team = goal.holder.key
            _compare(found, goals, goal, "people", others.get(team, ()), members.get(team, ()))
        elif goal.holder == COMPANY:
            _compare(found, goals, goal, "teams", goals.holders["team"], teams)
    for goal in firsts:
        if goal.holder == COMPANY and goal.row not in found and not _told(found, goal):
            _compare(found, goals, goal, "people", goals.holders["person"], people)
    for goal in firsts:
        if goal.row not in found:
            _compare_periods(found, goals, goal)
    yield from (found[row] for row in sorted(found))


def _by_team(goals: Goals, people: Iterable[Holder]) -> dict[str, list[Holder]]:
    """The people by team, those without one left out."""
    found: dict[str, list[Holder]] = {}
    for person in people:
        if team := goals.team_of(person.key):
            found.setdefault(team, []).append(person)
    return found


def _told(found: Mapping[int, Mismatch], company: Goal) -> bool:
    """Whether a team's mismatch of the same months and measure says already where the difference is."""
    return any(m.goal.span == company.span and m.goal.measure == company.measure for m in found.values())


def _compare(
    found: dict[int, Mismatch],
    goals: Goals,
    goal: Goal,
    parts: Parts,
    holders: Iterable[Holder],
    due: Iterable[Holder],
) -> None:
    """Holds a goal against what its holders have; those who are due and have nothing are named."""
    expected = set(due)
    amounts = goals.amounts(goal.measure, goal.span)
    given = [amounts[h] for h in expected.union(holders) if h in amounts]
    missing = [h for h in expected if h not in amounts]
    total = sum(given, Decimal(0))
    if given and len(given) >= len(missing) and total != goal.value:
        found[goal.row] = Mismatch(goal, parts, total, tuple(sorted(missing)))


def _compare_periods(found: dict[int, Mismatch], goals: Goals, goal: Goal) -> None:
    for parts, size in _SIZES:
        if goal.span.months <= size:
            continue
        by_part = goals.set_in(goal.measure, goal.span, size)
        given = [known[goal.holder] for known in by_part if goal.holder in known]
        total = sum(given, Decimal(0)) if given else goal.value
        if total != goal.value and (len(given) == len(by_part) or total > goal.value > 0):
            found[goal.row] = Mismatch(goal, parts, total)
            return
