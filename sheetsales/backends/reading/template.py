"""What the rows of one sheet look like, learned from the first of them, as one pattern that reads a row at once.

The rows of a sheet are alike: the same columns, each with two or three kinds of cells. A pattern of exactly these
kinds reads a row in one go, many times faster than cell by cell. Rows it does not know come out as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sheetsales.backends.reading.decode import Kind
from sheetsales.backends.reading.rawcells import Form, RawCell, UnreadableRow, is_uncached
from sheetsales.cells.address import column_letters

_MOST_COLUMNS = 400
_MOST_TAGS = 64
_INSIDE: dict[Form, bytes] = {
    "blank": rb"(?:/>|></P:c>)",
    "value": rb"><P:v>([^<]*)</P:v></P:c>",
    "inline": rb"><P:is><P:t[^<>]*>([^<]*)</P:t></P:is></P:c>",
    "formula": rb"><P:f[^<>]*>(?:[^<]*</P:f>|)<P:v[^<>]*>([^<]+)</P:v></P:c>",
    "empty formula": rb">(<P:f)[^<>]*>(?:[^<]*</P:f>|)(?:<P:v></P:v>|<P:v/>)</P:c>",
    "bare formula": rb">(<P:f)[^<>]*>(?:[^<]*</P:f>|)</P:c>",
}


class Group(NamedTuple):
    """What one group of the pattern catches: cells of one column that are decoded alike."""

    column: int
    kind: Kind
    form: Form
    uncached: bool


class RowRun(NamedTuple):
    """A run of rows as the pattern sees it, row by row.

    ``numbers`` are the rows' numbers, b"" where ``unknown`` holds the row as it stands. ``stray`` is what is
    no row at all.
    """

    numbers: Sequence[bytes]
    groups: Sequence[tuple[Group, Sequence[bytes]]]
    unknown: Sequence[bytes]
    stray: Sequence[bytes]


class RowTemplate:
    """Grows with ``learn``, reads with ``read``. Elements bear ``prefix``: b"" or such as b"x:"."""

    def __init__(self, prefix: bytes) -> None:
        self._prefix = re.escape(prefix)
        self._tags: dict[int, dict[Group, list[bytes]]] = {}
        self._met: set[tuple[Group, bytes]] = set()
        self._seen: set[tuple[int, Form, bytes]] = set()
        self._opening = re.compile(rb'<%bc r="[A-Z]+\d+"([^>/]*)' % self._prefix)
        self._row_end = b"</%brow>" % prefix
        self._empty_rows = re.compile(rb">?(?:\s*<%brow(?:\s[^<>]*)?/>)*\s*" % self._prefix)
        self._groups: list[Group] = []
        self._stale = False
        self._pattern = self._compile()

    @property
    def size(self) -> int:
        """The length of the pattern, on which the time to make it anew depends; 0 before anything was learned."""
        return len(self._pattern.pattern) if self._tags else 0

    def learn(self, cells: Iterable[RawCell], kind_of: Callable[[RawCell], Kind]) -> None:
        """Take up the shapes of these cells, except those the pattern could not read."""
        for cell in cells:
            if cell.tag is not None:
                shape = (cell.column, cell.form, cell.tag)
                if shape in self._seen:
                    continue
                self._seen.add(shape)
            opening = self._opening.match(cell.markup)
            if opening is None:
                continue
            kind = kind_of(cell)
            uncached = is_uncached(cell.form, cell.cell_type)
            group = Group(cell.column, "text" if cell.form == "blank" else kind, cell.form, uncached)
            if (group, opening[1]) not in self._met:
                self._met.add((group, opening[1]))
                self._take_up(cell, group, opening[1])

    def _take_up(self, cell: RawCell, group: Group, tag: bytes) -> None:
        if cell.column not in self._tags and len(self._tags) >= _MOST_COLUMNS:
            return
        tags = self._tags.setdefault(cell.column, {}).setdefault(group, [])
        if len(tags) < _MOST_TAGS and self._reads(cell, group, tag):
            tags.append(tag)
            self._stale = True

    def _reads(self, cell: RawCell, group: Group, tag: bytes) -> bool:
        opening = rb'<%bc r="[A-Z]+\d+"' % self._prefix
        return bool(re.fullmatch(opening + re.escape(tag) + self._inside(group.form), cell.markup))

    def _inside(self, form: Form) -> bytes:
        return _INSIDE[form].replace(b"P:", self._prefix)

    def read(self, block: bytes) -> RowRun:
        """All rows of the block; nothing of it is passed over but white space between rows. Raises UnreadableRow."""
        if self._stale:
            self._pattern = self._compile()
        if not self._ends_closed(block):
            raise UnreadableRow
        found = self._pattern.findall(block)
        numbers, *caught = zip(*found, strict=True) if found else ((), *((),) * (len(self._groups) + 2))
        return RowRun(numbers, list(zip(self._groups, caught, strict=False)), caught[-2], caught[-1])

    def _ends_closed(self, block: bytes) -> bool:
        """Is every row closed? The pattern would look for each missing end through the whole block."""
        behind = block.rfind(self._row_end) + len(self._row_end)
        return behind == len(block) or bool(self._empty_rows.fullmatch(block, max(behind - 1, 0)))

    def _compile(self) -> re.Pattern[bytes]:
        self._stale = False
        self._groups = []
        row = rb"%brow" % self._prefix
        known = rb'<%b r="([0-9]+)"[^<>]*>%b</%b>' % (
            row,
            b"".join(self._column(column) for column in sorted(self._tags)),
            row,
        )
        return re.compile(
            rb"%b|(<%b(?:\s[^<>]*)?/>|<%b[\s>][^<]*(?:<(?!/?%b\b)[^<]*)*</%b>)|(\S)"
            % (known, row, row, row, row)
        )

    def _column(self, column: int) -> bytes:
        shapes = []
        for group, tags in self._tags[column].items():
            if not tags:
                continue
            alternatives = b"|".join(map(re.escape, tags))
            shapes.append(rb"(?:%b)%b" % (alternatives, self._inside(group.form)))
            if group.form != "blank":
                self._groups.append(group)
        opening = rb'<%bc r="%b\1"' % (self._prefix, column_letters(column).encode())
        return rb"(?:%b(?:%b)|)" % (opening, b"|".join(shapes)) if shapes else b""
