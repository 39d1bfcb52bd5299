"""Three sentences of fact, each a formula over the figures they state; what is unknown is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sheetsales.findings import Finding, Severity
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.forecast import stands_aside
from sheetsales.indicators.left_out import ENDED, TWICE, UNDATED_WON, lacking
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import COUNT, PERCENT, Content, Sentence, Spoken, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Blocks, Lowest
from sheetsales.reports.outlook_table import ASIDE, outweighs
from sheetsales.reports.process_table import WHOLE
from sheetsales.reports.stage_table import ALL_OPEN, UNPLACED
from sheetsales.reports.target_table import judged_by, judged_people, people_reached
from sheetsales.speech.counts import count_of


def won_sentence(draft: Draft, tables: Blocks) -> Content:
    """What was won, against target, last month and the year's plan. A month that still runs is told by its pace."""
    say, kpi = draft.say, tables.kpi
    won = shown(kpi.get("won_count", "actual"))
    s = Sentence()
    if won == 0:
        s.clause(
            draft.say_of("本月没有能确定的成交", "Nothing is known to be won this month")
            if tables.left_out is not None and ENDED.key in tables.left_out.rows
            else draft.say_of("本月没有成交", "Nothing was won this month")
        )
    else:
        _won(draft, kpi, s)
        _against(draft, kpi, s)
    _undated(draft, tables, s)
    _outcome_unknown(draft, tables, s)
    _to_date(draft, kpi, s)
    return s.end(say("。", "."))


def _cell(block: PlacedTable, row: str, column: str) -> tuple[str, Content]:
    return block.ref(row, column), block.get(row, column)


def _won(draft: Draft, kpi: PlacedTable, s: Sentence) -> None:
    say = draft.say
    ref, won = _cell(kpi, "won_count", "actual")
    deals = " deal won" if shown(won) == 1 else " deals won"
    s.clause(draft.say_of("本月成交 ", ""), (ref, won, COUNT), say(" 单", deals))
    s.clause((*_cell(kpi, "won_amount", "actual"), draft.money), joint=say("，", " for "))
    _lacking(draft, draft.facts.won(draft.periods.told), s)


def _lacking(draft: Draft, deals: Iterable[Deal], s: Sentence) -> None:
    """Of deals that have just been told: how many their money leaves out, and why."""
    if parts := lacking(draft.facts, deals):
        zh, en = "；".join(p.zh for p in parts), ", ".join(p.en for p in parts)
        s.clause(draft.say(f"（{zh}）", f" ({en})"))


def _against(draft: Draft, kpi: PlacedTable, s: Sentence) -> None:
    """Attainment of a month that is over, pace of one that runs, and the difference to last month."""
    say = draft.say
    if draft.periods.running:
        s.clause(say("进度比 ", "pace "), (*_cell(kpi, "won_amount", "pace"), PERCENT), joint=say("，", ", "))
        return
    s.clause(
        say("完成目标 ", ""), (*_cell(kpi, "won_amount", "attainment"), PERCENT), say("", " of target"), joint=say("，", ", ")
    )  # fmt: skip
    (now, actual), (before, last) = _cell(kpi, "won_amount", "actual"), _cell(kpi, "won_amount", "last")
    a, b = shown(actual), shown(last)
    if a is None or b is None:
        return
    if a == b:
        s.clause(draft.say_of("与上月持平", "level with last month"), joint=say("，", ", "))
        return
    word = draft.say_of("比上月多 ", "up ") if a > b else draft.say_of("比上月少 ", "down ")
    difference = (f"ABS({now}-{before})", abs(a - b), draft.money)
    s.clause(word, difference, say("", f" on last {draft.periods.length}"), joint=say("，", ", "))


def _undated(draft: Draft, tables: Blocks, s: Sentence) -> None:
    block, row = tables.left_out, UNDATED_WON.key
    if block is None or row not in block.rows:
        return
    say = draft.say
    s.clause(
        say("另有 " if s.begun else "有 ", ""), (*_cell(block, row, "deals"), COUNT),
        say(" 单成交没有关闭日期，不在任何一月", " more won without a closing date, in no month" if s.begun else " won without a closing date, in no month"),
        joint=say("；", "; "),
    )  # fmt: skip


