"""Functions of days, one value at a time."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Final

from sheetsales.formula.scalars.scalar import Scalar
from sheetsales.formula.single import NUM, VALUE, Value, day_of, number_in, serial, ymd

_ONE_DAY: Final = dt.timedelta(days=1)


def _date(year: float, month: float, day: float) -> Value:
    if not (0 <= year < 10_000 and abs(month) < 1e6 and abs(day) < 1e7):
        return NUM
    years = int(year) + (1900 if year < 1900 else 0)
    months = years * 12 + int(month // 1) - 1
    first = _first_day(months)
    if first is None:
        return NUM
    number = serial(first) + int(day // 1) - 1
    return number if number >= 0 and (day_of(number) or number < 1) else NUM


def _first_day(months: int) -> dt.date | None:
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, 1) if 1 <= year <= 9999 else None


def _part(number: float, part: int) -> Value:
    day = ymd(number)
    return NUM if day is None else float(day[part])


def _weekday(number: float, kind: float = 1) -> Value:
    if not 0 <= number < 3e6:
        return NUM
    monday = (int(number) - 2) % 7
    if kind in (1, 2, 3):
        return float(((monday + 1) % 7 + 1, monday + 1, monday)[int(kind) - 1])
    return float((monday - int(kind - 11)) % 7 + 1) if 11 <= kind <= 17 else NUM


def _week(number: float, kind: float = 1) -> Value:
    day = day_of(number)
    if day is None:
        return NUM
    if kind == 21:
        return float(day.isocalendar().week)
    starts = {1: 6, 2: 0, **{11 + i: i for i in range(7)}}.get(int(kind))
    if starts is None:
        return NUM
    first = dt.date(day.year, 1, 1)
    return float(((day - first).days + (first.weekday() - starts) % 7) // 7 + 1)


def _same_day(number: float, months: float, *, end: bool = False) -> Value:
    day = ymd(number)
    if day is None or abs(months) > 120_000:
        return NUM
    first = _first_day(day[0] * 12 + day[1] - 1 + int(months))
    if first is None or first.year < 1900:
        return NUM
    last = calendar.monthrange(first.year, first.month)[1]
    return serial(first) + (last if end else min(day[2], last)) - 1


def _between(start: float, end: float, unit: str) -> Value:
    """DATEDIF: whole years, months or days from one day to a later one."""
    one, two = ymd(start), ymd(end)
    if one is None or two is None or start > end:
        return NUM
    months = (two[0] - one[0]) * 12 + two[1] - one[1] - (two[2] < one[2])
    match unit.strip().upper():
        case "D":
            return end // 1 - start // 1
        case "M":
            return float(months)
        case "Y":
            return float(months // 12)
        case "YM":
            return float(months % 12)
    first, last = day_of(max(start, 1)), day_of(max(end, 1))
    if first is None or last is None:
        return NUM
    match unit.strip().upper():
        case "MD":
            return _days_over(first, last)
        case "YD":
            return float((last - _anniversary(first, last)).days)
    return NUM


def _days_over(first: dt.date, last: dt.date) -> Value:
    if last.day >= first.day:
        return float(last.day - first.day)
    before = last.replace(day=1) - _ONE_DAY
    return float(before.day - first.day + last.day)


def _anniversary(first: dt.date, last: dt.date) -> dt.date:
    """The last time ``first`` came round by ``last``; 29 February as 1 March in other years."""
    for year in (last.year, last.year - 1):
        leap = first.month == 2 and first.day == 29 and not calendar.isleap(year)
        day = dt.date(year, 3, 1) if leap else first.replace(year=year)
        if day <= last:
            break
    return day


def _day_value(text: str) -> Value:
    number = number_in(text)
    return VALUE if number is None else float(number // 1)


DAYS: Final = (
    Scalar("DATE", "nnn", 3, _date),
    Scalar("DATEVALUE", "t", 1, _day_value),
    Scalar("YEAR", "n", 1, lambda number: _part(number, 0)),
    Scalar("MONTH", "n", 1, lambda number: _part(number, 1)),
    Scalar("DAY", "n", 1, lambda number: _part(number, 2)),
    Scalar("WEEKDAY", "nn", 1, _weekday),
    Scalar("WEEKNUM", "nn", 1, _week),
    Scalar("ISOWEEKNUM", "n", 1, lambda number: _week(number, 21)),
    Scalar("EDATE", "nn", 2, _same_day),
    Scalar("EOMONTH", "nn", 2, lambda number, months: _same_day(number, months, end=True)),
    Scalar("DATEDIF", "nnt", 3, _between),
    Scalar("DAYS", "nn", 2, lambda end, start: end // 1 - start // 1),
)
