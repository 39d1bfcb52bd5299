"""The rows that an edit names: a Table, or a range of cells with a heading row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, Protocol

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.placing.moves import carried
from sheetsales.cells.address import Area, parse_area
from sheetsales.cells.values import CellValue, EditValue
from sheetsales.dataclass import dataclass
from sheetsales.errors import EditRefused
from sheetsales.speech.lists import listed

_PARTS: Final = 8
"""A column is looked at in its first row, its last and at the seven places that part it evenly."""
Rows = Iterable[Mapping[str, EditValue]]
Extents = Mapping[Area, int]
"""Where ranges end by now, by heading row and columns: a range that an edit lets grow keeps the address it is named by."""


@dataclass(frozen=True, slots=True)
class Known:
    """A Table of the workbook: ``area`` with headings and totals; ``formulas`` are those that it gives its columns, ""
    for a column people type into."""

    name: str
    area: Area | None
    headings: tuple[str, ...]
    heading_rows: int = 1
    totals: int = 0
    formulas: tuple[str, ...] = ()


class Cells(Protocol):
    """What can be asked about the cells of a workbook, by its host."""

    def sheet_name(self, name: str) -> str:
        """The sheet's own spelling; raises ``EditRefused`` where there is none with cells."""
        ...

    def value(self, sheet: str, row: int, column: int) -> CellValue:
        """What a cell shows by now."""
        ...

    def is_formula(self, sheet: str, row: int, column: int) -> bool: ...

    def text(self, sheet: str, row: int, column: int) -> str:
        """The formula of a cell that has one; "" where nobody knows it."""
        ...

    def rows_up(self, area: Area) -> Iterable[int]:
        """The rows of an area in which anything may stand, from the last one up."""
        ...


@dataclass(frozen=True, slots=True)
class Body:
    """``data`` are the data rows, ``headings`` those of its columns from left to right, ``calculated`` the columns (by
    their numbers on the sheet) that formulas fill; ``table`` is None for a range."""

    name: str
    data: Area
    headings: tuple[str, ...]
    table: Known | None = None
    calculated: frozenset[int] = frozenset()

    @property
    def asked(self) -> str:
        """What finds the same block again after other edits."""
        return self.table.name if self.table else self.name

    @property
    def totals(self) -> int:
        return self.table.totals if self.table else 0

    @property
    def head(self) -> Area:
        """The heading row, by which a range is known however long it is."""
        row = self.data.first_row - 1
        return replace(self.data, first_row=row, last_row=row)

    @property
    def end(self) -> int:
        """The last row, totals and all."""
        return self.data.last_row + self.totals

    @property
    def columns(self) -> range:
        return range(self.data.first_column, self.data.last_column + 1)

    def formula(self, column: int) -> str:
        """The formula that the Table gives a column, as it reads in the first data row; "" where it gives none."""
        given = self.table.formulas if self.table else ()
        return given[column - self.data.first_column] if given else ""

    def check_headings(self, rows: Rows) -> None:
        """Raises ``EditRefused`` where a row names a heading that is not there, or is there twice."""
        used: dict[str, None] = {}
        for row in rows:
            used.update(dict.fromkeys(row))
        for key in used:
            count = self.headings.count(key)
            if count == 0:
                known = listed(h for h in self.headings if h)
                raise EditRefused(refusals.UNKNOWN_HEADING.fill(heading=key, table=self.name, headings=known))
            if count > 1:
                raise EditRefused(refusals.DOUBLE_HEADING.fill(heading=key, table=self.name))


def find(name: str, tables: Iterable[Known], cells: Cells, extents: Extents) -> Body:
    """The Table of that name (case aside), or the range; raises ``EditRefused`` where it is neither."""
    tables = list(tables)
    for table in tables:
        if table.name.lower() == name.lower():
            return _of_table(table, cells)
    area = parse_area(name)
    if area is None:
        names = listed([table.name for table in tables] or ["—"])
        raise EditRefused(refusals.NO_TABLE.fill(table=name, tables=names))
    area = replace(area, sheet=cells.sheet_name(area.sheet))
    for table in tables:
        if table.area and table.area.sheet == area.sheet and table.area.meets(area):
            if _first_row(table.area) == _first_row(area):
                return _of_table(table, cells)
            raise EditRefused(refusals.RANGE_IS_TABLE.fill(range=name, table=table.name, area=table.area.a1))
    return _of_range(name, area, cells, extents)


def first_free(block: Body, cells: Cells) -> int:
    """The row behind the last one that somebody filled in; formulas of calculated columns do not count."""
    rows = cells.rows_up(block.data)
    return next((row + 1 for row in rows if not _is_blank(block, cells, row)), block.data.first_row)


def _is_blank(block: Body, cells: Cells, row: int) -> bool:
    sheet = block.data.sheet
    for column in block.columns:
        if cells.is_formula(sheet, row, column):
            if column not in block.calculated:
                return False
        elif cells.value(sheet, row, column) is not None:
            return False
    return True


def _of_table(table: Known, cells: Cells) -> Body:
    area = table.area
    if area is None:
        raise EditRefused(refusals.TABLE_DAMAGED.fill(table=table.name, area="—"))
    first, last = area.first_row + table.heading_rows, area.last_row - table.totals
    if len(table.headings) != area.last_column - area.first_column + 1 or last < first:
        raise EditRefused(refusals.TABLE_DAMAGED.fill(table=table.name, area=area.a1))
    return _block(table.name, replace(area, first_row=first, last_row=last), table.headings, table, cells)


def _of_range(name: str, area: Area, cells: Cells, extents: Extents) -> Body:
    columns = range(area.first_column, area.last_column + 1)
    values = (cells.value(area.sheet, area.first_row, column) for column in columns)
    headings = tuple("" if value is None else str(value) for value in values)
    if not any(headings):
        raise EditRefused(refusals.NO_HEADINGS.fill(range=name))
    first = area.first_row + 1
    last = max(area.last_row, extents.get(_first_row(area), 0), first)
    data = replace(area, first_row=first, last_row=last)
    bare = Body(name, data, headings)
    used = next((row for row in cells.rows_up(data) if not _is_blank(bare, cells, row)), first)
    return _block(name, replace(data, last_row=used), headings, None, cells)


def _block(name: str, data: Area, headings: tuple[str, ...], table: Known | None, cells: Cells) -> Body:
    block = Body(name, data, headings, table)
    filled = (column for column in block.columns if block.formula(column) or _is_filled(data, column, cells))
    return replace(block, calculated=frozenset(filled))


def _is_filled(data: Area, column: int, cells: Cells) -> bool:
    """Whether one formula fills a column, some cells overwritten perhaps: it stands at an end and in most rows looked at.

    Amounts typed as sums (``=1200*1.13``) are as many formulas, and fill nothing.
    """
    sheet, first, last = data.sheet, data.first_row, data.last_row
    if not any(cells.is_formula(sheet, row, column) for row in (first, last)):
        return False
    rows = sorted({first + (last - first) * part // _PARTS for part in range(_PARTS + 1)})
    held = [row for row in rows if cells.is_formula(sheet, row, column)]
    if 2 * len(held) <= len(rows):
        return False
    top, bottom = (cells.text(sheet, row, column) for row in (held[0], held[-1]))
    return not (top and bottom) or carried(top, held[-1] - held[0]) == bottom


def _first_row(area: Area) -> Area:
    return replace(area, last_row=area.first_row)
