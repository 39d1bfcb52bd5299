"""All indicators of the Indicators sheet: what each means, how it is worked out, its target, value, light and n."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.indicators import reasons
from sheetsales.indicators.catalogue import BY_CODE, Indicator, definition, span_told
from sheetsales.indicators.compared import accuracies
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.scope import COMPANY
from sheetsales.reports.block import Look, PlacedTable
from sheetsales.reports.cells import Calc, Content, Dash, known, mirror, shown
from sheetsales.reports.cover_table import (
    COVER,
    LOOKS,
    LOWER_IS_BETTER,
    STATUS_WORDS,
    listed_on_cover,
    standard_of,
)
from sheetsales.reports.data import DataTable
from sheetsales.reports.deals_data import ACTIVITIES, DEALS
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.formulas import TOLD, Formulas
from sheetsales.reports.steps_data import STEPS
from sheetsales.reports.work_data import CONTACTS, CUSTOMERS
from sheetsales.schema import defaults
from sheetsales.schema.modules import MODULES
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

COLUMNS: tuple[Figured, ...] = (
    figure("name", "指标", "Indicator"),
    figure("meaning", "说明", "Meaning"),
    figure("target", "目标", "Target", "count"),
    figure("actual", "本期", "Actual", "count"),
    figure("attainment", "完成率", "Attainment", "share"),
    figure("previous", "上期", "Last period", "count"),
    figure("status", "状态", "Status", "light"),
    figure("n", "样本数", "n", "count"),
    figure("reason", "为什么没有", "Why unknown"),
    figure("formula", "算法", "Formula"),
    figure("code", "代码", "Code"),
)

NO_SNAPSHOT = Text("没有上月月末存档，算不出", "No month-end record of last month, so it cannot be told")
NOTHING_WON = Text("没有成交，或当时没有预测", "Nothing was won, or nothing was forecast then")
BY_STAGE = Text("各阶段不同，见阶段页", "Differs by stage: see Stages")
OF_NOW = Text("只有现在的数", "Of the present only")
LIKE_SIGNED = Text("看签约额", "See the won value")
NO_TASKS = Text("没有任务可算", "No tasks to count")


def rows(draft: Draft) -> list[str]:
    return codes_of(draft.facts.book)


def codes_of(book: Book) -> list[str]:
    """The codes of the Indicators sheet in its order; where a workbook has none the packaged ones, with those of modules
    whose sheets are there."""
    table = book.table("indicators")
    if table.bound:
        return [code for row, code in enumerate(table.get("code")) if code and table.by_id[code] == row]
    there = {module.key for module in MODULES if any(book.has(s.key) for s in module.sheets)}
    return [row["code"] for row in (*defaults.table("indicators"), *defaults.indicators_of(there))]


def _given(draft: Draft, codes: Sequence[str]) -> Given:
    made = [_of(draft, code) for code in codes]
    block: PlacedTable = draft.filled["indicators"]
    for code, line in zip(codes, made, strict=True):
        for key in ("target", "actual", "previous"):
            block.looks[code, key] = line.look
    keys = ("target", "actual", "attainment", "previous", "n")
    return {
        "code": list(codes),
        "name": [draft.speak(definition(draft.facts.book, code).title) for code in codes],
        "meaning": [said_of(draft, code, "meaning") for code in codes],
        "formula": [said_of(draft, code, "formula") for code in codes],
        "status": [line.status for line in made],
        "reason": [line.reason(draft) for line in made],
        **{key: [getattr(line, key) for line in made] for key in keys},
    }


def said_of(draft: Draft, code: str, key: str) -> str | None:
    """What the sheet says of an indicator, else what is packaged."""
    table = draft.facts.book.table("indicators")
    row = table.by_id.get(code)
    if row is not None and (said := table.get(key)[row]):
        return str(said)
    packaged = defaults.indicator(code)
    return packaged[f"{key}_{draft.lang}"] if packaged is not None else None


@dataclass(frozen=True, slots=True)
class _Line:
    """One indicator's cells."""

    look: Look
    actual: Content
    n: int | None = None
    target: Content = None
    attainment: Content = None
    previous: Content = None
    status: str | None = None

    def reason(self, draft: Draft) -> str | None:
        """Why there is no figure."""
        return draft.speak(self.actual.reason) if isinstance(self.actual, Dash) else None


