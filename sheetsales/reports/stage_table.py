"""Process by stage: how deals came, went on, were lost and where they wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sheetsales.book.process import Stage
from sheetsales.findings import Finding
from sheetsales.indicators import flow, reasons
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import deals_by_stage
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.forecast import WinChance, can_be_weighed, counts_in_forecast, outlook, unweighed
from sheetsales.indicators.pipeline import (
    amount_of,
    cannot_tell_stalled,
    is_stalled,
    median_age,
    near_limit,
    over_limit,
)
from sheetsales.look.numbers import spoken_percent
from sheetsales.reports.block import Appendix, Heading, PlacedTable
from sheetsales.reports.cells import COUNT, PERCENT, Calc, Content, Dash, calc, divided, shown
from sheetsales.reports.deals_data import NO_STAGE
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import TOLD, WINDOW, Formulas
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

HEADINGS = (
    Heading("stage", Text("阶段", "Stage")),
    Heading("start", Text("期初", "At start"), "count"),
    Heading("entered", Text("进入", "Entered"), "count"),
    Heading("advanced", Text("推进", "Advanced"), "count"),
    Heading("lost", Text("输单", "Lost"), "count"),
    Heading("other", Text("退回/暂缓/更正", "Back, held, corrected"), "count"),
    Heading("open", Text("期末", "At end"), "count"),
    Heading("through", Text("通过率(12月)", "Passed (12 m)"), "share"),
    Heading("decided", Text("有结果(12月)", "Decided (12 m)"), "count"),
    Heading("standard", Text("标准通过率", "Standard"), "share"),
    Heading("ratio", Text("通过率÷标准", "Passed ÷ standard"), "ratio"),
    Heading("reached", Text("走到(12月)", "Reached (12 m)"), "count"),
    Heading("reached_label", Text("走到（占首阶段）", "Reached (of first)")),
    Heading("conversion", Text("转化率(12月)", "Conversion (12 m)"), "share"),
    Heading("entries", Text("进入数(12月)", "Entries (12 m)"), "count"),
    Heading("days", Text("离开者停留中位", "Median days of leavers"), "days"),
    Heading("days_n", Text("离开者单数", "Leavers"), "count"),
    Heading("age", Text("在手者停留中位", "Median days of those there"), "days"),
    Heading("limit", Text("期限(天)", "Limit (days)"), "count"),
    Heading("over", Text("超期数", "Over limit"), "count"),
    Heading("stalled", Text("停滞数", "Stalled"), "count"),
    Heading("stalled_amount", Text("停滞金额", "Stalled amount"), "money"),
    Heading("amount", Text("在手金额", "Open amount"), "money"),
    Heading("weighted", Text("加权(停滞除外)", "Weighted (stalled out)"), "money"),
    Heading("role", Text("责任角色", "Responsible")),
    Heading("problem", Text("主要问题", "Main problem")),
)
"""At start + entered − advanced − lost − back, held, corrected = at end, in every row."""

_NAMED = 3
UNPLACED, ALL_OPEN = "·unplaced", "·open"
"""Rows that are no stage: open deals in none that is known, and all open deals."""

CHANCE_HEADINGS = (
    Heading("stage", Text("阶段", "Stage")),
    Heading("standard", Text("默认赢率", "Default chance"), "share"),
    Heading("ended", Text("已结束", "Ended"), "count"),
    Heading("wins", Text("其中成交", "Of them won"), "count"),
    Heading("chance", Text("所用赢率", "Chance used"), "share"),
)


def stage_block(
    draft: Draft, appendix: Appendix, findings: Sequence[Finding], chances: Mapping[str, WinChance]
) -> PlacedTable:
    """One row for each stage that has or had a deal and does not end it, one for open deals in no known stage, and one
    for all open deals."""
    stages = _stages(draft)
    deals = deals_by_stage(draft.facts.open())
    rows = [s.code for s in stages] + ([UNPLACED] if deals.get("") else []) + [ALL_OPEN]
    block = appendix.add("stages", Text("分阶段流程", "Process by stage"), HEADINGS, rows)
    problems = main_problems(draft, findings)
    for stage in stages:
        block.set(stage.code, "stage", draft.stage_name(stage.code))
        _flow(draft, block, stage)
        if stage.open:
            _stock(draft, block, stage.code, deals.get(stage.code, []), chances)
            block.set(stage.code, "limit", stage.max_days)
        _balance(block, stage.code)
        block.set(stage.code, "role", _role(draft, stage))
        block.set(stage.code, "problem", problems.get(stage.code))
    if deals.get(""):
        block.set(UNPLACED, "stage", draft.speak(NO_STAGE))
        _stock(draft, block, UNPLACED, deals[""], chances)
    _all_open(draft, block, chances)
    return block


def _stages(draft: Draft) -> list[Stage]:
    """The stages on the way to a win in order, then after-sales and on hold where anything is or was in them."""
    facts = draft.facts
    there = {d.stage.code for d in facts.deals if d.stage is not None}
    seen = set(facts.log.by_stage) if facts.log is not None else set()
    used = sorted(facts.book.process.stages, key=lambda s: s.order)
    rest = [s for s in used if s.kind in ("won", "after", "hold") and s.code in there | seen]
    return [*facts.stages, *(s for s in rest if s not in facts.stages)]


def _flow(draft: Draft, block: PlacedTable, stage: Stage) -> None:
    f, facts, month = Formulas(draft), draft.facts, draft.periods.told
    here = block.local(stage.code, "stage")
    block.set(
        stage.code, "start", calc(f.there_at(here, "period_start"), flow.open_at_start(facts, stage, month))
    )
    block.set(stage.code, "entered", calc(f.moves(here, "entered", TOLD), flow.entered(facts, stage, month)))
    advanced = flow.advanced(facts, stage, month)
    block.set(stage.code, "advanced", calc(f.moves(here, "left", TOLD, ("way", f.way("on"))), advanced))
    lost = flow.lost_from(facts, stage, month)
    block.set(stage.code, "lost", calc(f.moves(here, "left", TOLD, ("way", f.way("lost"))), lost))
    if stage in facts.stages:
        place = facts.stages.index(stage) + 1
        reached = Figure(sum(n for far, n in draft.reached.items() if far >= place))
        why = reasons.missing(facts.book.table("pipeline"), "created_on") or (
            reasons.NO_LOG if facts.log is None else None
        )
        block.set(stage.code, "reached", calc(f.reached(place, WINDOW), unknown(why) if why else reached))
        _label(draft, block, stage.code)
    if not stage.open:
        block.set(
            stage.code, "open", calc(f.there_at(here, "(as_of+1)"), flow.there_at_end(facts, stage, month))
        )
        return
    _rates(draft, block, stage)
    leavers = flow.days_of_leavers(facts, stage, month)
    block.set(stage.code, "days", calc(f.days_of_leavers(here, TOLD), leavers, array=True))
    counted = f.moves(here, "left", TOLD, ("entered", '"<>"'))
    block.set(stage.code, "days_n", calc(counted, Figure(leavers.n) if leavers.known else leavers))


def _label(draft: Draft, block: PlacedTable, row: str) -> None:
    """``102  68%``: how many came so far, and their share of the first stage."""
    first = draft.facts.stages[0].code
    whole, part = shown(block.get(first, "reached")), shown(block.get(row, "reached"))
    if not whole or part is None:
        return
    here, there = block.local(row, "reached"), block.local(first, "reached")
    count = COUNT.expression(here), COUNT.words(part)
    if row == first:
        block.set(row, "reached_label", Calc(*count))
        return
    share = PERCENT.expression(f"{here}/{there}"), PERCENT.words(part / whole)
    block.set(row, "reached_label", Calc(f'{count[0]}&"  "&{share[0]}', f"{count[1]}  {share[1]}"))


def _rates(draft: Draft, block: PlacedTable, stage: Stage) -> None:
    f, facts, window = Formulas(draft), draft.facts, draft.periods.window
    here = block.local(stage.code, "stage")
    conversion = flow.stage_conversion(facts, stage, window)
    block.set(stage.code, "conversion", calc(f.conversion(here, WINDOW), conversion))
    entries = Figure(conversion.n, conversion.n) if conversion.known else conversion
    block.set(stage.code, "entries", calc(f.entries(here, WINDOW), entries))
    through = flow.through_rate(facts, stage, window)
    decided = Figure(through.n, through.n) if through.known else through
    block.set(stage.code, "decided", calc(f.decided(here, WINDOW), decided))
    rate = f.through(here, block.local(stage.code, "decided"), WINDOW)
    part = block.set(stage.code, "through", calc(rate, through))
    standard = flow.standard_conversion(facts, stage)
    whole = block.set(stage.code, "standard", standard.value if standard.known else Dash(standard.reason))
    cells = block.local(stage.code, "through"), block.local(stage.code, "standard")
    block.set(stage.code, "ratio", divided(*cells, part, whole, reasons.NO_PROBABILITY))


def _balance(block: PlacedTable, row: str) -> None:
    """What left otherwise than onward or lost: all that the other columns do not account for."""
    keys = ("start", "entered", "advanced", "lost", "open")
    if missing := next((c for key in keys if isinstance(c := block.get(row, key), Dash)), None):
        block.set(row, "other", missing)
        return
    start, entered, advanced, lost, there = (shown(block.get(row, key)) or 0.0 for key in keys)
    at = [block.local(row, key) for key in keys]
    formula = f"{at[0]}+{at[1]}-{at[2]}-{at[3]}-{at[4]}"
    block.set(row, "other", Calc(formula, start + entered - advanced - lost - there))


def _stock(
    draft: Draft, block: PlacedTable, row: str, deals: Sequence[Deal], chances: Mapping[str, WinChance]
) -> None:
    """The deals that are there: how many, how old, what they are worth."""
    f, facts = Formulas(draft), draft.facts
    here = block.local(row, "stage")
    block.set(row, "open", calc(f.open_count(here), Figure(len(deals))))
    if deals and row != UNPLACED:
        block.set(row, "age", calc(f.median_age(here), median_age(facts, deals), array=True))
    figures = _worth(draft, deals, chances)
    for key, figure in figures.items():
        formula = (
            f.open_sum("amount", here, ("stalled", "1")) if key == "stalled_amount" else f.open_sum(key, here)
        )
        block.set(row, key, calc(formula, figure))


def _worth(draft: Draft, deals: Sequence[Deal], chances: Mapping[str, WinChance]) -> dict[str, Figure]:
    """Over limit, stalled, amounts and weighted of open deals, by column."""
    facts, pipeline = draft.facts, draft.facts.book.table("pipeline")
    verdicts = [over_limit(facts, d) for d in deals]
    no_since = reasons.missing(pipeline, "stage_since") or reasons.NO_AGE
    silent = cannot_tell_stalled(facts)
    stuck = [d for d in deals if is_stalled(facts, d) is True]
    counted = [d for d in deals if counts_in_forecast(facts, d)]
    weighted = Figure(outlook(facts, counted, chances).weighted, len(counted))
    if why := _not_weighed(draft, deals, chances):
        weighted = unknown(why)
    blind = deals and all(v is None for v in verdicts)
    return {
        "over": unknown(no_since) if blind else Figure(sum(v is True for v in verdicts)),
        "stalled": unknown(silent) if silent else Figure(len(stuck)),
        "stalled_amount": unknown(silent) if silent else amount_of(facts, stuck),
        "amount": amount_of(facts, deals),
        "weighted": weighted,
    }


def _not_weighed(draft: Draft, deals: Sequence[Deal], chances: Mapping[str, WinChance]) -> Text | None:
    if reason := reasons.missing(draft.facts.book.table("pipeline"), "amount"):
        return reason
    if deals and not any(can_be_weighed(draft.facts, d) for d in deals):
        return unweighed(deals)
    return None if deals or chances else reasons.NO_PROBABILITY


def _all_open(draft: Draft, block: PlacedTable, chances: Mapping[str, WinChance]) -> None:
    f, facts = Formulas(draft), draft.facts
    deals = facts.open()
    block.set(ALL_OPEN, "stage", draft.say("在手合计", "Open in all"))
    block.set(ALL_OPEN, "open", calc(f.open_count(), Figure(len(deals))))
    for key, figure in _worth(draft, deals, chances).items():
        formula = f.open_sum("amount", "", ("stalled", "1")) if key == "stalled_amount" else f.open_sum(key)
        block.set(ALL_OPEN, key, calc(formula, figure))


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


def chance_block(draft: Draft, appendix: Appendix, chances: Mapping[str, WinChance]) -> PlacedTable | None:
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


def chance_formula(block: PlacedTable | None) -> str:
    """Looks the chance of a stage up in the table, ``{stage}`` standing for the stage's cell."""
    if block is None:
        return ""
    return f"INDEX({block.span('chance')},MATCH({{stage}},{block.span('stage')},0))"


