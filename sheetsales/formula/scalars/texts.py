"""Functions of texts."""

from __future__ import annotations

from typing import Final

from sheetsales.formula.scalars.formats import formatted
from sheetsales.formula.scalars.scalar import Scalar
from sheetsales.formula.single import LONGEST_TEXT, VALUE, Value, as_number, number_in
from sheetsales.formula.wildcards import LONGEST, has_wildcards, wildcards
from sheetsales.regex import regex

_BETWEEN: Final = regex("[、,，;；/\n]")
"""What stands between the items of a list in one cell."""
_SLOW: Final = 4
"""What a search with wildcards takes, in calls of a simple function."""


def _left(text: str, count: float = 1) -> Value:
    return text[: int(count)] if count >= 0 else VALUE


def _right(text: str, count: float = 1) -> Value:
    if count < 0:
        return VALUE
    return text[max(0, len(text) - int(min(count, LONGEST_TEXT))) :]


def _mid(text: str, start: float, count: float) -> Value:
    if start < 1 or count < 0:
        return VALUE
    first = int(min(start, LONGEST_TEXT + 1)) - 1
    return text[first : first + int(min(count, LONGEST_TEXT))]


def _trim(text: str) -> Value:
    if "  " not in text:
        return text.strip(" ")
    return " ".join(part for part in text.split(" ") if part)


def _find(wanted: str, text: str, start: float = 1) -> Value:
    first = _place(text, start)
    found = text.find(wanted, first) if first >= 0 else -1
    return found + 1.0 if found >= 0 else VALUE


def _search(wanted: str, text: str, start: float = 1) -> Value:
    first = _place(text, start)
    if first < 0 or len(wanted) > LONGEST:
        return VALUE
    wanted, text = wanted.lower(), text.lower()
    found = wildcards(wanted).find(text, first) if has_wildcards(wanted) else text.find(wanted, first)
    return found + 1.0 if found >= 0 else VALUE


def _place(text: str, start: float) -> int:
    """The place to begin at, from 0; -1 outside the text."""
    return int(start) - 1 if 1 <= start <= len(text) + 1 else -1


def _substitute(text: str, old: str, new: str, which: float | None = None) -> Value:
    if which is not None and which < 1:
        return VALUE
    if not old:
        return text
    if which is None:
        longer = text.count(old) * (len(new) - len(old))
        return text.replace(old, new) if len(text) + longer <= LONGEST_TEXT else VALUE
    at = -len(old)
    for _ in range(int(min(which, LONGEST_TEXT))):
        at = text.find(old, at + len(old))
        if at < 0:
            return text
    return _fitting(text[:at] + new + text[at + len(old) :])


def _replace(text: str, start: float, count: float, new: str) -> Value:
    if start < 1 or count < 0:
        return VALUE
    first = int(min(start, LONGEST_TEXT + 1)) - 1
    return _fitting(text[:first] + new + text[first + int(min(count, LONGEST_TEXT)) :])


def _fitting(text: str) -> Value:
    return text if len(text) <= LONGEST_TEXT else VALUE


def _repeat(text: str, count: float) -> Value:
    if count < 0 or len(text) * int(min(count, LONGEST_TEXT + 1)) > LONGEST_TEXT:
        return VALUE
    return text * int(min(count, LONGEST_TEXT)) if text else ""


def _value(value: Value) -> Value:
    if isinstance(value, str):
        number = number_in(value)
        return VALUE if number is None else number
    return VALUE if isinstance(value, bool) else as_number(value)


def _number_or_zero(value: Value) -> Value:
    return value if isinstance(value, float) else as_number(value) if not isinstance(value, str) else 0.0


def _clean(text: str) -> Value:
    return "".join(char for char in text if char >= " ")


def _has(several: str, one: str) -> Value:
    """Whether a list such as ``P1、P3`` has an item, without regard to case."""
    wanted = one.strip().lower()
    return any(item.strip().lower() == wanted for item in _BETWEEN.split(several)) if wanted else False


TEXTS: Final = (
    Scalar("HAS", "tt", 2, _has),
    Scalar("LEN", "t", 1, lambda text: float(len(text))),
    Scalar("LEFT", "tn", 1, _left),
    Scalar("RIGHT", "tn", 1, _right),
    Scalar("MID", "tnn", 3, _mid),
    Scalar("TRIM", "t", 1, _trim),
    Scalar("CLEAN", "t", 1, _clean),
    Scalar("UPPER", "t", 1, lambda text: _fitting(text.upper())),
    Scalar("LOWER", "t", 1, lambda text: _fitting(text.lower())),
    Scalar("FIND", "ttn", 2, _find),
    Scalar("SEARCH", "ttn", 2, _search, _SLOW),
    Scalar("SUBSTITUTE", "tttn", 3, _substitute),
    Scalar("REPLACE", "tnnt", 4, _replace),
    Scalar("EXACT", "tt", 2, lambda a, b: a == b),
    Scalar("REPT", "tn", 2, _repeat),
    Scalar("TEXT", "vt", 2, formatted, _SLOW),
    Scalar("VALUE", "v", 1, _value),
    Scalar("T", "v", 1, lambda value: value if isinstance(value, str) else ""),
    Scalar("N", "v", 1, _number_or_zero),
)
