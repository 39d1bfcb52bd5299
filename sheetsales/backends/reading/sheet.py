"""One worksheet part to its stretches of rows and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import field
from typing import TypeVar
from xml.parsers import expat

from sheetsales.backends.limits import check_part_size, damaged, unsafe
from sheetsales.backends.reading.decode import Decoders, NoSuchString
from sheetsales.backends.reading.markup import DoctypeFound, is_utf8
from sheetsales.backends.reading.package import Package
from sheetsales.backends.reading.rawcells import UnreadableRow
from sheetsales.backends.reading.stretch import ColumnDecoders, Stretch, StretchReader, parsed_stretch
from sheetsales.cells.address import MAX_ROW, column_number
from sheetsales.cells.grid import Shown
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

_FIRST_BLOCK = 1 << 15
_FIGURES = b"0123456789"
_LETTERS, _DIGITS = 3, 7
"""Of a reference to a cell, at most."""
_DATA = regex(rb"<((?:\w+:)?)sheetData(?:\s[^<>]*?)?(/?)>")
_MERGED = regex(rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref=["']([^"']*)["']""")
_PROTECTED = regex(rb"""<(?:\w+:)?sheetProtection\s[^<>]*?\bsheet=["'](?:1|true|on)["']""")
"""Around the rows a few elements are asked for by bytes; only what is odd is parsed whole."""
_HIDDEN = regex(rb"""<(?:\w+:)?row(?=[^<>]*?\shidden=["'](?:1|true|on)["'])[^<>]*?\sr=["']([0-9]{1,7})["']""")
_NO_DATA_BY = 1 << 22
_Look = TypeVar("_Look", str, Shown)
ByCell = dict[int, dict[int, _Look]]
"""Column → row → what the number format of the cell shows."""
_MOST_HELD = 8 << 20
"""Of one row; a longer one is left to the parser, which does not look for its end again and again."""


@dataclass(slots=True)
class SheetPart:
    """What a worksheet part holds, still in stretches."""

    stretches: list[Stretch] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    protected: bool = False
    signs: ByCell[str] = field(default_factory=dict)
    """The currencies that cells show by their number format, and what else they print."""
    shown: ByCell[Shown] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    """Rows that nobody sees."""


def _note(found: ByCell[_Look], references: Sequence[bytes], look: _Look) -> None:
    """Note the look of cells by their references, ``E5``; most of them stand in one column."""
    for letters in {reference.rstrip(_FIGURES) for reference in references}:
        if not (0 < len(letters) <= _LETTERS and letters.isalpha()):
            continue
        column = found.setdefault(column_number(letters.decode("ascii", "ignore").upper()), {})
        after = len(letters)
        rows = [r[after:] for r in references if r.startswith(letters)]
        column.update(
            dict.fromkeys((int(row) for row in rows if row.isdigit() and len(row) <= _DIGITS), look)
        )


def read_sheet(package: Package, part: str, decoders: Decoders) -> SheetPart:
    """The part's rows and surroundings; raises where it cannot be read."""
    try:
        try:
            return _Reader(package, part, decoders).read()
        except UnreadableRow:
            return _parsed(package, part, decoders)
    except (NoSuchString, UnreadableRow, expat.ExpatError, ValueError, LookupError):
        raise damaged(package.path, part) from None
    except DoctypeFound:
        raise unsafe(package.path, part) from None


def _parsed(package: Package, part: str, decoders: Decoders) -> SheetPart:
    from sheetsales.backends.reading.rowparser import SheetEvents, parse_sheet

    reader = SheetEvents()
    columns = ColumnDecoders(decoders)
    sheet = SheetPart()
    for rows in parse_sheet(package.stream(part), reader):
        for number, cells in rows if decoders.signs or decoders.shown else ():
            for cell in cells:
                if sign := decoders.signs.get(cell.style):
                    sheet.signs.setdefault(cell.column, {})[number] = sign
                if shown := decoders.shown.get(cell.style):
                    sheet.shown.setdefault(cell.column, {})[number] = shown
        if rows:
            sheet.stretches.append(parsed_stretch(rows, columns))
    sheet.merged, sheet.protected, sheet.hidden = reader.merged, reader.protected, reader.hidden
    return sheet


