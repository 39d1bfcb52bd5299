"""What a cell shows: its value through its number format, as Excel would."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sheetsales.formula.scalars.formats import formatted
from sheetsales.look.numbers import UNKNOWN
from sheetsales.regex import regex
from sheetsales.reports.cells import Calc, Content, Dash

_DAY_ZERO: Final = dt.date(1899, 12, 30)
_CONDITION: Final = regex(r"\[(>=|<=|<>|<|>|=)(-?[0-9.]+)\]")
_SCALED: Final = regex(r"(0+)\\\.(0+)(,*)")
"""A point as a text between digits, which is how a format can scale by ten thousands."""
_HOLDS: Final = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "=": lambda a, b: a == b,
}


def text_of(content: Content, pattern: str) -> str:
    """The text a cell shows; "" where it is blank."""
    match content:
        case None:
            return ""
        case Dash():
            return "" if content.gap else UNKNOWN
        case Calc(_, value):
            return text_of(value, pattern)
        case str():
            return content
        case dt.date():
            return _number((content - _DAY_ZERO).days, pattern)
        case _:
            return _number(float(content), pattern)


def _number(value: float, pattern: str) -> str:
    section = _section(value, pattern)
    if section is None:
        said = formatted(value, pattern)
    elif scaled := _SCALED.search(section):
        said = formatted(0.0, section.replace(scaled[0], f'"{_with_point(value, scaled)}"'))
    else:
        said = formatted(value, section)
    return str(said)


def _section(value: float, pattern: str) -> str | None:
    """Of a format with conditions the section that holds, None of any other."""
    sections = pattern.split(";")
    if _CONDITION.match(sections[0]) is None:
        return sections[0] if len(sections) == 1 else None
    for section in sections:
        condition = _CONDITION.match(section)
        if condition is None or _HOLDS[condition[1]](value, float(condition[2])):
            return section[condition.end() :] if condition else section
    return sections[-1]


def _with_point(value: float, scaled: re.Match[str]) -> str:
    places = len(scaled[2])
    whole = Decimal(repr(value)) / 1000 ** len(scaled[3])
    digits = f"{abs(whole.quantize(Decimal(1), rounding=ROUND_HALF_UP)):f}".rjust(places + 1, "0")
    minus = "-" if value < 0 else ""
    return f"{minus}{digits[:-places]}.{digits[-places:]}"
