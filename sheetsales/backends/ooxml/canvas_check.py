"""Whether a sheet that is laid out freely can be written as it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.backends.ooxml.book_refusals import FORMAT_CODE
from sheetsales.backends.parts.number_formats import is_code
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, CellRef
from sheetsales.cells.canvas import Canvas
from sheetsales.cells.edits import AddSheet
from sheetsales.errors import EditRefused
from sheetsales.regex import regex
from sheetsales.texts import Text

OFF: Final = Text(
    "新表“{sheet}”的版式里有表外的位置：第 {row} 行、第 {column} 列。",
    "The layout of the new sheet “{sheet}” has a place off the sheet: row {row}, column {column}.",
)
NO_LOOK: Final = Text(
    "新表“{sheet}”的版式里没有第 {look} 种样式。", "The layout of the new sheet “{sheet}” has no look {look}."
)
COLOUR: Final = Text(
    "新表“{sheet}”的版式里，“{colour}”不是颜色；颜色要写成六位十六进制，如 FFC000。",
    "In the layout of the new sheet “{sheet}”, “{colour}” is no colour; a colour is six hexadecimal digits such as FFC000.",
)
_SIX_DIGITS: Final = regex(r"[0-9A-Fa-f]{6}")


def check_canvas(edit: AddSheet, canvas: Canvas) -> None:
    """Raises ``EditRefused`` for a place off the sheet, a look or number format that is none, and what is no colour."""
    for row, column in _places(edit, canvas):
        if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
            raise EditRefused(OFF.fill(sheet=edit.name, row=row, column=column))
    looks = [cell.look for cell in canvas.cells] + [*canvas.body, *canvas.headings]
    for look in looks:
        if not -1 <= look < len(canvas.looks):
            raise EditRefused(NO_LOOK.fill(sheet=edit.name, look=look))
    for colour in _colours(canvas):
        if colour is not None and not _SIX_DIGITS.fullmatch(colour):
            raise EditRefused(COLOUR.fill(sheet=edit.name, colour=colour))
    for number, look_ in enumerate(canvas.looks):
        if look_.number_format is not None and not is_code(look_.number_format):
            at = next(
                (CellRef(edit.name, c.row, c.column) for c in canvas.cells if c.look == number), edit.name
            )
            raise EditRefused(FORMAT_CODE.fill(area=at, code=look_.number_format))


def _places(edit: AddSheet, canvas: Canvas) -> Iterator[tuple[int, int]]:
    yield canvas.last
    yield canvas.top, canvas.left
    yield canvas.top + len(edit.rows), canvas.left + max(len(edit.headings), 1) - 1
    yield from ((row, 1) for row, _ in (*canvas.heights, *canvas.fitted))
    yield from ((cell.row, cell.column) for cell in canvas.cells)
    areas = [*canvas.merged, *(signal.area for signal in canvas.signals)]
    for chart in canvas.charts:
        yield from (chart.title, chart.corner)
        areas += [chart.categories, *(series.values for series in chart.series)]
        yield from (series.name for series in chart.series)
    for area in areas:
        yield from (area[:2], area[2:])


def _colours(canvas: Canvas) -> Iterator[str | None]:
    yield canvas.tab
    for look in canvas.looks:
        yield from (look.colour, look.fill, look.line)
    for signal in canvas.signals:
        yield from (signal.colour, signal.fill)
    yield from (series.colour for chart in canvas.charts for series in chart.series)
