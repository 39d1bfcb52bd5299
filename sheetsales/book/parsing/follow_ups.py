"""Follow-ups piled up in one cell: each with its day where one can be told, and the last of them as the last contact."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sheetsales.book.parsing.column_reader import Flag
from sheetsales.book.parsing.dates import DateReader
from sheetsales.regex import regex

_LONGEST: Final = 4000
_PARTS: Final = regex(r"[\n\r；;|]+")
_NUMBERING: Final = regex(r"^\s*(?:[①-⑳]|\d{1,2}\s*[、)）]|[-•·*])\s*")
_FULL: Final = regex(r"(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_MONTH_DAY: Final = regex(r"(?<![\d.])(\d{1,2})\s*(?:[.]|月)\s*(\d{1,2})(?!\d|\.\d|\s*[%万元折])\s*[日号]?")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS: Final = "|".join(_MONTHS)
_DAY_WORD: Final = regex(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({_WORDS})[a-z]*\.?,?(?:\s+(20\d\d))?", re.IGNORECASE
)
_WORD_DAY: Final = regex(
    rf"\b({_WORDS})[a-z]*\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(20\d\d))?", re.IGNORECASE
)
_DECEMBER: Final = 12


class FollowUp(NamedTuple):
    """What was noted of one contact, and its day; None where it names none, or a day that does not exist."""

    on: dt.date | None
    said: str


def follow_ups(text: str, today: dt.date, year: int | None = None) -> tuple[FollowUp, ...]:
    """The contacts noted in one cell, in the order they stand in.

    A day without its year is of ``year``, else the last such day up to ``today``: a contact lies behind us.
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST])
    return tuple(_read(plain, today, year))


def _read(plain: str, today: dt.date, year: int | None) -> Iterator[FollowUp]:
    for part in _PARTS.split(plain):
        said = _NUMBERING.sub("", part).strip()
        if said:
            yield FollowUp(_day(said, today, year), said)


def _day(said: str, today: dt.date, year: int | None) -> dt.date | None:
    """The first day that a note names; it stands at its beginning or its end."""
    if match := _FULL.search(said):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_WORD.search(said):
        return _of(match[3], _month(match[2]), int(match[1]), today, year)
    if match := _WORD_DAY.search(said):
        return _of(match[3], _month(match[1]), int(match[2]), today, year)
    if match := _MONTH_DAY.match(said):
        return _of(None, int(match[1]), int(match[2]), today, year)
    return None


def _month(word: str) -> int:
    return _MONTHS.index(word.casefold()[:3]) + 1


def _of(own: str | None, month: int, day: int, today: dt.date, year: int | None) -> dt.date | None:
    if own is not None or year is not None:
        return _date(int(own) if own is not None else year or 0, month, day)
    found = _date(today.year, month, day)
    return found if found is not None and found <= today else _date(today.year - 1, month, day)


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not (1 <= month <= _DECEMBER and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return dt.date(year, month, day)


def noted_in(cell: Any, day: dt.date | None, today: dt.date, year: int | None) -> tuple[FollowUp, ...]:
    """The contacts that a cell names: one for a plain date, read as ``day``; those with days for a text."""
    if isinstance(cell, str):
        found = tuple(one for one in follow_ups(cell, today, year) if one.on is not None)
        if found:
            return found
    return (FollowUp(day, ""),) if day is not None else ()


class LastContactReader(DateReader):
    """The day of the last contact: a date, or the latest day of the follow-ups noted in the cell. What names no day is
    unknown and no mistake: people note there what they like."""

    def one(self, value: Any, /) -> Any:
        read = super().one(value)
        if not isinstance(read, Flag):
            return read
        if read.value is not None or not isinstance(value, str):
            return read.value
        days = [found.on for found in follow_ups(value, self.today, self.year) if found.on is not None]
        return max((day for day in days if self.first <= day <= self.today), default=None)
