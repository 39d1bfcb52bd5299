"""A workbook open in Excel, as a backend: read where it is open, and edited there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sheetsales.backends.base import Applied
from sheetsales.backends.live import native
from sheetsales.backends.live import texts as say
from sheetsales.backends.live.attach import open_books
from sheetsales.backends.live.blocks import area
from sheetsales.backends.live.carry import Carrier
from sheetsales.backends.live.drop_downs import refuse_taken
from sheetsales.backends.live.faults import faults, is_busy, reason
from sheetsales.backends.live.journal import all_or_nothing, quiet
from sheetsales.backends.live.read import read_book
from sheetsales.backends.ooxml import book_refusals, refusals
from sheetsales.backends.ooxml.book_edits import check_name, check_references
from sheetsales.backends.ooxml.formula_texts import table_formulas
from sheetsales.backends.ooxml.looks_edit import check_format
from sheetsales.backends.ooxml.validations import written_source
from sheetsales.backends.placing.changes import (
    Change,
    DropDown,
    Look,
    Move,
    NewSheet,
    Note,
    Show,
    Widen,
    Write,
)
from sheetsales.backends.placing.counted import applied
from sheetsales.backends.placing.ground import Ground
from sheetsales.backends.placing.place import place
from sheetsales.backends.placing.sheet_now import SheetNow
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import (
    AppendRows,
    Edit,
    EditPlan,
    InsertRows,
    ReplaceRows,
    SetFormat,
    SetName,
    SetValidation,
)
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.errors import EditConflict, EditRefused, SheetsalesError, WorkbookLocked
from sheetsales.texts import Text


def attached(path: Path) -> LiveBook | Text:
    """The workbook at ``path`` as it is open in Excel, or why it cannot be had there.

    Raises ``WorkbookLocked`` where Excel has it but does not answer, shows it in protected view or twice.
    """
    try:
        found, why = open_books(path)
    except faults() as fault:
        raise _unreadable(path, fault) from fault
    if len(found) > 1:
        raise WorkbookLocked(say.SEVERAL.fill(name=path.name))
    return LiveBook(found[0], path) if found else why


class LiveBook:
    """A backend over one book of xlwings. The file on disk is never touched: saving is the user's."""

    def __init__(self, book: Any, path: Path) -> None:
        self._book, self._path = book, path

    def read(self) -> Workbook:
        """Everything the workbook holds now, unsaved changes and all; raises ``WorkbookLocked`` where Excel is busy."""
        try:
            return read_book(self._book)
        except faults() as fault:
            raise _unreadable(self._path, fault) from fault

    def check(self, plan: EditPlan) -> Applied:
        """Everything but the writing: raises what ``apply`` would raise for the plan itself."""
        return applied(plan, self._placed(plan))

    def apply(self, plan: EditPlan) -> Applied:
        """Do every edit or none. Raises ``EditConflict`` where somebody changed the workbook since the plan was made,
        ``EditRefused`` where it or Excel does not allow an edit, ``WorkbookLocked`` where it is open for reading only."""
        changes = self._placed(plan)
        with quiet(self._book.app), all_or_nothing() as journal:
            carrier = Carrier(self._book, journal)
            for change in changes:
                carrier.carry(change)
            carrier.finish()
        done = applied(plan, changes)
        return replace(done, notices=(*done.notices, say.WRITTEN.fill(name=self._path.name)))

    def _placed(self, plan: EditPlan) -> Sequence[Change]:
        """The changes of a plan for what is there now: every guard, sheet, table and heading is looked at before anything
        is written."""
        before = self.read()
        if plan.book is not None and plan.book != before.sha256:
            raise EditConflict(refusals.OTHER_BOOK)
        if native.is_read_only(self._book):
            raise WorkbookLocked(say.READ_ONLY.fill(name=self._path.name))
        for edit in plan.edits:
            _refuse_unfit(edit)
        ground = Ground(self._with_formulas(before, plan), texts=self._formula)
        is_locked = native.is_structure_locked(self._book)
        changes = []
        for change in place(plan.edits, ground):
            if is_locked:
                _refuse_locked(change)
            self._refuse_protected(change, ground)
            if isinstance(change, DropDown) and _is_as_read(ground.sheet(change.area.sheet)):
                refuse_taken(self._book, change)
            changes.append(change)
        return changes

    def _with_formulas(self, before: Workbook, plan: EditPlan) -> Workbook:
        """The workbook with the formulas that Tables give their columns: Excel does not tell them, the saved file does."""
        if not any(isinstance(edit, AppendRows | ReplaceRows | InsertRows) for edit in plan.edits):
            return before
        with suppress(OSError, SheetsalesError):
            found = table_formulas(self._path)
            return replace(before, grids=tuple(_given(grid, found) for grid in before.grids))
        return before

    def _formula(self, at: CellRef) -> str:
        return str(area(self._book.sheets[at.sheet], at.row, at.column, 1, 1).formula).removeprefix("=")

    @staticmethod
    def _refuse_protected(change: Change, ground: Ground) -> None:
        at = _place(change)
        if at is not None and ground.sheet(at.sheet).read.protected:
            raise EditRefused(refusals.PROTECTED.fill(at=at, sheet=at.sheet))


def _given(grid: Grid, formulas: Mapping[str, Mapping[str, str]]) -> Grid:
    tables = (
        replace(table, formulas=tuple(given.get(heading, "") for heading in table.headings))
        if (given := formulas.get(table.name.lower()))
        else table
        for table in grid.tables
    )
    return replace(grid, tables=tuple(tables))


def _is_as_read(sheet: SheetNow) -> bool:
    """Whether rows stand where they stood when the workbook was read."""
    return not sheet.is_new and not sheet.moves


def _place(change: Change) -> CellRef | None:
    """A cell that the change touches; None for one that touches none."""
    match change:
        case Write():
            return CellRef(change.sheet, change.row, change.column)
        case Move():
            return CellRef(change.sheet, change.row, change.first_column)
        case Note():
            return change.at
        case Look() | DropDown() | Widen():
            return CellRef(change.area.sheet, change.area.first_row, change.area.first_column)
        case _:
            return None


def _refuse_unfit(edit: Edit) -> None:
    """What no workbook takes for a name, a look or a drop-down, so that Excel need not be asked."""
    if isinstance(edit, SetName):
        check_name(edit.name)
        check_references(edit)
    elif isinstance(edit, SetFormat):
        check_format(edit)
    elif isinstance(edit, SetValidation):
        written_source(edit)


def _refuse_locked(change: Change) -> None:
    if isinstance(change, NewSheet):
        raise EditRefused(refusals.STRUCTURE_LOCKED.fill(sheet=change.sheet))
    if isinstance(change, Show):
        raise EditRefused(book_refusals.VISIBILITY_LOCKED.fill(sheet=change.sheet))


def _unreadable(path: Path, fault: BaseException) -> WorkbookLocked:
    if is_busy(fault):
        return WorkbookLocked(say.BUSY)
    return WorkbookLocked(say.NOT_READ.fill(name=path.name, reason=reason(fault)))
