"""Page one: the whole story on one sheet of paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sheetsales.look import numbers, styles
from sheetsales.look.styles import Style
from sheetsales.look.widths import wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.process.people import people
from sheetsales.reports.block import PlacedTable, alignment, cell_format
from sheetsales.reports.cells import Calc, Content, put
from sheetsales.reports.closed_month import closed_clause
from sheetsales.reports.cover_facts import Fact
from sheetsales.reports.draft import Draft
from sheetsales.reports.period_words import spoken_period
from sheetsales.reports.tiles import Tile
from sheetsales.texts import Lang, Text

PER_ROW = 4
_WIDE = 4
"""A tile is three columns wide, with a narrow one between it and the next."""
COLUMNS = PER_ROW * _WIDE - 1
_SENTENCE_WIDTH: Mapping[Lang, int] = {"zh": 124, "en": 138}
"""Characters a sentence has on a line."""
_LINE_WIDTH = 105
"""The same of the small line below the title."""
_COLUMN_WIDTH, _GAP_WIDTH = 11.5, 1.4
_TILE_ROWS = 5
_TILES_TOP = 3
SENTENCES_TOP = _TILES_TOP + 2 * (_TILE_ROWS + 1)
CHARTS_TOP = SENTENCES_TOP + 4
CHART_ROWS = 12
PROBLEMS_TOP = CHARTS_TOP + CHART_ROWS + 1
NOTHING = Text("没有需要今天处理的事。", "Nothing calls for action today.")
_PRIORITY_WIDTH = 100
"""Characters of one line of what matters most."""
SURFACE: Style = {"bg_color": styles.SURFACE}


def write_cover(
    draft: Draft,
    sheet: Any,
    tiles: Sequence[Tile],
    facts: Sequence[Fact],
    priorities: PlacedTable,
    today: dt.date,
    *,
    charts: bool = True,
) -> None:
    """Title, tiles, facts and what matters most; the charts are laid on afterwards, where there are any."""
    draw_head(draft, sheet, tiles, facts, today)
    sheet.set_row(CHARTS_TOP - 1, 7)
    for row in range(CHARTS_TOP, CHARTS_TOP + CHART_ROWS):
        sheet.set_row(row, 18 if charts else 1)
    _priorities(draft, sheet, priorities)
    one_sheet(draft, sheet)


def draw_head(draft: Draft, sheet: Any, tiles: Sequence[Tile], facts: Sequence[Fact], today: dt.date) -> None:
    """The columns of the page, the title, the tiles, and the facts below them."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, COLUMNS - 1, _COLUMN_WIDTH)
    for gap in range(_WIDE - 1, COLUMNS, _WIDE):
        sheet.set_column(gap, gap, _GAP_WIDTH)
    _title(draft, sheet, today)
    for i, tile in enumerate(tiles):
        draw_tile(draft, sheet, tile, _TILES_TOP + (i // PER_ROW) * (_TILE_ROWS + 1), (i % PER_ROW) * _WIDE)
    sheet.set_row(_TILES_TOP + _TILE_ROWS, 7)
    sheet.set_row(SENTENCES_TOP - 1, 7)
    for i, fact in enumerate(facts):
        _fact(draft, sheet, SENTENCES_TOP + i, fact)


def column_width(column: int) -> float:
    """How wide a column of the page is."""
    return _GAP_WIDTH if column % _WIDE == _WIDE - 1 else _COLUMN_WIDTH


def one_sheet(draft: Draft, sheet: Any) -> None:
    """The page on one sheet of paper, across."""
    set_up_page(sheet, draft.lang, heading_rows=0, foot=draft.facts.book.settings.team_name)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()


def merged(
    sheet: Any, row: int, first: int, last: int, content: Content, style: Any, *, rows: int = 1
) -> None:
    """Writes a cell that lies across columns, or rows, of the page."""
    if first != last or rows > 1:
        sheet.merge_range(row, first, row + rows - 1, last, "", style)
    put(sheet, row, first, content, style)


def _fact(draft: Draft, sheet: Any, row: int, fact: Fact) -> None:
    """A lead word, and what there is to say."""
    said = str(fact.said.value if isinstance(fact.said, Calc) else fact.said)
    sheet.set_row(row, 4 + 16 * wrapped_lines(said, _SENTENCE_WIDTH[draft.lang]))
    lead = draft.style(styles.BOLD, {"font_color": styles.ACCENT, "indent": 1, "valign": "top"})
    put(sheet, row, 0, draft.speak(fact.lead), lead)
    merged(
        sheet,
        row,
        1,
        COLUMNS - 1,
        fact.said,
        draft.style({"text_wrap": True, "font_size": 11, "valign": "top"}),
    )


def cover_title(draft: Draft) -> str:
    """What the report is called, or whose it is, with its period; of one that still runs how far it has come."""
    told, named = draft.periods.told, spoken_period(draft.periods)
    kind = draft.periods.length.capitalize()
    title = draft.say(f"{named.zh}销售管理流程表", f"{kind}ly sales process table, {named.en}")
    if draft.edition == "person":
        title = draft.say(f"{draft.whose} · {named.zh}", f"{draft.whose} · {named.en}")
    if not draft.periods.running:
        return title
    calendar, before = draft.facts.calendar, told.first - dt.timedelta(days=1)
    gone = calendar.workdays_between(before, draft.facts.as_of)
    days = calendar.workdays_between(before, told.last)
    return title + draft.say(
        f"（进行中，{gone}/{days} 个工作日）", f" (running, {gone} of {days} working days)"
    )


def cover_makers(draft: Draft, today: dt.date) -> str:
    """Who the manager is, and the day it was made."""
    known = people(draft.facts.book)
    head = known.manager(draft.facts.as_of)
    who = draft.say(f"主管 {draft.name_of(head)} · ", f"manager {draft.name_of(head)} · ") if head else ""
    return who + draft.say(f"制表 {today:%Y-%m-%d}", f"made {today:%Y-%m-%d}")


def cover_line(draft: Draft) -> str:
    """As of when, in which unit, for whom, what a dash means, and of a finalised month when it was and what changed since."""
    as_of = f"{draft.facts.as_of:%Y-%m-%d}"
    edition = draft.speak(draft.audience)
    unit_zh = f"金额单位{draft.money_unit}"
    unit_en = f"money in {draft.money_unit}" if draft.money_unit else "money in the workbook's currency"
    line = draft.say(
        f"数据截至 {as_of} · {unit_zh} · {edition} · {numbers.UNKNOWN} 表示未知",
        f"Data as of {as_of} · {unit_en} · {edition} · {numbers.UNKNOWN} means unknown",
    )
    closed = closed_clause(draft)
    return f"{line} · {closed}" if closed else line


def _title(draft: Draft, sheet: Any, today: dt.date) -> None:
    team = draft.facts.book.settings.team_name or None
    sheet.set_row(0, 30)
    merged(sheet, 0, 0, 10, cover_title(draft), draft.style(styles.TITLE))
    merged(sheet, 0, 11, COLUMNS - 1, team, draft.style(styles.RIGHT, {"bold": True, "indent": 0}))
    line = cover_line(draft)
    sheet.set_row(1, 3 + 13 * wrapped_lines(line, _LINE_WIDTH))
    merged(sheet, 1, 0, 10, line, draft.style(styles.HELP, {"text_wrap": True}))
    merged(
        sheet,
        1,
        11,
        COLUMNS - 1,
        cover_makers(draft, today),
        draft.style(styles.HELP, styles.RIGHT, {"indent": 0}),
    )
    sheet.set_row(2, 6)


class Styled(Protocol):
    """What has the formats of a workbook that is being drawn."""

    def style(self, *parts: Style) -> Any: ...


_STATUS_COLOURS = {"●": styles.GOOD, "▲": styles.WATCH, "✕": styles.BAD}


def draw_tile(draft: Styled, sheet: Any, tile: Tile, top: int, left: int) -> None:
    """Five rows: name and status, the figure, target and attainment, the bar, change and number of records."""
    right = left + _WIDE - 2
    for offset, height in enumerate((19, 30, 17, 7, 18)):
        sheet.set_row(top + offset, height)
    merged(sheet, top, left, right - 1, tile.name, draft.style(SURFACE, {"bold": True, "indent": 1}))
    colour = _STATUS_COLOURS.get(tile.status[:1], styles.QUIET)
    light = draft.style(SURFACE, styles.HELP, styles.RIGHT, {"font_color": colour})
    put(sheet, top, right, tile.status, light)
    large: Style = {"font_size": 20, "bold": True, "indent": 1, "num_format": tile.pattern}
    merged(sheet, top + 1, left, right, tile.figure, draft.style(SURFACE, large, styles.LEFT))
    quiet = draft.style(SURFACE, styles.HELP, {"text_wrap": tile.unknown, "indent": 1})
    if tile.unknown:
        merged(sheet, top + 2, left, right, tile.target, quiet, rows=3)
        return
    merged(sheet, top + 2, left, left + 1, tile.target, quiet)
    percent: Style = {"num_format": tile.share_pattern, "font_color": styles.INK, "bold": True}
    put(sheet, top + 2, left + 2, tile.share, draft.style(SURFACE, styles.HELP, styles.RIGHT, percent))
    _bar(draft, sheet, tile, top + 3, left, right)
    merged(sheet, top + 4, left, right, tile.context, quiet)


def _bar(draft: Styled, sheet: Any, tile: Tile, row: int, left: int, right: int) -> None:
    """What is reached as a bar from 0 to 100 %, in the colour of the light."""
    style = draft.style(SURFACE, {"font_size": 8, "num_format": ";;;"})
    merged(sheet, row, left, right, tile.bar, style)
    if tile.bar is None:
        return
    sheet.conditional_format(row, left, row, right, {
        "type": "data_bar", "data_bar_2010": True, "bar_only": True, "bar_solid": True, "bar_color": _STATUS_COLOURS.get(tile.status[:1], styles.GREY_SERIES),
        "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1, "bar_border_color": styles.GREY_SERIES,
    })  # fmt: skip


def _priorities(draft: Draft, sheet: Any, priorities: PlacedTable) -> None:
    """What matters most, with owner, what is at stake, and by when."""
    row = PROBLEMS_TOP
    spans = (("what", 0, 9), ("owner", 10, 12), ("money", 13, 13), ("due", 14, 14))
    for key, first, last in spans:
        heading = priorities.heading(key)
        style = draft.style(styles.HEADING, alignment(heading.look))
        merged(sheet, row, first, last, draft.speak(heading.title), style)
    sheet.set_row(row, 19)
    for i, record in enumerate(priorities.rows, start=1):
        said = f"{i}  {priorities.get(record, 'what')}"
        sheet.set_row(row + i, 5 + 15 * wrapped_lines(said, _PRIORITY_WIDTH))
        for key, first, last in spans:
            look = priorities.look(record, key)
            style = draft.style(
                styles.LINED,
                alignment(look),
                {"num_format": cell_format(draft, look), "text_wrap": key == "what"},
            )
            content = said if key == "what" else priorities.shows(record, key)
            merged(sheet, row + i, first, last, content, style)
    if not priorities.rows:
        merged(sheet, row + 1, 0, COLUMNS - 1, draft.speak(NOTHING), draft.style(styles.LINED))
