"""SS2xx: what an opportunity's own dates and contacts say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sheetsales.book.process import Stage
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.stage_age import Stalled
from sheetsales.rules.age_note import age_note
from sheetsales.rules.deal_facts import asked
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal, stage_name
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

CLOSE_PAST = RuleInfo(
    code="SS204",
    name="expected-close-past",
    severity=Severity.WARNING,
    title=Text("预计成交已过", "Expected close has passed"),
    why=Text(
        "在手商机的预计成交日期过了还没改，预测就会把这笔钱算进已经过去的月份。",
        "An open deal whose expected close has passed puts its money into a month that is over.",
    ),
    fix=Text(
        "同客户确认新的日期并填上；已经有结果的，把阶段改为成交或输单。",
        "Agree a new date with the customer and enter it; if the outcome is known, mark the deal won or lost.",
    ),
    example=Text(
        "商机 O-0109 预计 8 月 31 日成交，今天是 11 月 2 日，仍在报价。",
        "O-0109 was expected to close on 31 August; on 2 November it is still in Quotation.",
    ),
)

STALLED = RuleInfo(
    code="SS209",
    name="stalled-deal",
    severity=Severity.WARNING,
    title=Text("商机停滞", "Deal stalled"),
    why=Text(
        "超过阶段期限、又超过联系间隔没有跟进的单，多半会悄悄丢掉；只是超期不算停滞。",
        "A deal over its limit that nobody has contacted within the stage's interval is usually lost quietly; "
        "over the limit alone is not stalled.",
    ),
    fix=Text(
        "本周联系决策人并记一条跟进；约不到的，改预计成交、转暂缓或转输单。联系间隔按工作日算。",
        "Speak to the decision maker this week and log it; failing that, move the close date, put the deal on hold or "
        "mark it lost. The contact interval runs in working days.",
    ),
    settings=("calendar", "extra_holidays", "extra_workdays"),
    example=Text(
        "商机 O-0118 在谈判阶段已 111 天，期限 14 天，最近一次跟进是两个月前。",
        "O-0118 has been in Negotiation for 111 days against 14, with its last activity two months ago.",
    ),
)

_PAST = Text(
    "{deal}预计 {date}成交，已过 {days} 天，仍在{stage}阶段。",
    "{deal} was expected to close on {date}, {ago} ago, and is still in {stage}.",
)
_PAST_HINT = Text(
    "{ask}同客户确认新日期并改过来；已有结果的，转成交或输单。",
    "{ask} agree a new date and enter it; if the outcome is known, mark the deal won or lost.",
)
_STALLED_HINT = Text(
    "{ask}本周约决策人，约不到就改预计成交，或转暂缓、输单。",
    "{ask} meet the decision maker this week, or else move the close date, put it on hold or mark it lost.",
)


def close_past(scene: Scene) -> Iterator[Finding]:
    deals = scene.deals
    if not deals.has("expected_close"):
        return
    open_stages = {s.code: s for s in scene.book.process.stages if s.open}
    today = scene.today
    both = zip(deals.get("stage"), deals.get("expected_close"), strict=True)
    hits = [
        (row, (open_stages[code], due))
        for row, (code, due) in enumerate(both)
        if due is not None and due < today and code in open_stages
    ]

    def say(row: int, past: tuple[Stage, dt.date]) -> Said:
        stage, due = past
        message = _past_message(scene, row, due, stage_name(stage))
        return Said("expected_close", message, _PAST_HINT.fill(ask=asked(scene, row)))

    yield from teller_of(scene, "pipeline").all(CLOSE_PAST, hits, say)


def _past_message(scene: Scene, row: int, due: dt.date, stage: Text) -> Text:
    days = (scene.today - due).days
    return _PAST.fill(
        deal=deal(scene, row), date=day(due, scene.today), days=days, ago=count_of(days, "day"), stage=stage
    )


def stalled_deals(scene: Scene) -> Iterator[Finding]:
    def say(row: int, found: Stalled) -> Said:
        column = "stage_since" if scene.deals.cell(row, "stage_since") else "stage"
        return Said(column, _stalled_message(scene, found), _STALLED_HINT.fill(ask=asked(scene, row)))

    yield from teller_of(scene, "pipeline").all(
        STALLED, [(found.over.row, found) for found in scene.stalled], say
    )


def _stalled_message(scene: Scene, found: Stalled) -> Text:
    age = age_note(scene, found.over)
    if found.last is None:
        return Text(f"{age.zh}，一次跟进也没有记录。", f"{age.en}, with no activity on record.")
    last = day(found.last, scene.today)
    return Text(f"{age.zh}，最近一次跟进是 {last.zh}。", f"{age.en}, last activity {last.en}.")


DATE_RULES: tuple[Rule, ...] = (
    Rule(CLOSE_PAST, close_past, Level.BASIC, ("SS202",)),
    Rule(STALLED, stalled_deals, Level.BASIC),
)
