"""How much time people have for selling: hours of the week, share of them, the calendar, leave, joining and leaving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.leave import leave_of

_WORKDAYS_A_WEEK = 5
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Capacity:
    """One person's time between two days. ``row`` is the row of Team.

    ``hours`` is what is left for selling; ``workdays`` are the days worked, ``away`` the working days on leave. None
    for ``hours`` means that the sheet holds a negative or impossible figure (which is a finding, not a zero).
    """

    row: int
    id: str
    hours: float | None
    workdays: int
    away: int


def capacities(book: Book, calendar: WorkingCalendar, first: dt.date, last: dt.date) -> dict[str, Capacity]:
    """The time of everybody in Team from ``first`` to ``last`` (both inclusive), by id.

    A blank weekly hours or share of time takes the setting. Days before the first and after the last working day
    count as none, and so does everybody marked as not active.
    """
    team = book.table("team")
    columns = (
        team.get(key) for key in ("id", "weekly_hours", "selling_share", "active", "hired_on", "left_on")
    )
    leave = leave_of(book)
    weekly, share = book.settings.number("weekly_hours"), book.settings.number("selling_share")
    found: dict[str, Capacity] = {}
    known: dict[tuple[dt.date, dt.date], tuple[dt.date, ...]] = {}
    for row, (key, hours, part, active, hired, left) in enumerate(zip(*columns, strict=True)):
        if not key or key in found:
            continue
        here = _there(first, last, hired, left) if active is not False else None
        off = leave.get(key, frozenset())
        if here and here not in known:
            known[here] = tuple(_workdays(calendar, *here))
        worked = known[here] if here else ()
        away = sum(day in off for day in worked) if off else 0
        a_day = _a_day(weekly if hours is None else float(hours), share if part is None else float(part))
        present = len(worked) - away
        found[key] = Capacity(row, key, None if a_day is None else a_day * present, present, away)
    return found


def _there(
    first: dt.date, last: dt.date, hired: dt.date | None, left: dt.date | None
) -> tuple[dt.date, dt.date] | None:
    start, end = max(first, hired or first), min(last, left or last)
    return (start, end) if start <= end else None


def _workdays(calendar: WorkingCalendar, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    day = first
    while day <= last:
        if calendar.is_workday(day):
            yield day
        day += _ONE_DAY


def _a_day(weekly: float, share: float) -> float | None:
    """Selling hours of a day; None where the figures can't be meant."""
    if not 0 <= weekly <= 168 or not 0 <= share <= 1:
        return None
    return weekly * share / _WORKDAYS_A_WEEK
