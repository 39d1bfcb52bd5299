"""An edit plan as changes by place, for a workbook as the snapshot showed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from sheetsales.backends.clicks.changes import BLANK, Change, Check, Grow, Move, Note, Write
from sheetsales.backends.clicks.moving import Moves, formulas_after, room_for
from sheetsales.backends.clicks.standing import (
    calculated_columns,
    check_expected,
    column_of,
    headings_of,
    heads,
    held_in,
    refuse_inside_merge,
    stretches,
)
from sheetsales.backends.ooxml import refusals
from sheetsales.cells.address import Area, CellRef, parse_area
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
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.looks import ValidationRule
from sheetsales.cells.values import EditValue
from sheetsales.errors import EditRefused
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

Rules = Callable[[str], Sequence[ValidationRule]]
TOTALS = Text(
    "“{table}”有汇总行，打开着的工作簿里没法给它加减行。请先关闭工作簿，再用命令运行。",
    "{table} has a totals row, so its rows cannot be changed while the workbook is open. Close it and use the command.",
)


NO_COLUMNS = Text(
    "“{table}”要加列，按钮做不到。请关闭工作簿，再用命令运行。",
    "{table} is to get more columns, which no button can do. Close the workbook and use the command.",
)


def _no_rules(sheet: str) -> Sequence[ValidationRule]:
    del sheet
    return ()


def expand(plan: EditPlan, workbook: Workbook, rules: Rules = _no_rules) -> tuple[Change, ...]:
    """The plan's edits as changes, in order; raises ``EditRefused`` for what the workbook does not have.

    What stands in a cell is always what the snapshot held: a macro looks at all of it before it writes anything.
    ``rules`` tells the drop-downs that a sheet of the snapshot has.
    """
    expander = _Expander(workbook, rules)
    changes: list[Change] = []
    for is_cell, edits in groupby(plan.edits, lambda edit: isinstance(edit, SetCell)):
        if is_cell:
            changes += expander.cells([edit for edit in edits if isinstance(edit, SetCell)])
        else:
            for edit in edits:
                changes += expander.other(edit)
    return tuple(changes)


def moves_of(plan: EditPlan, workbook: Workbook) -> tuple[Move, ...]:
    """Which cells the plan moves elsewhere."""
    expander = _Expander(workbook, _no_rules, totals=True)
    changes = (
        change
        for edit in plan.edits
        for change in (expander.cells([edit]) if isinstance(edit, SetCell) else expander.other(edit))
    )
    return tuple(change for change in changes if isinstance(change, Move))


class _Expander:
    def __init__(self, workbook: Workbook, rules: Rules, *, totals: bool = False) -> None:
        """``totals``: rows may come above a totals row, as they may in a closed file."""
        self._source, self._rules, self._totals = workbook, rules, totals
        self._first = {grid.name.lower(): grid for grid in workbook.grids}
        self._added: set[str] = set()
        self._moves = Moves()
        self._done: list[Edit] = []
        self._shifts: list[Move | Grow] = []
        self._see(workbook)

    def _see(self, workbook: Workbook) -> None:
        """Take the workbook for what it is by now; at first it is what the snapshot held."""
        self._now = workbook
        self._grids = {grid.name.lower(): grid for grid in workbook.grids}
        self._tables = {t.name.lower(): (t, g.name) for g in workbook.grids for t in g.tables}
        self._last: dict[str, int] = {}
        self._filled: dict[str, int] = {}
        self._set: dict[CellRef, EditValue] = {}

    def cells(self, edits: Sequence[SetCell]) -> Iterator[Change]:
        """Edits of single cells, those that stand below one another as one block."""
        run: list[SetCell] = []
        for edit in edits:
            if run and (edit.at.sheet, edit.at.row, edit.at.column) != (
                run[-1].at.sheet,
                run[-1].at.row + 1,
                run[-1].at.column,
            ):
                yield from self._column(run)
                run = []
            run.append(edit)
        yield from self._column(run)
        self._done += edits

    def other(self, edit: Edit) -> Iterator[Change]:
        if isinstance(edit, ReplaceRows):
            yield from self._replace(edit)
        elif isinstance(edit, AppendRows):
            yield from self._append(edit)
        elif isinstance(edit, InsertRows):
            yield from self._insert(edit)
        elif isinstance(edit, AddSheet):
            yield from self._add_sheet(edit)
        elif isinstance(edit, SetNote):
            self._grid(edit.at.sheet)
            yield Note(edit.at, edit.text)
        elif isinstance(edit, AddColumns):
            raise EditRefused(NO_COLUMNS.fill(table=edit.table))
        elif not isinstance(edit, SetCell):
            yield from self._around(edit)
        self._done.append(edit)
        if any(isinstance(shift, Move) for shift in self._shifts):
            self._see_more()

    def _around(self, edit: SetVisibility | SetName | SetFormat | SetValidation) -> Iterator[Change]:
        from sheetsales.backends.clicks import around

        if isinstance(edit, SetVisibility):
            self._see_more()
            yield around.show(edit, self._now)
        elif isinstance(edit, SetName):
            yield around.name(edit, self._source, self._sheet_name)
        elif isinstance(edit, SetFormat):
            yield from around.looks(edit, self._sheet_name(edit.area.sheet))
        else:
            sheet = self._sheet_name(edit.area.sheet)
            rules = self._rules(sheet) if sheet.lower() in self._first else ()
            yield around.drop_down(edit, sheet, rules, self._moves)

    def _sheet_name(self, name: str) -> str:
        return name if name.lower() in self._added else self._grid(name).name

    def _see_more(self) -> None:
        """See what the edits so far make of the workbook; raises ``EditRefused`` for what they would tear apart."""
        from sheetsales.backends.memory import MemoryBook

        memory = MemoryBook(self._now)
        memory.apply(EditPlan(tuple(self._done)))
        grids = tuple(replace(g, formulas=formulas_after(g, self._shifts)) for g in memory.read().grids)
        self._done.clear()
        self._shifts.clear()
        self._see(replace(memory.read(), grids=grids))

    def _column(self, run: Sequence[SetCell]) -> Iterator[Change]:
        sheet, first, column = run[0].at.sheet, run[0].at.row, run[0].at.column
        values = tuple((edit.value,) for edit in run)
        if sheet.lower() in self._added:
            yield Write(sheet, first, column, values, None)
            return
        grid = self._grid(sheet)
        for edit in run:
            if edit.at not in self._set:
                check_expected(edit, held_in(grid, edit.at.row, column))
            refuse_inside_merge(grid, edit)
        self._set.update((edit.at, edit.value) for edit in run)
        yield from self._write(grid.name, first, column, values)

    def _replace(self, edit: ReplaceRows) -> Iterator[Change]:
        table, data = self._find(edit.table)
        last, old = data.first_row + max(len(edit.rows), 1) - 1, data.last_row
        if last > old:
            yield from self._grow(table, data, last, edit.table)
        grid = self._grid(data.sheet)
        headings = headings_of(grid, data)
        rows = [*edit.rows, *([{}] if not edit.rows else [])]
        mentioned = {column_of(h, headings, edit.table) for row in rows for h in row}
        calculated = calculated_columns(grid, data) - mentioned if edit.rows else set()
        columns = [c for c in range(data.first_column, data.last_column + 1) if c not in calculated]
        yield from self._blocks(data.sheet, data.first_row, columns, rows, headings)
        if last < old:
            freed = range(data.first_column, data.last_column + 1)
            yield from self._blocks(data.sheet, last + 1, freed, [{}] * (old - last), headings)
            yield self._grown(table, data, last, edit.table)
        self._filled[edit.table.lower()] = data.first_row + len(edit.rows) - 1

    def _append(self, edit: AppendRows) -> Iterator[Change]:
        if not edit.rows:
            return
        table, data = self._find(edit.table)
        grid = self._grid(data.sheet)
        headings = headings_of(grid, data)
        mentioned = {column_of(h, headings, edit.table) for row in edit.rows for h in row}
        calculated = calculated_columns(grid, data)
        plain = [c for c in range(data.first_column, data.last_column + 1) if c not in calculated]
        first = self._first_free(grid, data, plain, edit.table)
        last = first + len(edit.rows) - 1
        if last > data.last_row:
            yield from self._grow(table, data, last, edit.table)
        columns = [c for c in plain if c in mentioned] + sorted(mentioned & calculated)
        yield from self._blocks(data.sheet, first, sorted(columns), edit.rows, headings)
        self._filled[edit.table.lower()] = last

    def _insert(self, edit: InsertRows) -> Iterator[Change]:
        if not edit.rows:
            return
        table, data = self._find(edit.table)
        first, count = edit.before_row, len(edit.rows)
        if not data.first_row <= first <= data.last_row:
            name = table.name if table else edit.table
            raise EditRefused(
                refusals.NOT_A_DATA_ROW.fill(row=first, table=name, first=data.first_row, last=data.last_row)
            )
        grid = self._grid(data.sheet)
        headings = headings_of(grid, data)
        mentioned = {column_of(h, headings, edit.table) for row in edit.rows for h in row}
        calculated = calculated_columns(grid, data) - mentioned
        yield from self._room(table, data, first, count)
        yield self._grown(table, data, data.last_row + count, edit.table, (first, count, first + count))
        columns = [c for c in range(data.first_column, data.last_column + 1) if c not in calculated]
        yield from self._blocks(data.sheet, first, columns, edit.rows, headings)

    def _first_free(self, grid: Grid, data: Area, columns: Sequence[int], table: str) -> int:
        """The row behind the last one that holds something; rows and cells written before count."""
        if table.lower() in self._filled:
            return self._filled[table.lower()] + 1
        written = {
            (at.row, at.column)
            for at, value in self._set.items()
            if at.sheet.lower() == data.sheet.lower() and value not in (None, "")
        }
        for row in range(data.last_row, data.first_row - 1, -1):
            if any(grid.value(row, c) is not None or (row, c) in written for c in columns):
                return row + 1
        return data.first_row

    def _grow(self, table: TableArea | None, data: Area, last: int, name: str) -> Iterator[Change]:
        """New rows below the last; what stands in their way moves down, and nothing may be in the others."""
        count = last - data.last_row
        moves = self._room(table, data, data.last_row + 1, count)
        yield from moves
        if not moves:
            blank = tuple((BLANK,) * (data.last_column - data.first_column + 1) for _ in range(count))
            yield Check(data.sheet, data.last_row + 1, data.first_column, blank)
        yield self._grown(table, data, last, name, (data.last_row + 1, count, data.last_row))

    def _grown(
        self,
        table: TableArea | None,
        data: Area,
        last: int,
        name: str,
        fresh: tuple[int, int, int] = (0, 0, 0),
    ) -> Grow:
        """``fresh``: the first new row, how many there are, and the row they are to look like."""
        if table is not None and table.has_totals_row and not self._totals:
            raise EditRefused(TOTALS.fill(table=table.name))
        self._last[name.lower()] = last
        columns = (data.first_column, data.last_column)
        known = table.name if table else ""
        grow = Grow(data.sheet, data.first_row - 1, *columns, data.last_row, last, known, *fresh)
        self._shifts.append(grow)
        return grow

    def _room(self, table: TableArea | None, data: Area, first: int, count: int) -> Sequence[Move]:
        sheet = data.sheet.lower()
        if any(at.sheet.lower() == sheet and at.row > data.last_row for at in self._set):
            self._see_more()  # a cell written before may be in the way
        grid = self._grid(data.sheet)
        moves = room_for(grid, table, data, first, count)
        for move in moves:
            self._moves.note(move)
            self._shifts.append(move)
        return moves

    def _blocks(
        self,
        sheet: str,
        first: int,
        columns: Sequence[int],
        rows: Sequence[Mapping[str, EditValue]],
        headings: Mapping[str, int],
    ) -> Iterator[Change]:
        """The rows as one block for each stretch of columns side by side."""
        by_column = {column: heading for heading, column in headings.items()}
        for stretch in stretches(columns):
            names = [by_column.get(column) for column in stretch]
            values = tuple(
                tuple(row.get(name) if name is not None else None for name in names) for row in rows
            )
            yield from self._write(sheet, first, stretch[0], values)

    def _write(
        self, sheet: str, first: int, column: int, values: tuple[tuple[EditValue, ...], ...]
    ) -> Iterator[Change]:
        """A block with what it held; where cells have moved, what they held is looked up where they came from."""
        grid = self._first.get(sheet.lower())
        last, width = first + len(values) - 1, len(values[0])
        if grid is None:
            yield Write(sheet, first, column, values, None)
            return
        if self._moves.any_on(sheet):
            yield Write(sheet, first, column, values, None)
            for at in range(column, column + width):
                for start, end in self._moves.stretches(sheet, first, last, at):
                    held = tuple((held_in(grid, row, at),) for row in range(start, end + 1))
                    yield Check(sheet, start, at, held)
            return
        block = tuple(
            tuple(held_in(grid, row, at) for at in range(column, column + width))
            for row in range(first, last + 1)
        )
        yield Write(sheet, first, column, values, block)

    def _add_sheet(self, edit: AddSheet) -> Iterator[Change]:
        if edit.name.lower() in self._grids or edit.name.lower() in self._added:
            raise EditRefused(refusals.SHEET_TAKEN.fill(sheet=edit.name))
        self._added.add(edit.name.lower())
        from sheetsales.backends.clicks.new_sheet import added

        yield from added(edit, self._tables)

    def _grid(self, name: str) -> Grid:
        grid = self._grids.get(name.lower())
        if grid is None:
            known = listed(grid.name for grid in self._grids.values())
            raise EditRefused(refusals.NO_SHEET.fill(sheet=name, sheets=known))
        return grid

    def _find(self, name: str) -> tuple[TableArea | None, Area]:
        """The table of that name, or the range, and its data rows as they will be when the edit's turn comes."""
        range_ = parse_area(name)
        if self._done and (range_ is not None or name.lower() not in self._tables):
            self._see_more()
        table, sheet = self._tables.get(name.lower(), (None, ""))
        if table is None and range_ is not None:
            headed = (found for found in self._tables.values() if heads(found[0].area, range_))
            table, sheet = next(headed, (None, ""))
        if table is not None:
            area = table.area
            last = self._last.get(name.lower(), table.last_data_row)
            return table, Area(sheet, table.first_data_row, area.first_column, last, area.last_column)
        if range_ is None or range_.sheet.lower() not in self._grids:
            known = listed([t.name for t, _ in self._tables.values()] or ["—"])
            raise EditRefused(refusals.NO_TABLE.fill(table=name, tables=known))
        first = range_.first_row + 1
        return None, replace(range_, first_row=first, last_row=max(range_.last_row, first))
