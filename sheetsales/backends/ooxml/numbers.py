"""Dates as the numbers Excel keeps: days since 1900 or 1904."""

from __future__ import annotations

import datetime as dt

_EPOCH_1900 = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_FIRST_SURE = 61
"""Serial of 1 March 1900; before it Excel counts a 29 February 1900 that never was."""
DateLike = dt.date | dt.datetime | dt.time | dt.timedelta


def serial(value: DateLike, date1904: bool) -> float:
    """The serial of a date, a moment, a time of day (0–1) or a length of time (days)."""
    if isinstance(value, dt.timedelta):
        return _days(value)
    if isinstance(value, dt.time):
        return _days(dt.timedelta(0, value.hour * 3600 + value.minute * 60 + value.second, value.microsecond))
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    days = _days(moment.replace(tzinfo=None) - (_EPOCH_1904 if date1904 else _EPOCH_1900))
    return days if date1904 or days >= _FIRST_SURE else days - 1


def in_range(value: DateLike, date1904: bool) -> bool:
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
