"""Process by stage: how deals came, went on, were lost and where they wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sheetsales.book.process import Stage
from sheetsales.findings import Finding
from sheetsales.indicators import flow, reasons
from sheetsales.indicators.deals import Deal, total
from sheetsales.indicators.facts import deals_by_stage
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.forecast import WinChance, counts_in_forecast, outlook
from sheetsales.indicators.pipeline import cannot_tell_stalled, is_stalled, median_age, over_limit
from sheetsales.reports.block import Appendix, Block, Heading
from sheetsales.reports.cells import Calc, Content, Dash, calc
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import MONTH, WINDOW, Formulas
from sheetsales.texts import Text

HEADINGS = (
    Heading("stage", Text("阶段", "Stage")),
    Heading("start", Text("期初在手", "Open at start"), "count"),
    Heading("entered", Text("本月进入", "Entered"), "count"),
    Heading("advanced", Text("本月推进", "Advanced"), "count"),
    Heading("lost", Text("输单", "Lost"), "count"),
    Heading("open", Text("期末在手", "Open"), "count"),
    Heading("conversion", Text("转化率(12月)", "Conversion (12 m)"), "share"),
    Heading("entries", Text("进入数(12月)", "Entries (12 m)"), "count"),
    Heading("standard", Text("标准转化率", "Standard"), "share"),
    Heading("through", Text("已定的通过率", "Passed of decided"), "share"),
    Heading("decided", Text("已定单数", "Decided"), "count"),
    Heading("days", Text("停留中位天数", "Median days"), "days"),
    Heading("limit", Text("期限(天)", "Limit (days)"), "count"),
    Heading("over", Text("超期数", "Over limit"), "count"),
    Heading("stalled", Text("停滞数", "Stalled"), "count"),
    Heading("amount", Text("金额", "Amount"), "money"),
    Heading("weighted", Text("加权金额", "Weighted"), "money"),
    Heading("role", Text("责任角色", "Responsible")),
    Heading("problem", Text("主要问题", "Main problem")),
)

CHANCE_HEADINGS = (
    Heading("stage", Text("阶段", "Stage")),
    Heading("standard", Text("默认赢率", "Default chance"), "share"),
    Heading("ended", Text("已结束", "Ended"), "count"),
    Heading("wins", Text("其中成交", "Of them won"), "count"),
    Heading("chance", Text("所用赢率", "Chance used"), "share"),
)


def stage_block(
    draft: Draft, appendix: Appendix, findings: Sequence[Finding], chances: Mapping[str, WinChance]
) -> Block:
    """One row for each stage on the way to a win; the won stage itself only receives."""
    stages = draft.facts.stages
    block = appendix.add("stages", Text("分阶段流程", "Process by stage"), HEADINGS, [s.code for s in stages])
    deals = deals_by_stage(draft.facts.open())
    problems = main_problems(draft, findings)
    for stage in stages:
        block.set(stage.code, "stage", draft.stage_name(stage.code))
        _flow(draft, block, stage)
        if stage.open:
            _stock(draft, block, stage, deals.get(stage.code, []), chances)
        block.set(stage.code, "limit", stage.max_days)
        block.set(stage.code, "role", _role(draft, stage))
        block.set(stage.code, "problem", problems.get(stage.code))
    return block


def _flow(draft: Draft, block: Block, stage: Stage) -> None:
    f, facts, month = Formulas(draft), draft.facts, draft.periods.month
    here = block.local(stage.code, "stage")
    block.set(stage.code, "entered", calc(f.moves(here, "entered", MONTH), flow.entered(facts, stage, month)))
    if not stage.open:
        return
    started = flow.open_at_start(facts, stage, month)
    block.set(stage.code, "start", calc(f.there_at(here, "month_start"), started))
    advanced = flow.advanced(facts, stage, month)
    block.set(stage.code, "advanced", calc(f.moves(here, "left", MONTH, ("way", f.way("on"))), advanced))
    lost = flow.lost_from(facts, stage, month)
    block.set(stage.code, "lost", calc(f.moves(here, "left", MONTH, ("way", f.way("lost"))), lost))
    conversion = flow.stage_conversion(facts, stage, draft.periods.window)
    block.set(stage.code, "conversion", calc(f.conversion(here, WINDOW), conversion))
    entries = Figure(conversion.n, conversion.n) if conversion.known else conversion
    block.set(stage.code, "entries", calc(f.entries(here, WINDOW), entries))
    through = flow.through_rate(facts, stage, draft.periods.window)
    decided = Figure(through.n, through.n) if through.known else through
    block.set(stage.code, "decided", calc(f.decided(here, WINDOW), decided))
    block.set(
        stage.code, "through", calc(f.through(here, block.local(stage.code, "decided"), WINDOW), through)
    )
    standard = flow.standard_conversion(facts, stage)
    block.set(stage.code, "standard", standard.value if standard.known else Dash(standard.reason))


def _stock(
    draft: Draft, block: Block, stage: Stage, deals: list[Deal], chances: Mapping[str, WinChance]
) -> None:
    f, facts = Formulas(draft), draft.facts
    here = block.local(stage.code, "stage")
    pipeline = facts.book.table("pipeline")
    block.set(stage.code, "open", calc(f.open_count(here), Figure(len(deals))))
    if deals:
        block.set(stage.code, "days", calc(f.median_age(here), median_age(facts, deals), array=True))
    verdicts = [over_limit(facts, d) for d in deals]
    over = (
        Figure(sum(v is True for v in verdicts))
        if not deals or any(v is not None for v in verdicts)
        else None
    )
    no_since = reasons.missing(pipeline, "stage_since") or reasons.NO_AGE
    block.set(stage.code, "over", calc(f.open_sum("over", here), over or unknown(no_since)))
    silent = cannot_tell_stalled(facts)
    stalled = unknown(silent) if silent else Figure(sum(is_stalled(facts, d) is True for d in deals))
    block.set(stage.code, "stalled", calc(f.open_sum("stalled", here), stalled))
    block.set(stage.code, "amount", calc(f.open_sum("amount", here), _amount(draft, deals)))
    weighted = unknown(reasons.missing(pipeline, "amount") or reasons.NO_PROBABILITY)
    counted = [d for d in deals if counts_in_forecast(facts, d)]
    if pipeline.has("amount") and (counted or stage.code in chances):
        weighted = Figure(outlook(facts, counted, chances).weighted, len(counted))
        if deals and not any(d.amount is not None for d in deals):
            weighted = unknown(reasons.OPEN_WITHOUT_AMOUNT)
    block.set(stage.code, "weighted", calc(f.open_sum("weighted", here), weighted))


def _amount(draft: Draft, deals: list[Deal]) -> Figure:
    if reason := reasons.missing(draft.facts.book.table("pipeline"), "amount"):
        return unknown(reason)
    if deals and all(d.amount is None for d in deals):
        return unknown(reasons.OPEN_WITHOUT_AMOUNT)
    return Figure(total(deals))


def _role(draft: Draft, stage: Stage) -> Content:
    labels = draft.facts.book.labels.get("role") or {}
    label = labels.get(stage.role)
    return draft.speak(label) if label else stage.role or None


def main_problems(draft: Draft, findings: Sequence[Finding]) -> dict[str, str]:
    """Stage code → what is most often wrong with its open deals, and how often."""
    stage_of = {d.id: d.stage.code for d in draft.facts.open() if d.stage}
    counts: dict[str, Counter[str]] = {}
    for f in findings:
        code = stage_of.get(f.record) if f.record_key == "pipeline" else None
        if code is not None:
            counts.setdefault(code, Counter())[f.code] += 1
    return {
        code: f"{draft.rule_title(rule)} × {n}" for code, c in counts.items() for rule, n in c.most_common(1)
    }


def chance_block(draft: Draft, appendix: Appendix, chances: Mapping[str, WinChance]) -> Block | None:
    """The chance of winning from each open stage: the default, drawn towards the team's own history."""
    if not chances:
        return None
    title = Text(
        "阶段赢率：默认值按自己的历史修正", "Win chance by stage: the default, drawn towards own history"
    )
    block = appendix.add("chances", title, CHANCE_HEADINGS, list(chances))
    for code, chance in chances.items():
        block.set(code, "stage", draft.stage_name(code))
        block.set(code, "standard", chance.standard)
        block.set(code, "ended", chance.ended)
        block.set(code, "wins", chance.wins)
        standard, ended, wins = (block.local(code, key) for key in ("standard", "ended", "wins"))
        formula = f"({chance.strength:g}*{standard}+{wins})/({chance.strength:g}+{ended})"
        weighs = chance.strength + chance.ended > 0
        block.set(code, "chance", Calc(formula if weighs else standard, chance.value))
    return block


def chance_formula(block: Block | None) -> str:
    """Looks the chance of a stage up in the table, ``{stage}`` standing for the stage's cell."""
    if block is None:
        return ""
    return f"INDEX({block.span('chance')},MATCH({{stage}},{block.span('stage')},0))"
