"""A workbook open in Excel, as a backend: read where it is open, and edited there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from sheetsales.backends.base import Applied
from sheetsales.backends.live import native, sheets
from sheetsales.backends.live import texts as say
from sheetsales.backends.live.attach import open_books
from sheetsales.backends.live.blocks import write_block
from sheetsales.backends.live.columns import add_columns
from sheetsales.backends.live.drop_downs import refuse_taken, set_drop_down
from sheetsales.backends.live.faults import faults, is_busy, reason
from sheetsales.backends.live.journal import Journal, all_or_nothing, quiet
from sheetsales.backends.live.read import read_book
from sheetsales.backends.live.rows import RowEdit, RowWriter, find
from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.ooxml import book_refusals, refusals
from sheetsales.backends.ooxml.book_edits import check_name, check_references
from sheetsales.backends.ooxml.looks_edit import check_format
from sheetsales.backends.ooxml.validations import written_source
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import (
    AddColumns,
    AddSheet,
    AppendRows,
    Edit,
    EditPlan,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetFormat,
    SetName,
    SetNote,
    SetValidation,
    SetVisibility,
)
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.errors import EditConflict, EditRefused, WorkbookLocked
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
        return self._checked(plan, self.read())

    def apply(self, plan: EditPlan) -> Applied:
        """Do every edit or none. Raises ``EditConflict`` where somebody changed the workbook since the plan was made,
        ``EditRefused`` where it or Excel does not allow an edit, ``WorkbookLocked`` where it is open for reading only."""
        before = self.read()
        done = self._checked(plan, before)
        with quiet(self._book.app), all_or_nothing() as journal:
            writer = _Writer(self._book, before, journal)
            for kind, edits in groupby(plan.edits, lambda edit: isinstance(edit, SetCell)):
                if kind:
                    writer.cells([edit for edit in edits if isinstance(edit, SetCell)])
                else:
                    for edit in edits:
                        writer.other(edit)
        return replace(done, notices=(*done.notices, say.WRITTEN.fill(name=self._path.name)))

    def _checked(self, plan: EditPlan, before: Workbook) -> Applied:
        """Run the plan in memory on what is there now: every guard, sheet, table and heading, before anything is written."""
        if plan.book is not None and plan.book != before.sha256:
            raise EditConflict(refusals.OTHER_BOOK)
        if native.is_read_only(self._book):
            raise WorkbookLocked(say.READ_ONLY.fill(name=self._path.name))
        grids = {grid.name: grid for grid in before.grids}
        is_locked = native.is_structure_locked(self._book)
        for edit in plan.edits:
            _refuse_protected(edit, before, grids)
            _refuse_unfit(edit)
            if is_locked:
                _refuse_locked(edit)
            if isinstance(edit, SetCell) and edit.at.sheet in grids:
                _refuse_inside_merge(grids[edit.at.sheet], edit)
        for edit in plan.edits:
            if isinstance(edit, SetValidation) and not _moves_rows(plan, edit.area.sheet, before):
                refuse_taken(self._book, edit)
        memory = MemoryBook(before)
        return memory.apply(plan)


class _Writer:
    """Writes edits one after another; where rows stand is looked up again after each edit that moves some."""

    def __init__(self, book: Any, before: Workbook, journal: Journal) -> None:
        self._book, self._journal = book, journal
        self._now: Workbook | None = before

    def cells(self, edits: list[SetCell]) -> None:
        """Single cells, those that stand below one another as one block."""
        for run in _columns(edits):
            at = run[0].at
            write_block(
                self._sheet(at.sheet), at.row, at.column, [(edit.value,) for edit in run], self._journal
            )
        self._now = None

    def other(self, edit: Edit) -> None:
        if isinstance(edit, AppendRows | ReplaceRows | InsertRows):
            self._rows(edit)
        elif isinstance(edit, AddSheet):
            sheets.add_sheet(self._book, edit, edit.table or self._free_table(), self._journal)
            self._now = None
        elif isinstance(edit, AddColumns):
            add_columns(self._book, self._workbook(), edit, self._journal)
            self._now = None
        elif isinstance(edit, SetNote):
            sheets.set_note(self._book, edit, self._journal)
        elif isinstance(edit, SetVisibility):
            sheets.set_visibility(self._book, edit, self._journal)
        elif isinstance(edit, SetName):
            sheets.set_name(self._book, edit, self._journal)
        elif isinstance(edit, SetFormat):
            sheets.set_format(self._book, edit, self._journal)
        elif isinstance(edit, SetValidation):
            set_drop_down(self._book, edit, self._journal)

    def _rows(self, edit: RowEdit) -> None:
        place = find(self._workbook(), edit.table)
        writer = RowWriter(self._sheet(place.data.sheet), place, self._journal)
        if isinstance(edit, AppendRows):
            writer.append(edit)
        elif isinstance(edit, InsertRows):
            writer.insert(edit)
        else:
            writer.replace(edit)
        self._now = None

    def _workbook(self) -> Workbook:
        if self._now is None:
            self._now = read_book(self._book)
        return self._now

    def _sheet(self, name: str) -> Any:
        return self._book.sheets[name]

    def _free_table(self) -> str:
        taken = {table.name.lower() for grid in self._workbook().grids for table in grid.tables}
        return next(name for n in range(1, 100_000) if (name := f"tblSheet{n}").lower() not in taken)


def _columns(edits: list[SetCell]) -> Iterator[list[SetCell]]:
    run: list[SetCell] = []
    for edit in edits:
        below = CellRef(run[-1].at.sheet, run[-1].at.row + 1, run[-1].at.column) if run else None
        if run and edit.at != below:
            yield run
            run = []
        run.append(edit)
    if run:
        yield run


def _refuse_unfit(edit: Edit) -> None:
    """What no workbook takes for a name, a look or a drop-down, so that Excel need not be asked."""
    if isinstance(edit, SetName):
        check_name(edit.name)
        check_references(edit)
    elif isinstance(edit, SetFormat):
        check_format(edit)
    elif isinstance(edit, SetValidation):
        written_source(edit)


def _refuse_locked(edit: Edit) -> None:
    if isinstance(edit, AddSheet):
        raise EditRefused(refusals.STRUCTURE_LOCKED.fill(sheet=edit.name))
    if isinstance(edit, SetVisibility):
        raise EditRefused(book_refusals.VISIBILITY_LOCKED.fill(sheet=edit.sheet))


def _refuse_protected(edit: Edit, before: Workbook, grids: dict[str, Grid]) -> None:
    at = _place(edit, before)
    if at is not None and at.sheet in grids and grids[at.sheet].protected:
        raise EditRefused(refusals.PROTECTED.fill(at=at, sheet=at.sheet))


def _place(edit: Edit, before: Workbook) -> CellRef | None:
    """A cell that the edit touches; None for one that touches none."""
    if isinstance(edit, SetCell | SetNote):
        return edit.at
    if isinstance(edit, SetFormat | SetValidation):
        return CellRef(edit.area.sheet, edit.area.first_row, edit.area.first_column)
    if isinstance(edit, AppendRows | ReplaceRows | InsertRows | AddColumns):
        try:
            data = find(before, edit.table).data
        except EditRefused:  # a table that the plan adds, or none; told when the plan runs in memory
            return None
        return CellRef(data.sheet, data.first_row, data.first_column)
    return None


def _moves_rows(plan: EditPlan, sheet: str, before: Workbook) -> bool:
    """Whether rows of a sheet may stand elsewhere, or not at all yet, when an edit's turn comes."""
    if before.grid(sheet) is None:
        return True
    edits = (edit for edit in plan.edits if isinstance(edit, AppendRows | ReplaceRows | InsertRows))
    return any(at is None or at.sheet == sheet for edit in edits for at in (_place(edit, before),))


def _refuse_inside_merge(grid: Grid, edit: SetCell) -> None:
    at = edit.at
    for area in grid.merged:
        anchor = (area.first_row, area.first_column)
        if area.contains(at.row, at.column) and (at.row, at.column) != anchor:
            raise EditRefused(refusals.IN_MERGE.fill(at=at, area=area.a1, anchor=CellRef(at.sheet, *anchor)))


def _unreadable(path: Path, fault: BaseException) -> WorkbookLocked:
    if is_busy(fault):
        return WorkbookLocked(say.BUSY)
    return WorkbookLocked(say.NOT_READ.fill(name=path.name, reason=reason(fault)))
