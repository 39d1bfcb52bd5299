"""SS504: tasks that are overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.workload import UNDER_WAY
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.tasks.who import ask_about, task
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import ask
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

OVERDUE = RuleInfo(
    code="SS504",
    name="task-overdue",
    severity=Severity.WARNING,
    title=Text("任务过期", "Task overdue"),
    why=Text("过期的任务要么还该做，要么早该取消，放着不动谁也不信这张表。", "An overdue task is either still to be done or should have been cancelled; left alone it makes the sheet worthless."),
    fix=Text("做完的改为完成并填日期，还要做的定新日期，不做的改为取消。", "Mark it done with its date, give it a new one, or cancel it."),
    example=Text("任务 T-018 10 月 20 日到期，还是待办。", "T-018 was due on 20 October and is still open."),
)  # fmt: skip


_PAST = Text(
    "{task}{due}到期，已过 {days} 天，还没有完成。", "{task} was due on {due}, {ago} ago, and is not done."
)
_PAST_HINT = Text(
    "{ask}做完并填完成日期；不做了就改为取消，还要做就定新日期。",
    "{ask} finish it and enter the day, give it a new date, or cancel it.",
)


def overdue(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "tasks")
    table, today = teller.table, scene.today
    assignees = table.get("assignee")
    columns = zip(table.get("status"), table.get("due"), strict=True)
    hits = [
        (row, due)
        for row, (status, due) in enumerate(columns)
        if due is not None and due < today and status in UNDER_WAY and (status or teller.left_blank(row, "status"))
        and (assignees[row] is not None or not table.has("assignee") or not teller.left_blank(row, "assignee"))
    ]  # fmt: skip

    def say(row: int, due: dt.date) -> Said:
        days = (today - due).days
        message = _PAST.fill(task=task(scene, row), due=day(due, today), days=days, ago=count_of(days, "day"))
        return Said("due", message, _PAST_HINT.fill(ask=_ask(scene, row)))

    yield from teller.all(OVERDUE, hits, say)


def _ask(scene: Scene, row: int) -> Text:
    assignee = scene.book.table("tasks").get("assignee")[row]
    return ask(scene.book, assignee) if assignee else ask_about(scene, None)


DATE_RULES: tuple[Rule, ...] = (Rule(OVERDUE, overdue, Level.BASIC),)
