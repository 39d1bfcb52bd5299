"""Which days are worked, and how many lie before a day."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import Final, Protocol

from sheetsales.dataclass import dataclass

OWN_CALENDAR: Final = frozenset({"calendar", "日历"})
"""What a formula calls the calendar of the workbook's settings."""


class Calendar(Protocol):
    """Monday to Friday, less days off, plus weekend days worked; both sorted."""

    @property
    def days_off(self) -> tuple[dt.date, ...]:
        """Weekdays nobody works."""

    @property
    def days_on(self) -> tuple[dt.date, ...]:
        """Weekend days worked."""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A calendar of Monday to Friday, less some days."""

    days_off: tuple[dt.date, ...] = ()
    days_on: tuple[dt.date, ...] = ()


def workdays_to(known: Calendar, day: dt.date) -> int:
    """Working days from day 1 of the calendar, a Monday, up to and including ``day``."""
    weeks, rest = divmod(day.toordinal(), 7)
    off, on = bisect_right(known.days_off, day), bisect_right(known.days_on, day)
    return weeks * 5 + min(rest, 5) - off + on
