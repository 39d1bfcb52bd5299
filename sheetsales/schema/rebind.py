"""A stored mapping applied to the workbook as it is today: headings are found again where rows or columns moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sheetsales.cells.grid import Grid, Workbook
from sheetsales.schema.assignment import Assignment, OpenHeading
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable, Gone, RefusedSheet
from sheetsales.schema.block import Block
from sheetsales.schema.blocks import make_block, next_heading_row
from sheetsales.schema.bound_tables import make_table, parts, readable, table_block
from sheetsales.schema.record import Record
from sheetsales.schema.stored import StoredBinding, StoredColumn, StoredTable
from sheetsales.schema.title_rows import heading_cells
from sheetsales.schema.workbook import RECORDS

SEARCHED_ROWS = 200
ALIKE = 0.8
"""A new sheet with this share of an adopted sheet's headings is read in the same way, like next month's."""


def rebind(workbook: Workbook, own: tuple[BoundTable, ...], kept: StoredBinding) -> Binding:
    """Our own Tables, the adopted sheets, and new sheets laid out like one of them."""
    adopted: list[BoundTable] = []
    gone: list[Gone] = []
    named = {t.sheet for t in kept.tables} | {t.sheet for t in own} | {*kept.left, *kept.refused, *kept.seen}
    for grid in workbook.grids:
        adopted.extend(_apply([t for t in kept.tables if t.sheet == grid.name], grid, gone))
    found = {bound.sheet for bound in adopted}
    lost = [t for t in kept.tables if t.sheet not in found]
    for grid in readable(workbook):
        if grid.name not in named:
            like = _like_another(grid, kept.tables)
            adopted.extend(like)
            lost = [t for t in lost if not any(bound.record.key == t.record for bound in like)]
    gone += [Gone(table.sheet, RECORDS[table.record]) for table in lost]
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
        gone=tuple(gone),
    )


def _like_another(grid: Grid, tables: Iterable[StoredTable]) -> list[BoundTable]:
    for table in tables:
        block = _find(table, grid, ())
        if block is not None and _share(table, block) >= ALIKE:
            return list(_bound(table, block, []))
    return []


def _apply(tables: list[StoredTable], grid: Grid, gone: list[Gone]) -> Iterable[BoundTable]:
    """The adopted blocks of one sheet; blocks side by side share their heading row. What is not found any more is added to
    ``gone``."""
    rows: dict[int, int] = {}
    for table in tables:
        others = [row for kept, row in rows.items() if kept != table.heading_row]
        block = _find(table, grid, others)
        if block is None:
            continue
        rows[table.heading_row] = block.heading_row
        beside = any(t is not table and t.heading_row == table.heading_row for t in tables)
        yield from _bound(table, block, gone, beside=beside)


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


def _found_again(
    table: StoredTable, record: Record, block: Block, bound: dict[int, BoundColumn], lost: list[StoredColumn]
) -> Iterable[BoundColumn]:
    """Columns whose heading was renamed, where a new heading says the same beyond doubt."""
    from sheetsales.schema.assign import assign  # what did not change pays nothing for it

    known = {" ".join(c.heading.split()) for c in table.columns} | set(table.left)
    rest = tuple((at, text) for at, text in block.headings if at not in bound and text not in known)
    wanted = {column.column for column in lost}
    found = (
        assign(record, replace(block, headings=rest), bound.values(), by_meaning=True).bound if rest else ()
    )
    return [column for column in found if column.column.key in wanted and not column.split_by_stage]


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


def _bound(
    table: StoredTable, block: Block, gone: list[Gone], *, beside: bool = False
) -> Iterable[BoundTable]:
    record = RECORDS[table.record]
    whole = _places(table, block)
    if beside:
        block = _narrowed(block, [at for at in whole if at])
    bound = {
        at: BoundColumn(record.by_key[c.column], at, c.heading, c.factor, c.split_by_stage)
        for c, at in zip(table.columns, whole, strict=True)
        if at
    }
    lost = [c for c, at in zip(table.columns, whole, strict=True) if not at]
    again = _found_again(table, record, block, bound, lost) if lost else ()
    bound |= {column.sheet_column: column for column in again}
    there = {column.column.key for column in bound.values()}
    gone += [
        Gone(table.sheet, record, c.heading, record.by_key[c.column], block.heading_row)
        for c in lost
        if c.column not in there
    ]
    left = tuple(
        OpenHeading(f, "left" if " ".join(f.text.split()) in table.left else "unknown")
        for f in block.fields
        if f.sheet_column not in bound
    )
    assigned = Assignment(tuple(bound[i] for i in sorted(bound)), left)
    for part in parts(record, block, assigned):
        yield make_table(record, block, assigned, (part.first_row, part.last_row), table.constants)
