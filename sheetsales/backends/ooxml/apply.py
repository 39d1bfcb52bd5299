"""A plan applied to a closed workbook: everything or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import field, replace
from io import BufferedWriter, RawIOBase
from itertools import groupby
from operator import lt
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from sheetsales.backends import saving_texts as say
from sheetsales.backends.base import Applied
from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.guards import Guard
from sheetsales.backends.ooxml.new_sheet import add_sheet
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.rows_edit import edit_rows
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError, refusal
from sheetsales.backends.placing.cell_runs import runs
from sheetsales.backends.placing.changes import Change, Write
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import (
    UNGUARDED,
    AddSheet,
    AppendRows,
    Edit,
    EditPlan,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetNote,
)
from sheetsales.collector import without_cyclic_gc
from sheetsales.dataclass import dataclass
from sheetsales.errors import EditConflict, EditRefused, IsSigned, WorkbookLocked
from sheetsales.speech.lists import listed

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

    from sheetsales.cells.shapes import Drawing

_SHOWN = 5
_MANY = 16
"""So many cells of one column are set at once."""


def apply_plan(
    source: bytes | Path,
    plan: EditPlan,
    out: BinaryIO | Path,
    *,
    allow_protected: bool = False,
    void_signature: bool = False,
    limits: Limits = DEFAULT,
    carried: list[Change] | None = None,
    drawing: Drawing | None = None,
) -> Applied:
    """Read ``source``, apply every edit in order, write a new file to ``out``; returns what was done.

    ``carried`` gets the changes that were carried out, but for those of looks, notes and drop-downs. ``drawing`` is drawn
    once the plan is applied.
    ``out`` can seek; nothing is written to it before the whole plan has been found to work. Raises ``EditRefused`` or
    ``EditConflict`` with the cell concerned, ``NotAWorkbook`` or ``LimitExceeded`` where ``source`` cannot be read.
    """
    path = source if isinstance(source, Path) else Path("workbook.xlsx")
    data = Source.held(source) if isinstance(source, bytes) else Source.opened(source, limits)
    try:
        with closing(data), without_cyclic_gc():
            done, changes = _apply(data, path, plan, out, allow_protected, void_signature, limits, drawing)
            if not data.is_unchanged():
                raise WorkbookLocked(say.CHANGED.fill(name=path.name))
            if carried is not None:
                carried += changes
            return done
    except MalformedError as fault:
        raise refusal(path, fault) from fault


def check_plan(
    source: bytes | Path,
    plan: EditPlan,
    *,
    allow_protected: bool = False,
    void_signature: bool = False,
    limits: Limits = DEFAULT,
) -> Applied:
    """What ``apply_plan`` would do; nothing is written anywhere."""
    out = BufferedWriter(_Nowhere())
    return apply_plan(
        source, plan, out, allow_protected=allow_protected, void_signature=void_signature, limits=limits
    )


class _Nowhere(RawIOBase):
    """A file that keeps nothing."""

    def __init__(self) -> None:
        self._at = self._end = 0

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        count = memoryview(data).nbytes
        self._at += count
        self._end = max(self._end, self._at)
        return count

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = (0, self._at, self._end)[whence] + offset
        return self._at


def _apply(
    data: Source,
    path: Path,
    plan: EditPlan,
    out: BinaryIO | Path,
    allow_protected: bool,
    void_signature: bool,
    limits: Limits,
    drawing: Drawing | None,
) -> tuple[Applied, Sequence[Change]]:
    if plan.book is not None and data.sha256() != plan.book.lower():
        raise EditConflict(refusals.OTHER_BOOK)
    with closing(OpenBook(data, path, limits, allow_protected)) as book:
        if book.workbook.is_signed and not void_signature and (plan.edits or drawing is not None):
            raise IsSigned(refusals.SIGNED)
        applier = Applier(book)
        applier.do_all(plan.edits)
        book.finish()
        if drawing is not None:
            from sheetsales.backends.ooxml.shapes_write import draw

            entry = book.entry(drawing.sheet)
            draw(book.package, entry.part, entry.name, drawing)
        with _opened(out) as stream:
            book.package.save(stream)
        return applier.result(), book.carried


@contextmanager
def _opened(out: BinaryIO | Path) -> Iterator[BinaryIO]:
    if isinstance(out, Path):
        with out.open("wb") as stream:
            yield stream
    else:
        yield out


@dataclass(slots=True)
class Applier:
    """Applies one edit after another, counting."""

    book: OpenBook
    done: Applied = field(default_factory=Applied)
    guards: dict[str, tuple[Guard, Sheet]] | None = None

    def do_all(self, edits: Sequence[Edit]) -> None:
        """Apply edits in their order; many cells of one column at once where nothing hinders."""
        for column, group in groupby(edits, _column):
            run = list(group)
            if (
                len(run) < _MANY
                or column is None
                or not self._set_column(*column, cast("list[SetCell]", run))
            ):
                for edit in run:
                    self.do(edit)

    def do(self, edit: Edit) -> None:
        if isinstance(edit, SetCell):
            self._set_cell(edit)
            return
        self.guards = None
        done = self.done
        if isinstance(edit, AppendRows | ReplaceRows | InsertRows):
            cells, more = edit_rows(self.book, edit)
            added, removed = max(more, 0), max(-more, 0)
            self.done = replace(
                done,
                edits=done.edits + 1,
                cells=done.cells + cells,
                rows_added=done.rows_added + added,
                rows_removed=done.rows_removed + removed,
            )
        elif isinstance(edit, AddSheet):
            cells = add_sheet(self.book, edit)
            self.done = replace(
                done, edits=done.edits + 1, cells=done.cells + cells, sheets=(*done.sheets, edit.name)
            )
        elif isinstance(edit, SetNote):
            from sheetsales.backends.ooxml.notes import set_note

            set_note(self.book, edit)
            self.done = replace(done, edits=done.edits + 1, notes=done.notes + 1)
        else:
            from sheetsales.backends.ooxml.book_edits import set_around

            set_around(self.book, edit)
            self.done = replace(done, edits=done.edits + 1)

    def result(self) -> Applied:
        """The counts, and what a user should know."""
        notices, uncached = list(self.book.notices), self.book.uncached
        if uncached:
            cells = listed(uncached, most=_SHOWN)
            notices.append(refusals.NO_CACHED_VALUE.fill(count=len(uncached), cells=cells))
        return replace(
            self.done,
            edits=self.done.edits + self.cells,
            cells=self.done.cells + self.cells,
            notices=tuple(notices),
        )

    cells: int = 0

    def _guarded(self, name: str) -> tuple[Guard, Sheet]:
        if self.guards is None:
            self.guards = {}
        guarded = self.guards.get(name)
        if guarded is None:
            sheet = self.book.sheet(name)
            guarded = self.guards[name] = Guard(self.book, sheet), sheet
        return guarded

    def _set_column(self, name: str, column: int, edits: Sequence[SetCell]) -> bool:
        """Set texts in cells of a column, from top to bottom; no where that must be done one by one."""
        rows = [edit.at.row for edit in edits]
        if not all(type(edit.value) is str or edit.value is None for edit in edits):
            return False
        guard, sheet = self._guarded(name)
        if not all(map(lt, rows, rows[1:])) or not guard.allows_texts(column, rows):
            return False
        for edit in edits:
            if edit.expected is not UNGUARDED:
                guard.expected(edit.at.row, column, edit.expected)
        try:
            sheet.put_column(column, rows, [cast("str | None", edit.value) for edit in edits])
        except EditRefused:
            return False  # one by one it is told which of them is refused
        self.cells += len(edits)
        for run in runs(edits):
            self._told(sheet.name, run)
        return True

    def _set_cell(self, edit: SetCell) -> None:
        at, value = edit.at, edit.value
        guard, sheet = self._guarded(at.sheet)
        guard.cell(at.row, at.column, value)
        if edit.expected is not UNGUARDED:
            guard.expected(at.row, at.column, edit.expected)
        try:
            sheet.put(at.row, at.column, value)
        except EditRefused as refused:
            where = CellRef(sheet.name, at.row, at.column)
            raise EditRefused(refusals.AT.fill(at=where, why=refused.text)) from refused
        self.cells += 1
        self._told(sheet.name, (edit,))

    def _told(self, sheet: str, run: Sequence[SetCell]) -> None:
        at = run[0].at
        self.book.carried.append(Write(sheet, at.row, at.column, tuple((edit.value,) for edit in run)))


def _column(edit: Edit) -> tuple[str, int] | None:
    """Sheet and column of a cell that is set; edits of other kinds go one by one."""
    return (edit.at.sheet, edit.at.column) if isinstance(edit, SetCell) else None
