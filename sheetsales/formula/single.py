"""Single values as formulas see them: days are numbers, texts become numbers where one is needed. Needs no numpy."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from sheetsales.cells.values import CellError
from sheetsales.regex import regex

ERRORS: Final = tuple(
    map(CellError, ("", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
)
"""Error values by the number a lane keeps for them; 0 is none."""
NULL, DIV0, VALUE, REF, NAME, NUM, NA = ERRORS[1:]

NUMBER_OF: Final = {error.code: number for number, error in enumerate(ERRORS)}

Value = float | str | bool | CellError | None
"""One cell's value as functions see it: days are numbers, a blank is None."""

_NUMBER: Final = regex(
    r"([+-]?)[$¥￥£€]?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(e[+-]?\d+)?(%?)\Z", re.IGNORECASE
)
_DAY: Final = regex(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)\Z")
_LONGEST_NUMBER: Final = 40

Canon = Callable[[str], str]
"""What a text stands for in a column of choices or references: the code or id its cell means."""

LONGEST_TEXT: Final = 32_767
"""Characters of a text, as in Excel; what would be longer is #VALUE!."""

_DAY_ZERO: Final = dt.date(1899, 12, 30).toordinal()
_LEAP: Final = 60
"""29 February 1900, a day that was none."""
LAST_DAY: Final = dt.date.max.toordinal() - _DAY_ZERO


def serial(day: dt.date) -> float:
    """The day as Excel counts it, which holds 1900 for a leap year; days before that year count below 1."""
    number = day.toordinal() - _DAY_ZERO
    return float(number - 1 if number <= _LEAP else number)


def day_of(number: float) -> dt.date | None:
    """The day of a serial number, its time of day left out; None for what is no day."""
    whole = int(number // 1) if abs(number) < 1e9 else -1
    if not 1 <= whole <= LAST_DAY:
        return None
    return dt.date.fromordinal(whole + _DAY_ZERO + (whole < _LEAP))


def ymd(number: float) -> tuple[int, int, int] | None:
    """Year, month and day of a serial number; of 0, as Excel has it, 0 January 1900."""
    if 0 <= number < 1:
        return 1900, 1, 0
    day = day_of(number)
    return None if day is None else (day.year, day.month, day.day)


_AS_THEY_ARE: Final = frozenset((str, float, type(None)))


def plain_value(value: Any) -> Value:
    """The value of a cell as a formula sees it."""
    if value.__class__ in _AS_THEY_ARE or isinstance(value, (bool, str, CellError)):
        return value  # type: ignore[no-any-return]  # as just asked
    if isinstance(value, dt.datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        return serial(value.date()) + seconds / 86_400
    if isinstance(value, dt.date):
        return serial(value)
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86_400
    if isinstance(value, dt.timedelta):
        return value.total_seconds() / 86_400
    return float(value)


@lru_cache(maxsize=4096)
def number_in(text: str) -> float | None:
    """The number or day a text reads as: ``5``, ``1,200``, ``15%``, ``2026-11-02``; None for others."""
    plain = text.strip()
    if len(plain) > _LONGEST_NUMBER:
        return None
    if match := _NUMBER.match(plain):
        number = float(match[2].replace(",", "") + (match[3] or "")) * (-1 if match[1] == "-" else 1)
        return (number / 100 if match[4] else number) if abs(number) < 1e308 else None
    if match := _DAY.match(plain):
        try:
            return serial(dt.date(*map(int, filter(None, match.groups()))))
        except ValueError:
            return None
    return None


def text_of(number: float) -> str:
    """A number as ``&`` and LEN see it: up to fifteen digits, no trailing zeros."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.15g}"
    mantissa, e, exponent = text.partition("e")
    if not e:
        return text
    power = int(exponent)
    if 0 < power <= 20:
        return f"{float(text):.0f}"
    return f"{mantissa}E{'-' if power < 0 else '+'}{abs(power):02}"


def as_number(value: Value) -> float | CellError:
    """One value where a number is needed: a blank is 0, TRUE is 1, a text what it reads as, else #VALUE!."""
    if isinstance(value, CellError):
        return value
    if isinstance(value, str):
        number = number_in(value)
        return VALUE if number is None else number
    return float(value or 0)


def as_text(value: Value) -> str | CellError:
    """One value where a text is needed."""
    if isinstance(value, str | CellError):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else text_of(value)


def as_truth(value: Value) -> bool | CellError:
    """One value where TRUE or FALSE is needed."""
    if isinstance(value, str):
        word = value.strip().upper()
        return word == "TRUE" if word in ("TRUE", "FALSE") else VALUE
    return value if isinstance(value, CellError) else bool(value)
