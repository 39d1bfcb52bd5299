"""The rows that an edit names: a Table, or a range of cells with a heading row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.sheet import Sheet, overlap
from sheetsales.backends.ooxml.table_part import TablePart
from sheetsales.cells.address import Area, parse_area
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused
from sheetsales.speech.lists import listed


@dataclass(frozen=True, slots=True)
class RowTarget:
    """``data`` is the block of data rows; ``headings`` are the columns' headings from left to right.

    ``asked`` finds the same block again after other edits.
    """

    name: str
    sheet: Sheet
    data: Area
    headings: tuple[str, ...]
    table: TablePart | None = None

    @property
    def asked(self) -> str:
        return self.table.name if self.table else self.name

    @property
    def totals(self) -> int:
        return self.table.total_rows if self.table else 0

    def formula(self, offset: int) -> str | None:
        """The calculated column's formula, None for a column people type into."""
        column = self.table.columns[offset] if self.table else None
        return column.formula if column and not column.is_array else None

    def columns_of(self, rows: Iterable[Mapping[str, EditValue]]) -> None:
        """Raises ``EditRefused`` where a row names a heading that is not there, or is there twice."""
        used: dict[str, None] = {}
        for row in rows:
            used.update(dict.fromkeys(row))
        for key in used:
            count = self.headings.count(key)
            if count == 0:
                shown = listed(h for h in self.headings if h)
                raise EditRefused(refusals.UNKNOWN_HEADING.fill(heading=key, table=self.name, headings=shown))
            if count > 1:
                raise EditRefused(refusals.DOUBLE_HEADING.fill(heading=key, table=self.name))

    def is_blank(self, row: int) -> bool:
        """Whether no cell of the row holds anything; a calculated column's formula does not count."""
        for offset in range(len(self.headings)):
            value = self.sheet.value(row, self.data.first_column + offset)
            calculated = isinstance(value, Formula) and self.formula(offset) is not None
            if value is not None and not calculated:
                return False
        return True

    def last_used(self) -> int:
        """The last data row that holds something; the row above the first where none does."""
        rows = self.sheet.rows_between(self.data.first_row, self.data.last_row)
        return next((row for row in reversed(rows) if not self.is_blank(row)), self.data.first_row - 1)


def find_rows(book: OpenBook, name: str) -> RowTarget:
    """The Table of that name (case aside), or the range; raises ``EditRefused`` where it is neither."""
    for table in book.all_tables():
        if table.name.lower() == name.lower():
            return _of_table(book, table)
    area = parse_area(name)
    if area is None:
        names = listed([t.name for t in book.all_tables()] or ["—"])
        raise EditRefused(refusals.NO_TABLE.fill(table=name, tables=names))
    sheet = book.sheet(area.sheet)
    area = Area(sheet.name, area.first_row, area.first_column, area.last_row, area.last_column)
    for table in book.tables(sheet.name):
        if table.area and overlap(table.area, area):
            same = (area.first_row, area.first_column, area.last_column) == (
                table.area.first_row,
                table.area.first_column,
                table.area.last_column,
            )
            if same:
                return _of_table(book, table)
            raise EditRefused(refusals.RANGE_IS_TABLE.fill(range=name, table=table.name, area=table.area.a1))
    return _of_range(sheet, area, name)


def _of_table(book: OpenBook, table: TablePart) -> RowTarget:
    area = table.area
    if area is None:
        raise EditRefused(refusals.TABLE_DAMAGED.fill(table=table.name, area="—"))
    first, last = area.first_row + table.heading_rows, area.last_row - table.total_rows
    data = Area(area.sheet, first, area.first_column, last, area.last_column)
    if len(table.columns) != area.last_column - area.first_column + 1 or data.last_row < data.first_row:
        raise EditRefused(refusals.TABLE_DAMAGED.fill(table=table.name, area=area.a1))
    return RowTarget(
        table.name, book.sheet(table.sheet), data, tuple(c.heading for c in table.columns), table
    )


def _of_range(sheet: Sheet, area: Area, name: str) -> RowTarget:
    headings = []
    for column in range(area.first_column, area.last_column + 1):
        value = sheet.plain_value(area.first_row, column)
        headings.append("" if value is None else str(value))
    if not any(headings):
        raise EditRefused(refusals.NO_HEADINGS.fill(range=name))
    data = Area(
        area.sheet,
        area.first_row + 1,
        area.first_column,
        max(area.last_row, area.first_row + 1),
        area.last_column,
    )
    target = RowTarget(name, sheet, data, tuple(headings))
    last = max(target.last_used(), data.first_row) if area.last_row > area.first_row else data.first_row
    used = Area(data.sheet, data.first_row, data.first_column, last, data.last_column)
    return RowTarget(name, sheet, used, tuple(headings))
