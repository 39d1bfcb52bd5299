"""Blocks of a form: a rectangle with ``{column}`` in its cells, once for each row of a table, one below the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import Edit, SetCell, SetFormat
from sheetsales.cells.form import Form, Repeat
from sheetsales.dataclass import dataclass
from sheetsales.forms import texts
from sheetsales.forms.choosing import chosen
from sheetsales.forms.contents import BLANK, UNKNOWN, Table, Value
from sheetsales.forms.headings import column_of, headings
from sheetsales.forms.names import Named
from sheetsales.forms.nearest import nearest
from sheetsales.forms.part import Part, formatted_area
from sheetsales.forms.problem import Filled, Problem
from sheetsales.forms.room import below
from sheetsales.formula.scalars.formats import formatted
from sheetsales.formula.single import serial
from sheetsales.regex import regex

_MARK: Final = regex(r"\{(#|[^{}|]+?)(?:\|([^{}]*))?\}")
NUMBER: Final = "#"


@dataclass(frozen=True)
class _Spot:
    """A cell of the block with marks in its text; ``keys`` are the columns of the marks that are known."""

    at: CellRef
    text: str
    keys: Mapping[str, str]


def block_part(form: Form, named: Named, known: Table) -> Part:
    """The block repeated for the rows that the note on its first cell asks for."""
    at = str(named.at)
    torn = _torn(form, named.area)
    if torn is not None:
        text = texts.BLOCK_TORN.fill(name=named.name, area=torn.a1)
        return Part(named.name, at, problems=(Problem(str(torn), text),))
    spots, problems = _spots(form, named, known)
    if not spots:
        text = texts.NO_PLACEHOLDER.fill(name=named.name, example=known.columns[0].key)
        return Part(named.name, at, problems=(*problems, Problem(at, text)))
    rows, told = chosen(known, form.notes.get(named.at, ""), at)
    tall = named.area.last_row - named.area.first_row + 1
    inside = tuple(m for grid in form.workbook.grids for m in grid.merged if grid.name == named.area.sheet)
    stop = below(form, named.area, [m for m in inside if m.first_row <= named.area.last_row])
    room = (stop.row - named.area.first_row) // tall
    if len(rows) > room:
        text = texts.BLOCK_NO_ROOM.fill(
            name=named.name, rows=len(rows), at=stop.at, what=stop.what, filled=room, left=len(rows) - room
        )
        told = (*told, Problem(stop.at, text))
    filled = rows[:room]
    edits = tuple(
        edit
        for number, row in enumerate(filled or ({},))
        for spot in spots
        for edit in _filled(form, spot, row, number, tall)
    )
    what = texts.ROWS.fill(title=known.title, rows=len(filled))
    if not rows:
        what = texts.NO_ROWS.fill(title=known.title, reason=known.reason)
    repeat = Repeat(named.area, len(filled)) if len(filled) > 1 else None
    return Part(named.name, at, edits, (*problems, *told), Filled(named.name, at, what), repeat)


def _torn(form: Form, area: Area) -> Area | None:
    """Merged cells that lie partly in the block: they could not be repeated with it."""
    grid = form.workbook.grid(area.sheet)
    corners = (
        (m, (m.first_row, m.first_column), (m.last_row, m.last_column)) for m in (grid.merged if grid else ())
    )
    return next(
        (m for m, a, b in corners if m.meets(area) and not (area.contains(*a) and area.contains(*b))), None
    )


def _spots(form: Form, named: Named, known: Table) -> tuple[list[_Spot], list[Problem]]:
    spots: list[_Spot] = []
    problems: list[Problem] = []
    for at, text in _texts(form, named.area):
        keys: dict[str, str] = {}
        for word, _ in _MARK.findall(text):
            column = None if word == NUMBER else column_of(word, known)
            if word != NUMBER and column is None:
                near = nearest(word, headings(known))
                told = texts.PLACEHOLDER.fill(key=word, table=known.title, near=near)
                problems.append(Problem(str(at), told))
            else:
                keys[word] = column.key if column else NUMBER
        if keys:
            spots.append(_Spot(at, text, keys))
    return spots, problems


def _texts(form: Form, area: Area) -> Iterator[tuple[CellRef, str]]:
    grid = form.workbook.grid(area.sheet)
    if grid is None:
        return
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            value = grid.value(row, column)
            if isinstance(value, str) and "{" in value and (row, column) not in grid.formulas:
                yield CellRef(area.sheet, row, column), value


def _filled(form: Form, spot: _Spot, row: Mapping[str, Value], number: int, tall: int) -> Iterator[Edit]:
    at = CellRef(spot.at.sheet, spot.at.row + number * tall, spot.at.column)
    alone = _MARK.fullmatch(spot.text)
    if alone is None:
        yield SetCell(
            at, _MARK.sub(lambda found: _spoken(found[0], found[1], found[2], spot, row, number), spot.text)
        )
        return
    value = _value(spot.keys[alone[1]], row, number)
    yield SetCell(at, value.shown)
    if alone[2]:
        yield SetFormat(_cell(at), number_format=alone[2])
    else:
        for edit in formatted_area(form, _cell(spot.at), value):
            yield SetFormat(_cell(at), number_format=edit.number_format)


def _cell(at: CellRef) -> Area:
    return Area(at.sheet, at.row, at.column, at.row, at.column)


def _value(key: str, row: Mapping[str, Value], number: int) -> Value:
    if not row:
        return Value(UNKNOWN)
    return Value(number + 1) if key == NUMBER else row.get(key, BLANK)


def _spoken(
    mark: str, word: str, pattern: str | None, spot: _Spot, row: Mapping[str, Value], number: int
) -> str:
    """A mark within a text: what stands for it, in the format it asks for, else in that of the column."""
    if word not in spot.keys:
        return mark
    value = _value(spot.keys[word], row, number)
    shown = value.shown
    if isinstance(shown, str) or shown is None:
        return shown or ""
    if isinstance(shown, dt.date):
        return str(formatted(serial(shown), pattern)) if pattern else shown.isoformat()
    code = pattern or value.format or ("0" if isinstance(shown, int) else "0.##")
    return str(formatted(float(shown), code)).rstrip(".")
