"""A table of the appendix: where its cells stand, so that other sheets can point at them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any, Literal

from sheetsales.cells.address import column_letters, quote_sheet
from sheetsales.dataclass import dataclass
from sheetsales.look import numbers, styles
from sheetsales.look.styles import Style
from sheetsales.look.widths import wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.cells import Calc, Content, Dash, mirror, put, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.sums import content_over_sums, over_sums
from sheetsales.texts import NO_TEXT, Text

Look = Literal[
    "text", "money", "sum", "count", "share", "percent", "days", "date", "change", "points", "ratio", "gap", "light", "number",
    "tenths", "cents", "rate",
]  # fmt: skip

FORMATS: Mapping[str, str] = {
    "text": numbers.GENERAL,
    "light": numbers.GENERAL,
    "number": numbers.GENERAL,
    "percent": "0%",
    "count": "#,##0",
    "money": numbers.MONEY,
    "share": numbers.PERCENT,
    "days": "0",
    "date": numbers.DATE,
    "ratio": '0.0"×"',
    "tenths": "#,##0.0",
    "cents": numbers.CENTS,
    "rate": numbers.RATE,
    "change": '"▲ "0.0%;"▼ "0.0%;0.0%',
    "points": '"▲ "0.0;"▼ "0.0;0.0',
}


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a block. Money headings get their unit when they are written."""

    key: str
    title: Text
    look: Look = "text"


@dataclass
class PlacedTable:
    """A titled table and where it stands. ``top`` is the row of its headings, from 0; ``table`` the name of the Excel Table it
    is, "" for none. A view has no ``sheet``: it stands on a page alone, its cells pointing at those of other blocks."""

    sheet: str
    key: str
    title: Text
    headings: tuple[Heading, ...]
    rows: tuple[str, ...]
    top: int
    table: str = ""
    cells: dict[str, dict[str, Content]] = field(default_factory=dict)
    """Column → row → what the cell holds."""
    dashes: dict[tuple[str, str], None] = field(default_factory=dict)
    """Row and column of the cells that hold no figure, or held none, in the order they were set."""
    looks: dict[tuple[str, str], Look] = field(default_factory=dict)

    @classmethod
    def view(cls, key: str, headings: Sequence[Heading], rows: Sequence[str]) -> PlacedTable:
        """A table that no appendix holds."""
        return cls("", key, NO_TEXT, tuple(headings), tuple(rows), 0)

    def shows(self, row: str, column: str) -> Content:
        """What a page's cell holds: a reference to the appendix's, of a view the content itself."""
        content = self.get(row, column)
        return mirror(self.ref(row, column), content) if self.sheet else content

    def local(self, row: str, column: str) -> str:
        """``C7``, for formulas on the same sheet."""
        return f"{column_letters(self._columns[column] + 1)}{self.top + 2 + self._rows[row]}"

    @cached_property
    def _references(self) -> Mapping[str, str]:
        """Column → ``'附表'!$C$``, what stands before the row of its cells."""
        sheet = quote_sheet(self.sheet)
        return {h.key: f"{sheet}!${column_letters(i)}$" for i, h in enumerate(self.headings, start=1)}

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {h.key: i for i, h in enumerate(self.headings)}

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {row: i for i, row in enumerate(self.rows)}

    @property
    def columns(self) -> Mapping[str, int]:
        """Their keys with the place of each, from 0."""
        return self._columns

    def ref(self, row: str, column: str) -> str:
        """``'附表'!$C$7``, for formulas elsewhere."""
        return f"{self._references[column]}{self.top + 2 + self._rows[row]}"

    def span(self, column: str) -> str:
        """The column's cells of all rows, for charts and look-ups: ``'附表'!$C$7:$C$12``."""
        last = self.ref(self.rows[-1], column).rpartition("!")[2]
        return f"{self.ref(self.rows[0], column)}:{last}"

    def set(self, row: str, column: str, content: Content, look: Look | None = None) -> Content:
        self.column(column)[row] = content
        if isinstance(content, Dash):
            self.dashes[row, column] = None
        if look is not None:
            self.looks[row, column] = look
        return content

    def set_column(self, column: str, contents: Sequence[Content]) -> None:
        """A content for each row."""
        self.cells[column] = dict(zip(self.rows, contents, strict=True))
        self.dashes |= {
            (row, column): None for row, content in self.cells[column].items() if isinstance(content, Dash)
        }

    def get(self, row: str, column: str) -> Content:
        cells = self.cells.get(column)
        return cells.get(row) if cells is not None else None

    def column(self, column: str) -> dict[str, Content]:
        """Row → what its cell in a column holds, of the cells that were set."""
        cells = self.cells.get(column)
        if cells is None:
            cells = self.cells[column] = {}
        return cells

    def heading(self, column: str) -> Heading:
        return self.headings[self._columns[column]]

    def look(self, row: str, column: str) -> Look:
        return self.looks.get((row, column)) or self.heading(column).look


