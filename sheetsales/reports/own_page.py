"""A person's page: the own tiles, what to do first, open deals, whom to contact, the months, the rows to put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sheetsales.dataclass import dataclass
from sheetsales.look import numbers, styles
from sheetsales.look.styles import Style
from sheetsales.look.widths import wrapped_lines
from sheetsales.reports.block import PlacedTable, alignment, cell_format, title_of
from sheetsales.reports.cells import Content
from sheetsales.reports.cover import SENTENCES_TOP, column_width, draw_head, merged, one_sheet
from sheetsales.reports.cover_facts import Fact
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Material
from sheetsales.reports.paper import text_shown
from sheetsales.reports.tiles import Tile
from sheetsales.texts import Text

MOST_DEALS, MOST_ROWS_TO_MEND = 8, 7
_SMALL: Style = {"font_size": 9}
_ROW, _LINE = 16.0, 12.5
_CHART_WIDTH, _CHART_LEAST = 545, 230


@dataclass(frozen=True)
class _Column:
    """A column of a table on the page: the sheet's columns it lies across."""

    key: str
    first: int
    last: int


@dataclass(frozen=True)
class _Table:
    """Rows of a block, beside or below others on the page; ``empty`` is what is said without any."""

    columns: tuple[_Column, ...]
    block: PlacedTable | None
    rows: Sequence[str]
    empty: Text

    @property
    def first(self) -> int:
        return self.columns[0].first

    @property
    def last(self) -> int:
        return self.columns[-1].last


_DEALS: Final = (
    _Column("customer", 0, 1), _Column("name", 2, 4), _Column("stage", 5, 5), _Column("next", 6, 8),
    _Column("expected", 9, 9), _Column("amount", 10, 10),
)  # fmt: skip
_CONTACTS: Final = (_Column("customer", 12, 13), _Column("due", 14, 14))
_MEND: Final = (_Column("what", 8, 12), _Column("cell", 13, 14))


def write_own_page(
    material: Material, sheet: Any, tiles: Sequence[Tile], facts: Sequence[Fact], chart: Any
) -> None:
    """The page, on one sheet of paper."""
    draft, blocks = material.draft, material.blocks
    draw_head(draft, sheet, tiles, facts, material.today)
    top = SENTENCES_TOP + len(facts)
    sheet.set_row(top, 7)
    deals = blocks.get("open_deals")
    contacts, mend = blocks.get("own_contacts"), blocks.get("mend")
    shown = deals.rows[:MOST_DEALS] if deals else ()
    top += 1
    top += len(
        _side_by_side(
            draft,
            sheet,
            top,
            _Table(_DEALS, deals, shown, Text("没有在手商机。", "No open deals.")),
            _Table(
                _CONTACTS,
                contacts,
                contacts.rows[:MOST_DEALS] if contacts else (),
                Text("本周没有要联系的客户。", "Nobody to contact this week."),
            ),
        )
    )
    sheet.set_row(top, 7)
    below = _Table(
        _MEND,
        mend,
        mend.rows[:MOST_ROWS_TO_MEND] if mend else (),
        Text("没有要改的数据。", "Nothing to put right."),
    )
    _lay_chart(sheet, chart, top + 1, sum(_side_by_side(draft, sheet, top + 1, below)))
    one_sheet(draft, sheet)


def _side_by_side(draft: Draft, sheet: Any, top: int, *tables: _Table) -> list[float]:
    """Tables beside each other; the heights of the rows they take."""
    heights = [19.0]
    for table in tables:
        _headings(draft, sheet, top, table)
        for i, row in enumerate(table.rows, start=1):
            texts = [text_shown(table.block.get(row, c.key)) if table.block else "" for c in table.columns]
            lines = max(
                wrapped_lines(text, 1.1 * _width(c)) for text, c in zip(texts, table.columns, strict=True)
            )
            heights += [0.0] * (i + 1 - len(heights))
            heights[i] = max(heights[i], _ROW + _LINE * (lines - 1))
            _row(draft, sheet, top + i, table, row)
        if not table.rows:
            heights += [_ROW] * (2 - len(heights))
            style = draft.style(styles.LINED, _SMALL, {"indent": 1, "font_color": styles.QUIET})
            merged(sheet, top + 1, table.first, table.last, draft.speak(table.empty), style)
    for i, height in enumerate(heights):
        sheet.set_row(top + i, height)
    return heights


def _width(column: _Column) -> float:
    return sum(column_width(c) for c in range(column.first, column.last + 1))


def _headings(draft: Draft, sheet: Any, top: int, table: _Table) -> None:
    for column in table.columns:
        style = styles.HEADING
        if table.block is None:
            merged(sheet, top, column.first, column.last, None, draft.style(style))
            continue
        heading = table.block.heading(column.key)
        title = title_of(draft, heading).replace("\n", draft.say("", " "))
        merged(
            sheet, top, column.first, column.last, title, draft.style(style, alignment(heading.look), _SMALL)
        )


def _row(draft: Draft, sheet: Any, at: int, table: _Table, row: str) -> None:
    if table.block is None:
        return
    for column in table.columns:
        look = table.block.look(row, column.key)
        content: Content = table.block.shows(row, column.key)
        if content is None:
            content = numbers.UNKNOWN
        pattern: Style = {"num_format": cell_format(draft, look), "text_wrap": look == "text", **_SMALL}
        late = column.key == "due" and table.block.get(row, "late") is not None
        tone: Style = {"font_color": styles.BAD} if late else {}
        merged(
            sheet,
            at,
            column.first,
            column.last,
            content,
            draft.style(styles.LINED, alignment(look), pattern, tone),
        )


def _lay_chart(sheet: Any, chart: Any, top: int, points: float) -> None:
    """The months at the left of the rows to put right, as high as these."""
    if chart is None:
        return
    chart.set_size({"width": _CHART_WIDTH, "height": max(_CHART_LEAST, int(points * 4 / 3))})
    sheet.insert_chart(top, 0, chart, {"object_position": 2})
