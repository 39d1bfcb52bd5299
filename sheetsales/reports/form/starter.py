"""A template to begin with: a cover, the process table, cards of people, data to draw from, and a list of every name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sheetsales.cells.address import column_letters, quote_sheet
from sheetsales.dataclass import dataclass
from sheetsales.indicators.catalogue import BY_CODE
from sheetsales.look import charts, styles
from sheetsales.look.numbers import DATE, GENERAL, MONEY, PERCENT
from sheetsales.look.styles import Formats, Style
from sheetsales.look.workbook import open_workbook, set_up_page
from sheetsales.reports.cover_table import COVER
from sheetsales.reports.form.declared import listed_columns
from sheetsales.reports.form.listed import NameLine, name_lines
from sheetsales.texts import Lang, Text, same

TITLE: Final = Text("销售月报", "Monthly sales report")
_COVER, _PROCESS, _CARDS = Text("封面", "Cover"), Text("流程表", "Process"), Text("目标卡", "Target cards")
_DATA, _NAMES = Text("数据", "Data"), Text("全部名称", "All names")
_WIDE: Final = 8
_UNITS: Final[Mapping[str, str]] = {
    "money": MONEY,
    "count": "#,##0",
    "share": PERCENT,
    "days": "0",
    "ratio": "#,##0.0",
}
_TARGET, _REACHED = Text("目标", "Target"), Text("完成率", "Attained")
_ON_PROCESS: Final = ("label", "responsible", "deadline", "standard", "target", "actual", "rate", "result")
_PROCESS_WIDTHS: Final = (29, 23, 15, 76, 8, 11, 9, 30, 22)
_ON_DATA: Final = (
    "trend",
    "process",
    "targets",
    "outlook",
    "tasks",
    "customers_overdue",
    "won",
    "lost",
    "open_deals",
)
_SENTENCES: Final = ("process", "targets", "customers")
_HELP: Final = Text(
    "这是一个可以直接用的模板：改字、换颜色、挪位置、加图、加公式都行，单元格的名称（左上角名称框）和表名不要改。用不着的删掉。图的数在隐藏的“数据”表里（右键标签，取消隐藏），全部名称在最后一张表里。",
    "A template that works as it stands. Change words, colours and places, add charts and formulas of your own; leave the names of cells (the "
    "box at the upper left) and of Tables as they are, and delete what you do not need. Charts draw on the hidden sheet Data (right-click a tab, Unhide); the last sheet lists all names.",
)  # fmt: skip
_REMARK: Final = Text("备注", "Remarks")


@dataclass(frozen=True)
class Starter:
    """How many cells and Tables of a template have a name."""

    names: int
    tables: int


def write_starter(
    path: Path, lang: Lang, indicators: Sequence[tuple[str, Text]], *, today: dt.date
) -> Starter:
    """Write a template in a language to ``path``; ``indicators`` are those it lists, by code with their titles."""
    drawing = _Drawing(path, lang, dict(indicators), today)
    drawing.cover()
    drawing.process()
    drawing.cards()
    drawing.data()
    drawing.names(name_lines(indicators))
    drawing.workbook.close()
    return Starter(drawing.named, drawing.tabled)


class _Drawing:
    def __init__(self, path: Path, lang: Lang, titles: Mapping[str, Text], today: dt.date) -> None:
        self.lang, self.titles = lang, titles
        self.workbook = open_workbook(path, lang, title=TITLE.in_(lang), today=today)
        self.formats = Formats(self.workbook)
        self.named = self.tabled = 0
        sheets = (_COVER, _PROCESS, _CARDS, _DATA, _NAMES)
        self.sheets = {title: self.workbook.add_worksheet(title.in_(lang)) for title in sheets}

    def style(self, *parts: Style) -> Any:
        return self.formats.of(styles.BODY, *parts)

    def name(self, sheet: Text, row: int, column: int, name: str, *parts: Style, text: str = "") -> None:
        """A named cell; ``text`` stands in it until it is filled."""
        at = f"{quote_sheet(sheet.in_(self.lang))}!${column_letters(column + 1)}${row + 1}"
        self.workbook.define_name(name, "=" + at)
        self.sheets[sheet].write_string(row, column, text, self.style(*parts))
        self.named += 1

    def merged(self, sheet: Text, row: int, first: int, last: int, name: str, *parts: Style) -> None:
        """A named cell over several columns."""
        self.sheets[sheet].merge_range(row, first, row, last, "", self.style(*parts))
        self.name(sheet, row, first, name, *parts)

    # -- the cover

    def cover(self) -> None:
        sheet = self.sheets[_COVER]
        sheet.hide_gridlines(2)
        sheet.set_column(0, _WIDE - 1, 13.5)
        self.merged(_COVER, 0, 0, 5, "rep_title", styles.TITLE, {"font_size": 20})
        self.merged(_COVER, 0, 6, 7, "rep_team", styles.QUIET_TEXT, {"align": "right"})
        sheet.set_row(0, 36)
        for column, (label, name, code) in enumerate((
            (Text("截至", "As of"), "rep_asof", DATE), (Text("制表", "Made on"), "rep_made", DATE),
            (Text("版本", "Edition"), "rep_edition", GENERAL), (Text("币种", "Currency"), "rep_unit", GENERAL),
        )):  # fmt: skip
            sheet.write_string(
                1, 2 * column, label.in_(self.lang), self.style(styles.QUIET_TEXT, styles.RIGHT)
            )
            self.name(_COVER, 1, 2 * column + 1, name, styles.QUIET_TEXT, styles.LEFT, {"num_format": code})
        for place, code in enumerate(COVER):
            self._tile(3 + 6 * (place // 4), 2 * (place % 4), code)
        for place, key in enumerate(_SENTENCES):
            row = 15 + place
            self.merged(_COVER, row, 0, _WIDE - 1, f"txt_{key}", styles.LINED, {"text_wrap": True})
            sheet.set_row(row, 38)
        self._chart(sheet)
        sheet.merge_range(
            37, 0, 37, _WIDE - 1, _HELP.in_(self.lang), self.style(styles.HELP, {"text_wrap": True})
        )
        sheet.set_row(37, 44)
        set_up_page(sheet, self.lang, heading_rows=0, landscape=False)
        sheet.fit_to_pages(1, 1)

    def _tile(self, top: int, left: int, code: str) -> None:
        """Name, the figure, target, attainment and light."""
        sheet, look = self.sheets[_COVER], _UNITS[BY_CODE[code].unit]
        surface: Style = {"bg_color": styles.SURFACE}
        line: Style = {**surface, "top": 2, "top_color": styles.ACCENT}
        title = self.titles.get(code, same(code)).in_(self.lang)
        sheet.merge_range(top, left, top, left + 1, title, self.style(line, styles.BOLD, {"indent": 1}))
        figure: Style = {
            **surface,
            "font_size": 18,
            "bold": True,
            "font_color": styles.ACCENT,
            "num_format": look,
        }
        self.merged(_COVER, top + 1, left, left + 1, f"kpi_{code}", figure, {"align": "left", "indent": 1})
        quiet: Style = {**surface, "font_size": 9, "font_color": styles.QUIET}
        for row, (label, part, shown) in enumerate(
            ((_TARGET, "target", look), (_REACHED, "attainment", PERCENT)), top + 2
        ):
            sheet.write_string(row, left, label.in_(self.lang), self.style(quiet, {"indent": 1}))
            self.name(_COVER, row, left + 1, f"kpi_{code}_{part}", quiet, styles.RIGHT, {"num_format": shown})
        sheet.write_blank(top + 4, left, None, self.style(surface))
        self.name(_COVER, top + 4, left + 1, f"kpi_{code}_status", surface, styles.RIGHT, {"font_size": 9})
        sheet.set_row(top + 1, 30)

    def _chart(self, sheet: Any) -> None:
        """The year's months, drawn from the data sheet; it follows when that grows."""
        title = Text("近十二个月", "Twelve months").in_(self.lang)
        chart = charts.new_chart(self.workbook, "column", self.lang, title, legend=True)
        data = quote_sheet(_DATA.in_(self.lang))
        columns = list(listed_columns("trend"))
        month = column_letters(columns.index("month") + 1)
        for key, colour in (("target", styles.GREY_SERIES), ("amount", styles.ACCENT)):
            letter = column_letters(columns.index(key) + 1)
            name, over = listed_columns("trend")[key].in_(self.lang), "={0}!${1}$3:${1}$4"
            drawn = charts.series(
                name, over.format(data, month), over.format(data, letter), self.lang, colour=colour
            )
            chart.add_series(drawn)
        charts.show_value_axis(chart, "column", self.lang, MONEY)
        chart.set_size({"width": 820, "height": 400})
        sheet.insert_chart(19, 0, chart, {"object_position": 2})

    # -- tables

    def process(self) -> None:
        sheet = self.sheets[_PROCESS]
        sheet.hide_gridlines(2)
        titles = listed_columns("process")
        headings = [*(titles[key].in_(self.lang) for key in _ON_PROCESS), _REMARK.in_(self.lang)]
        sheet.write_string(
            0, 0, Text("销售管理流程表", "Sales process table").in_(self.lang), self.style(styles.TITLE)
        )
        sheet.set_row(0, 30)
        looks: dict[str, Style] = dict.fromkeys(("target", "actual", "rate"), styles.CENTRED)
        for column, width in enumerate(_PROCESS_WIDTHS):
            sheet.set_column(column, column, width)
        columns = []
        for key, heading in zip((*_ON_PROCESS, ""), headings, strict=True):
            look = self.style(styles.LINED, {"text_wrap": True, "valign": "vcenter"}, looks.get(key, {}))
            columns.append({"header": heading, "format": look, "header_format": self.style(styles.HEADING)})
        self._table(sheet, 2, 0, "tbl_process", columns)
        for row in (3, 4):
            sheet.set_row(row, 30)
            for place, drawn in enumerate(columns):
                sheet.write_blank(row, place, None, drawn["format"])
        band = {"bold": True, "bg_color": styles.SURFACE}
        options = {
            "type": "formula",
            "criteria": '=AND($A4<>"",ISERROR(FIND("  ",$A4)))',
            "format": self.formats.change(band),
        }
        sheet.conditional_format(3, 0, 4, len(columns) - 1, options)
        sheet.freeze_panes(3, 1)
        set_up_page(sheet, self.lang, heading_rows=3)

    def cards(self) -> None:
        sheet = self.sheets[_CARDS]
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 3)
        sheet.set_column(1, 4, 17)
        sheet.write_string(
            0, 1, Text("每人一张", "One for each person").in_(self.lang), self.style(styles.TITLE)
        )
        sheet.set_row(0, 30)
        head: Style = {"bg_color": styles.ACCENT, "font_color": styles.WHITE, "bold": True, "font_size": 12}
        sheet.merge_range(2, 1, 2, 4, "{#}  {name}", self.style(head, {"indent": 1}))
        sheet.set_row(2, 24)
        facts = (
            (Text("目标", "Target"), "{target|#,##0}"), (Text("实际", "Actual"), "{actual|#,##0}"),
            (Text("完成率", "Attained"), "{attainment|0%}"), (Text("年累计", "Year to date"), "{ytd|#,##0}"),
        )  # fmt: skip
        for column, (label, mark) in enumerate(facts, 1):
            sheet.write_string(
                3,
                column,
                label.in_(self.lang),
                self.style(styles.QUIET_TEXT, styles.CENTRED, {"bg_color": styles.SURFACE}),
            )
            sheet.write_string(
                4,
                column,
                mark,
                self.style(styles.BOLD, styles.CENTRED, {"font_size": 14, "bg_color": styles.SURFACE}),
            )
        sheet.set_row(4, 26)
        sheet.set_row(5, 10)
        sheet.write_blank(
            5, 1, None, self.style(styles.QUIET_TEXT)
        )  # a row that holds nothing is not repeated
        sheet.write_comment(2, 1, "where level=person; sort=attainment desc", {"x_scale": 2})
        name = quote_sheet(_CARDS.in_(self.lang))
        self.workbook.define_name("each_targets", f"={name}!$B$3:$E$6")
        self.named += 1
        set_up_page(sheet, self.lang, heading_rows=1, landscape=False)

    def data(self) -> None:
        """Tables side by side, so that each can grow as far down as it likes."""
        sheet, left = self.sheets[_DATA], 0
        for key in _ON_DATA:
            titles = listed_columns(key)
            sheet.write_string(0, left, f"rp_{key}", self.style(styles.BOLD, {"font_color": styles.ACCENT}))
            headings = _unlike([title.in_(self.lang) for title in titles.values()])
            columns = [
                {"header": heading, "header_format": self.style(styles.HEADING)} for heading in headings
            ]
            self._table(sheet, 1, left, f"rp_{key}", columns)
            for place, column in enumerate(titles):
                if headings[place] != list(titles.values())[place].in_(self.lang):
                    sheet.write_comment(1, left + place, f"[{column}]")
            sheet.set_column(left, left + len(columns) - 1, 14)
            left += len(columns) + 1
        sheet.freeze_panes(2, 0)
        sheet.hide()
        set_up_page(sheet, self.lang, heading_rows=2)
        sheet.set_tab_color(styles.tab_colour(config=True))

    def _table(self, sheet: Any, top: int, left: int, name: str, columns: list[dict[str, Any]]) -> None:
        options = {"name": name, "columns": columns, "style": "Table Style Light 1", "autofilter": False}
        sheet.add_table(top, left, top + 2, left + len(columns) - 1, options)
        self.tabled += 1

    # -- the list

    def names(self, lines: Sequence[NameLine]) -> None:
        sheet = self.sheets[_NAMES]
        headings = (
            Text("名称", "Name"), Text("也可以写", "Or"), Text("怎么用", "How"), Text("填的是", "What is filled"),
            Text("列（键 = 标题）", "Columns (key = heading)"),
        )  # fmt: skip
        for column, (heading, width) in enumerate(zip(headings, (30, 24, 14, 34, 90), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading.in_(self.lang), self.style(styles.HEADING))
        wrapped, plain = self.style(styles.LINED, styles.WRAPPED), self.style(styles.LINED, {"valign": "top"})
        for row, line in enumerate(lines, 1):
            told = (
                line.name,
                line.also,
                line.kind.in_(self.lang),
                line.gives.in_(self.lang),
                line.columns.in_(self.lang),
            )
            for column, text in enumerate(told):
                sheet.write_string(row, column, text, wrapped if column > 2 else plain)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(lines), len(headings) - 1)
        sheet.set_tab_color(styles.tab_colour(config=True))
        set_up_page(sheet, self.lang)


def _unlike(titles: Sequence[str]) -> list[str]:
    """Headings of a Table, no two alike."""
    found: list[str] = []
    for title in titles:
        number, told = 2, title
        while told in found:
            told, number = f"{title} {number}", number + 1
        found.append(told)
    return found
