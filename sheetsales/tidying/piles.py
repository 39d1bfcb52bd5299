"""Follow-ups piled up in one cell, taken apart word for word, each with its day and with what is not sure about it."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from sheetsales.book.parsing.dates import Order
from sheetsales.book.parsing.follow_ups import follow_ups
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.texts import Lang, Text

_LEADS: Final = r"(?:20\d\d\s*[-./年]\s*)?\d{1,2}\s*(?:[./]|月)\s*\d{1,2}(?![\d.%]|\s*[万元折])"
_PARTS: Final = regex(rf"[\n\r；;|]+|[,，。](?=\s*{_LEADS})")
_BEGINS: Final = regex(_LEADS)
_NUMBERING: Final = regex(r"^\s*(?:[①-⑳]|\d{1,2}\s*[、)）]|[-•·*])\s*")
_SLASHED: Final = regex(r"(\d{1,2})/(\d{1,2})(?:/(20\d\d|\d\d))?(?![\d/])")
_YEAR: Final = regex(r"(?<!\d)20\d\d(?!\d)")
_MONTHS: Final = 12
_MOST: Final = 0.5
_SOME_DAY: Final = dt.date(2026, 12, 31)
"""Whether a note names a day does not hang on the year."""

TWO_ORDERS: Final = Text("日和月的先后分不清，日期空着", "day or month first? The date is left blank")
ASSUMED: Final = Text("没写年份，按最近的那一次推算", "no year; the last such day was taken")
NO_DAY: Final = Text("没有这一天，日期空着", "there is no such day; the date is left blank")
WRAPPED: Final = Text(
    "没写年份，前后又跨了年，日期空着", "no year, and the notes cross a new year; the date is left blank"
)


@dataclass(frozen=True, slots=True)
class Noted:
    """One note as it stands in its cell; ``unsure`` says what is not certain about its day."""

    on: dt.date | None
    said: str
    unsure: Text | None = None


def parts_of(text: str) -> list[str]:
    """The notes of a cell, word for word."""
    return [plain for part in _PARTS.split(text) if (plain := _NUMBERING.sub("", part).strip(" \t,，。"))]


def piles_up(values: Sequence[object]) -> bool:
    """Whether a column holds follow-ups with their days, several in a cell."""
    texts = [value for value in values if isinstance(value, str) and value.strip()]
    dated = [sum(_names_a_day(part) for part in parts_of(text)) for text in texts]
    return bool(texts) and sum(map(bool, dated)) >= _MOST * len(texts) and max(dated) > 1


def _names_a_day(part: str) -> bool:
    return _SLASHED.match(_folded(part)) is not None or _day(part, _SOME_DAY, _SOME_DAY.year) is not None


def order_of(texts: Iterable[str], lang: Lang) -> Order | None:
    """Whether day or month stands first in days such as 10/8: by the column's own, in Chinese the month."""
    proven: set[Order] = set()
    for text in texts:
        for part in parts_of(text):
            match = _SLASHED.match(_folded(part))
            if match and int(match[1]) > _MONTHS >= int(match[2]):
                proven.add("day")
            elif match and int(match[2]) > _MONTHS >= int(match[1]):
                proven.add("month")
    if len(proven) == 1:
        return next(iter(proven))
    return "month" if lang == "zh" and not proven else None


def noted(text: str, order: Order | None, year: int | None, today: dt.date) -> list[Noted]:
    """The notes of a cell. A day without its year is of ``year`` where that lies behind us, else the last such day."""
    found = [_noted(part, order, year, today) for part in parts_of(text)]
    bare = [(one.on.month, one.on.day) for one in found if one.on and not _YEAR.search(_folded(one.said))]
    if bare in (sorted(bare), sorted(bare, reverse=True)) or year is None:
        return found
    return [
        Noted(None, one.said, WRAPPED) if one.on and not _YEAR.search(_folded(one.said)) else one
        for one in found
    ]


def _noted(part: str, order: Order | None, year: int | None, today: dt.date) -> Noted:
    match = _SLASHED.match(_folded(part))
    if match is None:
        day = _day(part, today, year)
        is_bare = day is not None and not _YEAR.search(_folded(part))
    else:
        first, second = int(match[1]), int(match[2])
        if order is None and first != second and max(first, second) <= _MONTHS:
            return Noted(None, part, TWO_ORDERS)
        is_day_first = order == "day" or (order is None and first > _MONTHS)
        month, at = (second, first) if is_day_first else (first, second)
        day = _date(match[3], month, at, today, year)
        is_bare = not match[3]
    if day is not None and is_bare and (year is None or day > today):
        day = _last(day, today)
        return Noted(day, part, ASSUMED)
    return Noted(day, part, NO_DAY if day is None and _BEGINS.match(_folded(part)) else None)


def _folded(part: str) -> str:
    return unicodedata.normalize("NFKC", part)


def _day(part: str, today: dt.date, year: int | None) -> dt.date | None:
    found = follow_ups(part, today, year)
    return found[0].on if found else None


def _date(said: str | None, month: int, day: int, today: dt.date, year: int | None) -> dt.date | None:
    number = int(said) if said else year or today.year
    try:
        return dt.date(number + 2000 if number < 100 else number, month, day)
    except ValueError:
        return None


def _last(day: dt.date, today: dt.date) -> dt.date | None:
    """The last such day up to today."""
    for year in (today.year, today.year - 1):
        try:
            found = day.replace(year=year)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def year_of_all(days: Iterable[object]) -> int | None:
    """The one year that all full dates are of; None where there are none, or several."""
    years = {day.year for day in days if isinstance(day, dt.date)}
    return years.pop() if len(years) == 1 else None
