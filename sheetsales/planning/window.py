"""The days that are planned for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sheetsales.book.settings import Settings
from sheetsales.process.workload import week_of

_REST: Final = dt.timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Window:
    """From ``first`` to ``last``, both inclusive."""

    first: dt.date
    last: dt.date


def window(settings: Settings, today: dt.date, until: dt.date | None = None) -> Window:
    """From today to ``until``, else to the end of the week as the Settings begin it; never ends before it begins."""
    end = week_of(today, settings.text("week_start")) + _REST
    return Window(today, max(today, until or end))
