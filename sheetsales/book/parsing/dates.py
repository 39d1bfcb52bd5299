"""Reads dates: real ones, serials that lost their format, and texts as Chinese and English people type them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal

from sheetsales.book.load_rules import (
    AMBIGUOUS_DATE,
    DATE_AS_NUMBER,
    DATE_AS_TEXT,
    DAY_LEFT_OPEN,
    NOT_A_DATE,
)
from sheetsales.book.parsing.cleaning import clean
from sheetsales.book.parsing.column_reader import Flag, Reader
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.texts import Text

Order = Literal["day", "month"]

AHEAD = frozenset({
    "expected_close", "next_step_on", "next_contact", "next_on", "due", "due_on", "promised_on", "delivery_on", "end_on", "valid_to",
})  # fmt: skip
"""Columns of plans: a day without its year is the next time it comes, and one left open the last it can be."""
_LONGEST = 60
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_YEARS_BACK, _YEARS_AHEAD = 80, 50
_TIME = r"(?:[T\s]+(?:上午|下午)?\s*\d{1,2}[:时点].*)?"
_YEAR_FIRST = regex(rf"(\d{{4}})\s*[-./年\\]\s*(\d{{1,2}})\s*[-./月\\]\s*(\d{{1,2}})\s*[日号]?{_TIME}\Z")
_SHORT_YEAR = regex(r"(\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?\Z")
_COMPACT = regex(r"(\d{4})(\d{2})(\d{2})\Z")
_YEAR_LAST = regex(rf"(\d{{1,2}})\s*[-./]\s*(\d{{1,2}})\s*[-./]\s*(\d{{4}}){_TIME}\Z")
_NO_DAY = regex(r"\d{4}\s*(?:[-./]\s*\d{1,2}|年\s*\d{1,2}\s*月?)\Z")
_NO_YEAR = regex(r"(?:\d{1,2}\s*月\s*\d{1,2}\s*[日号]?|\d{1,2}[-./]\d{1,2})\Z")
_TWO_DIGITS = regex(r"\d{1,2}[-./]\d{1,2}[-./]\d{1,2}\Z")
_WEEKDAY = regex(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)|[(（]?(?:周|星期)[一二三四五六日天][)）]?",
    re.IGNORECASE,
)
_YEAR_IN_TITLE = regex(r"(?<!\d)(20\d{2})(?!\d)")
_THIRTEEN, _DAY_DIGITS = 13, 2
_LEAP = 2024
"""A year that has every day there is."""
_NEIGHBOURS = 3
"""So many full dates of one year in a column say the year of those without."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_WORD = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_WORD = regex(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*(?:of\s+)?{_MONTH_WORD}[\s\-/.,]*(?P<year>\d{{4}}){_TIME}\Z",
    re.IGNORECASE,
)
_WORD_DAY = regex(
    rf"{_MONTH_WORD}[\s\-/.]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.,]+(?P<year>\d{{4}}){_TIME}\Z",
    re.IGNORECASE,
)

_NO_SUCH_DAY = Text("在日历上没有这一天", "a day that does not exist")
_UNLIKELY = Text("年份离现在太远", "whose year is too far from now")
_YEAR_MISSING = Text("没有年份", "which lacks the year")
_YEAR_SHORT = Text("年份只有两位，分不清年月日", "whose two-digit year leaves the order open")
_DAY_MISSING = Text("没有写哪一天", "which lacks the day")
_NO_DATE = Text("看不出是日期", "which is no date")


@dataclass(frozen=True, slots=True)
class TwoWays:
    """A date that can be read day first or month first."""

    day_first: dt.date
    month_first: dt.date


def _date(year: int, month: int, day: int) -> dt.date | Text:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return _NO_SUCH_DAY


