"""Edits of an open workbook that are not of cells: new sheets, notes, names, what is shown and how it looks."""

from __future__ import annotations

from functools import partial
from typing import Any

from sheetsales.backends.clicks.new_sheet import (
    HEADING_HEIGHT,
    WRAPPED_HEIGHT,
    formatted_rows,
    wrapped,
)
from sheetsales.backends.live import native
from sheetsales.backends.live.blocks import area, of_area, uniform, write_block
from sheetsales.backends.live.journal import Journal
from sheetsales.cells.charts import Chart
from sheetsales.cells.edits import AddSheet, SetFormat, SetName, SetNote, SetVisibility

_STYLE = "TableStyleMedium2"
_WRITTEN = ("#EEF1F5", "#6B7280")
"""Ground and letters of headings over columns that sheetsales fills."""
_NARROWEST, _WIDEST = 8.0, 40.0
_MOST_ASKED = 2_000
_POINTS_A_PIXEL = 0.75
_KINDS = {"bar": "bar_clustered", "column": "column_clustered", "line": "line"}


def add_sheet(book: Any, edit: AddSheet, table: str, journal: Journal) -> int:
    """A new sheet at the end with its table and charts; the user goes on looking at the sheet they looked at."""
    looked_at = book.sheets.active
    sheet = book.sheets.add(edit.name, after=book.sheets[len(book.sheets) - 1])
    journal.note(sheet.delete)
    looked_at.activate()
    width = len(edit.headings)
    blank = (None,) * width
    body = [(*row, *blank[len(row) :]) for row in edit.rows] or [blank]
    cells = write_block(sheet, 1, 1, [edit.headings, *body], journal)
    whole = area(sheet, 1, 1, len(body) + 1, width)
    sheet.tables.add(source=whole, name=table, table_style_name=_STYLE)
    _widen(sheet, edit)
    _dress(sheet, edit, len(body) + 1)
    for chart in edit.charts:
        _draw(sheet, edit, chart, len(body) + 1)
    native.show(sheet, edit.visibility)
    return cells


def _widen(sheet: Any, edit: AddSheet) -> None:
    for column in range(1, len(edit.headings) + 1):
        cell = area(sheet, 1, column, 1, 1)
        if column <= len(edit.widths):
            cell.column_width = edit.widths[column - 1]
        else:
            area(sheet, 1, column, len(edit.rows) + 1, 1).columns.autofit()
            cell.column_width = min(max(cell.column_width, _NARROWEST), _WIDEST)


def _dress(sheet: Any, edit: AddSheet, last: int) -> None:
    """The formats of its columns, and room for long lines: two lines a row, as in a file."""
    for column, code in enumerate(edit.formats[: len(edit.headings)], 1):
        for first, end in formatted_rows(edit, column, code) if code is not None else ():
            area(sheet, first, column, end - first + 1, 1).number_format = code
    for column in wrapped(edit):
        area(sheet, 2, column, last - 1, 1).wrap_text = True
    if edit.look is not None:
        for column, ours in enumerate(edit.look.written, 1):
            if ours:
                heading = area(sheet, 1, column, 1, 1)
                heading.color, heading.font.color = _WRITTEN
        area(sheet, 1, 1, 1, 1).row_height = HEADING_HEIGHT
    elif wrapped(edit):
        area(sheet, 1, 1, 1, 1).row_height = HEADING_HEIGHT
        area(sheet, 2, 1, last - 1, 1).row_height = WRAPPED_HEIGHT


def _draw(sheet: Any, edit: AddSheet, chart: Chart, last: int) -> None:
    columns = [edit.headings.index(heading) + 1 for heading in (chart.categories, *chart.series)]
    parts = [area(sheet, 1, column, last, 1).get_address(False, False) for column in columns]
    corner = area(sheet, chart.row, len(edit.headings) + 2, 1, 1)
    made = sheet.charts.add(
        left=corner.left,
        top=corner.top,
        width=chart.width * _POINTS_A_PIXEL,
        height=chart.height * _POINTS_A_PIXEL,
        chart_type=_KINDS[chart.kind],
        source=sheet.range(",".join(parts)),
        plot_by="columns",
    )
    made.title = chart.title
    made.legend.visible = len(chart.series) > 1


def set_note(book: Any, edit: SetNote, journal: Journal) -> None:
    cell = area(book.sheets[edit.at.sheet], edit.at.row, edit.at.column, 1, 1)
    old = cell.note.text if cell.note is not None else None
    journal.note(lambda: _put_note(cell, old))
    _put_note(cell, edit.text)


def _put_note(cell: Any, text: str | None) -> None:
    if cell.note is not None:
        cell.note.delete()
    if text is not None:
        cell.add_note(text)


def set_visibility(book: Any, edit: SetVisibility, journal: Journal) -> None:
    sheet = book.sheets[edit.sheet]
    old = native.visibility(sheet)
    journal.note(lambda: native.show(sheet, old))
    native.show(sheet, edit.visibility)


def set_name(book: Any, edit: SetName, journal: Journal) -> None:
    """A name keeps its spelling where it is there already."""
    names = book.names if edit.sheet is None else book.sheets[edit.sheet].names
    refers_to = "=" + edit.refers_to
    for name in names:
        if str(name.name).rpartition("!")[2].lower() == edit.name.lower() and _is_of(name, edit.sheet):
            journal.note(partial(setattr, name, "refers_to", name.refers_to))
            name.refers_to = refers_to
            return
    made = names.add(edit.name, refers_to)
    journal.note(made.delete)


def _is_of(name: Any, sheet: str | None) -> bool:
    return sheet is not None or "!" not in str(name.name)


def set_format(book: Any, edit: SetFormat, journal: Journal) -> None:
    target = of_area(book, edit.area)
    if edit.number_format is not None:
        _change(target, "number_format", edit.number_format, journal)
    if edit.bold is not None:
        _change(target, "font.bold", edit.bold, journal)
    if edit.colour is not None:
        _change(target, "font.color", "#" + edit.colour, journal)
    if edit.fill is not None:
        _change(target, "color", "#" + edit.fill, journal)
    if edit.wrap is not None:
        _change(target, "wrap_text", edit.wrap, journal)
    if edit.width is not None:
        _change(target, "column_width", edit.width, journal)
    if edit.height is not None:
        _change(target, "row_height", edit.height, journal)


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
