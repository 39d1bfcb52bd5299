"""Calendar and fiscal months, quarters and years."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from functools import cache

from sheetsales.book.parsing.periods import parse_period as period_label
from sheetsales.dataclass import dataclass
from sheetsales.process.periods import Span, month_number, span_of

FIRST_YEAR, LAST_YEAR = 1900, 9998
"""Years outside these are no years of anybody's sales."""
MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``first`` to ``last``, both inclusive, and how the workbook writes it: 2026-10, 2026Q4, 2026."""

    first: dt.date
    last: dt.date
    label: str

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last

    @property
    def span(self) -> Span:
        """The months it is made of, as targets are set for."""
        start = month_number(self.first)
        return Span(start, month_number(self.last) - start + 1)

    @property
    def months(self) -> tuple[Period, ...]:
        """The months it is made of."""
        return tuple(shifted(month_of(self.first), i) for i in range(self.span.months))


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


def whole(first: Period, months: int, start: int = 1) -> Period:
    """The month, fiscal quarter or fiscal year that begins with a month: 1, 3 or 12 ``months`` long."""
    year = fiscal_year_of(first.first, start)
    if months == 1:
        return first
    label = (
        year.label if months == MONTHS else f"{year.label}Q{(first.span.start - year.span.start) // 3 + 1}"
    )
    return Period(first.first, shifted(first, months - 1).last, label)


def moved(period: Period, by: int, start: int = 1) -> Period:
    """The period as long that begins so many months later, earlier where ``by`` is negative."""
    return whole(shifted(month_of(period.first), by), period.span.months, start)


def quarter_of(day: dt.date, start: int = 1) -> Period:
    """The fiscal quarter a day lies in."""
    first = month_of(day)
    return whole(shifted(first, -((first.first.month - start) % 3)), 3, start)


def fiscal_year_of(day: dt.date, start: int = 1) -> Period:
    """The fiscal year a day lies in; it is called by the calendar year in which it starts."""
    return _fiscal_year(day.year if day.month >= start else day.year - 1, start)


def year_to(period: Period, start: int = 1) -> Period:
    """From the first day of the fiscal year to the end of the month, quarter or year."""
    return Period(fiscal_year_of(period.first, start).first, period.last, f"…{period.label}")


def twelve_months_to(day: dt.date) -> Period:
    """The twelve months that end with a day: this month so far and the eleven before it."""
    return Period(shifted(month_of(day), -11).first, day, f"12…{day:%Y-%m}")


def parse_month(text: str) -> Period | None:
    """``2026-10``, ``2026.10``, ``2026年10月`` as a month; None for anything else."""
    found = parse_period(text)
    return found if found is not None and found.span.months == 1 else None


def parse_period(text: str, start: int = 1) -> Period | None:
    """A month, a quarter (``2026Q4``) or a year (``2026``) of a fiscal year that starts in month ``start``, as people
    type them."""
    label = period_label(text)
    span = span_of(label, start) if label else None
    if label is None or span is None or not FIRST_YEAR <= span.start // MONTHS <= LAST_YEAR:
        return None
    return Period(span.first, span.last, label)


def _fiscal_year(year: int, start: int) -> Period:
    first = month(year, start)
    return Period(first.first, shifted(first, 11).last, f"{year:04d}")
