"""Tasks that ask the same of people are one class: who can do it is asked once for all of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sheetsales.allocation.problem import Candidate, Job, Need, Problem
from sheetsales.dataclass import dataclass

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

UNKNOWN_GRADE = 2
_NOBODY = -1


@dataclass(frozen=True)
class Groups:
    """The problem as arrays. People stand in turn order, jobs in the order of their ids.

    ``owner[j]`` is the place of the present owner, -1 where there is none who counts. ``able[c, p]`` says who can do
    a class and has time; ``skilled[c, p]`` the same, time aside.
    """

    people: tuple[Candidate, ...]
    jobs: tuple[Job, ...]
    needs: tuple[Need, ...]
    grades: Ints
    able: Bools
    skilled: Bools
    of_job: Ints
    minutes: Ints
    owner: Ints
    capacity: Ints


def grouped(problem: Problem) -> Groups:
    """The classes of a problem and who can do them; the order of its rows makes no difference."""
    people = _in_turn(problem)
    jobs = tuple(sorted(problem.jobs, key=lambda job: job.id))
    place = {person.id: at for at, person in enumerate(people)}
    classes: dict[tuple[Need, int], int] = {}
    of_job = np.empty(len(jobs), np.int64)
    for at, job in enumerate(jobs):
        grade = UNKNOWN_GRADE if job.grade is None else job.grade
        of_job[at] = classes.setdefault((job.need, grade), len(classes))
    able_by_need = {need: [person.can(need) for person in people] for need in {need for need, _ in classes}}
    skilled = np.array([able_by_need[need] for need, _ in classes], bool).reshape(len(classes), len(people))
    capacity = np.array([max(person.minutes, 0) for person in people], np.int64)
    return Groups(
        people=people,
        jobs=jobs,
        needs=tuple(need for need, _ in classes),
        grades=np.array([grade for _, grade in classes], np.int64),
        able=skilled & (capacity > 0),
        skilled=skilled,
        of_job=of_job,
        minutes=np.array([max(job.minutes, 0) for job in jobs], np.int64),
        owner=np.array([place.get(job.owner or "", _NOBODY) for job in jobs], np.int64),
        capacity=capacity,
    )


def _in_turn(problem: Problem) -> tuple[Candidate, ...]:
    people = sorted(problem.people, key=lambda person: person.id)
    at = problem.turn % len(people) if people else 0
    return tuple(people[at:] + people[:at])
