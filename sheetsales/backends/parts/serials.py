"""Dates, times and spans of time as the numbers Excel keeps, days since 1900 or 1904, and as ISO texts: both ways."""

from __future__ import annotations

import datetime as dt

DateValue = dt.date | dt.datetime | dt.time | dt.timedelta

_DAY_MS = 86_400_000
_EPOCH_1900 = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_PHANTOM_DAY = 60
"""29 February 1900, which never was; Excel counts it."""
_LAST_SERIAL_1900 = 2_958_465
_LAST_SERIAL_1904 = 2_957_003


def from_serial(serial: float, *, date1904: bool) -> DateValue | None:
    """A whole serial is a date, one below 1 a time of day, any other a moment, to the millisecond.

    None where Excel shows no date: below zero or after the year 9999. Day 0 is midnight in both date systems. Day 60
    of the 1900 system, the 29 February that never was, is told as 28 February.
    """
    last = _LAST_SERIAL_1904 if date1904 else _LAST_SERIAL_1900
    if not 0 <= serial < last + 1:
        return None
    days, ms = divmod(round(serial * _DAY_MS), _DAY_MS)
    if days == 0:
        return (dt.datetime.min + dt.timedelta(milliseconds=ms)).time()
    if days > last:
        return None
    moment = (_EPOCH_1904 if date1904 else _EPOCH_1900) + dt.timedelta(days, milliseconds=ms)
    if not date1904 and days < _PHANTOM_DAY:
        moment += dt.timedelta(1)
    return moment if ms else moment.date()


def span(serial: float) -> dt.timedelta | None:
    """Elapsed time in days, to the millisecond; None where it is too long to be one."""
    try:
        return dt.timedelta(milliseconds=round(serial * _DAY_MS))
    except OverflowError:
        return None


def from_iso(text: str) -> DateValue | None:
    """A date, moment or time of day written as ISO 8601 (a zone is dropped); None where it is none."""
    text = text.strip()
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat, dt.time.fromisoformat):
        try:
            value = read(text)
        except ValueError:
            continue
        return _plain(value)
    return None


def _plain(value: dt.date | dt.datetime | dt.time) -> DateValue:
    if isinstance(value, dt.datetime):
        moment = value.replace(tzinfo=None)
        return moment if moment.time() != dt.time() else moment.date()
    return value.replace(tzinfo=None) if isinstance(value, dt.time) else value


def serial(value: DateValue, date1904: bool) -> float:
    """The serial of a date, a moment, a time of day (0–1) or a length of time (days)."""
    if isinstance(value, dt.timedelta):
        return _days(value)
    if isinstance(value, dt.time):
        return _days(dt.timedelta(0, value.hour * 3600 + value.minute * 60 + value.second, value.microsecond))
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    days = _days(moment.replace(tzinfo=None) - (_EPOCH_1904 if date1904 else _EPOCH_1900))
    return days if date1904 or days > _PHANTOM_DAY else days - 1


def in_range(value: DateValue, date1904: bool) -> bool:
    """Whether Excel can hold it: no day before its first, none after 9999."""
    number = serial(value, date1904)
    return number >= 0 if date1904 or isinstance(value, dt.time | dt.timedelta) else number >= 1


def number_text(value: float | int) -> bytes:
    """A number as it stands in a file, whole numbers without a point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return b"%d" % int(value)
    return repr(value).encode()


def _days(length: dt.timedelta) -> float:
    return length.days + (length.seconds + length.microseconds / 1e6) / 86400
