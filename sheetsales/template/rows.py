"""Writes the rows of a record's sheet, from top to bottom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sheetsales.look.styles import Formats
from sheetsales.look.widths import row_height, wrapped_lines
from sheetsales.schema.column import Kind
from sheetsales.speech.widths import display_width
from sheetsales.template.labels import Shown, label_of
from sheetsales.template.pens import Pen, cell_style
from sheetsales.template.story.model import RawValue, StoryRow

_MOST_LINES = 8


class RowWriter:
    """Writes rows one after another, as a streaming workbook needs them.

    ``sparing`` is for very long tables: blank cells of folded columns are left out, and only notes wrap.
    """

    def __init__(self, sheet: Any, made: Sequence[Pen], formats: Formats, *, sparing: bool) -> None:
        self._sheet = sheet
        self._pens = made
        self._formats = formats
        self._sparing = sparing
        seen = [i for i, pen in enumerate(made) if not pen.column.folded]
        self._wrapping = [i for i in seen if made[i].column.kind is Kind.NOTE or not sparing]
        self._place = {pen.column.key: i for i, pen in enumerate(made)}

    def write(self, index: int, row: StoryRow, raw: Mapping[str, RawValue]) -> None:
        """The data row ``index`` (from 0); ``raw`` cells stand exactly as they are."""
        shown = [pen.show(row.get(pen.column.key)) for pen in self._pens]
        for key, value in raw.items():
            shown[self._place[key]] = value
        lines = self._lines(shown)
        if lines:
            self._sheet.set_row(index + 1, row_height(min(max(lines.values()), _MOST_LINES)))
        for place, (pen, value) in enumerate(zip(self._pens, shown, strict=True)):
            if pen.formula:
                cached = label_of(shown[self._place["id"]], shown[self._place["name"]])
                self._sheet.write_formula(index + 1, place, pen.formula, pen.format, cached)
            elif value is not None or not (self._sparing and pen.column.folded):
                put(self._sheet, index + 1, place, value, self._format(pen, row, wraps=place in lines))

    def _lines(self, shown: Sequence[Shown]) -> dict[int, int]:
        """How many lines the texts take that do not fit on one, by place."""
        lines = {}
        for place in self._wrapping:
            text, pen = shown[place], self._pens[place]
            if isinstance(text, str) and (pen.column.kind is Kind.NOTE or display_width(text) > pen.width):
                lines[place] = wrapped_lines(text, pen.width)
        return {place: count for place, count in lines.items() if count > 1}

    def _format(self, pen: Pen, row: StoryRow, *, wraps: bool) -> Any:
        """The column's format, or the row's where rows differ; wrapping where a text is too long."""
        if pen.number_format is not None:
            return self._formats.of(cell_style(pen.column), {"num_format": pen.number_format(row)})
        if wraps:
            return self._formats.of(cell_style(pen.column), {"text_wrap": True})
        return pen.format


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
