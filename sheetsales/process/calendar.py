"""Working days: which days count, how many lie between two days, as the workbook's calendar says."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from sheetsales.book.places import place_of
from sheetsales.book.settings import Settings
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.process.holidays import DaysOff, days_of
from sheetsales.regex import regex

_SPLIT = regex(r"[,，、;；\n]+")
_RANGE = regex(r"\s*[~～至–]\s*|\s+to\s+")
_DAY = regex(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z")
_LONGEST_RANGE = 366
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """Monday to Friday, less ``days_off`` (weekdays), plus ``days_on`` (weekend days worked); both sorted.

    ``known_to`` is the last day whose public holidays are known, None where the calendar has none or knows all;
    later days count by weekday alone. ``unread`` are entries of the workbook's own days that are no dates.
    """

    days_off: tuple[dt.date, ...] = ()
    days_on: tuple[dt.date, ...] = ()
    known_to: dt.date | None = None
    unread: tuple[str, ...] = ()

    def is_workday(self, day: dt.date) -> bool:
        return self.workdays_between(day - _ONE_DAY, day) == 1

    def workdays_between(self, after: dt.date, until: dt.date) -> int:
        """Working days later than ``after`` up to and including ``until``; 0 where ``until`` is not later."""
        if until <= after:
            return 0
        off = _count(self.days_off, after, until)
        on = _count(self.days_on, after, until)
        return _weekdays_to(until) - _weekdays_to(after) - off + on

    def workday_after(self, day: dt.date, number: int) -> dt.date:
        """The ``number``-th working day later than ``day``; the day itself for 0."""
        known = self._after.get((day, number))
        if known is not None:
            return known
        found = day
        while (lacking := number - self.workdays_between(day, found)) > 0:
            found += dt.timedelta(days=lacking)
        self._after[day, number] = found
        return found

    @cached_property
    def _after(self) -> dict[tuple[dt.date, int], dt.date]:
        """What was asked before; many deals and customers are due on the same days."""
        return {}

    def guesses(self, until: dt.date) -> bool:
        """Whether a span that ends on ``until`` reaches past the days whose public holidays are known."""
        return self.known_to is not None and until > self.known_to


def _weekdays_to(day: dt.date) -> int:
    """Mondays to Fridays from day 1 of the calendar (a Monday) up to and including ``day``."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _count(days: tuple[dt.date, ...], after: dt.date, until: dt.date) -> int:
    return bisect_right(days, until) - bisect_right(days, after)


def working_calendar(settings: Settings) -> WorkingCalendar:
    """The public holidays the Settings name, else those of their calendar (none: weekends only), under the workbook's own days.

    The workbook's extra working days win over its extra holidays, and both over the public calendar.
    """
    public = _public(settings.text("holidays") or settings.text("calendar"))
    holidays, bad_holidays = _own_days(settings, "extra_holidays")
    workdays, bad_workdays = _own_days(settings, "extra_workdays")
    off = (public.off | holidays) - workdays
    on = (public.on - holidays) | workdays
    return WorkingCalendar(
        tuple(sorted(day for day in off if day.weekday() < 5)),
        tuple(sorted(day for day in on if day.weekday() >= 5)),
        public.known_to,
        bad_holidays + bad_workdays,
    )


def _public(name: str) -> DaysOff:
    place = place_of(name) if name and name.casefold() != "none" else None
    return days_of(place) if place else DaysOff()


def _own_days(settings: Settings, key: str) -> tuple[frozenset[dt.date], tuple[str, ...]]:
    """The days of a settings cell, which may also hold a single date, and the entries that are none."""
    value: CellValue = settings.values.get(key)
    if isinstance(value, dt.datetime):
        return frozenset({value.date()}), ()
    if isinstance(value, dt.date):
        return frozenset({value}), ()
    return listed_days(settings.text(key))


def listed_days(text: str) -> tuple[frozenset[dt.date], tuple[str, ...]]:
    """The days a cell lists (``2026-05-06, 2026-07-01~2026-07-03``), and the entries in it that are no days."""
    days: set[dt.date] = set()
    unread: list[str] = []
    for entry in filter(None, (part.strip() for part in _SPLIT.split(text))):
        span = _span(entry)
        days.update(span)
        if not span:
            unread.append(entry)
    return frozenset(days), tuple(unread)


def _span(entry: str) -> list[dt.date]:
    ends = [_day(part) for part in _RANGE.split(entry)]
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) > 2 or not 0 <= (last - first).days < _LONGEST_RANGE:
        return []
    return list(_each(first, last))


def _each(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    return (first + dt.timedelta(days=i) for i in range((last - first).days + 1))


def _day(text: str) -> dt.date | None:
    match = _DAY.match(text.strip())
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
