"""SS206, SS215: probability and forecast category against the stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from sheetsales.book.process import FieldRef, Process, Stage
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.look.numbers import spoken_percent
from sheetsales.rules.deal_facts import asked, left_blank
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal, stage_name
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

PROBABILITY_OFF = RuleInfo(
    code="SS206",
    name="probability-off-stage",
    severity=Severity.WARNING,
    title=Text("概率与阶段不符", "Probability off its stage"),
    why=Text(
        "同一阶段的单，赢率本该差不多；凭感觉填的概率让加权预测失真。",
        "Deals in one stage have about one chance; a felt probability distorts the weighted forecast.",
    ),
    fix=Text(
        "清空概率，按阶段的默认值算；确有把握的，在原因说明里写一句依据。",
        "Clear it to take the stage's default; if there is good reason, say it in the reason note.",
    ),
    settings=("probability_tolerance",),
    example=Text(
        "商机 O-0045 在报价阶段填了 90%，阶段默认 50%，差 40 个百分点。",
        "O-0045 says 90% in Quotation, 40 points off the stage's 50%.",
    ),
)

COMMIT_TOO_EARLY = RuleInfo(
    code="SS215",
    name="forecast-against-stage",
    severity=Severity.WARNING,
    title=Text("预测类别与阶段不符", "Forecast category against the stage"),
    why=Text(
        "报“承诺”就是说这个月拿得下；还没报价，或者日子还远，就不是承诺。",
        "Commit says it will be signed within the month; a deal not yet quoted, or far from its close, is no commitment.",
    ),
    fix=Text(
        "改报“争取”或“储备”；真到了那一步的，改阶段和预计成交。",
        "Call it Best case or Pipeline; if it really is that far, correct the stage and the expected close.",
    ),
    settings=("commit_days",),
    example=Text(
        "商机 O-0140 还在客户接触阶段，就报了“承诺”。", "O-0140 is a Commit while still in First contact."
    ),
)

_OFF = Text(
    "{deal}在{stage}阶段填了 {value}，阶段默认 {default}，差 {points} 个百分点，也没写依据。",
    "{deal} says {value} in {stage}, {points} points off the stage's {default}, and gives no reason.",
)
_OFF_HINT = Text(
    "{ask}清空概率按默认算；确有把握的，在原因说明里写依据。",
    "{ask} clear it to take the default, or give the reason in the reason note.",
)
_EARLY = Text(
    "{deal}还在{stage}阶段，就报了“承诺”；承诺要到{from_stage}以后。",
    "{deal} is a Commit while still in {stage}; a commitment starts at {from_stage}.",
)
_LATE = Text(
    "{deal}报了“承诺”，预计成交却在 {date}，还有 {days} 天，超过 {limit} 天。",
    "{deal} is a Commit but expected on {date}, {ahead} away against {limit}.",
)
_COMMIT_HINT = Text(
    "{ask}改报“争取”或“储备”；真到了这一步的，改阶段和预计成交。",
    "{ask} call it Best case or Pipeline; if it is that far, correct stage and expected close.",
)
_HAIR: Final = 1e-9
_FORECAST = FieldRef("pipeline", "forecast_category")
_LIKELY: Final = 0.45


def probability_off(scene: Scene) -> Iterator[Finding]:
    """Only where the team has written stages of its own: it has not agreed to our probabilities."""
    deals, process = scene.deals, scene.book.process
    if process.packaged or not deals.has("probability"):
        return
    defaults = {s.code: s.win_probability for s in process.stages if s.open and s.win_probability is not None}
    most = scene.book.settings.number("probability_tolerance") + _HAIR
    hits = [
        (row, (float(value), defaults[stage]))
        for row, (value, stage) in enumerate(zip(deals.get("probability"), deals.get("stage"), strict=True))
        if value is not None
        and stage in defaults
        and abs(float(value) - defaults[stage]) > most
        and left_blank(deals, "reason_note", row)
    ]

    def say(row: int, pair: tuple[float, float]) -> Said:
        value, default = pair
        message = _OFF.fill(
            deal=deal(scene, row),
            stage=stage_name(process.by_code[deals.get("stage")[row]]),
            value=spoken_percent(value),
            default=spoken_percent(default),
            points=spoken_percent(abs(value - default)).rstrip("%"),
        )
        return Said("probability", message, _OFF_HINT.fill(ask=asked(scene, row)))

    yield from teller_of(scene, "pipeline").all(PROBABILITY_OFF, hits, say)


def commit_from(process: Process) -> Stage | None:
    """The first stage a commitment may be made in: the first that asks for the forecast category, else the first that
    is likelier lost than won no more; None where the stages tell neither."""
    ahead = sorted((s for s in process.stages if s.open), key=lambda s: s.order)
    asks = next((s for s in ahead if _FORECAST in s.required), None)
    if asks is not None:
        return asks
    return next((s for s in ahead if s.win_probability is not None and s.win_probability >= _LIKELY), None)


def commit_too_early(scene: Scene) -> Iterator[Finding]:
    deals, process = scene.deals, scene.book.process
    if not deals.has("forecast_category"):
        return
    first = commit_from(process)
    stages = {s.code: s for s in process.stages if s.open}
    limit = int(scene.book.settings.number("commit_days"))
    hits = list(_commits(scene, stages, first, limit))

    def say(row: int, fact: Stage | dt.date) -> Said:
        known = deal(scene, row)
        if isinstance(fact, dt.date):
            days = (fact - scene.today).days
            message = _LATE.fill(
                deal=known, date=day(fact, scene.today), days=days, ahead=count_of(days, "day"), limit=limit
            )
        else:
            own = stage_name(stages[deals.get("stage")[row]])
            message = _EARLY.fill(deal=known, stage=own, from_stage=stage_name(fact))
        return Said("forecast_category", message, _COMMIT_HINT.fill(ask=asked(scene, row)))

    yield from teller_of(scene, "pipeline").all(COMMIT_TOO_EARLY, hits, say)


def _commits(
    scene: Scene, stages: Mapping[str, Stage], first: Stage | None, limit: int
) -> Iterator[tuple[int, Stage | dt.date]]:
    """The commitments made too early, with the stage they may start at, or too far ahead, with the day expected."""
    deals = scene.deals
    last = scene.today + dt.timedelta(days=min(max(limit, 0), 99_999))
    columns = zip(
        deals.get("forecast_category"), deals.get("stage"), deals.get("expected_close"), strict=True
    )
    for row, (category, code, due) in enumerate(columns):
        if category != "commit" or code not in stages:
            continue
        if first is not None and stages[code].order < first.order:
            yield row, first
        elif due is not None and due > last:
            yield row, due


FORECAST_RULES: tuple[Rule, ...] = (
    Rule(COMMIT_TOO_EARLY, commit_too_early),
    Rule(PROBABILITY_OFF, probability_off, Level.BASIC),
)
