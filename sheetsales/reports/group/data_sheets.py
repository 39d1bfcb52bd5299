"""The rows that the group's pages add up: stages, forecast, months and findings, by person or by workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from sheetsales.findings import Severity
from sheetsales.reports.cells import Calc, Content
from sheetsales.reports.group import columns as c
from sheetsales.reports.group.columns import Column
from sheetsales.reports.group.joined import MONEY, Frame, Group, rows_of
from sheetsales.reports.group.levels import Level, Levels
from sheetsales.reports.group.pens import FIRST_ROW, UNKNOWN, Pens, Sheet, plain
from sheetsales.texts import Text

_LINE: Final = Text(
    "各页的公式从这里加总；在这里筛选，可以看到人。",
    "The pages add these rows up; filter here to see each person.",
)
_RATES_LINE: Final = Text(
    "改这里的汇率，全部数字跟着变。", "Change a rate here, and every figure of the group follows."
)
STAGE: Final = Column("stage", Text("阶段", "Stage"), "text", 16)
DEALS: Final = Column("deals", Text("单数", "Deals"), "count")
AMOUNT: Final = Column("amount", Text("金额", "Amount"), "money")
WEIGHTED: Final = Column("weighted", Text("加权", "Weighted"), "money")
STALLED: Final = Column("stalled", Text("停滞", "Stalled"), "count")
MONTH: Final = Column("month", Text("月份", "Month"), "month", 10)
COMMIT: Final = Column("commit", Text("承诺", "Commit"), "money")
BEST: Final = Column("best", Text("争取(含承诺)", "Best case incl. commit"), "money")
VARIANCE: Final = Column("variance", Text("方差", "Variance"), "money", 16)
WON: Final = Column("won", Text("签约", "Signed"), "money")
TARGET: Final = Column("target", Text("目标", "Target"), "money")
CODE: Final = Column("code", Text("代码", "Code"), "text", 9)
SEVERITY: Final = Column("severity", Text("严重程度", "Severity"), "text", 11)
COUNT: Final = Column("findings", Text("个数", "Findings"), "count")
ENTERED: Final = Column("entered", Text("本月进入", "Entered"), "count")
ADVANCED: Final = Column("advanced", Text("本月推进", "Advanced"), "count")
LOST: Final = Column("lost", Text("本月输单", "Lost"), "count")
_WHOSE: Final = (c.NUMBER, c.BOOK, c.TEAM, c.PERSON)
NO_STAGE: Final = Text("（阶段不明）", "(no known stage)")


class Data:
    """The data sheets; their columns are what formulas of the pages name."""

    def __init__(self, pens: Pens, group: Group, levels: Levels) -> None:
        self.pens, self.group, self.levels = pens, group, levels
        self._names = {m.number: m.name for m in group.members}
        self.stages = self._level(c.STAGES_TABLE, (*_WHOSE, STAGE, DEALS, AMOUNT, WEIGHTED, STALLED))
        self.flow = self._level(c.FLOW_TABLE, (c.NUMBER, c.BOOK, STAGE, ENTERED, ADVANCED, LOST))
        self.forecast = self._level(
            c.FORECAST_TABLE, (*_WHOSE, MONTH, DEALS, WEIGHTED, VARIANCE, COMMIT, BEST)
        )
        self.months = self._level(c.MONTHS_TABLE, (c.NUMBER, c.BOOK, MONTH, WON, TARGET))
        self.findings = self._level(c.FINDINGS_TABLE, (*_WHOSE, CODE, SEVERITY, COUNT))

    def _level(self, table: str, columns: Sequence[Column]) -> Level:
        own = [c.own(column) for column in columns if column.key in MONEY or column is VARIANCE]
        return Level(self.pens, table, (*columns, *((c.RATE, *own) if self.group.is_mixed and own else ())))

    def sheets(self) -> tuple[Sheet, ...]:
        group = self.group
        return (
            self._sheet(Text("阶段明细", "Stage rows"), self.stages, group.open_stages),
            self._sheet(Text("预测明细", "Forecast rows"), self.forecast, group.forecast),
            self._sheet(Text("检查明细", "Finding rows"), self.findings, group.findings),
            self._sheet(Text("月份明细", "Month rows"), self.months, group.months),
            self._sheet(Text("阶段流转明细", "Stage flow rows"), self.flow, group.stages),
            self._rates(),
        )

    def _sheet(self, title: Text, level: Level, frame: Frame) -> Sheet:
        rows = [self._row(level, i, row) for i, row in enumerate(rows_of(frame), FIRST_ROW + 1)]
        return Sheet(title, _LINE, level.table, level.columns, rows, data=True)

    def _row(self, level: Level, at: int, row: Mapping[Any, Any]) -> dict[str, Content]:
        out: dict[str, Content] = {}
        rate = self.levels.rate_of(level, at, int(row["book"])) if level.has("rate") else {}
        for column in level.columns:
            key = column.key
            if level.has(f"own_{key}"):
                out[key] = self._converted(level, at, key, row[key])
            elif key in _SHOWN:
                out[key] = _SHOWN[key](self, row)
            elif key != "rate":
                out[key] = plain(row[key])
        return {**out, **rate}

    def _converted(self, level: Level, at: int, key: str, value: Any) -> Content:
        own, rate = level.at(f"own_{key}", at), level.at("rate", at)
        times = f"{own}*{rate}*{rate}" if key == "variance" else f"{own}*{rate}"
        shown = plain(value)
        formula = f'IF(COUNT({own},{rate})<2,"—",{times})'
        return Calc(formula, "—" if shown is UNKNOWN else float(value))

    def _rates(self) -> Sheet:
        columns = (c.CURRENCY, c.RATE, Column("said", Text("来自", "From"), "wide", 60))
        rows: list[dict[str, Content]] = [
            {"currency": r.code or "?", "rate": plain(r.value), "said": self.pens.say(r.said)} for r in self.group.rates
        ]  # fmt: skip
        title = Text("汇率", "Rates")
        return Sheet(title, _RATES_LINE, c.RATES_TABLE, columns, rows, frozen=0, data=True)

    def name_of(self, number: int) -> str:
        return self._names[number]

    def stage_name(self, code: str) -> str:
        """What a stage is called, by the first workbook that has it."""
        return self._stage_names.get(code) or self.pens.say(NO_STAGE)

    @cached_property
    def _stage_names(self) -> Mapping[str, str]:
        """The stages of all workbooks in the order of their processes, with what they are called: no two alike."""
        return dict(self._stages())

    @property
    def stage_codes(self) -> tuple[str, ...]:
        """The codes of all stages in the order of the processes."""
        return tuple(self._stage_names)

    def _stages(self) -> Iterator[tuple[str, str]]:
        seen: dict[str, tuple[int, str]] = {}
        for book in self.group.books:
            for stage in book.stages:
                seen.setdefault(stage.stage, (stage.order, self.pens.say(stage.name) or stage.stage))
        names: set[str] = set()
        for code, (_, name) in sorted(seen.items(), key=lambda item: (item[1][0], item[0])):
            shown = name if name.casefold() not in names else f"{name} ({code})"
            names.add(shown.casefold())
            yield code, shown


_SHOWN: Final[Mapping[str, Callable[[Data, Mapping[Any, Any]], Content]]] = {
    "number": lambda _, row: int(row["book"]),
    "book": lambda data, row: data.name_of(int(row["book"])),
    "team": lambda data, row: row["team"] or data.pens.say(c.NO_TEAM),
    "name": lambda data, row: row["name"] or data.pens.say(c.NOBODY),
    "stage": lambda data, row: data.stage_name(row["stage"]),
    "severity": lambda data, row: data.pens.say(Severity[row["severity"].upper()].text),
}
