"""Number formats: what the built-in ones are, and which show a date or elapsed time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from sheetsales.cells.values import CellValue
from sheetsales.regex import regex

NumberKind = Literal["number", "date", "elapsed"]

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59), *range(71, 82)))
_BUILT_IN_ELAPSED = frozenset((46,))
_LITERAL = regex(r'"[^"]*"?|\\.|[_*].|General|G/标准|G/通用格式', re.DOTALL | re.IGNORECASE)
_ELAPSED = regex(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKET = regex(r"\[[^\]]*\]")
_EXPONENT = regex(r"E[+-]", re.IGNORECASE)
_DATE_LETTER = regex(r"[dmyhse年月日]", re.IGNORECASE)
_CLOCK = regex(r"[hs时秒]", re.IGNORECASE)
_DAY = regex(r"[dye年月日]", re.IGNORECASE)
_QUOTED = regex(r'"[^"]*"|\\.|_.|\*.')
_LONGEST_CODE = 255
_LONGEST = 1_000
"""Characters of a format code; Excel knows 255."""

GENERAL, DATE, DATETIME, TIME, DURATION = "General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm:ss", "[h]:mm:ss"
"""The formats given to numbers and dates in cells whose own format would show them as something else."""

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "mm-dd-yy",
    22: "m/d/yy h:mm", 49: "@",
}  # fmt: skip
"""Formats that files name by number alone. 14 and 22 are shown the way each computer writes dates."""
NUMBER_OF = {code: number for number, code in BUILT_IN.items()}
SHOWN_IN_CHINA: Final[Mapping[int, str]] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that files name by number alone, as a Chinese Excel shows them."""


def is_code(code: str) -> bool:
    """Whether Excel takes it for a number format."""
    bare = _QUOTED.sub("", code)
    sound = '"' not in bare and bare.count("[") == bare.count("]") and bare.count(";") <= 3
    return sound and bool(code) and len(code) <= _LONGEST_CODE and code.isprintable()


@lru_cache(maxsize=4096)
def kind_of_format(code: str) -> NumberKind:
    """What a number format code makes of a number; the first section decides."""
    plain = _LITERAL.sub("", code[:_LONGEST]).partition(";")[0]
    if _ELAPSED.search(plain):
        return "elapsed"
    plain = _EXPONENT.sub("", _BRACKET.sub("", plain))
    return "date" if _DATE_LETTER.search(plain) else "number"


@lru_cache(maxsize=4096)
def kind_of(number: int, code: str | None) -> NumberKind:
    """What a format makes of a number: by its code where the file gives one, else by its id."""
    if code is not None:
        return kind_of_format(code)
    if number in _BUILT_IN_ELAPSED:
        return "elapsed"
    return "date" if number in _BUILT_IN_DATES else "number"


@lru_cache(maxsize=4096)
def suits(wanted: str, number: int, code: str | None) -> bool:
    """Whether a cell's format shows a value as what it is, for which ours would be ``wanted``.

    Numbers want no date format, days one that shows days, times of day and lengths of time one that shows a clock.
    """
    kind = kind_of(number, code)
    if wanted == GENERAL or kind == "number":
        return (wanted == GENERAL) == (kind == "number")
    plain = _LITERAL.sub("", (SHOWN_IN_CHINA.get(number, DATE) if code is None else code)[:_LONGEST])
    plain = plain if kind == "elapsed" else _BRACKET.sub("", plain)
    has_clock = bool(_CLOCK.search(plain))
    if wanted in (TIME, DURATION):
        return has_clock
    return kind == "date" and (bool(_DAY.search(plain)) or not has_clock)


def format_for(value: CellValue) -> str | None:
    """The number format that shows a number, date, moment, time or length of time as what it is; None for all else."""
    if isinstance(value, dt.datetime):
        return DATETIME if value.time() != dt.time() else DATE
    if isinstance(value, dt.date):
        return DATE
    if isinstance(value, dt.time | dt.timedelta):
        return TIME if isinstance(value, dt.time) else DURATION
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return GENERAL if is_number else None
