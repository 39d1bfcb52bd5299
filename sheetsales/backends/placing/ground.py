"""A workbook as it is by now, sheet by sheet, while a plan is placed on it: it carries out the changes as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.placing.blocks import Known
from sheetsales.backends.placing.changes import (
    Change,
    Grow,
    Move,
    Name,
    NewSheet,
    Note,
    Show,
    Widen,
    Write,
)
from sheetsales.backends.placing.sheet_now import SheetNow, Texts, no_texts
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.looks import ValidationRule
from sheetsales.cells.values import CellValue
from sheetsales.errors import EditRefused
from sheetsales.speech.lists import listed

Rules = Callable[[str], Sequence[ValidationRule]]
_FIRST_SHEETS: Final = 12


class Ground:
    """Knows values, formulas, Tables, merged ranges and names; what only a file has stands against nothing here.

    ``rules`` tells the drop-downs that a sheet had when it was read, ``texts`` the formula of a cell then; without them
    nobody knows.
    """

    def __init__(self, read: Workbook, rules: Rules | None = None, texts: Texts = no_texts) -> None:
        self.read, self.rules = read, rules
        self.sheets = {grid.name.lower(): SheetNow(grid, texts) for grid in read.grids}
        self.names = dict(read.names)
        self.notes: dict[CellRef, str] = {}
        self.extents: dict[Area, int] = {}

    # -- looking

    def sheet(self, name: str) -> SheetNow:
        """The sheet of that name, case aside; raises ``EditRefused`` where there is none."""
        found = self.sheets.get(name.lower())
        if found is None:
            known = listed([sheet.name for sheet in self.sheets.values()][:_FIRST_SHEETS])
            raise EditRefused(refusals.NO_SHEET.fill(sheet=name, sheets=known))
        return found

    @property
    def tables(self) -> Iterator[Known]:
        for sheet in self.sheets.values():
            for table in sheet.tables:
                yield known(table)

    def sheet_name(self, name: str) -> str:
        return self.sheet(name).name

    def value(self, sheet: str, row: int, column: int) -> CellValue:
        return self.sheet(sheet).value(row, column)

    def is_formula(self, sheet: str, row: int, column: int) -> bool:
        return (row, column) in self.sheet(sheet).formulas

    def text(self, sheet: str, row: int, column: int) -> str:
        return self.sheet(sheet).text(row, column)

    def rows_up(self, area: Area) -> Iterable[int]:
        last = min(area.last_row, self.sheet(area.sheet).last_row)
        return range(last, area.first_row - 1, -1)

    def workbook(self) -> Workbook:
        """What it holds by now."""
        grids = tuple(sheet.grid() for sheet in self.sheets.values())
        return replace(self.read, grids=grids, names=self.names)

    # -- carrying out

    def carry(self, change: Change) -> None:
        """How cells look, what may be typed and what is drawn over them is not known here."""
        match change:
            case Write():
                self._write(change)
            case Move():
                self.sheet(change.sheet).move(change)
            case Grow():
                self._grow(change)
            case Widen():
                self.sheet(change.area.sheet).widen(change)
            case NewSheet():
                self._new_sheet(change)
            case Note():
                self.notes[change.at] = change.text
            case Show():
                self.sheet(change.sheet).visibility = change.visibility
            case Name():
                self._name(change)

    def _write(self, write: Write) -> None:
        sheet = self.sheet(write.sheet)
        for column, values in enumerate(zip(*write.values, strict=True), write.column):
            sheet.put_column(write.row, column, values)

    def _grow(self, grow: Grow) -> None:
        self.sheet(grow.sheet).grow(grow)
        if not grow.table:
            head = Area(grow.sheet, grow.row, grow.first_column, grow.row, grow.last_column)
            self.extents[head] = grow.last

    def _new_sheet(self, new: NewSheet) -> None:
        index = max((sheet.read.index for sheet in self.sheets.values()), default=-1) + 1
        row, column = new.corner
        area = Area(new.sheet, row, column, row + new.rows - 1, column + max(len(new.headings), 1) - 1)
        tables = (TableArea(new.table, area, new.headings),) if new.headings else ()
        grid = Grid(new.sheet, index, 1, 1, (), visibility=new.visibility, tables=tables)
        self.sheets[new.sheet.lower()] = SheetNow(grid, is_new=True)

    def _name(self, name: Name) -> None:
        """A name of the workbook; one of a single sheet is not read back by anybody."""
        if not name.sheet:
            spelled = next((known for known in self.names if known.lower() == name.name.lower()), name.name)
            self.names[spelled] = name.refers_to


def known(table: TableArea) -> Known:
    """A Table of a sheet as it was read."""
    return Known(
        table.name,
        table.area,
        table.headings,
        int(table.has_heading_row),
        int(table.has_totals_row),
        table.formulas,
    )
