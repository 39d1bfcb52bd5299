"""Which sheet of a module a block of headings holds: asked only where it is none of the records known unasked."""

from __future__ import annotations

from sheetsales.cells.grid import Grid
from sheetsales.schema import aliases
from sheetsales.schema.block import Block
from sheetsales.schema.blocks import SEARCHED_ROWS, make_block, next_heading_row
from sheetsales.schema.headings import normalise
from sheetsales.schema.record import Record
from sheetsales.schema.scoring import (
    GENERIC,
    LEAD,
    LEAST_COLUMNS,
    REQUIRED_WEIGHT,
    TITLE_BONUS,
    Score,
    bindable,
)
from sheetsales.schema.title_rows import heading_cells
from sheetsales.schema.veto import invoices
from sheetsales.schema.workbook import RECORDS


def module_record(block: Block, ahead_of: int = 0) -> Record | None:
    """The record of a module that the block clearly holds; one with no more than ``ahead_of`` points is not clear."""
    found = module_scores(block)
    if not found:
        return None
    rest = max(found[1].points if len(found) > 1 else 0, ahead_of)
    return RECORDS[found[0].record] if found[0].points - rest >= LEAD else None


def module_block(grid: Grid) -> Block | None:
    """The sheet's Table, or its range under the row of which one module knows most headings."""
    from sheetsales.schema.bound_tables import table_block

    if grid.tables:
        return next((table_block(grid, t) for t in grid.tables if t.has_heading_row), None)
    rows = range(grid.first_row, min(grid.last_row, grid.first_row + SEARCHED_ROWS) + 1)
    best = max(rows, key=lambda row: (_known(grid, row), -row), default=grid.first_row)
    if _known(grid, best) < LEAST_COLUMNS:
        return None
    return make_block(grid, best, grid.first_row, next_heading_row(grid, best) - 1, heading_cells(grid, best))


def _known(grid: Grid, row: int) -> int:
    headings = [normalise(text) for _, text in heading_cells(grid, row)]
    tables = aliases.modules().values()
    return max(sum(1 for h in headings if aliases.lookup(keys, h) is not None) for keys in tables)


def module_scores(block: Block) -> tuple[Score, ...]:
    """Every module's record that the block could hold, best first; pay and judgement are not read from a shared workbook."""
    table = aliases.modules()
    known = {
        record: sum(1 for f in block.fields if aliases.lookup(keys, f.heading) is not None)
        for record, keys in table.items()
    }
    may_be = [record for record, count in known.items() if count > 1 and RECORDS[record].home == "team"]
    found = [score for record in may_be if (score := _score(record, block))]
    return tuple(sorted(found, key=lambda s: (-s.points, s.record)))


def _score(record: str, block: Block) -> Score | None:
    columns: set[str] = set()
    foreign = 0
    for field in sorted(block.fields, key=lambda f: len(bindable(record, f, block))):
        fits = [fit.alias.column for fit in bindable(record, field, block)]
        free = [column for column in fits if column not in columns]
        if free and field.heading.key not in GENERIC:
            columns.add(free[0])
        elif aliases.lookup(aliases.of(record), field.heading) is None:
            foreign += 1
    anchored = all(columns.intersection(group) for group in RECORDS[record].anchors)
    titled = _title(record, block)
    least = LEAST_COLUMNS if titled else LEAST_COLUMNS + 1  # name, size and price may be anybody's
    if len(columns) < least or not anchored or foreign > len(columns):
        return None
    if record == "receipts" and invoices(block):
        return None
    required = {column.key for column in RECORDS[record].required}
    points = sum(REQUIRED_WEIGHT if column in required else 1 for column in columns) - foreign
    return Score(record, points + titled, frozenset(columns))


def _title(record: str, block: Block) -> int:
    name = aliases.label_key(block.grid.name)
    title = RECORDS[record].title
    own = name in {aliases.label_key(title.zh), aliases.label_key(title.en)}
    return TITLE_BONUS if own or record in aliases.sheet_titles().get(name, ()) else 0
