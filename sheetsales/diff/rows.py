"""Rows of a sheet without records: which row of the newer sheet is which row of the older one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import CellError, CellValue
from sheetsales.diff.changes import FieldChange
from sheetsales.diff.values import alike

MOST_ALIGNED_ROWS = 5_000
"""Beyond so many rows they are compared where they stand: aligning them would take longer than it is worth."""


def cell_changes(before: Grid, after: Grid) -> Iterator[FieldChange]:
    """Cells that differ, inserted and deleted rows recognised as such."""
    columns = range(
        min(before.first_column, after.first_column), max(before.last_column, after.last_column) + 1
    )
    for old, new in _pairs(before, after, columns):
        yield from _row_changes(before, after, old, new, columns)


def _pairs(before: Grid, after: Grid, columns: range) -> Iterator[tuple[int | None, int | None]]:
    """Row numbers that belong together; None where a row is new or gone."""
    old = list(_rows(before))
    new = list(_rows(after))
    if max(len(old), len(new)) > MOST_ALIGNED_ROWS or (old and new and old == new):
        for row in sorted({*old, *new}):
            yield row, row
        return
    old_keys = [_key(before, row, columns) for row in old]
    new_keys = [_key(after, row, columns) for row in new]
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        for step in range(max(i2 - i1, j2 - j1)):
            yield (
                old[i1 + step] if i1 + step < i2 else None,
                new[j1 + step] if j1 + step < j2 else None,
            )


def _rows(grid: Grid) -> range:
    return range(grid.first_row, grid.last_row + 1)


def _key(grid: Grid, row: int, columns: range) -> tuple[object, ...]:
    return tuple(_hashable(grid.value(row, column)) for column in columns)


def _hashable(value: CellValue) -> object:
    if isinstance(value, float | Decimal):
        return float(value)
    return value.code if isinstance(value, CellError) else value


def _row_changes(
    before: Grid, after: Grid, old: int | None, new: int | None, columns: range
) -> Iterator[FieldChange]:
    for column in columns:
        was = before.value(old, column) if old else None
        now = after.value(new, column) if new else None
        if not alike(was, now):
            sheet, row = (after.name, new) if new else (before.name, old or 0)
            yield FieldChange(CellRef(sheet, row, column), was, now)


def shown(value: CellValue) -> str:
    """A value as a person reads it, "" for a blank."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
