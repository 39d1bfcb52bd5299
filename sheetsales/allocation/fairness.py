"""How even a division is, in figures anybody can check."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.allocation.problem import Candidate, Job, Level
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Fairness:
    """``fullest`` is the greatest utilisation, ``over_full`` counts people above 100 %. ``jain`` is 1 where all are
    alike (Jain's index of utilisations), ``gini`` 0. ``senior_share`` is the part of A-grade minutes that lies with
    senior people, None where there are none. People without time and without tasks are left out."""

    fullest: float
    over_full: int
    jain: float
    gini: float
    senior_share: float | None


def fairness(
    people: tuple[Candidate, ...], jobs: tuple[Job, ...], given: Mapping[str, str | None]
) -> Fairness:
    """The figures of a division, ``given`` being the person of each job."""
    minutes: dict[str, int] = {}
    for job in jobs:
        person = given.get(job.id)
        if person is not None:
            minutes[person] = minutes.get(person, 0) + max(job.minutes, 0)
    used = [
        minutes.get(p.id, 0) / p.minutes if p.minutes > 0 else float("inf")
        for p in people
        if p.active and (p.minutes > 0 or p.id in minutes)
    ]
    finite = [u for u in used if u != float("inf")]
    return Fairness(
        max(used, default=0.0),
        sum(u > 1 + 1e-9 for u in used),
        _jain(finite),
        _gini(finite),
        _senior_share(people, jobs, given),
    )


def _jain(used: list[float]) -> float:
    squares = sum(u * u for u in used)
    return sum(used) ** 2 / (len(used) * squares) if squares else 1.0


def _gini(used: list[float]) -> float:
    total = sum(used)
    if not total:
        return 0.0
    ranked = sum((2 * at - len(used) - 1) * u for at, u in enumerate(sorted(used), start=1))
    return ranked / (len(used) * total)


def _senior_share(
    people: tuple[Candidate, ...], jobs: tuple[Job, ...], given: Mapping[str, str | None]
) -> float | None:
    senior = {person.id for person in people if person.level is Level.SENIOR}
    best = [(max(job.minutes, 0), given.get(job.id)) for job in jobs if job.grade == 0]
    total = sum(minutes for minutes, person in best if person is not None)
    return sum(minutes for minutes, person in best if person in senior) / total if total else None


def round_robin(people: tuple[Candidate, ...], jobs: tuple[Job, ...]) -> dict[str, str | None]:
    """What turns alone would give: each job, in the order of ids, to the next person who can do it and has time."""
    team = sorted((p for p in people if p.active and p.minutes > 0), key=lambda p: p.id)
    able = {need: [p.can(need) for p in team] for need in {job.need for job in jobs}}
    given: dict[str, str | None] = {}
    turn = 0
    for job in sorted(jobs, key=lambda job: job.id):
        can = able[job.need]
        step = next((n for n in range(len(team)) if can[(turn + n) % len(team)]), None)
        given[job.id] = None if step is None else team[(turn + step) % len(team)].id
        turn += 0 if step is None else step + 1
    return given
