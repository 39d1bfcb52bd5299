"""Words for the period a report tells: what is written for a month is said of the quarter or year that is told instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sheetsales.indicators.period import Period
from sheetsales.regex import regex
from sheetsales.reports.periods import Length, Periods
from sheetsales.speech.days import SHORT_MONTHS, month
from sheetsales.texts import Text

_ZH: Final[Mapping[Length, Mapping[str, str]]] = {
    "quarter": {
        "上年同月": "上年同季", "上月月末": "上季末", "本月": "本季度", "上月": "上季度", "下月": "下季度", "当月": "当季", "同月": "同季",
        "月初": "季初", "月末": "季末", "月报": "季报", "月度": "季度",
    },
    "year": {
        "上月月末": "上年末", "本月": "本年", "上月": "上年", "下月": "下年", "当月": "当年", "上年同月": "上年", "环比": "比上年", "同月": "上年",
        "月初": "年初", "月末": "年末", "月报": "年报", "月度": "年度",
    },
}  # fmt: skip
"""What stands for words on the month, the longest first where one begins another."""
_PHRASE: Final = regex(r"环比|上月月末|上年同月|[本上下当同]月|月[初末报度]")
_MONTH: Final = regex(r"(?<!-)\b([Mm])onth(ly)?\b(?!-)", re.ASCII)
_EN: Final[Mapping[Length, tuple[str, str]]] = {
    "quarter": ("quarter", "quarterly"),
    "year": ("year", "yearly"),
}


def in_period(text: Text, length: Length) -> Text:
    """The text as it is said of a quarter or a year; one that speaks of no month, or that somebody typed, stays. What is
    only said in English speaks of a month by itself."""
    if length == "month" or text.zh == text.en or (text.zh and not _PHRASE.search(text.zh)):
        return text
    words = _ZH[length]
    zh = _PHRASE.sub(lambda found: words.get(found[0], found[0]), text.zh)
    return Text(zh, _MONTH.sub(lambda found: _english(found, length), text.en))


def _english(found: re.Match[str], length: Length) -> str:
    word = _EN[length][bool(found[2])]
    return word.capitalize() if found[1] == "M" else word


def spoken_period(periods: Periods, *, short: bool = False) -> Text:
    """``2026 年 10 月``, ``2026 年第三季度（7–9 月）``, ``2026 财年（2026-04 至 2027-03）``; ``short`` without the year of a
    month and the months of a quarter."""
    told = periods.told
    if periods.length == "month":
        number = told.first.month
        return Text(f"{number} 月", SHORT_MONTHS[number - 1]) if short else month(told.first.year, number)
    fiscal = periods.fiscal_start != 1
    year, _, quarter = told.label.partition("Q")
    of_year = Text(f"{year} 财年" if fiscal else f"{year} 年", f"fiscal {year}" if fiscal else year)
    named = Text(f"{of_year.zh}第{_NUMBERS[quarter]}季度", f"Q{quarter} {of_year.en}") if quarter else of_year
    if short or (not quarter and not fiscal):
        return named
    months = _months(told, fiscal=fiscal)
    return Text(f"{named.zh}（{months.zh}）", f"{named.en} ({months.en})")


_NUMBERS: Final[Mapping[str, str]] = {"1": "一", "2": "二", "3": "三", "4": "四"}


def _months(told: Period, *, fiscal: bool) -> Text:
    """Which months it is made of: fiscal years start where a team says."""
    if fiscal:
        first, last = f"{told.first:%Y-%m}", f"{told.last:%Y-%m}"
        return Text(f"{first} 至 {last}", f"{first} to {last}")
    first_month, last_month = told.first.month, told.last.month
    return Text(
        f"{first_month}–{last_month} 月", f"{SHORT_MONTHS[first_month - 1]}–{SHORT_MONTHS[last_month - 1]}"
    )
