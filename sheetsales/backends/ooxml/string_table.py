"""The part that holds the shared strings: its items counted and found by number."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import accumulate

from sheetsales.backends.ooxml.archive_write import Stream
from sheetsales.backends.ooxml.sheet_text import DECLARATION_END, is_bare
from sheetsales.backends.ooxml.spans import MalformedError
from sheetsales.backends.ooxml.spool import PartText
from sheetsales.regex import regex

_ROOT = regex(rb"<((?:[\w.-]+:)?)sst(?=[\s/>])[^>]*>")
"""The root's own prefix is that of its items, by which they are counted."""
_HEAD = 64 << 10
"""The root begins within so many bytes; it does in parts of any size that are sound."""
_STEP = 16
"""Of so many items one is remembered by its place."""
LARGE = 8 << 20
"""A table of more bytes is not looked through, or written anew, for a trifle."""


class HiddenMarkupError(Exception):
    """Comments or the like, which a search must not trip over, stand in a part that was not masked."""


class StringTable:
    """``scan`` is the part's text without what a search must not trip over, ``raw`` as it is; offsets are into both."""

    def __init__(self, raw: PartText, scan: PartText, part: str) -> None:
        """Raises ``MalformedError`` where it is no table of strings, ``HiddenMarkupError`` where it must be masked."""
        self.raw, self._scan = raw, scan
        root = _ROOT.search(scan.read(0, min(_HEAD, scan.size))) or _ROOT.search(scan.read(0, scan.size))
        if root is None:
            raise MalformedError(part)
        self.head, self.prefix, self.start = root[0], root[1], root.start()
        self._mark = b"<" + self.prefix + b"si"
        self._item = re.compile(re.escape(self._mark) + rb"(?=[\s/>])")
        self._starts: array[int] | None = None
        self._chunk: tuple[int, list[bytes]] = (-1, [])
        self.count = self._count(scan.size, is_checking=raw is scan)

    def inside(self, index: int) -> bytes:
        """What stands in an item that is there."""
        number, offset = divmod(index, _STEP)
        if self._chunk[0] != number:
            self._chunk = number, self._load(number)
        return self._chunk[1][offset]

    def spliced(self, *edits: tuple[int, int, bytes]) -> Stream:
        """The part with bytes from one offset to another replaced, in the order of the offsets."""
        size = self.raw.size + sum(len(data) - (end - start) for start, end, data in edits)
        return Stream(size, lambda: self._pieces(edits))

    def _pieces(self, edits: tuple[tuple[int, int, bytes], ...]) -> Iterator[bytes]:
        at = 0
        for start, end, data in edits:
            yield from self.raw.pieces(at, start)
            yield data
            at = end
        yield from self.raw.pieces(at, self.raw.size)

    def _windows(self, end: int) -> Iterator[tuple[int, bytes]]:
        """The text up to an offset, in windows such that each item's mark with the byte behind it is in one only."""
        before, at = b"", 0
        for piece in self._scan.pieces(0, end):
            window = before + piece
            yield at, window
            before = window[-len(self._mark) :]
            at += len(window) - len(before)

    def _count(self, end: int, *, is_checking: bool = False) -> int:
        """How many items begin before an offset."""
        count = 0
        for at, window in self._windows(end):
            if is_checking and not is_bare(window, 0 if at else DECLARATION_END):
                raise HiddenMarkupError
            count += self._items(window)
        return count

    def _items(self, window: bytes) -> int:
        """How many items begin in a window; one whose mark is its very end does not."""
        plain = window.count(self._mark + b">")
        if window.count(self._mark, 0, len(window) - 1) == plain:
            return plain
        return plain + sum(window.count(self._mark + behind) for behind in (b" ", b"/", b"\t", b"\r", b"\n"))

    def _load(self, number: int) -> list[bytes]:
        """The insides of the items from ``number`` times ``_STEP`` on."""
        if self._starts is None:
            self._starts = self._places()
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self._scan.size
        chunk = self._scan.read(start, end)
        return [self._inside(chunk, found.start()) for found in self._item.finditer(chunk)]

    def _places(self) -> array[int]:
        found, seen = array("Q"), 0
        for at, window in self._windows(self._scan.size):
            starts = self._in_window(window)
            found.extend(at + start for start in starts[-seen % _STEP :: _STEP])
            seen += len(starts)
        return found

    def _in_window(self, window: bytes) -> list[int]:
        """Where items begin; most tables have items without attributes only, which are told apart faster."""
        plain = self._mark + b">"
        if window.count(self._mark, 0, len(window) - 1) != window.count(plain):
            return [m.start() for m in self._item.finditer(window)]
        lengths = map(len, window.split(plain)[:-1])
        return [end + number * len(plain) for number, end in enumerate(accumulate(lengths))]

    def _inside(self, chunk: bytes, start: int) -> bytes:
        opened = chunk.find(b">", start) + 1
        if chunk[opened - 2 : opened] == b"/>":
            return b""
        return chunk[opened : chunk.find(b"</" + self._mark[1:], opened)]
