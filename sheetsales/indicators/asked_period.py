"""The month, quarter or year somebody asks for, as people say it: ``10月``, ``Oct``, ``Q3``, ``上月``, ``last year``."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

from sheetsales.errors import BadRequest
from sheetsales.indicators.period import (
    MONTHS,
    Period,
    fiscal_year_of,
    month,
    month_of,
    moved,
    parse_period,
    quarter_of,
    shifted,
    whole,
)
from sheetsales.regex import regex
from sheetsales.texts import Text

NO_MONTH: Final = Text(
    "“{text}”不是月份。请写成 2026-10、10月 或 上月 这样。",
    "'{text}' is not a month. Write it like 2026-10, Oct or last month.",
)
_QUARTER: Final = regex(r"(?:Q\s*([1-4])|第?([一二三四1-4])\s*季度?)\Z", re.IGNORECASE)
_YEAR_LAST: Final = regex(r"(\d{1,2})\s*[-./]\s*(20\d\d)\Z")
_NUMBER: Final = regex(r"(?:0?[1-9]|1[0-2])\Z")
_CHINESE: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
_RELATIVE: Final = regex(
    r"(?:(?P<this>本|这个?|今|当|this)|(?P<last>上个?|去|last|previous))[\s-]*"
    r"(?:(?P<month>月份?|month)|(?P<quarter>季度?|quarter)|(?P<year>年度?|year))\Z",
    re.IGNORECASE,
)


def asked_period(text: str, today: dt.date, start: int = 1) -> Period | None:
    """What ``parse_period`` reads, and ``10/2026``; a month or quarter without its year (``10月``, ``Oct``, ``Q3``): the
    latest that has begun; and what is told from ``today`` (``上月``, ``this quarter``, ``去年``). None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return (
        parse_period(_YEAR_LAST.sub(r"\2-\1", plain), start)
        or _quarter(plain, today, start)
        or _relative(plain, today, start)
        or _month(plain, today)
    )


def asked_month(text: str, today: dt.date) -> Period | None:
    """The same where a month is asked for, so that ``10`` alone is one too; None where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = asked_period(f"{plain}月" if _NUMBER.match(plain) else plain, today)
    return found if found is not None and found.span.months == 1 else None


def required_month(text: str, today: dt.date) -> Period:
    """The month somebody asked for; raises ``BadRequest`` where the text is none."""
    found = asked_month(text, today)
    if found is None:
        raise BadRequest(NO_MONTH.fill(text=text))
    return found


def _quarter(plain: str, today: dt.date, start: int) -> Period | None:
    match = _QUARTER.match(plain)
    if match is None:
        return None
    number = int(match[1]) if match[1] else _CHINESE.get(match[2]) or int(match[2])
    quarter = whole(shifted(month_of(fiscal_year_of(today, start).first), 3 * (number - 1)), 3, start)
    return quarter if quarter.first <= today else moved(quarter, -MONTHS, start)


def _relative(plain: str, today: dt.date, start: int) -> Period | None:
    match = _RELATIVE.match(plain)
    if match is None:
        return None
    if match["month"]:
        now = month_of(today)
    elif match["quarter"]:
        now = quarter_of(today, start)
    else:
        now = whole(month_of(fiscal_year_of(today, start).first), MONTHS, start)
    return now if match["this"] else moved(now, -now.span.months, start)


def _month(plain: str, today: dt.date) -> Period | None:
    from sheetsales.schema.period_headings import period_named

    label = period_named(plain, today.year)
    if label is None or "Q" in label:
        return None
    year, number = map(int, label.split("-"))
    found = month(year, number)
    return found if found.first <= today else shifted(found, -MONTHS)
