"""What the cells of one sheet column look like: the shares of dates, numbers, addresses … among its first values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property

from sheetsales.cells.values import CellError, CellValue
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.aliases import label_key
from sheetsales.schema.currencies import beside_number

SAMPLE = 200
"""How many non-blank cells are looked at."""

_DATE = regex(
    r"(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{1,2}[- ][A-Za-z]{3,9}[- ,]+\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|20\d{6}|\d{1,2}月\d{1,2}日)"
    r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AaPp][Mm])?)?\s*(?:Z|UTC|GMT|[-+]\d{2}:?\d{2})?\Z"
)
_MONTH_DAY = regex(r"(?:0?[1-9]|1[0-2])\s*(?:[./-]|月)\s*(?:0?[1-9]|[12]\d|3[01])\s*[日号]?\Z")
_SPAN = regex(
    r"(?:20\d\d\s*年?\s*)?(?:\d{1,2}\s*月(?:上旬|中旬|下旬|底前?|末|初|中|份)?|第?[1-4一二三四]季度|[上下]半年|年?[底末])\Z"
    r"|20\d\d\s*[-/.]\s*\d{1,2}\Z|(?:20\d\d\s*)?[qh][1-4](?:\s*20\d\d)?\Z"
    r"|(?:(?:by )?(?:the )?end of )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|ober)?,?(?:\s+20\d\d)?\Z",
    re.IGNORECASE,
)
_PERCENT = regex(r"[-+]?\d+(?:\.\d+)?\s*[%％]\Z")
_PHONE = regex(r"\+?[\d(][\d\s()./-]{5,24}(?:\s*(?:ext|x|转|分机)\.?\s*\d+)?\Z", re.IGNORECASE)
_PERIOD = regex(
    r"(?:20\d\d\s*年?度?|20\d\d(?:0[1-9]|1[0-2])|20\d\d\s*[-/.年M]\s*\d{1,2}\s*月?份?"
    r"|(?:20\d\d\s*[-/.年]?\s*)?(?:Q[1-4]|第?[一二三四1-4]季度?)|Q[1-4][\s\-/]*20\d\d|(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月份?"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|ober)?\.?[\s\-/,']*(?:20)?(?:\d\d)?)\Z",
    re.IGNORECASE,
)


@cache
def _number() -> re.Pattern[str]:
    """A number as people type it, in either way to mark decimals, with a scale and a currency."""
    money = beside_number()
    return re.compile(
        rf"[-+(]?\s*{money}?\s*[-+]?(?:[\d,]*\.?\d+|\d{{1,3}}(?:\.\d{{3}})+,\d+|\d+,\d\d)"
        rf"\s*(?:百万|万|千|亿|k|mn|m)?\s*(?:元|{money})?\)?\Z",
        re.IGNORECASE,
    )


@dataclass(frozen=True)
class Sample:
    """The first non-blank values of a column, error cells left out."""

    values: tuple[CellValue, ...]

    def share(self, matching: Iterable[CellValue]) -> float:
        return sum(1 for _ in matching) / len(self.values) if self.values else 0.0

    @cached_property
    def dates(self) -> float:
        return self.share(v for v in self.values if _is_date(v))

    @cached_property
    def month_days(self) -> float:
        """Share of texts that may be a month and a day without the year, or a month or quarter that leaves the day open."""
        return self.share(v for v in self.values if isinstance(v, str) and _is_part_of_date(v.strip()))

    @cached_property
    def numbers(self) -> float:
        """Share of numbers, typed or as text, percentages included."""
        return self.share(v for v in self.values if _is_number(v))

    @cached_property
    def emails(self) -> float:
        return self.share(v for v in self.values if isinstance(v, str) and "@" in v)

    @cached_property
    def phones(self) -> float:
        return self.share(v for v in self.values if _is_phone(v))

    @cached_property
    def periods(self) -> float:
        return self.share(v for v in self.values if _is_date(v) or _PERIOD.match(str(v).strip()))

    @cached_property
    def percent_texts(self) -> float:
        return self.share(v for v in self.values if isinstance(v, str) and _PERCENT.match(v.strip()))

    @cached_property
    def figures(self) -> tuple[float, ...]:
        """The plain numbers, as typed."""
        return tuple(float(v) for v in self.values if _is_plain_number(v))  # type: ignore[arg-type]  # numbers only

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The values as comparable labels."""
        return tuple(label_key(str(v)) for v in self.values if isinstance(v, str | int | float | bool))

    def overlap(self, known: Mapping[str, str]) -> float:
        """Share of cells that hold one of the known labels."""
        return sum(1 for t in self.texts if t in known) / len(self.values) if self.values else 0.0

    @cached_property
    def unique(self) -> float:
        return len(set(map(str, self.values))) / len(self.values) if self.values else 0.0

    @cached_property
    def counts_rows(self) -> bool:
        """Whether it is a row number, 1 … n in order."""
        return len(self.figures) == len(self.values) > 0 and self.figures == tuple(
            float(n) for n in range(1, len(self.figures) + 1)
        )


def take(column: Sequence[CellValue], first: int, last: int) -> Sample:
    """The sample of ``column[first:last]``."""
    found: list[CellValue] = []
    for value in column[first:last]:
        if value is None or isinstance(value, CellError) or (isinstance(value, str) and not value.strip()):
            continue
        found.append(value)
        if len(found) == SAMPLE:
            break
    return Sample(tuple(found))


def _is_date(value: CellValue) -> bool:
    if isinstance(value, str):
        return bool(_DATE.match(value.strip()))
    return isinstance(value, dt.date)


def _is_part_of_date(text: str) -> bool:
    return bool(_MONTH_DAY.match(text) or _SPAN.match(text))


def _is_plain_number(value: CellValue) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_number(value: CellValue) -> bool:
    if isinstance(value, str):
        text = value.strip()
        return bool(_number().match(text) or _PERCENT.match(text))
    return _is_plain_number(value)


def _is_phone(value: CellValue) -> bool:
    if isinstance(value, str):
        first = re.split(r"[/;,、；，]", value.strip())[0].strip()
        return bool(_PHONE.match(first)) and not _DATE.match(value.strip())
    return _is_plain_number(value) and 100_000 <= abs(value) < 10**15  # type: ignore[arg-type,operator]  # a number
