"""Three sentences of fact, each a formula over the figures they state; what is unknown is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sheetsales.book.process import Stage
from sheetsales.findings import Finding, Severity
from sheetsales.reports.block import Block
from sheetsales.reports.cells import COUNT, PERCENT, Content, Sentence, Spoken, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.target_table import people_reached


@dataclass(frozen=True)
class Tables:
    """The appendix tables the sentences take their figures from."""

    kpi: Block
    stages: Block
    targets: Block


def won_sentence(draft: Draft, tables: Tables, narrowest: tuple[Stage, Stage] | None) -> Content:
    """What was won, against target, last month and the year's plan, and where the funnel is narrowest."""
    kpi, say, money = tables.kpi, draft.say, draft.money

    def cell(row: str, column: str) -> tuple[str, Content]:
        return kpi.ref(row, column), kpi.get(row, column)

    s = Sentence()
    ref, won = cell("won_count", "actual")
    deals = " deal won" if shown(won) == 1 else " deals won"
    s.clause(say("本月成交 ", ""), (ref, won, COUNT), say(" 单", deals))
    s.clause((*cell("won_amount", "actual"), money), joint=say("，", " for "))
    s.clause(
        say("完成目标 ", ""),
        (*cell("won_amount", "attainment"), PERCENT),
        say("", " of target"),
        joint=say("，", ", "),
    )
    ref, change = cell("won_amount", "mom")
    moved = shown(change)
    if moved is not None:
        word = say("环比上升 ", "up ") if moved > 0 else say("环比下降 ", "down ")
        s.clause(word, (f"ABS({ref})", abs(moved), PERCENT), say("", " on last month"), joint=say("，", ", "))
    s.clause(
        say("年累计 ", ""),
        (*cell("won_amount", "ytd"), money),
        say("", " year to date"),
        joint=say("；", "; "),
    )
    s.clause(
        say("完成 ", ""),
        (*cell("won_amount", "ytd_attainment"), PERCENT),
        say("", " of plan"),
        joint=say("，", ", "),
    )
    if narrowest is not None:
        here, there = (draft.stage_name(stage.code) for stage in narrowest)
        s.clause(
            say(f"最大缺口在“{here}→{there}”", f"with the largest gap at {here} to {there}"),
            joint=say("，", ", "),
        )
    return s.end(say("。", "."))


def stage_sentence(draft: Draft, tables: Tables, narrowest: tuple[Stage, Stage] | None) -> Content:
    """The narrowest stage in figures; what is open altogether where the flow is not known."""
    if narrowest is None:
        return _open_sentence(draft, tables.stages)
    stages, say, code = tables.stages, draft.say, narrowest[0].code

    def cell(column: str) -> tuple[str, Content]:
        return stages.ref(code, column), stages.get(code, column)

    name = draft.stage_name(code)
    s = Sentence(say(f"“{name}”", f"{name}: "))
    s.clause(say("本月进入 ", ""), (*cell("entered"), COUNT), say("", " in this month"))
    s.clause(say("推进 ", ""), (*cell("advanced"), COUNT), say("", " on"), joint=say("，", ", "))
    s.clause(
        say("近 12 个月有结果的 ", ""), (*cell("decided"), COUNT), say(" 单过了 ", " decided in twelve months, "),
        (*cell("through"), PERCENT), say("", " passed"), joint=say("，", ", "),
    )  # fmt: skip
    days = say("停留中位 ", "median "), (*cell("days"), COUNT), say(" 天", " days")
    limit = say("（期限 ", " against "), (*cell("limit"), COUNT), say(" 天）", "")
    if not s.clause(*days, *limit, joint=say("，", ", ")):
        s.clause(*days, joint=say("，", ", "))
    s.clause(say("停滞 ", ""), (*cell("stalled"), COUNT), say(" 单", " stalled"), joint=say("，", ", "))
    s.clause(say("在手 ", ""), (*cell("amount"), draft.money), say("", " open"), joint=say("，", ", "))
    return s.end(say("。", "."))


