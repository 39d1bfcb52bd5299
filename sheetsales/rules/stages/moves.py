"""SS305, SS306, SS310: moves that Stages does not allow, as the stage log saw them; without a log, nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sheetsales.book.process import Stage
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.deal_facts import asked
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.contacts import contacts
from sheetsales.rules.stages.proofs import asks_for_contact, prover
from sheetsales.rules.stages.ways import Forbidden, Move, Way, ways
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal, deal_label, stage_name
from sheetsales.speech.days import day
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

SKIPPED = RuleInfo(
    code="SS305",
    name="stage-skipped",
    severity=Severity.WARNING,
    title=Text("跳过了阶段", "A stage was skipped"),
    why=Text(
        "跳过去的那几步没做，报价和谈判就没有根据；做了没记，接手的人看不到。",
        "Steps left out leave quotation and negotiation without ground; done but not logged, nobody can take over.",
    ),
    fix=Text(
        "补记做过的跟进；没做过的先补做再推进。跳过的阶段留有跟进的不报，流程阶段表里写明可去、可跳过的也不报。",
        "Log what was done; if it was not done, do it first. A skipped stage with its activities on record is no finding, "
        "nor is a way that Stages allows.",
    ),
    example=Text(
        "商机 O-0115 从潜在客户识别直接到报价，缺客户接触、需求分析的跟进记录。",
        "O-0115 went from Prospecting straight to Quotation with no First contact or Needs analysis record.",
    ),
)

MOVED_BACK = RuleInfo(
    code="SS306",
    name="moved-back",
    severity=Severity.WARNING,
    title=Text("退回了不该退的阶段", "Moved back where that is not allowed"),
    why=Text(
        "无故后退会让阶段用时和赢率失真，也常常说明前面的阶段走得太快。",
        "A step back distorts time in stage and win rates, and often shows that the deal was moved on too fast.",
    ),
    fix=Text(
        "改到流程阶段表“可去”里写明的阶段，或转暂缓、输单；两周内改回原来的阶段按误填更正，不算回退。",
        "Put it in a stage that Next stages allows, on hold or lost. Going straight back within a fortnight counts as the "
        "correction of an entry error.",
    ),
    example=Text(
        "商机 O-0122 从谈判退到客户接触，谈判只能退到报价。",
        "O-0122 went back from Negotiation to First contact; from there only Quotation is open.",
    ),
)

REOPENED = RuleInfo(
    code="SS310",
    name="reopened-after-closing",
    severity=Severity.WARNING,
    title=Text("结束后又打开", "Reopened after closing"),
    why=Text(
        "成交或输单以后又打开，当时的业绩和赢单率就变了；输单不复活，另建新商机。",
        "Reopening a closed deal rewrites the month it was closed in; a lost deal is never revived but entered anew.",
    ),
    fix=Text(
        "把这一单改回成交或输单，另建一条新商机，备注写上旧编号；两周内改回原来的阶段按误填更正。",
        "Close it again and open a new opportunity that cites it in its notes. Going straight back within a fortnight "
        "counts as the correction of an entry error.",
    ),
    example=Text(
        "商机 O-0099 5 月 3 日输单，9 月 7 日又回到报价。",
        "O-0099 was Lost on 3 May and back in Quotation on 7 September.",
    ),
)

_SKIPPED = Text(
    "{deal}从{before}直接到{after}，缺{missing}的跟进记录。",
    "{deal} went from {before} straight to {after} with no {missing} record.",
)
_SKIPPED_UNKNOWN = Text(
    "{deal}从{before}直接到{after}，跳过了{missing}。",
    "{deal} went from {before} straight to {after}, past {missing}.",
)
_SKIPPED_HINT = Text(
    "{ask}补记做过的跟进；没做过的，先补做再推进。",
    "{ask} log what was done; if it was not done, do it before moving on.",
)
_BACK = Text(
    "{deal}{date}从{before}退到{after}{open}。", "{deal} went back from {before} to {after} on {date}{open}."
)
_BACK_OPEN = Text("，{before}只能退到{earlier}", "; from there only {earlier} is open")
_BACK_SHUT = Text("，{before}不能后退", "; there is no way back from {before}")
_BACK_HINT = Text(
    "{ask}说明原因，改到允许的阶段；推不动的转暂缓或输单。",
    "{ask} give the reason and put it in a stage that is allowed; if it is stuck, on hold or lost.",
)
_REOPENED = Text(
    "{deal}{closed}标为{before}，{date}又回到{after}。",
    "{deal} was {before} on {closed} and back in {after} on {date}.",
)
_REOPENED_HINT = Text(
    "{ask}把它改回{before}，另建一条新商机，备注写上 {id}。",
    "{ask} set it back to {before} and open a new opportunity that cites {id} in its notes.",
)


class _Skip(NamedTuple):
    move: Move
    missing: Sequence[Stage]
    on_record: bool


def skipped_stages(scene: Scene) -> Iterator[Finding]:
    counted = (way for way in ways(scene) if way.stage.kind != "after")
    hits = [(way.row, skip) for way in counted if (skip := _skip(scene, way)) is not None]

    def say(row: int, skip: _Skip) -> Said:
        names = [stage_name(stage) for stage in skip.missing]
        words = {
            "deal": deal(scene, row),
            "before": stage_name(skip.move.came_from),
            "after": stage_name(skip.move.after),
        }
        missing = listed(names, last=Text("、", " or " if skip.on_record else " and "))
        message = (_SKIPPED if skip.on_record else _SKIPPED_UNKNOWN).fill(**words, missing=missing)
        return Said("stage", message, _SKIPPED_HINT.fill(ask=asked(scene, row)))

    return teller_of(scene, "pipeline").all(SKIPPED, hits, say)


def _skip(scene: Scene, way: Way) -> _Skip | None:
    """The latest move of the deal that passed stages nothing was logged for."""
    for move in reversed(_not_allowed(scene, way)):
        if not move.forward:
            continue
        missing = _missing(scene, way, move)
        if missing:
            return _Skip(move, missing, contacts(scene) is not None)
    return None


def _forbidden(_: Scene) -> Forbidden:
    return Forbidden()


def _not_allowed(scene: Scene, way: Way) -> Sequence[Move]:
    return scene.once(_forbidden).of(way, scene.once(_kinds)[way.row])


def _kinds(scene: Scene) -> Sequence[str | None]:
    return scene.deals.get("kind")


def _missing(scene: Scene, way: Way, move: Move) -> list[Stage]:
    """The open stages between, never seen, that may not be skipped and left no activities of their own."""
    between = sorted(
        (
            s for s in scene.book.process.stages
            if s.open and move.came_from.order < s.order < move.after.order
            and not s.may_be_skipped and s.code not in move.been
        ),
        key=lambda s: s.order,
    )  # fmt: skip
    known = contacts(scene)
    if known is None or not between:
        return between
    stay = way.stay(move.number - 1)
    found = known.between(way.row, stay.entered if stay else None, _last_day(scene, way, move))
    spare = known.oldest_first(found)[
        move.before.min_activities :
    ]  # the first ones are what the stage it left asks for itself
    return [stage for stage in between if not _was_worked(scene, way.row, stage, spare)]


def _last_day(scene: Scene, way: Way, move: Move) -> dt.date:
    """The last day before the move. The day it was seen may be later than the move, so it counts as before, unless the
    deal's own row says that it came on that very day."""
    since = scene.deals.get("stage_since")[way.row]
    seen_on = way.seen_on[move.number]
    known = move.number == len(way.seen_on) - 1 and since == seen_on
    return seen_on - dt.timedelta(days=1) if known else seen_on


