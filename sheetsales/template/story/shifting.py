"""The story moved to another day: every date by the same whole weeks, so that weekdays stay what they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sheetsales.template.story.model import StoryValue
from sheetsales.template.story.plan import MASTER_DAY


def weeks_to(today: dt.date) -> dt.timedelta:
    """How far the story moves so that its day is the last one at or before ``today``, by whole weeks."""
    return dt.timedelta(weeks=(today - MASTER_DAY).days // 7)


def report_month(today: dt.date) -> str:
    """The last calendar month that was over on the day the story is moved to."""
    day = MASTER_DAY + weeks_to(today)
    return f"{day.replace(day=1) - dt.timedelta(days=1):%Y-%m}"


_RATED = ("2026Q2", "2026Q3")
"""The quarters that the story's people are rated for."""
_RATE_WITHIN = dt.timedelta(days=20)


def rated_periods(today: dt.date) -> dict[str, str]:
    """What the rated quarters are on the day the story is moved to: the last ones that should be rated by then."""
    last = _rated_last(weeks_to(today))
    return {told: _quarter(n) for told, n in zip(_RATED, (last - 1, last), strict=True)}


def rated_on(by: dt.timedelta) -> str:
    """The last quarter that people are rated for, in the story moved by so much."""
    return _quarter(_rated_last(by))


def _rated_last(by: dt.timedelta) -> int:
    day = MASTER_DAY + by - _RATE_WITHIN
    return day.year * 4 + (day.month - 1) // 3 - 1


def _quarter(number: int) -> str:
    return f"{number // 4}Q{number % 4 + 1}"


def move(rows: Iterable[dict[str, StoryValue]], by: dt.timedelta) -> tuple[dict[str, StoryValue], ...]:
    """The same rows with every date moved."""
    if not by:
        return tuple(rows)
    return tuple({key: v + by if isinstance(v, dt.date) else v for key, v in row.items()} for row in rows)
