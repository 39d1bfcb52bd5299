"""An edit plan as changes by place, for a workbook as the snapshot showed it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from sheetsales.backends.clicks.changes import BLANK, Change, Grow, Held, NewSheet, Note, Write
from sheetsales.backends.ooxml import refusals
from sheetsales.cells.address import Area, CellRef, parse_area
from sheetsales.cells.edits import (
    UNGUARDED,
    AddSheet,
    AppendRows,
    EditPlan,
    ReplaceRows,
    SetCell,
    SetNote,
)
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import EditValue, Formula, Link
from sheetsales.errors import EditConflict, EditRefused
from sheetsales.texts import Text

_NARROWEST: Final = 8.0
_WIDEST: Final = 40.0
_SAMPLE: Final = 200
TOTALS = Text(
    "“{table}”有汇总行，打开着的工作簿里没法给它加减行。请先关闭工作簿，再用命令运行。",
    "{table} has a totals row, so its rows cannot be changed while the workbook is open. Close it and use the command.",
)
UNKNOWN = Text(
    "这种修改（{kind}）在打开着的工作簿里还做不了。请先关闭工作簿，再用命令运行。",
    "This kind of edit ({kind}) cannot be made in an open workbook yet. Close it and use the command.",
)


def expand(plan: EditPlan, workbook: Workbook) -> tuple[Change, ...]:
    """The plan's edits as changes, in order; raises ``EditRefused`` for what the workbook does not have.

    What stands in a cell is always what the snapshot held: a macro looks at all of it before it writes anything.
    """
    expander = _Expander(workbook)
    changes: list[Change] = []
    for is_cell, edits in groupby(plan.edits, lambda edit: isinstance(edit, SetCell)):
        if is_cell:
            changes += expander.cells(edit for edit in edits if isinstance(edit, SetCell))
        else:
            for edit in edits:
                changes += expander.other(edit)
    return tuple(changes)


class _Expander:
    def __init__(self, workbook: Workbook) -> None:
        self._grids = {grid.name.lower(): grid for grid in workbook.grids}
        self._tables = {t.name.lower(): (t, g.name) for g in workbook.grids for t in g.tables}
        self._last: dict[str, int] = {}
        self._added: set[str] = set()
        self._set: set[CellRef] = set()

    def cells(self, edits: Iterable[SetCell]) -> Iterator[Write]:
        """Edits of single cells, those that stand below one another as one block."""
        run: list[SetCell] = []
        for edit in edits:
            if run and (edit.at.sheet, edit.at.row, edit.at.column) != (
                run[-1].at.sheet,
                run[-1].at.row + 1,
                run[-1].at.column,
            ):
                yield self._column(run)
                run = []
            run.append(edit)
        if run:
            yield self._column(run)

    def other(self, edit: object) -> Iterator[Change]:
        if isinstance(edit, ReplaceRows):
            yield from self._replace(edit)
        elif isinstance(edit, AppendRows):
            yield from self._append(edit)
        elif isinstance(edit, AddSheet):
            yield from self._add_sheet(edit)
        elif isinstance(edit, SetNote):
            self._grid(edit.at.sheet)
            yield Note(edit.at, edit.text)
        else:
            raise EditRefused(UNKNOWN.fill(kind=type(edit).__name__))

    def _column(self, run: Sequence[SetCell]) -> Write:
        sheet, first, column = run[0].at.sheet, run[0].at.row, run[0].at.column
        if sheet.lower() in self._added:
            return Write(sheet, first, column, tuple((edit.value,) for edit in run), None)
        grid = self._grid(sheet)
        held = tuple((_held(grid, edit.at.row, column),) for edit in run)
        for edit, (was,) in zip(run, held, strict=True):
            if edit.at not in self._set:
                _check(edit, was)
            _refuse_inside_merge(grid, edit)
        self._set.update(edit.at for edit in run)
        return Write(grid.name, first, column, tuple((edit.value,) for edit in run), held)

    def _replace(self, edit: ReplaceRows) -> Iterator[Change]:
        table, data = self._find(edit.table)
        grid = self._grid(data.sheet)
        last, old = data.first_row + max(len(edit.rows), 1) - 1, data.last_row
        headings = _headings(grid, data)
        if last > old:
            yield from self._grow(table, data, old, last, edit.table)
        rows = [*edit.rows, *([{}] if not edit.rows else [])]
        mentioned = {_column_of(h, headings, edit.table) for row in rows for h in row}
        calculated = _calculated(grid, data) - mentioned if edit.rows else set()
        columns = [c for c in range(data.first_column, data.last_column + 1) if c not in calculated]
        yield from self._blocks(grid, data.first_row, columns, rows, headings)
        if last < old:
            freed = range(data.first_column, data.last_column + 1)
            yield from self._blocks(grid, last + 1, freed, [{}] * (old - last), headings)
            yield from self._grow(table, data, old, last, edit.table)

    def _append(self, edit: AppendRows) -> Iterator[Change]:
        if not edit.rows:
            return
        table, data = self._find(edit.table)
        grid = self._grid(data.sheet)
        headings = _headings(grid, data)
        mentioned = {_column_of(h, headings, edit.table) for row in edit.rows for h in row}
        calculated = _calculated(grid, data)
        plain = [c for c in range(data.first_column, data.last_column + 1) if c not in calculated]
        first = self._first_free(grid, data, plain, edit.table)
        last = first + len(edit.rows) - 1
        if last > data.last_row:
            yield from self._grow(table, data, data.last_row, last, edit.table)
        columns = [c for c in plain if c in mentioned] + sorted(mentioned & calculated)
        yield from self._blocks(grid, first, sorted(columns), edit.rows, headings)
        self._last[edit.table.lower()] = last

    def _first_free(self, grid: Grid, data: Area, columns: Sequence[int], table: str) -> int:
        """The row behind the last one that holds something; rows appended before count."""
        if table.lower() in self._last:
            return self._last[table.lower()] + 1
        for row in range(data.last_row, data.first_row - 1, -1):
            if any(grid.value(row, column) is not None for column in columns):
                return row + 1
        return data.first_row

    def _grow(
        self, table: TableArea | None, data: Area, before: int, after: int, name: str
    ) -> Iterator[Grow]:
        if table is not None and table.has_totals_row:
            raise EditRefused(TOTALS.fill(table=table.name))
        self._last[name.lower()] = after
        yield Grow(
            data.sheet,
            data.first_row - 1,
            data.first_column,
            data.last_column,
            before,
            after,
            table.name if table else "",
        )

    def _blocks(
        self,
        grid: Grid,
        first: int,
        columns: Sequence[int],
        rows: Sequence[Mapping[str, EditValue]],
        headings: Mapping[str, int],
    ) -> Iterator[Write]:
        """The rows as one block for each stretch of columns side by side."""
        by_column = {column: heading for heading, column in headings.items()}
        for stretch in _stretches(columns):
            names = [by_column.get(column) for column in stretch]
            values = tuple(
                tuple(row.get(name) if name is not None else None for name in names) for row in rows
            )
            held = tuple(
                tuple(_held(grid, row, column) for column in stretch)
                for row in range(first, first + len(rows))
            )
            yield Write(grid.name, first, stretch[0], values, held)

    def _add_sheet(self, edit: AddSheet) -> Iterator[Change]:
        if edit.name.lower() in self._grids or edit.name.lower() in self._added:
            raise EditRefused(refusals.SHEET_TAKEN.fill(sheet=edit.name))
        self._added.add(edit.name.lower())
        width, rows = len(edit.headings), max(len(edit.rows), 1) + 1
        table = edit.table or next(
            name for n in range(1, 100_000) if (name := f"tblSheet{n}").lower() not in self._tables
        )
        yield NewSheet(edit.name, table, edit.visibility, width, rows, _widths(edit))
        body = [(*row, *([None] * (width - len(row)))) for row in edit.rows] or [(None,) * width]
        yield Write(edit.name, 1, 1, (tuple(edit.headings), *map(tuple, body)), None)

    def _grid(self, name: str) -> Grid:
        grid = self._grids.get(name.lower())
        if grid is None:
            known = "、".join(grid.name for grid in self._grids.values())
            raise EditRefused(refusals.NO_SHEET.fill(sheet=name, sheets=known))
        return grid

    def _find(self, name: str) -> tuple[TableArea | None, Area]:
        """The table of that name, or the range, and its data rows as they will be when the edit's turn comes."""
        table, sheet = self._tables.get(name.lower(), (None, ""))
        if table is not None:
            area = table.area
            last = self._last.get(name.lower(), table.last_data_row)
            return table, Area(sheet, table.first_data_row, area.first_column, last, area.last_column)
        range_ = parse_area(name)
        if range_ is None or range_.sheet.lower() not in self._grids:
            known = "、".join(t.name for t, _ in self._tables.values()) or "—"
            raise EditRefused(refusals.NO_TABLE.fill(table=name, tables=known))
        first = range_.first_row + 1
        last = self._last.get(name.lower(), max(range_.last_row, first))
        return None, Area(range_.sheet, first, range_.first_column, last, range_.last_column)


