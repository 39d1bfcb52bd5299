"""What stands against writing into a cell: merges, arrays, headings, pivots, protection, a guard of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.formula_text import sheets_named
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.structured import tables_named
from sheetsales.backends.ooxml.table_part import TablePart
from sheetsales.backends.placing.guard import conflict, same
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, CellRef
from sheetsales.cells.edits import Expected
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused, IsProtected


class Guard:
    """Says no before a cell of one sheet is written; what a sheet does not have costs nothing."""

    def __init__(self, book: OpenBook, sheet: Sheet) -> None:
        self._book, self._sheet = book, sheet
        self._tables = book.tables(sheet.name)
        self._sound: set[str] = set()
        self._pivots = book.pivots(sheet.name)
        areas = [(t, t.area) for t in self._tables if t.area]
        self._edges = {a.first_row for t, a in areas if t.heading_rows} | {
            a.last_row for t, a in areas if t.total_rows
        }
        self._protected = sheet.frame.is_protected and not book.allow_protected
        self._is_easy = not (self._pivots or self._protected or sheet.has_blocks or sheet.has_merges)

    def cell(self, row: int, column: int, value: EditValue) -> None:
        """Raises ``EditRefused`` where the cell cannot be written."""
        if self._is_easy and row not in self._edges and 1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN:
            if isinstance(value, Formula):
                self._formula(CellRef(self._sheet.name, row, column), value)
            return
        at = CellRef(self._sheet.name, row, column)
        if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
            raise EditRefused(refusals.OFF_SHEET.fill(at=at))
        self._structure(at)
        for table in self._tables:
            self._table(table, at, value)
        self._formula(at, value)
        if self._protected and self._book.styles.is_locked(self._sheet.style(row, column)):
            raise IsProtected(refusals.PROTECTED.fill(at=at, sheet=self._sheet.name))

    def allows_texts(self, column: int, rows: Sequence[int]) -> bool:
        """Whether nothing at all stands against texts in cells of a column, from top to bottom."""
        is_inside = 1 <= column <= MAX_COLUMN and rows[0] >= 1 and rows[-1] <= MAX_ROW
        return self._is_easy and is_inside and self._edges.isdisjoint(rows)

    def allows_rows(self, rows: range) -> bool:
        """Whether nothing at all stands against anything but formulas in rows that are on the sheet."""
        return self._is_easy and self._edges.isdisjoint(rows)

    def expected(self, row: int, column: int, expected: Expected) -> None:
        """Raises ``EditConflict`` where the cell no longer holds what the plan's writer saw."""
        found = self._sheet.value(row, column)
        if not same(found, expected, self._book.date1904):
            raise conflict(CellRef(self._sheet.name, row, column), found, expected)

    def _structure(self, at: CellRef) -> None:
        block = self._sheet.block_at(at.row, at.column)
        if block:
            text = refusals.IN_ARRAY if block[0] == "array" else refusals.IN_DATA_TABLE
            raise EditRefused(text.fill(at=at, area=block[1].a1))
        merged = self._sheet.merge_at(at.row, at.column)
        if merged and (merged.first_row, merged.first_column) != (at.row, at.column):
            anchor = CellRef(at.sheet, merged.first_row, merged.first_column)
            raise EditRefused(refusals.IN_MERGE.fill(at=at, area=merged.a1, anchor=anchor))
        for pivot in self._pivots:
            if pivot.contains(at.row, at.column):
                self._book.notices.append(refusals.IN_PIVOT.fill(at=at, area=pivot.a1))

    def _table(self, table: TablePart, at: CellRef, value: EditValue) -> None:
        area = table.area
        if area is None or not area.contains(at.row, at.column):
            return
        if table.heading_rows and at.row == area.first_row:
            offset = at.column - area.first_column
            heading = table.columns[offset].heading if offset < len(table.columns) else ""
            if value != heading:
                raise EditRefused(refusals.TABLE_HEADING.fill(at=at, table=table.name, heading=heading))
        if table.total_rows and at.row == area.last_row:
            raise EditRefused(refusals.TABLE_TOTALS.fill(at=at, table=table.name))

    def _formula(self, at: CellRef, value: EditValue) -> None:
        if isinstance(value, Formula) and value.text not in self._sound:
            known_names(self._book, at, value)
            self._sound.add(value.text)


def known_names(
    book: OpenBook, at: CellRef, formula: Formula, own: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Raises ``EditRefused`` where a formula names a sheet, Table or column that the workbook does not have.

    ``own`` are Tables about to be added, with their headings.
    """
    known = {at.sheet.lower()} | {s.name.lower() for s in book.workbook.sheets}
    for name in sorted(sheets_named(formula.text)):
        if name.lower() not in known:
            raise EditRefused(refusals.FORMULA_SHEET.fill(at=at, sheet=name))
    if "[" not in formula.text:
        return
    tables: dict[str, Sequence[str]] = {
        t.name.lower(): [c.heading for c in t.columns] for t in book.all_tables()
    }
    tables.update({name.lower(): headings for name, headings in (own or {}).items()})
    for name, columns in tables_named(formula.text):
        headings = tables.get(name.lower())
        if headings is None:
            raise EditRefused(refusals.FORMULA_TABLE.fill(at=at, table=name))
        lower = {heading.lower() for heading in headings}
        for column in columns:
            if lower.isdisjoint(
                (column.lower(), column.lower().strip(" "))
            ):  # blanks at the ends may be nobody's
                raise EditRefused(refusals.FORMULA_COLUMN.fill(at=at, table=name, column=column))
