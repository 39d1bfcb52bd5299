"""Reads periods and yes/no."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sheetsales.book.load_rules import NOT_A_PERIOD, UNKNOWN_YES_NO
from sheetsales.book.parsing.cleaning import clean, fold
from sheetsales.book.parsing.column_reader import Flag, Reader
from sheetsales.cells.values import CellValue
from sheetsales.regex import regex

_LONGEST = 40
_YEAR = regex(r"(20\d\d)\s*年?度?\Z")
_QUARTER = regex(r"(20\d\d)\s*[-./年]?\s*(?:Q\s*([1-4])|第?([一二三四1-4])季度?)\Z", re.IGNORECASE)
_QUARTER_FIRST = regex(r"Q\s*([1-4])[\s\-/]*(20\d\d)\Z", re.IGNORECASE)
_MONTH = regex(r"(20\d\d)\s*(?:[-./年]\s*|M)(\d{1,2})\s*月?\Z", re.IGNORECASE)
_COMPACT = regex(r"(20\d\d)(\d\d)\Z")
_MONTH_WORD = regex(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[\s\-/,]*(20\d\d)\Z", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CHINESE = {"一": "1", "二": "2", "三": "3", "四": "4"}

_YES = frozenset(
    {"是", "yes", "y", "true", "t", "1", "√", "✓", "✔", "对", "有", "在职", "on", "active", "启用", "开"}
)
_NO = frozenset(
    {
        "否",
        "no",
        "n",
        "false",
        "f",
        "0",
        "×",
        "✗",
        "✘",
        "x",
        "不",
        "无",
        "离职",
        "off",
        "inactive",
        "停用",
        "关",
    }
)


def parse_period(text: str) -> str | None:
    """``2026``, ``2026Q4`` or ``2026-10`` out of what people type for it; None where the year is missing."""
    plain = unicodedata.normalize("NFKC", clean(text))
    if len(plain) > _LONGEST:
        return None
    if match := _YEAR.match(plain):
        return match[1]
    if match := _QUARTER.match(plain):
        quarter = match[2] or _CHINESE.get(match[3], match[3])
        return f"{match[1]}Q{quarter}"
    if match := _QUARTER_FIRST.match(plain):
        return f"{match[2]}Q{match[1]}"
    if match := _MONTH.match(plain) or _COMPACT.match(plain):
        return _month(match[1], int(match[2]))
    if match := _MONTH_WORD.match(plain):
        return _month(match[2], _MONTHS.index(match[1].lower()) + 1)
    return None


def _month(year: str, month: int) -> str | None:
    return f"{year}-{month:02d}" if 1 <= month <= 12 else None


class PeriodReader(Reader):
    """Years, quarters and months. A date stands for its month: Excel makes one of a typed ``2026-10``. A month or quarter
    without its year is of ``year``, unknown where that is None."""

    def __init__(self, year: int | None = None) -> None:
        self.year = year

    def one(self, value: Any, /) -> Any:
        if isinstance(value, dt.date):
            return f"{value:%Y-%m}"
        text = value if isinstance(value, str) else _whole_number(value)
        return parse_period(text) or self._of_the_year(text) or Flag(None, NOT_A_PERIOD)

    def _of_the_year(self, text: str) -> str | None:
        if self.year is None or not text:
            return None
        from sheetsales.schema.period_headings import period_named

        return period_named(text, self.year)


def _whole_number(value: Any) -> str:
    """2026.1 may be January or October, so only whole numbers name a period."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and value == int(value):
        return str(int(value))
    return ""


class YesNoReader(Reader):
    """Yes and no as people write them."""

    def whole(self, values: Sequence[CellValue], types: set[type], /) -> Sequence[Any] | None:
        return values if types == {bool} else None

    def one(self, value: Any, /) -> Any:
        if isinstance(value, bool):
            return value
        word = fold(value) if isinstance(value, str) else _whole_number(value)
        if word in _YES:
            return True
        return False if word in _NO else Flag(None, UNKNOWN_YES_NO)
