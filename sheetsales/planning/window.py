"""The days that are planned for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sheetsales.book.settings import Settings

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Window:
    """From ``first`` to ``last``, both inclusive."""

    first: dt.date
    last: dt.date


def window(settings: Settings, today: dt.date, until: dt.date | None = None) -> Window:
    """From today to ``until``, else to the end of the week as the Settings begin it; never ends before it begins."""
    starts = settings.text("week_start").strip().lower()[:3]
    first = _DAYS.index(starts) if starts in _DAYS else 0
    end = today + dt.timedelta(days=(first - today.weekday() - 1) % _WEEK)
    return Window(today, max(today, until or end))
