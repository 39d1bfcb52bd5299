"""A column that criteria are held against: which rows answer, and what its equal values share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sheetsales.formula.criteria import COMPARE, Criterion, Key, key_of, numeric
from sheetsales.formula.lanes import BLANK, NUMBER, TEXT, Bools, Ints, Lane, distinct
from sheetsales.formula.single import Canon, Value
from sheetsales.formula.wildcards import LONGEST, wildcards


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
        compare, kinds = COMPARE[asked.sign], self.lane.kinds[among]
        value = asked.value
        if isinstance(value, str):
            wanted = value.lower()
            words = np.array([compare(word, wanted) for word in self._words])
            return np.asarray((kinds == TEXT) & words[self.lane.codes[among]])
        if isinstance(value, float) and not isinstance(value, bool):
            return np.asarray((kinds == NUMBER) & compare(self.lane.numbers[among], value))
        return np.zeros(len(kinds), np.bool_)
