"""An allocation decided for a workbook, and the edits that write it there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Final

from sheetsales.allocation.allocate import Allocation, Assignment, Because, allocate
from sheetsales.allocation.fairness import Fairness, fairness, round_robin
from sheetsales.book.book import Book
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import Edit, EditPlan, SetCell
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.errors import NothingToDo
from sheetsales.planning.why import Reasons
from sheetsales.planning.window import window
from sheetsales.planning.work import Work, work
from sheetsales.process.calendar import working_calendar
from sheetsales.process.written_names import Names
from sheetsales.texts import Text

_NO_TASKS = Text(
    "工作簿里没有任务表，或没有“{column}”列，没有可分配的。加一张：sheetsales sheets add 工作簿 tasks；有自己的任务表，先用 sheetsales adopt 认一认。",
    "The workbook has no Tasks sheet, or it has no '{column}' column, so there is nothing to allocate. Add one with "
    "sheetsales sheets add BOOK tasks; a task list of your own is found by sheetsales adopt.",
)
_NO_TEAM = Text(
    "工作簿里没有人员表，不知道任务可以派给谁。加一张：sheetsales sheets add 工作簿 team，您表里的负责人会先列进去。",
    "The workbook has no Team sheet, so there is nobody to give tasks to. Add one with sheetsales sheets add BOOK team; the "
    "owners in your sheets will be listed in it.",
)


_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Decided:
    """Who does what in a workbook's window. ``now`` and ``turns`` are the figures as it is and as turns alone would make it."""

    book: Book
    today: dt.date
    work: Work
    allocation: Allocation

    @cached_property
    def reasons(self) -> dict[str, Text]:
        """The reason by job."""
        said = Reasons(self.book, self.work, self.allocation)
        return {found.job: said.of(found) for found in self.allocation.assignments}

    @cached_property
    def now(self) -> Fairness:
        return self._figures({job.id: job.owner for job in self.work.problem.jobs})

    @cached_property
    def planned(self) -> Fairness:
        return self._figures({found.job: found.person for found in self.allocation.assignments})

    @cached_property
    def by_turns(self) -> Mapping[str, str | None]:
        """Who would have what if turns were taken."""
        return round_robin(self.work.problem.people, self.work.problem.jobs)

    @cached_property
    def turns(self) -> Fairness:
        return self._figures(self.by_turns)

    @property
    def unassigned(self) -> tuple[Assignment, ...]:
        return tuple(found for found in self.allocation.assignments if found.person is None)

    @cached_property
    def overfull(self) -> tuple[tuple[str, float], ...]:
        """Who has more than fits into their time with the plan, and how full they are, the fullest first."""
        return overfull(self.allocation, self.book.settings.number("overload_share"))

    def moved(self) -> tuple[Assignment, ...]:
        """The tasks that are with somebody else than before."""
        owners = {job.id: job.owner for job in self.work.problem.jobs}
        return tuple(f for f in self.allocation.assignments if f.person and f.person != owners[f.job])

    def _figures(self, given: Mapping[str, str | None]) -> Fairness:
        return fairness(self.work.problem.people, self.work.problem.jobs, given)


def overfull(allocation: Allocation, limit: float) -> tuple[tuple[str, float], ...]:
    """The people over the limit with a plan, and their utilisation (endless without any time), the fullest first."""
    after, capacity = allocation.after, allocation.capacity
    used = {p: after[p] / capacity[p] if capacity[p] else float("inf") for p in after if after[p] > 0}
    over = [(p, share) for p, share in used.items() if share > limit + _ROUNDING]
    return tuple(sorted(over, key=lambda found: (-found[1], found[0])))


def decide(book: Book, *, today: dt.date, until: dt.date | None = None, rebalance: bool = False) -> Decided:
    """Share out the open tasks due from today (overdue ones too) until ``until``, by default the end of the week.

    Raises ``NothingToDo`` where the workbook has no tasks or no team.
    """
    tasks = book.table("tasks")
    for column in ("assignee", "hours", "due"):
        if not tasks.has(column):
            raise NothingToDo(_NO_TASKS.fill(column=tasks.record.by_key[column].title))
    if not len(book.table("team")):
        raise NothingToDo(_NO_TEAM)
    days = window(book.settings, today, until)
    found = work(
        book, working_calendar(book.settings), days, rebalance=rebalance, turn=days.first.isocalendar().week
    )
    return Decided(book, today, found, allocate(found.problem))


def plan(decided: Decided, writable: Callable[[CellRef], bool], sha256: str = "") -> EditPlan:
    """The edits: who does it, and why, each guarded by what the cell holds now.

    A task that stays where it is keeps the reason it has.
    """
    return EditPlan(tuple(_edits(decided, writable)), sha256 or None)


def _edits(decided: Decided, writable: Callable[[CellRef], bool]) -> Iterator[Edit]:
    table = decided.book.table("tasks")
    names = Names(decided.book, "tasks", "assignee")
    raw_why = table.raw.get("why", ())
    for found in decided.allocation.assignments:
        row = decided.work.rows[found.job]
        owner = table.get("assignee")[row]
        said = raw_why[row] if raw_why else None
        stays = found.because in (Because.KEPT, Because.LOCKED) and said not in (None, "")
        if found.person is not None and found.person != owner:
            yield from _set(
                table.cell(row, "assignee"), names.of(found.person), table.raw["assignee"][row], writable
            )
        if not stays:
            yield from _set(
                table.cell(row, "why"), decided.reasons[found.job].in_(decided.book.lang), said, writable
            )


def _set(
    at: CellRef | None, value: str, now: CellValue, writable: Callable[[CellRef], bool]
) -> Iterator[SetCell]:
    if at is not None and value != now and writable(at):
        yield SetCell(at, value, now)
