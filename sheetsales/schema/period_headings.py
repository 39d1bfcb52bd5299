"""Headings that name a month or a quarter, with or without its year: the columns of a sheet laid out wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from sheetsales.regex import regex

FEWEST: Final = 4
"""From so many such headings on a sheet is laid out by them."""
_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_NAMES: Final = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS)
_CHINESE: Final = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_TAIL: Final = r"(?:目标|任务|指标|计划|销售额|金额|target|quota|goal|plan)?(?:\s*[(（].*[)）])?"
_YEAR: Final = r"(?:(?P<year>20\d\d)\s*[-./年]?\s*)?"
_MONTH: Final = regex(
    rf"{_YEAR}(?:(?P<number>\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s*月份?|(?P<word>{_NAMES}|sept)\.?(?:[\s'/-]*(?P<after>20\d\d|\d\d))?)\s*{_TAIL}\Z",
    re.IGNORECASE,
)
_QUARTER: Final = regex(
    rf"{_YEAR}(?:第?\s*(?P<number>[1-4一二三四])\s*季度?|q\s*(?P<q>[1-4])(?:[\s'/-]*(?P<after>20\d\d|\d\d))?)\s*{_TAIL}\Z",
    re.IGNORECASE,
)
_CENTURY: Final = 2000


def period_named(heading: str, year: int | None = None) -> str | None:
    """``2026-10`` or ``2026Q4`` for a heading that names it; None where it names none, or nothing says the year."""
    plain = unicodedata.normalize("NFKC", heading).strip()
    if match := _MONTH.match(plain):
        own = _own_year(match["year"] or match["after"]) or year
        month = _month(match["number"], match["word"])
        return f"{own}-{month:02d}" if own and 1 <= month <= len(_MONTHS) else None
    if match := _QUARTER.match(plain):
        own = _own_year(match["year"] or match["after"]) or year
        number = match["q"] or match["number"]
        return f"{own}Q{_CHINESE.get(number) or int(number)}" if own else None
    return None


def names_period(heading: str) -> bool:
    """Whether a heading names a month or a quarter, of whatever year."""
    return period_named(heading, _CENTURY) is not None


def is_wide(headings: Iterable[str]) -> bool:
    """Whether so many headings name a month or a quarter that the sheet is laid out by them."""
    return sum(map(names_period, headings)) >= FEWEST


def _own_year(said: str | None) -> int | None:
    if not said:
        return None
    return int(said) if len(said) > 2 else _CENTURY + int(said)


def _month(number: str | None, word: str | None) -> int:
    if word:
        return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.casefold()[:3]))
    return _CHINESE.get(number or "") or int(number or 0)