class Appendix:
    """The sheet with every column of every section; the sections show what fits on paper."""

    def __init__(self, draft: Draft, title: Text) -> None:
        self.draft = draft
        self.name = draft.speak(title)
        self.blocks: list[PlacedTable] = []
        self._next = 2

    def add(
        self, key: str, title: Text, headings: Sequence[Heading], rows: Sequence[str], *, table: str = ""
    ) -> PlacedTable:
        """Room for a table below the last one: its title, headings, rows and one line of reasons."""
        block = PlacedTable(self.name, key, title, tuple(headings), tuple(rows), self._next + 1, table)
        self.blocks.append(block)
        self._next += len(rows) + 4
        return block

    def write(self, sheet: Any, notes: Sequence[str] = ()) -> None:
        """All tables, and below them ``notes``: what the report has no page for. Only the last tables are printed."""
        draft = self.draft
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, FIRST_WIDTH)
        for column in range(1, max((len(b.headings) for b in self.blocks), default=1) + 1):
            sheet.set_column(column, column, self._width(column))
        sheet.write_string(0, 0, self.name, draft.style(styles.TITLE))
        sheet.set_row(0, 26)
        for block in self.blocks:
            write_block(draft, sheet, block)
        for i, note in enumerate(notes):
            sheet.write_string(self._next + i, 0, note, draft.style(styles.HELP))
        set_up_page(sheet, draft.lang, foot=draft.facts.book.settings.team_name)
        if draft.full:  # some programs print a hidden sheet that has an area to print
            self._print_last(sheet, self._next + len(notes))

    def _width(self, column: int) -> float:
        """As wide as all columns, or as the widest number of the column takes."""
        widths = [
            number_width(content, block.look(row, heading.key))
            for block in self.blocks
            if column < len(block.headings)
            for heading in (block.headings[column],)
            for row, content in block.column(heading.key).items()
        ]
        return max(COLUMN_WIDTH, *widths) if widths else COLUMN_WIDTH

    def _print_last(self, sheet: Any, last: int) -> None:
        printed = [block for block in self.blocks if block.key in PRINTED]
        sheet.print_area(printed[0].top - 1 if printed else 0, 0, last, _PRINTED_COLUMNS - 1)
        sheet.fit_to_pages(1, 1)


PRINTED = ("chances", "trend", "left_out")
"""The last tables of the appendix: how figures were weighed and what is not counted in full. The others stand on pages, or
are there to be looked at."""
_PRINTED_COLUMNS = 8
PAGE_WIDTH, PAGE_HEIGHT = 118.0, 485.0
"""What an A4 page across holds at full size: characters, and points."""
FIRST_WIDTH, COLUMN_WIDTH = 18, 12
INDENTED: Style = {**styles.LEFT, "indent": 1}


_CENTS_WIDTH = 3
_SIGNS_WIDTH = 5
"""What a minus, a sign or a word beside a number take, with a little air."""


def number_width(content: Content, look: Look) -> float:
    """The characters a cell's number takes with its separators; 0 where there is none, or a unit keeps it short."""
    number = shown(content)
    if number is None or look in ("text", "light", "sum"):
        return 0.0
    scale = 100 if look in ("share", "percent", "change", "rate") else 1
    return len(f"{abs(number) * scale:,.0f}") + _SIGNS_WIDTH + (_CENTS_WIDTH if look == "cents" else 0)


def cell_format(draft: Draft, look: Look, content: Content = None) -> str:
    """``money`` in full under a heading with its unit, ``sum`` with the unit that fits in the cell, or whole below zero,
    where some programs leave the minus of such a format away; a ``gap`` that is none says by how much it is over."""
    if look == "sum" and (shown(content) or 0.0) < 0:
        return FORMATS["money"]
    if look == "gap":
        return draft.say('#,##0;"超 "#,##0;0', '#,##0;"over "#,##0;0')
    return draft.money_format if look == "sum" else FORMATS[look]


def alignment(look: Look) -> Style:
    """Text keeps a little air before it, since figures may stand at its left."""
    return INDENTED if look in ("text", "light") else styles.CENTRED if look == "date" else styles.RIGHT


def title_of(draft: Draft, heading: Heading) -> str:
    title = draft.speak(heading.title)
    return f"{title}\n{draft.unit_clause}" if heading.look in ("money", "gap") and draft.money_unit else title


