"""Changes of an open workbook that are not of cells: new sheets, notes, names, what is shown and how it looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from sheetsales.backends.live import native
from sheetsales.backends.live.blocks import area, of_area, uniform
from sheetsales.backends.live.journal import Journal
from sheetsales.backends.placing.changes import Draw, Look, Name, NewSheet, Note, Show, Side

_STYLE = "TableStyleMedium2"
_MOST_ASKED = 2_000
_KINDS = {"bar": "bar_clustered", "column": "column_clustered", "line": "line"}


def add_sheet(book: Any, new: NewSheet, journal: Journal) -> None:
    """A new sheet at the end with its table; the user goes on looking at the sheet they looked at."""
    looked_at = book.sheets.active
    sheet = book.sheets.add(new.sheet, after=book.sheets[len(book.sheets) - 1])
    journal.note(sheet.delete)
    looked_at.activate()
    width = len(new.headings)
    area(sheet, 1, 1, 1, width).value = [[f"'{heading}" for heading in new.headings]]
    sheet.tables.add(source=area(sheet, 1, 1, new.rows, width), name=new.table, table_style_name=_STYLE)
    for column, size in enumerate(new.widths, 1):
        area(sheet, 1, column, 1, 1).column_width = size


def draw(sheet: Any, chart: Draw) -> None:
    parts = [area(sheet, 1, column, chart.last_row, 1).get_address(False, False) for column in chart.columns]
    corner = area(sheet, *chart.corner, 1, 1)
    made = sheet.charts.add(
        left=corner.left,
        top=corner.top,
        width=chart.size[0],
        height=chart.size[1],
        chart_type=_KINDS[chart.kind],
        source=sheet.range(",".join(parts)),
        plot_by="columns",
    )
    made.title = chart.title
    made.legend.visible = len(chart.columns) > 2


def set_note(book: Any, note: Note, journal: Journal) -> None:
    cell = area(book.sheets[note.at.sheet], note.at.row, note.at.column, 1, 1)
    old = cell.note.text if cell.note is not None else None
    journal.note(lambda: _put_note(cell, old))
    _put_note(cell, note.text)


def _put_note(cell: Any, text: str | None) -> None:
    if cell.note is not None:
        cell.note.delete()
    if text is not None:
        cell.add_note(text)


def set_visibility(book: Any, show: Show, journal: Journal) -> None:
    sheet = book.sheets[show.sheet]
    old = native.visibility(sheet)
    journal.note(lambda: native.show(sheet, old))
    native.show(sheet, show.visibility)


def set_name(book: Any, wanted: Name, journal: Journal) -> None:
    """A name keeps its spelling where it is there already."""
    names = book.sheets[wanted.sheet].names if wanted.sheet else book.names
    refers_to = "=" + wanted.refers_to
    for name in names:
        if str(name.name).rpartition("!")[2].lower() == wanted.name.lower() and _is_of(name, wanted.sheet):
            journal.note(partial(setattr, name, "refers_to", name.refers_to))
            name.refers_to = refers_to
            return
    made = names.add(wanted.name, refers_to)
    journal.note(made.delete)


def _is_of(name: Any, sheet: str) -> bool:
    return bool(sheet) or "!" not in str(name.name)


def _is_on(value: str) -> bool:
    return value == "1"


def _colour(value: str) -> str:
    return "#" + value


_SIDES: Final[Mapping[Side, tuple[str, Callable[[str], object]]]] = {
    "format": ("number_format", str),
    "bold": ("font.bold", _is_on),
    "colour": ("font.color", _colour),
    "fill": ("color", _colour),
    "wrap": ("wrap_text", _is_on),
    "width": ("column_width", float),
    "height": ("row_height", float),
}
"""What each side of a look is called there, and how its value is given."""


def set_look(book: Any, look: Look, journal: Journal) -> None:
    what, given = _SIDES[look.side]
    _change(of_area(book, look.area), what, given(look.value), journal)


def _change(target: Any, what: str, value: object, journal: Journal) -> None:
    """Set one side of a look; what it was is remembered piece by piece, of a large area as a whole."""
    height, width = target.shape
    if height * width > _MOST_ASKED:
        pieces = [(target, _of(target, what))]
    else:
        pieces = list(uniform(target, lambda piece: _of(piece, what)))
    for piece, old in pieces:
        journal.note(partial(_set, piece, what, old))
    _set(target, what, value)


def _of(piece: Any, what: str) -> object:
    for name in what.split("."):
        piece = getattr(piece, name)
    found: object = piece
    return found


def _set(piece: Any, what: str, value: object) -> None:
    *path, last = what.split(".")
    for name in path:
        piece = getattr(piece, name)
    setattr(piece, last, value)
