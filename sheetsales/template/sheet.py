"""Draws the sheet of one record: headings with notes, rows, drop-downs, widths, folds and print set-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice, repeat
from typing import Any

from sheetsales.cells.address import column_letters
from sheetsales.dataclass import dataclass
from sheetsales.look import styles
from sheetsales.look.styles import Formats
from sheetsales.look.widths import row_height
from sheetsales.look.workbook import set_up_page
from sheetsales.schema.column import Kind
from sheetsales.speech.widths import display_width
from sheetsales.template.dropdowns import Layouts, validation
from sheetsales.template.headings import note
from sheetsales.template.labels import Labels
from sheetsales.template.layout import Layout
from sheetsales.template.pens import Pen, alignment, calculated, cell_style, pens
from sheetsales.template.rows import RowWriter
from sheetsales.template.signals import signals
from sheetsales.template.story.model import RawValue, StoryRow
from sheetsales.template.table import add_table

RawRows = Mapping[int, Mapping[str, RawValue]]
"""Cells to be written exactly as they stand, by row index and column key."""

_HEADING_HEIGHT = 27.0
_TWO_LINES = row_height(2)
"""Rows of Findings: nobody sets their height when a check writes them, and LibreOffice does not fit it."""
_SAMPLED = 500
"""Rows looked at for the widths of columns."""


@dataclass(frozen=True)
class Drawing:
    """What all sheets of one workbook share. ``large`` streams rows and leaves blank folded cells out."""

    workbook: Any
    formats: Formats
    labels: Labels
    layouts: Layouts
    large: bool


def draw_record(drawing: Drawing, sheet: Any, layout: Layout, rows: Sequence[StoryRow], raw: RawRows) -> None:
    """Everything on the sheet of one record; ``rows`` may be empty, and are gone through one after another."""
    made = pens(layout, tuple(islice(rows, _SAMPLED)), drawing.formats, drawing.labels)
    add_table(sheet, layout, {layout.index[key]: formula for key, formula in calculated(layout).items()})
    _draw_headings(drawing, sheet, layout)
    writer = RowWriter(sheet, made, drawing.formats, sparing=drawing.large)
    blanks: Iterable[StoryRow] = repeat({}, layout.last_row - 1 - layout.rows)
    for index, row in enumerate(chain(rows, blanks)):
        writer.write(index, row, raw.get(index, {}))
    _set_columns(drawing, sheet, layout, made)
    _add_validations(drawing, sheet, layout)
    _add_signals(drawing, sheet, layout)
    _set_up_sheet(sheet, layout)


def _draw_headings(drawing: Drawing, sheet: Any, layout: Layout) -> None:
    sheet.set_row(0, _HEADING_HEIGHT)
    sheet.set_comments_author("sheetsales")
    for index, (column, heading) in enumerate(zip(layout.columns, layout.headings, strict=True)):
        style = styles.HEADING_WRITTEN if column.written else styles.HEADING
        sheet.write_string(0, index, heading, drawing.formats.of(style, alignment(column)))
        text = note(layout.record, column, layout.lang)
        if text:
            sheet.write_comment(0, index, text, _note_box(text, layout))


def _note_box(text: str, layout: Layout) -> dict[str, Any]:
    """A white box as high as its text, in the body font."""
    lines = sum(max(1, -(-display_width(line) // 36)) for line in text.split("\n"))
    font = {"font_name": styles.font(layout.lang), "font_size": styles.HELP_SIZE}
    return {"width": 240, "height": 18 + 17 * lines, "color": styles.WHITE, **font}


def _set_columns(drawing: Drawing, sheet: Any, layout: Layout, made: Sequence[Pen]) -> None:
    """Widths, formats for rows yet to be typed, and the folded columns as one closed group."""
    for index, pen in enumerate(made):
        look = cell_style(pen.column, report=layout.record.written)
        style = {k: v for k, v in look.items() if not k.startswith("bottom")}
        folds = {"level": 1, "hidden": True} if pen.column.folded else {}
        sheet.set_column(index, index, pen.width, drawing.formats.of(style), folds)
    if any(pen.column.folded for pen in made):
        sheet.set_column(len(made), len(made), 3, None, {"collapsed": True})


def _add_validations(drawing: Drawing, sheet: Any, layout: Layout) -> None:
    for index, column in enumerate(layout.columns):
        options = None if column.written else validation(column, layout, drawing.layouts)
        if options:
            sheet.data_validation(1, index, layout.reach - 1, index, options)


def _add_signals(drawing: Drawing, sheet: Any, layout: Layout) -> None:
    for signal in signals(layout):
        first, last = layout.index[signal.first], layout.index[signal.last]
        options = {
            "type": "formula",
            "criteria": f"={signal.formula}",
            "format": drawing.formats.change(signal.style),
        }
        sheet.conditional_format(1, first, layout.reach - 1, last, options)


def _set_up_sheet(sheet: Any, layout: Layout) -> None:
    frozen = 1 if layout.columns[0].kind is Kind.ID else 0
    sheet.freeze_panes(1, frozen)
    sheet.set_selection(1, frozen, 1, frozen)
    sheet.hide_gridlines(2)
    record = layout.record
    sheet.set_tab_color(styles.tab_colour(config=record.config, written=record.written))
    area = f"A2:{column_letters(len(layout.columns))}{layout.reach}"
    sheet.ignore_errors({"number_stored_as_text": area})
    if any(column.kind is Kind.NOTE for column in layout.columns) and record.written:
        sheet.set_default_row(_TWO_LINES)
    set_up_page(sheet, layout.lang)
