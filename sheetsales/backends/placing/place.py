"""A plan as changes by place, each carried out on the ground as soon as it is made: later edits see earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.placing import around
from sheetsales.backends.placing.cell_runs import runs
from sheetsales.backends.placing.changes import Change, Note, Write
from sheetsales.backends.placing.columns import widened
from sheetsales.backends.placing.ground import Ground
from sheetsales.backends.placing.guard import conflict, same
from sheetsales.backends.placing.rows import place_rows
from sheetsales.backends.placing.sheet_now import SheetNow
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, CellRef
from sheetsales.cells.edits import (
    UNGUARDED,
    AddColumns,
    AddSheet,
    AppendRows,
    Edit,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetFormat,
    SetName,
    SetNote,
    SetValidation,
    SetVisibility,
)
from sheetsales.errors import EditRefused


def place(edits: Iterable[Edit], ground: Ground) -> Iterator[Change]:
    """The edits as changes, in order; the ground holds what they left behind.

    Raises ``EditConflict`` where a guard fails, ``EditRefused`` for what the workbook does not have or cannot take.
    """
    for kind, group in groupby(edits, type):
        for one in runs(group) if kind is SetCell else group:
            for change in _PLACED[kind](one, ground):
                ground.carry(change)
                yield change


def _cells(run: Sequence[SetCell], ground: Ground) -> Iterator[Change]:
    at = run[0].at
    sheet = ground.sheet(at.sheet)
    merged = [area for area in sheet.merged if area.first_column <= at.column <= area.last_column]
    edges = {row for table in sheet.tables for row in (table.area.first_row, table.area.last_row)}
    is_off = not 1 <= at.column <= MAX_COLUMN
    for edit in run:
        row = edit.at.row
        if merged or is_off or row in edges or not 1 <= row <= MAX_ROW:
            _refuse_cell(sheet, edit)
        if edit.expected is not UNGUARDED:
            found = sheet.cell(row, at.column)
            if not same(found, edit.expected, ground.read.date1904):
                raise conflict(CellRef(sheet.name, row, at.column), found, edit.expected)
    yield Write(sheet.name, at.row, at.column, tuple((edit.value,) for edit in run))


def _refuse_cell(sheet: SheetNow, edit: SetCell) -> None:
    """Raises ``EditRefused`` where a cell cannot be written by itself."""
    at = CellRef(sheet.name, edit.at.row, edit.at.column)
    if not (1 <= at.row <= MAX_ROW and 1 <= at.column <= MAX_COLUMN):
        raise EditRefused(refusals.OFF_SHEET.fill(at=at))
    for area in sheet.merged:
        anchor = CellRef(at.sheet, area.first_row, area.first_column)
        if area.contains(at.row, at.column) and at != anchor:
            raise EditRefused(refusals.IN_MERGE.fill(at=at, area=area.a1, anchor=anchor))
    for table in sheet.tables:
        area = table.area
        if not area.contains(at.row, at.column):
            continue
        heading = table.headings[at.column - area.first_column]
        if table.has_heading_row and at.row == area.first_row and edit.value != heading:
            raise EditRefused(refusals.TABLE_HEADING.fill(at=at, table=table.name, heading=heading))
        if table.has_totals_row and at.row == area.last_row:
            raise EditRefused(refusals.TABLE_TOTALS.fill(at=at, table=table.name))


def _note(edit: SetNote, ground: Ground) -> Iterator[Change]:
    sheet = ground.sheet(edit.at.sheet)
    yield Note(CellRef(sheet.name, edit.at.row, edit.at.column), edit.text)


def _added(edit: AddSheet, ground: Ground) -> Iterator[Change]:
    if edit.name.lower() in ground.sheets:
        raise EditRefused(refusals.SHEET_TAKEN.fill(sheet=edit.name))
    from sheetsales.backends.placing.new_sheet import added  # a click seldom adds one

    yield from added(edit, {table.name.lower() for table in ground.tables})


_PLACED: Final[Mapping[type, Callable[[Any, Ground], Iterator[Change]]]] = {
    SetCell: _cells,
    AppendRows: place_rows,
    ReplaceRows: place_rows,
    InsertRows: place_rows,
    AddSheet: _added,
    AddColumns: widened,
    SetNote: _note,
    SetVisibility: around.show,
    SetName: around.name,
    SetFormat: around.looks,
    SetValidation: around.drop_down,
}
