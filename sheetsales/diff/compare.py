"""Two workbooks in, their changes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from sheetsales.cells.grid import Grid, Workbook
from sheetsales.dataclass import dataclass
from sheetsales.diff.changes import Changes, FieldChange, FormulaChange, PartChange, RecordChange, SheetChange
from sheetsales.diff.formulas import Formulas, formula_changes
from sheetsales.diff.records import record_changes
from sheetsales.diff.rows import cell_changes
from sheetsales.schema.binding import Binding
from sheetsales.schema.workbook import RECORDS, STORE_SHEET

FOLLOWS_THE_CELLS = ("xl/sharedstrings.xml", "xl/calcchain.xml", "docprops/", "xl/worksheets/sheet")
"""Members whose content the cells tell of already, or that every program writes anew on each save."""


@dataclass(frozen=True)
class Side:
    """One of the two workbooks: what it holds, how it is bound, and the digest of each member of the file."""

    workbook: Workbook
    binding: Binding
    parts: Mapping[str, str] = field(default_factory=dict)
    formulas: Mapping[str, Formulas] = field(default_factory=dict)
    """By sheet; a sheet without formulas is not there."""


def compare(before: Side, after: Side) -> Changes:
    """What is different in ``after``. sheetsales' own hidden notes are left out.

    Sheets that sheetsales writes (Findings, Stage log) are compared cell by cell: their rows are no records of the
    team's.
    """
    return Changes(
        tuple(_records(before, after)),
        tuple(_cells(before, after)),
        tuple(_sheets(before.workbook, after.workbook)),
        tuple(_parts(before.parts, after.parts)),
        tuple(_formulas(before, after)),
    )


def _formulas(before: Side, after: Side) -> Iterator[FormulaChange]:
    for grid in after.workbook.grids:
        if grid.name != STORE_SHEET and before.workbook.grid(grid.name) is not None:
            was, now = before.formulas.get(grid.name, {}), after.formulas.get(grid.name, {})
            yield from formula_changes(grid, was, now)


def _records(before: Side, after: Side) -> Iterator[RecordChange]:
    for record in (RECORDS[key] for key in dict.fromkeys(t.record.key for t in after.binding.tables)):
        if not record.written and before.binding.of(record.key) and after.binding.of(record.key):
            yield from record_changes(
                record, (before.workbook, before.binding), (after.workbook, after.binding)
            )


def _cells(before: Side, after: Side) -> Iterator[FieldChange]:
    """Cells of sheets both workbooks have, outside the columns and rows that hold records."""
    for grid in after.workbook.grids:
        old = before.workbook.grid(grid.name)
        if old is None or grid.name == STORE_SHEET:
            continue
        held = _held(before.binding, grid.name) | _held(after.binding, grid.name)
        yield from cell_changes(old, grid) if not held else _outside(old, grid, held)


Held = frozenset[tuple[int, int, int]]
"""(first row, last row, column) of the columns of records on one sheet."""


def _held(binding: Binding, sheet: str) -> Held:
    return frozenset(
        (table.first_row, table.last_row, bound.sheet_column)
        for table in binding.tables
        if table.sheet == sheet and not table.record.written
        for bound in table.columns
    )


def _outside(before: Grid, after: Grid, held: Held) -> Iterator[FieldChange]:
    return cell_changes(_without(before, held), _without(after, held))


def _without(grid: Grid, held: Held) -> Grid:
    """The same sheet with its record fields blanked."""
    columns = [list(column) for column in grid.columns]
    for first, last, column in held:
        c = column - grid.first_column
        if 0 <= c < len(columns):
            start, end = max(first - grid.first_row, 0), min(last - grid.first_row + 1, grid.row_count)
            columns[c][start:end] = [None] * max(end - start, 0)
    return Grid(grid.name, grid.index, grid.first_row, grid.first_column, tuple(columns))


def _sheets(before: Workbook, after: Workbook) -> Iterator[SheetChange]:
    old = {grid.name: grid for grid in before.grids if grid.name != STORE_SHEET}
    new = {grid.name: grid for grid in after.grids if grid.name != STORE_SHEET}
    for name, grid in new.items():
        if name not in old:
            yield SheetChange("added", name, grid.visibility)
        elif old[name].visibility != grid.visibility:
            yield SheetChange("changed", name, grid.visibility)
    for name in old:
        if name not in new:
            yield SheetChange("removed", name)


def _parts(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[PartChange]:
    for name in sorted({*before, *after}):
        if name.lower().startswith(FOLLOWS_THE_CELLS) or before.get(name) == after.get(name):
            continue
        yield PartChange(
            "added" if name not in before else "removed" if name not in after else "changed", name
        )
