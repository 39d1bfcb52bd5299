"""The group's pages on stages, forecast and findings, and the files that are not in its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from typing import Any, Final

from sheetsales.cells.address import column_letters, quote_sheet
from sheetsales.findings import RuleInfo, Severity
from sheetsales.look import charts
from sheetsales.look.workbook import set_up_page
from sheetsales.reports.cells import Calc, Content, Dash, shown
from sheetsales.reports.group import columns as c
from sheetsales.reports.group import data_sheets as d
from sheetsales.reports.group.columns import Column
from sheetsales.reports.group.facts import Fate
from sheetsales.reports.group.joined import Frame, Group, is_known, total
from sheetsales.reports.group.levels import Level, line
from sheetsales.reports.group.pens import Pens, Sheet, head, section
from sheetsales.speech.money import money_scale
from sheetsales.texts import NO_TEXT, Text

STAGES: Final = Text("阶段", "Stages")
FORECAST: Final = Text("预测", "Forecast")
FINDINGS: Final = Text("检查结果", "Findings")
NOT_COUNTED: Final = Text("未计入", "Not counted")
_TOP: Final = 3
_BY_BOOK: Final = Text("在手金额：各工作簿 × 阶段", "Open amount: workbook by stage")
_BOOK_FORECAST: Final = Text("加权预测：各工作簿 × 月份", "Weighted forecast: workbook by month")
_TREND: Final = Text("最近十二个月", "The last twelve months")
_FATES: Final[Mapping[Fate, Text]] = {
    "unread": Text("读不了", "Could not be read"),
    "no_deals": Text("没有商机", "No deals"),
    "ours": Text("我们做的报表", "A report of ours"),
    "copy": Text("副本", "A copy"),
    "older": Text("旧的一份", "An older one"),
    "issued": Text("分出去的副本", "An issued copy"),
}
_LOW: Final = Column("low", Text("区间低", "Low"), "money")
_HIGH: Final = Column("high", Text("区间高", "High"), "money")
_GAP: Final = Column("gap", Text("缺口", "Gap"), "money")
_BOOKS: Final = Column("books", Text("几个工作簿", "Workbooks"), "count", 11)
_MEANING: Final = Column("meaning", Text("说明", "Meaning"), "wide", 50)
_ALL: Final = Text("合计", "Total")


def summed(level: Level, key: str, tests: str, value: Any) -> Content:
    """The sum of a column of a data sheet; ``—`` where no row that it takes is known."""
    ref = level.ref(key)
    formula = f'IF(COUNTIFS({tests},{ref},">-1E+300")=0,"—",SUMIFS({ref},{tests}))'
    return Calc(formula, float(value)) if is_known(value) else Dash(NO_TEXT, formula=formula)


def sums_by(frame: Frame, key: str, *by: str) -> Callable[..., Any]:
    """What a column adds up to, asked by the values of other columns; None where nothing is known."""
    found: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for *keys, value in zip(*(frame[name] for name in by), frame[key], strict=True):
        found[tuple(keys)].append(value)
    return lambda *keys: total(found.get(keys, ()))


class Pages:
    """The pages; ``areas`` are ranges of cells that charts of page one draw, ``most`` the largest amount in them."""

    def __init__(self, pens: Pens, group: Group, data: d.Data, rules: Mapping[str, RuleInfo]) -> None:
        self.pens, self.group, self.data, self.rules = pens, group, data, rules
        self.areas: dict[str, str] = {}
        self.most: dict[str, float] = {}

    def stages(self) -> None:
        """A row a stage for the group, then every workbook by stage."""
        sheet, stages = self._page(STAGES), self._used_stages()
        columns = (d.STAGE, d.DEALS, d.AMOUNT, d.WEIGHTED, d.STALLED, d.ENTERED, d.ADVANCED, d.LOST)
        first = _TOP + 2
        rows = [self._stage_row(code, f"$A{first + 1 + i}") for i, code in enumerate(stages)]
        section(self.pens, sheet, _TOP, STAGES, columns, rows)
        there = set(self.group.open_stages["stage"])
        drawn = max((i for i, code in enumerate(stages, 1) if code in there), default=1)
        self._range("stages", sheet, first, rows[:drawn], {"name": 0, "amount": 2})
        names = [self.data.stage_name(code) for code in stages]
        heads = (
            c.BOOK,
            c.NUMBER,
            *(Column(code, Text(n, n), "money", 14) for code, n in zip(stages, names, strict=True)),
        )
        top = first + len(rows) + 1
        self._matrix(
            sheet, top, _BY_BOOK, heads, self.data.stages, "stage", "amount", self.group.open_stages, stages
        )
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, max(7, len(heads) - 1), 14)

    def _used_stages(self) -> list[str]:
        flow = self.group.stages
        used = set(self.group.open_stages["stage"]) | {
            row.stage
            for row in flow.itertuples()
            if any(is_known(v) and v for v in (row.entered, row.advanced, row.lost))
        }
        return [code for code in (*self.data.stage_codes, "") if code in used]

    def _stage_row(self, code: str, cell: str) -> dict[str, Content]:
        group, data = self.group, self.data
        row: dict[str, Content] = {"stage": data.stage_name(code)}
        for level, frame, keys in (
            (data.stages, group.open_stages, ("deals", "amount", "weighted", "stalled")),
            (data.flow, group.stages, ("entered", "advanced", "lost")),
        ):
            tests = f"{level.ref('stage')},{cell}"
            row |= {key: summed(level, key, tests, sums_by(frame, key, "stage")(code)) for key in keys}
        return row

    def forecast(self) -> None:
        """The coming months, every workbook by month, and the twelve months gone."""
        sheet = self._page(FORECAST)
        months = sorted({row.month for book in self.group.books for row in book.months})
        gone = [m for m in months if m <= self.group.as_of.isoformat()[:7]]
        coming = self._coming(months, gone)
        columns = (d.MONTH, d.DEALS, d.TARGET, d.COMMIT, d.BEST, d.WEIGHTED, _LOW, _HIGH, _GAP)
        first = _TOP + 2
        rows = [self._month_row(m, first + 1 + i) for i, m in enumerate(coming)]
        section(self.pens, sheet, _TOP, FORECAST, columns, rows)
        top = first + len(rows) + 1
        trend = [self._gone_row(m, f"$A{top + 3 + i}") for i, m in enumerate(gone)]
        section(self.pens, sheet, top, _TREND, (d.MONTH, d.WON, d.TARGET), trend)
        self._range("trend", sheet, top + 2, trend, {"name": 0, "won": 1, "target": 2})
        heads = (c.BOOK, c.NUMBER, *(Column(m, Text(m, m), "money") for m in coming))
        at = top + 2 + len(trend) + 1
        self._matrix(
            sheet,
            at,
            _BOOK_FORECAST,
            heads,
            self.data.forecast,
            "month",
            "weighted",
            self.group.forecast,
            coming,
        )
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 8, 14)

    def _coming(self, months: Sequence[str], gone: Sequence[str]) -> list[str]:
        """The months of the forecast: those to come, and the present one while it runs."""
        is_running = self.group.as_of < self.group.period.last
        return [m for m in months if m not in gone or (is_running and m == gone[-1])]

    def _month_row(self, month: str, at: int) -> dict[str, Content]:
        data, frame = self.data.forecast, self.group.forecast
        tests = f"{data.ref('month')},$A{at}"
        value = {
            key: sums_by(frame, key, "month")(month)
            for key in ("deals", "commit", "best", "weighted", "variance")
        }
        row: dict[str, Content] = {"month": month}
        row |= {key: summed(data, key, tests, value[key]) for key in ("deals", "commit", "best", "weighted")}
        kept = self.data.months
        target = sums_by(self.group.months, "target", "month")(month)
        row["target"] = summed(kept, "target", f"{kept.ref('month')},$A{at}", target)
        spread = f"SQRT(SUMIFS({data.ref('variance')},{tests}))"
        weighted = value["weighted"]
        for key, sign in (("low", -1), ("high", 1)):
            end = (
                None
                if weighted is None
                else max(0.0, float(weighted) + sign * sqrt(float(value["variance"])))
            )
            row[key] = _of_one(f"F{at}", f"MAX(0,F{at}{'+' if sign > 0 else '-'}{spread})", end)
        gap = float(target) - float(weighted) if is_known(target) and is_known(weighted) else None
        formula = f'IF(COUNT(C{at},F{at})<2,"—",C{at}-F{at})'
        row["gap"] = Dash(NO_TEXT, formula=formula) if gap is None else Calc(formula, gap)
        return row

    def _gone_row(self, month: str, cell: str) -> dict[str, Content]:
        data, frame = self.data.months, self.group.months
        tests = f"{data.ref('month')},{cell}"
        found = {
            key: summed(data, key, tests, sums_by(frame, key, "month")(month)) for key in ("won", "target")
        }
        return {"month": month, **found}

    def _matrix(
        self, sheet: Any, top: int, title: Text, heads: Sequence[Column], level: Level, by: str, key: str,
        frame: Frame, keys: Sequence[str],
    ) -> None:  # fmt: skip
        """A row a workbook, a column each of the values of ``by``."""
        value = sums_by(frame, key, "book", by)
        head_row = top + 2
        rows: list[dict[str, Content]] = []
        for i, member in enumerate(self.group.members):
            row: dict[str, Content] = {"number": member.number, "book": member.name}
            for place, one in enumerate(keys, 3):
                tests = f"{level.ref('number')},$B{head_row + 1 + i},{level.ref(by)},{column_letters(place)}${head_row}"
                row[one] = summed(level, key, tests, value(member.number, one))
            rows.append(row)
        section(self.pens, sheet, top, title, heads, rows)

    def findings(self) -> None:
        """A row a rule, the gravest and most frequent first."""
        sheet = self._page(FINDINGS)
        frame, level = self.group.findings, self.data.findings
        counts = sums_by(frame, "findings", "code", "severity")
        books: dict[str, set[int]] = defaultdict(set)
        for code, book in zip(frame["code"], frame["book"], strict=True):
            books[code].add(book)
        found = sorted(
            set(zip(frame["code"], frame["severity"], strict=True)),
            key=lambda pair: (-Severity[pair[1].upper()], -counts(*pair), pair[0]),
        )
        columns = (d.CODE, d.SEVERITY, d.COUNT, _BOOKS, _MEANING)
        rows: list[dict[str, Content]] = []
        for i, (code, severity) in enumerate(found, _TOP + 3):
            tests = f"{level.ref('code')},$A{i},{level.ref('severity')},$B{i}"
            rows.append({
                "code": code, "severity": self.pens.say(Severity[severity.upper()].text),
                "findings": summed(level, "findings", tests, counts(code, severity)), "books": len(books[code]),
                "meaning": self.pens.say(self.rules[code].title) if code in self.rules else code,
            })  # fmt: skip
        section(self.pens, sheet, _TOP, FINDINGS, columns, rows)
        for place, width in enumerate((10, 13, 11, 12, 70)):
            sheet.set_column(place, place, width)

    def not_counted(self) -> Sheet:
        """Every file that is not in the figures, and why."""
        columns = (
            Column("place", Text("文件", "File"), "wide", 40),
            Column("fate", Text("怎么了", "What it is"), "text", 18),
            Column("reason", Text("原因和办法", "Why, and what to do"), "wide", 70),
        )
        rows: list[dict[str, Content]] = [
            {"place": one.place, "fate": self.pens.say(_FATES[one.fate]), "reason": self.pens.say(one.reason)}
            for one in self.group.not_counted
        ]
        return Sheet(NOT_COUNTED, line(self.group), "tblNotCounted", columns, rows, frozen=1)

    def _page(self, title: Text) -> Any:
        sheet = self.pens.workbook.add_worksheet(self.pens.say(title))
        head(self.pens, sheet, title, line(self.group))
        sheet.set_tab_color("#8FA9C4")
        set_up_page(sheet, self.pens.lang, heading_rows=0)
        return sheet

    def _range(
        self,
        name: str,
        sheet: Any,
        first: int,
        rows: Sequence[Mapping[str, Content]],
        columns: Mapping[str, int],
    ) -> None:
        for key, column in columns.items():
            letters = column_letters(column + 1)
            area = f"${letters}${first + 1}:${letters}${first + max(len(rows), 1)}"
            self.areas[f"{name}.{key}"] = f"={quote_sheet(sheet.get_name())}!{area}"
        self.most[name] = max(
            (shown(row.get(key)) or 0.0 for row in rows for key in columns if key != "name"), default=0.0
        )


def _of_one(cell: str, then: str, value: float | None) -> Content:
    formula = f'IF(COUNT({cell})<1,"—",{then})'
    return Dash(NO_TEXT, formula=formula) if value is None else Calc(formula, value)


def trend_chart(pens: Pens, pages: Pages, title: str) -> Any:
    """What was signed by month, the targets as a line."""
    areas = pages.areas
    pattern, unit = money_scale(pages.most["trend"], pens.lang, pens.currency)
    chart = charts.new_chart(pens.workbook, "column", pens.lang, _in_unit(pens, title, unit), legend=True)
    chart.add_series(charts.series(pens.say(d.WON.title), areas["trend.name"], areas["trend.won"], pens.lang))
    target = pens.workbook.add_chart({"type": "line"})
    name = pens.say(d.TARGET.title)
    target.add_series(charts.line_series(name, areas["trend.name"], areas["trend.target"], thin=True))
    chart.combine(target)
    charts.show_value_axis(chart, "column", pens.lang, pattern)
    return chart


def bar_chart(pens: Pens, pages: Pages, area: str, title: str) -> Any:
    """Bars with their amounts."""
    pattern, unit = money_scale(pages.most[area], pens.lang, pens.currency)
    chart = charts.new_chart(pens.workbook, "bar", pens.lang, _in_unit(pens, title, unit))
    names, amounts = pages.areas[f"{area}.name"], pages.areas[f"{area}.amount"]
    chart.add_series(charts.series(title, names, amounts, pens.lang, label_format=pattern))
    return chart


def _in_unit(pens: Pens, title: str, unit: str) -> str:
    return pens.say(Text(f"{title}（{unit}）", f"{title} ({unit})")) if unit else title
