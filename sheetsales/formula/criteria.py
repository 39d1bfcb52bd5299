"""What COUNTIFS and its like are asked for: ``">100"``, ``"<>"``, ``"王*"``, a value; and the rows that answer to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from sheetsales.cells.values import CellError
from sheetsales.dataclass import dataclass
from sheetsales.formula.single import NUMBER_OF, Canon, Value, number_in
from sheetsales.formula.wildcards import has_wildcards
from sheetsales.regex import regex

_SIGNS: Final = ("<=", ">=", "<>", "=", "<", ">")
_PLAIN: Final = regex(r"(?!(?:true|false)\Z)[^\W\d_][^*?~]*\Z", re.IGNORECASE)
_MOST_DIGITS: Final = 15
"""A longer row of digits is an id, not a number; Excel would take two ids for one where these digits agree."""

Key = Any
"""What equal values share: a number, a text in lower case or what it stands for, or a pair for other kinds."""

COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """``sign`` is one of = <> < > <= >=; ``value`` None asks for blanks, ``empty`` for blanks and empty texts."""

    sign: str
    value: Value
    empty: bool = False

    @property
    def plain(self) -> bool:
        """Whether it asks for one value exactly."""
        return self.sign == "=" and self.value is not None and not self.pattern

    @property
    def pattern(self) -> bool:
        return isinstance(self.value, str) and self.sign in ("=", "<>") and has_wildcards(self.value)


def criterion(value: Value) -> Criterion:
    """What a criterion cell asks for; a blank cell asks for 0, as in Excel."""
    if value is None:
        return Criterion("=", 0.0)
    if not isinstance(value, str):
        return Criterion("=", value)
    if is_plain(value):
        return Criterion("=", value)
    sign = next((sign for sign in _SIGNS if value.startswith(sign)), "")
    wanted = value[len(sign) :]
    if not wanted:
        return Criterion(sign or "=", None, empty=not sign)
    return Criterion(sign or "=", _meant(wanted))


def is_plain(value: Value) -> bool:
    """Whether a criterion is a text that asks for itself: no sign, no wildcard, no number, no truth."""
    return isinstance(value, str) and _PLAIN.match(value) is not None


def _meant(text: str) -> Value:
    if (number := numeric(text)) is not None:
        return number
    word = text.strip().upper()
    if word in ("TRUE", "FALSE"):
        return word == "TRUE"
    return CellError(word) if word in NUMBER_OF and word else text


def numeric(text: str) -> float | None:
    """The number a text reads as, unless it is a row of digits too long for one."""
    return number_in(text) if sum(map(str.isdigit, text)) <= _MOST_DIGITS else None


def key_of(value: Value, canon: Canon | None = None) -> Key:
    """What values that count as equal share; None for a blank."""
    if isinstance(value, bool):
        return ("truth", value)
    if isinstance(value, CellError):
        return ("error", value.code)
    if isinstance(value, str):
        return canon(value) if canon else value.lower()
    if value is None or value.is_integer():
        return value
    return float(f"{value:.15g}")
