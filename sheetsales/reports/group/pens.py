"""What the group's workbook is drawn with: its language and formats, and one way to lay out a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sheetsales.dataclass import dataclass
from sheetsales.look import numbers, styles
from sheetsales.look.styles import Formats, Style
from sheetsales.look.widths import fitting_width, row_height, wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.cells import Content, Dash, put
from sheetsales.reports.group.columns import Column, Look
from sheetsales.speech.widths import display_width
from sheetsales.texts import NO_TEXT, Lang, Text

TITLE_ROW, LINE_ROW, TOTAL_ROW, HEAD_ROW = 0, 1, 2, 3
FIRST_ROW: Final = HEAD_ROW + 1
_PATTERNS: Final[Mapping[Look, str]] = {
    "text": numbers.GENERAL, "wide": numbers.GENERAL, "money": numbers.MONEY, "count": numbers.MONEY,
    "share": numbers.PERCENT, "rate": "0.0000##", "month": numbers.TEXT, "order": numbers.WHOLE,
}  # fmt: skip
_LINE_WIDTH: Final = 120
_WIDEST: Final = 60
UNKNOWN: Final = Dash(NO_TEXT)


class Pens:
    """The workbook being drawn, its language and its formats."""

    def __init__(self, workbook: Any, lang: Lang, currency: str) -> None:
        self.workbook, self.lang, self.currency = workbook, lang, currency
        self._formats = Formats(workbook)

    def style(self, *parts: Style) -> Any:
        return self._formats.of(styles.BODY, *parts)

    def change(self, style: Style) -> Any:
        return self._formats.change(style)

    def say(self, text: Text) -> str:
        return text.in_(self.lang)

    def looks(self, look: Look) -> tuple[Style, ...]:
        side = (
            styles.LEFT
            if look in ("text", "wide")
            else styles.CENTRED
            if look in ("month", "order")
            else styles.RIGHT
        )
        return (side, {"num_format": _PATTERNS[look]})


@dataclass(frozen=True)
class Sheet:
    """A sheet with one table from ``FIRST_ROW`` on; ``totals`` stand above its headings."""

    title: Text
    line: Text
    table: str
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, Content]]
    totals: Mapping[str, Content] | None = None
    frozen: int = 2
    data: bool = False
    aside: frozenset[str] = frozenset()
    """Columns that formulas need and people do not: folded away."""
    printed: str = ""
    """The last column that is printed, "" for all."""

    def place_of(self, key: str) -> int:
        return next(i for i, column in enumerate(self.columns) if column.key == key)


def head(pens: Pens, sheet: Any, title: Text, line: Text) -> None:
    """The title of a page and the line below it."""
    sheet.set_row(TITLE_ROW, 28)
    sheet.write_string(TITLE_ROW, 0, pens.say(title), pens.style(styles.TITLE))
    sheet.write_string(LINE_ROW, 0, pens.say(line), pens.style(styles.HELP))
    sheet.hide_gridlines(2)


def draw(pens: Pens, made: Sheet) -> Any:
    """Adds the sheet; a table without rows keeps one blank row, as Excel wants it."""
    sheet = pens.workbook.add_worksheet(pens.say(made.title))
    head(pens, sheet, made.title, made.line)
    _widths(pens, sheet, made)
    _totals(pens, sheet, made)
    formats = {c.key: pens.style(styles.LINED, *pens.looks(c.look)) for c in made.columns}
    for i, row in enumerate(made.rows):
        for place, column in enumerate(made.columns):
            put(sheet, FIRST_ROW + i, place, row.get(column.key), formats[column.key])
    last = FIRST_ROW + max(len(made.rows), 1) - 1
    columns = [
        {
            "header": pens.say(c.title),
            "header_format": pens.style(styles.HEADING, {"text_wrap": True}, _side(pens, c)),
        }
        for c in made.columns
    ]
    options = {"name": made.table, "columns": columns, "style": None, "autofilter": True}
    sheet.add_table(HEAD_ROW, 0, last, len(made.columns) - 1, options)
    sheet.set_row(HEAD_ROW, 32)
    sheet.freeze_panes(FIRST_ROW, made.frozen)
    sheet.set_tab_color(styles.GREY_SERIES if made.data else styles.ACCENT)
    set_up_page(sheet, pens.lang, heading_rows=FIRST_ROW)
    if made.printed:
        sheet.print_area(0, 0, last, made.place_of(made.printed))
        sheet.repeat_columns(0, made.frozen - 1)
        sheet.fit_to_pages(2, 0)
    return sheet


def _side(pens: Pens, column: Column) -> Style:
    """Headings stand where the figures below them do."""
    return pens.looks(column.look)[0]


def _totals(pens: Pens, sheet: Any, made: Sheet) -> None:
    if made.totals is None:
        sheet.set_row(TOTAL_ROW, 6)
        return
    sheet.set_row(TOTAL_ROW, 21)
    for place, column in enumerate(made.columns):
        look = pens.style(styles.BOLD, {"bg_color": styles.ACCENT_SURFACE}, *pens.looks(column.look))
        put(sheet, TOTAL_ROW, place, made.totals.get(column.key), look)


def _widths(pens: Pens, sheet: Any, made: Sheet) -> None:
    """As wide as their longest text; headings take two lines."""
    for place, column in enumerate(made.columns):
        texts = [v for row in made.rows if isinstance(v := row.get(column.key), str)]
        longest = max(map(display_width, texts), default=0)
        title = pens.say(column.title)
        words = (
            title.split(" ")
            if " " in title
            else [title[: (len(title) + 1) // 2], title[(len(title) + 1) // 2 :]]
        )
        width = max(column.width, fitting_width(max(words, key=display_width), longest, most=_WIDEST))
        aside = {"level": 1, "hidden": True} if column.key in made.aside else {}
        sheet.set_column(place, place, width, None, aside)


def section(
    pens: Pens,
    sheet: Any,
    top: int,
    title: Text,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Content]],
) -> int:
    """A section of a page without a Table: title, headings, rows. Returns the row of the first of these."""
    for place in range(len(columns)):
        sheet.write(top, place, pens.say(title) if place == 0 else "", pens.style(styles.SECTION))
    sheet.set_row(top, 22)
    for place, column in enumerate(columns):
        look = pens.style(styles.HEADING, {"text_wrap": True}, _side(pens, column))
        sheet.write_string(top + 1, place, pens.say(column.title), look)
    sheet.set_row(top + 1, 32)
    for i, row in enumerate(rows, top + 2):
        for place, column in enumerate(columns):
            put(sheet, i, place, row.get(column.key), pens.style(styles.LINED, *pens.looks(column.look)))
    return top + 2


def paragraph(pens: Pens, sheet: Any, row: int, last: int, text: str, *looks: Style) -> None:
    """A text across the page, as high as it takes."""
    sheet.merge_range(row, 0, row, last, text, pens.style({"text_wrap": True}, *looks))
    sheet.set_row(row, row_height(wrapped_lines(text, _LINE_WIDTH)))


def plain(value: Any) -> Content:
    """What a value of the joined facts shows: a number, a text, or ``—``."""
    if value is None or value != value:
        return UNKNOWN
    return value if isinstance(value, str | int | float | Decimal) else float(value)
