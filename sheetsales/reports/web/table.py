"""Tables: the same columns, rows and texts as on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sheetsales.reports.block import Look, PlacedTable, cell_format, reasons_line, title_of
from sheetsales.reports.draft import Draft
from sheetsales.reports.section import MOST_COLUMNS, PageTable
from sheetsales.reports.web.markup import Markup, joined, tag
from sheetsales.reports.web.shown import text_of
from sheetsales.speech.widths import display_width

_SIGNS: Final = {"●": "good", "▲": "watch", "✕": "bad"}
MOST_ROWS: Final = 200
"""Rows of a table of the appendix that a phone can bear; the workbook has them all."""
_SHORT: Final = 16
"""Characters of a text that stays on one line."""


def light_class(status: str) -> str:
    """The class of a judgement, by its sign."""
    return _SIGNS.get(status[:1], "unlit")


def page_table(draft: Draft, table: PageTable, name: str) -> Markup:
    """A table of a section; without a title of its own it is called as its section, for those who hear the page."""
    title = draft.speak(table.title) if table.title is not None else name
    caption = tag("caption", title, class_=None if table.title is not None else "plain")
    keys = table.columns[:MOST_COLUMNS]
    rows = (_row(draft, table, record, keys) for record in table.rows)
    kind = "cards banded" if table.bands else None
    made = tag("table", caption, _head(draft, table.block, keys), tag("tbody", *rows), class_=kind)
    return scrolling(made, title)


def block_table(draft: Draft, block: PlacedTable) -> Markup:
    """A table of the appendix, up to so many rows, with the reasons of its dashes."""
    whole = PageTable(block, tuple(h.key for h in block.headings), block.rows[:MOST_ROWS], block.title)
    rows = (_row(draft, whole, record, whole.columns) for record in whole.rows)
    title = draft.speak(block.title)
    head = _head(draft, block, whole.columns)
    made = tag("table", tag("caption", title), head, tag("tbody", *rows))
    left = len(block.rows) - len(whole.rows)
    more = draft.say(
        f"还有 {left} 行，见月报工作簿的附表。", f"{left:,} more rows stand in the workbook's appendix."
    )
    notes = (reasons_line(draft, block, whole.columns, whole.rows), more if left else "")
    return joined((scrolling(made, title), *(tag("p", note, class_="quiet") for note in notes if note)))


def scrolling(table: Markup, name: str) -> Markup:
    """A table wider than the window moves by itself, by keys too."""
    return tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=name)


def _head(draft: Draft, block: PlacedTable, keys: Sequence[str]) -> Markup:
    cells = (
        tag("th", title_of(draft, heading), scope="col", class_=_side(heading.look))
        for heading in map(block.heading, keys)
    )
    return tag("thead", tag("tr", *cells))


def _row(draft: Draft, table: PageTable, record: str, keys: Sequence[str]) -> Markup:
    kind = "band" if record in table.bands else "total" if record in table.totals else None
    cells = (_cell(draft, table, record, key, first=not i) for i, key in enumerate(keys))
    return tag("tr", *cells, class_=kind)


def _cell(draft: Draft, table: PageTable, record: str, key: str, *, first: bool) -> Markup:
    block = table.block
    look = block.look(record, key)
    shown = text_of(block.get(record, key), cell_format(draft, look))
    if first:
        return tag("th", shown, scope="row", class_=_side(look) or short_class(shown))
    said = tag("span", shown, class_=light_class(shown)) if look == "light" and shown else shown
    of = draft.speak(block.heading(key).title) if table.bands else None
    return tag("td", said, class_=_side(look) or short_class(shown), data_of=of)


def short_class(shown: str) -> str | None:
    """A name is not broken."""
    return "n" if display_width(shown) <= _SHORT else None


def _side(look: Look) -> str | None:
    """Figures stand at the right, dates in the middle, as on paper."""
    return None if look in ("text", "light") else "c" if look == "date" else "r"
