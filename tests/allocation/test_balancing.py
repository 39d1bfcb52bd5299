"""Tasks moved off the fullest: whoever gets one can do it, given away or swapped."""

from __future__ import annotations

import random

import numpy as np
import pytest

from sheetsales.allocation.allocate import allocate
from sheetsales.allocation.balancing import level_out
from sheetsales.allocation.fairness import fairness
from sheetsales.allocation.grouping import Groups, grouped
from sheetsales.allocation.problem import Candidate, Job, Need, Problem

CALLS, VISITS = frozenset(["calls"]), frozenset(["visits"])
BOTH = CALLS | VISITS


def levelled(groups: Groups, holders: list[int], *, keep_owners: bool = False) -> list[int]:
    """Who holds each task afterwards; all of them may move."""
    chosen = np.array(holders, np.int64)
    load = np.bincount(chosen, weights=groups.minutes, minlength=len(groups.people)).astype(np.int64)
    before = load.sum()
    level_out(groups, np.arange(len(holders)), chosen, load, 0.0, 100, keep_owners=keep_owners)
    assert load.sum() == before
    assert [int(groups.minutes[chosen == p].sum()) for p in range(len(groups.people))] == load.tolist()
    return [int(person) for person in chosen]


def test_nobody_is_swapped_a_task_they_lack_the_skill_for() -> None:
    """Swapping the long call for the visit would help most; but who gives the call away cannot visit."""
    people = (Candidate("a", 100, skills=CALLS), Candidate("b", 100, skills=BOTH))
    jobs = (Job("1 call", 90, Need(CALLS)), Job("2 call", 30, Need(CALLS)), Job("3 visit", 60, Need(VISITS)))
    groups = grouped(Problem(people, jobs))
    assert levelled(groups, [0, 0, 1]) == [0, 1, 1]
    can = (Candidate("a", 100, skills=BOTH), Candidate("b", 100, skills=BOTH))
    longer = (Job("1", 90, Need(CALLS)), Job("2", 60, Need(VISITS)), Job("3", 45, Need(CALLS)))
    assert levelled(grouped(Problem(can, longer)), [0, 0, 1]) == [0, 1, 1]


def test_a_swap_wants_both_to_be_able() -> None:
    """Nothing can be given away, only swapped; each way round one of the two lacks the skill."""
    jobs = (Job("1", 100, Need(CALLS)), Job("2", 70, Need(VISITS)))
    for skills in ((CALLS, BOTH), (BOTH, VISITS)):
        people = tuple(
            Candidate(name, time, skills=s) for name, time, s in zip("ab", (100, 120), skills, strict=True)
        )
        assert levelled(grouped(Problem(people, jobs)), [0, 1]) == [0, 1]
    people = (Candidate("a", 100, skills=BOTH), Candidate("b", 120, skills=BOTH))
    assert levelled(grouped(Problem(people, jobs)), [0, 1]) == [1, 0]


@pytest.mark.parametrize("keep_owners", [True, False])
def test_in_no_team_does_anybody_get_what_they_cannot_do(keep_owners: bool) -> None:
    swaps = 0
    for seed in range(400):
        pick = random.Random(seed)
        people = tuple(
            Candidate(f"p{n}", pick.choice((0, 60, 100, 150)), skills=pick.choice((CALLS, VISITS, BOTH)))
            for n in range(pick.randint(2, 4))
        )
        jobs = tuple(
            Job(f"j{n}", pick.choice((0, 10, 25, 40, 60, 90)), Need(pick.choice((CALLS, VISITS))), None, "p0")
            for n in range(pick.randint(2, 8))
        )
        groups = grouped(Problem(people, jobs))
        able = [np.flatnonzero(groups.able[groups.of_job[at]]).tolist() for at in range(len(jobs))]
        if not all(able):
            continue
        holders = [pick.choice(found) for found in able]
        after = levelled(groups, holders, keep_owners=keep_owners)
        assert all(person in found for person, found in zip(after, able, strict=True))
        assert fullest(groups, after) <= fullest(groups, holders)
        swaps += after != holders
    assert swaps > 100


def fullest(groups: Groups, holders: list[int]) -> float:
    load = np.bincount(np.array(holders), weights=groups.minutes, minlength=len(groups.people))
    return float(max(n / time for n, time in zip(load, groups.capacity, strict=True) if time))


def test_an_unknown_grade_counts_as_c() -> None:
    jobs = tuple(Job(str(n), 10, grade=grade) for n, grade in enumerate((None, 2, 0, 3)))
    groups = grouped(Problem((Candidate("a", 60),), jobs))
    assert groups.of_job.tolist() == [0, 0, 1, 2]
    assert groups.grades.tolist() == [2, 0, 3]


@pytest.mark.parametrize(("minutes", "over"), [(59, 0), (60, 0), (61, 1)])
def test_somebody_at_exactly_all_their_time_is_not_over_full(minutes: int, over: int) -> None:
    found = fairness((Candidate("a", 60), Candidate("b", 60)), (Job("j", minutes),), {"j": "a"})
    assert found.over_full == over
    assert found.fullest == minutes / 60


@pytest.mark.parametrize(("minutes", "moves"), [(94, 0), (96, 1)])
def test_owners_keep_their_tasks_up_to_95_percent_of_their_time(minutes: int, moves: int) -> None:
    """Where nobody says otherwise."""
    people = (Candidate("a", 100), Candidate("b", 100))
    jobs = (Job("1", minutes - 20, owner="a"), Job("2", 20, owner="a"))
    found = allocate(Problem(people, jobs))
    assert [given.person for given in found.assignments].count("b") == moves
