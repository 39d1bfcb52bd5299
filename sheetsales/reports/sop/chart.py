"""The flow chart's content from a workbook's process: what each box says, in the workbook's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sheetsales.book.process import NextStage, Stage, Step
from sheetsales.reports.cells import PERCENT
from sheetsales.reports.draft import Draft
from sheetsales.reports.process_table import limit_of, named_for, role_name
from sheetsales.reports.sop.content import Chart, Lane, Said, StageBox, StepBox
from sheetsales.reports.sop.figures import StageFigures
from sheetsales.reports.sop.version import Version, version_line

_BACK = "@back"
_ROLES = ("rep", "lead", "manager")
_NO_ROLE = "·"
"""The lane of steps that name no role."""


def chart_of(
    draft: Draft, figures: Mapping[str, StageFigures], version: Version | None, *, blank: bool = False
) -> Chart:
    """The chart; without ``figures`` it shows the process alone, a ``blank`` one names nobody."""
    stages = ordered_stages(draft)
    say = draft.say
    return Chart(
        tuple(_stage(draft, stages, n, figures, blank=blank) for n in range(len(stages))),
        tuple(_lanes(draft, blank=blank)),
        _title(draft),
        (_caption(draft, version, figures=bool(figures)), _legend(draft, figures=bool(figures))),
        say("接 {stage}", "on to {stage}"),
        say("承 {stage}", "from {stage}"),
    )


def ordered_stages(draft: Draft) -> list[Stage]:
    """The way to a win and beyond in order, then on hold and lost."""
    stages = sorted(draft.facts.book.process.stages, key=lambda s: s.order)
    aside = [s for s in stages if s.kind in ("hold", "lost")]
    return [s for s in stages if s not in aside] + sorted(aside, key=lambda s: s.lost)


def _stage(
    draft: Draft, stages: Sequence[Stage], n: int, figures: Mapping[str, StageFigures], *, blank: bool
) -> StageBox:
    stage, known = stages[n], figures.get(stages[n].code)
    after = stages[n + 1].code if n + 1 < len(stages) else ""
    ways = {way.code: way for way in stage.next_allowed}
    onward = after in ways and not ways[after].kinds
    lost = next((s for s in stages if s.lost and s.code in ways and s.code != after), None)
    steps = draft.facts.book.process.steps_of.get(stage.code, ())
    return StageBox(
        stage.code,
        draft.stage_name(stage.code),
        tuple(_lines(draft, stage, known, blank=blank)),
        tuple(_step(draft, step) for step in steps),
        tuple(_moves(draft, stages, n, onward)),
        _lost(draft, lost, known) if lost is not None else "",
        onward,
        known is not None and (known.narrow or known.stuck),
        stage.may_be_skipped,
    )


def _lines(draft: Draft, stage: Stage, known: StageFigures | None, *, blank: bool) -> Iterator[Said]:
    say = draft.say
    role = ("" if blank else named_for(draft, stage)) or role_name(draft, stage.role)
    limit = limit_of(draft, stage)
    facts = [text for text in (role, str(limit) if limit else "") if text]
    if stage.may_be_skipped:
        facts.append(say("可跳过", "may be skipped"))
    if facts:
        yield Said(" · ".join(facts), "quiet")
    if known is None:
        return
    if stage.open and (rates := _rates(draft, known)):
        yield Said(rates)
    if counts := _counts(draft, stage, known):
        yield Said(counts)
    if known.stalled:
        worth = known.stalled_amount
        money = f" {draft.money.words(float(worth.value))}" if worth is not None and worth.value else ""
        yield Said(say(f"✕ 停滞 {known.stalled} 单{money}", f"✕ {known.stalled} stalled{money}"), "bad")
    if known.narrow:
        yield Said(say("▲ 瓶颈：低于标准最多", "▲ Bottleneck: furthest below standard"), "bad")
    elif known.stuck:
        yield Said(say("▲ 停滞金额最多", "▲ Most stalled money"), "bad")


def _rates(draft: Draft, known: StageFigures) -> str:
    """``标准 67% · 通过 74%（138 单）``."""
    parts = []
    if known.standard.known:
        parts.append(draft.say("标准 ", "Standard ") + PERCENT.words(known.standard.number))
    if known.passed.known:
        rate, n = PERCENT.words(known.passed.number), known.passed.n
        parts.append(draft.say(f"通过 {rate}（{n} 单）", f"passed {rate} (n {n})"))
    return " · ".join(parts)


def _counts(draft: Draft, stage: Stage, known: StageFigures) -> str:
    """``本月 进 44 · 过 32 · 在手 12``; what is not known is left out. Losses stand at their exit."""
    say = draft.say
    told = [
        (say("进 ", "in "), known.entered),
        *([(say("过 ", "on "), known.advanced)] if stage.open else []),
    ]
    parts = [f"{word}{figure.number:.0f}" for word, figure in told if figure.known]
    if stage.open or stage.kind == "hold":
        parts.append(say(f"在手 {known.there}", f"open {known.there}"))
    return say("本月 ", "Month: ") + " · ".join(parts) if parts else ""


def _step(draft: Draft, step: Step) -> StepBox:
    return StepBox(step.code, draft.speak(step.name), step.role or _NO_ROLE, bool(step.evidence_when))


def _moves(draft: Draft, stages: Sequence[Stage], n: int, onward: bool) -> Iterator[str]:
    """The ways out that no arrow shows: back, past stages, for some kinds of business only, on hold."""
    stage, say = stages[n], draft.say
    place = {s.code: i for i, s in enumerate(stages)}
    kinds = {s.code: s.kind for s in stages}
    joint = say("、", ", ")
    back, past, held = [], [], []
    for way in stage.next_allowed:
        if way.code == _BACK:
            yield say("↩ 回到原阶段", "↩ Back to where it was")
        elif kinds.get(way.code) == "hold":
            held.append(way)
        elif kinds.get(way.code) == "lost" or way.code not in place:
            continue
        elif place[way.code] < n:
            back.append(draft.stage_name(way.code))
        elif way.kinds:
            names = joint.join(_kind(draft, kind) for kind in way.kinds)
            yield say(
                f"↷ {names}可到{draft.stage_name(way.code)}", f"↷ {names}: to {draft.stage_name(way.code)}"
            )
        elif place[way.code] > n + 1 or not onward:
            past.append(draft.stage_name(way.code))
    if past:
        yield say(f"↷ 可到{joint.join(past)}", f"↷ To {joint.join(past)}")
    if back:
        yield say(f"↩ 可退回{joint.join(back)}", f"↩ Back to {joint.join(back)}")
    yield from _hold(draft, held, stages[n + 1].code if onward else "")


def _hold(draft: Draft, held: Sequence[NextStage], drawn: str) -> Iterator[str]:
    for way in held:
        if way.code != drawn:
            name = draft.stage_name(way.code)
            yield draft.say(f"‖ 可转{name}", f"‖ {name}")


def _kind(draft: Draft, kind: str) -> str:
    label = (draft.facts.book.labels.get("deal_kind") or {}).get(kind)
    return draft.speak(label) if label else kind


def _lost(draft: Draft, lost: Stage, known: StageFigures | None) -> str:
    name = draft.stage_name(lost.code)
    if known is None or not known.lost.known:
        return f"✕ {name}"
    return f"✕ {name} {known.lost.number:.0f}"


def _lanes(draft: Draft, *, blank: bool) -> Iterator[Lane]:
    """One for each role of a step: reps, leads, managers, others as they come, those without a role last."""
    used = dict.fromkeys(step.role or _NO_ROLE for step in draft.facts.book.process.steps)
    others = [role for role in used if role not in (*_ROLES, _NO_ROLE)]
    for role in (*_ROLES, *others, _NO_ROLE):
        if role in used:
            yield _lane(draft, role, blank=blank)


def _lane(draft: Draft, role: str, *, blank: bool) -> Lane:
    say = draft.say
    if role == _NO_ROLE:
        return Lane(role, say("没写角色", "No role") + "\n" + say("▲ 请补上", "▲ to be named"), True)
    name = role_name(draft, role)
    team = draft.team
    if blank or not team.all:
        return Lane(role, name)
    holders = [p for p in team.all if p.role == role and team.there(p.id, draft.facts.as_of)]
    if not holders:
        return Lane(role, f"{name}\n" + say("▲ 没有人", "▲ nobody"), True)
    if len(holders) == 1:
        return Lane(role, f"{name}\n{draft.name_of(holders[0].id)}")
    return Lane(role, f"{name}\n" + say(f"{len(holders)} 人", f"{len(holders)} people"))


def _title(draft: Draft) -> str:
    team = draft.facts.book.settings.team_name
    title = draft.say("销售流程图", "Sales process flow chart")
    return f"{title} · {team}" if team else title


def _caption(draft: Draft, version: Version | None, *, figures: bool) -> str:
    """The version, and the month the figures are of."""
    told = [version_line(draft, version)]
    if figures:
        month, day = draft.periods.told.label, draft.facts.as_of
        told.append(draft.say(
            f"进、过、输为 {month} 的单数，在手截至 {day}，通过率为近 12 个月已有结果的单",
            f"In, on and lost are deals of {month}, open as of {day}, passed of deals decided in twelve months",
        ))  # fmt: skip
    return " · ".join(told)


def _legend(draft: Draft, *, figures: bool) -> str:
    say = draft.say
    told = [
        say("深色箭头：往下走", "Dark arrow: onward"),
        say(
            "虚线框：可跳过的阶段、按需的步骤",
            "Dashed box: stage that may be skipped, step asked of some deals",
        ),
        say("灰虚线：退回、越过、暂缓", "Grey dashes: back, past a stage, on hold"),
        say("红线：输单", "Red line: lost"),
    ]
    if figures:
        told.append(say("红粗框：瓶颈或停滞金额最多", "Thick red box: the bottleneck, or most stalled money"))
    told.append(
        say(
            "框可以拖动、改色、改字，再次生成时保留",
            "Boxes may be moved, coloured and reworded; that is kept",
        )
    )
    return "　".join(told) if draft.lang == "zh" else "   ".join(told)