def _outcome_unknown(draft: Draft, tables: Blocks, s: Sentence) -> None:
    block, row = tables.left_out, ENDED.key
    if block is None or row not in block.rows:
        return
    say = draft.say
    s.clause(
        say("有 ", ""), (*_cell(block, row, "deals"), COUNT),
        say(" 单已关闭但阶段不认识，成败不详", " closed in a stage we do not know"),
        joint=say("；", "; "),
    )  # fmt: skip


def _to_date(draft: Draft, kpi: PlacedTable, s: Sentence) -> None:
    say, code = draft.say, "won_amount"
    if draft.periods.length == "year":  # what is won in the year has been told
        if not draft.periods.running:
            return
    else:
        s.clause(
            say("年累计 ", ""), (*_cell(kpi, code, "ytd"), draft.money), say("", " year to date"), joint=say("；", "; ")
        )  # fmt: skip
    plan, year = _cell(kpi, code, "ytd_attainment"), _cell(kpi, code, "year_attainment")
    if shown(plan[1]) is not None:
        s.clause(
            say("是同期计划的 ", ""), (*plan, PERCENT), say("", " of plan to date"), joint=say("，", ", ")
        )
        s.clause(
            say("全年目标的 ", ""),
            (*year, PERCENT),
            say("", " of the year's target"),
            joint=say("、", " and "),
        )
    else:
        s.clause(
            say("是全年目标的 ", ""),
            (*year, PERCENT),
            say("", " of the year's target"),
            joint=say("，", ", "),
        )


def stage_sentence(draft: Draft, tables: Blocks, lowest: Lowest | None, *, steps: bool = False) -> Content:
    """The bottleneck against its standard, or where money is stuck; what is open altogether; with ``steps`` how many of
    them fell due and were done."""
    s = Sentence()
    if lowest is not None:
        _passing(draft, tables.stages, lowest, s)
    if lowest is None or lowest[2] >= 1:
        _stuck(draft, tables.stages, s, told=lowest is not None)
    _open(draft, tables.stages, s)
    _twice(draft, tables, s)
    if steps:
        _steps(draft, tables["process"], s)
    return s.end(draft.say("。", "."))


def _steps(draft: Draft, figures: PlacedTable, s: Sentence) -> None:
    say, due, done = draft.say, _cell(figures, WHOLE, "due"), _cell(figures, WHOLE, "done")
    if shown(due[1]):
        s.clause(
            draft.say_of("本月应完成步骤 ", ""), (*due, COUNT), say(" 项，已完成 ", " steps fell due, "), (*done, COUNT), say(" 项", " were done"),
            joint=say("；", "; "),
        )  # fmt: skip


def _twice(draft: Draft, tables: Blocks, s: Sentence) -> None:
    block, row = tables.left_out, TWICE.key
    if block is None or row not in block.rows:
        return
    say, count = draft.say, _cell(block, row, "deals")
    rows = " row stands" if shown(count[1]) == 1 else " rows stand"
    words = say(" 行与别的行是同一单，只算一次", f"{rows} for a deal counted already")
    s.clause((*count, COUNT), words, joint=say("；", "; "))


def _passing(draft: Draft, stages: PlacedTable, lowest: Lowest, s: Sentence) -> None:
    say, code = draft.say, lowest[0].code
    here, there = (draft.stage_name(stage.code) for stage in lowest[:2])
    rate, standard, decided = (_cell(stages, code, key) for key in ("through", "standard", "decided"))
    if lowest[2] < 1:
        s.clause(
            say(f"瓶颈在“{here}→{there}”：已有结果的 ", f"The bottleneck is {here} to {there}: of "), (*decided, COUNT),
            say(" 单中 ", " decided deals "), (*rate, PERCENT), say(" 进入下一阶段（标准 ", " passed (standard "), (*standard, PERCENT), say("）", ")"),
        )  # fmt: skip
        return
    s.clause(
        say(f"各阶段通过率都在标准之上，最接近的是“{here}→{there}”（", f"Every stage passes more than its standard, {here} to {there} being the closest ("),
        (*rate, PERCENT), say("，标准 ", " against "), (*standard, PERCENT), say("）", ")"),
    )  # fmt: skip