def _was_worked(scene: Scene, row: int, stage: Stage, spare: Sequence[int]) -> bool:
    steps = [s for s in scene.book.process.steps_of.get(stage.code, ()) if asks_for_contact(s)]
    if not steps:
        return len(spare) >= max(1, stage.min_activities)
    looks = prover(scene)
    demands = [(step, demand) for step, demand in looks.steps(stage, stage) if step in steps]
    return not looks.lacking(demands, row, spare)


def moved_back(scene: Scene) -> Iterator[Finding]:
    hits = [
        (way.row, (move, way.seen_on[move.number]))
        for way in ways(scene)
        if (move := _last_back(scene, way)) is not None
    ]

    def say(row: int, fact: tuple[Move, dt.date]) -> Said:
        move, seen_on = fact
        before = stage_name(move.came_from)
        open_to = [stage_name(s) for s in _earlier(scene, move.came_from)]
        earlier = listed(open_to, last=Text("、", " or "))
        rule = (_BACK_OPEN if open_to else _BACK_SHUT).fill(before=before, earlier=earlier)
        message = _BACK.fill(
            deal=deal(scene, row),
            before=before,
            after=stage_name(move.after),
            date=day(seen_on, scene.today),
            open=rule,
        )
        return Said("stage", message, _BACK_HINT.fill(ask=asked(scene, row)))

    return teller_of(scene, "pipeline").all(MOVED_BACK, hits, say)


def _last_back(scene: Scene, way: Way) -> Move | None:
    """The deal's last move, where that was a step back that is not allowed."""
    not_allowed = _not_allowed(scene, way)
    move = not_allowed[-1] if not_allowed else None
    if move is None or move is not way.moves[-1] or move.came_from.kind != "open" or not move.after.open:
        return None
    if move.after.order >= move.came_from.order:
        return None
    freely = move.came_from.may_go_back and not _earlier(scene, move.came_from)
    return None if freely else move


def _earlier(scene: Scene, stage: Stage) -> list[Stage]:
    """The earlier open stages that Stages lets a deal go back to."""
    by_code = scene.book.process.by_code
    options = (by_code.get(option.code) for option in stage.next_allowed)
    return [s for s in options if s is not None and s.open and s.order < stage.order]


class _Reopening(NamedTuple):
    move: Move
    closed: dt.date
    opened: dt.date


def reopened(scene: Scene) -> Iterator[Finding]:
    hits = [(way.row, found) for way in ways(scene) if (found := _reopening(way)) is not None]

    def say(row: int, found: _Reopening) -> Said:
        before = stage_name(found.move.before)
        message = _REOPENED.fill(
            deal=deal(scene, row),
            before=before,
            after=stage_name(found.move.after),
            closed=day(found.closed, scene.today),
            date=day(found.opened, scene.today),
        )
        hint = _REOPENED_HINT.fill(ask=asked(scene, row), before=before, id=deal_label(scene.deals, row))
        return Said("stage", message, hint)

    return teller_of(scene, "pipeline").all(REOPENED, hits, say)


def _reopening(way: Way) -> _Reopening | None:
    """The last time the deal was opened again, where it is open still."""
    if way.stage.kind not in ("open", "hold"):
        return None
    for move in reversed(way.moves):
        if move.before.kind in ("won", "lost", "after") and move.after.kind in ("open", "hold"):
            return _Reopening(move, way.seen_on[move.number - 1], way.seen_on[move.number])
    return None


MOVE_RULES: tuple[Rule, ...] = (
    Rule(SKIPPED, skipped_stages),
    Rule(MOVED_BACK, moved_back),
    Rule(REOPENED, reopened),
)
