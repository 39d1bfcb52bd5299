"""One worksheet while a plan is applied: what it holds, what shall be written, and the splicing of both."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import field

from sheetsales.backends.ooxml.archive_write import Stream
from sheetsales.backends.ooxml.cell_read import CellReader
from sheetsales.backends.ooxml.cell_write import CellWriter
from sheetsales.backends.ooxml.pending import ColumnWrites, FreshColumn, FreshRows, Write, Writes
from sheetsales.backends.ooxml.row_blocks import RowBlocks, Survey
from sheetsales.backends.ooxml.row_index import RowIndex, Rows
from sheetsales.backends.ooxml.shared_formulas import SharedGroup, blocks, groups
from sheetsales.backends.ooxml.sheet_frame import SheetFrame
from sheetsales.backends.ooxml.sheet_splice import Splicer
from sheetsales.backends.ooxml.strings import SharedStrings
from sheetsales.backends.ooxml.styles import Styles
from sheetsales.cells.address import Area, column_letters
from sheetsales.cells.links import link_formula
from sheetsales.cells.values import CellValue, EditValue, Formula, Link
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

_ROW_STYLE = regex(rb"\ss\s*=\s*[\"'](\d+)[\"']")
_FORMATTED = regex(rb"\scustomFormat\s*=\s*[\"'](?:1|true)[\"']")
"""A row's style counts for cells to come only where it says so itself."""
_TALL = 2_000


@dataclass(slots=True)
class Tally:
    """What the writing did to formulas."""

    dropped: bool = False
    written: bool = False
    uncached: list[str] = field(default_factory=list)


