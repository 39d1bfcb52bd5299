"""What shall be written into a sheet's cells, until it is: single cells, and columns of texts as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import methodcaller

from sheetsales.backends.ooxml.cell_write import Encoded
from sheetsales.cells.values import EditValue

_is_shared = methodcaller("startswith", b' t="s"')
"""Whether a cell that ends so refers to a shared string."""


@dataclass(slots=True)
class Write:
    """What a cell shall hold. ``style`` None keeps the cell's own."""

    encoded: Encoded
    value: EditValue
    style: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnWrites:
    """Texts for many cells of one column, from top to bottom; each keeps its look. ``tails`` are as in ``Encoded``."""

    rows: Sequence[int]
    values: Sequence[str | None]
    tails: Sequence[bytes]

    def at(self, row: int) -> Write | None:
        place = bisect_left(self.rows, row)
        if place == len(self.rows) or self.rows[place] != row:
            return None
        tail = self.tails[place]
        return Write(Encoded(tail, shared=_is_shared(tail)), self.values[place])

    def between(self, first: int, until: int) -> slice:
        """Which of them lie from row ``first`` to before row ``until``."""
        return slice(bisect_left(self.rows, first), bisect_left(self.rows, until))


@dataclass(slots=True)
class Writes(Mapping[int, Mapping[int, Write]]):
    """Row → column → write; no cell is both among ``cells`` and in one of the ``columns``."""

    cells: dict[int, dict[int, Write]] = field(default_factory=dict)
    columns: dict[int, ColumnWrites] = field(default_factory=dict)

    def put(self, row: int, column: int, write: Write) -> None:
        if column in self.columns:
            self._dissolve(column)
        try:
            self.cells[row][column] = write
        except KeyError:
            self.cells[row] = {column: write}

    def put_column(self, column: int, writes: ColumnWrites) -> None:
        if column in self.columns:
            self._dissolve(column)
        for row in self.cells.keys() & set(writes.rows) if self.cells else ():
            self.cells[row].pop(column, None)
        self.columns[column] = writes

    def at(self, row: int, column: int) -> Write | None:
        found = self.cells[row].get(column) if row in self.cells else None
        if found is None and column in self.columns:
            return self.columns[column].at(row)
        return found

    def rows(self) -> list[int]:
        """The numbers of all rows, from top to bottom."""
        if len(self.columns) == 1 and not self.cells:
            return list(next(iter(self.columns.values())).rows)
        return sorted(set(self.cells).union(*(writes.rows for writes in self.columns.values())))

    def __getitem__(self, row: int) -> dict[int, Write]:
        found = dict(self.cells.get(row, ()))
        found.update((column, w) for column, writes in self.columns.items() if (w := writes.at(row)))
        if not found and row not in self.cells:
            raise KeyError(row)
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows() if self.columns else self.cells)

    def __len__(self) -> int:
        return len(self.rows()) if self.columns else len(self.cells)

    def __bool__(self) -> bool:
        return bool(self.cells or self.columns)

    def _dissolve(self, column: int) -> None:
        writes = self.columns.pop(column)
        for row, value, tail in zip(writes.rows, writes.values, writes.tails, strict=True):
            write = Write(Encoded(tail, shared=_is_shared(tail)), value)
            self.cells.setdefault(row, {})[column] = write


def shared_among(tails: Sequence[bytes]) -> int:
    """How many of the cells that end so refer to a shared string."""
    return sum(map(_is_shared, tails))