def write_block(draft: Draft, sheet: Any, block: PlacedTable) -> None:
    """The block at its place, with the reasons of its dashes in one line below."""
    _write_title(draft, sheet, block)
    titles = [draft.speak(h.title) if block.table else title_of(draft, h) for h in block.headings]
    (_table_headings if block.table else _headings)(draft, sheet, block, titles)
    sheet.set_row(block.top, max(34.0, 15.0 * max(wrapped_lines(t, COLUMN_WIDTH) for t in titles) + 4))
    looks: dict[tuple[Look, bool, bool], Any] = {}
    columns = [(c, h.key, h.look, block.column(h.key).get) for c, h in enumerate(block.headings)]
    own_looks, may_wrap = block.looks, block.key in PRINTED and draft.full
    for r, row in enumerate(block.rows):
        wraps = _wrapped_cells(sheet, block, r) if may_wrap else ()
        for c, column, shared_look, content_of in columns:
            look = (own_looks and own_looks.get((row, column))) or shared_look
            content = content_of(row)
            key = look, look == "sum" and (shown(content) or 0.0) < 0, c in wraps
            if key not in looks:
                parts: Style = {"num_format": cell_format(draft, look, content), "text_wrap": c in wraps}
                looks[key] = draft.style(styles.LINED, alignment(look), parts)
            put(sheet, block.top + 1 + r, c, content_over_sums(content, draft.summed), looks[key])
    text = reasons_line(draft, block, [h.key for h in block.headings])
    if text:
        below, last = block.top + 1 + len(block.rows), max(len(block.headings) - 1, 7)
        style = draft.style(styles.HELP, {"text_wrap": True, "valign": "top"})
        sheet.merge_range(below, 0, below, last, text, style)
        sheet.set_row(below, 13 * wrapped_lines(text, last * COLUMN_WIDTH) + 3)


def _wrapped_cells(sheet: Any, block: PlacedTable, r: int) -> Collection[int]:
    """The columns whose text is wrapped in a row, given its height: on paper nothing is cut off. What stands last runs on
    to the right."""
    texts = {c: block.get(block.rows[r], h.key) for c, h in enumerate(block.headings[:-1])}
    lines = {
        c: wrapped_lines(text, COLUMN_WIDTH if c else FIRST_WIDTH)
        for c, text in texts.items()
        if isinstance(text, str)
    }
    most = max(lines.values(), default=1)
    if most > 1:
        sheet.set_row(block.top + 1 + r, 15.0 * most + 2)
    return {c for c, n in lines.items() if n > 1}


def _write_title(draft: Draft, sheet: Any, block: PlacedTable) -> None:
    """The title; with the unit of money where the headings of a Table, which formulas name, cannot carry it."""
    title, style = draft.speak(block.title), draft.style({"bold": True, "font_color": styles.ACCENT})
    money = any(heading.look == "money" for heading in block.headings)
    if block.table and money and draft.money_unit:
        title = f"{title}{draft.unit_clause}" if draft.lang == "zh" else f"{title} {draft.unit_clause}"
    sheet.write_string(block.top - 1, 0, title, style)


def _heading_style(draft: Draft, heading: Heading) -> Any:
    return draft.style(styles.HEADING, alignment(heading.look), {"text_wrap": True})


def _headings(draft: Draft, sheet: Any, block: PlacedTable, titles: Sequence[str]) -> None:
    for c, (heading, title) in enumerate(zip(block.headings, titles, strict=True)):
        sheet.write_string(block.top, c, title, _heading_style(draft, heading))


def _table_headings(draft: Draft, sheet: Any, block: PlacedTable, titles: Sequence[str]) -> None:
    """An Excel Table around the rows; the formula all rows of a column share is the column's own."""
    columns = []
    for heading, title in zip(block.headings, titles, strict=True):
        column = {"header": title, "header_format": _heading_style(draft, heading)}
        cells = block.column(heading.key)
        shared = {_formula(content) for content in {id(c): c for c in cells.values()}.values()}
        if len(cells) < len(block.rows):
            shared.add("")
        if len(shared) == 1 and (formula := shared.pop()):
            column["formula"] = "=" + over_sums(formula, draft.summed)
        columns.append(column)
    last = block.top + len(block.rows)
    options = {"name": block.table, "columns": columns, "style": None, "autofilter": False}
    sheet.add_table(block.top, 0, last, len(block.headings) - 1, options)


def _formula(content: Content) -> str:
    return content.formula if isinstance(content, Calc | Dash) else ""


def reasons_line(
    draft: Draft, block: PlacedTable, columns: Sequence[str], rows: Sequence[str] | None = None
) -> str:
    """Why cells show ``—``: each reason once, with the columns it holds for; of some rows or of all."""
    found: dict[str, dict[str, None]] = {}
    asked, among = frozenset(columns), frozenset(block.rows if rows is None else rows)
    for row, column in block.dashes:
        content = block.get(row, column) if column in asked and row in among else None
        if isinstance(content, Dash):
            names = found.setdefault(draft.speak(content.reason), {})
            names[draft.speak(block.heading(column).title)] = None
    if not found:
        return ""
    joint, colon = ("、", "：") if draft.lang == "zh" else (", ", ": ")
    parts = [f"{joint.join(names)}{colon}{reason}" for reason, names in found.items()]
    return f"{numbers.UNKNOWN}  " + ("；" if draft.lang == "zh" else "; ").join(parts)
