"""What was planned against what was done, and open tasks whose work shows in the workbook already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import Edit, EditPlan, SetCell
from sheetsales.cells.values import EditValue
from sheetsales.dataclass import dataclass
from sheetsales.errors import NothingToDo
from sheetsales.process.workload import week_of
from sheetsales.rules.proved import Proposal, proved_tasks
from sheetsales.rules.scene import Scene
from sheetsales.texts import Text

_WEEKS = 8


@dataclass(frozen=True, slots=True)
class WeekOf:
    """One person's tasks due in a week: how many, how many of them done, and in time; hours likewise."""

    person: str
    week: dt.date
    due: int = 0
    done: int = 0
    in_time: int = 0
    hours: Decimal = Decimal(0)
    hours_done: Decimal = Decimal(0)


@dataclass(frozen=True)
class Completion:
    """``weeks`` by week and person, the last eight that had tasks due; ``proposals`` in sheet order."""

    book: Book
    today: dt.date
    weeks: tuple[WeekOf, ...]
    proposals: tuple[Proposal, ...]


def completion(book: Book, today: dt.date) -> Completion:
    """Planned against done by person and week, up to ``today``; raises ``NothingToDo`` without a Tasks sheet."""
    if not book.table("tasks").bound:
        raise NothingToDo(_NO_TASKS)
    return Completion(book, today, _weeks(book, today), tuple(proved_tasks(Scene(book, today))))


def _weeks(book: Book, today: dt.date) -> tuple[WeekOf, ...]:
    table, start = book.table("tasks"), book.settings.text("week_start")
    found: dict[tuple[dt.date, str], WeekOf] = {}
    columns = (table.get(key) for key in ("assignee", "due", "status", "hours", "done_on"))
    for who, due, status, hours, done_on in zip(*columns, strict=True):
        if not who or due is None or due > today or status == "cancelled":
            continue
        key = (week_of(due, start), who)
        now = found.get(key, WeekOf(who, key[0]))
        spent = Decimal(str(hours)) if hours is not None and hours > 0 else Decimal(0)
        done = status == "done"
        found[key] = WeekOf(
            who, key[0], now.due + 1, now.done + done, now.in_time + (done and (done_on is None or done_on <= due)),
            now.hours + spent, now.hours_done + (spent if done else 0),
        )  # fmt: skip
    weeks = sorted({week for week, _ in found})[-_WEEKS:]
    return tuple(found[key] for key in sorted(found) if key[0] in weeks)


def completion_plan(found: Completion, writable: Callable[[CellRef], bool], sha256: str = "") -> EditPlan:
    """The edits that mark the proposed tasks as done, on the day their work shows, else today."""
    return EditPlan(tuple(_edits(found, writable)), sha256 or None)


def _edits(found: Completion, writable: Callable[[CellRef], bool]) -> Iterator[Edit]:
    table = found.book.table("tasks")
    done = text_of(found.book, "tasks", "status", "done", found.book.lang)
    for proposal in found.proposals:
        new: tuple[tuple[str, EditValue], ...] = (("status", done), ("done_on", proposal.on or found.today))
        for column, value in new:
            at = table.cell(proposal.row, column)
            if at is not None and writable(at):
                yield SetCell(at, value, table.raw[column][proposal.row])


_NO_TASKS = Text(
    "工作簿里没有任务表。加一张：sheetsales sheets add 工作簿 tasks；有自己的任务表，先用 sheetsales adopt 认一认。",
    "The workbook has no Tasks sheet. Add one with sheetsales sheets add BOOK tasks; a task list of your own is found by "
    "sheetsales adopt.",
)
