"""SS507: people with more task hours in a week than they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.look.numbers import spoken_percent
from sheetsales.process.workload import UNDER_WAY, Load, loads, to_move, week_of
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.tasks.who import ask_about
from sheetsales.rules.teller import Said, teller_of
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.speech.lists import listed
from sheetsales.texts import NO_TEXT, Text

OVERLOADED = RuleInfo(
    code="SS507",
    name="overloaded-person",
    severity=Severity.WARNING,
    title=Text("任务超过可用工时", "More task hours than the week has"),
    why=Text("排满了还往上加，先掉的是客户跟进。", "When a full week gets fuller, the customers are dropped first."),
    fix=Text(
        "转几项给有空的人，或改到后面几周；也可以用 sheetsales allocate 重新分。可用工时＝每周工时×销售时间占比，按工作日历扣去"
        "节假日和请假；本周起各周按任务的截止日期算，已过期的不计。",
        "Pass some on to people who have time, move them to later weeks, or let sheetsales allocate share them out anew. "
        "Hours available are weekly hours times the share for selling, less public holidays and leave; tasks count in the "
        "week they are due, from this week on, overdue ones not.",
    ),
    settings=("overload_share", "weekly_hours", "selling_share", "calendar", "extra_holidays", "extra_workdays", "week_start"),
    example=Text("赵国梁本周任务 46 小时，可用 28 小时。", "Graham Whitlock has 46 task hours this week against 28 available."),
)  # fmt: skip

_LOAD = Text(
    "{name}{week}任务 {hours} 小时，可用 {capacity} 小时{share}。",
    "{name} has {spell} {week} against {capacity} available{share}.",
)
_SHARE = Text("，负荷 {share}", ", a load of {share}")
_THIS_WEEK = Text("本周", "this week")
_WEEK_FROM = Text(" {date}那一周", "in the week of {date}")
_MOVE = Text(
    "{ask}转出 {count} 项共 {hours} 小时（{tasks}）{free}。",
    "{ask} move {spell} of {hours} {unit} ({tasks}){free}.",
)
_SOON = Text(
    "{ask}把一部分改到后面几周，这几项都锁定了。",
    "{ask} move some of it to later weeks; these tasks are locked.",
)
_FREE = Text("；{name}还有 {hours} 小时空闲", "; {name} has {hours} {unit} free")
_FEW = 4


def overloaded(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "tasks")
    table = teller.table
    if not (table.has("hours") and table.has("assignee") and scene.book.has("team")):
        return
    weeks = list(loads(scene.book, scene.calendar, scene.today, UNDER_WAY))
    limit = Decimal(str(scene.book.settings.number("overload_share")))
    for load in weeks:
        if load.hours > load.capacity * limit:
            moved = to_move(scene.book, load, limit)
            others = {w.person: w.capacity - w.hours for w in weeks if w.monday == load.monday}
            finding = teller.one(
                OVERLOADED, moved[0] if moved else load.rows[0], _said(scene, load, moved, others)
            )
            yield replace(finding, record=load.person, key=f"{load.monday}")


def _said(scene: Scene, load: Load, moved: list[int], spare: Mapping[str, Decimal]) -> Said:
    table = scene.book.table("tasks")
    this_week = load.monday == week_of(scene.today, scene.book.settings.text("week_start"))
    hours = _figure(load.hours)
    share = load.share
    message = _LOAD.fill(
        name=scene.book.person_name(load.person),
        week=_THIS_WEEK if this_week else _WEEK_FROM.fill(date=day(load.monday, scene.today)),
        hours=hours,
        spell=f"{hours} task {_hours(load.hours)}",
        capacity=_figure(load.capacity),
        share=_SHARE.fill(share=spoken_percent(share)) if share is not None else NO_TEXT,
    )
    ask = ask_about(scene, load.person)
    if not moved:
        return Said("hours", message, _SOON.fill(ask=ask), owner=load.person)
    names = [table.id(row) or str(table.row_cell(row)) for row in moved]
    shown = [*names[:_FEW], *(["…"] if len(names) > _FEW else [])]
    total = sum((Decimal(str(table.get("hours")[row])) for row in moved), Decimal(0))
    hint = _MOVE.fill(
        ask=ask,
        count=len(moved),
        spell=count_of(len(moved), "task"),
        hours=_figure(total),
        unit=_hours(total),
        tasks=listed(shown),
        free=_free(scene, spare),
    )
    return Said("hours", message, hint, owner=load.person)


def _free(scene: Scene, spare: Mapping[str, Decimal]) -> Text:
    """Whoever has most time left that week, of those who have tasks in it."""
    person = max(spare, key=lambda key: spare[key])
    if spare[person] < 1:
        return NO_TEXT
    return _FREE.fill(
        name=scene.book.person_name(person), hours=_figure(spare[person]), unit=_hours(spare[person])
    )


def _hours(count: Decimal) -> str:
    return "hour" if count == 1 else "hours"


def _figure(hours: Decimal) -> str:
    text = f"{round(hours, 1):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


LOAD_RULES: tuple[Rule, ...] = (Rule(OVERLOADED, overloaded, Level.STANDARD),)
