"""One worksheet while a plan is applied: what it holds, what shall be written, and the splicing of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sheetsales.backends.ooxml.cell_read import CellReader, RawCell
from sheetsales.backends.ooxml.cell_write import CellWriter, Encoded, to_xml_formula
from sheetsales.backends.ooxml.row_index import RowIndex
from sheetsales.backends.ooxml.shared_formulas import SharedGroup, blocks, bounding, groups
from sheetsales.backends.ooxml.sheet_frame import SheetFrame, range_text
from sheetsales.backends.ooxml.strings import SharedStrings
from sheetsales.backends.ooxml.styles import Styles
from sheetsales.cells.address import Area, column_letters
from sheetsales.cells.links import link_formula
from sheetsales.cells.values import CellValue, EditValue, Formula, Link

_SPANS = re.compile(rb"\sspans\s*=\s*[\"'](\d+):(\d+)[^\"']*[\"']")
_ROW_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d+)[\"']")
_FORMATTED = re.compile(rb"\scustomFormat\s*=\s*[\"'](?:1|true)[\"']")
_TALL = 2_000
Splice = tuple[int, int, bytes]
"""Bytes from one offset of the sheet to another, and what takes their place."""


@dataclass(slots=True)
class Write:
    """What a cell shall hold. ``style`` None keeps the cell's own."""

    encoded: Encoded
    value: EditValue
    style: int | None = None


@dataclass(slots=True)
class Tally:
    """What the writing did to formulas."""

    dropped: bool = False
    written: bool = False
    uncached: list[str] = field(default_factory=list)


