"""SS311, SS312: steps of the process without the evidence they should have left, or not done in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sheetsales.book.process import Stage, Step
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.leave import days_worked, leave_of
from sheetsales.rules.deal_facts import asked, count_in, stages_of
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.contacts import contacts, leavings
from sheetsales.rules.stages.proofs import Demand, Prover, prover, spoken_evidence
from sheetsales.rules.stages.ways import ways
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal, stage_name
from sheetsales.speech.counts import count_of
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

EVIDENCE_MISSING = RuleInfo(
    code="SS311",
    name="step-evidence-missing",
    severity=Severity.WARNING,
    title=Text("步骤没有证据", "Step without evidence"),
    why=Text(
        "离开阶段时，这一阶段的步骤应当都做过、都看得见；没有证据的，等于没做。",
        "On leaving a stage its steps should be done and show; a step without evidence counts as not done.",
    ),
    fix=Text(
        "补记跟进或填上相应的列；没做的先补做。要什么证据，在流程步骤表的“证据”里改。",
        "Log the activity or fill in the column; what was not done, do first. The evidence is named under Evidence in "
        "Steps.",
    ),
    settings=("discount_limit_rep", "discount_limit_lead", "discount_limit_manager"),
    example=Text(
        "商机 O-0061 已离开需求分析，步骤 NE5“请客户确认需求”没有证据：邮件或微信的跟进。",
        "O-0061 has left Needs analysis, but step NE5, 'Have the customer confirm', shows no evidence: an e-mail or a "
        "WeChat.",
    ),
)

STEP_LATE = RuleInfo(
    code="SS312",
    name="step-late",
    severity=Severity.INFO,
    title=Text("步骤过期未做", "Step is late"),
    why=Text(
        "每一步都有期限，一步拖，步步拖，最后整个阶段超期。",
        "Every step has its time; one that slips takes the whole stage over its limit.",
    ),
    fix=Text(
        "今天做完这一步并留下证据；期限在流程步骤表里改。期限按工作日从进入阶段的次日数起，节假日和请假不算。",
        "Do the step today and leave its evidence; the time stands in Steps. It runs in working days from the day after "
        "the stage was entered, holidays and leave aside.",
    ),
    settings=("calendar", "extra_holidays", "extra_workdays"),
    example=Text(
        "商机 O-0070 的步骤 QU4“确认收到、约答复”限 4 个工作日，进入报价已 6 个工作日，还没有证据。",
        "O-0070 has been in Quotation for 6 working days; step QU4, 'Confirm and set a reply date', is due within 4 and "
        "shows no evidence.",
    ),
)

_MISSING = Text(
    "{deal}已离开{stage}，步骤 {steps}没有证据：{evidence}。",
    "{deal} has left {stage}, but {noun} {steps} {verb} no evidence: {evidence}.",
)
_MISSING_HINT = Text(
    "{ask}补记跟进或填上这一列；没做的先补做。",
    "{ask} log the activity or fill in the column; if it was not done, do it first.",
)
_LATE = Text(
    "{deal}的步骤 {steps}限 {due} 个工作日，进入{stage}已 {days} 个工作日，还没有证据：{evidence}。",
    "{deal} has been in {stage} for {spent}; {noun} {steps} {verb} due within {due} and {show} no evidence: {evidence}.",
)
_LATE_HINT = Text("{ask}今天做完并留下证据。", "{ask} do it today and leave the evidence.")
_SHOWN = 3


class _Lack(NamedTuple):
    stage: Stage
    steps: Sequence[Step]
    days: int = 0


def evidence_missing(scene: Scene) -> Iterator[Finding]:
    if not scene.book.process.steps:
        return
    hits = list(_on_leaving(scene))

    def say(row: int, lack: _Lack) -> Said:
        many = len(lack.steps) > 1
        message = _MISSING.fill(
            deal=deal(scene, row),
            stage=stage_name(lack.stage),
            steps=_names(lack.steps),
            noun="steps" if many else "step",
            verb="show" if many else "shows",
            evidence=_evidence(scene, lack.steps),
        )
        return Said("stage", message, _MISSING_HINT.fill(ask=asked(scene, row)), key=lack.stage.code)

    yield from teller_of(scene, "pipeline").all(EVIDENCE_MISSING, hits, say, base=len(ways(scene)))


def _on_leaving(scene: Scene) -> Iterator[tuple[int, _Lack]]:
    """The steps without evidence of the stages that deals left last, going forward."""
    looks = prover(scene)
    for row, left, now, activities in leavings(scene):
        demands = looks.steps(left, now)
        if demands and (steps := looks.lacking(demands, row, activities)):
            yield row, _Lack(left, steps)


def steps_late(scene: Scene) -> Iterator[Finding]:
    if not scene.book.process.steps or contacts(scene) is None:
        return
    hits = list(_late(scene))

    def say(row: int, lack: _Lack) -> Said:
        many = len(lack.steps) > 1
        message = _LATE.fill(
            deal=deal(scene, row),
            stage=stage_name(lack.stage),
            steps=_names(lack.steps),
            noun="steps" if many else "step",
            verb="were" if many else "was",
            show="show" if many else "shows",
            due=max(step.due_days or 0 for step in lack.steps),
            days=lack.days,
            spent=count_of(lack.days, "working day"),
            evidence=_evidence(scene, lack.steps),
        )
        return Said("stage", message, _LATE_HINT.fill(ask=asked(scene, row)), key=lack.stage.code)

    yield from teller_of(scene, "pipeline").all(
        STEP_LATE, hits, say, base=count_in(scene, stages_of(scene, "open"))
    )


def _late(scene: Scene) -> Iterator[tuple[int, _Lack]]:
    """The open deals with steps past their time: working days of the owner since the deal entered the stage."""
    deals, today = scene.deals, scene.today
    looks, worked = prover(scene), _Worked(scene)
    timed = {
        s.code: (s, demands) for s in scene.book.process.stages if s.open and (demands := _timed(looks, s))
    }
    known = looks.contacts
    columns = (deals.get(key) for key in ("stage", "stage_since", "owner"))
    for row, (code, since, owner) in enumerate(zip(*columns, strict=True)):
        if code not in timed or since is None or since >= today or known is None:
            continue
        stage, demands = timed[code]
        days = worked.since(since, owner)
        due = [pair for pair in demands if (pair[0].due_days or 0) < days]
        steps = looks.lacking(due, row, known.between(row, since, today)) if due else []
        if steps:
            yield row, _Lack(stage, steps, days)


def _timed(looks: Prover, stage: Stage) -> tuple[tuple[Step, Demand], ...]:
    """The steps of a stage that have a time and leave evidence."""
    return tuple(pair for pair in looks.steps(stage, stage) if pair[0].due_days is not None)


class _Worked:
    """Working days of people up to today, counted once for each first day."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._leave = scene, leave_of(scene.book)
        self._known: dict[tuple[dt.date, str | None], int] = {}

    def since(self, day: dt.date, person: str | None) -> int:
        key = (day, person if person in self._leave else None)
        if key not in self._known:
            scene = self._scene
            self._known[key] = days_worked(scene.calendar, self._leave, person, day, scene.today)
        return self._known[key]


def _names(steps: Sequence[Step]) -> Text:
    """``NE1“准备访谈”、NE5“请客户确认需求”``, of many the first few."""
    names = [Text(f"{step.code}“{step.name.zh}”", f"{step.code} ('{step.name.en}')") for step in steps]
    return listed(names, most=_SHOWN)


def _evidence(scene: Scene, steps: Sequence[Step]) -> Text:
    texts = [spoken_evidence(scene.book, step.evidence, step.documents) for step in steps[:_SHOWN]]
    zh, en = (list(dict.fromkeys(text.in_(lang) for text in texts)) for lang in ("zh", "en"))
    return Text("；".join(zh), "; ".join(en))


STEP_RULES: tuple[Rule, ...] = (
    Rule(EVIDENCE_MISSING, evidence_missing),
    Rule(STEP_LATE, steps_late, Level.STRICT),
)
