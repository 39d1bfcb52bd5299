"""Public holidays: the Chinese calendar with its make-up working days, the bank holidays of England, and those of other places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache

from sheetsales.book.places import CHINA, ENGLAND, EURO, Place
from sheetsales.dataclass import dataclass

_UK_YEARS = range(2000, 2101)

_UK_MOVED = {
    dt.date(2012, 5, 28): dt.date(2012, 6, 4),
    dt.date(2020, 5, 4): dt.date(2020, 5, 8),
    dt.date(2022, 5, 30): dt.date(2022, 6, 2),
}
_UK_ONCE = {
    dt.date(2002, 6, 3), dt.date(2011, 4, 29), dt.date(2012, 6, 5), dt.date(2022, 6, 3), dt.date(2022, 9, 19),
    dt.date(2023, 5, 8),
}  # fmt: skip
"""Jubilees, royal weddings, a funeral and a coronation, as proclaimed."""


@dataclass(frozen=True)
class DaysOff:
    """Days off and weekend days worked. ``known_to`` is the last day the calendar knows, None for no end."""

    off: frozenset[dt.date] = frozenset()
    on: frozenset[dt.date] = frozenset()
    known_to: dt.date | None = None


@cache
def chinese_days() -> DaysOff:
    """Public holidays and make-up working days of mainland China, for the years published so far.

    Source: the package chinesecalendar, which follows the yearly notices of the State Council. It names no day of
    a year that has not been announced, so the last day known is the end of its last year.
    """
    import chinese_calendar  # only when a workbook names this calendar

    last = max(chinese_calendar.holidays)
    return DaysOff(
        frozenset(chinese_calendar.holidays), frozenset(chinese_calendar.workdays), dt.date(last.year, 12, 31)
    )


@cache
def uk_days() -> DaysOff:
    """Bank holidays of England and Wales; a holiday on a weekend moves to the next free weekday.

    Source: the Banking and Financial Dealings Act 1971 and the proclamations since.
    """
    return DaysOff(frozenset(day for year in _UK_YEARS for day in _uk_year(year)) | _UK_ONCE)


_OTHER_YEARS = range(2015, 2036)
"""Holidays of other places are worked out for these years; a tenth of a second for all of them."""


@cache
def days_of(place: Place) -> DaysOff:
    """Public holidays of a country or region, days given in lieu included; for EU the days on which payments in euros rest.

    Source: the package holidays, but for China and England.
    """
    if place.code == CHINA:
        return chinese_days()
    if place.code == ENGLAND:
        return uk_days()
    import holidays  # only when a workbook names such a place

    if place.code == EURO:
        found = holidays.financial_holidays("XECB", years=_OTHER_YEARS)
    else:
        found = holidays.country_holidays(place.country, subdiv=place.region or None, years=_OTHER_YEARS)
    return DaysOff(frozenset(found), known_to=dt.date(_OTHER_YEARS[-1], 12, 31))


def _uk_year(year: int) -> set[dt.date]:
    days: set[dt.date] = set()
    for fixed in (dt.date(year, 1, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)):
        day = fixed
        while day.weekday() >= 5 or day in days:
            day += dt.timedelta(days=1)
        days.add(day)
    easter = _easter(year)
    movable = {
        easter - dt.timedelta(days=2),
        easter + dt.timedelta(days=1),
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
    }
    return days | {_UK_MOVED.get(day, day) for day in movable}


def _first_monday(year: int, month: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=-first.weekday() % 7)


def _last_monday(year: int, month: int) -> dt.date:
    last = dt.date(year, month, 31)
    return last - dt.timedelta(days=last.weekday())


def _easter(year: int) -> dt.date:
    """Easter Sunday, by the anonymous Gregorian computus."""
    century = year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (skipped + 19 * (year % 19) + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - year % 19) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return dt.date(year, month, offset + 28 - 31 * (month // 4))


_CHINESE_NAMES = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明": "Tomb-sweeping Day",
    "劳动节": "Labour Day",
    "五一": "Labour Day",
    "端午": "Dragon Boat Festival",
    "中秋": "Mid-autumn Festival",
    "国庆": "National Day",
}
_FIXED = {"元旦": (1, 1), "new year": (1, 1), "christmas": (12, 25), "圣诞": (12, 25)}


def festivals(names: Sequence[str], first: dt.date, last: dt.date) -> Iterator[tuple[str, dt.date]]:
    """The days to greet on from ``first`` to ``last``, by name: the first day off of a Chinese holiday, or a fixed day.

    Names nobody knows, and days of years whose holidays are not published, are left out.
    """
    for name in names:
        for year in range(first.year, last.year + 1):
            day = _festival(name.strip(), year)
            if day is not None and first <= day <= last:
                yield name.strip(), day


def _festival(name: str, year: int) -> dt.date | None:
    folded = name.lower().removesuffix("'s day").removesuffix("节") if name != "春节" else name
    if folded in _FIXED:
        return dt.date(year, *_FIXED[folded])
    if folded == "easter":
        return _easter(year)
    called = next((of for word, of in _CHINESE_NAMES.items() if name.startswith(word)), None)
    if called is None:
        return None
    import chinese_calendar  # only when a workbook names one of its holidays

    days = [d for d, holiday in chinese_calendar.holidays.items() if d.year == year and holiday == called]
    return min(days, default=None)