class Sheet:
    """Reads see what is about to be written; nothing changes before ``finish``."""

    def __init__(
        self, name: str, part: str, xml: bytes, strings: SharedStrings, styles: Styles, date1904: bool
    ) -> None:
        self.name, self.part, self.xml = name, part, xml
        self.frame = SheetFrame(xml, name, part)
        self.scan, self.prefix = self.frame.scan, self.frame.prefix
        self.rows = RowIndex(self.scan, self.prefix, self.frame.data_start, self.frame.data_end, part)
        self.reader = CellReader(self.prefix, strings)
        self.writer = CellWriter(self.prefix, strings, date1904)
        self.writes: dict[int, dict[int, Write]] = {}
        self.heights: dict[int, int] = {}
        self.new_drawing: str | None = None
        self.tally = Tally()
        self._strings, self._styles = strings, styles
        self._has_plain_formulas = b"<" + self.prefix + b"f>" in self.scan
        self._has_marked_formulas = re.search(rb"<%bf\s" % re.escape(self.prefix), self.scan) is not None
        self._blocks = [] if not self._has_marked_formulas else blocks(name, self.scan, self.prefix)
        self._groups: dict[str, SharedGroup] | None = None
        self._merge_rows: dict[int, list[Area]] | None = None
        self._tall_merges: list[Area] = []
        self._spans = (b"\0", 0, 0)
        """The ``spans`` last met, which the next row mostly shares."""
        self._patches: dict[tuple[int, int], bytes] = {}

    # -- reading

    def value(self, row: int, column: int) -> CellValue | Formula:
        """What the cell holds; a formula is ``Formula`` with its stored value. Dates are serial numbers."""
        pending = self.writes.get(row, {}).get(column)
        if pending is not None:
            return _as_read(pending.value)
        cell = self.rows.cell(row, column)
        if cell is None:
            return None
        stored = self.reader.value(self.xml, cell)
        formula = self.reader.formula(self.xml, cell)
        if formula is None:
            return stored
        text = formula.text
        if formula.kind == "shared" and not text and formula.index is not None:
            group = self.shared_groups().get(formula.index)
            text = group.text_at(row, column) if group else ""
        return Formula(text, stored)

    def plain_value(self, row: int, column: int) -> EditValue:
        """The value shown: a formula's stored one."""
        found = self.value(row, column)
        return found.value if isinstance(found, Formula) else found

    def style(self, row: int, column: int) -> int:
        """The style a cell has, or would have if it were typed into."""
        pending = self.writes.get(row, {}).get(column)
        if pending is not None and pending.style is not None:
            return pending.style
        cell = self.rows.cell(row, column)
        return cell.style if cell else self._inherited(self.rows.head(row), column)

    def first_used(self, area: Area) -> tuple[int, int] | None:
        """The first cell of an area that holds something; formats alone do not count."""
        for row in self.rows_between(area.first_row, area.last_row):
            columns = {c.column for c in self.rows.cells(row)} | set(self.writes.get(row, {}))
            for column in sorted(columns):
                if area.first_column <= column <= area.last_column and self.value(row, column) is not None:
                    return row, column
        return None

    def rows_between(self, first: int, last: int) -> list[int]:
        """The numbers of the rows that are there or about to be, both ends inclusive."""
        rows = set(self.rows.between(first, last))
        rows.update(r for r in self.writes if first <= r <= last)
        return sorted(rows)

    def block_at(self, row: int, column: int) -> tuple[str, Area] | None:
        return next(((kind, area) for kind, area in self._blocks if area.contains(row, column)), None)

    @property
    def has_blocks(self) -> bool:
        return bool(self._blocks)

    @property
    def has_merges(self) -> bool:
        return bool(self.frame.merges())

    def merge_at(self, row: int, column: int) -> Area | None:
        if self._merge_rows is None:
            self._merge_rows = self._list_merges()
        areas = self._merge_rows.get(row, []) + self._tall_merges
        return next((area for area in areas if area.contains(row, column)), None)

    def merges_in(self, area: Area) -> Area | None:
        """A merged range that touches the area."""
        return next((m for m in self.frame.merges() if overlap(m, area)), None)

    def shared_groups(self) -> dict[str, SharedGroup]:
        if self._groups is None:
            self._groups = (
                {} if not self._has_marked_formulas else groups(self.scan, self.xml, self.rows, self.reader)
            )
        return self._groups

    @property
    def has_formulas(self) -> bool:
        return self._has_plain_formulas or self._has_marked_formulas

    # -- writing

    def put(self, row: int, column: int, value: EditValue, style: int | None = None) -> None:
        """Let a cell hold ``value``; ``style`` None keeps its own look."""
        write = Write(self.writer.encode(value), value, style)
        if write.encoded.uncached:
            self.tally.uncached.append(f"{column_letters(column)}{row}")
        try:
            self.writes[row][column] = write
        except KeyError:
            self.writes[row] = {column: write}

    def finish(self) -> bytes:
        """The sheet's new XML."""
        if self.writes:
            self._rehome()
            for row, _ in self._patches:
                self.writes.setdefault(row, {})
            self._widen()
        return self.frame.with_rows(self._pieces(self._edits()))

    def _pieces(self, edits: list[Splice]) -> Iterator[bytes | memoryview]:
        """What stands between the ends of the sheet's data, one piece after another."""
        view, at = memoryview(self.xml), self.frame.data_start
        for start, end, data in edits:
            yield view[at:start]
            yield data
            at = end
        yield view[at : self.frame.data_end]

    def _edits(self) -> list[Splice]:
        """Everything to be replaced or inserted among the rows, in the order of the file."""
        made: list[Splice] = []
        for row in sorted(self.writes):
            writes, span = self.writes[row], self.rows.span(row)
            if span is None:
                if any(w.encoded.tail != b"/>" or w.style for w in writes.values()):
                    place = self.rows.place(row)
                    made.append((place, place, self._fresh_row(row, writes)))
            elif self.xml[span[1] - 2 : span[1]] == b"/>":
                made += self._opened_row(row, span, writes)
            else:
                head = self.xml[span[0] : span[1]]
                wider = self._spanning(head, writes)
                if wider is not None:
                    made.append((span[0], span[1], wider))
                made += self._cell_edits(row, head, writes)
        made.sort(key=_by_place)
        return made

    def _opened_row(self, row: int, span: tuple[int, int, int], writes: dict[int, Write]) -> list[Splice]:
        """An empty ``<row/>`` that gets its first cells."""
        start, inner, _ = span
        head = self.xml[start:inner]
        body = b"".join(self._fresh_cell(row, column, head, writes[column]) for column in sorted(writes))
        head = (self._spanning(head, writes) or head)[:-2].rstrip()
        return [(start, inner, head + b">" + body + b"</" + self.prefix + b"row>")] if body else []

    def _cell_edits(self, row: int, head: bytes, writes: dict[int, Write]) -> list[Splice]:
        edits: list[Splice] = []
        for column in sorted(writes) if len(writes) > 1 else writes:
            found = self.rows.find(row, column)
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
            cell = self.rows.cell(number, column) if number == row else None
            old = self.reader.formula(self.xml, cell) if cell else None
            if old:
                edits.append((old.start, old.end, formula))
        return edits

    def _changed_cell(self, cell: RawCell, write: Write) -> bytes:
        head, encoded = cell.head, write.encoded
        old = self.xml[cell.inner : cell.end]
        if b"<" + self.prefix + b"f" in old:
            self.tally.dropped = True
        if cell.type == b"s":
            self._strings.references -= 1
        style = self._style_for(cell.style if write.style is None else write.style, encoded)
        named = b' r="%b%d"' % (column_letters(cell.column).encode(), cell.row) if b" r=" in head else b""
        return b"".join([b"<", self.prefix, b"c", named, self._style_mark(style), self._tail(encoded)])

    def _fresh_cell(self, row: int, column: int, head: bytes, write: Write) -> bytes:
        """A cell that was not there; ``head`` is its row's start tag. Nothing for a blank one without a look."""
        encoded, style = write.encoded, write.style
        if encoded.tail == b"/>" and not style:
            return b""
        if style is None:
            style = self._inherited(head, column)
        if encoded.format is not None:
            style = self._style_for(style, encoded)
        named = b'<%bc r="%b%d"' % (self.prefix, column_letters(column).encode(), row)
        return named + (b' s="%d"' % style if style else b"") + self._tail(encoded)

    def _fresh_row(self, row: int, writes: dict[int, Write]) -> bytes:
        cells = b"".join(self._fresh_cell(row, column, b"", writes[column]) for column in sorted(writes))
        height = self._height(self.heights[row]) if row in self.heights else b""
        head = b"<" + self.prefix + b'row r="%d"' % row + height + b">"
        return head + cells + b"</" + self.prefix + b"row>"

    def _tail(self, encoded: Encoded) -> bytes:
        if encoded.shared:
            self._strings.references += 1
        if encoded.formula:
            self.tally.written = True
        return encoded.tail

    def _style_for(self, style: int, encoded: Encoded) -> int:
        if encoded.format is None or self._styles.shows_date(style):
            return style
        return self._styles.with_format(style, encoded.format)

    @staticmethod
    def _style_mark(style: int) -> bytes:
        return b' s="%d"' % style if style else b""

    def _height(self, model: int) -> bytes:
        """The height attributes of the row that a new one is modelled on."""
        head = self.rows.head(model)
        found = re.findall(rb"\s(?:ht|customHeight|[\w.-]+:dyDescent)\s*=\s*(?:\"[^\"]*\"|'[^']*')", head)
        return b"".join(found) if b"customHeight" in head else b""

    def _inherited(self, head: bytes, column: int) -> int:
        """The style of a cell that is not there: its row's, else its column's."""
        if b"customFormat" in head:
            style = _ROW_STYLE.search(head)
            if style and _FORMATTED.search(head):
                return int(style[1])
        return self.frame.column_style(column)

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

    def _list_merges(self) -> dict[int, list[Area]]:
        listed: dict[int, list[Area]] = {}
        for area in self.frame.merges():
            if area.last_row - area.first_row > _TALL:
                self._tall_merges.append(area)
                continue
            for row in range(area.first_row, area.last_row + 1):
                listed.setdefault(row, []).append(area)
        return listed

    def _rehome(self) -> None:
        """Give a shared formula whose first cell is overwritten a new first cell."""
        for index, group in self.shared_groups().items():
            row, column = group.home
            if column not in self.writes.get(row, {}):
                continue
            left = [(r, c) for r, c in group.members if c not in self.writes.get(r, {})]
            if not left:
                continue
            home = min(left)
            text = to_xml_formula(group.text_at(*home))
            p, ref = self.prefix, range_text(*bounding(left)).encode()
            mark = b'f t="shared" ref="' + ref + b'" si="' + index.encode() + b'">'
            self._patches[home] = b"<" + p + mark + text + b"</" + p + b"f>"

    def _widen(self) -> None:
        rows = [row for row, writes in self.writes.items() if writes]
        if rows:
            columns = {column for row in rows for column in self.writes[row]}
            self.frame.widen_dimension(min(rows), min(columns), max(rows), max(columns))


def _by_place(splice: Splice) -> tuple[int, int]:
    return splice[0], splice[1]


def _as_read(value: EditValue) -> CellValue | Formula:
    if isinstance(value, Link):
        return Formula(link_formula(value), value.text)
    return (value or None) if isinstance(value, str) else value


def overlap(a: Area, b: Area) -> bool:
    """Whether two areas of one sheet share a cell."""
    rows = a.first_row <= b.last_row and b.first_row <= a.last_row
    return rows and a.first_column <= b.last_column and b.first_column <= a.last_column
