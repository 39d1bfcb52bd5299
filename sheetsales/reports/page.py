"""A page of the report on paper: its sections one below another, across A4, broken only where a reader can bear it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sheetsales.look import styles
from sheetsales.look.widths import wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.block import (
    Look,
    alignment,
    cell_format,
    title_of,
)
from sheetsales.reports.cells import Content, put
from sheetsales.reports.draft import Draft
from sheetsales.reports.paper import HEADING_HEIGHT, TEXTS, Fit, best_fit, text_shown
from sheetsales.reports.section import MOST_COLUMNS, PageTable, Section
from sheetsales.reports.sums import content_over_sums
from sheetsales.reports.wrapped_texts import WrappedTexts

_ROW_HEIGHT, _LINE, _NOTE_LINE = 15.5, 14.0, 13.0
_KEPT_WHOLE = 12
"""Rows up to which a table with a title of its own is not cut: the headings that repeat are those of the first one."""
LIGHTS = {"●": styles.GOOD, "▲": styles.WATCH, "✕": styles.BAD}
_BAND: styles.Style = {"bold": True, "bg_color": styles.ACCENT_SURFACE}
_TOTAL: styles.Style = {"bold": True, "top": 1, "top_color": styles.ACCENT}
_TALLEST = 409.0
"""Points; Excel knows no taller row."""
_PLAIN: styles.Style = {}
_BAND_NAME: styles.Style = {"font_color": styles.ACCENT}
_BAND_TEXT: styles.Style = {"bold": False}
_IN_BAND: styles.Style = {"indent": 2}
_WRAPPED: styles.Style = {"text_wrap": True}
_LIGHT_STYLES: dict[str, styles.Style] = {sign: {"font_color": colour} for sign, colour in LIGHTS.items()}
_NO_LIGHT: styles.Style = {"font_color": styles.QUIET}


class Page:
    """The sheet of a page while it is filled from top to bottom."""

    def __init__(self, draft: Draft, sheet: Any, texts: WrappedTexts, widths: Sequence[float]) -> None:
        self.draft, self.texts = draft, texts
        texts.reach(widths)
        self.sheet, self.widths = sheet, list(widths)
        self.row = 0
        self.height = 0.0
        self.heading_rows: list[int] = []
        self.table_ends: list[int] = []
        self.bounds: list[tuple[int, float]] = []
        """Rows a page may begin with, and how high all above them is."""
        self._styles: dict[tuple[object, ...], Any] = {}

    @property
    def columns(self) -> int:
        return len(self.widths)

    def style(self, look: Look, parts: Sequence[styles.Style]) -> Any:
        """The format of a cell of a table: its look, and ``parts``, which are constants of this module."""
        mark = (look, *map(id, parts))
        if mark not in self._styles:
            number_format = {"num_format": cell_format(self.draft, look)}
            self._styles[mark] = self.draft.style(styles.LINED, alignment(look), number_format, *parts)
        return self._styles[mark]

    def line(self, height: float) -> int:
        """The next row, given its height, as far as rows go."""
        row, height = self.row, min(height, _TALLEST)
        self.sheet.set_row(row, height)
        self.row += 1
        self.height += height
        return row

    def may_break(self) -> None:
        """A new page may begin here."""
        self.bounds.append((self.row, self.height))

    def wrapped(self, content: Content, text: str, style: Any, line_height: float) -> None:
        """Text across the page, as high as it needs."""
        row = self.line(line_height * wrapped_lines(text, sum(self.widths) * 1.1) + 3)
        self.sheet.merge_range(row, 0, row, self.columns - 1, "", style)
        put(self.sheet, row, 0, content, style)


def write_page(draft: Draft, name: str, sections: Sequence[Section]) -> None:
    """Adds the sheet of a page; every figure points at its formula in the appendix."""
    sheet = draft.workbook.add_worksheet(name)
    tables = [table for s in sections for table in s.tables]
    texts = WrappedTexts(tables)
    fit = best_fit(draft, tables, lambda widths: _filled(draft, _Scrap(), sections, texts, widths))
    page = _filled(draft, sheet, sections, texts, fit.widths)
    page.sheet.hide_gridlines(2)
    for c, width in enumerate(page.widths):
        page.sheet.set_column(c, c, width)
    _finish(draft, page, fit)


def _filled(
    draft: Draft, sheet: Any, sections: Sequence[Section], texts: WrappedTexts, widths: Sequence[float]
) -> Page:
    page = Page(draft, sheet, texts, widths)
    for i, section in enumerate(sections):
        if i:
            page.line(12)
            page.may_break()
        _write_section(draft, page, section, main=not i)
    return page


class _Scrap:
    """A sheet on which nothing is kept: what is written there only shows how high it gets."""

    def __getattr__(self, _: str) -> Any:
        return lambda *_, **__: None


def _write_section(draft: Draft, page: Page, section: Section, *, main: bool) -> None:
    _title(draft, page, section, main=main)
    if section.sentence is not None:
        style = draft.style({"text_wrap": True, "valign": "top"})
        page.wrapped(section.sentence, text_shown(section.sentence), style, 16)
    for table in section.tables:
        _table(draft, page, table)
    _below(draft, page, section)
    if section.chart is not None:
        _chart(page, section)


def _title(draft: Draft, page: Page, section: Section, *, main: bool) -> None:
    """The section's title; what it rests on at the right of it."""
    row = page.line(28 if main else 24)
    style = draft.style(styles.TITLE if main else {**styles.TITLE, "font_size": 13})
    page.sheet.write_string(row, 0, draft.speak(section.title), style)
    if section.caption:
        quiet = draft.style(styles.HELP, styles.RIGHT)
        page.sheet.write_string(row, page.columns - 1, section.caption, quiet)


