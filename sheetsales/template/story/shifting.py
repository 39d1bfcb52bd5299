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


def move(rows: Iterable[dict[str, StoryValue]], by: dt.timedelta) -> tuple[dict[str, StoryValue], ...]:
    """The same rows with every date moved."""
    if not by:
        return tuple(rows)
    return tuple({key: v + by if isinstance(v, dt.date) else v for key, v in row.items()} for row in rows)
