"""Columns added at the right of a Table: which headings it takes, and where they come to stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sheetsales.backends.ooxml import book_refusals as say
from sheetsales.backends.ooxml import refusals
from sheetsales.backends.parts.number_formats import is_code
from sheetsales.backends.placing.blocks import Known
from sheetsales.backends.placing.changes import Widen
from sheetsales.backends.placing.ground import Ground
from sheetsales.backends.placing.places import Place
from sheetsales.cells.address import MAX_COLUMN, Area, CellRef
from sheetsales.cells.edits import AddColumns
from sheetsales.errors import EditConflict, EditRefused


def widened(edit: AddColumns, ground: Ground) -> Iterator[Widen]:
    """Raises ``EditConflict`` where something stands there, ``EditRefused`` for headings that cannot be."""
    table, zone = new_columns(edit, ground.tables)
    sheet = ground.sheet(zone.sheet)
    others = [t.area for t in sheet.tables if t.name != table.name]
    refuse_taken(table, zone, next(sheet.used(zone), None), [*others, *sheet.merged])
    first = table.area.first_column if table.area else 0
    yield Widen(table.name, zone, edit.headings, edit.formats, table.totals, first)


def new_columns(edit: AddColumns, tables: Iterable[Known]) -> tuple[Known, Area]:
    """The Table, and where its new columns come to stand."""
    table = next((t for t in tables if t.name.lower() == edit.table.lower()), None)
    if table is None or table.area is None or not table.heading_rows:
        raise EditRefused(say.COLUMNS_NONE.fill(table=edit.table))
    area = table.area
    _check_columns(edit, table.headings, area)
    first, last = area.last_column + 1, area.last_column + len(edit.headings)
    return table, replace(area, first_column=first, last_column=last)


def refuse_taken(table: Known, zone: Area, used: Place | None, others: Iterable[Area]) -> None:
    """Raises ``EditConflict`` where a cell or an area stands where the columns would."""
    if used:
        raise EditConflict(say.COLUMNS_TAKEN.fill(table=table.name, at=CellRef(zone.sheet, *used)))
    for area in others:
        if area.meets(zone):
            raise EditConflict(say.COLUMNS_TAKEN.fill(table=table.name, at=area))


def _check_columns(edit: AddColumns, there: tuple[str, ...], area: Area) -> None:
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