def _stuck(draft: Draft, stages: PlacedTable, s: Sentence, *, told: bool) -> None:
    """The stage with most stalled money, or that nothing is stalled."""
    say = draft.say
    if shown(stages.get(ALL_OPEN, "stalled")) is None:
        return
    money = {row: shown(stages.get(row, "stalled_amount")) or 0.0 for row in stages.rows if row != ALL_OPEN}
    most = max(money, key=lambda row: money[row], default="")
    if not most or not money[most]:
        if told and not shown(stages.get(ALL_OPEN, "stalled")):
            s.clause(say("没有停滞的商机", "nothing is stalled"), joint=say("；", "; "))
        return
    name = draft.stage_name(most)
    s.clause(
        say(f"停滞金额集中在{name}：", f"{'money' if s.begun else 'Money'} is stuck in {name}: "), (*_cell(stages, most, "stalled"), COUNT), say(" 单，", " stalled worth "),
        (*_cell(stages, most, "stalled_amount"), draft.money), joint=say("；", "; "),
    )  # fmt: skip


def _open(draft: Draft, stages: PlacedTable, s: Sentence) -> None:
    """All that is open, those in no known stage among them, what it is worth."""
    say, count = draft.say, _cell(stages, ALL_OPEN, "open")
    if not shown(count[1]):
        return
    deals = " deal open" if shown(count[1]) == 1 else " deals open"
    s.clause(say("在手 ", ""), (*count, COUNT), say(" 单", deals), joint=say("；", "; "))
    if UNPLACED in stages.rows:
        s.clause(
            say("（其中 ", ", "), (*_cell(stages, UNPLACED, "open"), COUNT), say(" 单阶段不详）", " of them in stages we do not know")
        )  # fmt: skip
    if not s.clause((*_cell(stages, ALL_OPEN, "amount"), draft.money), joint=say("，共 ", ", worth ")):
        s.clause(say("金额未知", "worth not known"), joint=say("，", ", "))
        return
    _lacking(draft, draft.facts.open(), s)
    apart = any(stands_aside(draft.facts, deal) for deal in draft.facts.open())
    without = say("（停滞的不算）", ", stalled ones left out") if apart else ""
    s.clause(
        say("加权 ", ""), (*_cell(stages, ALL_OPEN, "weighted"), draft.money), say("", " weighted") + without,
        joint=say("，", ", "),
    )  # fmt: skip


def people_sentence(draft: Draft, tables: Blocks) -> Content:
    """Who reached the target, or keeps pace with it, and whose gap is largest; None where nobody is judged."""
    say, block, by = draft.say, tables.targets, judged_by(draft)
    done, below, gap, largest = people_reached(block, by)
    people = judged_people(block, by)
    s = Sentence()
    if people:
        share = f"{block.ref(people[0], by)}:{block.local(people[-1], by)}"
        reached = say(" 人跟上进度", " keeping pace") if by == "pace" else say(" 人达标", " on target")
        s.clause((f'COUNTIF({share},">=1")', done, COUNT), reached)
        s.clause(
            (f'COUNTIF({share},"<0.8")', below, COUNT),
            say(" 人低于 80%", " under 80%"),
            joint=say("、", ", "),
        )
        if largest is not None and by == "attainment":
            gaps = f"{block.ref(people[0], 'gap')}:{block.local(people[-1], 'gap')}"
            total = f'SUMIF({gaps},">0")'
            s.clause(say("差额合计 ", "the gap is "), (total, gap, draft.money), joint=say("；", "; "))
            name, most = largest
            s.clause(
                say(f"其中{name}占 ", ""), (f"MAX({gaps})/{total}", most / gap, PERCENT), say("", f" of it with {name}"),
                joint=say("，", ", "),
            )  # fmt: skip
        s.clause(
            say(
                "按在手商机（不含停滞）全年预计 ",
                "on present deals, stalled ones left out, the year ends at ",
            ),
            (block.ref("company:", "forecast"), block.get("company:", "forecast"), draft.money),
            joint=say("；", "; "),
        )
        return s.end(say("。", "."))
    return None


