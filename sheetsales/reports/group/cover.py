"""Page one of the group's table: title, tiles, what is to be said, charts, the workbooks furthest behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sheetsales.cells.address import quote_sheet
from sheetsales.look import numbers, styles
from sheetsales.look.widths import wrapped_lines
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.cells import COUNT, PERCENT, Calc, Content, Dash, Sentence, Spoken, known, put, spoken
from sheetsales.reports.cover import COLUMNS, PER_ROW, column_width, draw_tile, merged
from sheetsales.reports.group.joined import Group, is_known, rows_of
from sheetsales.reports.group.levels import Levels, derived
from sheetsales.reports.group.pages import Pages, bar_chart, trend_chart
from sheetsales.reports.group.pens import FIRST_ROW, TOTAL_ROW, Pens
from sheetsales.reports.tiles import Tile
from sheetsales.speech.money import money_format
from sheetsales.texts import NO_TEXT, Text

COVER: Final = Text("封面", "Cover")
_TILES_TOP, _TILE_ROWS = 3, 5
_SAID_TOP = _TILES_TOP + 2 * (_TILE_ROWS + 1)
_CHART_ROWS = 13
_SAID_WIDTH = 150
_MOST = 8
"""Workbooks listed on page one."""
_NOTES = 2
"""Notes told on page one."""
_GOOD, _WATCH = 1.0, 0.8
_TILES: Final = (
    ("won", Text("本月签约", "Signed this month"), "target", "attainment"),
    ("ytd", Text("年累计", "Year to date"), "year_target", "ytd_attainment"),
    ("forecast", Text("全年预测", "Year forecast"), "year_target", "forecast_attainment"),
    ("open_amount", Text("在手商机", "Open pipeline"), "", ""),
    ("weighted", Text("加权金额", "Weighted value"), "", ""),
    ("stalled_amount", Text("停滞金额", "Stalled amount"), "", ""),
    ("done_rate", Text("步骤完成率", "Steps done"), "", ""),
    ("errors", Text("错误", "Errors in the data"), "", ""),
)
_CONTEXT: Final[Mapping[str, tuple[str, Text]]] = {
    "won": ("won_deals", Text("{n} 单成交", "{n:deal|deals} won")),
    "ytd": ("ytd_deals", Text("{n} 单成交", "{n:deal|deals} won")),
    "open_amount": ("open_deals", Text("{n} 单在手", "{n:deal|deals} open")),
    "stalled_amount": ("stalled", Text("{n} 单停滞", "{n:deal|deals} stalled")),
    "done_rate": ("due", Text("到期 {n} 步", "{n:step|steps} fell due")),
    "errors": ("warnings", Text("另有提醒 {n} 个", "{n:warning|warnings} besides")),
}


class Cover:
    """Page one while it is drawn; every figure of it is a cell of the workbooks' sheet."""

    def __init__(self, pens: Pens, group: Group, levels: Levels, books_sheet: str) -> None:
        self.pens, self.group, self.levels = pens, group, levels
        self.found = levels.found
        self._books = quote_sheet(books_sheet)
        self.money: Spoken = spoken(pens.lang, group.currency)

    def add(self) -> Any:
        """The sheet itself, first of all, so that it lies in front."""
        self.sheet = self.pens.workbook.add_worksheet(self.pens.say(COVER))
        return self.sheet

    def draw(self, pages: Pages) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        for column in range(COLUMNS):
            sheet.set_column(column, column, column_width(column))
        self._title()
        for i, tile in enumerate(self._tiles()):
            draw_tile(
                self.pens, sheet, tile, _TILES_TOP + (i // PER_ROW) * (_TILE_ROWS + 1), (i % PER_ROW) * 4
            )
        row = self._said()
        row = self._charts(pages, row)
        self._behind(row)
        set_up_page(sheet, self.pens.lang, heading_rows=0)
        sheet.fit_to_pages(1, 1)
        sheet.center_horizontally()

    def _title(self) -> None:
        pens, group, sheet = self.pens, self.group, self.sheet
        month = f"{group.period.first.year} 年 {group.period.first.month} 月", f"{group.period.first:%B %Y}"
        title = Text(f"{month[0]}集团销售管理流程表", f"Sales process table of the group, {month[1]}")
        sheet.set_row(0, 30)
        merged(sheet, 0, 0, COLUMNS - 1, pens.say(title), pens.style(styles.TITLE))
        n, out = len(group.books), len(group.not_counted)
        said = Text(
            "数据截至 {as_of} · 金额单位 {currency} · {n} 个工作簿，{out} 个文件未计入 · — 表示未知 · 制表 {today}",
            "Data as of {as_of} · money in {currency} · {n:workbook|workbooks}, {out:file|files} not counted · — means unknown · made {today}",
        ).fill(as_of=group.as_of.isoformat(), currency=group.currency or "?", n=n, out=out, today=group.today.isoformat())  # fmt: skip
        merged(sheet, 1, 0, COLUMNS - 1, pens.say(said), pens.style(styles.HELP))
        sheet.set_row(2, 6)

    def _ref(self, key: str) -> str:
        """The group's row on the workbooks' sheet."""
        return f"{self._books}!{self.levels.books.cell(key, TOTAL_ROW + 1)}"

    def _cell(self, key: str) -> Content:
        value: Any = self.found.get(key)
        return (
            Calc(self._ref(key), float(value)) if is_known(value) else Dash(NO_TEXT, formula=self._ref(key))
        )

    def _tiles(self) -> list[Tile]:
        return [self._tile(*one) for one in _TILES]

    def _tile(self, key: str, name: Text, target: str, reached: str) -> Tile:
        pens = self.pens
        figure = self._cell(key)
        pattern = {"done_rate": numbers.PERCENT, "errors": numbers.MONEY}.get(
            key, money_format(pens.lang, self.group.currency)
        )
        if not known(figure):
            return Tile(pens.say(name), figure, numbers.GENERAL, target=pens.say(_UNKNOWN), unknown=True)
        share = self._cell(reached) if reached else None
        judged = share if known(share) else None
        words = self._target_words(target) if target else None
        value = self.found.get(reached) if reached else None
        status = _status(value) if key == "won" and self.group.as_of == self.group.period.last else ""
        return Tile(
            pens.say(name), figure, pattern, status, words, judged, bar=judged, context=self._context(key)
        )

    def _target_words(self, key: str) -> Content:
        said = Sentence()
        said.clause(self.pens.say(Text("目标 ", "target ")), (self._ref(key), self._cell(key), self.money))
        return said.end("") or self.pens.say(_NO_TARGET)

    def _context(self, key: str) -> Content:
        if key not in _CONTEXT:
            return None
        of, text = _CONTEXT[key]
        value: Any = self.found.get(of)
        return self.pens.say(text.fill(n=int(value))) if is_known(value) else None

    def _said(self) -> int:
        """The sentences; returns the row below them."""
        row = _SAID_TOP
        for lead, said in self._sentences():
            if said is None:
                continue
            text = str(said.value if isinstance(said, Calc) else said)
            self.sheet.set_row(row, 4 + 16 * wrapped_lines(text, _SAID_WIDTH))
            bold = self.pens.style(styles.BOLD, {"font_color": styles.ACCENT, "indent": 1, "valign": "top"})
            put(self.sheet, row, 0, self.pens.say(lead), bold)
            look = self.pens.style({"text_wrap": True, "font_size": 11, "valign": "top"})
            merged(self.sheet, row, 1, COLUMNS - 1, said, look)
            row += 1
        self.sheet.set_row(row, 7)
        return row + 1

    def _sentences(self) -> list[tuple[Text, Content]]:
        return [
            (Text("结果", "Result"), self._result()),
            (Text("储备", "Pipeline"), self._pipeline()),
            (Text("数据", "Data"), self._data()),
        ]

    def _result(self) -> Content:
        say, said = self.pens.say, Sentence()
        said.clause(say(Text("签约 ", "Signed ")), (self._ref("won"), self._cell("won"), self.money))
        joint = say(Text("，", ", "))
        said.clause(say(Text("完成目标的 ", "")), (self._ref("attainment"), self._cell("attainment"), PERCENT), say(Text("", " of target")), joint=joint)  # fmt: skip
        with_target, n = self.found["with_target"], len(self.group.books)
        if with_target < n and with_target:
            said.clause(say(Text(f"（{n} 个工作簿里 {with_target} 个设了目标，只比这些）", f" (only the {with_target} of {n} workbooks that have one)")))  # fmt: skip
        said.clause(say(Text("年累计 ", "year to date ")), (self._ref("ytd"), self._cell("ytd"), self.money), joint=say(Text("；", "; ")))  # fmt: skip
        said.clause(say(Text("是年目标的 ", "")), (self._ref("ytd_attainment"), self._cell("ytd_attainment"), PERCENT), say(Text("", " of the year's target")), joint=joint)  # fmt: skip
        return said.end(say(Text("。", ".")))

    def _pipeline(self) -> Content:
        say, said = self.pens.say, Sentence()
        said.clause(
            (self._ref("open_deals"), self._cell("open_deals"), COUNT), say(Text(" 单在手，值 ", " deals open, worth ")),
            (self._ref("open_amount"), self._cell("open_amount"), self.money),
        )  # fmt: skip
        if self.found["unpriced"]:
            said.clause(say(Text("（", " (")), (self._ref("unpriced"), self._cell("unpriced"), COUNT), say(Text(" 单没有金额）", " without an amount)")))  # fmt: skip
        said.clause(say(Text("加权 ", "weighted ")), (self._ref("weighted"), self._cell("weighted"), self.money), joint=say(Text("，", ", ")))  # fmt: skip
        said.clause(say(Text("停滞 ", "stalled ")), (self._ref("stalled"), self._cell("stalled"), COUNT), say(Text(" 单，", " worth ")), (self._ref("stalled_amount"), self._cell("stalled_amount"), self.money), joint=say(Text("；", "; ")))  # fmt: skip
        return said.end(say(Text("。", ".")))

    def _data(self) -> Content:
        """What is not in the figures, and what is odd about those that are."""
        group, out = self.group, len(self.group.not_counted)
        said = [_ALL_IN if not out else _OUT.fill(n=out)]
        if lost := [m for m in group.members if m.rate is None]:
            said.append(
                _NO_RATE.fill(n=len(lost), codes=", ".join(sorted({m.facts.currency or "?" for m in lost})))
            )
        said += group.notes[:_NOTES]
        if len(group.notes) > _NOTES:
            said.append(_MORE.fill(n=len(group.notes) - _NOTES))
        return (" " if self.pens.lang == "en" else "").join(map(self.pens.say, said))

    def _charts(self, pages: Pages, row: int) -> int:
        say = self.pens.say
        made = [
            trend_chart(
                self.pens,
                pages,
                say(Text("签约和目标，最近十二个月", "Signed against target, twelve months")),
            )
        ]
        title = say(Text("在手金额按阶段", "Open amount by stage"))
        made.append(bar_chart(self.pens, pages, "stages", title))
        for at in range(row, row + _CHART_ROWS):
            self.sheet.set_row(at, 18)
        for i, chart in enumerate(made):
            chart.set_size({"width": 545, "height": _CHART_ROWS * 24})
            self.sheet.insert_chart(row, i * 8, chart, {"object_position": 2})
        return row + _CHART_ROWS + 1

    def _behind(self, row: int) -> None:
        """The workbooks furthest behind their targets, by cells of their rows."""
        spans = (
            ("book", 0, 4),
            ("target", 5, 6),
            ("won", 7, 8),
            ("gap", 9, 10),
            ("attainment", 11, 12),
            ("stalled_amount", 13, 14),
        )
        self.sheet.set_row(row, 19)
        titles = {column.key: column.title for column in self.levels.books.columns}
        for key, first, last in spans:
            side = styles.LEFT if key == "book" else styles.RIGHT
            text = self.pens.say(_BEHIND if key == "book" else titles[key])
            merged(self.sheet, row, first, last, text, self.pens.style(styles.HEADING, side))
        for i, (at, values) in enumerate(self._furthest(), row + 1):
            self._line(i, spans, at, values)

    def _line(
        self, row: int, spans: Sequence[tuple[str, int, int]], at: int, values: Mapping[str, Any]
    ) -> None:
        for key, first, last in spans:
            ref = f"{self._books}!{self.levels.books.cell(key, at)}"
            value = values[key]
            pattern = numbers.PERCENT if key == "attainment" else numbers.MONEY
            side = styles.LEFT if key == "book" else styles.RIGHT
            shown: Content = Calc(ref, value if isinstance(value, str) else float(value)) if is_known(value) else Dash(NO_TEXT, formula=ref)  # fmt: skip
            merged(
                self.sheet,
                row,
                first,
                last,
                shown,
                self.pens.style(styles.LINED, side, {"num_format": pattern}),
            )

    def _furthest(self) -> list[tuple[int, dict[str, Any]]]:
        rows = rows_of(self.group.totals)
        found = [
            (FIRST_ROW + number, {**derived(row), "book": member.name})
            for number, (member, row) in enumerate(zip(self.group.members, rows, strict=True), 1)
        ]
        return sorted(
            found, key=lambda one: (not is_known(one[1]["gap"]), -float(one[1]["gap"] or 0), one[0])
        )[:_MOST]


def _status(reached: Any) -> str:
    if not is_known(reached):
        return ""
    return "●" if reached >= _GOOD else "▲" if reached >= _WATCH else "✕"


_UNKNOWN: Final = Text(
    "没有工作簿知道：见“各工作簿”里的原因", "No workbook knows it: see why under Workbooks"
)
_NO_TARGET: Final = Text("没有设目标", "No target set")
_BEHIND: Final = Text("离目标最远的工作簿", "Workbooks furthest behind")
_ALL_IN: Final = Text("所有文件都算进来了。", "Every file is counted.")
_OUT: Final = Text(
    "{n} 个文件没有算进来，原因见“未计入”。", "{n:file is|files are} not counted; see Not counted for why."
)
_NO_RATE: Final = Text(
    "{n} 个工作簿的金额没有算进来：{codes} 没有汇率。",
    "The money of {n:workbook is|workbooks are} left out: no rate for {codes}.",
)
_MORE: Final = Text("另有 {n} 条见命令的输出。", "{n:more note is|more notes are} in the command's output.")
