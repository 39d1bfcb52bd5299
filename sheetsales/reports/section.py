"""A section's page: its title, one sentence, tables of at most eight columns, the reasons of dashes, one chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sheetsales.dataclass import dataclass
from sheetsales.look import styles
from sheetsales.look.widths import display_width, wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.block import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Block,
    alignment,
    cell_format,
    reasons_line,
    title_of,
)
from sheetsales.reports.cells import Calc, Content, mirror, put
from sheetsales.reports.draft import Draft
from sheetsales.texts import Text

MOST_COLUMNS = 8
_HEADING_HEIGHT, _ROW_HEIGHT, _NOTE_LINE = 34.0, 20.0, 13.0
_LEAST_SCALE = 0.65
"""How small a section may become to stay on one page."""


@dataclass(frozen=True)
class Section:
    """What stands on the page. ``tables`` are column keys of the block, each at most eight."""

    title: Text
    block: Block
    tables: tuple[tuple[str, ...], ...]
    sentence: Content = None
    note: str = ""
    chart: Any = None
    chart_height: int = 290
    rows: tuple[str, ...] | None = None


class _Page:
    """The sheet of one section while it is filled from top to bottom."""

    def __init__(self, draft: Draft, section: Section) -> None:
        self.draft, self.section = draft, section
        self.sheet = draft.workbook.add_worksheet(draft.speak(section.title))
        self.columns = max(len(keys) for keys in section.tables)
        self.widths = [
            max(self._width(keys[c]) for keys in section.tables if c < len(keys)) for c in range(self.columns)
        ]
        self.row = 0
        self.height = 0.0
        self.heading_row = 0

    def _width(self, key: str) -> float:
        heading = self.section.block.heading(key)
        if heading.look != "text":
            return 14
        cells = (self.section.block.get(row, key) for row in self.section.block.rows)
        longest = max((display_width(str(c)) for c in cells if isinstance(c, str)), default=8)
        return min(44, max(14, longest + 4, display_width(self.draft.speak(heading.title)) + 4))

    def line(self, height: float) -> int:
        """The next row, given its height."""
        row = self.row
        self.sheet.set_row(row, height)
        self.row += 1
        self.height += height
        return row

    def wrapped(self, content: Content, text: str, style: Any, line_height: float) -> None:
        """Text across the page, as high as it needs."""
        row = self.line(line_height * wrapped_lines(text, sum(self.widths) * 1.1) + 3)
        self.sheet.merge_range(row, 0, row, self.columns - 1, "", style)
        put(self.sheet, row, 0, content, style)


def write_section(draft: Draft, section: Section) -> None:
    """Adds the sheet of one section; every figure points at its formula in the appendix."""
    page = _Page(draft, section)
    sheet = page.sheet
    sheet.hide_gridlines(2)
    for c, width in enumerate(page.widths):
        sheet.set_column(c, c, width)
    sheet.write_string(page.line(28), 0, draft.speak(section.title), draft.style(styles.TITLE))
    if section.sentence is not None:
        said = section.sentence.value if isinstance(section.sentence, Calc) else section.sentence
        page.wrapped(section.sentence, str(said), draft.style({"text_wrap": True, "valign": "top"}), 16)
    page.line(6)
    for keys in section.tables:
        _table(draft, page, keys[:MOST_COLUMNS])
    shown = [key for keys in section.tables for key in keys]
    for text in (reasons_line(draft, section.block, shown), section.note):
        if text:
            page.wrapped(
                text, text, draft.style(styles.HELP, {"text_wrap": True, "valign": "top"}), _NOTE_LINE
            )
    _finish(draft, page)


def _table(draft: Draft, page: _Page, keys: Sequence[str]) -> None:
    block = page.section.block
    lines = max(
        wrapped_lines(title_of(draft, block.heading(key)), page.widths[c]) for c, key in enumerate(keys)
    )
    row = page.line(max(_HEADING_HEIGHT, 15.0 * lines + 4))
    page.heading_row = row
    for c, key in enumerate(keys):
        heading = block.heading(key)
        page.sheet.write_string(
            row,
            c,
            title_of(draft, heading),
            draft.style(styles.HEADING, alignment(heading.look), {"text_wrap": True}),
        )
    for record in block.rows if page.section.rows is None else page.section.rows:
        if all(block.get(record, key) is None for key in keys[1:]):
            continue
        row = page.line(_ROW_HEIGHT)
        for c, key in enumerate(keys):
            look = block.look(record, key)
            style = draft.style(styles.LINED, alignment(look), {"num_format": cell_format(draft, look)})
            put(page.sheet, row, c, mirror(block.ref(record, key), block.get(record, key)), style)
    page.line(10)


def _finish(draft: Draft, page: _Page) -> None:
    """The chart below the tables; one page where that stays legible, else a page of its own for the chart."""
    chart, sheet, height = page.section.chart, page.sheet, page.height
    set_up_page(sheet, draft.lang, heading_rows=0)
    if chart is not None:
        row = page.line(8)
        chart.set_size({"width": int(sum(page.widths) * 7.2), "height": page.section.chart_height})
        sheet.insert_chart(row, 0, chart, {"object_position": 2})
        height += page.section.chart_height * 0.75 + 8
    sheet.center_horizontally()
    across = min(1.0, PAGE_WIDTH / sum(page.widths))
    if min(across, PAGE_HEIGHT / height) >= _LEAST_SCALE:
        sheet.fit_to_pages(1, 1)
        return
    sheet.repeat_rows(page.heading_row)
    if chart is not None:
        sheet.set_h_pagebreaks([page.row - 1])
