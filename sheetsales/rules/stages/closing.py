"""SS3xx: what the stage a deal is in asks for."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.book.process import Process, Stage
from sheetsales.book.telling import column_title
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.stage_age import Basis, OverLimit
from sheetsales.rules.age_note import age_note
from sheetsales.rules.deal_facts import asked, left_blank
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.required import REQUIRED_FIELD, required_fields
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal, stage_name
from sheetsales.texts import Text

CLOSED_WITHOUT_DATE = RuleInfo(
    code="SS302",
    name="closed-without-date",
    severity=Severity.ERROR,
    title=Text("已结束但没有关闭日期", "Closed without a date"),
    why=Text(
        "没有关闭日期的成交算不进任何一个月的业绩，输单也进不了赢单率。",
        "A won deal without its date counts in no month, and a lost one is missing from the win rate.",
    ),
    fix=Text("填上成交或输单的日期；其实没有结束的，把阶段改回去。",
             "Enter the day it was won or lost; if it is not over, move the stage back."),
    example=Text("商机 O-0091 标为成交，但关闭日期为空。", "O-0091 is marked Won, but Closed on is blank."),
)  # fmt: skip

LOST_WITHOUT_REASON = RuleInfo(
    code="SS303",
    name="lost-without-reason",
    severity=Severity.ERROR,
    title=Text("输单没有原因", "Lost without a reason"),
    why=Text("不知道为什么输，下一单还会这样输。", "A loss nobody can explain is a loss that repeats."),
    fix=Text("从下拉框选一个原因，最好再写一句说明。", "Pick a reason from the list, ideally with a line of explanation."),
    example=Text("商机 O-0102 标为输单，但原因为空。", "O-0102 is marked Lost, but Reason is blank."),
)  # fmt: skip

OVER_LIMIT = RuleInfo(
    code="SS304",
    name="over-stage-limit",
    severity=Severity.WARNING,
    title=Text("超过阶段期限", "Over the stage's limit"),
    why=Text(
        "期限是各阶段最多停留的日历日，超期的单要么该推进，要么该放手。成交阶段从交付日期起算。",
        "The limit is the most calendar days a deal may stay; past it, it should move on or be let go. In a won stage "
        "it runs from delivery.",
    ),
    fix=Text(
        "推进到下一阶段，或转暂缓、输单；日期填错的改日期；期限不合适的，改流程阶段表。进入阶段日期为空时按阶段记录算，"
        "没有记录的，拿创建以来的天数同走到这一步的期限合计比。",
        "Move the deal on, put it on hold or mark it lost; correct the date if it is wrong, or the limit in Stages if it "
        "does not fit. Where stage since is blank the stage log counts; failing that, the deal's whole age is held "
        "against all limits so far.",
    ),
    example=Text("商机 O-0118 在谈判阶段已 111 天，期限 14 天。", "O-0118 has been in Negotiation for 111 days against 14."),
)  # fmt: skip

_CLOSED = Text("{deal}标为{stage}，但{column}为空。", "{deal} is marked {stage}, but {column} is blank.")
_CLOSED_HINT = Text(
    "{ask}补上日期；没有日期，这单算不进任何一个月。",
    "{ask} add the date; without it the deal counts in no month.",
)
_REASON_HINT = Text(
    "{ask}选一个原因，再写一句说明，供复盘用。",
    "{ask} pick a reason and add a line of explanation for the review.",
)
_AGE_CLAUSE = Text("在{stage}阶段已 {days} 天，期限 {limit} 天", "{days:day|days} in {stage} against {limit}")
_OVER_HINT = Text(
    "{ask}推进到下一阶段，推不动就转暂缓或输单。", "{ask} move it on, or put it on hold or mark it lost."
)
_HANDOVER_HINT = Text(
    "{ask}完成验收和交接，把阶段改为{next}；交付推迟的，改交付日期。",
    "{ask} finish the handover and move it to {next}; if delivery slipped, correct the date.",
)


def closed_without_date(scene: Scene) -> Iterator[Finding]:
    closed = {s.code: s for s in scene.book.process.stages if s.won or s.lost}
    return _blank_in(scene, CLOSED_WITHOUT_DATE, closed, "closed_on", _CLOSED_HINT)


def lost_without_reason(scene: Scene) -> Iterator[Finding]:
    lost = {s.code: s for s in scene.book.process.stages if s.lost}
    return _blank_in(scene, LOST_WITHOUT_REASON, lost, "reason", _REASON_HINT)


def _blank_in(
    scene: Scene, info: RuleInfo, stages: dict[str, Stage], column: str, hint: Text
) -> Iterator[Finding]:
    deals = scene.deals
    if not deals.has(column):
        return
    hits = [
        (row, stages[code])
        for row, (code, value) in enumerate(zip(deals.get("stage"), deals.get(column), strict=True))
        if value is None and code in stages and left_blank(deals, column, row)
    ]

    def say(row: int, stage: Stage) -> Said:
        message = _CLOSED.fill(
            deal=deal(scene, row), stage=stage_name(stage), column=column_title(deals, column, row)
        )
        return Said(column, message, hint.fill(ask=asked(scene, row)))

    yield from teller_of(scene, "pipeline").all(info, hits, say)


def over_limits(scene: Scene) -> Iterator[Finding]:
    def say(row: int, over: OverLimit) -> Said:
        note = age_note(scene, over)
        hint = _over_hint(scene.book.process, over, asked(scene, row))
        clause = _AGE_CLAUSE.fill(stage=stage_name(over.stage), days=over.days, limit=over.limit)
        return Said(_age_column(scene, over), Text(f"{note.zh}。", f"{note.en}."), hint, clause=clause)

    yield from teller_of(scene, "pipeline").all(
        OVER_LIMIT, [(over.row, over) for over in scene.over_limit], say
    )


def _age_column(scene: Scene, over: OverLimit) -> str:
    if over.basis is Basis.DELIVERY:
        return "delivery_on"
    return "stage_since" if scene.deals.cell(over.row, "stage_since") else "stage"


def _over_hint(process: Process, over: OverLimit, asked: Text) -> Text:
    if over.basis is not Basis.DELIVERY:
        return _OVER_HINT.fill(ask=asked)
    after = next((s for s in process.stages if s.kind == "after"), None)
    following = stage_name(after) if after else Text("下一阶段", "the next stage")
    return _HANDOVER_HINT.fill(ask=asked, next=following)


CLOSING_RULES: tuple[Rule, ...] = (
    Rule(REQUIRED_FIELD, required_fields),
    Rule(CLOSED_WITHOUT_DATE, closed_without_date, Level.BASIC, yields_to=("SS301",)),
    Rule(LOST_WITHOUT_REASON, lost_without_reason, Level.BASIC, yields_to=("SS301",)),
    Rule(OVER_LIMIT, over_limits),
)
