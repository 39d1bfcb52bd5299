"""A workbook that lives in memory: for tests of the domain, and for seeing what a plan would leave behind.

It knows values, headings and Tables. What only a file has (formats, merges, protection) stands against nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetsales.backends.base import Applied
from sheetsales.backends.memory_columns import widened
from sheetsales.backends.memory_room import Cells, make_room
from sheetsales.backends.ooxml import book_refusals, refusals
from sheetsales.cells.address import Area, CellRef, parse_area
from sheetsales.cells.edits import (
    UNGUARDED,
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
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import CellValue, EditValue, Formula, Link
from sheetsales.errors import EditConflict, EditRefused
from sheetsales.speech.lists import listed


class MemoryBook:
    """Holds grids; ``apply`` does every edit or none. ``notes`` are those that plans attached."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.notes: dict[CellRef, str] = {}

    def read(self) -> Workbook:
        return self._workbook

    def apply(self, plan: EditPlan) -> Applied:
        """Raises ``EditConflict`` where a guard fails, ``EditRefused`` for a sheet, table or heading not there."""
        draft = _Draft(self._workbook, dict(self.notes))
        for edit in plan.edits:
            draft.do(edit)
        self._workbook, self.notes = draft.workbook(), draft.notes
        return draft.done


class _Draft:
    def __init__(self, workbook: Workbook, notes: dict[CellRef, str]) -> None:
        self._source = workbook
        self._grids = list(workbook.grids)
        self._cells: dict[str, Cells] = {grid.name: _cells_of(grid) for grid in workbook.grids}
        self.notes = notes
        self.done = Applied()

    def do(self, edit: Edit) -> None:
        before = self.done
        if isinstance(edit, SetCell):
            self._set_cell(edit)
            self.done = replace(before, cells=before.cells + 1)
        elif isinstance(edit, AppendRows | ReplaceRows | InsertRows):
            self._rows(edit)
        elif isinstance(edit, AddSheet):
            self._add_sheet(edit)
            self.done = replace(before, sheets=(*before.sheets, edit.name))
        elif isinstance(edit, AddColumns):
            self._grids = widened(self._grids, self._cells, edit)
        elif isinstance(edit, SetNote):
            self._sheet(edit.at.sheet)
            self.notes[edit.at] = edit.text
            self.done = replace(before, notes=before.notes + 1)
        elif isinstance(edit, SetVisibility):
            self._show(edit)
        elif isinstance(edit, SetName):
            self._define(edit)
        elif isinstance(edit, SetFormat | SetValidation):
            self._sheet(edit.area.sheet)
        self.done = replace(self.done, edits=before.edits + 1)

    def _show(self, edit: SetVisibility) -> None:
        self._sheet(edit.sheet)
        others = [g for g in self._grids if g.name != edit.sheet and g.visibility == "visible"]
        if edit.visibility != "visible" and not others:
            raise EditRefused(book_refusals.LAST_VISIBLE.fill(sheet=edit.sheet))
        self._grids = [
            replace(g, visibility=edit.visibility) if g.name == edit.sheet else g for g in self._grids
        ]

    def _define(self, edit: SetName) -> None:
        """A name of the workbook; one of a single sheet is not read back by anybody."""
        if edit.sheet is not None:
            self._sheet(edit.sheet)
            return
        names = {k: v for k, v in self._source.names.items() if k.lower() != edit.name.lower()}
        self._source = replace(self._source, names={**names, edit.name: edit.refers_to})

    def workbook(self) -> Workbook:
        grids = tuple(_grid(grid, self._cells[grid.name]) for grid in self._grids)
        return replace(self._source, grids=grids)

    def _sheet(self, name: str) -> Cells:
        if name not in self._cells:
            raise EditRefused(refusals.NO_SHEET.fill(sheet=name, sheets=listed(self._cells)))
        return self._cells[name]

    def _set_cell(self, edit: SetCell) -> None:
        cells, at = self._sheet(edit.at.sheet), (edit.at.row, edit.at.column)
        found = cells.get(at)
        if edit.expected is not UNGUARDED and (edit.expected or None) != (_shown(found) or None):
            text = refusals.CONFLICT.fill(at=edit.at, expected=edit.expected, found=_shown(found))
            raise EditConflict(text)
        cells[at] = edit.value

    def _rows(self, edit: AppendRows | ReplaceRows | InsertRows) -> None:
        table, data = self._find(edit.table)
        cells = self._sheet(data.sheet)
        columns = range(data.first_column, data.last_column + 1)
        headings = {_shown(cells.get((data.first_row - 1, column))): column for column in columns}
        first = _first_row(cells, edit, table, data)
        last = max(first + len(edit.rows) - 1, data.last_row)
        if isinstance(edit, ReplaceRows):
            last = data.first_row + max(len(edit.rows), 1) - 1
            for row in range(data.first_row, data.last_row + 1):
                for column in columns:
                    cells.pop((row, column), None)
        elif isinstance(edit, InsertRows):
            last = data.last_row + len(edit.rows)
        more = last - data.last_row
        table = self._shifted(table, data, first if isinstance(edit, InsertRows) else data.last_row + 1, more)
        self._fill(cells, edit.rows, first, headings, edit.table)
        self._resize(table, data, last)
        self.done = replace(
            self.done,
            cells=self.done.cells + sum(map(len, edit.rows)),
            rows_added=self.done.rows_added + max(more, 0),
            rows_removed=self.done.rows_removed + max(-more, 0),
        )

    def _shifted(self, table: TableArea | None, data: Area, first: int, more: int) -> TableArea | None:
        """Let what stands below make room, and a totals row follow fewer rows up."""
        cells = self._sheet(data.sheet)
        if more > 0:
            index = next(i for i, grid in enumerate(self._grids) if grid.name == data.sheet)
            self._grids[index] = make_room(cells, self._grids[index], table, data, first, more)
        elif more < 0 and table and table.has_totals_row:
            for column in range(data.first_column, data.last_column + 1):
                total = cells.pop((data.last_row + 1, column), None)
                if total is not None:
                    cells[data.last_row + 1 + more, column] = total
        return table

    @staticmethod
    def _fill(
        cells: Cells,
        rows: Sequence[Mapping[str, EditValue]],
        first: int,
        headings: Mapping[CellValue, int],
        table: str,
    ) -> None:
        for number, row in enumerate(rows, first):
            for heading, value in row.items():
                if heading not in headings:
                    known = listed(str(h) for h in headings if h)
                    raise EditRefused(
                        refusals.UNKNOWN_HEADING.fill(heading=heading, table=table, headings=known)
                    )
                cells[number, headings[heading]] = value

    def _find(self, name: str) -> tuple[TableArea | None, Area]:
        """The Table of that name, or the range, and its data rows."""
        tables = [table for grid in self._grids for table in grid.tables]
        area = parse_area(name)
        for table in tables:
            if table.name.lower() == name.lower() or (area and _heads(table.area, area)):
                return table, replace(
                    table.area, first_row=table.first_data_row, last_row=table.last_data_row
                )
        if area is None or area.sheet not in self._cells:
            known = listed([table.name for table in tables] or ["—"])
            raise EditRefused(refusals.NO_TABLE.fill(table=name, tables=known))
        return None, replace(
            area, first_row=area.first_row + 1, last_row=max(area.last_row, area.first_row + 1)
        )

    def _resize(self, table: TableArea | None, data: Area, last: int) -> None:
        if table is None:
            return
        grown = replace(table, area=replace(table.area, last_row=last + int(table.has_totals_row)))
        for index, grid in enumerate(self._grids):
            if grid.name == data.sheet:
                tables = tuple(grown if other is table else other for other in grid.tables)
                self._grids[index] = replace(grid, tables=tables)

    def _add_sheet(self, edit: AddSheet) -> None:
        if any(edit.name.lower() == name.lower() for name in self._cells):
            raise EditRefused(refusals.SHEET_TAKEN.fill(sheet=edit.name))
        area = Area(edit.name, 1, 1, max(len(edit.rows), 1) + 1, len(edit.headings))
        taken = {table.name.lower() for grid in self._grids for table in grid.tables}
        free = next(name for n in range(1, 100_000) if (name := f"tblSheet{n}").lower() not in taken)
        table = TableArea(edit.table or free, area, edit.headings)
        index = max((grid.index for grid in self._grids), default=-1) + 1
        self._grids.append(Grid(edit.name, index, 1, 1, (), visibility=edit.visibility, tables=(table,)))
        rows = enumerate((edit.headings, *edit.rows), 1)
        self._cells[edit.name] = {(r, c): value for r, row in rows for c, value in enumerate(row, 1)}


