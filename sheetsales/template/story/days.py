"""Working days of the story: days on which both a Chinese and an English office are open.

Both tellings share their dates, so public holidays of either country count as closed.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from functools import lru_cache

_CHINA = (
    ("2025-10-01", "2025-10-08"), ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"), ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"), ("2026-10-01", "2026-10-07"), ("2027-01-01", "2027-01-03"),
)  # fmt: skip
_ENGLAND = (
    ("2025-12-25", "2025-12-26"), ("2026-01-01", "2026-01-01"), ("2026-04-03", "2026-04-06"),
    ("2026-05-04", "2026-05-04"), ("2026-05-25", "2026-05-25"), ("2026-08-31", "2026-08-31"),
    ("2026-12-25", "2026-12-28"), ("2027-01-01", "2027-01-01"),
)  # fmt: skip
_FIRST, _LAST = dt.date(2025, 9, 1), dt.date(2027, 4, 30)


def _span(first: str, last: str) -> list[dt.date]:
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return [start + dt.timedelta(days=n) for n in range((end - start).days + 1)]


CLOSED = frozenset(day for first, last in _CHINA + _ENGLAND for day in _span(first, last))


def is_business(day: dt.date) -> bool:
    """Whether both offices are open."""
    return day.weekday() < 5 and day not in CLOSED


@lru_cache(maxsize=1)
def _calendar() -> tuple[dt.date, ...]:
    return tuple(day for day in _span(_FIRST.isoformat(), _LAST.isoformat()) if is_business(day))


def business_days(first: dt.date, before: dt.date) -> tuple[dt.date, ...]:
    """The working days from ``first`` up to, not including, ``before``."""
    days = _calendar()
    return days[bisect_left(days, first) : bisect_left(days, before)]


def add_business(day: dt.date, count: int) -> dt.date:
    """The working day ``count`` working days after ``day``, counting from the first one not before it."""
    days = _calendar()
    return days[bisect_left(days, day) + count]


def last_business(day: dt.date) -> dt.date:
    """The last working day not after ``day``."""
    while not is_business(day):
        day -= dt.timedelta(days=1)
    return day
