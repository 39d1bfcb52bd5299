"""The line of context at the foot of each tile: what the figure is to be compared with, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import (
    COUNT,
    PERCENT,
    Calc,
    Content,
    Dash,
    Sentence,
    Spoken,
    as_excel_shows,
    shown,
)
from sheetsales.reports.cover_table import RECEIVED, on_cover
from sheetsales.reports.draft import Draft
from sheetsales.texts import Text

_ARROWS = 'IF({0}<0,"▼",IF({0}>0,"▲","±"))&'


def _arrow(value: float) -> str:
    return "▼" if value < 0 else "▲" if value > 0 else "±"


CHANGE = Spoken(
    lambda ref: _ARROWS.format(ref) + f'TEXT(ABS({ref})*100,"0.0")&"%"',
    lambda value: f"{_arrow(value)}{as_excel_shows(abs(value) * 100, 1)}%",
)
POINTS = Spoken(
    lambda ref: _ARROWS.format(ref) + f'TEXT(ABS({ref}),"0.0")',
    lambda value: f"{_arrow(value)}{as_excel_shows(abs(value), 1)}",
)
DEALS = Spoken(
    lambda ref: _ARROWS.format(f"({ref})") + f'TEXT(ABS({ref}),"0")',
    lambda value: f"{_arrow(value)}{as_excel_shows(abs(value), 0)}",
)
_GAP = " · "


class _Line:
    """A line while it is put together."""

    def __init__(self, draft: Draft, kpi: PlacedTable, code: str) -> None:
        self.draft, self.kpi, self.code = draft, kpi, code
        self.said = Sentence()

    def cell(self, key: str, code: str = "") -> tuple[str, Content]:
        return self.kpi.ref(code or self.code, key), self.kpi.get(code or self.code, key)

    def add(self, *parts: str | tuple[str, Content, Spoken]) -> None:
        self.said.clause(*parts, joint=_GAP)

    @property
    def growth(self) -> str:
        """What growth on the period before is called in Chinese: that of a year is growth on last year."""
        return "同比" if self.draft.periods.length == "year" else "环比"

    @property
    def on_last(self) -> str:
        return f" on last {self.draft.periods.length}"

    def change(self) -> None:
        """On last month; of a month that still runs how far it has come."""
        content = self.kpi.get(self.code, "mom")
        if isinstance(content, Dash):
            word = "" if self.draft.periods.running else self.draft.say(f"{self.growth} — ", "— ")
            self.add(word + self.draft.speak(content.reason))
            return
        points = self.kpi.look(self.code, "mom") == "points"
        before, after = self.draft.say(f"{self.growth} ", ""), self.draft.say("", self.on_last)
        if points:
            after = self.draft.say(" 个点", f" pts{self.on_last}")
        self.add(before, (*self.cell("mom"), POINTS if points else CHANGE), after)

    def n(self) -> None:
        self.add("n ", (*self.cell("n"), COUNT))


def _won_amount(line: _Line) -> None:
    joined = "won_count" not in on_cover(line.draft)  # it has no tile of its own then
    on_year = " y/y" if joined else " on last year"
    if joined:
        line.add((*line.cell("actual", "won_count"), COUNT), line.draft.say(" 单", " deals"))
    line.change()
    year = line.kpi.get(line.code, "yoy")
    if line.draft.periods.running or line.draft.periods.length == "year":
        return
    if shown(year) is None and isinstance(line.kpi.get(line.code, "mom"), Dash):
        return  # said already
    if shown(year) is None:
        line.add(line.draft.say("同比 —", f"{on_year.strip()} —"))
    else:
        line.add(line.draft.say("同比 ", ""), (*line.cell("yoy"), CHANGE), line.draft.say("", on_year))


def _received(line: _Line) -> None:
    """What is outstanding, and how much of it is overdue."""
    block: PlacedTable | None = line.draft.filled.get("ledger_figures")
    if block is None:
        return
    say, money = line.draft.say, line.draft.money
    owed, late = (
        (block.ref(code, "actual"), block.get(code, "actual")) for code in ("receivable", "overdue_amount")
    )
    line.add(say("应收 ", ""), (*owed, money), say("", " outstanding"))
    line.add(say("逾期 ", ""), (*late, money), say("", " overdue"))


def _won_count(line: _Line) -> None:
    """The change in deals, and how many were decided: won and lost."""
    say = line.draft.say
    (now, actual), (before, last) = line.cell("actual"), line.cell("last")
    a, b = shown(actual), shown(last)
    decided = line.cell("n", "win_rate_count")
    n = shown(decided[1])
    if line.draft.periods.running and n is None:
        line.change()
    elif not line.draft.periods.running and a is not None and b is not None:
        line.add(say(f"{line.growth} ", ""), (f"{now}-{before}", a - b, DEALS), say(" 单", line.on_last))
    if a is not None and n is not None:
        lost = (f"{decided[0]}-{now}", n - a, COUNT)
        line.add(
            say("已结 ", ""),
            (*decided, COUNT),
            say(" 单（赢 ", " decided ("),
            (now, actual, COUNT),
            say(" 输 ", " won, "),
            lost,
            say("）", " lost)"),
        )


def _new_customers(line: _Line) -> None:
    say = line.draft.say
    line.add(say("年累计 ", ""), (*line.cell("ytd"), COUNT), say("", " year to date"))
    line.add(say("全年目标 ", "year target "), (*line.cell("year_target"), COUNT))


def _funnel(line: _Line) -> None:
    """The cohort: its deals, and those won."""
    say = line.draft.say
    (ref, rate), (count, n) = line.cell("actual"), line.cell("n")
    a, b = shown(rate), shown(n)
    if a is None or b is None:
        return
    won = (f"{ref}*{count}", a * b, COUNT)
    line.add(
        say("近 12 个月新增 ", ""),
        (count, n, COUNT),
        say(" 单，成交 ", " opened in twelve months, "),
        won,
        say(" 单", " won"),
    )


def _rate(line: _Line) -> None:
    line.change()
    line.n()


def _cycle(line: _Line) -> None:
    say = line.draft.say
    line.add(say("中位数", "median"))
    line.add(say("平均 ", "mean "), (*line.cell("mean"), COUNT), say(" 天", " days"))
    line.n()


def _score(line: _Line) -> None:
    line.n()
    if not line.draft.score_spans:
        line.add(line.draft.say("最近一次评分", "latest scores"))


_LINES: Final[Mapping[str, Callable[[_Line], None]]] = {
    "won_amount": _won_amount,
    "won_count": _won_count,
    RECEIVED: _received,
    "new_customers": _new_customers,
    "funnel_conversion": _funnel,
    "cycle_days": _cycle,
    "satisfaction": _score,
}


def context_line(draft: Draft, kpi: PlacedTable, code: str) -> Content:
    """A live text; the change on last month and the number of records where a tile has no line of its own."""
    line = _Line(draft, kpi, code)
    _LINES.get(code, _rate)(line)
    return line.said.end("") if line.said.begun else None


def target_words(draft: Draft, block: PlacedTable, code: str, *, lower: bool) -> Content:
    """``目标 76 万元``, ``不超过 30 天``; without a target why there is none."""
    target = block.get(code, "target")
    if isinstance(target, Dash):
        return draft.speak(NO_TARGET)
    label = draft.say("不超过 ", "at most ") if lower else draft.say("目标 ", "target ")
    days = draft.say(" 天", " days") if block.look(code, "target") == "days" else ""
    said = Sentence()
    said.clause(label, (block.ref(code, "target"), target, spoken_as(draft, block, code, "target")), days)
    return said.end("")


def spoken_as(draft: Draft, block: PlacedTable, code: str, key: str) -> Spoken:
    """How a sentence says a figure of an indicator; a share with a decimal where it has one."""
    look = block.look(code, key)
    if look in ("sum", "money"):
        return draft.money
    if look == "share":
        whole = round((shown(block.get(code, key)) or 0.0) * 100, 6).is_integer()
        return PERCENT if whole else TENTHS
    return TENTH if look in ("tenths", "ratio") else COUNT


NO_TARGET = Text("没有设目标", "no target set")
TENTH = Spoken(lambda ref: f'TEXT({ref},"0.0")', lambda value: as_excel_shows(value, 1))
TENTHS = Spoken(lambda ref: f'TEXT({ref}*100,"0.0")&"%"', lambda value: as_excel_shows(value * 100, 1) + "%")


def as_text(content: Content) -> str:
    """What the line shows."""
    value = content.value if isinstance(content, Calc) else content
    return value if isinstance(value, str) else ""
