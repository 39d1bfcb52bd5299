"""Finding the tables of a workbook: which sheet holds which record, which heading is which column.

Our own sheets are known by their Table's name; a stored mapping comes next; then a sheet's title, then its headings.
What is not certain stays unbound and is listed as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cache
from typing import Any

from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.schema import stored as store
from sheetsales.schema.binding import Binding, BoundTable, RefusedSheet
from sheetsales.schema.block import Block
from sheetsales.schema.bound_tables import make_table, out_of_reach, parts, readable, table_block
from sheetsales.schema.headings import normalise
from sheetsales.schema.own_headings import assign_own
from sheetsales.schema.record import Record
from sheetsales.schema.store import read_store
from sheetsales.schema.workbook import RECORDS, SIGNS, STORE_SHEET
from sheetsales.texts import Lang

_BY_TABLE = {sign.table.casefold(): sign.key for sign in SIGNS}


def bind(workbook: Workbook, stored: Mapping[str, Any] | None = None) -> Binding:
    """How the workbook is read; ``stored`` is what ``adopt`` kept, looked up in the workbook itself where None.

    Raises ``BadRequest`` where the kept mapping is damaged.
    """
    if stored is None:
        text = read_store(workbook).get(store.STORE_KEY)
        stored = store.parse(text) if text else None
    kept = store.from_json(stored) if stored is not None else None
    own = own_tables(workbook)
    if kept is not None:
        from sheetsales.schema.rebind import rebind

        return rebind(workbook, own, kept)
    taken = {t.sheet for t in own}
    rest = [g for g in readable(workbook) if g.name not in taken]
    tables, refused = _foreign(rest, {t.record.key: t.sheet for t in own}) if rest else ((), ())
    if len({t.sheet for t in tables}) > 1:
        tables, copied = without_copies(tables, workbook)
        refused += copied
    found = (*own, *tables)
    return Binding(found, language_of(found, workbook), refused=(*refused, *_deep(workbook, taken)))


def _deep(workbook: Workbook, taken: Set[str]) -> tuple[RefusedSheet, ...]:
    """Sheets that only a program brings to sight and that look like records: nobody can see what they would add."""
    grids = [g for g in out_of_reach(workbook) if g.name not in taken]
    tables, _ = _foreign(grids, {}) if grids else ((), ())
    return tuple(RefusedSheet(name, "deep") for name in dict.fromkeys(t.sheet for t in tables))


def own_tables(workbook: Workbook) -> tuple[BoundTable, ...]:
    """Sheets made by us, known by their Table's name, or by title and headings where the Table was lost."""
    found: list[BoundTable] = []
    for grid in workbook.grids:
        if grid.name == STORE_SHEET:
            continue
        named = [(r, t) for t in grid.tables if (r := own_record(t.name)) and t.has_heading_row]
        found.extend(bind_table(record, grid, table) for record, table in named)
        if not named and not grid.tables and (key := _by_title().get(normalise(grid.name).key)):
            found.extend(_untabled(RECORDS[key], grid))
    return tuple(found)


@cache
def _by_title() -> Mapping[str, str]:
    return {normalise(t).key: sign.key for sign in SIGNS for t in (sign.title.zh, sign.title.en)}


def own_record(table: str) -> Record | None:
    """The record of one of our Tables; Excel numbers the Table of a copied sheet (``tblPipeline2``)."""
    key = _BY_TABLE.get(table.casefold().rstrip("0123456789_"))
    return RECORDS[key] if key else None


def bind_table(record: Record, grid: Grid, table: TableArea) -> BoundTable:
    """One of our own Tables; a heading that is not ours may still be known by another name."""
    block = table_block(grid, table)
    assigned = assign_own(record, block)
    unbound = {c.key for c in record.columns if not c.written} - {b.column.key for b in assigned.bound}
    if assigned.open and unbound:
        from sheetsales.schema.assign import extend

        assigned = extend(record, block, assigned)
    return make_table(record, block, assigned, (block.first_row, block.last_row))


def _untabled(record: Record, grid: Grid) -> list[BoundTable]:
    """A sheet of ours whose Table was lost: its title and most of its headings are ours."""
    row = next(
        (
            r
            for r in range(grid.first_row, min(grid.first_row + 5, grid.last_row + 1))
            if _text_count(grid, r) > 1
        ),
        None,
    )
    if row is None:
        return []
    at = row - grid.first_row
    cells = ((grid.first_column + i, column[at]) for i, column in enumerate(grid.columns))
    headings = tuple((column, value) for column, value in cells if isinstance(value, str) and value.strip())
    block = Block(grid, row, row + 1, grid.last_row, headings)
    assigned = assign_own(record, block)
    bound = {b.column.key for b in assigned.bound}
    missing = [c for c in record.required if c.key not in bound]
    if missing or len(bound) < min(3, len(record.columns)) or len(bound) < len(headings) * 0.7:
        return []
    return list(parts(record, block, assigned))


def _text_count(grid: Grid, row: int) -> int:
    return sum(1 for column in grid.columns if isinstance(column[row - grid.first_row], str))


def _foreign(
    grids: list[Grid], held: Mapping[str, str]
) -> tuple[tuple[BoundTable, ...], tuple[RefusedSheet, ...]]:
    """Sheets of the team's own, by title and headings; records that a Table of ours holds, on the sheet that ``held`` says,
    are not added to."""
    from sheetsales.schema.assign import assign
    from sheetsales.schema.survey import survey

    tables: list[BoundTable] = []
    refused: list[RefusedSheet] = []
    for grid in grids:
        seen = survey(grid)
        if seen.refused:
            refused.append(RefusedSheet(grid.name, seen.refused))
        for found in seen.blocks:
            if found.record is None:
                continue
            if found.record.key not in held:
                tables.extend(parts(found.record, found.block, assign(found.record, found.block)))
            elif not found.record.config:
                refused.append(RefusedSheet(grid.name, "beside", held[found.record.key]))
    return tuple(tables), tuple(refused)


def without_copies(
    tables: tuple[BoundTable, ...], workbook: Workbook
) -> tuple[tuple[BoundTable, ...], tuple[RefusedSheet, ...]]:
    """The tables without those on sheets that repeat another one, and these sheets."""
    from sheetsales.schema.copies import copies

    left = {
        c.sheet: RefusedSheet(c.sheet, "copy", c.of, c.rows)
        for c in copies(tables, workbook.grid)
        if c.is_left
    }
    return tuple(t for t in tables if t.sheet not in left), tuple(left.values())


def language_of(tables: Iterable[BoundTable], workbook: Workbook) -> Lang:
    """The language most bound headings are written in; of the sheets' names where nothing is bound."""
    texts = [b.heading for t in tables for b in t.columns] or [g.name for g in workbook.grids]
    chinese = sum(1 for text in texts if any("\u3400" <= ch <= "\u9fff" for ch in text))
    return "zh" if chinese * 2 >= len(texts) > 0 else "en"
