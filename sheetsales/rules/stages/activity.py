"""SS307, SS308: as many contacts as the stage asks for, and as often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from sheetsales.book.process import Stage
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.contact import LastContact
from sheetsales.rules.deal_facts import asked, count_in, stages_of
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.contacts import Contacts, contacts, leavings
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal, stage_name
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

TOO_FEW = RuleInfo(
    code="SS307",
    name="too-few-activities",
    severity=Severity.WARNING,
    title=Text("跟进次数不够", "Too few activities"),
    why=Text(
        "每个阶段至少要跟进几次，少了多半是没做到位，或者做了没记。",
        "Each stage takes so many contacts at least; fewer means that it was rushed, or not logged.",
    ),
    fix=Text(
        "补记漏记的跟进，不够的继续联系。用掉一半期限起提醒，离开阶段时再查；次数在流程阶段表的“最少跟进”里改。",
        "Log what is missing and get in touch again. It reminds from half the limit on and checks on leaving; the number "
        "stands under Least activities in Stages.",
    ),
    example=Text(
        "商机 O-0129 在谈判阶段已 7 天，期限 14 天，只跟进 1 次，至少要 3 次。",
        "O-0129 has been in Negotiation for 7 of 14 days with 1 activity; it needs 3.",
    ),
)

TOO_SELDOM = RuleInfo(
    code="SS308",
    name="contact-frequency",
    severity=Severity.WARNING,
    title=Text("联系间隔超了", "Contact interval not kept"),
    why=Text(
        "谈到一半断了联系，客户就去找别人了。间隔按工作日算，长假不算在内。",
        "Silence in the middle of a deal sends the customer elsewhere. The interval runs in working days, so holidays "
        "raise no alarm.",
    ),
    fix=Text(
        "今天联系并记一条跟进；间隔在流程阶段表的“联系间隔”里改。",
        "Get in touch today and log it; the interval stands under Contact every in Stages.",
    ),
    settings=("calendar", "extra_holidays", "extra_workdays"),
    example=Text(
        "商机 O-0118 在谈判阶段，已 43 个工作日没有联系，要求每 3 个工作日一次。",
        "O-0118 in Negotiation has had no contact for 43 working days; the stage asks for one every 3.",
    ),
)

_LEFT = Text(
    "{deal}离开{stage}时只跟进 {count} 次，至少要 {least} 次。",
    "{deal} left {stage} with {done}; it needs {least}.",
)
_LEFT_NONE = Text(
    "{deal}离开{stage}时一次跟进也没有记录，至少要 {least} 次。",
    "{deal} left {stage} with no activity on record; it needs {least}.",
)
_LEFT_HINT = Text(
    "{ask}补记在{stage}时做过的跟进；没做的，现在补上。",
    "{ask} log what was done in {stage}; what was not done, do now.",
)
_STILL = Text(
    "{deal}在{stage}阶段已 {days} 天，期限 {limit} 天，{done}，至少要 {least} 次。",
    "{deal} has been in {stage} for {time} with {done}; it needs {least}.",
)
_FEW_CLAUSE = Text("{done}，至少要 {least} 次", "{done} of the {least} it needs")
_STILL_HINT = Text(
    "{ask}在 {by}前再联系 {more} 次，漏记的补上。",
    "{ask} get in touch {more} by {by}, and log what is missing.",
)
_STILL_LATE_HINT = Text(
    "{ask}本周再联系 {more} 次，漏记的补上。", "{ask} get in touch {more} this week, and log what is missing."
)
_SELDOM = Text(
    "{deal}在{stage}阶段，最近一次跟进是 {last}，已 {silent} 个工作日没有联系，要求每 {every} 个工作日一次。",
    "{deal} in {stage} has had no contact for {spent}, the last on {last}; the stage asks for one every {every}.",
)
_NEVER = Text(
    "{deal}进入{stage}已 {silent} 个工作日，一次跟进也没有记录，要求每 {every} 个工作日一次。",
    "{deal} has been in {stage} for {spent} with no activity on record; the stage asks for one every {every}.",
)
_SELDOM_CLAUSE = Text(
    "已 {silent} 个工作日没有联系（要求每 {every} 个工作日一次）",
    "no contact for {spent} (the stage asks for one every {every})",
)
_SELDOM_HINT = Text(
    "{ask}今天联系并记下来，再排好下一次。", "{ask} get in touch today, log it and set the next step."
)


class _Few(NamedTuple):
    stage: Stage
    done: int
    since: dt.date | None
    """The day the deal entered the stage it is still in; None where it has left it."""


def too_few(scene: Scene) -> Iterator[Finding]:
    known = contacts(scene)
    if known is None:
        return
    left = [
        (leaving.row, _Few(leaving.left, len(leaving.activities), None))
        for leaving in leavings(scene)
        if leaving.left.open
        and leaving.now.kind != "after"
        and len(leaving.activities) < leaving.left.min_activities
    ]
    hits = sorted([*left, *_still_few(scene, known)], key=lambda hit: hit[0])
    base = count_in(scene, stages_of(scene, "open", "hold", "won"))

    def say(row: int, few: _Few) -> Said:
        words = {
            "deal": deal(scene, row),
            "stage": stage_name(few.stage),
            "count": few.done,
            "least": few.stage.min_activities,
            "done": count_of(few.done, "activity", "activities") if few.done else "no activity",
        }
        if few.since is not None:
            return _told_still(scene, row, few, words)
        message = (_LEFT if few.done else _LEFT_NONE).fill(**words)
        return Said("stage", message, _LEFT_HINT.fill(ask=asked(scene, row), stage=words["stage"]))

    yield from teller_of(scene, "pipeline").all(TOO_FEW, hits, say, base=base)


def _told_still(scene: Scene, row: int, few: _Few, words: dict[str, object]) -> Said:
    limit = few.stage.max_days or 0
    since = few.since or scene.today
    end = since + dt.timedelta(days=limit)
    more = few.stage.min_activities - few.done
    days = (scene.today - since).days
    time = f"{days} of {limit} days" if days <= limit else f"{count_of(days, 'day')} against {limit}"
    done = Text(f"只跟进 {few.done} 次" if few.done else "一次也没跟进", str(words["done"]))
    message = _STILL.fill(**words | {"done": done}, days=days, limit=limit, time=time)
    hint = _STILL_HINT if end > scene.today else _STILL_LATE_HINT
    times = Text(str(more), {1: "once more", 2: "twice more"}.get(more, f"{more} times more"))
    clause = _FEW_CLAUSE.fill(done=done, least=few.stage.min_activities)
    advice = hint.fill(ask=asked(scene, row), by=day(end, scene.today), more=times)
    return Said("stage", message, advice, clause=clause)


def _still_few(scene: Scene, known: Contacts) -> Iterator[tuple[int, _Few]]:
    """The open deals that have used up half their time with too few contacts."""
    deals, today = scene.deals, scene.today
    stages = {
        s.code: s
        for s in scene.book.process.stages
        if s.open and s.min_activities and s.max_days is not None and s.limit_from == "stage_since"
    }
    for row, (code, since) in enumerate(zip(deals.get("stage"), deals.get("stage_since"), strict=True)):
        stage = stages.get(code)
        if stage is None or since is None or (today - since).days * 2 < (stage.max_days or 0):
            continue
        count = len(known.between(row, since, today))
        if count < stage.min_activities:
            yield row, _Few(stage, count, since)


class _Silent(NamedTuple):
    stage: Stage
    last: dt.date | None
    days: int


def too_seldom(scene: Scene) -> Iterator[Finding]:
    if scene.contact is None:
        return
    hits = list(_silent(scene, scene.contact))
    base = count_in(scene, stages_of(scene, "open", "won"))

    def say(row: int, silent: _Silent) -> Said:
        every = silent.stage.contact_every_days or 0
        message = (_NEVER if silent.last is None else _SELDOM).fill(
            deal=deal(scene, row),
            stage=stage_name(silent.stage),
            last="" if silent.last is None else day(silent.last, scene.today),
            silent=silent.days,
            spent=count_of(silent.days, "working day"),
            every=every,
        )
        clause = _SELDOM_CLAUSE.fill(
            silent=silent.days, spent=count_of(silent.days, "working day"), every=every
        )
        return Said("stage", message, _SELDOM_HINT.fill(ask=asked(scene, row)), clause=clause)

    yield from teller_of(scene, "pipeline").all(TOO_SELDOM, hits, say, base=base)


def _silent(scene: Scene, contact: LastContact) -> Iterator[tuple[int, _Silent]]:
    """The open and won deals out of contact for longer than their stage allows.

    The time since the deal entered the stage counts where that is later than the last contact; a deal that nobody has
    contacted counts from the day it entered, and where that is unknown it is left out.
    """
    deals, today = scene.deals, scene.today
    stages = {
        s.code: s
        for s in scene.book.process.stages
        if s.kind in ("open", "won") and s.contact_every_days is not None
    }
    columns = (deals.get(key) for key in ("stage", "stage_since", "id", "customer"))
    for row, (code, since, known_as, customer) in enumerate(zip(*columns, strict=True)):
        stage = stages.get(code)
        if stage is None:
            continue
        last = contact.of(known_as or "", customer)
        begin = since if last is None or (since is not None and since > last) else last
        every = stage.contact_every_days or 0
        if begin is None or (today - begin).days <= every:
            continue
        days = scene.calendar.workdays_between(begin, today)
        if days > every:
            silent = scene.calendar.workdays_between(last, today) if last is not None else days
            yield row, _Silent(stage, last, silent)


ACTIVITY_RULES: tuple[Rule, ...] = (Rule(TOO_FEW, too_few), Rule(TOO_SELDOM, too_seldom))
