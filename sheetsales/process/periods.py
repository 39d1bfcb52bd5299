"""Periods of targets as spans of calendar months, so that months, quarters and years can be compared and added up."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from functools import lru_cache
from typing import Final, NamedTuple

from sheetsales.book.settings import Settings
from sheetsales.regex import regex

_PERIOD: Final = regex(r"(\d{4})(?:Q([1-4])|-(\d\d))?\Z")
MONTH, QUARTER, YEAR = 1, 3, 12


class Span(NamedTuple):
    """``months`` months from the one with the number ``start`` (12 × year + month − 1)."""

    start: int
    months: int

    @property
    def first(self) -> dt.date:
        return dt.date(self.start // 12, self.start % 12 + 1, 1)

    @property
    def last(self) -> dt.date:
        """The last day, which is part of it."""
        return _last_day(self.start + self.months - 1)

    def parts(self, months: int) -> tuple[Span, ...]:
        """The spans of so many months it is made of."""
        return _parts(self, months)


@lru_cache(maxsize=1024)
def _last_day(number: int) -> dt.date:
    year, month = divmod(number, 12)
    return dt.date(year, month + 1, monthrange(year, month + 1)[1])


@lru_cache(maxsize=1024)
def _parts(span: Span, months: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + n, months) for n in range(0, span.months, months))


def month_number(day: dt.date) -> int:
    """The number of the month a day lies in."""
    return day.year * 12 + day.month - 1


@lru_cache(maxsize=1024)
def span_of(period: str, fiscal_start: int = 1) -> Span | None:
    """The months of ``2026``, ``2026Q4`` or ``2026-10``; None for anything else.

    Years and quarters are those of a fiscal year that begins in the month ``fiscal_start`` of the year it is called by.
    """
    match = _PERIOD.match(period)
    if match is None:
        return None
    year, quarter, month = int(match[1]), match[2], match[3]
    if month:
        return Span(year * 12 + int(month) - 1, MONTH) if 1 <= int(month) <= 12 else None
    start = year * 12 + fiscal_start - 1
    return Span(start + 3 * (int(quarter) - 1), QUARTER) if quarter else Span(start, YEAR)


def label_of(span: Span, fiscal_start: int = 1) -> str:
    """``2026Q3``, ``2026-08`` or ``2026`` for a span of a fiscal year: what ``span_of`` reads."""
    if span.months not in (QUARTER, YEAR):
        return f"{span.first:%Y-%m}"
    into = (span.start - fiscal_start + 1) % YEAR
    year = (span.start - into) // YEAR
    return f"{year}" if span.months == YEAR else f"{year}Q{into // QUARTER + 1}"


def fiscal_start(settings: Settings) -> int:
    """The month the fiscal year starts in, 1 where the setting is no month."""
    start = int(settings.number("fiscal_year_start"))
    return start if 1 <= start <= 12 else 1
