"""Where the rows of a sheet begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from operator import lt
from typing import Protocol

from sheetsales.backends.ooxml.cell_read import RawCell
from sheetsales.backends.ooxml.spans import MalformedError
from sheetsales.cells.address import MAX_ROW, column_letters, column_number
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

_NUMBER = regex(rb"\sr\s*=\s*[\"'](\d{1,8})[\"']")
_REFERENCE = regex(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})\d+[\"']")
_LAST = regex(rb' r="([A-Z]+)\d')
"""Only our own and Excel's spelling, for speed; any other is looked through cell by cell."""
_PATIENCE = 40
"""So many rows are looked for one by one before all are listed."""


class Rows(Protocol):
    """The rows of a sheet, held whole or block by block."""

    def section(self, number: int) -> tuple[RowIndex, int]:
        """What holds the row of that number or the place for it, and the first row number that it does not."""
        ...

    def sections(self) -> Iterator[RowIndex]:
        """All rows, in the order of the file."""
        ...

    def between(self, first: int, last: int) -> Sequence[int]:
        """The numbers of the rows that are there, both ends inclusive."""
        ...


@dataclass(frozen=True, slots=True)
class ColumnCells:
    """Where plain cells of a column have the end of their ``r`` and ``s``, where they end, and what is between."""

    heads: Sequence[int]
    ends: Sequence[int]
    tails: Sequence[bytes]


@cache
def _plain_cell(prefix: bytes, column: int) -> re.Pattern[bytes]:
    """Cells that hold a value, a text or nothing, and have no other attributes than theirs in the usual order."""
    p = re.escape(prefix)
    head = rb'(<%bc r="%b(\d{1,8})"(?: s="[1-9]\d{0,8}")?)' % (p, column_letters(column).encode())
    return re.compile(head + rb'((?: t="\w+")?(?:/>|>%b</%bc>))' % (_plain_content(p), p))


def _plain_content(p: bytes) -> bytes:
    """What stands in a cell that has no formula: its value, or its text as we write it."""
    text = rb'<%bis><%bt(?: xml:space="preserve")?>[^<]*</%bt></%bis>' % (p, p, p, p)
    return rb"(?:<%bv>[^<]*</%bv>|%b)?" % (p, p, text)


