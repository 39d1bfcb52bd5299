"""A section's page: its title, one sentence, at most eight columns, the reasons of dashes, at most one chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sheetsales.look import styles
from sheetsales.look.widths import display_width, wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.block import Block, alignment, cell_format, reasons_line, title_of
from sheetsales.reports.cells import Content, mirror, put
from sheetsales.reports.draft import Draft
from sheetsales.texts import Text

MOST_COLUMNS = 8
_TOP = 3
CHART_SIZE = {"width": 900, "height": 300}


def write_section(
    draft: Draft, title: Text, block: Block, columns: Sequence[str], *, sentence: Content = None, note: str = "", chart: Any = None
) -> None:
    """Adds the sheet of one section; every figure points at its formula in the appendix."""
    sheet = draft.workbook.add_worksheet(draft.speak(title))
    shown_columns = tuple(columns)[:MOST_COLUMNS]
    sheet.hide_gridlines(2)
    _top(draft, sheet, title, sentence, len(shown_columns))
    for c, key in enumerate(shown_columns):
        sheet.set_column(c, c, _width(draft, block, key))
    _headings(draft, sheet, block, shown_columns)
    for r, row in enumerate(block.rows):
        sheet.set_row(_TOP + 1 + r, 21)
        for c, key in enumerate(shown_columns):
            look = block.look(row, key)
            style = draft.style(styles.LINED, alignment(look), {"num_format": cell_format(draft, look)})
            put(sheet, _TOP + 1 + r, c, mirror(block.ref(row, key), block.get(row, key)), style)
    below = _foot(draft, sheet, block, shown_columns, note)
    if chart is not None:
        sheet.insert_chart(below + 1, 0, chart, {"object_position": 2})
        chart.set_size(CHART_SIZE)
    set_up_page(sheet, draft.lang, heading_rows=_TOP + 1)
    sheet.freeze_panes(_TOP + 1, 1)


def _top(draft: Draft, sheet: Any, title: Text, sentence: Content, columns: int) -> None:
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, draft.speak(title), draft.style(styles.TITLE))
    style = draft.style({"text_wrap": True, "valign": "top"})
    sheet.merge_range(1, 0, 1, columns - 1, "", style)
    put(sheet, 1, 0, sentence, style)
    sheet.set_row(1, 36 if sentence is not None else 6)
    sheet.set_row(2, 6)


def _headings(draft: Draft, sheet: Any, block: Block, columns: Sequence[str]) -> None:
    for c, key in enumerate(columns):
        heading = block.heading(key)
        align = styles.LEFT if heading.look == "text" else styles.CENTRED if heading.look == "date" else styles.RIGHT
        sheet.write_string(_TOP, c, title_of(draft, heading), draft.style(styles.HEADING, align, {"text_wrap": True}))
    sheet.set_row(_TOP, 34)


def _width(draft: Draft, block: Block, key: str) -> float:
    heading = block.heading(key)
    if heading.look != "text":
        return 14
    texts = [str(block.get(row, key) or "") for row in block.rows]
    longest = max((display_width(t) for t in texts if shown_text(t)), default=8)
    return min(44, max(14, longest + 3, display_width(draft.speak(heading.title)) + 3))


def shown_text(text: str) -> bool:
    return not text.startswith("Calc(")


def _foot(draft: Draft, sheet: Any, block: Block, columns: Sequence[str], note: str) -> int:
    """Reasons and notes below the table; returns the last row used."""
    row = _TOP + 1 + len(block.rows)
    width = sum(_width(draft, block, key) for key in columns)
    for text in (reasons_line(draft, block, columns), note):
        if text:
            style = draft.style(styles.HELP, {"text_wrap": True, "valign": "top"})
            sheet.merge_range(row, 0, row, len(columns) - 1, text, style)
            sheet.set_row(row, 14 * wrapped_lines(text, width * 1.1) + 2)
            row += 1
    return row


