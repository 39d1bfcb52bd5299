"""The hours of open tasks by person and week against the time people have."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.capacity import capacities
from sheetsales.process.personal import personal_tasks

_SUNDAYS: Final = frozenset({"sun", "sunday", "周日", "星期日", "星期天", "日", "7", "0"})
_WEEK: Final = dt.timedelta(days=7)
UNDER_WAY: Final = frozenset({"open", "doing", None})
"""Tasks still to be done; a blank status is one nobody has set."""


@dataclass(frozen=True, slots=True)
class Load:
    """One person's week: the rows of Tasks due in it, their hours, and the hours the person has."""

    person: str
    monday: dt.date
    rows: tuple[int, ...]
    hours: Decimal
    capacity: Decimal

    @property
    def share(self) -> Decimal | None:
        """Hours over capacity; None where there is no capacity."""
        return self.hours / self.capacity if self.capacity else None


def week_of(day: dt.date, week_start: str) -> dt.date:
    """The first day of the week a day lies in: its Monday, or its Sunday where weeks start so."""
    shift = 1 if week_start.strip().casefold() in _SUNDAYS else 0
    return day - dt.timedelta(days=(day.weekday() + shift) % 7)


def week_after(day: dt.date, week_start: str) -> dt.date:
    """The first day of the week that begins next after a day."""
    return week_of(day, week_start) + _WEEK


def loads(
    book: Book, calendar: WorkingCalendar, today: dt.date, statuses: frozenset[str | None] = UNDER_WAY
) -> Iterator[Load]:
    """The weeks from this one on in which somebody has tasks, by week and then in the order of Team.

    Tasks count in the week they are due, those already overdue in none, as when they will be done is unknown; what is a
    person's own is no load. A person whose hours are unknown or impossible, or who has left, is left out.
    """
    tasks = book.table("tasks")
    start = book.settings.text("week_start")
    this_week = week_of(today, start)
    rows: dict[dt.date, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    weeks: dict[dt.date, dt.date] = {}
    own = personal_tasks(book)
    columns = (tasks.get(key) for key in ("assignee", "status", "due", "hours"))
    for row, (assignee, status, due, hours) in enumerate(zip(*columns, strict=True)):
        if (
            assignee is not None
            and status in statuses
            and due is not None
            and hours is not None
            and due >= today
            and row not in own
        ):
            if due not in weeks:
                weeks[due] = max(week_of(due, start), this_week)
            rows[weeks[due]][assignee].append(row)
    for first in sorted(rows):
        yield from _of_week(book, calendar, first, rows[first], tasks.get("hours"))


def _of_week(
    book: Book,
    calendar: WorkingCalendar,
    first: dt.date,
    by_person: Mapping[str, Sequence[int]],
    hours: Sequence[float | None],
) -> Iterator[Load]:
    active = dict(zip(book.table("team").get("id"), book.table("team").get("active"), strict=True))
    for person, capacity in capacities(book, calendar, first, first + _WEEK - dt.timedelta(days=1)).items():
        mine = by_person.get(person)
        if mine is None or capacity.hours is None or active.get(person) is False:
            continue
        total = sum((Decimal(str(hours[row])) for row in mine), Decimal(0))
        yield Load(person, first, tuple(mine), total, Decimal(str(round(capacity.hours, 6))))


def week_load(book: Book, calendar: WorkingCalendar, first: dt.date, rows: Sequence[int]) -> list[Load]:
    """The load of everybody whose hours are known in the week from ``first`` on with these rows of Tasks, those without
    any too, in the order of Team."""
    tasks = book.table("tasks")
    by_person: dict[str, list[int]] = {person: [] for person in book.table("team").get("id") if person}
    for row in rows:
        by_person.setdefault(tasks.get("assignee")[row], []).append(row)
    return list(_of_week(book, calendar, first, by_person, tasks.get("hours")))


def to_move(book: Book, load: Load, limit: Decimal) -> list[int]:
    """The fewest tasks, the largest first, that bring the week within the limit; locked ones stay."""
    table = book.table("tasks")
    locked, hours = table.get("locked"), table.get("hours")
    free = sorted((row for row in load.rows if not locked[row]), key=lambda row: (-hours[row], row))
    moved: list[int] = []
    rest = load.hours
    for row in free:
        if rest <= load.capacity * limit:
            break
        moved.append(row)
        rest -= Decimal(str(hours[row]))
    return moved
