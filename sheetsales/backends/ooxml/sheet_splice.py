"""What is pending for a sheet put among its bytes: cells changed, cells and rows inserted, all else as it was."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from sheetsales.backends.ooxml.archive_write import Stream
from sheetsales.backends.ooxml.cell_read import RawCell
from sheetsales.backends.ooxml.cell_write import Encoded, to_xml_formula
from sheetsales.backends.ooxml.fresh_rows import rows_xml
from sheetsales.backends.ooxml.pending import Write, shared_among
from sheetsales.backends.ooxml.row_index import RowIndex
from sheetsales.backends.ooxml.shared_formulas import bounding
from sheetsales.backends.ooxml.sheet_frame import range_text
from sheetsales.cells.address import column_letters
from sheetsales.regex import regex

if TYPE_CHECKING:
    from sheetsales.backends.ooxml.sheet import Sheet

_SPANS = regex(rb"\sspans\s*=\s*[\"'](\d+):(\d+)[^\"']*[\"']")
_NAMED = regex(rb"\sr\s*=")
_HEIGHT = regex(rb"\s(?:ht|customHeight|[\w.-]+:dyDescent)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
"""What a row says of its height goes to rows made after its model; all else of a row is its own."""
Splice = tuple[int, int, bytes]
"""Bytes from one offset of the sheet to another, and what takes their place."""
PlainCells = dict[int, dict[int, tuple[int, int, bytes]]]
Found = tuple[Sequence[int], Sequence[int], Sequence[bytes]]
"""The same of many, in three lists."""
_WINDOW = 1 << 20
_MANY = 16
"""So many cells of one column are looked for together."""


class Splicer:
    """Writes one sheet anew; used once."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._prefix, self._frame = sheet.prefix, sheet.frame
        self._rows, self._reader, self._writes = sheet.sections, sheet.reader, sheet.writes
        self._section: RowIndex = next(self._rows.sections())
        self._xml = self._section.xml
        self._spans = (b"\0", 0, 0)
        """The ``spans`` last met, which the next row mostly shares."""
        self._starts, self._ends = array("Q"), array("Q")
        self._datas: list[bytes] = []
        """From which offset of the sheet to which what takes the place of the bytes there."""
        self._patches: dict[tuple[int, int], bytes] = {}
        self._is_spanned = False
        self._heights: dict[int, bytes] = {}
        self._looks: dict[bytes, tuple[int, bool]] = {}
        """Style, and whether it is a shared string, by a cell's attributes."""

    def result(self) -> Stream | None:
        """The sheet's new XML; None where nothing in it has changed."""
        if self._writes:
            self._rehome()
            for row, _ in self._patches:
                self._writes.cells.setdefault(row, {})
            self._widen()
            self._edit()
        size = self._frame.data_end - self._frame.data_start
        size += sum(map(len, self._datas)) + sum(self._starts) - sum(self._ends)
        return self._frame.stream(self._pieces, size if self._datas else None)

    def _pieces(self) -> Iterator[bytes]:
        """What stands between the ends of the sheet's data, window by window; no edit is in two of them."""
        at, last, first = self._frame.data_start, self._frame.data_end, 0
        while at < last or first < len(self._datas):
            stop = min(at + _WINDOW, last)
            behind = bisect_right(self._starts, stop, first)
            starts, ends = self._starts[first:behind], self._ends[first:behind]
            stop = max(stop, ends[-1]) if ends else stop
            window = self._sheet.read(at, stop)
            kept = zip(chain((at,), ends), chain(starts, (stop,)), strict=True)
            parts = [b""] * (2 * len(starts) + 1)
            parts[::2] = [window[begin - at : end - at] for begin, end in kept]
            parts[1::2] = self._datas[first:behind]
            yield b"".join(parts)
            at, first = stop, behind

    def _edit(self) -> None:
        """Find everything to be replaced or inserted among the rows, in the order of the file."""
        rows = self._writes.places()
        at = 0
        while at < len(rows):
            self._section, until = self._rows.section(rows[at])
            self._xml = self._section.xml
            behind = bisect_left(rows, until, at)
            self._edit_section(rows[at:behind], until)
            at = behind

    def _edit_section(self, rows: list[int], until: int) -> None:
        singles: Mapping[int, dict[int, Write]] = self._writes.cells
        edits: list[Splice] = []
        if self._writes.columns:
            whole = self._columns(rows[0], until)
            if whole is None:
                singles = {row: self._writes[row] for row in rows}
            elif not (self._writes.cells or self._writes.fresh) and len(whole) == 1:
                self._take(*whole[0])
                return
            else:
                edits = [edit for found in whole for edit in zip(*found, strict=True)]
                rows = [row for row in rows if row in singles or self._writes.fresh_at(row)]
        edits += self._section_edits(rows, singles)
        changed = sorted(((s, e, data) for s, e, data in edits if self._xml[s:e] != data), key=_by_place)
        if changed:
            self._take(*zip(*changed, strict=True))

    def _take(self, starts: Sequence[int], ends: Sequence[int], datas: Sequence[bytes]) -> None:
        base = self._section.base
        self._starts.extend([start + base for start in starts])
        self._ends.extend([end + base for end in ends])
        self._datas.extend(datas)

    def _columns(self, first: int, until: int) -> list[Found] | None:
        """The edits for the whole columns in a section; None where a cell of them is not plain or not there."""
        found = []
        for column, writes in self._writes.columns.items():
            part = writes.between(first, until)
            rows = writes.rows[part]
            if not rows:
                continue
            cells = (
                None if self._patches or self._may_widen(column) else self._section.column_cells(column, rows)
            )
            if cells is None:
                return None
            found.append((cells, writes.tails[part]))
        for cells, _ in found:
            self._sheet.strings.references -= shared_among(cells.tails)
        return [(cells.heads, cells.ends, tails) for cells, tails in found if cells.tails != tails]

    def _may_widen(self, column: int) -> bool:
        """Whether a row of the section says that it spans columns of which this is none."""
        if b"p" not in self._xml or b"spans" not in self._xml:
            return False
        return not all(int(low) <= column <= int(high) for low, high in set(_SPANS.findall(self._xml)))

    def _section_edits(self, rows: list[int], cells: Mapping[int, dict[int, Write]]) -> list[Splice]:
        made: list[Splice] = []
        columns = self._plain_columns(rows, cells)
        for row in rows:
            fresh = self._writes.fresh_at(row) if self._writes.fresh else None
            if fresh is not None:
                place = self._section.place(row)
                height = self._height(self._sheet.heights[row])
                made.append((place, place, rows_xml(self._sheet, fresh, height)))
                continue
            writes = cells[row]
            if columns and self._quickly(row, writes, columns, made):
                continue
            span = self._section.span(row)
            if span is None:
                if any(w.encoded.tail != b"/>" or w.style for w in writes.values()):
                    place = self._section.place(row)
                    made.append((place, place, self._fresh_row(row, writes)))
            elif self._xml[span[1] - 2 : span[1]] == b"/>":
                made += self._opened_row(row, span, writes)
            else:
                head = self._xml[span[0] : span[1]]
                wider = self._spanning(head, writes)
                if wider is not None:
                    made.append((span[0], span[1], wider))
                made += self._cell_edits(row, head, writes)
        return made

    def _plain_columns(self, rows: list[int], cells: Mapping[int, dict[int, Write]]) -> PlainCells:
        """The plain cells of the columns of which many are written, found in one go."""
        if len(rows) < _MANY or self._patches:
            return {}
        self._is_spanned = b"spans" in self._xml
        counts = Counter(column for row in rows for column in cells.get(row, ()))
        return {c: self._section.column(c) for c, count in counts.items() if count >= _MANY}

    def _quickly(self, row: int, writes: dict[int, Write], columns: PlainCells, made: list[Splice]) -> bool:
        """Change the cells of a row if all of them are plain ones that are there already."""
        if not all(column in columns and row in columns[column] for column in writes):
            return False
        splices = [self._quick_cell(row, column, columns[column][row], w) for column, w in writes.items()]
        if self._is_spanned:
            start, inner, _ = self._section.span(row) or (0, 0, 0)
            wider = self._spanning(self._xml[start:inner], writes)
            if wider is not None:
                made.append((start, inner, wider))
        made += sorted(splices) if len(splices) > 1 else splices
        return True

    def _quick_cell(self, row: int, column: int, cell: tuple[int, int, bytes], write: Write) -> Splice:
        start, end, attributes = cell
        look = self._looks.get(attributes)
        if look is None:
            raw = RawCell(row, column, start, start, end, attributes)
            look = self._looks[attributes] = raw.style, raw.type == b"s"
        encoded, style = write.encoded, look[0] if write.style is None else write.style
        if encoded.format is not None:
            style = self._style_for(style, encoded)
        self._sheet.strings.references -= look[1]
        named = b'<%bc r="%b%d"' % (self._prefix, _letters(column), row)
        return start, end, named + self._style_mark(style) + self._tail(encoded)

    def _opened_row(self, row: int, span: tuple[int, int, int], writes: dict[int, Write]) -> list[Splice]:
        """An empty ``<row/>`` that gets its first cells."""
        start, inner, _ = span
        head = self._xml[start:inner]
        body = b"".join(self._fresh_cell(row, column, head, writes[column]) for column in sorted(writes))
        head = (self._spanning(head, writes) or head)[:-2].rstrip()
        return [(start, inner, head + b">" + body + b"</" + self._prefix + b"row>")] if body else []

    def _cell_edits(self, row: int, head: bytes, writes: dict[int, Write]) -> list[Splice]:
        edits: list[Splice] = []
        for column in sorted(writes) if len(writes) > 1 else writes:
            found = self._section.find(row, column)
            if isinstance(found, RawCell):
                edits.append((found.start, found.end, self._changed_cell(found, writes[column])))
                continue
            fresh = self._fresh_cell(row, column, head, writes[column])
            if fresh:
                edits.append((found, found, fresh))
        return edits + self._patched(row) if self._patches else edits

    def _patched(self, row: int) -> list[Splice]:
        """New formulas for cells of the row that take a shared formula over."""
        edits = []
        for (number, column), formula in self._patches.items():
            cell = self._section.cell(number, column) if number == row else None
            old = self._reader.formula(self._xml, cell) if cell else None
            if old:
                edits.append((old.start, old.end, formula))
        return edits

    def _changed_cell(self, cell: RawCell, write: Write) -> bytes:
        head, encoded = cell.head, write.encoded
        old = self._xml[cell.inner : cell.end]
        if b"<" + self._prefix + b"f" in old:
            self._sheet.tally.dropped = True
        if cell.type == b"s":
            self._sheet.strings.references -= 1
        style = self._style_for(cell.style if write.style is None else write.style, encoded)
        named = b' r="%b%d"' % (_letters(cell.column), cell.row) if _NAMED.search(head) else b""
        return b"".join([b"<", self._prefix, b"c", named, self._style_mark(style), self._tail(encoded)])

    def _fresh_cell(self, row: int, column: int, head: bytes, write: Write) -> bytes:
        """A cell that was not there; ``head`` is its row's start tag. Nothing for a blank one without a look."""
        encoded, style = write.encoded, write.style
        if encoded.tail == b"/>" and not style:
            return b""
        if style is None:
            style = self._sheet.inherited(head, column)
        if encoded.format is not None:
            style = self._style_for(style, encoded)
        named = b'<%bc r="%b%d"' % (self._prefix, _letters(column), row)
        return named + (b' s="%d"' % style if style else b"") + self._tail(encoded)

    def _fresh_row(self, row: int, writes: dict[int, Write]) -> bytes:
        cells = b"".join(self._fresh_cell(row, column, b"", writes[column]) for column in sorted(writes))
        height = self._height(self._sheet.heights[row]) if row in self._sheet.heights else b""
        head = b"<" + self._prefix + b'row r="%d"' % row + height + b">"
        return head + cells + b"</" + self._prefix + b"row>"

    def _tail(self, encoded: Encoded) -> bytes:
        if encoded.formula:
            self._sheet.tally.written = True
        return encoded.tail

    def _style_for(self, style: int, encoded: Encoded) -> int:
        return style if encoded.format is None else self._sheet.styles.suiting(style, encoded.format)

    @staticmethod
    def _style_mark(style: int) -> bytes:
        return b' s="%d"' % style if style else b""

    def _height(self, model: int) -> bytes:
        """The height attributes of the row that a new one is modelled on."""
        known = self._heights.get(model)
        if known is None:
            head = self._rows.section(model)[0].head(model)
            known = b"".join(_HEIGHT.findall(head)) if b"customHeight" in head else b""
            self._heights[model] = known
        return known

    def _spanning(self, head: bytes, writes: dict[int, Write]) -> bytes | None:
        """A row's start tag whose ``spans`` cover what is written; None where they do, or where it has none."""
        if self._spans[0] not in head:
            found = _SPANS.search(head) if b"spans" in head else None
            if not found:
                return None
            self._spans = found[0], int(found[1]), int(found[2])
        old, low, high = self._spans
        first, last = min(writes, default=low), max(writes, default=low)
        if low <= first and last <= high:
            return None
        return head.replace(old, b' spans="%d:%d"' % (min(low, first), max(high, last)), 1)

    def _rehome(self) -> None:
        """Give a shared formula whose first cell is overwritten a new first cell."""
        for index, group in self._sheet.shared_groups().items():
            row, column = group.home
            if self._writes.at(row, column) is None:
                continue
            left = [(r, c) for r, c in group.members if self._writes.at(r, c) is None]
            if not left:
                continue
            home = min(left)
            text = to_xml_formula(group.text_at(*home))
            p, ref = self._prefix, range_text(*bounding(left)).encode()
            mark = b'f t="shared" ref="' + ref + b'" si="' + index.encode() + b'">'
            self._patches[home] = b"<" + p + mark + text + b"</" + p + b"f>"

    def _widen(self) -> None:
        rows = {row for row, writes in self._writes.cells.items() if writes}
        columns = {column for row in rows for column in self._writes.cells[row]}
        for column, whole in self._writes.columns.items():
            columns.add(column)
            rows.update((whole.rows[0], whole.rows[-1]))
        for fresh in self._writes.fresh:
            columns.update(range(fresh.column, fresh.column + len(fresh.columns)))
            rows.update((fresh.rows[0], fresh.rows[-1]))
        if rows:
            self._frame.widen_dimension(min(rows), min(columns), max(rows), max(columns))


@cache
def _letters(column: int) -> bytes:
    return column_letters(column).encode()


def _by_place(splice: Splice) -> tuple[int, int]:
    return splice[0], splice[1]
