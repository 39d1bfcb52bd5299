"""Divisions whose every sum holds, whatever stands in the sheet already."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetsales.targets.dividing import divided, divided_around, table
from sheetsales.targets.periods import Calendar, kind
from sheetsales.targets.split import COMPANY, Conflict, Key, Parts, Tree, split

CALENDAR = Calendar()
WEIGHT = st.fractions(0, 50, max_denominator=20)


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(st.integers(0, 10**12), st.lists(WEIGHT, min_size=1, max_size=12))
def test_parts_add_up_and_are_at_most_one_off(total: int, weights: list[Fraction]) -> None:
    parts = divided(total, weights)
    whole = sum(weights)
    assert sum(parts) == total
    if whole:
        assert all(abs(part - total * w / whole) < 1 for part, w in zip(parts, weights, strict=True))


def test_where_nothing_weighs_all_count_alike() -> None:
    assert divided(7, [Fraction(0), Fraction(0), Fraction(-3)]) == [3, 2, 2]
    assert divided(5, []) == []


def test_given_parts_stay_and_the_rest_is_divided() -> None:
    assert divided_around(10, [Fraction(1)] * 3, {1: 4}) == [3, 4, 3]
    assert divided_around(3, [Fraction(1)] * 3, {1: 4}) is None
    assert divided_around(5, [Fraction(1)], {0: 4}) is None
    assert divided_around(4, [Fraction(1)], {0: 4}) == [4]


@given(st.lists(st.lists(st.integers(0, 10**7), min_size=3, max_size=3), min_size=1, max_size=5), st.data())
@settings(max_examples=60, deadline=None)
def test_a_table_meets_both_sums_around_fixed_cells(cells: list[list[int]], data: st.DataObject) -> None:
    """The fixed cells are taken from a table that exists, so that one does."""
    rows, columns = [sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)]
    places = [(r, c) for r in range(len(cells)) for c in range(3)]
    chosen = data.draw(st.lists(st.sampled_from(places), unique=True, max_size=4))
    fixed = {(r, c): cells[r][c] for r, c in chosen}
    found = table(rows, columns, fixed)
    assert found is not None
    assert [sum(row) for row in found] == rows
    assert [sum(column) for column in zip(*found, strict=True)] == columns
    assert all(found[r][c] == value for (r, c), value in fixed.items())
    assert all(value >= 0 for row in found for value in row)


def test_a_table_near_proportional() -> None:
    assert table([10, 20], [15, 15], {}) == [[5, 5], [10, 10]]


@pytest.mark.parametrize(
    ("rows", "columns", "fixed"),
    [
        ([1], [1], {(0, 0): 2}),
        ([5, 5], [5, 5], {(0, 0): 1, (0, 1): 1}),
        ([2], [3], {}),
        ([1], [1], {(0, 0): 0}),
    ],
)
def test_where_no_such_table_exists_there_is_none(
    rows: list[int], columns: list[int], fixed: dict[tuple[int, int], int]
) -> None:
    assert table(rows, columns, fixed) is None


PEOPLE = {"East": ("a", "b"), "North": ("c",), "": ("d",)}


def _tree(weights: list[Fraction]) -> Tree:
    each = iter(weights)
    return Tree({team: {person: next(each) for person in people} for team, people in PEOPLE.items()})


def _sums_hold(found: Parts, label: str) -> None:
    amounts = found.amounts
    labels = [label, *CALENDAR.parts(label), *(m for m in CALENDAR.months(label))]
    for period in dict.fromkeys(labels):
        assert amounts[period, "company", COMPANY] == sum(amounts[period, "team", team] for team in PEOPLE)
        for team, people in PEOPLE.items():
            assert amounts[period, "team", team] == sum(amounts[period, "person", p] for p in people)
        for level, owner in {key[1:] for key in amounts}:
            if inner := CALENDAR.parts(period):
                assert amounts[period, level, owner] == sum(amounts[part, level, owner] for part in inner)


@given(
    st.integers(0, 10**11),
    st.lists(WEIGHT, min_size=12, max_size=12),
    st.lists(WEIGHT, min_size=4, max_size=4),
    st.sampled_from(["2026", "2026Q3"]),
)
@settings(max_examples=40, deadline=None)
def test_every_sum_holds(total: int, season: list[Fraction], weights: list[Fraction], label: str) -> None:
    by_month = dict(zip(CALENDAR.months("2026"), season, strict=True))
    found = split(total, label, by_month, _tree(weights), {}, CALENDAR)
    assert isinstance(found, Parts)
    assert found.amounts[label, "company", COMPANY] == total
    _sums_hold(found, label)


SEASON = {month: Fraction(n + 1) for n, month in enumerate(CALENDAR.months("2026"))}
EVEN = [Fraction(1)] * 4


def test_rows_that_stand_are_kept_and_all_sums_still_hold() -> None:
    fixed: dict[Key, int] = {
        ("2026-03", "person", "a"): 7,
        ("2026Q2", "team", "North"): 5,
        ("2026", "person", "b"): 40_000,
        ("2026Q4", "company", COMPANY): 50_000,
    }
    found = split(100_001, "2026", SEASON, _tree(EVEN), fixed, CALENDAR)
    assert isinstance(found, Parts)
    assert all(found.amounts[key] == value for key, value in fixed.items())
    assert not found.follows
    _sums_hold(found, "2026")


def test_a_quarter_whose_months_stand_is_their_sum() -> None:
    fixed: dict[Key, int] = {(f"2026-0{n}", "company", COMPANY): 100 * n for n in (1, 2, 3)}
    found = split(100_000, "2026", SEASON, _tree(EVEN), fixed, CALENDAR)
    assert isinstance(found, Parts)
    assert found.amounts["2026Q1", "company", COMPANY] == 600
    assert found.follows == {("2026Q1", "company", COMPANY)}
    _sums_hold(found, "2026")


def test_a_team_whose_people_stand_is_their_sum() -> None:
    fixed: dict[Key, int] = {("2026", "person", "a"): 10, ("2026", "person", "b"): 20}
    found = split(1_000, "2026", SEASON, _tree(EVEN), fixed, CALENDAR)
    assert isinstance(found, Parts)
    assert found.amounts["2026", "team", "East"] == 30


@pytest.mark.parametrize(
    ("fixed", "conflict"),
    [
        ({("2026", "team", "East"): 2_000}, Conflict("2026", "company", COMPANY, 1_000, 2_000)),
        ({("2026Q1", "company", COMPANY): 2_000}, Conflict("2026", "company", COMPANY, 1_000, 2_000)),
        ({("2026Q1", "team", "East"): 900}, Conflict("2026", "company", COMPANY, 1_000, 900)),
    ],
)
def test_what_cannot_add_up_is_a_conflict(fixed: dict[Key, int], conflict: Conflict) -> None:
    assert split(1_000, "2026", SEASON, _tree(EVEN), fixed, CALENDAR) == conflict


def test_a_company_without_people_is_divided_over_time_only() -> None:
    found = split(1_000, "2026Q1", SEASON, Tree({}), {}, CALENDAR)
    assert isinstance(found, Parts)
    assert {key[1] for key in found.amounts} == {"company"}


def test_periods_of_a_fiscal_year() -> None:
    april = Calendar(4)
    assert april.parts("2026") == ("2026Q1", "2026Q2", "2026Q3", "2026Q4")
    assert april.parts("2026Q4") == ("2027-01", "2027-02", "2027-03")
    assert april.parts("2026-04") == ()
    assert [kind(label) for label in ("2026", "2026Q1", "2026-01")] == ["year", "quarter", "month"]
    with pytest.raises(ValueError, match="soon"):
        april.of("soon")