def _of(draft: Draft, code: str) -> _Line:
    if code in COVER:
        return _on_cover(draft, code)
    if code in _ELSEWHERE:
        return _ELSEWHERE[code](draft)
    return _computed(draft, BY_CODE[code]) if code in BY_CODE else _own(draft, code)


def _on_cover(draft: Draft, code: str) -> _Line:
    """The cells of the cover's own table."""
    kpi: PlacedTable = draft.filled["kpi"]

    def of(key: str) -> Content:
        return mirror(kpi.ref(code, key), kpi.get(code, key))

    n = kpi.get(code, "n")
    return _Line(
        LOOKS[BY_CODE[code].unit],
        of("actual"),
        n if isinstance(n, int) else None,
        of("target"),
        of("attainment"),
        of("last"),
        str(kpi.get(code, "status") or "") or None,
    )


def _signed(key: str) -> Callable[[Draft], _Line]:
    """A figure of the cover's row of won value as an indicator of its own."""

    def line(draft: Draft) -> _Line:
        kpi: PlacedTable = draft.filled["kpi"]
        cell = mirror(kpi.ref("won_amount", key), kpi.get("won_amount", key))
        made = _Line("share", cell, previous=Dash(LIKE_SIGNED))
        code = {"attainment": "attainment", "pace": "pace", "yoy": "growth"}[key]
        return _with_target(draft, code, made, Figure(shown(made.actual), 1), adds_up=True)

    return line


def _coverage(draft: Draft) -> _Line:
    outlook: PlacedTable = draft.filled["outlook"]
    row = outlook.rows[0]
    n = shown(outlook.get(row, "deals"))
    cell = mirror(outlook.ref(row, "coverage"), outlook.get(row, "coverage"))
    line = _Line("ratio", cell, int(n) if n is not None else None, previous=Dash(OF_NOW))
    return _with_target(draft, "coverage", line, Figure(shown(line.actual), line.n or 0))


def _load(draft: Draft) -> _Line:
    """Task hours over the hours that all have in the week of the load."""
    tasks: PlacedTable | None = draft.filled.get("tasks")
    if tasks is None:
        return _Line("share", Dash(NO_TASKS))
    hours, capacity = (_sum(tasks, key) for key in ("hours", "capacity"))
    if not capacity:
        return _Line("share", Dash(NO_TASKS))
    formula = f"SUM({tasks.span('hours')})/SUM({tasks.span('capacity')})"
    return _Line("share", Calc(formula, hours / capacity), len(tasks.rows), previous=Dash(OF_NOW))


def _fairness(draft: Draft) -> _Line:
    """How evenly the load is shared: Jain's index of what people with time have."""
    tasks: PlacedTable | None = draft.filled.get("tasks")
    loads = (
        [share for row in tasks.rows if (share := shown(tasks.get(row, "load"))) is not None] if tasks else []
    )
    if tasks is None or len(loads) < 2 or not any(loads):
        return _Line("share", Dash(NO_TASKS))
    span = tasks.span("load")
    value = sum(loads) ** 2 / (len(loads) * sum(load * load for load in loads))
    formula = f"SUM({span})^2/(COUNT({span})*SUMSQ({span}))"
    line = _Line("share", Calc(formula, value), len(loads), previous=Dash(OF_NOW))
    return _with_target(draft, "fairness", line, Figure(value, len(loads)))


