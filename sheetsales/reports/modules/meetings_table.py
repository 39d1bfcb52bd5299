"""9d Meetings and SOP revisions: what was decided in the period and how far it is, which version is in force and who was
trained in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.dataclass import dataclass
from sheetsales.process.training import trained_on
from sheetsales.reports.cells import Content, Dash, Sentence
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import short_day
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

MOST: Final = 20
VERSIONS: Final = 5
NO_TASK: Final = Text("还没成为任务", "Not a task yet")
NO_TRAINING: Final = Text("没有培训表", "No Training sheet")

COLUMNS: tuple[Figured, ...] = (
    figure("date", "日期", "Date", "date"),
    figure("kind", "类别", "Kind"),
    figure("topic", "议题", "Topic"),
    figure("decision", "结论", "Decision"),
    figure("action", "行动", "Action"),
    figure("owner", "负责人", "Owner"),
    figure("due", "期限", "Due", "date"),
    figure("progress", "进度", "Progress"),
)  # fmt: skip


def _rows(draft: Draft) -> list[int]:
    """The lines of the period's meetings, the latest first."""
    table = draft.facts.book.table("meetings")
    day = draft.facts.as_of
    told = [
        (row, date)
        for row, date in enumerate(table.get("date"))
        if date in draft.periods.told and date <= day
    ]
    return [row for row, _ in sorted(told, key=lambda pair: (-pair[1].toordinal(), pair[0]))]


@dataclass(frozen=True, slots=True)
class _Task:
    """How far a task is on the day of the report."""

    status: str
    done_on: dt.date | None

    @property
    def done(self) -> bool:
        return self.status == "done"


def _task(draft: Draft, row: int) -> _Task | None:
    """The task of a meeting's action; None where it has none yet."""
    meetings, tasks = draft.facts.book.table("meetings"), draft.facts.book.table("tasks")
    at = tasks.by_id.get(meetings.get("task")[row] or "")
    if at is None:
        return None
    done_on: dt.date | None = tasks.get("done_on")[at]
    status = tasks.get("status")[at] or "open"
    later = status == "done" and done_on is not None and done_on > draft.facts.as_of
    return _Task("open" if later else status, done_on)


def _progress(draft: Draft, row: int) -> Content:
    """How far the action is: what its task says."""
    if not draft.facts.book.table("meetings").get("action")[row]:
        return None
    task = _task(draft, row)
    if task is None:
        return Dash(NO_TASK)
    said = text_of(draft.facts.book, "tasks", "status", task.status, draft.lang)
    if not task.done or task.done_on is None:
        return said
    return f"{said} {draft.speak(short_day(task.done_on, draft.facts.as_of))}"


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    table, found = draft.facts.book.table("meetings"), [int(row) for row in rows]
    kinds = [table.get("kind")[row] for row in found]
    owners = [table.get("owner")[row] for row in found]
    return {
        **{key: [table.get(key)[row] for row in found] for key in ("date", "topic", "decision", "action", "due")},
        "kind": [text_of(draft.facts.book, "meetings", "kind", code, draft.lang) if code else None for code in kinds],
        "owner": [draft.name_of(owner) if owner else None for owner in owners],
        "progress": [_progress(draft, row) for row in found],
    }  # fmt: skip


def _names(draft: Draft) -> Mapping[str, Named]:
    return draft.periods.days()


MEETINGS = FigureTable(
    "meetings", "tblMeetingList", Text("会议与复盘", "Meetings"), COLUMNS, lambda draft: [str(row) for row in _rows(draft)], _given, _names, full_only=True,
)  # fmt: skip

REVISION_COLUMNS: tuple[Figured, ...] = (
    figure("version", "版本", "Version"),
    figure("effective_on", "生效日期", "In force from", "date"),
    figure("change", "改了什么", "Change"),
    figure("why", "为什么", "Why"),
    figure("approved_by", "批准人", "Approved by"),
    figure("trained", "已训", "Trained"),
    figure("next_review", "下次评审", "Next review", "date"),
    figure("result", "效果", "Effect"),
)  # fmt: skip


def _versions(draft: Draft) -> list[str]:
    """The versions known by the day, the latest first."""
    table = draft.facts.book.table("sop_revisions")
    found = [
        (day, row)
        for row, day in enumerate(table.get("effective_on"))
        if day is not None and day <= draft.facts.as_of
    ]
    return [str(row) for _, row in sorted(found, key=lambda pair: (-pair[0].toordinal(), pair[1]))][:VERSIONS]


def trained(draft: Draft, version: str) -> list[str]:
    """Who came to a session on a version, in Team's order."""
    facts = draft.facts
    came = trained_on((one for one in facts.sessions if one.day <= facts.as_of), version)
    return [person.id for person in facts.people.all if person.id in came]


def _who(draft: Draft, version: str) -> Content:
    if not draft.facts.book.has("training"):
        return Dash(NO_TRAINING)
    names = [draft.name_of(person) for person in trained(draft, version)]
    return draft.speak(listed([Text(name, name) for name in names])) if names else None


def _of_versions(draft: Draft, rows: Sequence[str]) -> Given:
    table, found = draft.facts.book.table("sop_revisions"), [int(row) for row in rows]
    keys = ("version", "effective_on", "change", "why", "next_review", "result")
    approvers = [table.get("approved_by")[row] for row in found]
    return {
        **{key: [table.get(key)[row] for row in found] for key in keys},
        "approved_by": [draft.name_of(one) if one else None for one in approvers],
        "trained": [_who(draft, table.get("version")[row] or "") for row in found],
    }


REVISIONS = FigureTable(
    "revisions", "tblRevisions", Text("流程修订", "SOP revisions"), REVISION_COLUMNS, _versions, _of_versions, _names, full_only=True,
)  # fmt: skip


def meetings_sentence(draft: Draft) -> Content:
    """How many meetings and actions there were, how many are done, and which version of the process is in force."""
    say, s, rows = draft.say, Sentence(), _rows(draft)
    if draft.facts.book.has("meetings"):
        table = draft.facts.book.table("meetings")
        days = {(table.get("date")[row], table.get("kind")[row]) for row in rows}
        tasks = [_task(draft, row) for row in rows if table.get("action")[row]]
        n, k, blank = len(days), len(tasks), tasks.count(None)
        s.clause(draft.say_of(f"本月开会 {n} 次", count_of(n, "meeting")))
        s.clause(say(f"行动 {k} 项", count_of(k, "action")), joint=say("，", ", "))
        if k > blank:
            done = sum(task is not None and task.done for task in tasks)
            s.clause(say(f"完成 {done} 项", f"{done} done"), joint=say("，", ", "))
        if blank:
            s.clause(say(f"{blank} 项还没成为任务", f"{blank} not a task yet"), joint=say("，", ", "))
    versions = _versions(draft)
    if versions:
        name = draft.facts.book.table("sop_revisions").get("version")[int(versions[0])] or ""
        s.clause(say(f"现行流程 {name}", f"SOP {name} is in force"), joint=say("；", "; "))
        if draft.facts.book.has("training"):
            n = len(trained(draft, name))
            s.clause(
                say(f"已训 {n} 人", f"{n} {'person' if n == 1 else 'people'} trained"), joint=say("，", ", ")
            )
    return s.end(say("。", "."))
