"""Columns added at the right of a Table in an open workbook."""

from __future__ import annotations

from typing import Any

from sheetsales.backends.live.blocks import area, write_block
from sheetsales.backends.live.journal import Journal
from sheetsales.backends.placing.changes import Widen


def add_columns(book: Any, widen: Widen, journal: Journal) -> None:
    """Let a Table have more columns."""
    at = widen.area
    sheet = book.sheets[at.sheet]
    table = next(t for t in sheet.tables if t.name == widen.table)
    left, height = table.range.column, at.last_row - at.first_row + 1
    write_block(sheet, at.first_row, at.first_column, [widen.headings], journal)
    table.resize(area(sheet, at.first_row, left, height, at.last_column - left + 1))
    journal.note(lambda: table.resize(area(sheet, at.first_row, left, height, at.first_column - left)))
    for column, code in enumerate(widen.formats, at.first_column):
        if code is not None:
            area(sheet, at.first_row + 1, column, height - 1 - widen.totals, 1).number_format = code
