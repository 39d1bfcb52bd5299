"""The days that are planned for."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sheetsales.book.settings import Settings
from sheetsales.dataclass import dataclass
from sheetsales.process.calendar import working_calendar
from sheetsales.process.workload import week_of

_REST: Final = dt.timedelta(days=6)
_WEEK: Final = dt.timedelta(weeks=1)
_LONGEST_HOLIDAY: Final = 8
"""Weeks; a team that is off for longer plans nothing meanwhile."""


@dataclass(frozen=True, slots=True)
class Window:
    """From ``first`` to ``last``, both inclusive."""

    first: dt.date
    last: dt.date


def window(settings: Settings, today: dt.date, until: dt.date | None = None) -> Window:
    """From today to ``until``, else to the end of the week as the Settings begin it; never ends before it begins.

    Where no working day is left in the week, as on a Sunday, it is the end of the next week that has one.
    """
    if until is not None:
        return Window(today, max(today, until))
    calendar, before = working_calendar(settings), today - dt.timedelta(days=1)
    end = week_of(today, settings.text("week_start")) + _REST
    for _ in range(_LONGEST_HOLIDAY):
        if calendar.workdays_between(before, end):
            break
        end += _WEEK
    return Window(today, end)