def _check(edit: SetCell, was: Held) -> None:
    if edit.expected is UNGUARDED:
        return
    expected = edit.expected.value if isinstance(edit.expected, Formula) else edit.expected
    if (expected or None) != (was.value or None):
        text = refusals.CONFLICT.fill(at=edit.at, expected=expected, found=was.value)
        raise EditConflict(text)


def _refuse_inside_merge(grid: Grid, edit: SetCell) -> None:
    at = edit.at
    for area in grid.merged:
        anchor = (area.first_row, area.first_column)
        if area.contains(at.row, at.column) and (at.row, at.column) != anchor:
            raise EditRefused(refusals.IN_MERGE.fill(at=at, area=area, anchor=CellRef(at.sheet, *anchor)))


def _held(grid: Grid, row: int, column: int) -> Held:
    value = grid.value(row, column)
    if (row, column) in grid.formulas:
        return Held(value, formula=True)
    return Held(value) if value is not None else BLANK


def _headings(grid: Grid, data: Area) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(data.first_column, data.last_column + 1):
        heading = grid.value(data.first_row - 1, column)
        if heading is not None:
            found.setdefault(str(heading), column)
    return found


def _column_of(heading: str, headings: Mapping[str, int], table: str) -> int:
    column = headings.get(heading)
    if column is None:
        known = "、".join(headings)
        raise EditRefused(refusals.UNKNOWN_HEADING.fill(heading=heading, table=table, headings=known))
    return column


def _calculated(grid: Grid, data: Area) -> set[int]:
    """Columns in which formulas stand from the first data row to the last."""
    columns = range(data.first_column, data.last_column + 1)
    ends = (data.first_row, data.last_row)
    return {c for c in columns if all((row, c) in grid.formulas for row in ends)}


def _stretches(columns: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for column in columns:
        if run and column != run[-1] + 1:
            yield run
            run = []
        run.append(column)
    if run:
        yield run


def _widths(edit: AddSheet) -> tuple[float, ...]:
    widths = list(edit.widths[: len(edit.headings)])
    for column in range(len(widths), len(edit.headings)):
        texts = [
            edit.headings[column] + "   ",
            *(_shown(row[column]) for row in edit.rows[:_SAMPLE] if column < len(row)),
        ]
        widths.append(min(max([_NARROWEST, *(_display(text) + 2 for text in texts)]), _WIDEST))
    return tuple(widths)


def _shown(value: EditValue) -> str:
    if isinstance(value, Formula):
        value = value.value
    elif isinstance(value, Link):
        value = value.text
    return "" if value is None else str(value)


def _display(text: str) -> float:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text[:60])
