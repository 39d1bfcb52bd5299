"""The plan that takes back another: what stood there before, wherever it still stands as that plan left it."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from math import isclose

from sheetsales.backends.parts.serials import DateValue, serial
from sheetsales.backends.placing.changes import Change
from sheetsales.backends.placing.ground import Ground
from sheetsales.backends.placing.place import place
from sheetsales.cells.address import Area, CellRef, parse_area
from sheetsales.cells.edits import (
    UNGUARDED,
    AddSheet,
    AppendRows,
    Edit,
    EditPlan,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetName,
    SetVisibility,
)
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import CellValue, EditValue, Formula
from sheetsales.dataclass import dataclass
from sheetsales.errors import EditConflict, EditRefused
from sheetsales.texts import Text

CHANGED = Text(
    "{at} 在上次运行之后改过（现在是“{now}”，运行时写的是“{was}”），所以没有撤销，什么都没动。"
    "要整本退回，请关闭工作簿，用 sheetsales restore。",
    "{at} was changed after the last run (it holds “{now}”; the run wrote “{was}”), so nothing was undone. To go back "
    "as a whole, close the workbook and use sheetsales restore.",
)
GONE = Text(
    "上次运行写过的“{name}”已经不在，所以没有撤销，什么都没动。要整本退回，请关闭工作簿，用 sheetsales restore。",
    "“{name}”, which the last run wrote to, is gone, so nothing was undone. To go back as a whole, close the workbook and use sheetsales restore.",
)
MOVED = Text(
    "上次运行写了 {at}，又把它往下移过，没法一格一格撤销，什么都没动。要整本退回，请关闭工作簿，用 sheetsales restore。",
    "The last run wrote {at} and moved it down as well, so it cannot be undone cell by cell, and nothing was touched. To go "
    "back as a whole, close the workbook and use sheetsales restore.",
)
BLANK = Text("空", "nothing")

FormulaTexts = Callable[[Iterable[CellRef]], dict[CellRef, str]]


@dataclass(frozen=True, slots=True)
class Carried:
    """A run: its plan, the workbook before it, and the changes that were carried out (None: an earlier version kept it, and
    the plan is placed anew). ``formulas`` tells the formulas of cells as they were before."""

    plan: EditPlan
    before: Workbook
    changes: Iterable[Change] | None
    formulas: FormulaTexts


def inverse(run: Carried, now: Workbook, formulas: FormulaTexts) -> EditPlan:
    """The edits that bring ``now`` back to how the workbook was before a run, where the run changed it.

    ``formulas`` tells the formulas of cells as they are now. Raises ``EditConflict`` with the first cell that no longer
    holds what the run wrote. What stays ``left_behind`` tells.
    """
    return _Inverse(run, now, formulas).of(run.plan)


class _Inverse:
    def __init__(self, run: Carried, now: Workbook, formulas: FormulaTexts) -> None:
        self._now, self._formulas, self._formulas_now = now, run.formulas, formulas
        self._known: dict[CellRef, str] = {}
        self._ground = Ground(run.before, texts=lambda at: self._known.get(at, ""))
        for change in run.changes or ():
            self._ground.carry(change)
        if run.changes is None:
            deque(place(run.plan.edits, self._ground), maxlen=0)
        self._before, self._after = run.before, self._ground.workbook()

    def of(self, plan: EditPlan) -> EditPlan:
        edits: list[Edit] = []
        cells: dict[CellRef, SetCell] = {}
        tables: list[str] = []
        around: list[Edit] = []
        for edit in reversed(plan.edits):
            if isinstance(edit, SetCell):
                cells.setdefault(edit.at, edit)
            elif isinstance(edit, AppendRows | ReplaceRows | InsertRows | AddSheet):
                if isinstance(edit, AddSheet) and edit.canvas is not None:
                    for drawn in edit.canvas.cells:
                        at = CellRef(edit.name, drawn.row, drawn.column)
                        if drawn.value is not None:
                            cells.setdefault(at, SetCell(at, drawn.value))
                if isinstance(edit, AddSheet) and not edit.headings:
                    continue
                name = self._table_of(edit)
                if name.lower() not in (known.lower() for known in tables):
                    tables.append(name)
                    edits.append(self._rows(name))
            elif isinstance(edit, SetVisibility | SetName):
                around += self._around(edit)
        alone = [at for at in cells if not any(self._comes_back(at, name) for name in tables)]
        for at in alone:
            if self._has_moved(at):
                raise EditRefused(MOVED.fill(at=at))
        return EditPlan((*edits, *self._cells(alone), *around), self._now.sha256 or None)

    def _table_of(self, edit: AppendRows | ReplaceRows | InsertRows | AddSheet) -> str:
        if not isinstance(edit, AddSheet):
            return edit.table
        grid = self._after.grid(edit.name)
        return edit.table or (grid.tables[0].name if grid else "")

    def _has_moved(self, at: CellRef) -> bool:
        return self._ground.sheet(at.sheet).moves.now(at.row, at.column) != at.row

    def _comes_back(self, at: CellRef, name: str) -> bool:
        """Whether a cell lies in rows that are put back as a whole."""
        if self._has_moved(at) and not _holds(self._before, name, at):
            return False
        return _holds(self._after, name, at)

    def _around(self, edit: SetVisibility | SetName) -> Iterator[SetVisibility | SetName]:
        """A sheet shown again or a name that means again what it did, unless somebody changed it since."""
        if isinstance(edit, SetName):
            meant, now = (names_of(book).get(edit.name.lower()) for book in (self._before, self._now))
            left = names_of(self._after).get(edit.name.lower())
            is_ours = now is not None and _bare(now) == _bare(left)
            if edit.sheet is None and meant is not None and is_ours:
                yield SetName(edit.name, meant)
            return
        was, left_, is_ = (book.grid(edit.sheet) for book in (self._before, self._after, self._now))
        if was and left_ and is_ and is_.visibility == left_.visibility != was.visibility:
            yield SetVisibility(edit.sheet, was.visibility)

    def _cells(self, cells: list[CellRef]) -> Iterator[SetCell]:
        texts = self._texts(cells)
        self._same(cells)
        for at in sorted(cells, key=lambda at: (at.sheet, at.column, at.row)):
            now = self._value(self._now, at)
            is_formula = _is_formula(self._now, at)
            yield SetCell(at, self._old(at, texts), UNGUARDED if is_formula else now)

    def _rows(self, name: str) -> ReplaceRows:
        table, left = _find(self._after, name)
        standing, now = _find(self._now, name) if table is not None else (None, left)
        if table is not None and standing is None:
            raise EditConflict(GONE.fill(name=name))
        if (now.first_row, now.last_row, now.first_column, now.last_column) != (
            left.first_row,
            left.last_row,
            left.first_column,
            left.last_column,
        ):
            at = CellRef(now.sheet, now.last_row, now.first_column)
            raise EditConflict(CHANGED.fill(at=at, now=now.a1, was=left.a1))
        self._same(list(_cells(left)))
        return ReplaceRows(name if table is not None else str(_with_heading(now)), self._old_rows(name))

    def _same(self, cells: Sequence[CellRef]) -> None:
        """Raises ``EditConflict`` where a cell does not hold what the run left in it. What a formula comes to changes by
        itself: it is the same where it reads the same."""
        computed: list[CellRef] = []
        for at in cells:
            left, now = self._value(self._after, at), self._value(self._now, at)
            if _is_formula(self._after, at) and _is_formula(self._now, at):
                if left is not None and not alike(left, now):
                    computed.append(at)
            elif not alike(left, now):
                raise self._changed(at)
        if computed:
            self._read_the_same(computed)

    def _read_the_same(self, cells: Sequence[CellRef]) -> None:
        sheets = {at.sheet: self._ground.sheet(at.sheet) for at in cells}
        origins = ((at, sheets[at.sheet].moves.origin(at.row, at.column)) for at in cells)
        wanted = [CellRef(at.sheet, row, at.column) for at, row in origins if row is not None]
        self._known |= self._formulas(wanted)
        texts = self._formulas_now(cells)
        for at in cells:
            if not texts.get(at) or texts[at] != sheets[at.sheet].text(at.row, at.column):
                raise self._changed(at)

    def _changed(self, at: CellRef) -> EditConflict:
        left, now = self._value(self._after, at), self._value(self._now, at)
        return EditConflict(CHANGED.fill(at=at, now=_spoken(now), was=_spoken(left)))

    def _old_rows(self, name: str) -> tuple[dict[str, EditValue], ...]:
        if not _has(self._before, name):
            return ()
        _, data = _find(self._before, name)
        cells = list(_cells(data))
        texts = self._texts(cells)
        headings = {
            column: self._value(self._before, CellRef(data.sheet, data.first_row - 1, column))
            for column in range(data.first_column, data.last_column + 1)
        }
        return tuple(
            {
                str(heading): self._old(CellRef(data.sheet, row, column), texts)
                for column, heading in headings.items()
                if heading is not None
            }
            for row in range(data.first_row, data.last_row + 1)
        )

    def _texts(self, cells: list[CellRef]) -> dict[CellRef, str]:
        grids = {grid.name: grid for grid in self._before.grids}
        wanted = [at for at in cells if at.sheet in grids and (at.row, at.column) in grids[at.sheet].formulas]
        return self._formulas(wanted) if wanted else {}

    def _old(self, at: CellRef, texts: dict[CellRef, str]) -> EditValue:
        value = self._value(self._before, at)
        return Formula(texts[at], value) if at in texts else value

    @staticmethod
    def _value(workbook: Workbook, at: CellRef) -> CellValue:
        grid = workbook.grid(at.sheet)
        return grid.value(at.row, at.column) if grid else None


def _is_formula(workbook: Workbook, at: CellRef) -> bool:
    grid = workbook.grid(at.sheet)
    return grid is not None and (at.row, at.column) in grid.formulas


def _holds(workbook: Workbook, name: str, at: CellRef) -> bool:
    """Whether a cell lies in the data rows of a table or range."""
    if not _has(workbook, name):
        return False
    data = _find(workbook, name)[1]
    return data.sheet == at.sheet and data.contains(at.row, at.column)


def names_of(workbook: Workbook) -> dict[str, str]:
    """The names of a workbook, in lower case, and what each refers to."""
    return {name.lower(): text for name, text in workbook.names.items()}


def _bare(text: str | None) -> str:
    """What a name refers to, without what programs spell differently."""
    return (text or "").replace("'", "").removeprefix("=").lower()


def alike(a: CellValue, b: CellValue) -> bool:
    """Whether two values are the same: a blank is an empty text, midnight is a date, 1 is 1.0.

    A number is the date that it is to a cell with another look.
    """
    left, right = _plain(a), _plain(b)
    if isinstance(left, float) and isinstance(right, float):
        return isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(left, DateValue) and isinstance(right, float):
        left, right = right, left
    if isinstance(left, float) and isinstance(right, DateValue):
        return any(isclose(left, serial(right, system), rel_tol=1e-12) for system in (False, True))
    return type(left) is type(right) and left == right


def _plain(value: CellValue) -> object:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") or None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


def _spoken(value: CellValue) -> object:
    return BLANK if value is None else str(value)[:40]


def _has(workbook: Workbook, name: str) -> bool:
    """Whether there is such a table, or a sheet for such a range."""
    area = parse_area(name)
    tables = (table.name.lower() for grid in workbook.grids for table in grid.tables)
    return name.lower() in tables or (area is not None and workbook.grid(area.sheet) is not None)


def _find(workbook: Workbook, name: str) -> tuple[TableArea | None, Area]:
    """A table, or the range of that name, and its data rows."""
    for grid in workbook.grids:
        for table in grid.tables:
            if table.name.lower() == name.lower():
                area = table.area
                return table, Area(
                    grid.name, table.first_data_row, area.first_column, table.last_data_row, area.last_column
                )
    found = parse_area(name)
    if found is None:
        raise EditConflict(GONE.fill(name=name))
    sheet = workbook.grid(found.sheet)
    last = max(found.last_row, found.first_row + 1, _last_used(sheet, found) if sheet else 0)
    return None, Area(found.sheet, found.first_row + 1, found.first_column, last, found.last_column)


def _last_used(grid: Grid, area: Area) -> int:
    columns = range(area.first_column, area.last_column + 1)
    rows = range(area.last_row, grid.last_row + 1)
    last = area.last_row
    for row in rows:
        if all(grid.value(row, column) is None for column in columns):
            break
        last = row
    return last


def _with_heading(data: Area) -> Area:
    return Area(data.sheet, data.first_row - 1, data.first_column, data.last_row, data.last_column)


def _cells(area: Area) -> Iterator[CellRef]:
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            yield CellRef(area.sheet, row, column)
