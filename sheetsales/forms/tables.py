"""Tables of a form: headings choose the columns, rows grow down into blank cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from sheetsales.cells.address import MAX_ROW, Area, CellRef
from sheetsales.cells.edits import Edit, ReplaceRows
from sheetsales.cells.form import Form
from sheetsales.cells.grid import TableArea, Workbook
from sheetsales.cells.values import EditValue
from sheetsales.dataclass import dataclass
from sheetsales.forms import texts
from sheetsales.forms.choosing import chosen
from sheetsales.forms.contents import BLANK, UNKNOWN, Column, Table, Value
from sheetsales.forms.headings import column_of, headings, mark_of
from sheetsales.forms.nearest import nearest
from sheetsales.forms.own_columns import USUAL, OwnColumns
from sheetsales.forms.part import Part, formatted_area
from sheetsales.forms.problem import Filled, Problem
from sheetsales.forms.room import below
from sheetsales.speech.lists import listed
from sheetsales.texts import Text, same

_OWN: Final = "[-]"
"""What a note says on the heading of a column of the team's own."""


def table_part(
    form: Form,
    table: TableArea,
    known: Table,
    *,
    whole: bool,
    wholes: str,
    before: Workbook | None,
    pushes: bool = False,
) -> Part:
    """The rows of a table in a Table of the form. ``whole`` leaves blank what is unknown, for pivots and charts;
    ``wholes`` is the Table that has all rows where these do not fit, "" for none; ``before`` an earlier filled form; one that ``pushes`` has room for all."""
    at = str(CellRef(table.area.sheet, table.area.first_row, table.area.first_column))
    if not table.has_heading_row:
        return Part(table.name, at, problems=(Problem(at, texts.NO_HEADINGS.fill(table=table.name)),))
    matched = _matched(form, table, known)
    if not matched.columns:
        columns = listed(dict.fromkeys(_titles(known)))
        told = Problem(at, texts.NO_COLUMN.fill(table=table.name, columns=columns))
        return Part(table.name, at, problems=(*matched.problems, told))
    return _Filling(form, table, known, matched, whole, wholes, before, pushes).part(at)


def _titles(known: Table) -> list[Text]:
    return [column.title for column in known.columns if column.title.zh]


@dataclass(frozen=True)
class _Matched:
    """The columns by their headings, the headings that are the team's own, and what is not understood."""

    columns: Mapping[str, Column]
    own: tuple[str, ...]
    problems: tuple[Problem, ...]


def _matched(form: Form, table: TableArea, known: Table) -> _Matched:
    columns: dict[str, Column] = {}
    own: list[str] = []
    problems: list[Problem] = []
    for at, heading, note in _headings(form, table):
        if _is_formula(form, table, heading):
            continue
        key = mark_of(note)
        column = known.column(key) if key else column_of(heading, known)
        first = next((name for name, taken in columns.items() if taken is column), None)
        if column is None:
            own.append(heading)
            problems += _unknown(table, known, at, heading, note)
        elif first is not None:
            own.append(heading)
            told = texts.COLUMN_TWICE.fill(table=table.name, heading=heading, other=first)
            problems.append(Problem(str(at), told))
        else:
            columns[heading] = column
    return _Matched(columns, tuple(own), tuple(problems))


def _headings(form: Form, table: TableArea) -> list[tuple[CellRef, str, str]]:
    area = table.area
    cells = [CellRef(area.sheet, area.first_row, area.first_column + i) for i in range(len(table.headings))]
    return [(at, name, form.notes.get(at, "")) for at, name in zip(cells, table.headings, strict=True)]


def _is_formula(form: Form, table: TableArea, heading: str) -> bool:
    """Whether formulas fill the column: they are carried on to every row."""
    place = table.headings.index(heading)
    if table.formulas and table.formulas[place]:
        return True
    grid = form.workbook.grid(table.area.sheet)
    return grid is not None and (table.first_data_row, table.area.first_column + place) in grid.formulas


def _unknown(table: TableArea, known: Table, at: CellRef, heading: str, note: str) -> list[Problem]:
    key = mark_of(note)
    if key:
        near = nearest(key, [column.key for column in known.columns])
        return [Problem(str(at), texts.UNKNOWN_MARK.fill(key=key, table=table.name, near=near))]
    if _OWN in note or heading.strip().casefold() in USUAL:
        return []
    near = nearest(heading, headings(known))
    meant = column_of(near, known)
    key = meant.key if meant else near
    return [
        Problem(str(at), texts.UNKNOWN_HEADING.fill(table=table.name, heading=heading, near=near, key=key))
    ]