def _first_row(
    cells: Cells, edit: AppendRows | ReplaceRows | InsertRows, table: TableArea | None, data: Area
) -> int:
    """The row in which the first of the new rows comes to stand."""
    if isinstance(edit, ReplaceRows):
        return data.first_row
    if isinstance(edit, InsertRows):
        if not data.first_row <= edit.before_row <= data.last_row:
            name = table.name if table else edit.table
            text = refusals.NOT_A_DATA_ROW.fill(
                row=edit.before_row, table=name, first=data.first_row, last=data.last_row
            )
            raise EditRefused(text)
        return edit.before_row
    rows = range(data.last_row, data.first_row - 1, -1)
    columns = range(data.first_column, data.last_column + 1)
    return next((row for row in rows if any(_has(cells, row, c) for c in columns)), data.first_row - 1) + 1


def _heads(a: Area, b: Area) -> bool:
    """Whether two areas have one heading row."""
    rows = (a.sheet, a.first_row, a.first_column, a.last_column)
    return rows == (b.sheet, b.first_row, b.first_column, b.last_column)


def _cells_of(grid: Grid) -> Cells:
    return {
        (row, column): value
        for column, values in enumerate(grid.columns, grid.first_column)
        for row, value in enumerate(values, grid.first_row)
        if value is not None
    }


def _grid(grid: Grid, cells: Cells) -> Grid:
    """The sheet as it would be read: a block around everything that holds a value."""
    held = {at: value for at, cell in cells.items() if (value := _shown(cell)) not in (None, "")}
    rows, columns = [r for r, _ in held] or [1], [c for _, c in held] or [1]
    first_row, first_column = min(rows), min(columns)
    made = tuple(
        tuple(held.get((row, column)) for row in range(first_row, max(rows) + 1))
        for column in range(first_column, max(columns) + 1)
    )
    return replace(grid, first_row=first_row, first_column=first_column, columns=made if held else ())


def _shown(value: EditValue) -> CellValue:
    if isinstance(value, Formula):
        return value.value
    return value.text if isinstance(value, Link) else value


def _has(cells: Cells, row: int, column: int) -> bool:
    return _shown(cells.get((row, column))) not in (None, "")