def _sum(block: PlacedTable, key: str) -> float:
    return sum(shown(block.get(row, key)) or 0.0 for row in block.rows)


def _stage_conversion(_: Draft) -> _Line:
    return _Line("share", Dash(BY_STAGE))


def _accuracy(draft: Draft) -> _Line:
    """How close the latest forecast of the month came; of several months their mean."""
    months = draft.periods.told.months
    found = [told[0] for m in months if (told := accuracies(draft.snapshots, draft.facts, m))]
    shares = [one.accuracy for one in found if one.accuracy is not None]
    if not shares:
        return _Line("share", Dash(NO_SNAPSHOT if not found else NOTHING_WON))
    value, n = sum(shares) / len(shares), len(shares)
    line = _Line("share", value, n, previous=Dash(OF_NOW))
    return _with_target(draft, "forecast_accuracy", line, Figure(value, n), adds_up=True)


_ELSEWHERE: Final[Mapping[str, Callable[[Draft], _Line]]] = {
    "attainment": _signed("attainment"),
    "pace": _signed("pace"),
    "growth": _signed("yoy"),
    "coverage": _coverage,
    "load": _load,
    "fairness": _fairness,
    "stage_conversion": _stage_conversion,
    "forecast_accuracy": _accuracy,
}


def _computed(draft: Draft, indicator: Indicator) -> _Line:
    """One that is worked out for the month, by a formula over the data sheets where these hold what it takes."""
    facts, spans = draft.facts, draft.periods
    actual = indicator.compute(facts, span_told(indicator.code, spans.told), COMPANY)
    formula = _formula(draft, indicator.code) if actual.known else ""
    value: Content = actual.number if actual.known else Dash(actual.reason)
    if formula and actual.known:
        value = Calc(formula, actual.number)
    line = _Line(
        LOOKS[indicator.unit], value, actual.n if actual.known else None, previous=_past(draft, indicator)
    )
    return _with_target(draft, indicator.code, line, actual, adds_up=indicator.adds_up)


def _past(draft: Draft, indicator: Indicator) -> Content:
    """What it was the period before."""
    if indicator.code in _TIMELESS:
        return Dash(OF_NOW)
    before = indicator.compute(draft.facts, span_told(indicator.code, draft.periods.before), COMPANY)
    return before.number if before.known else Dash(before.reason)


_TIMELESS: Final = frozenset({"stalled", "push_count", "market_share"})


def _formula(draft: Draft, code: str) -> str:
    """The indicator as a formula over the data sheets; "" where Python keeps what it takes."""
    ledgers: PlacedTable | None = draft.filled.get("ledger_figures")
    if ledgers is not None and code in ledgers.rows:
        return ledgers.ref(code, "actual")
    f = Formulas(draft)

    def whole(table: DataTable, key: str) -> str:
        return table.ref(draft, key)

    contacts = f"SUM({whole(CONTACTS, 'met')})/COUNTA({whole(CONTACTS, 'what')})"
    won = f"{whole(DEALS, 'state')},{f.state('won')},{f.within('closed', TOLD)}"
    listed = f'{won},{whole(DEALS, "list")},">0"'
    made = {
        "avg_deal": f'{f.won_amount(TOLD)}/COUNTIFS({won},{whole(DEALS, "amount")},"<>")',
        "true_discount": f"1-SUMIFS({whole(DEALS, 'amount')},{listed})/SUMIFS({whole(DEALS, 'list')},{listed})",
        "contact_on_time": contacts,
        "step_on_time": f"SUM({whole(STEPS, 'on_time')})/(COUNTA({whole(STEPS, 'code')})-SUM({whole(STEPS, 'undated')}))",
        "calls": f"SUMIFS({whole(ACTIVITIES, 'calls')},{f.within('start', TOLD, ACTIVITIES)})",
        "visits": f"SUMIFS({whole(ACTIVITIES, 'visits')},{f.within('start', TOLD, ACTIVITIES)})",
        "new_leads": f'COUNTIFS({whole(CUSTOMERS, "created")},">="&period_start,{whole(CUSTOMERS, "created")},"<="&as_of)',
    }
    return made.get(code, "")


