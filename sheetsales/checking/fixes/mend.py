"""What one cell ought to hold, by the kind of its column and what reading it found wrong."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sheetsales.book.load_rules import (
    AMBIGUOUS_DATE,
    DATE_AS_NUMBER,
    DATE_AS_TEXT,
    ID_AS_NUMBER,
    NUMBER_AS_TEXT,
    PERCENT_AS_WHOLE,
    PHONE_AS_NUMBER,
    TWO_READINGS,
)
from sheetsales.book.parsing.cleaning import clean, has_invisible, narrow
from sheetsales.book.parsing.column_reader import Flag
from sheetsales.book.parsing.dates import parse_date
from sheetsales.cells.values import CellValue
from sheetsales.checking.fixes.fix import What, Why
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.currencies import codes_of, named_in

_CODES = frozenset({Kind.ID, Kind.PHONE, Kind.EMAIL})
_WORDS = frozenset({Kind.CHOICE, Kind.REF, Kind.YES_NO, Kind.PERIOD})
_TIME = regex(r"\d\s*[:：时点]")
_SERIALS = 10**6
_KEPT_DIGITS = 15
_INVISIBLE_ENDS = "\u200b\u2060\ufeff\u00ad\u200e\u200f"


@dataclass(frozen=True, slots=True)
class Mended:
    """What the cell shall hold; ``guess`` where somebody might have meant another thing."""

    after: CellValue
    what: What
    guess: bool = False


def mend(
    column: Column, value: CellValue, flag: Flag | None, *, factor: Decimal, currency: str, strict: bool
) -> Mended | Why | None:
    """What becomes of a cell: mended, left for a reason, or none of our business.

    ``strict`` marks columns that records are known by; ``factor`` and ``currency`` are those of the column.
    """
    rule = flag.rule if flag else None
    if flag is not None and rule is NUMBER_AS_TEXT and isinstance(value, str):
        return _number(value, str(flag.details["number"]), factor, currency, column.kind)
    if flag is not None and rule in (DATE_AS_TEXT, DATE_AS_NUMBER):
        return _date(value, flag.value)
    if rule is AMBIGUOUS_DATE:
        return Why.TWO_WAYS
    if rule is TWO_READINGS:
        return Why.TWO_READINGS
    if rule is PERCENT_AS_WHOLE:
        return Why.PERCENT
    if flag is not None and rule is PHONE_AS_NUMBER:
        return Mended(str(flag.details["plain"]), What.TEXT)
    if rule is ID_AS_NUMBER:
        return Why.LOST
    return _text(column.kind, value, strict) if isinstance(value, str) else None


def _number(text: str, number: str, factor: Decimal, currency: str, kind: Kind) -> Mended | Why:
    if kind is Kind.MONEY and any(currency not in codes_of(name) for name in named_in(text)):
        return Why.CURRENCY
    exact = Decimal(number[:-1]) / 100 / factor if number.endswith("%") else Decimal(number)
    if len(exact.normalize().as_tuple().digits) > _KEPT_DIGITS:
        return Why.DIGITS
    return Mended(int(exact) if exact == exact.to_integral_value() else exact, What.NUMBER)


def _date(value: CellValue, read: Any) -> Mended | Why:
    if isinstance(value, str):
        if _TIME.search(value):
            return Why.HAS_TIME
        sure = isinstance(parse_date(value), dt.date)
        return Mended(read, What.DATE if sure else What.READ_AS, guess=not sure)
    number = Decimal(str(value))
    if number != number.to_integral_value():
        return Why.HAS_TIME
    serial = number < _SERIALS
    return Mended(read, What.DATE_SHOWN if serial else What.READ_AS, guess=not serial)


def _text(kind: Kind, text: str, strict: bool) -> Mended | None:
    if kind in _CODES:
        cleaned = clean(text)
        plain = narrow(cleaned)
        if plain != cleaned:
            return Mended(plain, What.NARROWED)
    elif kind in _WORDS or strict:
        plain = clean(text)
    elif kind is Kind.ANY:
        return None
    else:
        plain = text.strip().strip(_INVISIBLE_ENDS).strip()
    return Mended(plain or None, What.TRIMMED) if plain != text else None


def looks_odd(value: CellValue) -> bool:
    """Whether a text may need a closer look: blanks around it, or characters that nobody sees or types."""
    if value.__class__ is not str:
        return False
    text: str = value
    return text != text.strip() or (not text.isascii() and (has_invisible(text) or narrow(text) != text))
