"""Calendar and fiscal months, quarters and years."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import cache

_MONTH = re.compile(r"(\d{4})\s*(?:[-./]|年)\s*(\d{1,2})\s*月?\Z")
_QUARTER = re.compile(r"(\d{4})\s*[-年]?\s*Q([1-4])\Z", re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})\s*年?\Z")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``first`` to ``last``, both inclusive, and how the workbook writes it: 2026-10, 2026Q4, 2026."""

    first: dt.date
    last: dt.date
    label: str

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last

    @property
    def months(self) -> tuple[Period, ...]:
        """The months it is made of."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return tuple(shifted(month_of(self.first), i) for i in range(count))


@cache
def month(year: int, number: int) -> Period:
    """A calendar month; ``number`` from 1 to 12."""
    last = dt.date(year, number, monthrange(year, number)[1])
    return Period(dt.date(year, number, 1), last, f"{year:04d}-{number:02d}")


def month_of(day: dt.date) -> Period:
    """The month a day lies in."""
    return month(day.year, day.month)


def shifted(a_month: Period, by: int) -> Period:
    """The month so many months later, earlier where ``by`` is negative."""
    index = a_month.first.year * 12 + a_month.first.month - 1 + by
    return month(index // 12, index % 12 + 1)


def fiscal_year_of(day: dt.date, start: int = 1) -> Period:
    """The fiscal year a day lies in; it is called by the calendar year in which it starts."""
    return _fiscal_year(day.year if day.month >= start else day.year - 1, start)


def year_to(a_month: Period, start: int = 1) -> Period:
    """From the first day of the fiscal year to the end of the month."""
    return Period(fiscal_year_of(a_month.first, start).first, a_month.last, f"…{a_month.label}")


def twelve_months_to(day: dt.date) -> Period:
    """The twelve months that end with a day: this month so far and the eleven before it."""
    return Period(shifted(month_of(day), -11).first, day, f"12…{day:%Y-%m}")


def parse_month(text: str) -> Period | None:
    """``2026-10``, ``2026.10``, ``2026年10月`` as a month; None for anything else."""
    match = _MONTH.match(text.strip())
    if match is None or not 1 <= int(match[2]) <= 12 or not 1900 <= int(match[1]) <= 9998:
        return None
    return month(int(match[1]), int(match[2]))


def parse_period(text: str, start: int = 1) -> Period | None:
    """A month, a quarter (``2026Q4``) or a year (``2026``) of a fiscal year that starts in month ``start``."""
    if quarter := _QUARTER.match(text.strip()):
        first = shifted(month_of(_fiscal_year(int(quarter[1]), start).first), 3 * (int(quarter[2]) - 1))
        return Period(first.first, shifted(first, 2).last, f"{quarter[1]}Q{quarter[2]}")
    if year := _YEAR.match(text.strip()):
        return _fiscal_year(int(year[1]), start)
    return parse_month(text)


def _fiscal_year(year: int, start: int) -> Period:
    first = month(year, start)
    return Period(first.first, shifted(first, 11).last, f"{year:04d}")