def _with_target(draft: Draft, code: str, line: _Line, actual: Figure, *, adds_up: bool = False) -> _Line:
    """Target, attainment and light: what Targets sets for the month, else, for rates and averages, the standard."""
    defined = definition(draft.facts.book, code)
    target = draft.targets.of(code, draft.periods.told)
    if not target.known and (standard := standard_of(code, defined)) is not None:
        target = Figure(standard, 1)
    if not target.known:
        return line
    if not actual.known:
        return replace(line, target=target.number)
    reached: Content = Dash(LOWER_IS_BETTER) if defined.direction == "lower" else None
    if target.number > 0 and defined.direction == "higher":
        reached = actual.number / target.number
    light = None
    if not draft.periods.running and defined.direction != "range":
        status = defined.status(actual, target.number, draft.facts.smallest_sample, adds_up=adds_up)
        light = draft.speak(STATUS_WORDS[status]) or None
    return replace(line, target=target.number, attainment=reached, status=light)


def _own(draft: Draft, code: str) -> _Line:
    """The team's own by its formula."""
    from sheetsales.rules.written.own_figure import own_figure  # it loads numpy

    facts = draft.facts
    said = said_of(draft, code, "formula") or ""
    found = own_figure(facts.book, said, today=facts.as_of, calendar=lambda: facts.calendar)
    actual = unknown(found) if isinstance(found, Text) else Figure(found, facts.smallest_sample)
    cell: Content = actual.number if actual.known else Dash(actual.reason)
    line = _Line("tenths", cell, previous=Dash(OF_NOW) if actual.known else None)
    return _with_target(draft, code, line, actual)


INDICATORS = FigureTable(
    "indicators", "tblIndicatorFigures", Text("指标一览", "All indicators"), COLUMNS, rows, _given, lambda _: {}, full_only=True,
    asked=lambda draft: draft.edition != "person" and bool(listed_on_cover(draft)),
)  # fmt: skip


def indicators_sentence(draft: Draft, block: PlacedTable) -> str:
    """How many are known, on target and off it."""
    values = [block.get(row, "actual") for row in block.rows]
    lights = [str(block.get(row, "status") or "")[:1] for row in block.rows]
    n, k = len(values), sum(known(value) for value in values)
    good, bad = lights.count("●"), lights.count("✕")
    return draft.say(
        f"{n} 个指标，{k} 个有数：{good} 个达标，{bad} 个预警。没有数的写着原因。",
        f"{k} of {n} indicators are known: {good} on target, {bad} off target. The others say why.",
    )


_MODULES: Final[tuple[tuple[Text, tuple[str, ...]], ...]] = (
    (
        Text("订单、回款与服务", "Orders, cash and service"),
        ("quotes", "orders", "receipts", "service", "surveys"),
    ),
    (Text("改进与风险", "Improvement and risks"), ("problems", "risks", "meetings")),
    (Text("培训", "Training"), ("training",)),
    (Text("渠道与费用", "Channels and costs"), ("costs", "markets")),
)
"""Sections that rest on sheets of modules."""


def indicators_note(draft: Draft) -> str:
    """The sections the report does without, and why."""
    lines = [
        draft.say(f"{title.zh}：{why.zh}", f"{title.en}: {why.en}")
        for title, records in _MODULES
        if (why := _lacking(draft, records))
    ]
    return draft.say("；", "; ").join(lines) + draft.say("。", ".") if lines else ""


def _lacking(draft: Draft, records: tuple[str, ...]) -> Text | None:
    """The sheets that are not there; None where all of them are."""
    found = [reasons.no_sheet(key) for key in records if not draft.facts.book.has(key)]
    return listed(found) if found else None
