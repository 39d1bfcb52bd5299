"""When people are away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sheetsales.book.book import Book
from sheetsales.process.calendar import WorkingCalendar, listed_days

Leave = Mapping[str, frozenset[dt.date]]
_ONE_DAY = dt.timedelta(days=1)


def leave_of(book: Book) -> Leave:
    """Person → the calendar days of their leave; entries that are no days count for nothing."""
    team = book.table("team")
    pairs = zip(team.get("id"), team.get("leave"), strict=True)
    return {person: listed_days(str(text))[0] for person, text in pairs if person and text}


def days_worked(
    calendar: WorkingCalendar, leave: Leave, person: str | None, after: dt.date, until: dt.date
) -> int:
    """Working days of that person later than ``after`` up to and including ``until``."""
    away = (day for day in leave.get(person or "", ()) if after < day <= until and calendar.is_workday(day))
    return calendar.workdays_between(after, until) - sum(1 for _ in away)


def worked_day(
    calendar: WorkingCalendar, leave: Leave, person: str | None, after: dt.date, count: int
) -> dt.date:
    """The day so many working days of a person later."""
    away = leave.get(person or "", frozenset())
    while count > 0:
        after += _ONE_DAY
        if calendar.is_workday(after) and after not in away:
            count -= 1
    return after
