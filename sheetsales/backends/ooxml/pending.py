"""What shall be written into a sheet's cells, until it is: single cells, and columns of texts as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from sheetsales.backends.ooxml.cell_write import Encoded
from sheetsales.cells.values import EditValue, Formula, Link
from sheetsales.dataclass import dataclass


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
        return Write(Encoded(tail), self.values[place])

    def between(self, first: int, until: int) -> slice:
        """Which of them lie from row ``first`` to before row ``until``."""
        return slice(bisect_left(self.rows, first), bisect_left(self.rows, until))


@dataclass(frozen=True, slots=True)
class FreshColumn:
    """What the cells of one column of new rows hold; ``style`` is the look they take over.

    ``tails`` and ``formats`` are as in ``Encoded``, ``formats`` None where no cell needs one.
    """

    style: int
    values: Sequence[EditValue]
    tails: Sequence[bytes]
    formats: Sequence[str | None] | None = None

    @property
    def holds_formulas(self) -> bool:
        return not {Formula, Link}.isdisjoint(map(type, self.values))


@dataclass(frozen=True, slots=True)
class FreshRows:
    """Rows of which the sheet has none yet, one below the other; their cells lie side by side from ``column`` on."""

    first: int
    count: int
    column: int
    columns: Sequence[FreshColumn]

    @property
    def rows(self) -> range:
        return range(self.first, self.first + self.count)

    def at(self, row: int, column: int) -> Write | None:
        offset, place = column - self.column, row - self.first
        if not (0 <= offset < len(self.columns) and 0 <= place < self.count):
            return None
        found = self.columns[offset]
        tail, value = found.tails[place], found.values[place]
        code = found.formats[place] if found.formats else None
        encoded = Encoded(tail, code, isinstance(value, Formula | Link))
        return Write(encoded, value, found.style)

    def row(self, number: int) -> dict[int, Write]:
        columns = range(self.column, self.column + len(self.columns))
        return {column: write for column in columns if (write := self.at(number, column))}


@dataclass(slots=True)
class Writes(Mapping[int, Mapping[int, Write]]):
    """Row → column → write; no cell is in two of ``cells``, ``columns`` and ``fresh``, no row in ``fresh`` and another."""

    cells: dict[int, dict[int, Write]] = field(default_factory=dict)
    columns: dict[int, ColumnWrites] = field(default_factory=dict)
    fresh: list[FreshRows] = field(default_factory=list)

    def put(self, row: int, column: int, write: Write) -> None:
        if column in self.columns:
            self._dissolve(column)
        if self.fresh:
            self._loosen(row, row)
        try:
            self.cells[row][column] = write
        except KeyError:
            self.cells[row] = {column: write}

    def put_column(self, column: int, writes: ColumnWrites) -> None:
        if column in self.columns:
            self._dissolve(column)
        self._loosen(writes.rows[0], writes.rows[-1])
        for row in self.cells.keys() & set(writes.rows) if self.cells else ():
            self.cells[row].pop(column, None)
        self.columns[column] = writes

    def put_rows(self, rows: FreshRows) -> None:
        """Rows of which nothing is pending yet."""
        self.fresh.append(rows)

    def at(self, row: int, column: int) -> Write | None:
        found = self.cells[row].get(column) if row in self.cells else None
        if found is None and column in self.columns:
            return self.columns[column].at(row)
        if found is None and self.fresh:
            return next((write for rows in self.fresh if (write := rows.at(row, column))), None)
        return found

    def rows(self) -> list[int]:
        """The numbers of all rows, from top to bottom."""
        return self._with(self._loose(), *(rows.rows for rows in self.fresh))

    def places(self) -> list[int]:
        """The same, but of rows that are fresh together only the first."""
        return self._with(self._loose(), *((rows.first,) for rows in self.fresh))

    def fresh_at(self, row: int) -> FreshRows | None:
        """The fresh rows of which this is the first."""
        return next((rows for rows in self.fresh if rows.first == row), None)

    @staticmethod
    def _with(loose: list[int], *more: Iterable[int]) -> list[int]:
        return sorted(set(loose).union(*more)) if more else loose

    def _loose(self) -> list[int]:
        if len(self.columns) == 1 and not self.cells:
            return list(next(iter(self.columns.values())).rows)
        return sorted(set(self.cells).union(*(writes.rows for writes in self.columns.values())))

    def __getitem__(self, row: int) -> dict[int, Write]:
        found = dict(self.cells.get(row, ()))
        found.update((column, w) for column, writes in self.columns.items() if (w := writes.at(row)))
        for rows in self.fresh:
            found.update(rows.row(row))
        if not found and row not in self.cells:
            raise KeyError(row)
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows() if self.columns or self.fresh else self.cells)

    def __len__(self) -> int:
        return len(self.rows()) if self.columns or self.fresh else len(self.cells)

    def __bool__(self) -> bool:
        return bool(self.cells or self.columns or self.fresh)

    def _dissolve(self, column: int) -> None:
        writes = self.columns.pop(column)
        for row, value, tail in zip(writes.rows, writes.values, writes.tails, strict=True):
            write = Write(Encoded(tail), value)
            self.cells.setdefault(row, {})[column] = write

    def _loosen(self, first: int, last: int) -> None:
        """Let fresh rows, of which some lie between two rows, be rows like others."""
        for rows in [rows for rows in self.fresh if rows.first <= last and first < rows.first + rows.count]:
            self.fresh.remove(rows)
            self.cells.update((number, rows.row(number)) for number in rows.rows)


def shared_among(tails: Sequence[bytes]) -> int:
    """How many of the cells that end so refer to a shared string."""
    return b"\0".join((b"", *tails)).count(b'\0 t="s"')  # no text holds the sign between them
