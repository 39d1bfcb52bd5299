"""Columns added at the right of a Table; nothing moves."""

from __future__ import annotations

from dataclasses import replace

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.row_target import known_table
from sheetsales.backends.ooxml.style_sheet import Look
from sheetsales.backends.ooxml.table_part import TablePart
from sheetsales.backends.placing.changes import Widen
from sheetsales.backends.placing.columns import new_columns, refuse_taken
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import AddColumns
from sheetsales.errors import IsProtected


def add_columns(book: OpenBook, edit: AddColumns) -> None:
    """Let a Table have more columns. Raises ``EditConflict`` where something stands there, ``EditRefused`` for headings
    that cannot be and protected sheets."""
    parts = book.all_tables()
    known, zone = new_columns(edit, map(known_table, parts))
    table = next(part for part in parts if part.name == known.name)
    old = replace(
        zone, first_column=zone.first_column - len(known.headings), last_column=zone.first_column - 1
    )
    first = zone.first_column
    sheet = book.sheet(old.sheet)
    if sheet.frame.is_protected and not book.allow_protected:
        raise IsProtected(
            refusals.PROTECTED.fill(at=CellRef(old.sheet, old.first_row, first), sheet=old.sheet)
        )
    others = [t.area for t in book.tables(zone.sheet) if t is not table and t.area]
    merged = sheet.merges_in(zone)
    others += [*book.pivots(zone.sheet), *([merged] if merged else [])]
    refuse_taken(known, zone, sheet.first_used(zone), others)
    head = sheet.style(old.first_row, old.last_column)
    for offset, heading in enumerate(edit.headings):
        sheet.put(old.first_row, first + offset, heading, head)
    _dress(book, edit, table, old, first)
    table.widen(edit.headings)
    begins = known.area.first_column if known.area else 0
    book.carried.append(Widen(table.name, zone, edit.headings, edit.formats, table.total_rows, begins))


def _dress(book: OpenBook, edit: AddColumns, table: TablePart, area: Area, first: int) -> None:
    """The data cells look like those of the last column, but for their number format."""
    sheet = book.sheet(area.sheet)
    for row in range(area.first_row + table.heading_rows, area.last_row - table.total_rows + 1):
        model = sheet.style(row, area.last_column)
        for offset in range(len(edit.headings)):
            code = edit.formats[offset] if offset < len(edit.formats) else None
            sheet.put(
                row, first + offset, None, book.styles.with_look(model, Look(number_format=code or "General"))
            )