class _Reader:
    """Streams the part: its head, its rows in blocks, its tail. Raises UnreadableRow where only a parser will do."""

    def __init__(self, package: Package, part: str, decoders: Decoders) -> None:
        self._package = package
        self._part = part
        self._decoders = decoders
        self._sheet = SheetPart()
        self._pieces = package.stream(part)

    def read(self) -> SheetPart:
        rest, prefix, empty = self._head()
        tail = rest if empty else self._rows(rest, prefix)
        self._tail(tail + b"".join(self._checked()))
        return self._sheet

    def _checked(self) -> Iterator[bytes]:
        size = 0
        for piece in self._pieces:
            size += len(piece)
            check_part_size(size, self._part, self._package.path, self._package.limits)
            yield piece

    def _head(self) -> tuple[bytes, bytes, bool]:
        """What follows the opening of sheetData, the prefix of its elements, and whether it is closed at once."""
        head = b""
        for piece in self._pieces:
            head += piece
            opened = _DATA.search(head)
            if opened:
                if b"<!" in head[: opened.start()] or not is_utf8(head):
                    raise UnreadableRow
                return head[opened.end() :], opened[1], bool(opened[2])
            if len(head) > _NO_DATA_BY:
                break
        raise UnreadableRow

    def _rows(self, rest: bytes, prefix: bytes) -> bytes:
        """Read all rows; what follows them is returned."""
        row, end = b"<" + prefix + b"row", b"</" + prefix + b"sheetData"
        reader = StretchReader(prefix, self._decoders)
        learned = False
        while True:
            last = max(rest.rfind(row + b" "), 0) or max(rest.rfind(row + b">"), 0)
            closed = rest.find(end, last)
            stop = closed if closed >= 0 else last
            first = 0 if learned else max(rest.find(row, _FIRST_BLOCK, stop), 0)
            if first:
                self._take(reader, rest[:first])
            self._take(reader, rest[first:stop])
            learned = learned or stop > 0
            rest = rest[stop:]
            if closed >= 0:
                return rest
            rest += self._next_piece(len(rest))

    def _next_piece(self, held: int) -> bytes:
        if held > _MOST_HELD:
            raise UnreadableRow
        piece = next(self._pieces, None)
        if piece is None:
            raise UnreadableRow
        return piece

    def _take(self, reader: StretchReader, block: bytes) -> None:
        if not block:
            return
        if b"!" in block and b"<!" in block:  # the first is far quicker to find absent
            raise UnreadableRow
        if b"\r" in block:
            block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        stretches = reader.read(block)
        self._sheet.stretches += stretches
        self._note_looks(block, reader.styles if stretches else None)
        if b"h" in block and b" hidden=" in block:  # the letter is far quicker to find absent
            self._sheet.hidden.update(row for r in _HIDDEN.findall(block) if (row := int(r)) <= MAX_ROW)

    def _note_looks(self, block: bytes, styles: Set[int] | None) -> None:
        """Note what cells show; of a block whose cells were read only the styles they have are looked for."""
        signs, shown = self._decoders.signs, self._decoders.shown
        for style in (
            (signs.keys() | shown.keys()) if styles is None else styles & (signs.keys() | shown.keys())
        ):
            references = _references(block, b'" s="%d"' % style)
            if style in signs:
                _note(self._sheet.signs, references, signs[style])
            if style in shown:
                _note(self._sheet.shown, references, shown[style])

    def _tail(self, tail: bytes) -> None:
        if b"<!" in tail:
            raise UnreadableRow
        self._sheet.merged = [ref.decode("utf-8", "replace") for ref in _MERGED.findall(tail)]
        self._sheet.protected = bool(_PROTECTED.search(tail))


def _references(block: bytes, mark: bytes) -> list[bytes]:
    """The cells of one style: what stands before its mark is their reference, as programs write it."""
    return [before[before.rfind(b'"') + 1 :] for before in block.split(mark)[:-1]]
