"""The story moved to another day: every date by the same whole weeks, so that weekdays stay what they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sheetsales.template.story.model import StoryValue
from sheetsales.template.story.plan import MASTER_DAY

WORKING_WEEK = 5


def days_gone(today: dt.date) -> int:
    """The working days that are over since the Monday that the story moves to."""
    return min(today.weekday(), WORKING_WEEK)


def week_end(today: dt.date) -> dt.date:
    """The Friday of the running week; on weekends that of the week to come."""
    return today + dt.timedelta(days=(4 - today.weekday()) % 7)


def weeks_to(today: dt.date) -> dt.timedelta:
    """How far the story moves so that its day is the last one at or before ``today``, by whole weeks."""
    return dt.timedelta(weeks=(today - MASTER_DAY).days // 7)


def report_month(today: dt.date) -> str:
    """The last calendar month that was over by ``today``."""
    return f"{today.replace(day=1) - dt.timedelta(days=1):%Y-%m}"


_RATED = ("2026Q2", "2026Q3")
"""The quarters that the story's people are rated for."""
_RATE_WITHIN = dt.timedelta(days=20)


def rated_periods(today: dt.date) -> dict[str, str]:
    """What the rated quarters are by ``today``: the last ones that should be rated by then."""
    last = _rated_last(today)
    return {told: _quarter(n) for told, n in zip(_RATED, (last - 1, last), strict=True)}


def rated_on(today: dt.date) -> str:
    """The last quarter that people are rated for by ``today``."""
    return _quarter(_rated_last(today))


def _rated_last(today: dt.date) -> int:
    day = today - _RATE_WITHIN
    return day.year * 4 + (day.month - 1) // 3 - 1


def _quarter(number: int) -> str:
    return f"{number // 4}Q{number % 4 + 1}"


def move(rows: Iterable[dict[str, StoryValue]], by: dt.timedelta) -> tuple[dict[str, StoryValue], ...]:
    """The same rows with every date moved."""
    if not by:
        return tuple(rows)
    return tuple({key: v + by if isinstance(v, dt.date) else v for key, v in row.items()} for row in rows)
