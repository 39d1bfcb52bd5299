"""A stored mapping applied to the workbook as it is today: headings are found again where rows or columns moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sheetsales.cells.grid import Grid, Workbook
from sheetsales.schema.assignment import Assignment, OpenHeading
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable, RefusedSheet
from sheetsales.schema.block import Block
from sheetsales.schema.blocks import heading_cells, make_block, next_heading_row
from sheetsales.schema.bound_tables import make_table, parts, readable, table_block
from sheetsales.schema.stored import StoredBinding, StoredTable
from sheetsales.schema.workbook import RECORDS

SEARCHED_ROWS = 200
ALIKE = 0.8
"""A new sheet with this share of an adopted sheet's headings is read in the same way, like next month's."""


def rebind(workbook: Workbook, own: tuple[BoundTable, ...], kept: StoredBinding) -> Binding:
    """Our own Tables, the adopted sheets, and new sheets laid out like one of them."""
    adopted: list[BoundTable] = []
    named = {t.sheet for t in kept.tables} | {t.sheet for t in own} | {*kept.left, *kept.refused, *kept.seen}
    for grid in workbook.grids:
        adopted.extend(_apply([t for t in kept.tables if t.sheet == grid.name], grid))
    for grid in readable(workbook):
        if grid.name not in named:
            adopted.extend(_like_another(grid, kept.tables))
    return Binding(
        (*own, *adopted),
        kept.language,
        kept.values,
        tuple(
            RefusedSheet(sheet, kind, *kept.copies.get(sheet, ()))
            for sheet, kind in kept.refused.items()
            if workbook.grid(sheet)
        ),
        adopted=True,
        preset=kept.preset,
    )


def _like_another(grid: Grid, tables: Iterable[StoredTable]) -> Iterable[BoundTable]:
    for table in tables:
        block = _find(table, grid, ())
        if block is not None and _share(table, block) >= ALIKE:
            return _bound(table, block)
    return ()


def _apply(tables: list[StoredTable], grid: Grid) -> Iterable[BoundTable]:
    """The adopted blocks of one sheet; blocks side by side share their heading row."""
    rows: dict[int, int] = {}
    for table in tables:
        others = [row for kept, row in rows.items() if kept != table.heading_row]
        block = _find(table, grid, others)
        if block is None:
            continue
        rows[table.heading_row] = block.heading_row
        beside = any(t is not table and t.heading_row == table.heading_row for t in tables)
        yield from _bound(table, block, beside=beside)


def _find(table: StoredTable, grid: Grid, taken: Iterable[int]) -> Block | None:
    """The block with most of the stored headings: the Table by its name, else the best row, nearest first."""
    for area in grid.tables:
        if table.table and area.name == table.table:
            return table_block(grid, area)
    wanted = {c.heading for c in table.columns}
    last = min(grid.last_row, max(grid.first_row, table.heading_row) + SEARCHED_ROWS)
    rows = [row for row in range(grid.first_row, last + 1) if row not in taken]
    best, most = None, 0
    for row in sorted(rows, key=lambda r: abs(r - table.heading_row)):
        known = sum(1 for _, text in heading_cells(grid, row) if text in wanted)
        if known > most:
            best, most = row, known
        if most == len(wanted):
            break
    if best is None or most * 2 < len(wanted):
        return None
    return make_block(grid, best, grid.first_row, next_heading_row(grid, best) - 1, heading_cells(grid, best))


def _narrowed(block: Block, at: list[int]) -> Block:
    """Only the columns of this one of several tables side by side."""
    inside = tuple((c, text) for c, text in block.headings if min(at) <= c <= max(at)) if at else ()
    return replace(block, headings=inside)


def _places(table: StoredTable, block: Block) -> list[int]:
    """The sheet column of each stored heading, 0 where it is gone."""
    found = []
    for stored in table.columns:
        at = [column for column, text in block.headings if text == stored.heading]
        found.append(at[stored.nth - 1] if len(at) >= stored.nth else 0)
    return found


def _share(table: StoredTable, block: Block) -> float:
    texts = {text for _, text in block.headings}
    return sum(1 for c in table.columns if c.heading in texts) / max(len(table.columns), 1)


def _bound(table: StoredTable, block: Block, *, beside: bool = False) -> Iterable[BoundTable]:
    record = RECORDS[table.record]
    whole = _places(table, block)
    if beside:
        block = _narrowed(block, [at for at in whole if at])
    bound = {
        at: BoundColumn(record.by_key[c.column], at, c.heading, c.factor, c.split_by_stage)
        for c, at in zip(table.columns, whole, strict=True)
        if at
    }
    left = tuple(OpenHeading(f, "unknown") for f in block.fields if f.sheet_column not in bound)
    assigned = Assignment(tuple(bound[i] for i in sorted(bound)), left)
    for part in parts(record, block, assigned):
        yield make_table(record, block, assigned, (part.first_row, part.last_row), table.constants)