def _open_sentence(draft: Draft, stages: Block) -> Content:
    rows = [code for code in stages.rows if shown(stages.get(code, "open")) is not None]
    counts = {code: shown(stages.get(code, "open")) or 0.0 for code in rows}
    if not any(counts.values()):
        return None
    say = draft.say
    s = Sentence(say("在手 ", ""))
    s.clause(_total(stages, rows, "open", COUNT), say(" 单", " deals open"))
    s.clause(_total(stages, rows, "amount", draft.money), joint=say("，共 ", " for "))
    s.clause(
        say("加权 ", ""),
        _total(stages, rows, "weighted", draft.money),
        say("", " weighted"),
        joint=say("，", ", "),
    )
    most = max(counts, key=lambda code: counts[code])
    here = (stages.ref(most, "open"), stages.get(most, "open"), COUNT)
    name = draft.stage_name(most)
    s.clause(say(f"最多在“{name}”（", f"most in {name} ("), here, say(" 单）", ")"), joint=say("；", "; "))
    return s.end(say("。", "."))


def _total(stages: Block, rows: Sequence[str], column: str, spoken: Spoken) -> tuple[str, Content, Spoken]:
    """A column added up; unknown where nothing in it is known."""
    known = [value for code in rows if (value := shown(stages.get(code, column))) is not None]
    span = f"{stages.ref(rows[0], column)}:{stages.local(rows[-1], column)}"
    return f"SUM({span})", sum(known) if known else None, spoken


def people_sentence(draft: Draft, tables: Tables) -> Content:
    """Who reached the target and whose gap is largest; None where nobody has one."""
    done, below, gap, largest = people_reached(tables.targets)
    say, block = draft.say, tables.targets
    people = [
        r for r in block.rows if r.startswith("person:") and shown(block.get(r, "attainment")) is not None
    ]
    s = Sentence()
    if people:
        share = f"{block.ref(people[0], 'attainment')}:{block.local(people[-1], 'attainment')}"
        s.clause((f'COUNTIF({share},">=1")', done, COUNT), say(" 人达标", " on target"))
        s.clause(
            (f'COUNTIF({share},"<0.8")', below, COUNT),
            say(" 人低于 80%", " under 80%"),
            joint=say("、", ", "),
        )
        if largest is not None:
            gaps = f"{block.ref(people[0], 'gap')}:{block.local(people[-1], 'gap')}"
            total = f'SUMIF({gaps},">0")'
            s.clause(say("差额合计 ", "the gap is "), (total, gap, draft.money), joint=say("；", "; "))
            name, most = largest
            s.clause(
                say(f"其中{name}占 ", ""), (f"MAX({gaps})/{total}", most / gap, PERCENT), say("", f" of it with {name}"),
                joint=say("，", ", "),
            )  # fmt: skip
        s.clause(
            say("按现有商机全年预计 ", "on present deals the year ends at "),
            (block.ref("company:", "forecast"), block.get("company:", "forecast"), draft.money),
            joint=say("；", "; "),
        )
        return s.end(say("。", "."))
    return None


def check_sentence(draft: Draft, checks: Block, findings: Sequence[Finding]) -> Content:
    """How many problems of which kind, with how many people, and the most frequent one."""
    say = draft.say
    problems = [f for f in findings if f.severity is not Severity.INFO]
    notes = len(findings) - len(problems)
    if not problems:
        rest = say(f"，另有 {notes} 条信息", f", and {notes} notes") if notes else ""
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
    s.clause(say("共 ", ""), (whole, len(problems), COUNT), say(" 处问题", " problems"))
    s.clause((f"SUM({spans['error']})", errors, COUNT), say(" 错误", " errors"), joint=say("：", ": "))
    warnings = len(problems) - errors
    s.clause((f"SUM({spans['warning']})", warnings, COUNT), say(" 提醒", " warnings"), joint=say("、", ", "))
    s.clause(say(f"涉及 {people} 人", f"{people} people"), joint=say("，", ", "))
    title = draft.rule_title(code)
    s.clause(say(f"最多的是“{title}”（{n} 处）", f"most often “{title}” ({n})"), joint=say("；", "; "))
    return s.end(say("。", "."))


def outlook_sentence(draft: Draft, outlook: Block) -> Content:
    """The next month: target, commit, weighted with its range, what is missing and what that takes."""
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
            say("按近 12 个月赢单率需新增 ", "which takes "),
            cell("needed"),
            say("商机", " of new pipeline at the present win rate"),
            joint=say("，", ", "),
        )
    return s.end(say("。", "."))
