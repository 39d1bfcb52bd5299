"""Columns added at the right of a Table in an open workbook."""

from __future__ import annotations

from typing import Any

from sheetsales.backends.live.blocks import area, write_block
from sheetsales.backends.live.journal import Journal
from sheetsales.backends.memory_columns import find_table
from sheetsales.cells.address import Area
from sheetsales.cells.edits import AddColumns
from sheetsales.cells.grid import Workbook


def add_columns(book: Any, workbook: Workbook, edit: AddColumns, journal: Journal) -> None:
    """Let a Table have more columns; that nothing stands there was seen in memory before."""
    grid, known = find_table(workbook.grids, edit.table)
    sheet = book.sheets[grid.name]
    at = known.area
    table = next(t for t in sheet.tables if t.name.lower() == known.name.lower())
    first, last = at.last_column + 1, at.last_column + len(edit.headings)
    write_block(sheet, at.first_row, first, [edit.headings], journal)
    table.resize(_range(sheet, at, last))
    journal.note(lambda: table.resize(_range(sheet, at, at.last_column)))
    for column, code in enumerate(edit.formats, first):
        if code is not None:
            rows = known.last_data_row - known.first_data_row + 1
            area(sheet, known.first_data_row, column, rows, 1).number_format = code


def _range(sheet: Any, at: Area, last_column: int) -> Any:
    height, width = at.last_row - at.first_row + 1, last_column - at.first_column + 1
    return area(sheet, at.first_row, at.first_column, height, width)
