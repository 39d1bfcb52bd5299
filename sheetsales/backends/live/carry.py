"""The changes of a plan carried out in an open workbook, one after another, each so that it can be taken back."""

from __future__ import annotations

from typing import Any

from sheetsales.backends.live import native, sheets
from sheetsales.backends.live.blocks import area, write_block
from sheetsales.backends.live.columns import add_columns
from sheetsales.backends.live.drop_downs import set_drop_down
from sheetsales.backends.live.journal import Journal
from sheetsales.backends.placing.changes import (
    Change,
    Draw,
    DropDown,
    Grow,
    Look,
    Move,
    Name,
    NewSheet,
    Note,
    Show,
    Widen,
    Write,
)
from sheetsales.cells.grid import Visibility


class Carrier:
    """Writes into one book; new sheets are hidden at last, when all is in them."""

    def __init__(self, book: Any, journal: Journal) -> None:
        self._book, self._journal = book, journal
        self._hidden: dict[str, Visibility] = {}

    def carry(self, change: Change) -> None:
        """Raises ``EditRefused`` where Excel makes something else of it."""
        match change:
            case Write():
                write_block(
                    self._sheet(change.sheet), change.row, change.column, change.values, self._journal
                )
            case Move():
                self._move(change)
            case Grow():
                self._grow(change)
            case NewSheet():
                sheets.add_sheet(self._book, change, self._journal)
                self._hidden[change.sheet] = change.visibility
            case Widen():
                add_columns(self._book, change, self._journal)
            case Show():
                self._hidden.pop(change.sheet, None)
                sheets.set_visibility(self._book, change, self._journal)
            case DropDown():
                set_drop_down(self._book, change, self._journal)
            case _:
                self._around(change)

    def finish(self) -> None:
        for name, visibility in self._hidden.items():
            native.show(self._sheet(name), visibility)

    def _around(self, change: Change) -> None:
        match change:
            case Note():
                sheets.set_note(self._book, change, self._journal)
            case Name():
                sheets.set_name(self._book, change, self._journal)
            case Look():
                sheets.set_look(self._book, change, self._journal)
            case Draw():
                sheets.draw(self._sheet(change.sheet), change)

    def _move(self, move: Move) -> None:
        """Cells that move up move over blank ones, so that putting those in again takes it back."""
        sheet, width = self._sheet(move.sheet), move.last_column - move.first_column + 1

        def put_in() -> None:
            area(sheet, move.row, move.first_column, abs(move.by), width).insert("down")

        def take_out() -> None:
            area(sheet, move.row, move.first_column, abs(move.by), width).delete("up")

        do, undo = (put_in, take_out) if move.by > 0 else (take_out, put_in)
        do()
        self._journal.note(undo)

    def _grow(self, grow: Grow) -> None:
        """The table ends elsewhere; new rows look and compute like the row they are to be like."""
        if grow.table:
            self._end_at(grow, grow.last + grow.totals)
        if grow.count:
            self._dress(grow)

    def _end_at(self, grow: Grow, last: int) -> None:
        sheet = self._sheet(grow.sheet)
        table = next(t for t in sheet.tables if t.name == grow.table)
        width = grow.last_column - grow.first_column + 1
        top = table.range.row
        if table.range.shape[0] == last - top + 1:
            return  # moving its rows took the end along, as moving them back will
        before = grow.before + grow.totals - top + 1
        table.resize(area(sheet, top, grow.first_column, last - top + 1, width))
        self._journal.note(lambda: table.resize(area(sheet, top, grow.first_column, before, width)))

    def _dress(self, grow: Grow) -> None:
        """Copy formats and formulas of a row to new ones; notes do not come along."""
        sheet, width = self._sheet(grow.sheet), grow.last_column - grow.first_column + 1
        pattern = area(sheet, grow.like, grow.first_column, 1, width)
        new = area(sheet, grow.fresh, grow.first_column, grow.count, width)
        self._journal.note(new.clear if _is_bare(new) else new.clear_contents)
        pattern.copy(new)
        for offset in range(width):
            if pattern[0, offset].note is not None:
                for row in range(grow.count):
                    copied = new[row, offset].note
                    if copied is not None:
                        copied.delete()

    def _sheet(self, name: str) -> Any:
        return self._book.sheets[name]


def _is_bare(area: Any) -> bool:
    """Whether cells look as cells of a new sheet do, so that clearing them all takes nothing from anybody."""
    return (area.number_format, area.color, area.font.bold) == ("General", None, False)
