"""The whole way from a problem to who does what."""

from __future__ import annotations

from enum import Enum

import numpy as np

from sheetsales.allocation.balancing import level_out
from sheetsales.allocation.bound import least_utilisation
from sheetsales.allocation.flow import divide
from sheetsales.allocation.grouping import Groups, Ints, grouped
from sheetsales.allocation.problem import Job, Problem
from sheetsales.allocation.rounding import whole_tasks
from sheetsales.dataclass import dataclass

_MOVES_A_PERSON = 20
_NEAR = 1.002
"""So near the least possible utilisation nobody is helped by another move."""
_NOBODY = -1


class Because(Enum):
    """Why a job is where it is."""

    LOCKED = "locked"
    KEPT = "kept"
    NEW = "new"
    """It had no owner who counts."""
    RELIEVED = "relieved"
    """With it its owner would be too full, or others have more room."""
    UNABLE = "unable"
    """Its owner lacks what it needs."""
    LEFT = "left"
    """Its owner is not active any more, or not known."""
    NOT_THERE = "not there"
    """Its owner has not begun on its day, or has left by then."""
    AWAY = "away"
    """Its owner has no time in the window."""
    NOBODY_ABLE = "nobody able"
    NOBODY_HAS_TIME = "nobody has time"


@dataclass(frozen=True)
class Assignment:
    """``person`` is None where nobody can do the job; ``candidates`` is how many could (time aside where none has any).

    ``busy`` is how many more could but have no time. ``runner_up`` is who would have been next: of those who could, the one who would be least full with the job on top of
    all that the plan gives them; ``runner_up_load`` is that utilisation.
    """

    job: str
    person: str | None
    because: Because
    candidates: int
    runner_up: str | None
    runner_up_load: float
    busy: int = 0


@dataclass(frozen=True)
class Allocation:
    """What was decided. ``before`` and ``after`` are minutes by person, by present owner and by the plan.

    ``bound`` is the utilisation the fullest person must have whoever does what; unassigned jobs aside.
    """

    assignments: tuple[Assignment, ...]
    before: dict[str, int]
    after: dict[str, int]
    capacity: dict[str, int]
    bound: float


def allocate(problem: Problem) -> Allocation:
    """Who does what: only people who can and have time; locked jobs stay; owners keep theirs up to the ceiling; nobody
    is fuller than need be; experience goes to the most valuable customers. The same problem gives the same answer,
    whatever the order of its rows. Raises ``SheetsalesError`` where the solver fails."""
    groups = grouped(problem)
    chosen = _locked(groups)
    fixed = np.bincount(chosen[chosen >= 0], groups.minutes[chosen >= 0], len(groups.people)).astype(np.int64)
    doable = groups.able[groups.of_job].any(axis=1) if len(groups.jobs) else np.zeros(0, bool)
    free = np.nonzero((chosen < 0) & doable)[0]
    load = np.bincount(groups.of_job[free], groups.minutes[free], len(groups.needs)).astype(np.int64)
    bound = least_utilisation(groups.able, load, fixed, groups.capacity)
    if len(free):
        _share_out(problem, groups, free, fixed, bound, chosen)
    return _result(groups, chosen, bound)


def _locked(groups: Groups) -> Ints:
    """The jobs that stay where they are: locked ones whose owner is still there, able or not."""
    chosen = np.full(len(groups.jobs), _NOBODY, np.int64)
    for at, job in enumerate(groups.jobs):
        owner = int(groups.owner[at])
        if owner < 0 or not job.locked:
            continue
        person = groups.people[owner]
        if person.active and person.id not in job.need.not_there:
            chosen[at] = owner
    return chosen


def _share_out(problem: Problem, groups: Groups, free: Ints, fixed: Ints, bound: float, chosen: Ints) -> None:
    ceiling = problem.ceiling
    if problem.even and ceiling is not None:
        ceiling = min(ceiling, bound)
    shares = divide(groups, free, fixed, bound, ceiling)
    given = whole_tasks(groups, free, shares, keep_owners=ceiling is not None)
    load = fixed + np.bincount(given, groups.minutes[free], len(groups.people)).astype(np.int64)
    aim = max(_NEAR * bound, ceiling or 0.0)
    steps = _MOVES_A_PERSON * len(groups.people)
    level_out(groups, free, given, load, aim, steps, keep_owners=ceiling is not None)
    chosen[free] = given


def _result(groups: Groups, chosen: Ints, bound: float) -> Allocation:
    size = len(groups.people)
    done = chosen >= 0
    after = np.bincount(chosen[done], groups.minutes[done], size).astype(np.int64)
    owned = groups.owner >= 0
    before = np.bincount(groups.owner[owned], groups.minutes[owned], size).astype(np.int64)
    ids = [person.id for person in groups.people]
    return Allocation(
        _assignments(groups, chosen, after),
        dict(sorted(zip(ids, before.tolist(), strict=True))),
        dict(sorted(zip(ids, after.tolist(), strict=True))),
        dict(sorted(zip(ids, groups.capacity.tolist(), strict=True))),
        bound,
    )


def _assignments(groups: Groups, chosen: Ints, after: Ints) -> tuple[Assignment, ...]:
    line = _Line(groups, after)
    able, skilled = groups.able.sum(axis=1).tolist(), groups.skilled.sum(axis=1).tolist()
    found = []
    places = zip(
        chosen.tolist(), groups.of_job.tolist(), groups.owner.tolist(), groups.minutes.tolist(), strict=True
    )
    for job, (person, c, owner, minutes) in zip(groups.jobs, places, strict=True):
        runner_up, load = line.next(c, minutes, person)
        found.append(
            Assignment(
                job.id,
                groups.people[person].id if person >= 0 else None,
                _because(groups, job, person, owner, c),
                able[c] or skilled[c],
                groups.people[runner_up].id if runner_up is not None else None,
                load,
                skilled[c] - able[c] if able[c] else 0,
            )
        )
    return tuple(found)


class _Line:
    """Who would be next for a job of a class and a length."""

    def __init__(self, groups: Groups, after: Ints) -> None:
        self._groups, self._after = groups, after
        self._known: dict[tuple[int, int], list[tuple[int, float]]] = {}

    def next(self, at_class: int, minutes: int, chosen: int) -> tuple[int | None, float]:
        """The place of the next in line other than the chosen one, and how full the job would make them."""
        key = (at_class, minutes)
        if key not in self._known:
            able = np.nonzero(self._groups.able[at_class])[0]
            loads = (self._after[able] + minutes) / self._groups.capacity[able]
            order = np.argsort(loads, kind="stable")[:2]
            self._known[key] = list(zip(able[order].tolist(), loads[order].tolist(), strict=True))
        return next(((p, load) for p, load in self._known[key] if p != chosen), (None, 0.0))


def _because(groups: Groups, job: Job, person: int, owner: int, at_class: int) -> Because:
    if person < 0:
        return Because.NOBODY_HAS_TIME if groups.skilled[at_class].any() else Because.NOBODY_ABLE
    if person == owner:
        return Because.LOCKED if job.locked else Because.KEPT
    if owner < 0:
        return Because.NEW
    if not groups.people[owner].active:
        return Because.LEFT
    if groups.people[owner].id in job.need.not_there:
        return Because.NOT_THERE
    if not groups.skilled[at_class, owner]:
        return Because.UNABLE
    return Because.RELIEVED if groups.able[at_class, owner] else Because.AWAY
