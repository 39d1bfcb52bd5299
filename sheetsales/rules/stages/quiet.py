"""SS222: open deals that nobody has touched for long, whatever their stage asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.contact import LastContact
from sheetsales.rules.deal_facts import asked, count_in, stages_of
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

QUIET_DEAL = RuleInfo(
    code="SS222",
    name="quiet-deal",
    severity=Severity.WARNING,
    title=Text("很久没有动静", "Nothing has happened for long"),
    why=Text(
        "不是每个阶段都定了联系间隔；没人碰的单子，占着预测，其实已经凉了。",
        "Not every stage sets a contact interval; a deal nobody touches stays in the forecast long after it has gone cold.",
    ),
    fix=Text(
        "今天联系并记一条跟进；不会再谈的，转暂缓或输单。天数按日历日，在参数表的“无动静天数”里改，不论阶段都查。",
        "Get in touch today and log it; if it is over, put it on hold or mark it lost. The days are calendar days under "
        "Stale days in Settings, whatever the stage.",
    ),
    settings=("stale_days",),
    example=Text(
        "商机 O-0077 已 46 天没有跟进，最近一次是 9 月 17 日；不论哪个阶段，最多 30 天。",
        "O-0077 has had no activity for 46 days, the last on 17 September; 30 days is the most in any stage.",
    ),
)

_QUIET = Text(
    "{deal}已 {days} 天没有跟进，最近一次是 {last}；不论哪个阶段，最多 {limit} 天。",
    "{deal} has had no activity for {spent}, the last on {last}; {most} is the most in any stage.",
)
_NEVER = Text(
    "{deal}建立已 {days} 天，一次跟进也没有记录；不论哪个阶段，最多 {limit} 天。",
    "{deal} is {spent} old with no activity on record; {most} is the most in any stage.",
)
_CLAUSE = Text("已 {days} 天没有跟进（最多 {limit} 天）", "no activity for {spent} ({most} is the most)")
_HINT = Text(
    "{ask}今天联系并记下来；不会再谈的，转暂缓或输单。",
    "{ask} get in touch today and log it, or put it on hold or mark it lost.",
)


class _Quiet(NamedTuple):
    last: dt.date | None
    days: int


def quiet_deals(scene: Scene) -> Iterator[Finding]:
    if scene.contact is None:
        return
    limit = int(scene.book.settings.number("stale_days"))
    hits = list(_quiet(scene, scene.contact, limit))

    def say(row: int, quiet: _Quiet) -> Said:
        words = {
            "deal": deal(scene, row),
            "days": quiet.days,
            "spent": count_of(quiet.days, "day"),
            "limit": limit,
            "most": count_of(limit, "day"),
            "last": "" if quiet.last is None else day(quiet.last, scene.today),
        }
        message = (_NEVER if quiet.last is None else _QUIET).fill(**words)
        return Said("stage", message, _HINT.fill(ask=asked(scene, row)), clause=_CLAUSE.fill(**words))

    yield from teller_of(scene, "pipeline").all(
        QUIET_DEAL, hits, say, base=count_in(scene, stages_of(scene, "open"))
    )


def _quiet(scene: Scene, contact: LastContact, limit: int) -> Iterator[tuple[int, _Quiet]]:
    """The open deals without an activity for so many days; those nobody has contacted count from their creation. A deal
    that came to its stage since then has moved, and waits."""
    deals, today = scene.deals, scene.today
    stages = stages_of(scene, "open")
    columns = (deals.get(key) for key in ("stage", "created_on", "stage_since", "id", "customer"))
    for row, (code, created, since, known_as, customer) in enumerate(zip(*columns, strict=True)):
        if code not in stages:
            continue
        last = contact.of(known_as or "", customer)
        begin = last or created
        if begin is None or (today - max(begin, since or begin)).days <= limit:
            continue
        yield row, _Quiet(last, (today - begin).days)


QUIET_RULES: tuple[Rule, ...] = (Rule(QUIET_DEAL, quiet_deals, yields_to=("SS209", "SS308")),)
