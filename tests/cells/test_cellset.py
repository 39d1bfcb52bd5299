"""A set kept as runs is a set like any other."""

from __future__ import annotations

from collections.abc import Set

from hypothesis import given
from hypothesis import strategies as st

from sheetsales.cells.cellset import CellSet

CELLS = st.frozensets(st.tuples(st.integers(1, 12), st.integers(1, 3)))


def of(cells: Set[tuple[int, int]]) -> Set[tuple[int, int]]:
    return CellSet((column, (row,)) for row, column in cells)


@given(CELLS, CELLS)
def test_like_a_frozenset(one: frozenset[tuple[int, int]], other: frozenset[tuple[int, int]]) -> None:
    ours = of(one)
    assert ours == one
    assert (len(ours), bool(ours)) == (len(one), bool(one))
    assert sorted(ours) == sorted(one)
    assert {(r, c) for r in range(14) for c in range(5) if (r, c) in ours} == one
    assert (ours | of(other), ours & of(other), ours - of(other)) == (one | other, one & other, one - other)
    assert (ours == of(other)) == (one == other)


@given(st.lists(st.tuples(st.integers(1, 3), st.sets(st.integers(1, 20)).map(sorted))))
def test_made_of_parts(parts: list[tuple[int, list[int]]]) -> None:
    made: Set[tuple[int, int]] = CellSet(parts)
    assert made == {(row, column) for column, rows in parts for row in rows}


def test_a_long_run_stays_one() -> None:
    column = CellSet([(3, range(2, 100_002)), (3, range(100_002, 200_002))])
    assert len(column) == 200_000
    assert (2, 3) in column
    assert (200_001, 3) in column
    assert (200_002, 3) not in column
    assert (1, 3) not in column
    assert repr(column) == "CellSet of 200,000 cells in columns [3]"


def test_what_is_no_cell_is_not_in_it() -> None:
    one: Set[object] = CellSet([(1, (1,))])
    assert "A1" not in one
    assert (1, 1, 1) not in one
