"""SS207: every open deal has a dated next step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, Literal

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.deal_facts import asked, count_in, left_blank, stages_of
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

NEXT_STEP_MISSING = RuleInfo(
    code="SS207",
    name="next-step-missing",
    severity=Severity.WARNING,
    title=Text("没有近期的下一步", "No next step planned"),
    why=Text(
        "没有写明哪天做什么的单，没人会去推；排得太远，等于没排。",
        "A deal without a dated next step is not being worked; one far off is as good as none.",
    ),
    fix=Text(
        "写一个具体动作和日期，最晚排在参数规定的天数以内；要等很久的，转暂缓。",
        "Enter one concrete action and its day, within the days Settings allow; if it has to wait, put it on hold.",
    ),
    settings=("next_step_max_days",),
    example=Text("商机 O-0052 没有写下一步和日期。", "O-0052 has no next step and no date for one."),
)


Lack = Literal["both", "day", "step"] | dt.date
_LACKS: Final = {
    "both": Text("{deal}没有写下一步和日期。", "{deal} has no next step and no date for one."),
    "day": Text("{deal}的下一步没有日期。", "{deal} has a next step but no date for it."),
    "step": Text(
        "{deal}只有下一步日期，没写做什么。", "{deal} has a date for its next step but not what it is."
    ),
}
_FAR = Text(
    "{deal}的下一步排在 {date}，还有 {days} 天，超过 {limit} 天。",
    "{deal} has its next step on {date}, {ahead} away against {limit}.",
)
_LACKS_CLAUSE = Text("没有写明哪天做什么", "no dated next step")
_FAR_CLAUSE = Text("下一步还有 {days} 天", "the next step {days:day|days} away")
_LACKS_HINT = Text(
    "{ask}写一个具体动作，日期定在 {limit} 天以内。",
    "{ask} enter one concrete action, dated within {limit} days.",
)
_FAR_HINT = Text(
    "{ask}在 {limit} 天以内加一次联系；客户要等的，转暂缓并填重启日期。",
    "{ask} add a contact within {limit} days; if the customer has to wait, put it on hold with a restart date.",
)


def next_step_missing(scene: Scene) -> Iterator[Finding]:
    deals = scene.deals
    if not deals.has("next_step_on"):
        return
    open_stages = stages_of(scene, "open")
    limit = int(scene.book.settings.number("next_step_max_days"))
    hits = list(_lacking(scene, open_stages, limit))

    def say(row: int, lack: Lack) -> Said:
        known = deal(scene, row)
        if isinstance(lack, dt.date):
            days = (lack - scene.today).days
            message = _FAR.fill(
                deal=known, date=day(lack, scene.today), days=days, ahead=count_of(days, "day"), limit=limit
            )
            clause = _FAR_CLAUSE.fill(days=days)
            hint = _FAR_HINT.fill(ask=asked(scene, row), limit=limit)
            return Said("next_step_on", message, hint, clause=clause)
        column = "next_step" if lack == "step" else "next_step_on"
        hint = _LACKS_HINT.fill(ask=asked(scene, row), limit=limit)
        return Said(column, _LACKS[lack].fill(deal=known), hint, clause=_LACKS_CLAUSE)

    yield from teller_of(scene, "pipeline").all(
        NEXT_STEP_MISSING, hits, say, base=count_in(scene, open_stages)
    )


def _lacking(scene: Scene, open_stages: frozenset[str], limit: int) -> Iterator[tuple[int, Lack]]:
    deals = scene.deals
    last = scene.today + dt.timedelta(days=min(max(limit, 0), 99_999))
    names_steps = deals.has("next_step")
    columns = zip(deals.get("stage"), deals.get("next_step_on"), deals.get("next_step"), strict=True)
    for row, (stage, on, step) in enumerate(columns):
        if stage not in open_stages or (on is not None and on <= last and step is not None):
            continue
        no_step = names_steps and step is None and left_blank(deals, "next_step", row)
        if on is not None and on > last:
            yield row, on
        elif on is not None:
            if no_step:
                yield row, "step"
        elif left_blank(deals, "next_step_on", row):
            yield row, "both" if no_step or not names_steps else "day"


NEXT_STEP_RULES: tuple[Rule, ...] = (Rule(NEXT_STEP_MISSING, next_step_missing, yields_to=("SS301",)),)
