"""One worksheet while a plan is applied: what it holds, what shall be written, and the splicing of both."""

from __future__ import annotations

import re
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
        return cell.style if cell else self._inherited(row, column)

    def first_used(self, area: Area) -> tuple[int, int] | None:
        """The first cell of an area that holds something; formats alone do not count."""
        rows = set(self.rows.between(area.first_row, area.last_row))
        rows.update(r for r in self.writes if area.first_row <= r <= area.last_row)
        for row in sorted(rows):
            columns = {c.column for c in self.rows.cells(row)} | set(self.writes.get(row, {}))
            for column in sorted(columns):
                if area.first_column <= column <= area.last_column and self.value(row, column) is not None:
                    return row, column
        return None

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
            self._groups = {} if not self._has_marked_formulas else groups(self.scan, self.xml, self.rows, self.reader)
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
        view = memoryview(self.xml)
        if not self.writes:
            return self.frame.with_rows([view[self.frame.data_start : self.frame.data_end]])
        self._rehome()
        for row, _ in self._patches:
            self.writes.setdefault(row, {})
        out: list[bytes | memoryview] = []
        at = self.frame.data_start
        for start, end, row_xml in self._new_rows():
            out += (view[at:start], row_xml)
            at = end
        out.append(view[at : self.frame.data_end])
        self._widen()
        return self.frame.with_rows(out)

    def _new_rows(self) -> list[tuple[int, int, bytes]]:
        """(start, end, bytes) of each row to be replaced or inserted, in the order of the file."""
        made: list[tuple[int, int, bytes]] = []
        for row in sorted(self.writes):
            span = self.rows.span(row)
            if span:
                made.append((span[0], span[2], self._changed_row(row, span, self.writes[row])))
            elif any(w.encoded.tail != b"/>" or w.style for w in self.writes[row].values()):
                place = self.rows.place(row)
                made.append((place, place, self._fresh_row(row, self.writes[row])))
        made.sort(key=lambda change: (change[0], change[1]))
        return made

    def _changed_row(self, row: int, span: tuple[int, int, int], writes: dict[int, Write]) -> bytes:
        start, inner, end = span
        edits = self._cell_edits(row, writes)
        head = _spanning(self.xml[start:inner], writes)
        if self.xml[inner - 2 : inner] == b"/>":
            body = b"".join(data for _, _, data in edits)
            return head[:-2].rstrip() + b">" + body + b"</" + self.prefix + b"row>" if body else self.xml[start:end]
        out, at = [head], inner
        for first, last, data in edits:
            out += [self.xml[at:first], data]
            at = last
        out.append(self.xml[at:end])
        return b"".join(out)

    def _cell_edits(self, row: int, writes: dict[int, Write]) -> list[tuple[int, int, bytes]]:
        edits: list[tuple[int, int, bytes]] = []
        for column in sorted(writes):
            found = self.rows.find(row, column)
            if isinstance(found, RawCell):
                edits.append((found.start, found.end, self._changed_cell(found, writes[column])))
                continue
            fresh = self._fresh_cell(row, column, writes[column])
            if fresh:
                edits.append((found, found, fresh))
        if self._patches:
            edits += self._patched(row)
            edits.sort(key=lambda edit: (edit[0], edit[1]))
        return edits

    def _patched(self, row: int) -> list[tuple[int, int, bytes]]:
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

    def _fresh_cell(self, row: int, column: int, write: Write) -> bytes:
        if write.encoded.tail == b"/>" and not write.style:
            return b""
        inherited = self._inherited(row, column) if write.style is None else write.style
        style = self._style_for(inherited, write.encoded)
        named = b' r="%b%d"' % (column_letters(column).encode(), row)
        return b"".join([b"<", self.prefix, b"c", named, self._style_mark(style), self._tail(write.encoded)])

    def _fresh_row(self, row: int, writes: dict[int, Write]) -> bytes:
        cells = b"".join(self._fresh_cell(row, column, writes[column]) for column in sorted(writes))
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

    def _inherited(self, row: int, column: int) -> int:
        head = self.rows.head(row)
        style = _ROW_STYLE.search(head)
        if style and _FORMATTED.search(head):
            return int(style[1])
        return self.frame.column_style(column)

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
        used = [(r, min(w), max(w)) for r, w in self.writes.items() if w]
        if used:
            rows, firsts, lasts = zip(*used, strict=True)
            self.frame.widen_dimension(min(rows), min(firsts), max(rows), max(lasts))


def _spanning(head: bytes, writes: dict[int, Write]) -> bytes:
    """A row's start tag whose ``spans``, where it has them, cover what is written."""
    found = _SPANS.search(head)
    if not found or not writes:
        return head
    low, high, first, last = int(found[1]), int(found[2]), min(writes), max(writes)
    if low <= first and last <= high:
        return head
    first, last = min(low, first), max(high, last)
    return head[: found.start()] + b' spans="%d:%d"' % (first, last) + head[found.end() :]


def _as_read(value: EditValue) -> CellValue | Formula:
    if isinstance(value, Link):
        return Formula(link_formula(value), value.text)
    return (value or None) if isinstance(value, str) else value


def overlap(a: Area, b: Area) -> bool:
    """Whether two areas of one sheet share a cell."""
    rows = a.first_row <= b.last_row and b.first_row <= a.last_row
    return rows and a.first_column <= b.last_column and b.first_column <= a.last_column
