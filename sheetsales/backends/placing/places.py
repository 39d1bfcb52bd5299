"""Places on a sheet, some come and some gone since it was read: what was read is not copied for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from sheetsales.cells.cellset import CellSet

Place = tuple[int, int]


class Places(Set[Place]):
    """Behaves as any set."""

    __slots__ = ("_columns", "_come", "_gone", "_read")

    def __init__(self, read: Set[Place]) -> None:
        self._read = read
        self._come: set[Place] = set()
        self._gone: set[Place] = set()
        self._columns = {*read.columns} if isinstance(read, CellSet) else {column for _, column in read}

    @classmethod
    def _from_iterable(cls, it: Iterable[Place]) -> Set[Place]:  # type: ignore[override]
        """What ``|``, ``&`` and ``-`` make: sets of the plain kind."""
        return frozenset(it)

    def in_column(self, column: int) -> bool:
        """Whether a column may hold any; no is certain."""
        return column in self._columns

    def add(self, at: Place) -> None:
        self._columns.add(at[1])
        self._gone.discard(at)
        if at not in self._read:
            self._come.add(at)

    def discard(self, at: Place) -> None:
        self._come.discard(at)
        if at in self._read:
            self._gone.add(at)

    def __contains__(self, at: object) -> bool:
        return at in self._come or (at in self._read and at not in self._gone)

    def __iter__(self) -> Iterator[Place]:
        yield from self._come
        yield from (at for at in self._read if at not in self._gone)

    def __len__(self) -> int:
        return len(self._read) + len(self._come) - len(self._gone)

    def __repr__(self) -> str:
        return f"Places({set(self)})"
