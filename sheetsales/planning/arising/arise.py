"""All tasks that arise on a day, less those that were made before; and the rows that add them to Tasks."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.cells.edits import AppendRows, Edit, EditPlan, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import EditValue
from sheetsales.cells.writable import Writable
from sheetsales.dataclass import dataclass
from sheetsales.errors import NothingToDo
from sheetsales.planning.arising import from_customers, from_deals, from_meetings, from_targets
from sheetsales.planning.arising.from_deals import AGREED
from sheetsales.planning.arising.ground import Ground
from sheetsales.planning.arising.task import NewTask
from sheetsales.planning.window import window
from sheetsales.process.written_names import Names
from sheetsales.regex import regex
from sheetsales.rules.scene import Scene
from sheetsales.schema.store import store_edits
from sheetsales.texts import Text

MADE: Final = "tasks.made"
_COUNTING: Final = ("quota|", "gap|")
"""Occasions whose titles say figures that move on from day to day."""
_FIGURES: Final = regex(r"[£€$¥]?\d[\d.,]*\s*(?:[%万亿]|[km]\b)?", re.IGNORECASE)

SOURCES: Final[tuple[tuple[str, Text, Callable[[Ground], Iterator[NewTask]]], ...]] = (
    ("steps", Text("流程步骤", "steps"), from_deals.steps),
    ("agreed", Text("约好的下一步", "next steps agreed"), from_deals.agreed),
    ("stalled", Text("停滞商机复盘", "reviews of stalled deals"), from_deals.stalled),
    ("losses", Text("输单复盘", "reviews of losses"), from_deals.losses),
    ("meetings", Text("会议行动", "actions of meetings"), from_meetings.actions),
    ("contacts", Text("客户联系", "contacts"), from_customers.contacts),
    ("greetings", Text("节日问候", "greetings"), from_customers.greetings),
    ("anniversaries", Text("合作纪念日", "anniversaries"), from_customers.anniversaries),
    ("quotas", Text("定额", "quotas"), from_targets.quotas),
    ("gaps", Text("目标缺口", "gaps to targets"), from_targets.gaps),
)
"""What tasks come out of, in the order in which they are added."""


@dataclass(frozen=True)
class Arisen:
    """``tasks`` by source, in its order, only new ones; ``known`` counts those there were before, ``renewed`` are the
    titles among them whose figures have moved on."""

    book: Book
    tasks: Mapping[str, tuple[NewTask, ...]]
    known: int
    made: frozenset[str]
    renewed: tuple[SetCell, ...] = ()

    @property
    def all(self) -> tuple[NewTask, ...]:
        return tuple(task for found in self.tasks.values() for task in found)


def arise(book: Book, store: Mapping[str, str], *, today: dt.date, until: dt.date | None = None) -> Arisen:
    """The tasks that arise until ``until``, by default the end of the week.

    An occasion that made a task once makes none again, though the task be done, cancelled or deleted; neither does one
    that stands in Tasks already for the same deal and step, for the day of a deal's next step, or for the same customer and day. Raises ``NothingToDo``
    without a Tasks sheet.
    """
    tasks = book.table("tasks")
    if not tasks.bound:
        raise NothingToDo(_NO_TASKS)
    ground = Ground(Scene(book, today), window(book.settings, today, until))
    made, there = _remembered(store), _there(book)
    found: dict[str, tuple[NewTask, ...]] = {}
    known = 0
    seen: set[str] = set()
    counted = _counted(book)
    renewed: list[SetCell] = []
    for name, _, source in SOURCES:
        fresh = []
        for task in source(ground):
            if task.mark in made or task.mark in seen or _stands(task, there):
                known += 1
                renewed += _renewed(book, task, counted)
            else:
                fresh.append(task)
            seen.add(task.mark)
        found[name] = tuple(fresh)
    marks = {task.mark for tasks in found.values() for task in tasks}
    return Arisen(book, found, known, made | marks, tuple(renewed))


Counted = Mapping[tuple[object, ...], int]


def _counted(book: Book) -> Counted:
    """The rows of open tasks by whose they are, when they are due, and their title but for its figures."""
    table = book.table("tasks")
    columns = zip(*(table.get(key) for key in ("assignee", "due", "title", "status")), strict=True)
    return {
        (who, due, _without_figures(str(title))): row
        for row, (who, due, title, status) in enumerate(columns)
        if title and status not in ("done", "cancelled")
    }


def _renewed(book: Book, task: NewTask, counted: Counted) -> Iterator[SetCell]:
    """The title with the figures of today, where it stands with others."""
    if not task.key.startswith(_COUNTING):
        return
    table, title = book.table("tasks"), task.title.in_(book.lang)
    row = counted.get((task.assignee, task.due, _without_figures(title)))
    at = table.cell(row, "title") if row is not None else None
    if row is not None and at is not None and table.raw["title"][row] != title:
        yield SetCell(at, title, table.raw["title"][row])


def _without_figures(title: str) -> str:
    return _FIGURES.sub("#", title).replace(" ", "")


def _remembered(store: Mapping[str, str]) -> frozenset[str]:
    try:
        marks = json.loads(store.get(MADE, "") or "[]")
    except ValueError:
        return frozenset()
    return frozenset(map(str, marks)) if isinstance(marks, list) else frozenset()


Known = frozenset[tuple[object, ...]]


def _there(book: Book) -> Known:
    """What Tasks holds, as far as it tells the occasion."""
    table = book.table("tasks")
    columns = (table.get(key) for key in ("opportunity", "step", "customer", "due", "assignee", "title"))
    found: set[tuple[object, ...]] = set()
    for deal, step, customer, due, who, title in zip(*columns, strict=True):
        if deal and step:
            found.add(("step", deal, step))
        if deal:
            found.add(("agreed", deal, due))
        if customer and not deal:
            found.add(("contact", customer, due))
        found.add(("title", title, due, who))
    return frozenset(found)


def _stands(task: NewTask, there: Known) -> bool:
    if task.step:
        return ("step", task.opportunity, task.step) in there
    if task.key.startswith(AGREED) and ("agreed", task.opportunity, task.due) in there:
        return True
    if task.customer and not task.opportunity and ("contact", task.customer, task.due) in there:
        return True
    return any(("title", title, task.due, task.assignee) in there for title in (task.title.zh, task.title.en))


def arise_plan(arisen: Arisen, workbook: Workbook) -> EditPlan:
    """The edits: a row for each task below Tasks, and the memory of their occasions. Ids are given by the next check."""
    names = Names(arisen.book, "tasks", "assignee")
    rows = tuple(dict(_cells(arisen.book, task, names)) for task in arisen.all)
    writable = Writable(workbook)
    edits: list[Edit] = [edit for edit in arisen.renewed if writable(edit.at)]
    if not rows:
        return EditPlan(tuple(edits), workbook.sha256 or None)
    bound = arisen.book.table("tasks").bound[-1]
    edits.append(AppendRows(bound.target, rows))
    edits += store_edits(workbook, {MADE: json.dumps(sorted(arisen.made), separators=(",", ":"))})
    return EditPlan(tuple(edits), workbook.sha256 or None)


def _cells(book: Book, task: NewTask, names: Names) -> Iterator[tuple[str, EditValue]]:
    headings = {c.column.key: c.heading for c in book.table("tasks").bound[-1].columns}

    def label(column: str, code: str | None) -> str | None:
        return text_of(book, "tasks", column, code, book.lang) if code else None

    values: dict[str, EditValue] = {
        "title": task.title.in_(book.lang),
        "assignee": names.of(task.assignee) if task.assignee else None,
        "due": task.due,
        "status": label("status", "open"),
        "priority": label("priority", task.priority),
        "hours": task.hours,
        "customer": task.customer,
        "opportunity": task.opportunity,
        "from": label("from", task.origin),
        "stage": label("stage", task.stage),
        "step": task.step,
        "skill": task.skill,
        "region": label("region", task.region),
    }
    return ((headings[key], value) for key, value in values.items() if key in headings and value is not None)


_NO_TASKS = Text(
    "工作簿里没有任务表，没有地方加任务。加一张：sheetsales sheets add 工作簿 tasks；有自己的任务表，先用 sheetsales adopt 认一认。",
    "The workbook has no Tasks sheet to add tasks to. Add one with sheetsales sheets add BOOK tasks; a task list of your own "
    "is found by sheetsales adopt.",
)
