"""Columns added at the right of a Table; nothing moves."""

from __future__ import annotations

from sheetsales.backends.ooxml import book_refusals as say
from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.looks_edit import is_code
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.sheet import overlap
from sheetsales.backends.ooxml.style_sheet import Look
from sheetsales.backends.ooxml.table_part import TablePart
from sheetsales.cells.address import MAX_COLUMN, Area, CellRef
from sheetsales.cells.edits import AddColumns
from sheetsales.errors import EditConflict, EditRefused


def add_columns(book: OpenBook, edit: AddColumns) -> None:
    """Let a Table have more columns. Raises ``EditConflict`` where something stands there, ``EditRefused`` for headings
    that cannot be and protected sheets."""
    table = next((t for t in book.all_tables() if t.name.lower() == edit.table.lower()), None)
    if table is None or table.area is None or not table.heading_rows:
        raise EditRefused(say.COLUMNS_NONE.fill(table=edit.table))
    old = table.area
    first, last = old.last_column + 1, old.last_column + len(edit.headings)
    check_columns(edit, tuple(column.heading for column in table.columns), old)
    sheet = book.sheet(old.sheet)
    if sheet.frame.is_protected and not book.allow_protected:
        raise EditRefused(
            refusals.PROTECTED.fill(at=CellRef(old.sheet, old.first_row, first), sheet=old.sheet)
        )
    zone = Area(old.sheet, old.first_row, first, old.last_row, last)
    _check_free(book, table, zone)
    head = sheet.style(old.first_row, old.last_column)
    for offset, heading in enumerate(edit.headings):
        sheet.put(old.first_row, first + offset, heading, head)
    _dress(book, edit, table, old, first)
    table.widen(edit.headings)


def check_columns(edit: AddColumns, there: tuple[str, ...], area: Area) -> None:
    """Raises ``EditRefused`` for headings that are blank, too long or there already, formats that are none, and columns
    that no sheet has."""
    if area.last_column + len(edit.headings) > MAX_COLUMN:
        raise EditRefused(say.COLUMNS_OFF.fill(table=edit.table))
    taken = {heading.lower() for heading in there}
    for offset, heading in enumerate(edit.headings, 1):
        at = CellRef(area.sheet, area.first_row, area.last_column + offset)
        if not heading.strip() or len(heading) > 255:
            raise EditRefused(refusals.HEADING_BLANK.fill(at=at))
        if heading.lower() in taken:
            raise EditRefused(say.COLUMNS_TWICE.fill(table=edit.table, heading=heading))
        taken.add(heading.lower())
    for code in edit.formats:
        if code is not None and not is_code(code):
            raise EditRefused(say.FORMAT_CODE.fill(area=area, code=code))


def _check_free(book: OpenBook, table: TablePart, zone: Area) -> None:
    sheet = book.sheet(zone.sheet)
    used = sheet.first_used(zone)
    if used:
        raise EditConflict(say.COLUMNS_TAKEN.fill(table=table.name, at=CellRef(zone.sheet, *used)))
    others = [t.area for t in book.tables(zone.sheet) if t is not table and t.area]
    merged = sheet.merges_in(zone)
    for area in (*others, *book.pivots(zone.sheet), *([merged] if merged else [])):
        if overlap(area, zone):
            raise EditConflict(say.COLUMNS_TAKEN.fill(table=table.name, at=area))


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
