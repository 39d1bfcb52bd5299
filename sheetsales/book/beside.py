"""Instalments in columns of their contract or order: each pair of day and money becomes rows of Receipts, in those cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress

from sheetsales.book.parsing.cleaning import clean, fold, is_blank
from sheetsales.book.rows import BoundRows
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import CellValue
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable
from sheetsales.schema.column import Kind
from sheetsales.schema.headings import normalise
from sheetsales.schema.instalment_headings import InstalmentColumns, Titled, instalments
from sheetsales.schema.units import factor_for
from sheetsales.schema.workbook import RECORDS

_NUMBER_OF: Mapping[str, str] = {"contracts": "contract", "orders": "order_no"}
"""The column of Receipts that says whose an instalment is, by the record beside which it stands."""
WITH_INSTALMENTS = frozenset(_NUMBER_OF)
_WHOSE = ("customer", "owner")
_CURRENCY = "currency"


def with_instalments(workbook: Workbook, binding: Binding) -> Binding:
    """The binding with a table of Receipts for each instalment that stands beside a contract or an order."""
    tables: list[BoundTable] = []
    added: list[BoundTable] = []
    for bound in binding.tables:
        grid = workbook.grid(bound.sheet)
        found = beside(bound, grid, _headed(bound, binding)) if grid is not None else ()
        if not found:
            tables.append(bound)
            continue
        at = {heading.column for one in found for heading in one.columns.values()}
        base = replace(bound, unknown=tuple(u for u in bound.unknown if u.sheet_column not in at))
        tables.append(base)
        added += [_table(base, one) for one in found]
    return replace(binding, tables=(*added, *tables)) if added else binding


def _headed(bound: BoundTable, binding: Binding) -> tuple[tuple[int, str], ...]:
    """The headings nobody knows: of several stretches of rows under one heading row only the first lists them."""
    beside = (t for t in binding.tables if (t.sheet, t.heading_row) == (bound.sheet, bound.heading_row))
    return tuple((u.sheet_column, u.heading) for t in beside for u in t.unknown if not u.left)


def beside(
    bound: BoundTable, grid: Grid, unknown: Iterable[tuple[int, str]]
) -> tuple[InstalmentColumns, ...]:
    """The instalments that stand in columns of a table."""
    if bound.record.key not in WITH_INSTALMENTS:
        return ()
    headings = [Titled(at, text, above(grid, bound.heading_row, at)) for at, text in unknown]
    return instalments(headings)


def above(grid: Grid, heading_row: int, column: int) -> str:
    """The text in a cell merged over a heading and its neighbours; "" where there is none."""
    row = heading_row - 1
    for area in grid.merged:
        wide = area.first_column <= column <= area.last_column and area.first_column < area.last_column
        if wide and area.first_row <= row == area.last_row:
            value = grid.value(area.first_row, area.first_column)
            return value if isinstance(value, str) else ""
    return ""


def _table(base: BoundTable, one: InstalmentColumns) -> BoundTable:
    record = RECORDS["receipts"]
    own = [_column(base, key, heading) for key, heading in one.columns.items()]
    shared = {_NUMBER_OF[base.record.key]: base.by_key.get(base.record.id_column)}
    if (
        base.record.key != "contracts" or None in shared.values()
    ):  # a contract on file says whose its money is
        shared |= {key: base.by_key.get(key) for key in _WHOSE}
    shared[_CURRENCY] = base.by_key.get(_CURRENCY)
    theirs = [BoundColumn(record.by_key[k], c.sheet_column, c.heading) for k, c in shared.items() if c]
    return BoundTable(
        record,
        base.sheet,
        base.table,
        base.heading_row,
        base.first_row,
        base.last_row,
        (*theirs, *own),
        constants={"instalment": one.name},
        beside=base,
    )


def _column(base: BoundTable, key: str, heading: Titled) -> BoundColumn:
    """Money in the unit that its heading says, else in that of the amount it is part of."""
    column = RECORDS["receipts"].by_key[key]
    bound = BoundColumn(column, heading.column, heading.whole)
    if column.kind is not Kind.MONEY:
        return bound
    said = normalise(heading.text).unit or normalise(heading.above).unit
    whole = base.by_key.get(base.record.money_column)
    factor = factor_for(column, said) if said else None
    return replace(bound, factor=factor or (whole.factor if whole else bound.factor))


def add_blocks_beside(blocks: dict[str, list[BoundRows]], binding: Binding) -> None:
    """Adds the rows of instalments before those of a Receipts sheet. A contract that has rows there is left to it."""
    receipts = blocks.get("receipts", [])
    known = {(block.bound.sheet, block.bound.first_row, key): block for key in _NUMBER_OF for block in blocks.get(key, ())}  # fmt: skip
    found = []
    for bound in binding.tables:
        base = bound.beside and known.get((bound.sheet, bound.first_row, bound.beside.record.key))
        if base:
            found.append(_rows(bound, base, _named(receipts, _NUMBER_OF[base.bound.record.key])))
    blocks["receipts"] = [*found, *receipts]


def _named(receipts: Iterable[BoundRows], key: str) -> frozenset[str]:
    values = (value for block in receipts for value in block.values.get(key, ()))
    return frozenset(fold(clean(str(value))) for value in values if value is not None)


def _rows(bound: BoundTable, base: BoundRows, elsewhere: frozenset[str]) -> BoundRows:
    grid = base.grid
    theirs = {c.sheet_column: c.column.key for c in base.bound.columns}
    own = {c.column.key: list(_cells(grid, c.sheet_column, base.rows)) for c in bound.own_columns}
    shared = {c.column.key: theirs[c.sheet_column] for c in bound.columns if c.sheet_column in theirs}
    number = base.values.get(base.bound.record.id_column, [None] * len(base.rows))
    keep = [
        any(not is_blank(v) and v != 0 for v in cells) and fold(clean(str(of))) not in elsewhere
        for of, cells in zip(number, zip(*own.values(), strict=True), strict=True)
    ]

    def kept(columns: Mapping[str, Sequence[CellValue]]) -> dict[str, Sequence[CellValue]]:
        return {key: list(compress(column, keep)) for key, column in columns.items()}

    raw = kept({**{key: base.raw[of] for key, of in shared.items()}, **own})
    values = kept({**{key: base.values[of] for key, of in shared.items()}, **own})
    return BoundRows(bound, grid, list(compress(base.rows, keep)), raw, values)


def _cells(grid: Grid, column: int, rows: Iterable[int]) -> Iterator[CellValue]:
    return (grid.value(row, column) for row in rows)