class Sheet:
    """Reads see what is about to be written; nothing changes before ``finish``."""

    def __init__(
        self,
        name: str,
        part: str,
        text: bytes | Survey,
        strings: SharedStrings,
        styles: Styles,
        date1904: bool,
    ) -> None:
        """``text`` is the sheet itself, or what is known of a large one that stays where it lies."""
        self.name, self.part = name, part
        self._survey = text if isinstance(text, Survey) else None
        xml = text.frame if isinstance(text, Survey) else text
        self.frame = SheetFrame(xml, name, part)
        self.prefix = self.frame.prefix
        self.reader = CellReader(self.prefix, strings)
        self.writer = CellWriter(self.prefix, date1904)
        self.writes = Writes()
        self.heights: dict[int, int] = {}
        self.new_drawing: str | None = None
        self.tally = Tally()
        self.strings, self.styles = strings, styles
        self._groups: dict[str, SharedGroup] | None = None
        self._merge_rows: dict[int, list[Area]] | None = None
        self._tall_merges: list[Area] = []
        self.sections: Rows
        if isinstance(text, Survey):
            self.frame.span_rows(text.start, text.end)
            self.sections = RowBlocks(text)
            self._has_plain_formulas, self._has_marked_formulas = text.plain_formulas, text.marked_formulas
            self._blocks = text.areas
        else:
            self._hold(text)
            scan = self.frame.scan
            self._has_plain_formulas = b"<" + self.prefix + b"f>" in scan
            self._has_marked_formulas = re.search(rb"<%bf\s" % re.escape(self.prefix), scan) is not None
            self._blocks = [] if not self._has_marked_formulas else blocks(name, scan, self.prefix)

    # -- the text

    @property
    def xml(self) -> bytes:
        """The whole sheet as it was; a large one is in memory from now on."""
        return self.rows.xml

    @property
    def scan(self) -> bytes:
        """``xml`` without what a search must not trip over."""
        return self.rows.scan

    @property
    def rows(self) -> RowIndex:
        """The rows of the whole sheet; a large one is in memory from now on."""
        if isinstance(self.sections, RowIndex):
            return self.sections
        found, self._survey = self._survey, None
        return self._hold(found.spool.read(0, found.spool.size) if found else b"")

    def _hold(self, xml: bytes) -> RowIndex:
        frame = self.frame
        scan = frame.scan if len(frame.scan) == len(xml) else xml
        rows = RowIndex(scan, self.prefix, frame.data_start, frame.data_end, self.part, xml=xml)
        self.sections = rows
        return rows

    def read(self, start: int, end: int) -> bytes:
        """The sheet's bytes from one offset to another, as they were."""
        return self.xml[start:end] if self._survey is None else self._survey.spool.read(start, end)

    # -- reading

    def value(self, row: int, column: int) -> CellValue | Formula:
        """What the cell holds; a formula is ``Formula`` with its stored value. Dates are serial numbers."""
        pending = self.writes.at(row, column)
        if pending is not None:
            return _as_read(pending.value)
        section = self.sections.section(row)[0]
        cell = section.cell(row, column)
        if cell is None:
            return None
        stored = self.reader.value(section.xml, cell)
        formula = self.reader.formula(section.xml, cell)
        if formula is None:
            return stored
        text = formula.text
        if formula.kind == "shared" and not text and formula.index is not None:
            group = self.shared_groups().get(formula.index)
            text = group.text_at(row, column) if group else ""
        return Formula(text, stored)

    def is_formula(self, row: int, column: int) -> bool:
        """Whether the cell holds a formula; what it shows is not looked at."""
        pending = self.writes.at(row, column)
        if pending is not None:
            return isinstance(pending.value, Formula | Link)
        section = self.sections.section(row)[0]
        cell = section.cell(row, column)
        return cell is not None and self.reader.formula(section.xml, cell) is not None

    def plain_value(self, row: int, column: int) -> EditValue:
        """The value shown: a formula's stored one."""
        found = self.value(row, column)
        return found.value if isinstance(found, Formula) else found

    def style(self, row: int, column: int) -> int:
        """The style a cell has, or would have if it were typed into."""
        pending = self.writes.at(row, column)
        if pending is not None and pending.style is not None:
            return pending.style
        section = self.sections.section(row)[0]
        cell = section.cell(row, column)
        return cell.style if cell else self.inherited(section.head(row), column)

    def first_used(self, area: Area) -> tuple[int, int] | None:
        """The first cell of an area that holds something; formats alone do not count."""
        for row in self.rows_between(area.first_row, area.last_row):
            cells = self.sections.section(row)[0].cells(row)
            columns = {c.column for c in cells} | set(self.writes.get(row, {}))
            for column in sorted(columns):
                if area.first_column <= column <= area.last_column and self.value(row, column) is not None:
                    return row, column
        return None

    def rows_between(self, first: int, last: int) -> Sequence[int]:
        """The numbers of the rows that are there or about to be, both ends inclusive."""
        there = self.sections.between(first, last)
        new = [r for r in self.writes if first <= r <= last]
        if all(_stands(there, row) for row in new):
            return there
        return sorted({*there, *new})

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
        return next((m for m in self.frame.merges() if m.meets(area)), None)

    def shared_groups(self) -> dict[str, SharedGroup]:
        if self._groups is None:
            self._groups = {} if not self._has_marked_formulas else groups(self.sections, self.reader)
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
        self.writes.put(row, column, write)

    def put_column(self, column: int, rows: Sequence[int], values: Sequence[str | None]) -> None:
        """Let cells of a column, from top to bottom, hold texts or nothing; each keeps its look.

        Raises ``EditRefused``, without saying for which cell, where Excel cannot hold one of them.
        """
        tails = self.writer.tails([value or "" for value in values])
        self.writes.put_column(column, ColumnWrites(rows, values, [tails[value or ""] for value in values]))

    def put_rows(
        self, first: int, column: int, rows: Sequence[Sequence[EditValue]], styles: Sequence[int], model: int
    ) -> None:
        """Let rows of which the sheet has none hold values from a column on; ``model`` is as in ``heights``.

        Raises ``EditRefused``, without saying for which cell, where Excel cannot hold one of them.
        """
        texts = self.writer.tails([value for row in rows for value in row if type(value) is str])
        columns = []
        for values, style in zip(zip(*rows, strict=True), styles, strict=True):
            if all(type(value) is str or value is None for value in values):
                columns.append(FreshColumn(style, values, [texts[value or ""] for value in values]))
                continue
            days = {day: self.writer.encode(day) for day in {v for v in values if type(v) is dt.date}}
            encoded = [days[v] if type(v) is dt.date else self.writer.encode(v) for v in values]
            wanted = {e.format for e in encoded if e.format}
            unsuited = not all(self.styles.suits(style, code) for code in wanted)
            formats = [e.format for e in encoded] if unsuited else None
            columns.append(FreshColumn(style, values, [e.tail for e in encoded], formats))
        fresh = FreshRows(first, len(rows), column, columns)
        self.writes.put_rows(fresh)
        self.heights.update(dict.fromkeys(fresh.rows, model))
        if any(one.holds_formulas for one in columns):
            self.tally.uncached += [
                f"{column_letters(column + offset)}{row}"
                for row, values in enumerate(rows, first)
                for offset, value in enumerate(values)
                if isinstance(value, Formula) and value.value is None
            ]

    def finish(self) -> Stream | None:
        """The sheet's new XML; None where it is what it was."""
        return Splicer(self).result()

    def inherited(self, head: bytes, column: int) -> int:
        """The style of a cell that is not there: its row's, else its column's."""
        if b"customFormat" in head:
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


def _stands(rows: Sequence[int], row: int) -> bool:
    """Whether a number is among sorted ones."""
    if isinstance(rows, range):
        return row in rows
    at = bisect_left(rows, row)
    return at < len(rows) and rows[at] == row


def _as_read(value: EditValue) -> CellValue | Formula:
    if isinstance(value, Link):
        return Formula(link_formula(value), value.text)
    return (value or None) if isinstance(value, str) else value
