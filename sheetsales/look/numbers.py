"""Number formats of cells, and how figures read in a sentence."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from sheetsales.schema.column import Kind

GENERAL = "General"
TEXT = "@"
WHOLE = "0"
MONEY = "#,##0"
NUMBER = "[>=1000]#,##0;[<=-1000]-#,##0;General"
"""Plain below a thousand, so that 0.5 hours stay 0.5, and grouped above."""
PERCENT = "0.0%"
CENTS = "#,##0.00"
RATE = "0.00%"
DATE = "yyyy-mm-dd"
MONTH = "yyyy-mm"

UNKNOWN = "—"

BY_KIND: dict[Kind, str] = {
    Kind.TEXT: TEXT,
    Kind.NOTE: GENERAL,
    Kind.ID: TEXT,
    Kind.REF: TEXT,
    Kind.CHOICE: TEXT,
    Kind.LIST: TEXT,
    Kind.MONEY: MONEY,
    Kind.NUMBER: NUMBER,
    Kind.INTEGER: WHOLE,
    Kind.PERCENT: PERCENT,
    Kind.DATE: DATE,
    Kind.YES_NO: TEXT,
    Kind.PERIOD: TEXT,
    Kind.PHONE: TEXT,
    Kind.EMAIL: TEXT,
    Kind.LINK: GENERAL,
    Kind.ANY: GENERAL,
}
"""Texts are text format on purpose: Excel would make dates of 2026-10 and 3-6-1, and drop a leading zero."""

NUMERIC: frozenset[Kind] = frozenset({Kind.MONEY, Kind.NUMBER, Kind.INTEGER, Kind.PERCENT})
CENTRED: frozenset[Kind] = frozenset({Kind.ID, Kind.DATE, Kind.PERIOD, Kind.YES_NO})


def dash_for_text(number_format: str) -> str:
    """The same format with every text shown as ``—``: for formulas that return "" where nothing is known.

    ``number_format`` has one section.
    """
    return f'{number_format};-{number_format};{number_format};"{UNKNOWN}"'


def spoken_percent(share: Decimal | float) -> str:
    """A share from 0 to 1 as ``36.7%``, ``85%``."""
    return f"{_trimmed(Decimal(str(share)) * 100, 1)}%"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _trimmed(value: Decimal, places: int) -> str:
    text = f"{_rounded(value, places):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
