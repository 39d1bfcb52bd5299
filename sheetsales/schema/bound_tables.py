"""From a block of cells and its assignment to the tables that are bound; which sheets may hold any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.pages.laid_out import pages_there
from sheetsales.schema.assignment import Assignment
from sheetsales.schema.binding import BoundTable, UnknownHeading
from sheetsales.schema.block import Block
from sheetsales.schema.reading import is_reading
from sheetsales.schema.record import Record
from sheetsales.schema.title_rows import unit_above
from sheetsales.schema.workbook import HOME_TITLE, STORE_SHEET

LONG: Final = "tblTidy"
"""What the names of the Tables begin with on which ``tidy`` gathers what other sheets hold: they are read there."""
_LONG: Final = LONG.casefold()
_HOMES = {HOME_TITLE.zh, HOME_TITLE.en}


def readable(workbook: Workbook) -> list[Grid]:
    """Sheets that may hold records: everything people can bring to sight, but for Home, what ``adopt`` asks with and sheets
    of ours that only show."""
    shown = {at.sheet for at in pages_there(workbook).values()}
    return [
        g
        for g in workbook.grids
        if g.visibility != "veryHidden"
        and g.name not in _HOMES
        and g.name not in shown
        and g.columns
        and not is_reading(g)
        and not any(t.name.casefold().startswith(_LONG) for t in g.tables)
    ]


def out_of_reach(workbook: Workbook) -> list[Grid]:
    """Sheets that Excel does not offer to unhide, but for those of ours."""
    deep = (g for g in workbook.grids if g.visibility == "veryHidden" and g.columns and not is_reading(g))
    return [g for g in deep if g.name not in (STORE_SHEET, *_HOMES)]


def table_block(grid: Grid, table: TableArea) -> Block:
    headings = tuple(
        (table.area.first_column + i, text) for i, text in enumerate(table.headings) if text.strip()
    )
    row = table.area.first_row
    above = [t.area.last_row + 1 for t in grid.tables if t.area.last_row < row]
    unit, titles = unit_above(grid, row, max([grid.first_row, *above]))
    return Block(grid, row, table.first_data_row, table.last_data_row, headings, unit, table.name, titles)


def parts(record: Record, block: Block, assigned: Assignment) -> Iterable[BoundTable]:
    """The bound tables of a block: one, or several where sums stand between the records."""
    if block.table is not None:
        yield make_table(record, block, assigned, (block.first_row, block.last_row))
        return
    from sheetsales.schema.extent import extent

    leading = sorted(b.sheet_column for b in assigned.bound)[:3]
    found = extent(block.grid, block.headings, block.first_row, block.last_row, leading).parts
    for i, rows in enumerate(found):
        yield make_table(record, block, assigned if i == 0 else Assignment(assigned.bound, ()), rows)


def make_table(
    record: Record,
    block: Block,
    assigned: Assignment,
    rows: tuple[int, int],
    constants: Mapping[str, str] | None = None,
) -> BoundTable:
    unknown = tuple(
        UnknownHeading(o.field.text, o.field.sheet_column, o.why == "left") for o in assigned.open
    )
    return BoundTable(
        record,
        block.grid.name,
        block.table,
        block.heading_row,
        *rows,
        assigned.bound,
        unknown,
        constants or {},
    )
