"""What an allocation promises, on teams made at random and on small ones worked out by hand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.allocation.allocate import Allocation, Because, allocate
from sheetsales.allocation.fairness import fairness, round_robin
from sheetsales.allocation.problem import Candidate, Job, Level, Need, Problem
from tests.allocation.teams import team

NEEDS = st.builds(
    Need,
    st.sets(st.sampled_from(["a", "b"]), max_size=2).map(frozenset),
    st.sampled_from(["", "east", "west"]),
    st.sampled_from(["", "x"]),
    st.sampled_from(["", "en"]),
)
PEOPLE = st.lists(
    st.builds(
        Candidate,
        st.sampled_from([f"S{n:02d}" for n in range(12)]),
        st.integers(-60, 3000),
        st.sampled_from(list(Level)),
        st.sets(st.sampled_from(["a", "b"])).map(frozenset),
        st.sets(st.sampled_from(["east", "west"])).map(frozenset),
        st.sets(st.sampled_from(["x", "y"])).map(frozenset),
        st.sets(st.sampled_from(["en", "zh"])).map(frozenset),
        st.booleans(),
    ),
    max_size=7,
    unique_by=lambda person: person.id,
)
JOBS = st.lists(
    st.builds(
        Job,
        st.sampled_from([f"T{n:02d}" for n in range(60)]),
        st.integers(0, 600),
        NEEDS,
        st.sampled_from([None, 0, 1, 2, 3]),
        st.sampled_from([None, "S00", "S01", "S02", "S99"]),
        st.booleans(),
    ),
    max_size=30,
    unique_by=lambda job: job.id,
)
CEILING = st.sampled_from([None, 0.5, 0.95])


def _given(allocation: Allocation) -> dict[str, str | None]:
    return {found.job: found.person for found in allocation.assignments}


@given(PEOPLE, JOBS, CEILING)
@settings(max_examples=150, deadline=None)
def test_no_hard_rule_is_ever_broken(people: list[Candidate], jobs: list[Job], ceiling: float | None) -> None:
    allocation = allocate(Problem(tuple(people), tuple(jobs), ceiling))
    known = {person.id: person for person in people}
    given_to = _given(allocation)
    assert given_to.keys() == {job.id for job in jobs}
    for job in jobs:
        person = known.get(given_to[job.id] or "")
        owner = known.get(job.owner or "")
        if job.locked and owner and owner.active:
            assert person is owner
        elif person is None:
            assert not any(p.can(job.need) and p.minutes > 0 for p in people)
        else:
            assert person.can(job.need)
            assert person.minutes > 0


@given(PEOPLE, JOBS, CEILING, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_makes_no_difference(
    people: list[Candidate], jobs: list[Job], ceiling: float | None, shuffle: random.Random
) -> None:
    first = allocate(Problem(tuple(people), tuple(jobs), ceiling))
    shuffle.shuffle(people)
    shuffle.shuffle(jobs)
    assert allocate(Problem(tuple(people), tuple(jobs), ceiling)) == first


@given(PEOPLE, JOBS)
@settings(max_examples=100, deadline=None)
def test_without_owners_nobody_is_fuller_than_the_bound_and_one_task(
    people: list[Candidate], jobs: list[Job]
) -> None:
    allocation = allocate(Problem(tuple(people), tuple(jobs), None))
    sizes = [job.minutes for job in jobs]
    capacities = [c for c in allocation.capacity.values() if c > 0]
    used = [allocation.after[p] / c for p, c in allocation.capacity.items() if c > 0]
    slack = max(sizes, default=0) / min(capacities, default=1)
    assert max(used, default=0.0) <= allocation.bound + slack + 1e-9


@given(PEOPLE, JOBS, st.integers(1, 3000), st.booleans())
@settings(max_examples=100, deadline=None)
def test_one_more_person_never_raises_the_bound(
    people: list[Candidate], jobs: list[Job], minutes: int, skilled: bool
) -> None:
    """As long as the newcomer opens no task that nobody could do before."""
    helper = Candidate("S90", minutes, Level.MID, frozenset({"a", "b"}) if skilled else frozenset())
    doable = [job for job in jobs if any(p.can(job.need) and p.minutes > 0 for p in people)]
    before = allocate(Problem(tuple(people), tuple(doable), None)).bound
    after = allocate(Problem((*people, helper), tuple(doable), None)).bound
    assert after <= before + 1e-9


@given(PEOPLE, JOBS, CEILING)
@settings(max_examples=60, deadline=None)
def test_minutes_add_up(people: list[Candidate], jobs: list[Job], ceiling: float | None) -> None:
    allocation = allocate(Problem(tuple(people), tuple(jobs), ceiling))
    given_to = _given(allocation)
    for person in people:
        mine = sum(job.minutes for job in jobs if given_to[job.id] == person.id)
        assert allocation.after[person.id] == mine


@pytest.mark.parametrize("seed", range(4))
def test_large_teams_come_within_one_percent_of_the_bound(seed: int) -> None:
    people, jobs = team(2000, 50, seed=seed, owners=False)
    allocation = allocate(Problem(people, jobs, None))
    figures = fairness(people, jobs, _given(allocation))
    turns = fairness(people, jobs, round_robin(people, jobs))
    assert figures.fullest <= allocation.bound * 1.01
    assert figures.jain >= 0.995 > turns.jain
    assert figures.senior_share is not None
    assert turns.senior_share is not None
    assert figures.senior_share > turns.senior_share


def test_owners_keep_their_tasks_below_the_ceiling() -> None:
    people = (Candidate("S1", 600), Candidate("S2", 600))
    jobs = tuple(Job(f"T{n}", 60, owner="S1") for n in range(9))
    allocation = allocate(Problem(people, jobs, 0.95))
    assert set(_given(allocation).values()) == {"S1"}
    assert {found.because for found in allocation.assignments} == {Because.KEPT}


def test_what_is_over_the_ceiling_goes_to_who_has_room_and_the_best_customers_stay() -> None:
    people = (Candidate("S1", 600), Candidate("S2", 600))
    jobs = tuple(Job(f"T{n:02d}", 60, grade=0 if n < 3 else 3, owner="S1") for n in range(12))
    allocation = allocate(Problem(people, jobs, 0.95))
    moved = {found.job for found in allocation.assignments if found.person == "S2"}
    assert len(moved) == 3
    assert not moved & {"T00", "T01", "T02"}
    assert {f.because for f in allocation.assignments if f.person == "S2"} == {Because.RELIEVED}


def test_after_somebody_left_only_their_tasks_move() -> None:
    people, jobs = team(2000, 50, seed=3, owners=False, load=0.8)
    first = _given(allocate(Problem(people, jobs, 0.95)))
    settled = tuple(Job(j.id, j.minutes, j.need, j.grade, first[j.id]) for j in jobs)
    gone = people[7]
    rest = tuple(p if p is not gone else Candidate(p.id, p.minutes, active=False) for p in people)
    second = _given(allocate(Problem(rest, settled, 0.95)))
    moved = [job for job in jobs if second[job.id] != first[job.id]]
    assert {first[job.id] for job in moved if second[job.id]} == {gone.id}


def test_each_reason() -> None:
    people = (
        Candidate("S1", 600, skills=frozenset({"deal"})),
        Candidate("S2", 0, skills=frozenset({"deal", "rare"})),
        Candidate("S3", 600, active=False),
        Candidate("S4", 600),
    )
    deal, rare, other = Need(frozenset({"deal"})), Need(frozenset({"rare"})), Need(frozenset({"other"}))
    jobs = (
        Job("T1", 60, deal, owner="S4", locked=True),
        Job("T2", 60, deal, owner="S4"),
        Job("T3", 60, deal, owner="S3"),
        Job("T4", 60, deal, owner="S2"),
        Job("T5", 60, deal),
        Job("T6", 60, rare),
        Job("T7", 60, other),
        Job("T8", 60, deal, owner="S1"),
    )
    allocation = allocate(Problem(people, jobs, 0.95))
    assert [(f.person, f.because) for f in allocation.assignments] == [
        ("S4", Because.LOCKED),
        ("S1", Because.UNABLE),
        ("S1", Because.LEFT),
        ("S1", Because.AWAY),
        ("S1", Because.NEW),
        (None, Because.NOBODY_HAS_TIME),
        (None, Because.NOBODY_ABLE),
        ("S1", Because.KEPT),
    ]
    assert [f.candidates for f in allocation.assignments] == [1, 1, 1, 1, 1, 1, 0, 1]


def test_nobody_and_nothing() -> None:
    nobody = allocate(Problem((), (Job("T1", 60),)))
    assert _given(nobody) == {"T1": None}
    assert nobody.bound == 0
    assert allocate(Problem((Candidate("S1", 60),), ())).assignments == ()


def test_turns_rotate_who_is_first_among_equals() -> None:
    people = tuple(Candidate(f"S{n}", 600) for n in range(3))
    job = (Job("T1", 60),)
    chosen = [_given(allocate(Problem(people, job, turn=turn)))["T1"] for turn in range(3)]
    assert sorted(filter(None, chosen)) == ["S0", "S1", "S2"]


def test_figures_of_an_uneven_division() -> None:
    people = (Candidate("S1", 100, Level.SENIOR), Candidate("S2", 100, Level.JUNIOR))
    jobs = (Job("T1", 150, grade=0), Job("T2", 50, grade=0))
    figures = fairness(people, jobs, {"T1": "S2", "T2": "S1"})
    assert figures.fullest == 1.5
    assert figures.over_full == 1
    assert figures.jain == pytest.approx(0.8)
    assert figures.gini == pytest.approx(0.25)
    assert figures.senior_share == pytest.approx(0.25)
    assert fairness(people, (), {}).jain == 1.0
    assert fairness(people, (), {}).senior_share is None


def test_experience_has_three_levels_of_its_own() -> None:
    assert [level.name for level in Level] == ["JUNIOR", "MID", "SENIOR"]