def parse_date(text: str) -> dt.date | TwoWays | Text:
    """A date typed as text; ``TwoWays`` where day and month cannot be told apart, else why it is no date."""
    plain = unicodedata.normalize("NFKC", clean(text))
    if len(plain) > _LONGEST:
        return _NO_DATE
    plain = _WEEKDAY.sub("", plain).strip()
    for pattern in (_YEAR_FIRST, _COMPACT):
        if match := pattern.match(plain):
            return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _SHORT_YEAR.match(plain):
        return _date(2000 + int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.match(plain):
        return _year_last(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_WORD.match(plain) or _WORD_DAY.match(plain):
        month = _MONTHS.index(match["month"].lower()) + 1
        return _date(int(match["year"]), month, int(match["day"]))
    return _why_not(plain)


def _year_last(first: int, second: int, year: int) -> dt.date | TwoWays | Text:
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    if isinstance(day_first, Text):
        return month_first
    if isinstance(month_first, Text) or day_first == month_first:
        return day_first
    return TwoWays(day_first, month_first)


def _within(text: str, year: int) -> dt.date | Text:
    """A date without its year, month first, in that year."""
    month, day = re.findall(r"\d+", unicodedata.normalize("NFKC", text))[:2]
    return _date(year, int(month), int(day))


def year_said(texts: Iterable[str]) -> int | None:
    """The one year that a sheet's name and titles say (``2026年销售台账``); None where they say none, or several."""
    found = {
        int(year) for text in texts for year in _YEAR_IN_TITLE.findall(unicodedata.normalize("NFKC", text))
    }
    return found.pop() if len(found) == 1 else None


def _why_not(plain: str) -> Text:
    reasons = ((_NO_DAY, _DAY_MISSING), (_NO_YEAR, _YEAR_MISSING), (_TWO_DIGITS, _YEAR_SHORT))
    return next((why for pattern, why in reasons if pattern.match(plain)), _NO_DATE)


def proven_order(texts: Sequence[str]) -> Order | None:
    """The order of day and month that a column's own dates prove (a first part above 12 proves day first)."""
    proven: set[Order] = set()
    for text in texts:
        match = _YEAR_LAST.match(unicodedata.normalize("NFKC", clean(text))[:_LONGEST])
        if match and int(match[1]) > 12 >= int(match[2]):
            proven.add("day")
        elif match and int(match[2]) > 12 >= int(match[1]):
            proven.add("month")
    return proven.pop() if len(proven) == 1 else None


class DateReader(Reader):
    """Dates. ``today`` tells which years are plausible; ``date1904`` how a bare serial counts; ``year`` is the one that the
    sheet's name or title says, for dates that are typed without, month first (``10.14``, ``3月5日``); where nothing says it,
    the other dates of the column may. ``ahead`` says that the column holds plans."""

    def __init__(
        self,
        today: dt.date,
        *,
        date1904: bool = False,
        year: int | None = None,
        ahead: bool = False,
    ) -> None:
        self.year = year
        self.today, self.ahead = today, ahead
        self.epoch = _EPOCH_1904 if date1904 else _EPOCH
        self.example = today.isoformat()
        self.first = dt.date(today.year - _YEARS_BACK, 1, 1)
        self.last = dt.date(today.year + _YEARS_AHEAD, 12, 31)
        self.order: Order | None = None

    def whole(self, values: Sequence[CellValue], types: set[type], /) -> Sequence[Any] | None:
        if not types <= {dt.date, dt.datetime}:
            return None
        typed: Sequence[Any] = values
        if dt.datetime in types:
            typed = [v.date() if v.__class__ is dt.datetime else v for v in typed]
        distinct = {value for value in typed if value is not None}
        return typed if min(distinct) >= self.first and max(distinct) <= self.last else None

    def prepare(self, distinct: Sequence[CellValue], /) -> None:
        """Finds the order of day and month that the column's texts prove, and the year that its full dates share."""
        self.order = proven_order([value for value in distinct if isinstance(value, str)])
        full = [value.year for value in distinct if isinstance(value, dt.date)]
        if self.year is None and not self.ahead and len(full) >= _NEIGHBOURS and len(set(full)) == 1:
            self.year = full[0]

    def one(self, value: Any, /) -> Any:
        if isinstance(value, dt.datetime):
            value = value.date()
        if isinstance(value, dt.date):
            return value if self.first <= value <= self.last else self._unread(_UNLIKELY)
        if isinstance(value, str):
            return self._from_text(value)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return self._from_number(value)
        return self._unread(_NO_DATE)

    def _unread(self, reason: Text) -> Flag:
        return Flag(None, NOT_A_DATE, {"reason": reason, "example": self.example})

    def _from_text(self, text: str) -> Flag:
        read = parse_date(text)
        if isinstance(read, TwoWays):
            if self.order is None:
                return Flag(None, AMBIGUOUS_DATE, {"first": read.day_first, "second": read.month_first})
            read = read.day_first if self.order == "day" else read.month_first
        if read is _YEAR_MISSING:
            read = self._of_year(text)
        if isinstance(read, Text):
            return self._vague(text) or self._unread(read)
        if not self.first <= read <= self.last:
            return self._unread(_UNLIKELY)
        return Flag(read, DATE_AS_TEXT, {"date": read})

    def _of_year(self, text: str) -> dt.date | Text:
        """A date without its year: in the one that sheet, title or neighbours say; a plan for the next time it comes."""
        year = self.year
        if year is None and self.ahead:
            from sheetsales.book.parsing.vague_dates import coming_year

            month, day = map(int, re.findall(r"\d+", unicodedata.normalize("NFKC", text))[:2])
            exists = isinstance(_date(_LEAP, month, day), dt.date)
            year = coming_year(month, day, self.today) if exists else None
        return _YEAR_MISSING if year is None else _within(text, year)

    def _vague(self, text: str) -> Flag | None:
        """A plan that names a month or a quarter: its last day."""
        plain = unicodedata.normalize("NFKC", clean(text))
        if not self.ahead or len(plain) > _LONGEST:
            return None
        from sheetsales.book.parsing.vague_dates import last_day

        read = last_day(plain, self.today, self.year)
        if read is None or not self.first <= read <= self.last:
            return None
        return Flag(read, DAY_LEFT_OPEN, {"date": read})

    def _from_number(self, number: float | int | Decimal) -> Flag:
        if self.year is not None and number != int(number) and 1 < number < _THIRTEEN:
            return self._typed_as_number(f"{number:.10g}", self.year)
        read = self._serial(int(number)) if number < 10**6 else parse_date(str(int(number)))
        if isinstance(read, dt.date) and self.first <= read <= self.last:
            return Flag(read, DATE_AS_NUMBER, {"date": read})
        return self._unread(_NO_DATE)

    def _typed_as_number(self, text: str, year: int) -> Flag:
        """``10.14`` that became a number; 10.1 may have been the 1st or the 10th."""
        month, _, day = text.partition(".")
        read = _within(text, year)
        if isinstance(read, Text) or len(day) > _DAY_DIGITS:
            return self._unread(_NO_DATE if len(day) > _DAY_DIGITS else _NO_SUCH_DAY)
        if len(day) == 1 and isinstance(tenth := _date(year, int(month), int(day) * 10), dt.date):
            return Flag(None, AMBIGUOUS_DATE, {"first": read, "second": tenth})
        return Flag(read, DATE_AS_NUMBER, {"date": read})

    def _serial(self, days: int) -> dt.date | None:
        return self.epoch + dt.timedelta(days) if 0 < days < 10**6 else None
