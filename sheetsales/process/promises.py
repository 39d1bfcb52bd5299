"""The day a customer promised to pay by, as people note it: 客户答应 11 月 15 日付, promised for 15 November."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from sheetsales.regex import regex

_PROMISE: Final = regex(
    r"答应|承诺|说好|说定|约定|保证|promis|agreed|will pay|to pay|pays? (?:by|on)", re.IGNORECASE
)
_MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WHOLE: Final = regex(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_CHINESE: Final = regex(r"(?<![\d年/.-])(?:\s*)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_NAMED: Final = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DAY_MONTH: Final = regex(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_NAMED}(?:\s+(20\d\d))?", re.IGNORECASE)
_MONTH_DAY: Final = regex(rf"\b{_NAMED}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(20\d\d))?", re.IGNORECASE)
_HALF_A_YEAR: Final = dt.timedelta(days=183)


def promised(note: str | None, near: dt.date) -> dt.date | None:
    """The last day named in a note that speaks of a promise, in the year that brings it nearest to ``near``; None where
    it names none."""
    if not note or not _PROMISE.search(note):
        return None
    found = sorted(_days(note, near))
    return found[-1][1] if found else None


def _days(note: str, near: dt.date) -> Iterator[tuple[int, dt.date]]:
    """Each day with its place in the text."""
    whole = list(_WHOLE.finditer(note))
    taken = [match.span() for match in whole]
    for match in whole:
        yield from _day(match.start(), int(match[1]), int(match[2]), int(match[3]))
    for match in _CHINESE.finditer(note):
        if not any(start <= match.start(1) < end for start, end in taken):
            yield from _near(match.start(), int(match[1]), int(match[2]), near)
    for match in _DAY_MONTH.finditer(note):
        month = _MONTHS.index(match[2][:3].lower()) + 1
        yield from _told(match.start(), match[3], month, int(match[1]), near)
    for match in _MONTH_DAY.finditer(note):
        month = _MONTHS.index(match[1][:3].lower()) + 1
        yield from _told(match.start(), match[3], month, int(match[2]), near)


def _told(place: int, year: str | None, month: int, day: int, near: dt.date) -> Iterator[tuple[int, dt.date]]:
    return _day(place, int(year), month, day) if year else _near(place, month, day, near)


def _near(place: int, month: int, day: int, near: dt.date) -> Iterator[tuple[int, dt.date]]:
    for year in (near.year - 1, near.year, near.year + 1):
        for found in _day(place, year, month, day):
            if abs(found[1] - near) <= _HALF_A_YEAR:
                yield found


def _day(place: int, year: int, month: int, day: int) -> Iterator[tuple[int, dt.date]]:
    try:
        yield place, dt.date(year, month, day)
    except ValueError:
        return