@dataclass(frozen=True)
class _Filling:
    form: Form
    table: TableArea
    known: Table
    matched: _Matched
    whole: bool
    wholes: str
    before: Workbook | None
    pushes: bool

    def part(self, at: str) -> Part:
        table = self.table
        rows, problems = chosen(self.known, self.form.notes.get(self._head, ""), str(self._head))
        told = list(self.matched.problems) + list(problems)
        room = self._room()
        filled = rows[:room]
        if len(rows) > room:
            told.append(self._no_room(len(rows), room))
        made = [self._row(row) for row in filled] or self._nothing()
        own = OwnColumns(table, next(iter(self.matched.columns)), self.matched.own)
        made = _with_typed(made, own, own.kept(self.before, self.form.workbook))
        lost = own.lost(self.form.workbook, [str(row.get(own.key)) for row in made]) if own.names else None
        edits: list[Edit] = [ReplaceRows(table.name, tuple(made))]
        edits += self._formats(filled)
        what = texts.ROWS.fill(title=self.known.title, rows=len(filled))
        if not rows:
            what = texts.NO_ROWS.fill(title=self.known.title, reason=self.known.reason)
        problems = (*told, lost) if lost else tuple(told)
        return Part(table.name, at, tuple(edits), problems, Filled(table.name, at, what))

    @property
    def _head(self) -> CellRef:
        area = self.table.area
        return CellRef(area.sheet, area.first_row, area.first_column)

    def _room(self) -> int:
        table = self.table
        stop = MAX_ROW + 1 if self.pushes else below(self.form, table.area).row
        totals = table.area.last_row - table.last_data_row
        return stop - totals - table.first_data_row

    def _no_room(self, rows: int, room: int) -> Problem:
        stop = below(self.form, self.table.area)
        where = texts.IN_WHOLE.fill(name=self.wholes) if self.wholes and not self.whole else same("")
        text = texts.NO_ROOM.fill(
            table=self.table.name,
            rows=rows,
            at=stop.at,
            what=stop.what,
            filled=room,
            left=rows - room,
            whole=where,
        )
        return Problem(stop.at, text)

    def _row(self, row: Mapping[str, Value]) -> dict[str, EditValue]:
        found = ((name, row.get(column.key, BLANK)) for name, column in self.matched.columns.items())
        return {name: self._shown(name, value) for name, value in found}

    def _shown(self, heading: str, value: Value) -> EditValue:
        """A chart would draw ``—`` as 0, and a pivot table count it: there what is unknown is blank."""
        if value.known and value.value != UNKNOWN:
            return value.value
        return None if self.whole or self._is_charted(heading) else UNKNOWN

    def _is_charted(self, heading: str) -> bool:
        column, area = self._column(heading), self.table.area
        cells = Area(area.sheet, self.table.first_data_row, column, self.table.last_data_row, column)
        return any(one.sheet == area.sheet and one.meets(cells) for one in self.form.charted)

    def _column(self, heading: str) -> int:
        return self.table.area.first_column + self.table.headings.index(heading)

    def _nothing(self) -> list[dict[str, EditValue]]:
        """One row that says so, where a row is looked at; none where it is counted."""
        return [] if self.whole else [{next(iter(self.matched.columns)): UNKNOWN}]

    def _formats(self, rows: Sequence[Mapping[str, Value]]) -> list[Edit]:
        edits: list[Edit] = []
        for name, column in self.matched.columns.items():
            values = [row[column.key] for row in rows if column.key in row]
            first = next((value for value in values if value.format), None)
            if first is None:
                continue
            top, at = self.table.first_data_row, self._column(name)
            area = Area(self.table.area.sheet, top, at, top + len(rows) - 1, at)
            if len({value.format for value in values if value.format}) == 1:
                edits += formatted_area(self.form, area, first)
                continue
            for place, value in enumerate(values):
                one = replace(area, first_row=top + place, last_row=top + place)
                model = formatted_area(self.form, replace(area, last_row=top), value)
                edits += [replace(edit, area=one) for edit in model]
        return edits


def _with_typed(
    rows: Sequence[Mapping[str, EditValue]], own: OwnColumns, kept: Mapping[str, Mapping[str, EditValue]]
) -> list[dict[str, EditValue]]:
    """The rows with what people had typed for them, each once."""
    left = dict(kept)
    return [{**row, **left.pop(str(row.get(own.key)), {})} for row in rows]