def stage_note(draft: Draft) -> str:
    """Which open deals are in no known stage, and why; which count in the stage the log had them in; which are near their
    limit."""
    deals = draft.facts.open()
    lost = [d for d in deals if d.stage is None]
    odd, late = [d for d in lost if d.stage_word], [d for d in lost if not d.stage_word]
    read = [d for d in deals if d.stage is not None and d.stage_word]
    notes = []
    if odd:
        words = draft.say("、", ", ").join(dict.fromkeys(f"“{d.stage_word}”" for d in odd))
        notes.append(
            draft.say(f"{len(odd)} 单的阶段不认识：{words}", f"{len(odd)} in stages we do not know: {words}")
        )
    if late:
        notes.append(
            draft.say(
                f"{len(late)} 单截至那天还在手，但没有记录当时在哪个阶段",
                f"{len(late)} were open that day, but nothing tells in which stage",
            )
        )
    for deal in read:
        name, known = draft.stage_name(deal.stage.code) if deal.stage else "", _called(draft, deal)
        notes.append(
            draft.say(
                f"{known}的阶段写成“{deal.stage_word}”，按阶段记录算{name}",
                f"{known} says “{deal.stage_word}” and counts as {name} by the stage log",
            )
        )
    notes += _near(draft, deals)
    return draft.say("；", "; ").join(notes) + draft.say("。", ".") if notes else ""


def _near(draft: Draft, deals: Sequence[Deal]) -> list[str]:
    """Which deals will be over their stage's limit soon."""
    near = near_limit(draft.facts, deals)
    if not near:
        return []
    share = spoken_percent(draft.facts.book.settings.number("sla_warn_share"))
    named = [
        draft.say(
            f"{_called(draft, deal)}（{used.days}/{used.limit} 天）",
            f"{_called(draft, deal)} ({used.days} of {used.limit} days)",
        )
        for deal, used in near[:_NAMED]
    ]
    more = draft.say("等", " and others") if len(near) > _NAMED else ""
    names = draft.say("、", ", ").join(named) + more
    return [
        draft.say(
            f"{len(near)} 单用掉了 {share} 以上的阶段期限，还没超：{names}",
            f"{count_of(len(near), 'deal')} past {share} of the stage's limit but not over it: {names}",
        )
    ]


def _called(draft: Draft, deal: Deal) -> str:
    """Customer and name as people know the deal; its id where neither is known."""
    names = [part for part in (draft.customer_name(deal.customer), deal.name) if part]
    return draft.say("·", " · ").join(names) or deal.id
