"""Service requests: opened, answered, due, closed; days of waiting for the customer are not ours."""

from __future__ import annotations

import datetime as dt

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``due`` is the day promised, else that of the Settings, moved on by the days the customer was waited
    for."""

    row: int
    id: str
    customer: str
    owner: str
    kind: str
    opened_on: dt.date
    due: dt.date
    answered_on: dt.date | None
    closed_on: dt.date | None

    @property
    def in_time(self) -> bool:
        return self.closed_on is not None and self.closed_on <= self.due

    def days_over(self, as_of: dt.date) -> int:
        """Days past its due day: to the day it was closed, else to ``as_of``; 0 where it is in time."""
        return max(((self.closed_on or as_of) - self.due).days, 0)


def requests(book: Book, as_of: dt.date, calendar: WorkingCalendar) -> tuple[Request, ...]:
    """The requests opened by a day, as they stood then."""
    table = book.table("service")
    keys = ("id", "customer", "owner", "type", "opened_on", "due", "answered_on", "closed_on", "waited_days")
    within = int(book.settings.number("service_close_days"))
    found = []
    for row, values in enumerate(zip(*map(table.get, keys), strict=True)):
        key, customer, owner, kind, opened, due, answered, closed, waited = values
        if opened is None or opened > as_of:
            continue
        day = due if due is not None else calendar.workday_after(opened, within)
        if waited and waited > 0:
            day = calendar.workday_after(day, int(waited))
        found.append(
            Request(
                row, key or "", customer or "", owner or "", kind or "", opened, day, _by(answered, as_of),
                _by(closed, as_of),
            )
        )  # fmt: skip
    return tuple(found)


def _by(day: dt.date | None, as_of: dt.date) -> dt.date | None:
    return day if day is not None and day <= as_of else None
