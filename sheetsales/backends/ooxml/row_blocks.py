"""The rows of a large sheet, read block by block from where they lie."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import accumulate
from operator import add, lt

from sheetsales.backends.ooxml.row_index import RowIndex
from sheetsales.backends.ooxml.shared_formulas import blocks
from sheetsales.backends.ooxml.sheet_frame import SHEET_DATA
from sheetsales.backends.ooxml.sheet_text import DECLARATION_END, is_bare
from sheetsales.backends.ooxml.spool import Spool
from sheetsales.cells.address import MAX_ROW, Area
from sheetsales.dataclass import dataclass

BLOCK = 128 << 10
_LONGEST = 32 << 20
"""No head of a sheet and no row is longer, or the sheet is better held whole."""
_KEPT = 6


@dataclass(slots=True)
class Directory:
    """Where each block of rows begins, its first and last row number, and how many rows it holds."""

    starts: array[int] = field(default_factory=lambda: array("Q"))
    firsts: array[int] = field(default_factory=lambda: array("L"))
    lasts: array[int] = field(default_factory=lambda: array("L"))
    counts: array[int] = field(default_factory=lambda: array("L"))
    rows: list[array[int]] = field(default_factory=list)
    """Where in its block each row begins."""


@dataclass(slots=True)
class Survey:
    """What a sheet holds besides its rows, and what must be known of all of them.

    ``frame`` is the sheet without its rows, which lay from ``start`` to ``end``.
    """

    spool: Spool
    part: str
    prefix: bytes
    start: int
    end: int = 0
    frame: bytes = b""
    directory: Directory = field(default_factory=Directory)
    plain_formulas: bool = False
    marked_formulas: bool = False
    areas: list[tuple[str, Area]] = field(default_factory=list)


class OddSheetError(Exception):
    """The sheet has something that only a look at the whole can make sense of."""


def survey(spool: Spool, sheet: str, part: str) -> Survey | None:
    """One pass through a sheet; None where it must be held whole."""
    try:
        return _Surveyor(spool, sheet, part).result()
    except OddSheetError:
        return None


class _Surveyor:
    """Reads a sheet from its beginning to its end, once."""

    def __init__(self, spool: Spool, sheet: str, part: str) -> None:
        self._spool, self._sheet, self._pieces = spool, sheet, _pieces(spool)
        head, self._buffer = self._head()
        opened = SHEET_DATA.search(head)
        if opened is None or opened[2]:
            raise OddSheetError
        self._found = Survey(spool, part, opened[1], len(head), frame=head)
        name = re.escape(opened[1])
        self._row = b"<" + opened[1] + b"row"
        self._rows = re.compile(rb'<%brow(?: r="(\d{1,8})")?' % name)
        self._mark = len(self._row + b' r=""')
        self._formula = b"<" + opened[1] + b"f"
        self._marked = re.compile(rb"<%bf\s" % name)
        self._close = b"</" + opened[1] + b"sheetData"
        self._at, self._before = len(head), 0

    def result(self) -> Survey:
        found = self._found
        while not self._is_end():
            piece = next(self._pieces, b"")
            if not piece or len(self._buffer) > _LONGEST:
                raise OddSheetError
            self._buffer += piece
        tail = self._buffer + b"".join(self._pieces)
        if self._close in tail[1:] or not is_bare(tail):
            raise OddSheetError
        self._mark_formulas(found.frame + tail)
        found.end, found.frame = self._at, found.frame + tail
        return found

    def _head(self) -> tuple[bytes, bytes]:
        """The sheet up to its first row, and what has been read behind it."""
        buffer = b""
        for piece in self._pieces:
            buffer += piece
            opened = SHEET_DATA.search(buffer)
            if opened:
                head = buffer[: opened.end()]
                if not is_bare(head, DECLARATION_END):
                    break
                return head, buffer[opened.end() :]
            if len(buffer) > _LONGEST:
                break
        raise OddSheetError

    def _is_end(self) -> bool:
        """Take in the whole rows that have been read; is the end of them among them?"""
        cut = max(self._buffer.rfind(self._row + b" "), 0)
        close = self._buffer.find(self._close, cut)
        if close >= 0:
            cut = close
        if cut:
            self._take(self._buffer[:cut])
            self._buffer = self._buffer[cut:]
        return close >= 0

    def _take(self, block: bytes) -> None:
        parts = self._rows.split(block)
        named = parts[1::2]
        if None in named or not is_bare(block):
            raise OddSheetError
        if named:
            numbers = list(map(int, named))
            if numbers[0] <= self._before or not all(map(lt, numbers, numbers[1:])) or numbers[-1] > MAX_ROW:
                raise OddSheetError
            directory = self._found.directory
            directory.starts.append(self._at)
            directory.firsts.append(numbers[0])
            directory.lasts.append(numbers[-1])
            directory.counts.append(len(numbers))
            ends = list(accumulate(map(len, parts)))[:-1:2]
            directory.rows.append(array("I", map(add, ends, range(0, len(ends) * self._mark, self._mark))))
            self._before = numbers[-1]
        elif block.strip():
            raise OddSheetError
        self._mark_formulas(block)
        self._at += len(block)

    def _mark_formulas(self, block: bytes) -> None:
        found = self._found
        if b"f" not in block or self._formula not in block:  # one rare byte is found much faster than two
            return
        found.plain_formulas = found.plain_formulas or self._formula + b">" in block
        if self._marked.search(block):
            found.marked_formulas = True
            found.areas += blocks(self._sheet, block, found.prefix)


def _pieces(spool: Spool) -> Iterator[bytes]:
    for at in range(0, spool.size, BLOCK):
        yield spool.read(at, at + BLOCK)


class RowBlocks:
    """``Rows`` of which a few blocks are in memory at a time."""

    def __init__(self, found: Survey) -> None:
        self._survey, self._directory = found, found.directory
        self._blocks: dict[int, RowIndex] = {}

    def section(self, number: int) -> tuple[RowIndex, int]:
        at = max(bisect_right(self._directory.firsts, number) - 1, 0)
        behind = at + 1 < len(self._directory.firsts)
        return self._block(at), self._directory.firsts[at + 1] if behind else MAX_ROW + 1

    def sections(self) -> Iterator[RowIndex]:
        for at in range(max(len(self._directory.firsts), 1)):
            yield self._block(at)

    def between(self, first: int, last: int) -> Sequence[int]:
        d = self._directory
        if not d.firsts or last < d.firsts[0] or first > d.lasts[-1]:
            return ()
        first, last = max(first, d.firsts[0]), min(last, d.lasts[-1])
        if sum(d.counts) == d.lasts[-1] - d.firsts[0] + 1:
            return range(first, last + 1)
        low = max(bisect_right(d.firsts, first) - 1, 0)
        high = bisect_right(d.firsts, last)
        found = array("L")
        for at in range(low, high):
            found.extend(self._block(at).between(first, last))
        return found

    def _block(self, at: int) -> RowIndex:
        known = self._blocks.get(at)
        if known is None:
            if len(self._blocks) >= _KEPT:
                self._blocks.pop(next(iter(self._blocks)))
            known = self._blocks[at] = self._load(at)
        return known

    def _load(self, at: int) -> RowIndex:
        directory, found = self._directory, self._survey
        starts = directory.starts
        start = starts[at] if at else found.start
        end = starts[at + 1] if at + 1 < len(starts) else found.end
        text = found.spool.read(start, end)
        rows = directory.rows[at] if at < len(directory.rows) else None
        known = None if rows is None else (rows, directory.firsts[at], directory.lasts[at])
        return RowIndex(text, found.prefix, 0, len(text), found.part, base=start, regular=True, known=known)
