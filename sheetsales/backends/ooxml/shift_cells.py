"""A sheet's rows after cells have moved: bytes put elsewhere, references in them changed, all else as it was."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.backends.ooxml.cell_read import RawCell
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.shift import Shift
from sheetsales.backends.ooxml.shift_formulas import NewFormulas
from sheetsales.cells.address import column_letters
from sheetsales.regex import regex

_NAMED = regex(rb"\sr\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SPANS = regex(rb"\sspans\s*=\s*[\"'](\d+):(\d+)[^\"']*[\"']")
_NAME = regex(rb"<[^\s/>]+")
"""A start tag keeps its name, prefix and all; only its number is put in."""
Splice = tuple[int, int, bytes]


class MovedCells:
    """Makes the new rows of one sheet; used once."""

    def __init__(self, sheet: Sheet, shift: Shift, formulas: NewFormulas) -> None:
        self._sheet, self._shift, self._formulas = sheet, shift, formulas
        self._xml, self._rows = sheet.xml, sheet.rows

    def result(self) -> bytes:
        """The sheet with its cells moved; whatever the frame's rewrite holds is written as well."""
        made: list[Splice] = []
        if self._sheet.name != self._shift.block.sheet:
            made += self._formulas.values()
        elif self._shift.is_whole_rows:
            made += self._whole_rows()
        else:
            made += self._some_columns()
        made.sort(key=lambda splice: (splice[0], splice[1]))
        frame = self._sheet.frame
        frame.rewrite.insert(frame.data_start, b"".join(self._pieces(made)))
        return frame.rewrite.result()

    def bottom(self) -> int:
        """The row in which the lowest of the moved cells, blank but formatted ones among them, will stand."""
        block = self._shift.block
        for number in reversed(self._rows.between(block.first_row, block.last_row)):
            if self._moving(number):
                return number + self._shift.by
        return 0

    def _pieces(self, made: list[Splice]) -> Iterator[bytes | memoryview]:
        frame = self._sheet.frame
        view, at = memoryview(self._xml), frame.data_start
        for start, end, data in made:
            yield view[at:start]
            yield data
            at = end
        yield view[at : frame.data_end]

    def _whole_rows(self) -> Iterator[Splice]:
        """Rows get another number, and with it their cells; those that are taken out go."""
        first = self._shift.block.first_row
        yield from (splice for (row, _), splice in self._formulas.items() if row < first)
        for number, span in self._rows.spans(first):
            new = self._shift.row(number, 1)
            if not new:
                yield span[0], span[2], b""
                continue
            yield span[0], span[1], named(self._xml[span[0] : span[1]], b"%d" % new)
            for cell in self._rows.cells(number):
                yield cell.start, cell.end, self._cell(cell, new)

    def _some_columns(self) -> Iterator[Splice]:
        """Rows that lose or gain cells are put together anew."""
        block, by = self._shift.block, self._shift.by
        moving = {n: self._moving(n) for n in self._rows.between(block.first_row, block.last_row)}
        moving = {number: cells for number, cells in moving.items() if cells}
        changed = set(moving) | {number + by for number in moving}
        yield from (s for (row, _), s in self._formulas.items() if row not in changed)
        last_named = False
        for number in sorted(changed):
            incoming = moving.get(number - by, [])
            yield self._rebuilt(number, incoming)
            last_named = last_named or self._rows.span(number) is None
        if last_named:
            yield from self._numbered(min(changed), changed)

    def _moving(self, number: int) -> list[RawCell]:
        block = self._shift.block
        cells = self._rows.cells(number)
        return [c for c in cells if block.first_column <= c.column <= block.last_column]

    def _rebuilt(self, number: int, incoming: list[RawCell]) -> Splice:
        """A row without the cells that leave it and with those that come."""
        span, block = self._rows.span(number), self._shift.block
        new = {cell.column: self._cell(cell, number) for cell in incoming}
        if span is None:
            place = self._rows.place(number)
            return place, place, self._row(b"<" + self._sheet.prefix + b"row>", number, new, b"")
        cells = self._rows.cells(number)
        head, tail = self._xml[span[0] : span[1]], b""
        for cell in cells:
            leaves = block.contains(number, cell.column)
            if not leaves:
                new.setdefault(cell.column, self._cell(cell, number))
            elif self._shift.by < 0 and cell.style:
                new.setdefault(cell.column, self._blank(cell))
        if not head.endswith(b"/>"):
            end = cells[-1].end if cells else span[1]
            tail = self._xml[end : self._xml.rindex(b"</", end, span[2])]
        return span[0], span[2], self._row(head, number, new, tail)

    def _row(self, head: bytes, number: int, cells: dict[int, bytes], tail: bytes) -> bytes:
        head = named(head, b"%d" % number).removesuffix(b">").removesuffix(b"/").rstrip() + b">"
        spans = _SPANS.search(head)
        if spans and cells:
            low, high = min(int(spans[1]), *cells), max(int(spans[2]), *cells)
            head = head.replace(spans[0], b' spans="%d:%d"' % (low, high), 1)
        body = b"".join(cells[column] for column in sorted(cells))
        return head + body + tail + b"</" + self._sheet.prefix + b"row>"

    def _numbered(self, first: int, done: set[int]) -> Iterator[Splice]:
        """A row without a number counts on from the one before, which may be a new one: say its number."""
        for number, span in self._rows.spans(first):
            if number not in done and not _NAMED.search(self._xml[span[0] : span[1]]):
                yield span[0], span[1], named(self._xml[span[0] : span[1]], b"%d" % number)

    def _cell(self, cell: RawCell, row: int) -> bytes:
        formula = self._formulas.get((cell.row, cell.column))
        body = self._xml[cell.inner : cell.end]
        if formula:
            start, end, data = formula
            body = self._xml[cell.inner : start] + data + self._xml[end : cell.end]
        return named(cell.head, b"%b%d" % (column_letters(cell.column).encode(), row)) + body

    def _blank(self, cell: RawCell) -> bytes:
        """What stays of a cell whose content has moved away: its format."""
        reference = column_letters(cell.column).encode()
        return b'<%bc r="%b%d" s="%d"/>' % (self._sheet.prefix, reference, cell.row, cell.style)


def named(head: bytes, reference: bytes) -> bytes:
    """The start tag of a row or cell with this ``r``."""
    found = _NAMED.search(head)
    new = b' r="' + reference + b'"'
    if found:
        return head[: found.start()] + new + head[found.end() :]
    opened = _NAME.match(head)
    at = opened.end() if opened else 0
    return head[:at] + new + head[at:]