def check_sentence(draft: Draft, checks: PlacedTable, findings: Sequence[Finding]) -> Content:
    """How many problems of which kind, with how many people, and the most frequent one."""
    say = draft.say
    problems = [f for f in findings if f.severity is not Severity.INFO]
    notes = len(findings) - len(problems)
    if not problems:
        rest = say(f"，另有 {notes} 条信息", f", and {count_of(notes, 'note')}") if notes else ""
        return say(f"没有错误或提醒{rest}。", f"No errors or warnings{rest}.")
    spans = {
        key: f"{checks.ref(checks.rows[0], key)}:{checks.local(checks.rows[-1], key)}"
        for key in ("error", "warning")
    }
    errors = sum(f.severity is Severity.ERROR for f in problems)
    people = len({f.owner for f in problems if f.owner})
    code, n = Counter(f.code for f in problems).most_common(1)[0]
    s = Sentence()
    whole = f"SUM({spans['error']})+SUM({spans['warning']})"
    s.clause(
        say("共 ", ""), (whole, len(problems), COUNT), say(" 处问题", _plural(" problem", len(problems)))
    )
    s.clause(
        (f"SUM({spans['error']})", errors, COUNT),
        say(" 错误", _plural(" error", errors)),
        joint=say("：", ": "),
    )
    warnings = len(problems) - errors
    s.clause(
        (f"SUM({spans['warning']})", warnings, COUNT),
        say(" 提醒", _plural(" warning", warnings)),
        joint=say("、", ", "),
    )
    s.clause(say(f"涉及 {people} 人", count_of(people, "person", "people")), joint=say("，", ", "))
    title = draft.rule_title(code)
    s.clause(say(f"最多的是“{title}”（{n} 处）", f"most often “{title}” ({n})"), joint=say("；", "; "))
    s.clause(_since(draft, checks), joint=say("；", "; "))
    return s.end(say("。", "."))


def _since(draft: Draft, checks: PlacedTable) -> str:
    """What is new and solved since last month."""
    new, fixed = ([shown(checks.get(row, key)) for row in checks.rows] for key in ("new", "fixed"))
    if any(count is None for count in new):
        return draft.say_of("没有上月月末存档，下月起可对比", "no month-end record yet, so no comparison")
    n, k = (int(sum(count or 0 for count in counts)) for counts in (new, fixed))
    return draft.say_of(f"比上月末新增 {n} 处，解决 {k} 处", f"{n} new and {k} solved since last month's end")


def _plural(word: str, number: int) -> str:
    return word if number == 1 else word + "s"


def outlook_sentence(draft: Draft, outlook: PlacedTable) -> Content:
    """The next month: target, commit, weighted with its range, what is missing and what that takes, what is stalled."""
    row, say, money = outlook.rows[0], draft.say, draft.money

    def cell(key: str) -> tuple[str, Content, Spoken]:
        return outlook.ref(row, key), outlook.get(row, key), money

    s = Sentence(say(f"{row} ", f"{row}: "))
    s.clause(say("目标 ", "target "), cell("target"))
    s.clause(say("承诺 ", "commit "), cell("commit"), joint=say("，", ", "))
    weighted, low, high = cell("weighted"), cell("low"), cell("high")
    s.clause(
        say("加权 ", "weighted "),
        weighted,
        say("（", " ("),
        low,
        "–",
        high,
        say("）", ")"),
        joint=say("，", ", "),
    )
    if (shown(outlook.get(row, "gap")) or 0.0) > 0:
        s.clause(say("还差 ", "short by "), cell("gap"), joint=say("；", "; "))
        s.clause(
            say("按近 12 个月赢单率需新增 ", "which takes "), cell("needed"),
            say("商机", " of new pipeline at the present win rate"), joint=say("，", ", "),
        )  # fmt: skip
    if ASIDE in outlook.rows:
        s.clause(
            say("停滞 ", ""), (*_cell(outlook, ASIDE, "deals"), COUNT), say(" 单加权 ", " stalled, weighted at "),
            (*_cell(outlook, ASIDE, "weighted"), money), say("，另列", ", set apart"), joint=say("；", "; "),
        )  # fmt: skip
    if (largest := outweighs(draft)) is not None:
        deal, share = largest
        s.clause(say(f"其中 {deal} 一单占 {share}", f"{deal} alone is {share} of it"), joint=say("；", "; "))
    return s.end(say("。", "."))
