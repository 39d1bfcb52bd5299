"""SS209: opportunities over their limit that nobody has contacted."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.stage_age import Stalled
from sheetsales.rules.age_note import age_note
from sheetsales.rules.deal_facts import asked
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

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

_STALLED_HINT = Text(
    "{ask}本周约决策人，约不到就改预计成交，或转暂缓、输单。",
    "{ask} meet the decision maker this week, or else move the close date, put it on hold or mark it lost.",
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


DATE_RULES: tuple[Rule, ...] = (Rule(STALLED, stalled_deals, Level.BASIC),)
