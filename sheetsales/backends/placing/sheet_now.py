"""One sheet as it is by now: what a plan has written and moved so far lies over what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import cast

from sheetsales.backends.placing.changes import Grow, Move, Widen
from sheetsales.backends.placing.moves import Moves, carried, moved
from sheetsales.backends.placing.places import Place, Places
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.grid import Grid
from sheetsales.cells.links import link_formula
from sheetsales.cells.values import CellValue, EditValue, Formula, Link

Texts = Callable[[CellRef], str]


def no_texts(at: CellRef) -> str:
    """Nobody knows a formula."""
    del at
    return ""


class SheetNow:
    """Columns are copied when they are first written to or moved; of the others the sheet as read is looked at."""

    def __init__(self, grid: Grid, texts: Texts = no_texts, *, is_new: bool = False) -> None:
        """``texts`` tells the formula of a cell by where it stood when it was read."""
        self.read, self.name, self.visibility, self.is_new = grid, grid.name, grid.visibility, is_new
        self.tables, self.merged = list(grid.tables), list(grid.merged)
        self.moves = Moves()
        self.formulas, self.uncached = Places(grid.formulas), Places(grid.uncached)
        self._texts_of, self._written = texts, dict[Place, str]()
        self._columns: dict[int, list[CellValue]] = {}

    # -- looking

    def value(self, row: int, column: int) -> CellValue:
        """The value shown."""
        own = self._columns.get(column)
        if own is None:
            return self.read.value(row, column)
        return own[row - 1] if row <= len(own) else None

    def cell(self, row: int, column: int) -> CellValue | Formula:
        """What the cell holds; the text of a formula is "" where nobody knows it."""
        value = self.value(row, column)
        return Formula(self.text(row, column), value) if (row, column) in self.formulas else value

    def text(self, row: int, column: int) -> str:
        """The formula of a cell that has one."""
        if (row, column) in self._written:
            return self._written[row, column]
        origin = self.moves.origin(row, column)
        return self._texts_of(CellRef(self.name, origin, column)) if origin else ""

    def holds(self, row: int, column: int) -> bool:
        return self.value(row, column) is not None or (row, column) in self.formulas

    @property
    def columns(self) -> range:
        """The columns in which anything may stand."""
        known = [*self._columns, *self._far[1:]]
        if self.read.columns:
            known += [self.read.first_column, self.read.last_column]
        return range(min(known), max(known) + 1) if known else range(0)

    @property
    def last_row(self) -> int:
        """No cell below it holds anything."""
        moved_down = sum(move.by for move in self.moves.made if move.by > 0)
        return max(
            [max(self.read.last_row, *self._far[:1], 0) + moved_down, *map(len, self._columns.values())]
        )

    @cached_property
    def _far(self) -> tuple[int, ...]:
        """The last row, the first and the last column of formulas without a value: they may stand outside the block."""
        found = self.read.uncached
        if not found:
            return ()
        columns = [column for _, column in found]
        return max(row for row, _ in found), min(columns), max(columns)

    def used(self, zone: Area) -> Iterator[Place]:
        """The cells of an area that hold something, row by row."""
        columns = self._within(zone)
        for row in range(zone.first_row, min(zone.last_row, self.last_row) + 1):
            for column in columns:
                if self.holds(row, column):
                    yield row, column

    def last_used(self, zone: Area) -> int:
        """The last row of an area that holds something; the row above it where none does."""
        columns = self._within(zone)
        rows = range(min(zone.last_row, self.last_row), zone.first_row - 1, -1)
        return next((row for row in rows if any(self.holds(row, c) for c in columns)), zone.first_row - 1)

    def _within(self, zone: Area) -> range:
        known = self.columns
        return range(max(zone.first_column, known.start), min(zone.last_column + 1, known.stop))

    # -- carrying out

    def put(self, row: int, column: int, value: EditValue) -> None:
        own, at = self._own(column), (row, column)
        if at in self.formulas:
            self.formulas.discard(at)
            self.uncached.discard(at)
            self._written.pop(at, None)
        if isinstance(value, Link):
            value = Formula(link_formula(value), value.text)
        if isinstance(value, Formula):
            self.formulas.add(at)
            if value.value is None:
                self.uncached.add(at)
            self._written[at] = value.text
            value = value.value
        if row > len(own):
            own.extend([None] * (row - len(own)))
        own[row - 1] = None if value == "" else value

    def put_column(self, row: int, column: int, values: Sequence[EditValue]) -> None:
        """Values from a row on downwards, at once in a column without formulas."""
        if self.formulas.in_column(column) or any(isinstance(value, Formula | Link) for value in values):
            for number, value in enumerate(values, row):
                self.put(number, column, value)
            return
        own = self._own(column)
        own.extend([None] * (row - 1 - len(own)))
        plain = [None if value == "" else cast("CellValue", value) for value in values]
        own[row - 1 : row - 1 + len(plain)] = plain

    def move(self, move: Move) -> None:
        self.moves.note(move)
        known = self.columns
        for column in range(max(move.first_column, known.start), min(move.last_column + 1, known.stop)):
            own = self._own(column)
            if move.by > 0 and len(own) >= move.row:
                own[move.row - 1 : move.row - 1] = [None] * move.by
            elif move.by < 0:
                del own[move.row - 1 : move.row - 1 - move.by]
        self.formulas, self.uncached = _shifted(self.formulas, move), _shifted(self.uncached, move)
        self._written = {place: text for at, text in self._written.items() if (place := moved(at, move))}
        self.merged = [_area(area, move) for area in self.merged]
        self.tables = [replace(table, area=_area(table.area, move)) for table in self.tables]

    def grow(self, grow: Grow) -> None:
        """New rows take over the formulas of the row they look like; what those come to is not known."""
        for column in range(grow.first_column, grow.last_column + 1):
            if (grow.like, column) in self.formulas:
                text = self.text(grow.like, column)
                for number in range(grow.fresh, grow.fresh + grow.count):
                    self.put(number, column, Formula(carried(text, number - grow.like)))
        self.tables = [
            replace(t, area=_grown(t.area, grow)) if t.name == grow.table else t for t in self.tables
        ]

    def widen(self, widen: Widen) -> None:
        area = widen.area
        for column, heading in enumerate(widen.headings, area.first_column):
            self.put(area.first_row, column, heading)
        self.tables = [
            replace(
                table,
                area=replace(table.area, last_column=area.last_column),
                headings=(*table.headings, *widen.headings),
                formulas=(*table.formulas, *[""] * len(widen.headings)) if table.formulas else (),
            )
            if table.name == widen.table
            else table
            for table in self.tables
        ]

    def forget(self, row: int, column: int) -> None:
        """Let it not be known what the formula in a cell comes to: cells beside it were written."""
        self._own(column)[row - 1 : row] = [None]
        self.uncached.add((row, column))

    def _own(self, column: int) -> list[CellValue]:
        if column not in self._columns:
            self._columns[column] = self._copied(column)
        return self._columns[column]

    def _copied(self, column: int) -> list[CellValue]:
        at = column - self.read.first_column
        if not 0 <= at < len(self.read.columns):
            return []
        return [None] * (self.read.first_row - 1) + list(self.read.columns[at])

    # -- what came of it

    def grid(self) -> Grid:
        """The sheet as it would be read: a block around everything that holds a value."""
        tables, merged = tuple(self.tables), tuple(self.merged)
        around = replace(self.read, visibility=self.visibility, tables=tables, merged=merged)
        if not self._columns:
            return around
        held = {column: ends for column in self.columns if (ends := _ends(self._column(column)))}
        first = min((top for top, _ in held.values()), default=1)
        last = max((bottom for _, bottom in held.values()), default=0)
        columns = range(min(held), max(held) + 1) if held else range(1, 1)
        return replace(
            around,
            first_row=first,
            first_column=columns.start,
            columns=tuple(_between(self._column(column), first, last) for column in columns),
            formulas=self.formulas,
            uncached=self.uncached,
        )

    def _column(self, column: int) -> list[CellValue]:
        """The values of a column from row 1 on."""
        own = self._columns.get(column)
        return self._copied(column) if own is None else own


def _ends(values: Sequence[CellValue]) -> tuple[int, int] | None:
    """The first and the last row with a value."""
    first = next((row for row, value in enumerate(values, 1) if value is not None), None)
    if first is None:
        return None
    return first, next(row for row in range(len(values), 0, -1) if values[row - 1] is not None)


def _between(values: list[CellValue], first: int, last: int) -> tuple[CellValue, ...]:
    return (*values[first - 1 : last], *[None] * (last - max(len(values), first - 1)))


def _shifted(places: Places, move: Move) -> Places:
    return Places({place for at in places if (place := moved(at, move))} if places else places)


def _grown(area: Area, grow: Grow) -> Area:
    """Rows that came in above all others are the Table's as well: one without headings begins with them."""
    first = min(area.first_row, grow.fresh) if grow.count else area.first_row
    return replace(area, first_row=first, last_row=grow.last + grow.totals)


def _area(area: Area, move: Move) -> Area:
    """Where an area stands after a move; one that does not move as a whole stays."""
    inside = move.first_column <= area.first_column and area.last_column <= move.last_column
    if not inside or area.first_row < move.row - min(move.by, 0):
        return area
    return replace(area, first_row=area.first_row + move.by, last_row=area.last_row + move.by)
