"""A set of cells kept as runs down columns: a column of a hundred thousand formulas is one run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from operator import itemgetter
from typing import TypeVar

Item = TypeVar("Item")
Cell = tuple[int, int]
"""Row and column, both from 1."""
Run = tuple[int, int]
"""First and last row, both inclusive."""


class CellSet(Set[Cell]):
    """Cells as (row, column). Behaves as any set; iterates column by column, downwards."""

    __slots__ = ("_columns", "_size")

    def __init__(self, parts: Iterable[tuple[int, Sequence[int]]] = ()) -> None:
        """Each part is a column and rows of it in ascending order; parts may overlap."""
        runs: dict[int, list[Run]] = {}
        for column, rows in parts:
            runs.setdefault(column, []).extend(_runs(rows))
        self._columns = {column: _merged(runs[column]) for column in sorted(runs)}
        self._size = sum(last - first + 1 for found in self._columns.values() for first, last in found)

    @classmethod
    def _from_iterable(cls, it: Iterable[Item]) -> Set[Item]:
        """What ``|``, ``&`` and ``-`` make: sets of the plain kind."""
        return frozenset(it)

    def __contains__(self, cell: object) -> bool:
        if not isinstance(cell, tuple) or len(cell) != 2:
            return False
        row, column = cell
        runs = self._columns.get(column, [])
        at = bisect_right(runs, row, key=itemgetter(0)) - 1
        return at >= 0 and row <= runs[at][1]

    def __iter__(self) -> Iterator[Cell]:
        for column, runs in self._columns.items():
            for first, last in runs:
                for row in range(first, last + 1):
                    yield row, column

    def __len__(self) -> int:
        return self._size

    @property
    def columns(self) -> Iterable[int]:
        """The columns that hold any of the cells."""
        return self._columns.keys()

    def runs(self, column: int) -> Sequence[Run]:
        """The stretches of rows in a column, downwards."""
        return self._columns.get(column, ())

    def __repr__(self) -> str:
        return f"CellSet of {self._size:,} cells in columns {[*self._columns]}"


def _runs(rows: Sequence[int]) -> Iterator[Run]:
    if rows and rows[-1] - rows[0] + 1 == len(rows):
        yield rows[0], rows[-1]
    else:
        yield from ((row, row) for row in rows)


def _merged(runs: list[Run]) -> list[Run]:
    runs.sort()
    merged = runs[:1]
    for first, last in runs[1:]:
        if first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged
