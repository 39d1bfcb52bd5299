"""Units in headings and sheet titles → the factor that turns a cell's number into the column's own unit."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.column import Column, Kind

Dimension = Literal["money", "share", "hours", "days", "points"]
ONE = Decimal(1)

_CURRENCIES = {
    "元": "", "圆": "", "$": "", "人民币": "CNY", "rmb": "CNY", "cny": "CNY", "¥": "CNY", "美元": "USD", "美金": "USD", "usd": "USD", "us$": "USD",
    "欧元": "EUR", "eur": "EUR", "€": "EUR", "英镑": "GBP", "gbp": "GBP", "£": "GBP", "港元": "HKD", "港币": "HKD", "hkd": "HKD", "日元": "JPY", "jpy": "JPY",
}  # fmt: skip
_SCALES = {
    "": ONE, "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000), "百万": Decimal(1_000_000), "千万": Decimal(10_000_000), "亿": Decimal(100_000_000),
    "k": Decimal(1000), "thousand": Decimal(1000), "thousands": Decimal(1000), "'000": Decimal(1000), "'000s": Decimal(1000), "000s": Decimal(1000),
    "m": Decimal(1_000_000), "mn": Decimal(1_000_000), "mm": Decimal(1_000_000), "million": Decimal(1_000_000), "millions": Decimal(1_000_000),
}  # fmt: skip
_MINUTES = {
    "秒": ONE / 60, "s": ONE / 60, "sec": ONE / 60, "second": ONE / 60, "seconds": ONE / 60, "分钟": ONE, "min": ONE, "mins": ONE, "minute": ONE, "minutes": ONE,
    "小时": Decimal(60), "时": Decimal(60), "h": Decimal(60), "hr": Decimal(60), "hrs": Decimal(60), "hour": Decimal(60), "hours": Decimal(60),
}  # fmt: skip
_DAYS = {
    "天": ONE, "日": ONE, "工作日": ONE, "day": ONE, "days": ONE, "working days": ONE, "周": Decimal(7), "星期": Decimal(7), "week": Decimal(7), "weeks": Decimal(7),
}  # fmt: skip
_SHARES = {"%": ONE, "percent": ONE, "百分比": ONE, "‰": Decimal("0.1"), "让利%": ONE, "% off": ONE}
_CURRENCY = "|".join(re.escape(c) for c in sorted(_CURRENCIES, key=len, reverse=True))
_SCALE = "|".join(re.escape(s) for s in sorted(_SCALES, key=len, reverse=True) if s)
_MONEY = regex(rf"^(?P<before>{_CURRENCY})?\s*(?P<scale>{_SCALE})?\s*(?P<after>{_CURRENCY})?$")
_BRACKET_UNIT = regex(r"[(（\[【]\s*([^()（）\[\]【】]{1,8}?)\s*[)）\]】]\s*\Z")
_TITLE_UNIT = regex(
    r"(?:单位|unit|units|(?:all |the )?(?:amounts?|figures|values)(?: are)?(?: shown)?(?: in)?)\s*[:：]?\s*(?:in\s+)?"
    rf"(?P<unit>(?:{_CURRENCY})?\s*(?:{_SCALE})?\s*(?:{_CURRENCY})?)(?![\w])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """``factor`` leads to full currency units, per cent, minutes or days; ``currency`` is "" where none is said."""

    dimension: Dimension
    factor: Decimal = ONE
    currency: str = ""


@lru_cache(maxsize=512)
def parse_unit(text: str) -> Unit | None:
    """``万元`` → money × 10,000; None for anything that is no unit we know. The text is case folded."""
    if text in ("分", "points", "0–100", "0-100"):
        return Unit("points")
    for table, dimension in ((_SHARES, "share"), (_MINUTES, "hours"), (_DAYS, "days")):
        if text in table:
            return Unit(dimension, table[text])  # type: ignore[arg-type]  # the pairs above
    return _money(text)


def _money(text: str) -> Unit | None:
    match = _MONEY.match(text)
    if not match or not text:
        return None
    currency = _CURRENCIES.get(match["before"] or "", "") or _CURRENCIES.get(match["after"] or "", "")
    return Unit("money", _SCALES[match["scale"] or ""], currency)


def is_unit(text: str) -> bool:
    return parse_unit(text) is not None


def title_unit(text: str) -> str:
    """The money unit a title announces for the table below it (``单位：万元``); "" where it announces none."""
    match = _TITLE_UNIT.search(text.replace("：", ":"))
    unit = match["unit"].strip().casefold() if match else ""
    return unit if unit and _money(unit) else ""


def bracket_unit(text: str) -> str:
    """The money unit in brackets at the end of a title (``2026 年销售目标（万元）``); "" where there is none."""
    match = _BRACKET_UNIT.search(text)
    unit = match[1].strip().casefold() if match else ""
    return unit if unit and _money(unit) else ""


def factor_for(column: Column, unit: str) -> Decimal | None:
    """The factor for a column under a heading with this unit; None where the two cannot belong together."""
    known = parse_unit(unit) if unit else None
    if known is None:
        return ONE
    if known.dimension == "points":
        return Decimal("0.01") if column.kind is Kind.MONEY else ONE
    if known.dimension == "money":
        return known.factor if column.kind in (Kind.MONEY, Kind.NUMBER, Kind.TEXT, Kind.ANY) else None
    if known.dimension == "share":
        return known.factor if column.kind is Kind.PERCENT else None
    return _time_factor(column, known)


def _time_factor(column: Column, unit: Unit) -> Decimal | None:
    if unit.dimension == "days":
        return unit.factor if column.kind in (Kind.INTEGER, Kind.TEXT, Kind.ANY) else None
    if column.key == "minutes":
        return unit.factor
    return unit.factor / 60 if "hours" in column.key else None
