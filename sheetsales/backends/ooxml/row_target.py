"""The rows that an edit names, in a closed workbook: its sheet and its Table, if it is one."""

from __future__ import annotations

from collections.abc import Iterable

from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.table_part import TablePart
from sheetsales.backends.placing.blocks import Body, Known, find
from sheetsales.cells.address import Area
from sheetsales.cells.values import CellValue, Formula
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class RowTarget:
    """A block of rows with where it lies in the file."""

    block: Body
    sheet: Sheet
    table: TablePart | None = None

    @property
    def name(self) -> str:
        return self.block.name

    @property
    def data(self) -> Area:
        return self.block.data

    @property
    def asked(self) -> str:
        return self.block.asked

    @property
    def totals(self) -> int:
        return self.block.totals


@dataclass(frozen=True, slots=True)
class BookCells:
    """What is asked about cells of a closed workbook; what a plan has written so far is among it."""

    book: OpenBook

    def sheet_name(self, name: str) -> str:
        return self.book.sheet(name).name

    def value(self, sheet: str, row: int, column: int) -> CellValue:
        found = self._cell(sheet, row, column)
        return found.value if isinstance(found, Formula) else found

    def is_formula(self, sheet: str, row: int, column: int) -> bool:
        return self.book.sheet(sheet).is_formula(row, column)

    def text(self, sheet: str, row: int, column: int) -> str:
        found = self._cell(sheet, row, column)
        return found.text if isinstance(found, Formula) else ""

    def rows_up(self, area: Area) -> Iterable[int]:
        return reversed(self.book.sheet(area.sheet).rows_between(area.first_row, area.last_row))

    def _cell(self, sheet: str, row: int, column: int) -> CellValue | Formula:
        return self.book.sheet(sheet).value(row, column)


def find_rows(book: OpenBook, name: str) -> RowTarget:
    """The Table of that name (case aside), or the range; raises ``EditRefused`` where it is neither."""
    parts = book.all_tables()
    block = find(name, map(known_table, parts), BookCells(book), book.extents)
    own = next((part for part in parts if block.table and part.name == block.table.name), None)
    return RowTarget(block, book.sheet(block.data.sheet), own)


def known_table(part: TablePart) -> Known:
    """A Table of the file as placing sees it."""
    columns = part.columns
    formulas = tuple("" if column.is_array else column.formula or "" for column in columns)
    headings = tuple(column.heading for column in columns)
    return Known(part.name, part.area, headings, part.heading_rows, part.total_rows, formulas)
