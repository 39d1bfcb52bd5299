"""Writes the rows of a record's sheet: each column with its own way of showing values and its own format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sheetsales.look import numbers, styles
from sheetsales.look.styles import Formats, Style
from sheetsales.look.widths import NARROWEST, display_width, fitting_width, row_height, wrapped_lines
from sheetsales.schema.column import Column, Kind
from sheetsales.template.config_rows import Share
from sheetsales.template.labels import Labels, Shown, label_of
from sheetsales.template.layout import Layout
from sheetsales.template.story.model import RawValue, StoryRow, StoryValue

_SAMPLED = 500
"""Rows looked at for a column's width."""
_MOST_LINES = 8
_WIDEST_NOTE = 60


@dataclass(frozen=True, slots=True)
class Pen:
    """How the cells of one column are shown and formatted. ``formula`` is a calculated column's."""

    column: Column
    show: Callable[[StoryValue], Shown]
    format: Any
    width: float
    formula: str = ""


def pens(layout: Layout, rows: Sequence[StoryRow], formats: Formats, labels: Labels) -> list[Pen]:
    """A pen for each column; widths follow the heading and what the rows show."""
    formulas = calculated(layout)
    made = []
    for column, heading in zip(layout.columns, layout.headings, strict=True):
        show = labels.shower(column)
        width = _width(
            column,
            heading,
            sorted(map(display_width, _texts(column, show, rows))),
            config=layout.record.config,
        )
        made.append(Pen(column, show, formats.of(cell_style(column)), width, formulas.get(column.key, "")))
    return made


def calculated(layout: Layout) -> dict[str, str]:
    """Calculated columns by key: a customer as drop-downs offer it follows id and name at once."""
    if layout.record.key != "customers":
        return {}
    identity, name = layout.this_row("id"), layout.this_row("name")
    return {"label": f'IF({name}="","",TRIM({identity}&" "&{name}))'}


def cell_style(column: Column) -> Style:
    """How a cell of the column looks, hairline below included."""
    style: dict[str, Any] = {**styles.BODY, **styles.LINED, "num_format": numbers.BY_KIND[column.kind]}
    style.update(alignment(column))
    if column.kind is Kind.NOTE:
        style["text_wrap"] = True
    if column.written:
        style["font_color"] = styles.QUIET
    if column.key == "label":
        style["num_format"] = (
            numbers.GENERAL
        )  # in a text cell Excel would show an edited formula, not its value
    return style


def alignment(column: Column) -> Style:
    """Codes and dates centred, numbers right, text left; notes, which fill their width, begin with a little air."""
    if column.kind in numbers.CENTRED or column.key == "order":
        return styles.CENTRED
    if column.kind in numbers.NUMERIC or column.kind is Kind.ANY:
        return styles.RIGHT
    return {**styles.LEFT, "indent": 1} if column.kind is Kind.NOTE else styles.LEFT


def _width(column: Column, heading: str, lengths: Sequence[int], *, config: bool) -> float:
    """Wide enough for the heading and nearly all texts; notes of records for most texts on two lines.

    ``lengths`` are the display widths of the texts, ascending.
    """
    least = column.width or NARROWEST
    if column.kind is not Kind.NOTE:
        return fitting_width(heading, _at(lengths, 0.97), least=least)
    usual = 0 if config else _at(lengths, 0.8) / 2
    return fitting_width(heading, usual, least=least, most=max(least, _WIDEST_NOTE))


def _at(lengths: Sequence[int], share: float) -> int:
    """The length that this share of the texts does not pass; 0 where there are none."""
    return lengths[min(int(len(lengths) * share), len(lengths) - 1)] if lengths else 0


def _texts(column: Column, show: Callable[[StoryValue], Shown], rows: Sequence[StoryRow]) -> list[str]:
    shown = (show(row.get(column.key)) for row in rows[:_SAMPLED])
    return [text for text in shown if isinstance(text, str)]


class RowWriter:
    """Writes rows from top to bottom, as a streaming workbook needs them.

    ``sparing`` leaves blank cells of folded columns out, for very long tables.
    """

    def __init__(self, sheet: Any, made: Sequence[Pen], formats: Formats, *, sparing: bool) -> None:
        self._sheet = sheet
        self._pens = made
        self._formats = formats
        self._sparing = sparing
        self._wrapping = [
            i for i, pen in enumerate(made) if pen.column.kind is Kind.NOTE and not pen.column.folded
        ]
        self._place = {pen.column.key: i for i, pen in enumerate(made)}

    def write(self, index: int, row: StoryRow, raw: Mapping[str, RawValue]) -> None:
        """The data row ``index`` (from 0); ``raw`` cells stand exactly as they are."""
        shown = [pen.show(row.get(pen.column.key)) for pen in self._pens]
        for key, value in raw.items():
            shown[self._place[key]] = value
        lines = max(
            (
                wrapped_lines(shown[i], self._pens[i].width)
                for i in self._wrapping
                if isinstance(shown[i], str)
            ),
            default=1,
        )
        if lines > 1:
            self._sheet.set_row(index + 1, row_height(min(lines, _MOST_LINES)))
        for place, (pen, value) in enumerate(zip(self._pens, shown, strict=True)):
            if pen.formula:
                cached = label_of(shown[self._place["id"]], shown[self._place["name"]])
                self._sheet.write_formula(index + 1, place, pen.formula, pen.format, cached)
            elif value is not None or not (self._sparing and pen.column.folded):
                put(self._sheet, index + 1, place, value, self._format(pen, row))

    def _format(self, pen: Pen, row: StoryRow) -> Any:
        """The column's format; where a cell may hold anything, one for what it holds."""
        if pen.column.kind is not Kind.ANY:
            return pen.format
        value = row.get(pen.column.key)
        number_format = numbers.TEXT
        if isinstance(value, Share):
            number_format = numbers.PERCENT
        elif isinstance(value, Decimal):
            number_format = numbers.NUMBER
        return self._formats.of(styles.BODY, styles.LINED, styles.RIGHT, {"num_format": number_format})


def put(sheet: Any, row: int, column: int, value: Shown, cell_format: Any) -> None:
    """Writes one value as what it is; a text never becomes a number, a formula or a link."""
    if value is None:
        sheet.write_blank(row, column, None, cell_format)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, cell_format)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, cell_format)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, cell_format)
    else:
        sheet.write_number(row, column, float(value), cell_format)
