"""SS3xx: what the stage a deal is in asks for."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.book.process import Process
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.stage_age import Basis, OverLimit
from sheetsales.rules.age_note import age_note
from sheetsales.rules.deal_facts import asked
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.required import REQUIRED_FIELD, required_fields
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import stage_name
from sheetsales.texts import Text

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

_AGE_CLAUSE = Text("在{stage}阶段已 {days} 天，期限 {limit} 天", "{days:day|days} in {stage} against {limit}")
_OVER_HINT = Text(
    "{ask}推进到下一阶段，推不动就转暂缓或输单。", "{ask} move it on, or put it on hold or mark it lost."
)
_HANDOVER_HINT = Text(
    "{ask}完成验收和交接，把阶段改为{next}；交付推迟的，改交付日期。",
    "{ask} finish the handover and move it to {next}; if delivery slipped, correct the date.",
)


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
    Rule(OVER_LIMIT, over_limits),
)
