"""What COUNTIFS and its like are asked for: ``">100"``, ``"<>"``, ``"王*"``, a value; and the rows that answer to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sheetsales.cells.values import CellError
from sheetsales.formula.coerce import number_in
from sheetsales.formula.lanes import (
    BLANK,
    NUMBER,
    NUMBER_OF,
    TEXT,
    Bools,
    Canon,
    Ints,
    Lane,
    Value,
    distinct,
)
from sheetsales.formula.wildcards import LONGEST, has_wildcards, wildcards

_SIGNS: Final = ("<=", ">=", "<>", "=", "<", ">")
_PLAIN: Final = re.compile(r"(?!(?:true|false)\Z)[^\W\d_][^*?~]*\Z", re.IGNORECASE)
_MOST_DIGITS: Final = 15
"""A longer row of digits is an id, not a number; Excel would take two ids for one where these digits agree."""

Key = Any
"""What equal values share: a number, a text in lower case or what it stands for, or a pair for other kinds."""

_COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
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


class Asked:
    """A column that criteria are held against. ``canon`` is what texts mean in the column criteria come from."""

    def __init__(self, lane: Lane, canon: Canon | None = None, *, by_kind: bool = False) -> None:
        self.lane, self.by_kind = lane, by_kind
        self.canon, self.asking = lane.canon or canon, canon or lane.canon
        ids, values = distinct(lane)
        keys = self._all_keys(values, self.canon)
        self.index: dict[Key, int] = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        self.keys: Ints = np.fromiter(map(self.index.__getitem__, keys), np.int64, len(keys))[ids]

    def _all_keys(self, values: Sequence[Value], canon: Canon | None) -> list[Key]:
        if canon is not None and set(map(type, values)) == {str}:
            many: Callable[[Sequence[Value]], list[Key]] | None = getattr(canon, "many", None)
            return many(values) if many else list(map(canon, values))  # type: ignore[arg-type]  # texts, as just asked
        return [
            value.lower()
            if value.__class__ is str and canon is None and value[:1].isalpha()
            else self._key(value, canon)
            for value in values
        ]

    def numbers(self, values: Sequence[Value]) -> Ints:
        """The numbers of many values' keys."""
        keys = self._all_keys(values, self.asking)
        return np.array([self.index.get(key, -1) for key in keys], np.int64)

    def _key(self, value: Value, canon: Canon | None) -> Key:
        """Texts that are numbers count as such, unless the kind counts too."""
        if (
            isinstance(value, str)
            and not self.by_kind
            and not canon
            and (number := numeric(value)) is not None
        ):
            value = number
        return key_of(value, canon)

    def number(self, value: Value) -> int:
        """The number of a value's key; -1 where the column holds no such value."""
        return self.index.get(self._key(value, self.asking), -1)

    @cached_property
    def _words(self) -> list[str]:
        return [word.lower() for word in self.lane.words]

    @property
    def word_count(self) -> int:
        return len(self.lane.words)

    def rows(self, asked: Criterion, among: NDArray[Any] | slice = slice(None)) -> Bools:
        """Which rows answer to a criterion; ``among`` are the rows to look at."""
        if asked.sign == "<>":
            return ~self._equal(asked, among)
        return self._equal(asked, among) if asked.sign == "=" else self._ranked(asked, among)

    def _equal(self, asked: Criterion, among: NDArray[Any] | slice) -> Bools:
        kinds = self.lane.kinds[among]
        found: Bools
        if asked.value is None:
            found = kinds == BLANK
            if asked.empty:
                found |= (kinds == TEXT) & (self.lane.codes[among] == 0)
        elif asked.pattern and isinstance(asked.value, str):
            found = (kinds == TEXT) & self._matching(asked.value)[self.lane.codes[among]]
        else:
            found = self.keys[among] == self.number(asked.value)
        return found

    def _matching(self, pattern: str) -> Bools:
        if len(pattern) > LONGEST:
            return np.zeros(len(self._words), np.bool_)
        known = wildcards(pattern.lower())
        return np.array([known.matches(word) for word in self._words])

    def _ranked(self, asked: Criterion, among: NDArray[Any] | slice) -> Bools:
        compare, kinds = _COMPARE[asked.sign], self.lane.kinds[among]
        value = asked.value
        if isinstance(value, str):
            wanted = value.lower()
            words = np.array([compare(word, wanted) for word in self._words])
            return np.asarray((kinds == TEXT) & words[self.lane.codes[among]])
        if isinstance(value, float) and not isinstance(value, bool):
            return np.asarray((kinds == NUMBER) & compare(self.lane.numbers[among], value))
        return np.zeros(len(kinds), np.bool_)
