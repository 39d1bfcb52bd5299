"""Days that people leave open: ``10月底``, ``2026年11月``, ``Q4``, ``end of March`` are read as the last day of what they say."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from sheetsales.regex import regex

_LATE: Final = dt.timedelta(days=92)
"""So long a plan may be overdue and still be meant for the day just gone, not for next year."""
_CHINESE: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 2, "下": 4}
_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_NAMES: Final = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS)
_THIRD: Final = {"上旬": 10, "中旬": 20, "初": 10, "中": 20}
_YEAR: Final = r"(?:(?P<year>20\d\d)\s*[-/.年]?\s*)?"
_MONTH: Final = regex(
    rf"{_YEAR}(?P<month>\d{{1,2}})\s*月\s*(?P<part>上旬|中旬|下旬|初|中|底前?|末|份?(?:内|前|底)?)?\Z"
    r"|(?P<dashed>20\d\d)\s*[-/.]\s*(?P<two>\d{1,2})\Z"
)
_QUARTER: Final = regex(
    rf"{_YEAR}(?:第?\s*(?P<number>[1-4一二三四])\s*季度|q(?P<q>[1-4]))\s*(?:末|底|内|前)?(?:[\s,/-]*(?P<after>20\d\d))?\Z",
    re.IGNORECASE,
)
_HALF: Final = regex(
    rf"{_YEAR}(?P<half>上|下)半年\Z|(?:(?P<h_year>20\d\d)\s*)?h(?P<h>[12])(?:\s*(?P<h_after>20\d\d))?\Z",
    re.IGNORECASE,
)
_YEAR_END: Final = regex(
    rf"{_YEAR}年?(?:底|末|内)\Z|(?:end of |by end of )?(?P<only>20\d\d)\Z", re.IGNORECASE
)
_WORD: Final = regex(
    rf"(?:(?:by\s+)?(?:the\s+)?(?:end|late)(?:\s+of)?\s+)?(?P<word>{_NAMES}|sept)\.?[\s,'/-]*(?P<year>20\d\d)?\Z",
    re.IGNORECASE,
)


def last_day(text: str, today: dt.date, year: int | None) -> dt.date | None:
    """The last day of the month, quarter or year that a text names; None where it names none.

    ``year`` is the one that sheet or title say; without it the plan is for the next time the day comes.
    """
    said = _span(text.strip())
    if said is None:
        return None
    own, month, day = said
    if not 1 <= month <= 12:
        return None
    if own is None:
        own = year if year is not None else coming_year(month, day, today)
    return dt.date(own, month, min(day, calendar.monthrange(own, month)[1]))


def coming_year(month: int, day: int, today: dt.date) -> int:
    """The year of the next such day; one that is hardly past is still meant for this year."""
    for year in (today.year - 1, today.year):
        if dt.date(year, month, min(day, calendar.monthrange(year, month)[1])) >= today - _LATE:
            return year
    return today.year + 1


def _span(text: str) -> tuple[int | None, int, int] | None:
    """Year where it is said, month and day of the end."""
    if match := _MONTH.match(text):
        if match["dashed"]:
            return int(match["dashed"]), int(match["two"]), 31
        return _year(match["year"]), int(match["month"]), _THIRD.get(match["part"] or "", 31)
    if match := _QUARTER.match(text):
        number = match["q"] or match["number"]
        quarter = _CHINESE.get(number) or int(number)
        return _year(match["year"] or match["after"]), quarter * 3, 31
    if match := _HALF.match(text):
        half = 1 if (match["half"] == "上" or match["h"] == "1") else 2
        return _year(match["year"] or match["h_year"] or match["h_after"]), half * 6, 31
    if match := _YEAR_END.match(text):
        return _year(match["year"] or match["only"]), 12, 31
    if match := _WORD.match(text):
        return _year(match["year"]), _month(match["word"]), 31
    return None


def _month(word: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.casefold()[:3]))


def _year(said: str | None) -> int | None:
    return int(said) if said else None
