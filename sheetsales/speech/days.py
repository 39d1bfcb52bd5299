"""Days, weekdays and months as a sentence names them."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sheetsales.texts import Text

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SHORT_MONTHS: Final = tuple(name[:3] for name in MONTHS)
WEEKDAYS: Final = (
    Text("周一", "Monday"), Text("周二", "Tuesday"), Text("周三", "Wednesday"), Text("周四", "Thursday"),
    Text("周五", "Friday"), Text("周六", "Saturday"), Text("周日", "Sunday"),
)  # fmt: skip


def weekday(date: dt.date) -> Text:
    """``周一`` or ``Monday``."""
    return WEEKDAYS[date.weekday()]


def day_of_year(date: dt.date) -> Text:
    """``8 月 27 日`` or ``27 August``."""
    return Text(f"{date.month} 月 {date.day} 日", f"{date.day} {MONTHS[date.month - 1]}")


def day(date: dt.date, today: dt.date) -> Text:
    """The same, with its year where it is not this one's."""
    said = day_of_year(date)
    return said if date.year == today.year else Text(f"{date.year} 年 {said.zh}", f"{said.en} {date.year}")


def short_day(date: dt.date, today: dt.date) -> Text:
    """``08-27`` or ``27 Aug``; the whole day where its year is not this one's."""
    if date.year != today.year:
        return Text(date.isoformat(), date.isoformat())
    return Text(f"{date:%m-%d}", f"{date.day} {SHORT_MONTHS[date.month - 1]}")


def month(year: int | str, number: int) -> Text:
    """``2026 年 11 月`` or ``November 2026``."""
    return Text(f"{year} 年 {number} 月", f"{MONTHS[number - 1]} {year}")
