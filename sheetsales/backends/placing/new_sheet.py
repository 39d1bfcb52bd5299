"""A new sheet as changes: its table, its cells, then how they look and what is drawn over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator
from typing import Final

from sheetsales.backends.parts.number_formats import kind_of_format
from sheetsales.backends.placing.changes import Change, Draw, Look, NewSheet, Write
from sheetsales.cells.address import Area
from sheetsales.cells.edits import AddSheet
from sheetsales.cells.values import EditValue, Formula, Link
from sheetsales.errors import EditRefused
from sheetsales.speech.widths import display_width
from sheetsales.texts import Text

_WRITTEN: Final = ("EEF1F5", "6B7280")
"""Ground and letters of headings over columns that sheetsales fills."""
_NARROWEST: Final = 8.0
_WIDEST: Final = 40.0
_SAMPLE: Final = 200
CLOSED_ONLY: Final = Text(
    "“{sheet}”有图表和版式，工作簿打开着的时候加不了。请在 Excel 里保存并关闭工作簿，再运行一次。",
    "“{sheet}” is laid out with charts and cannot be added while the workbook is open. Save and close it in Excel, then run "
    "this again.",
)
_POINTS_A_PIXEL: Final = 0.75
HEADING_HEIGHT: Final = 18.0
WRAPPED_HEIGHT: Final = 30.0
"""In points: where texts break, rows are two lines high, as in a file."""


def added(edit: AddSheet, tables: Container[str]) -> Iterator[Change]:
    """What makes the sheet. ``tables`` are the names of tables that are there, in lower case.

    Raises ``EditRefused`` for a sheet laid out freely: only a file takes it.
    """
    if edit.canvas is not None:
        raise EditRefused(CLOSED_ONLY.fill(sheet=edit.name))
    width, last = len(edit.headings), max(len(edit.rows), 1) + 1
    table = edit.table or next(
        name for n in range(1, 100_000) if (name := f"tblSheet{n}").lower() not in tables
    )
    yield NewSheet(edit.name, table, edit.visibility, edit.headings, last, widths_of(edit))
    body = [(*row, *([None] * (width - len(row)))) for row in edit.rows] or [(None,) * width]
    yield Write(edit.name, 1, 1, (tuple(edit.headings), *map(tuple, body)))
    for column, code in enumerate(edit.formats[:width], 1):
        if code is not None:
            for first, end in formatted_rows(edit, column, code):
                yield Look(Area(edit.name, first, column, end, column), "format", code)
    for column in wrapped(edit):
        yield Look(Area(edit.name, 2, column, last, column), "wrap", "1")
    if edit.look is not None:
        for column, ours in enumerate(edit.look.written[:width], 1):
            if ours:
                heading = Area(edit.name, 1, column, 1, column)
                yield Look(heading, "fill", _WRITTEN[0])
                yield Look(heading, "colour", _WRITTEN[1])
        yield Look(Area(edit.name, 1, 1, 1, 1), "height", f"{HEADING_HEIGHT:g}")
    elif wrapped(edit):
        yield Look(Area(edit.name, 1, 1, 1, 1), "height", f"{HEADING_HEIGHT:g}")
        yield Look(Area(edit.name, 2, 1, last, 1), "height", f"{WRAPPED_HEIGHT:g}")
    yield from _drawn(edit, last)


def wrapped(edit: AddSheet) -> list[int]:
    """The columns in which long lines break, from 1."""
    return [column for column, wraps in enumerate(edit.wraps[: len(edit.headings)], 1) if wraps]


def formatted_rows(edit: AddSheet, column: int, code: str) -> Iterator[tuple[int, int]]:
    """The rows of a column that show its format: all but texts, and days and times where the format shows none."""
    shows_days = kind_of_format(code) != "number"
    last = max(len(edit.rows), 1) + 1
    first = 2
    for row, values in enumerate(edit.rows, 2):
        value = values[column - 1] if column <= len(values) else None
        held = value.value if isinstance(value, Formula) else value
        is_day = isinstance(held, dt.date | dt.time | dt.timedelta) and not shows_days
        if is_day or isinstance(held, str | bool):
            if first < row:
                yield first, row - 1
            first = row + 1
    if first <= last:
        yield first, last


def _drawn(edit: AddSheet, last: int) -> Iterator[Draw]:
    for chart in edit.charts:
        headings = (chart.categories, *chart.series)
        yield Draw(
            edit.name,
            chart.kind,
            chart.title,
            chart.number_format,
            tuple(edit.headings.index(heading) + 1 for heading in headings),
            last,
            (chart.row, len(edit.headings) + 2),
            (chart.width * _POINTS_A_PIXEL, chart.height * _POINTS_A_PIXEL),
        )


def widths_of(edit: AddSheet) -> tuple[float, ...]:
    """The widths of its columns, by what stands in them where the edit says none."""
    widths = list(edit.widths[: len(edit.headings)])
    for column in range(len(widths), len(edit.headings)):
        texts = [
            edit.headings[column] + "   ",
            *(_shown(row[column]) for row in edit.rows[:_SAMPLE] if column < len(row)),
        ]
        widths.append(min(max([_NARROWEST, *(display_width(text) + 2 for text in texts)]), _WIDEST))
    return tuple(widths)


def _shown(value: EditValue) -> str:
    if isinstance(value, Formula):
        value = value.value
    elif isinstance(value, Link):
        value = value.text
    return "" if value is None else str(value)
