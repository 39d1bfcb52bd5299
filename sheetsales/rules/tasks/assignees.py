"""SS501 to SS503 and SS506: tasks nobody has, or that the person who has them cannot do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from sheetsales.book.parsing.cleaning import fold
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.leave import leave_of
from sheetsales.process.personal import personal_tasks
from sheetsales.process.workload import UNDER_WAY
from sheetsales.regex import regex
from sheetsales.rules.persons import people_of
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.tasks.who import ask_about, in_charge, task
from sheetsales.rules.teller import Said, teller_of
from sheetsales.speech.days import day
from sheetsales.speech.lists import listed
from sheetsales.texts import NO_TEXT, Text

UNASSIGNED = RuleInfo(
    code="SS501",
    name="task-without-assignee",
    severity=Severity.WARNING,
    title=Text("任务没人接", "Task nobody has"),
    why=Text("没有执行人的任务，到期那天才发现没人做。", "A task without an assignee is found undone on the day it is due."),
    fix=Text("指定执行人，或用 sheetsales allocate 分配。一周内到期的才查；人员表里没有的执行人另有一条。", "Name an assignee, or let sheetsales allocate do it. Only tasks due within a week are reported; an assignee Team does not know is another finding."),
    example=Text("任务 T-040 后天到期，执行人为空。", "T-040 is due the day after tomorrow and has no assignee."),
)  # fmt: skip

LEFT = RuleInfo(
    code="SS502",
    name="assignee-has-left",
    severity=Severity.ERROR,
    title=Text("执行人已离职", "The assignee has left"),
    why=Text("派给离职的人的任务没有人会做。", "Nobody will do a task that was given to somebody who has left."),
    fix=Text("改派给在职的人；人还在的，把人员表的在职改为是。", "Give it to somebody who is there; if the person never left, set Active to yes in Team."),
    example=Text("任务 T-031 派给马驰，他 6 月 30 日已离职。", "T-031 is with Mark Chandler, who left on 30 June."),
)  # fmt: skip

ABSENT = RuleInfo(
    code="SS503",
    name="assignee-absent",
    severity=Severity.WARNING,
    title=Text("到期时执行人请假", "The assignee is away when it is due"),
    why=Text("人不在，到期的任务要么拖，要么临时抓人。", "With the person away the task slips or is thrown at somebody at the last minute."),
    fix=Text("改到请假前后，或改派别人；请假记在人员表。", "Move it to before or after the leave, or give it to somebody else; leave stands in Team."),
    example=Text("任务 T-044 11 月 11 日到期，何嘉怡 11 月 9 日至 13 日请假。", "T-044 is due on 11 November, when Holly Jenkins is on leave from 9 to 13 November."),
)  # fmt: skip

UNSKILLED = RuleInfo(
    code="SS506",
    name="skill-missing",
    severity=Severity.WARNING,
    title=Text("执行人不会所需技能", "The assignee lacks the skill"),
    why=Text("让没谈过判的新人去谈判，丢的是单子。", "Sending a newcomer into a negotiation costs the deal."),
    fix=Text("改派给会的人，或让会的人带着做；其实会的，把技能补进人员表。", "Give it to somebody who has the skill or can go along; if the person has it, add it in Team."),
    example=Text("任务 T-052 要会谈判，孙可的技能里没有。", "T-052 needs negotiation, which Sophie Kerr does not have."),
)  # fmt: skip

_NOBODY = Text("{task}{due}到期，还没有人接。", "{task} is due on {due} and has no assignee.")
_NOBODY_OVERDUE = Text("{task}{due}就到期了，还没有人接。", "{task} was due on {due} and has no assignee.")
_NOBODY_HINT = Text("{ask}今天指定执行人。", "{ask} name someone today.")
_LEFT = Text("{task}派给了{name}，{name}{when}已离职。", "{task} is with {name}, who {when}.")
_LEFT_HINT = Text("{ask}改派给在职的人{others}。", "{ask} give it to somebody who is there{others}.")
_LAPSES_HINT = Text(
    "{ask}把状态改为取消：这是本人自己的任务（如定额），不转给别人。",
    "{ask} set its status to cancelled: it was the person's own, such as a quota.",
)
_AWAY = Text(
    "{task}{due}到期，{name} {leave}请假。", "{task} is due on {due}, when {name} is on leave {leave}."
)
_AWAY_HINT = Text(
    "{ask}改到请假前后，或改派别人。",
    "{ask} move it to before or after the leave, or give it to somebody else.",
)
_UNSKILLED = Text(
    "{task}要会{skill}，{name}的技能里没有。", "{task} needs {skill}, which {name} does not have."
)
_UNSKILLED_HINT = Text(
    "{ask}改派给会的人{others}，或安排人带。",
    "{ask} give it to somebody who has it{others}, or send them along.",
)
_OTHERS = Text("（{names}）", " ({names})")
_SOON: Final = dt.timedelta(days=7)
_SKILLS: Final = regex(r"[、,，;；/|]+")
_FEW = 3


def unassigned(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "tasks")
    table = teller.table
    if not table.has("assignee"):
        return
    until = scene.today + _SOON
    columns = zip(table.get("assignee"), table.get("status"), table.get("due"), strict=True)
    hits = [
        (row, due)
        for row, (assignee, status, due) in enumerate(columns)
        if assignee is None and status in UNDER_WAY and due is not None and due <= until
        and _is_set(scene, row) and teller.left_blank(row, "assignee")
    ]  # fmt: skip

    def say(row: int, due: dt.date) -> Said:
        text = _NOBODY_OVERDUE if due < scene.today else _NOBODY
        message = text.fill(task=task(scene, row), due=day(due, scene.today))
        return Said(
            "assignee", message, _NOBODY_HINT.fill(ask=ask_about(scene, None)), owner=in_charge(scene, None)
        )

    yield from teller.all(UNASSIGNED, hits, say, base=len(table))


def _is_set(scene: Scene, row: int) -> bool:
    """Whether the status is known, or just not filled in: one that cannot be read may mean done."""
    return scene.book.table("tasks").get("status")[row] is not None or teller_of(scene, "tasks").left_blank(
        row, "status"
    )


def left(scene: Scene) -> Iterator[Finding]:
    teller, people = teller_of(scene, "tasks"), people_of(scene)
    gone = {person.id for person in people.all if people.gone(person.id, scene.today)}
    own = personal_tasks(scene.book) if gone else frozenset()
    table = teller.table
    columns = zip(table.get("assignee") if gone else (), table.get("status") if gone else (), strict=True)
    hits = [
        (row, assignee)
        for row, (assignee, status) in enumerate(columns)
        if assignee in gone and status in UNDER_WAY and _is_set(scene, row)
    ]

    def say(row: int, assignee: str) -> Said:
        left_on = people.by_id[assignee].left_on
        when = day(left_on, scene.today) if left_on else None
        message = _LEFT.fill(
            task=task(scene, row),
            name=scene.book.person_name(assignee),
            when=Text(f" {when.zh}", f"left on {when.en}") if when else Text("", "has left"),
        )
        skill = table.get("skill")[row]
        others = _others(scene, skill) if skill else NO_TEXT
        ask = ask_about(scene, assignee)
        hint = _LAPSES_HINT.fill(ask=ask) if row in own else _LEFT_HINT.fill(ask=ask, others=others)
        return Said("assignee", message, hint, owner=in_charge(scene, assignee))

    yield from teller.all(LEFT, hits, say)


def absent(scene: Scene) -> Iterator[Finding]:
    teller, leave = teller_of(scene, "tasks"), leave_of(scene.book)
    table = teller.table
    columns = (table.get(key) if leave else () for key in ("assignee", "status", "due"))
    hits = [
        (row, (assignee, due))
        for row, (assignee, status, due) in enumerate(zip(*columns, strict=True))
        if status in UNDER_WAY and due is not None and due >= scene.today and due in leave.get(assignee, ())
        and _is_set(scene, row)
    ]  # fmt: skip

    def say(row: int, fact: tuple[str, dt.date]) -> Said:
        assignee, due = fact
        message = _AWAY.fill(
            task=task(scene, row),
            due=day(due, scene.today),
            name=scene.book.person_name(assignee),
            leave=_spell(leave[assignee], due, scene),
        )
        return Said("due", message, _AWAY_HINT.fill(ask=ask_about(scene, assignee)))

    yield from teller.all(ABSENT, hits, say)


def _spell(away: frozenset[dt.date], due: dt.date, scene: Scene) -> Text:
    """The days on end around ``due`` that are leave."""
    one = dt.timedelta(days=1)
    first = last = due
    while first - one in away:
        first -= one
    while last + one in away:
        last += one
    start, end = day(first, scene.today), day(last, scene.today)
    if first == last:
        return Text(start.zh, f"on {start.en}")
    return Text(f"{start.zh}至 {end.zh}", f"from {start.en} to {end.en}")


def unskilled(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "tasks")
    table = teller.table
    if not table.has("skill"):
        return
    skills = _skills_by_person(scene)
    columns = (table.get(key) for key in ("assignee", "status", "skill"))
    hits = [
        (row, (assignee, lacking))
        for row, (assignee, status, needed) in enumerate(zip(*columns, strict=True))
        if needed and assignee in skills and status in UNDER_WAY and _is_set(scene, row)
        and (lacking := _lacking(str(needed), skills[assignee]))
    ]  # fmt: skip

    def say(row: int, fact: tuple[str, str]) -> Said:
        assignee, lacking = fact
        message = _UNSKILLED.fill(task=task(scene, row), skill=lacking, name=scene.book.person_name(assignee))
        hint = _UNSKILLED_HINT.fill(ask=ask_about(scene, assignee), others=_others(scene, lacking))
        return Said("skill", message, hint)

    yield from teller.all(UNSKILLED, hits, say)


def _skills_by_person(scene: Scene) -> dict[str, frozenset[str]]:
    """Folded skills by person, of those whose skills are known."""
    team = scene.book.table("team")
    pairs = zip(team.get("id"), team.get("skills"), strict=True)
    return {person: frozenset(map(fold, skills)) for person, skills in pairs if person and skills}


def _lacking(needed: str, skills: frozenset[str]) -> str:
    """The first of the skills needed that is not among those."""
    parts = (part.strip() for part in _SKILLS.split(needed))
    return next((part for part in parts if part and fold(part) not in skills), "")


def _others(scene: Scene, skill: str) -> Text:
    """The first few who have the skill and are there."""
    people = people_of(scene)
    able = [
        scene.book.person_name(person)
        for person, skills in _skills_by_person(scene).items()
        if not _lacking(skill, skills) and not people.gone(person, scene.today)
    ][:_FEW]
    return _OTHERS.fill(names=listed(able)) if able else NO_TEXT


ASSIGNEE_RULES: tuple[Rule, ...] = (
    Rule(UNASSIGNED, unassigned, Level.STANDARD),
    Rule(LEFT, left, Level.BASIC),
    Rule(ABSENT, absent, Level.STANDARD),
    Rule(UNSKILLED, unskilled, Level.STANDARD),
)
