"""Teams and tasks made at random, the same for the same seed."""

from __future__ import annotations

import random

from sheetsales.allocation.problem import Candidate, Job, Level, Need

_SKILLS = [f"skill {n}" for n in range(8)]
_REGIONS = [f"region {n}" for n in range(6)]
_SIZES = (15, 30, 45, 60, 90, 120, 180)


def team(
    jobs: int, people: int, *, seed: int = 1, load: float = 0.93, owners: bool = True
) -> tuple[tuple[Candidate, ...], tuple[Job, ...]]:
    """``load`` is the share of all time that the jobs need; four of five have an owner, able or not."""
    pick = random.Random(seed)
    needs = [_need(pick) for _ in range(jobs)]
    minutes = [pick.choice(_SIZES) for _ in range(jobs)]
    weights = [pick.uniform(0.6, 1.2) for _ in range(people)]
    hour = sum(minutes) / load / sum(weights)
    found = tuple(_person(pick, n, int(hour * weight), people < 20) for n, weight in enumerate(weights))
    grades = pick.choices([0, 1, 2, 3], [15, 25, 35, 25], k=jobs)
    return found, tuple(
        Job(
            f"T-{n:06d}",
            minutes[n],
            needs[n],
            grades[n],
            pick.choice(found).id if owners and pick.random() < 0.8 else None,
        )
        for n in range(jobs)
    )


def _need(pick: random.Random) -> Need:
    skills = frozenset([pick.choice(_SKILLS)]) if pick.random() < 0.7 else frozenset[str]()
    return Need(skills, pick.choice(_REGIONS))


def _person(pick: random.Random, number: int, minutes: int, versatile: bool) -> Candidate:
    """In a small team everybody can do more, or nothing could be shared out."""
    skills, regions = (6, 4) if versatile else (pick.randint(3, 6), pick.randint(1, 3))
    return Candidate(
        f"S{number:04d}",
        minutes,
        pick.choices([Level.JUNIOR, Level.MID, Level.SENIOR], [3, 4, 3])[0],
        frozenset(pick.sample(_SKILLS, skills)),
        frozenset(pick.sample(_REGIONS, regions)),
    )
