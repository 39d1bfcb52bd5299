"""The open tasks of a workbook and the people they can go to, as a problem that can be solved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import Any, Final

from sheetsales.allocation.problem import Candidate, Job, Level, Need, Problem
from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.planning.codes import EVERYWHERE, GRADES, Codes
from sheetsales.planning.window import Window
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.capacity import Capacity, capacities
from sheetsales.process.people import People, people
from sheetsales.process.personal import personal_tasks

_LEVELS: Final = {"junior": Level.JUNIOR, "mid": Level.MID, "senior": Level.SENIOR}
_OVER: Final = frozenset({"done", "cancelled"})
_UNDER_WAY: Final = "doing"
_LONGEST = 10_000
"""Hours; what is longer is a slip of the pen."""


class LeftOut(Enum):
    """Why an open task is not shared out."""

    OWN = "belongs to a person"
    OWN_LAPSES = "belonged to somebody who has left"
    OWN_NOBODYS = "belongs to a person, who is not named"
    UNKNOWN_PERSON = "assignee not known"
    NO_HOURS = "no hours"
    NO_DUE = "no due date"
    LATER = "due later"


@dataclass(frozen=True)
class Work:
    """``rows`` gives the row in Tasks of each job, ``due`` the row's due date by job. ``left_out`` are open tasks (row → why)
    that are not shared out; tasks due after the window are not counted among them but in ``later``.
    ``guesses`` says that the window reaches past the public holidays that are known, so that only weekends are off there.
    ``capacity`` is everybody's time in the window, ``words`` the label of every code a need may hold, ``strange_regions``
    the words for regions that nobody knows, each with the rows of Tasks that hold it."""

    window: Window
    problem: Problem
    rows: Mapping[str, int]
    left_out: Mapping[int, LeftOut]
    later: int
    capacity: Mapping[str, Capacity]
    words: Mapping[str, str]
    guesses: bool = False
    strange_regions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def work(
    book: Book, calendar: WorkingCalendar, days: Window, *, rebalance: bool = False, turn: int = 0
) -> Work:
    """What is to be done in the window and by whom it can be.

    Overdue tasks belong to it; what is a person's own does not. Nobody can be given what is due before the first or after
    the last day of theirs, and a word for a region that nobody knows asks nothing. Tasks under way stay with who is at them. With ``rebalance`` who has a task keeps it
    only as long as nobody is fuller than need be.
    """
    capacity = capacities(book, calendar, days.first, days.last)
    codes = Codes(book)
    everybody = people(book)
    absent = Absent(everybody, days.first)
    fit = _Fit(book, everybody, days)
    jobs: list[Job] = []
    rows: dict[str, int] = {}
    left_out: dict[int, LeftOut] = {}
    later = 0
    for row, task in enumerate(_tasks(book)):
        if task["status"] in _OVER:
            continue
        why = fit.why_not(row, task)
        if why is LeftOut.LATER:
            later += 1
        elif why is not None:
            left_out[row] = why
        else:
            job = _job(codes, row, task, rows, absent.on(task["due"]))
            rows[job.id] = row
            jobs.append(job)
    ceiling = book.settings.number("continuity_ceiling")
    problem = Problem(team(book, codes, capacity), tuple(jobs), ceiling, rebalance, turn)
    guesses = calendar.guesses(days.last)
    return Work(days, problem, rows, left_out, later, capacity, codes.words, guesses, codes.strange_regions())


class Absent:
    """Who has not begun on a day, or has left by then; days before ``today`` count as today."""

    def __init__(self, everybody: People, today: dt.date) -> None:
        self._people, self._today = everybody, today
        self._known: dict[dt.date, frozenset[str]] = {}

    def on(self, *days: dt.date) -> frozenset[str]:
        """The ids of those who are not there on at least one of the days."""
        return frozenset().union(*(self._on(max(day, self._today)) for day in days))

    def _on(self, day: dt.date) -> frozenset[str]:
        if day not in self._known:
            self._known[day] = frozenset(
                p.id for p in self._people.all if p.active is not False and not self._people.there(p.id, day)
            )
        return self._known[day]


class _Fit:
    """Which open tasks are shared out."""

    def __init__(self, book: Book, everybody: People, days: Window) -> None:
        self._people, self._days = everybody, days
        self._own = personal_tasks(book)
        self._typed = book.table("tasks").raw.get("assignee", ())

    def why_not(self, row: int, task: Mapping[str, Any]) -> LeftOut | None:
        if row in self._own:
            return self._own_task(task)
        why = _unfit(task, self._days.last)
        if why is None and task["assignee"] is None and self._typed and str(self._typed[row] or "").strip():
            return LeftOut.UNKNOWN_PERSON
        return why

    def _own_task(self, task: Mapping[str, Any]) -> LeftOut:
        who, due = task["assignee"], task["due"]
        if due is not None and due > self._days.last:
            return LeftOut.LATER
        if who is None:
            return LeftOut.OWN_NOBODYS
        return LeftOut.OWN_LAPSES if self._people.gone(who, self._days.first) else LeftOut.OWN


_COLUMNS = (
    "id",
    "assignee",
    "due",
    "status",
    "hours",
    "customer",
    "opportunity",
    "skill",
    "region",
    "locked",
)


def _tasks(book: Book) -> list[dict[str, Any]]:
    table = book.table("tasks")
    columns = zip(*(table.get(key) for key in _COLUMNS), strict=True)
    return [dict(zip(_COLUMNS, values, strict=True)) for values in columns]


def _unfit(task: Mapping[str, Any], last: dt.date) -> LeftOut | None:
    if task["due"] is None:
        return LeftOut.NO_DUE
    if task["due"] > last:
        return LeftOut.LATER
    hours = task["hours"]
    return None if hours is not None and 0 <= hours <= _LONGEST else LeftOut.NO_HOURS


def _job(
    codes: Codes, row: int, task: Mapping[str, Any], taken: Mapping[str, int], absent: frozenset[str]
) -> Job:
    known = task["id"] or f"#{row}"
    customer = task["customer"] or codes.customer_of(task["opportunity"])
    grade = codes.grade(customer)
    region = codes.needed_region(row, task["region"]) or codes.needed_region(row, codes.region_of(customer))
    return Job(
        known if known not in taken else f"{known}#{row}",
        round(float(task["hours"]) * 60),
        Need(
            codes.skills(task["skill"]),
            region,
            codes.product(codes.product_of(task["opportunity"])),
            not_there=absent,
        ),
        None if grade is None else GRADES.index(grade),
        task["assignee"],
        bool(task["locked"]) or task["status"] == _UNDER_WAY,
    )


def team(book: Book, codes: Codes, capacity: Mapping[str, Capacity]) -> tuple[Candidate, ...]:
    """Everybody in Team as somebody work can go to, with the time they have."""
    rows = book.table("team")
    columns = {key: rows.get(key) for key in ("level", "skills", "languages", "products", "region", "active")}
    found = []
    for person, time in capacity.items():
        values = {key: column[time.row] for key, column in columns.items()}
        regions = codes.regions(values["region"])
        found.append(
            Candidate(
                person,
                round((time.hours or 0) * 60),
                _LEVELS.get(values["level"], Level.MID),
                codes.skills(values["skills"]) | codes.skills(values["languages"]),
                frozenset() if EVERYWHERE in regions else regions,
                codes.products(values["products"]),
                active=values["active"] is not False,
            )
        )
    return tuple(found)