class RowIndex:
    """Rows by number. A row without ``r`` counts on from the one before, as Excel reads it.

    ``xml`` is the text as it is, ``scan`` the same without what a search must not trip over; offsets are into both.
    ``base`` is what they are less than the offsets of the part.
    """

    def __init__(
        self,
        scan: bytes,
        prefix: bytes,
        start: int,
        end: int,
        part: str,
        *,
        xml: bytes | None = None,
        base: int = 0,
        regular: bool = False,
        known: tuple[Sequence[int], int, int] | None = None,
    ) -> None:
        """``regular``: every row begins with its number, and they grow.

        ``known`` is where such rows begin, and the numbers of the first and the last.
        """
        self._part = part
        self.xml, self.base = scan if xml is None else xml, base
        self.scan, self._prefix = scan, prefix
        self._start, self._end = start, end
        name = re.escape(prefix)
        self._row = re.compile(rb'<%brow(?=[\s/>])(?: r="(\d{1,8})")?([^<>]*)>' % name)
        self._cell = re.compile(rb"<%bc(?=[\s/>])[^>]*>" % name)
        self._row_close = b"</" + prefix + b"row"
        self._row_end = self._row_close + b">"
        self._cell_open = b"<" + prefix + b"c"
        self._cell_close = re.compile(rb"</%bc\s*>" % name)
        self._known = known
        self._regular = re.compile(rb'<%brow r="(\d+)"' % name) if regular else None
        self._listed = False
        self._looked = 0
        self.numbers: list[int] = []
        self.starts: list[int] = []
        self._where: dict[int, int] = {}
        self._sorted = True
        self._last: tuple[int, tuple[int, int, int] | None] = (0, None)

    def section(self, _number: int) -> tuple[RowIndex, int]:
        return self, MAX_ROW + 1

    def sections(self) -> Iterator[RowIndex]:
        yield self

    def holds(self, *marks: bytes) -> list[int]:
        """The rows in which one of the marks stands."""
        if not any(mark in self.scan for mark in marks):
            return []
        return [n for n in self.between(1, MAX_ROW) if self._has(n, marks)]

    def _has(self, number: int, marks: tuple[bytes, ...]) -> bool:
        span = self.span(number)
        return span is not None and any(self.scan.find(mark, span[0], span[2]) >= 0 for mark in marks)

    def span(self, number: int) -> tuple[int, int, int] | None:
        """(start, end of the start tag, end) of a row; None where the sheet has no such row."""
        if number == self._last[0]:
            return self._last[1]
        found = self._find_span(number)
        self._last = (number, found)
        return found

    def _find_span(self, number: int) -> tuple[int, int, int] | None:
        if not self._listed:
            found = self._glance(number)
            if found:
                return found
            self._list()
        at = self._where.get(number)
        return None if at is None else self._listed_span(at)

    def spans(self, first: int) -> Iterator[tuple[int, tuple[int, int, int]]]:
        """The rows from one on, by their numbers, each with what ``span`` says of it."""
        for number in self.between(first, MAX_ROW):
            yield number, self._listed_span(self._where[number])

    def _listed_span(self, at: int) -> tuple[int, int, int]:
        behind = self.starts[at + 1] if at + 1 < len(self.starts) else 0
        start = self.starts[at]
        return self._extent(start, self._must_find(b">", start) + 1, behind)

    def place(self, number: int) -> int:
        """The offset where a new row of that number goes: before the first row with a greater one."""
        self._list()
        if self._sorted:
            at = bisect_left(self.numbers, number)
            return self.starts[at] if at < len(self.starts) else self._end
        return next((s for n, s in zip(self.numbers, self.starts, strict=True) if n > number), self._end)

    def between(self, first: int, last: int) -> list[int]:
        """The numbers of the rows that are there, both ends inclusive."""
        self._list()
        if self._sorted:
            return self.numbers[bisect_left(self.numbers, first) : bisect_left(self.numbers, last + 1)]
        return sorted(n for n in self._where if first <= n <= last)

    def head(self, number: int) -> bytes:
        """The start tag of a row, empty where it is missing."""
        span = self.span(number)
        return self.scan[span[0] : span[1]] if span else b""

    def cells(self, number: int) -> list[RawCell]:
        """All cells of a row in their order; one without ``r`` counts on from the one before."""
        span = self.span(number)
        if not span:
            return []
        found, column, at = [], 0, span[1]
        while match := self._cell.search(self.scan, at, span[2]):
            named = _REFERENCE.search(match[0])
            column = column_number(named[1].decode()) if named else column + 1
            at = self._cell_end(match.end())
            found.append(RawCell(number, column, match.start(), match.end(), at, match[0]))
        return found

    def cell(self, number: int, column: int) -> RawCell | None:
        """One cell; None where the row has none there."""
        found = self.find(number, column)
        return found if isinstance(found, RawCell) else None

    def find(self, number: int, column: int) -> RawCell | int:
        """One cell, or the offset where it would have to be inserted in its row (0 where there is no row)."""
        span = self.span(number)
        if not span:
            return 0
        reference = b'r="%b%d"' % (column_letters(column).encode(), number)
        at = self._last_cell(span, column) or self.scan.find(reference, span[1], span[2])
        if at < 0:
            return -at if at < -1 else self._look_through(number, column, span)
        start = self.scan.rfind(b"<", span[0], at)
        if self.scan[start:at].rstrip() != self._cell_open:
            return self._look_through(number, column, span)
        inner = self._must_find(b">", at) + 1
        end = self._cell_end(inner)
        if self.scan.find(self._cell_open + b" " + reference, end, span[2]) >= 0:
            raise MalformedError(self._part)  # two cells of one place: programs disagree which one counts
        return RawCell(number, column, start, inner, end, self.scan[start:inner])

    def column(self, column: int) -> dict[int, tuple[int, int, bytes]]:
        """(start, end, attributes behind ``r``) of the plain cells of a column by their row: no formula, no markup."""
        self._list()
        p = self._prefix
        name = column_letters(column).encode()
        cell = rb'<%bc r="%b(\d{1,8})"([^<>]*?)(?:/>|>%b</%bc>)' % (p, name, _plain_content(p), p)
        found, starts, numbers = {}, self.starts, self.numbers
        doubled = set()
        for match in re.compile(cell).finditer(self.scan, self._start, self._end):
            start, row = match.start(), int(match[1])
            at = bisect_right(starts, start) - 1
            if at >= 0 and numbers[at] == row:
                if row in found:
                    doubled.add(row)
                found[row] = (start, match.end(), match[2])
        return {row: place for row, place in found.items() if row not in doubled} if doubled else found

    def column_cells(self, column: int, rows: Sequence[int]) -> ColumnCells | None:
        """The cells of one column in these rows, ascending; None where any is missing or is no plain one."""
        p = self._prefix
        parts = _plain_cell(p, column).split(self.scan[self._start : self._end])
        numbers, tails = list(map(int, parts[2::4])), list(parts[3::4])
        lengths = list(map(len, parts))
        lengths[2::4] = [0] * len(numbers)  # the number is part of the head
        ends = list(accumulate(lengths, initial=self._start))
        starts, heads, behind = ends[1:-1:4], ends[2::4], ends[4::4]
        if numbers != rows:
            if not all(map(lt, numbers, numbers[1:])):
                return None
            place = dict(zip(numbers, range(len(numbers)), strict=True))
            if not place.keys() >= set(rows):
                return None
            wanted = [place[row] for row in rows]
            starts, heads, behind = ([found[at] for at in wanted] for found in (starts, heads, behind))
            tails = [tails[at] for at in wanted]
        return ColumnCells(heads, behind, tails) if self._are_in(rows, starts) else None

    def _are_in(self, rows: Sequence[int], starts: Sequence[int]) -> bool:
        """Whether each of the rows is there and what begins at an offset lies in it."""
        if self._known and len(rows) == rows[-1] - rows[0] + 1 and self._is_whole(*self._known):
            begins, first, last = self._known
            if rows[0] < first or rows[-1] > last:
                return False
            ends = [*begins[rows[0] - first + 1 : rows[-1] - first + 2], self._end][: len(rows)]
            return all(map(lt, begins[rows[0] - first :], starts)) and all(map(lt, starts, ends))
        self._list()
        where = self._where
        if not where.keys() >= set(rows):
            return False
        at, begins = [where[row] for row in rows], [*self.starts, self._end]
        is_behind = all(map(lt, [begins[n] for n in at], starts))
        return is_behind and all(map(lt, starts, [begins[n + 1] for n in at]))

    @staticmethod
    def _is_whole(starts: Sequence[int], first: int, last: int) -> bool:
        """Whether no row is left out between the first and the last."""
        return last - first + 1 == len(starts)

    def _look_through(self, number: int, column: int, span: tuple[int, int, int]) -> RawCell | int:
        """``find`` where neither the reference nor the row's last cell tells."""
        cells = self.cells(number)
        for cell in cells:
            if cell.column == column:
                return cell
            if cell.column > column:
                return cell.start
        return cells[-1].end if cells else span[1]

    def _last_cell(self, span: tuple[int, int, int], column: int) -> int:
        """Minus the end of the row's last cell where ``column`` lies right of it, else 0: the common case, fast."""
        start = self.scan.rfind(self._cell_open, span[1], span[2])
        named = _LAST.match(self.scan, start + len(self._cell_open)) if start >= 0 else None
        if not named or column_number(named[1].decode()) >= column:
            return 0
        return -self._cell_end(self._must_find(b">", start) + 1)

    def _cell_end(self, inner: int) -> int:
        if self.scan[inner - 2 : inner] == b"/>":
            return inner
        close = self._cell_close.search(self.scan, inner)
        if close is None:
            raise MalformedError(self._part)
        return close.end()

    def _extent(self, start: int, inner: int, next_start: int = 0) -> tuple[int, int, int]:
        if self.scan[inner - 2 : inner] == b"/>":
            return start, inner, inner
        if next_start and self.scan[next_start - len(self._row_end) : next_start] == self._row_end:
            return start, inner, next_start
        close = self._must_find(self._row_close, inner)
        return start, inner, self._must_find(b">", close) + 1

    def _must_find(self, mark: bytes, start: int) -> int:
        """Where a mark stands that a sound sheet has."""
        at = self.scan.find(mark, start)
        if at < 0:
            raise MalformedError(self._part)
        return at

    def _glance(self, number: int) -> tuple[int, int, int] | None:
        self._looked += 1
        if self._looked > _PATIENCE:
            return None
        mark = b'<%brow r="%d"' % (self._prefix, number)
        start = self.scan.find(mark, self._start, self._end)
        if start < 0:
            return None
        return self._extent(start, self._must_find(b">", start) + 1)

    def _list(self) -> None:
        if self._listed:
            return
        self._listed = True
        if self._known and self._is_whole(*self._known):
            self.starts = list(self._known[0])
            self.numbers = list(range(self._known[1], self._known[2] + 1))
            self._where = dict(zip(self.numbers, range(len(self.numbers)), strict=True))
            return
        if self._regular:
            found = list(self._regular.finditer(self.scan))
            self.numbers = [int(match[1]) for match in found]
            self.starts = [match.start() for match in found]
            self._where = dict(zip(self.numbers, range(len(found)), strict=True))
            return
        number = 0
        for match in self._row.finditer(self.scan, self._start, self._end):
            named, rest = match.groups()
            if named is None:
                other = _NUMBER.search(rest)
                named = other[1] if other else None
            before, number = number, int(named) if named else number + 1
            self._sorted = self._sorted and number > before
            self.numbers.append(number)
            self.starts.append(match.start())
        self._where = dict(zip(self.numbers, range(len(self.numbers)), strict=True))
        if len(self._where) < len(self.numbers):
            raise MalformedError(self._part)  # two rows of one number: programs disagree which one counts