def _below(draft: Draft, page: Page, section: Section) -> None:
    """The reasons of dashes, each told once, and the note."""
    reasons = [page.texts.reasons(draft, table) for table in section.tables]
    for text in (*dict.fromkeys(reasons), section.note):
        if text:
            style = draft.style(styles.HELP, {"text_wrap": True, "valign": "top"})
            page.wrapped(text, text, style, _NOTE_LINE)


def _table(draft: Draft, page: Page, table: PageTable) -> None:
    if table.title is not None:
        page.may_break()
        row = page.line(22)
        page.sheet.write_string(row, 0, draft.speak(table.title), draft.style(styles.BOLD))
    _headings(draft, page, table)
    banded = bool(table.bands)
    whole = table.title is not None and len(table.rows) <= _KEPT_WHOLE
    for i, record in enumerate(table.rows):
        if i and not whole and (record in table.bands or not banded):
            page.may_break()
        _row(page, table, record)
    page.table_ends.append(page.row)
    page.line(8)


def _headings(draft: Draft, page: Page, table: PageTable) -> None:
    keys = table.columns[:MOST_COLUMNS]
    titles = [title_of(draft, table.block.heading(key)) for key in keys]
    lines = max(wrapped_lines(title, page.widths[c]) for c, title in enumerate(titles))
    row = page.line(max(HEADING_HEIGHT, _LINE * lines + 6))
    page.heading_rows.append(row)
    for c, (key, title) in enumerate(zip(keys, titles, strict=True)):
        look = table.block.heading(key).look
        style = draft.style(styles.HEADING, alignment(look), {"text_wrap": True})
        page.sheet.write_string(row, c, broken(title, page.widths[c]), style)


def broken(title: str, width: float) -> str:
    """A heading that wraps, broken before what it says in brackets: else the closing one may stand alone."""
    wraps = title.endswith("）") and "\n" not in title and wrapped_lines(title, width) > 1
    return title.replace("（", "\n（", 1) if wraps else title


def _row(page: Page, table: PageTable, record: str) -> None:
    lines = page.texts.lines(table, record, page.widths)
    row = page.line(_ROW_HEIGHT + _LINE * (lines - 1))
    if isinstance(page.sheet, _Scrap):
        return
    block = table.block
    kind = _BAND if record in table.bands else _TOTAL if record in table.totals else _PLAIN
    for c, key in enumerate(table.columns[:MOST_COLUMNS]):
        look = block.look(record, key)
        parts: list[styles.Style] = [kind]
        if look == "light":
            parts.append(_light(text_shown(block.get(record, key))))
        elif table.bands and not c:
            parts.append(_BAND_NAME if kind else _IN_BAND)
        elif look == "text" and record in table.bands:
            parts.append(_BAND_TEXT)
        if lines > 1 and look in TEXTS:
            parts.append(_WRAPPED)
        content = content_over_sums(block.shows(record, key), page.draft.summed)
        put(page.sheet, row, c, content, page.style(look, parts))


def _light(text: str) -> styles.Style:
    """The colour of a judgement, by its sign; without one it is quiet."""
    return _LIGHT_STYLES.get(text[:1], _NO_LIGHT)


def _chart(page: Page, section: Section) -> None:
    page.may_break()
    points = section.chart_height * 0.75 + 8
    row = page.line(8)
    section.chart.set_size({"width": int(sum(page.widths) * 7.2), "height": section.chart_height})
    page.sheet.insert_chart(row, 0, section.chart, {"object_position": 2})
    rows = int(points // _ROW_HEIGHT) + 1
    for _ in range(rows):  # the sections below begin under the chart
        page.line(_ROW_HEIGHT)


def _finish(draft: Draft, page: Page, fit: Fit) -> None:
    """One sheet of paper where that stays legible; else several, which begin where one may."""
    sheet, foot = page.sheet, draft.facts.book.settings.team_name
    set_up_page(sheet, draft.lang, heading_rows=0, landscape=fit.paper.across, foot=foot)
    sheet.center_horizontally()
    if not fit.breaks:
        sheet.fit_to_pages(1, 1)
        return
    sheet.set_h_pagebreaks(list(fit.breaks))
    again = heading_again(page, fit.breaks)
    if again is not None:
        sheet.repeat_rows(again)


def heading_again(page: Page, breaks: Sequence[int]) -> int | None:
    """The heading row to repeat on later sheets of paper: that of the first table where it goes on there, else of the only
    one that does, where no sheet begins below it."""
    tables = list(zip(page.heading_rows, page.table_ends, strict=True))
    cut = [(head, end) for head, end in tables if any(head < row < end for row in breaks)]
    if cut and cut[0] == tables[0]:
        return tables[0][0]
    if len(cut) == 1 and breaks[-1] < cut[0][1]:
        return cut[0][0]
    return None
