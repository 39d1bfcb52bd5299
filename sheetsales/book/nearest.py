"""The nearest known name to one that is not known: only ever suggested, never taken."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence

from sheetsales.book.parsing.cleaning import fold
from sheetsales.texts import NO_TEXT, Text

_CLOSE_ENOUGH, _SHORT_ENOUGH = 0.6, 0.5
_SHORT = 4
_FEW = 200
_SHORTLIST = 25
_ANSWERED = 300


class Nearest:
    """Suggests from a fixed set of names. The first ask costs most; after some hundred it stays silent."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: Sequence[str] = tuple(dict.fromkeys(n for n in names if n))
        self._folded: list[str] | None = None
        self._by_pair: dict[str, list[int]] | None = None
        self._asked = 0

    def of(self, text: str) -> str | None:
        """The closest name, None where none is close."""
        self._asked += 1
        wanted = fold(text)
        if not wanted or self._asked > _ANSWERED:
            return None
        from difflib import SequenceMatcher

        if self._folded is None:
            self._folded = [fold(name) for name in self._names]
        matcher = SequenceMatcher(b=wanted, autojunk=False)
        best, best_ratio = None, 0.0
        for index in self._shortlist(wanted):
            matcher.set_seq1(self._folded[index])
            if matcher.real_quick_ratio() > best_ratio and matcher.quick_ratio() > best_ratio:
                ratio = matcher.ratio()
                if ratio > best_ratio:
                    best, best_ratio = index, ratio
        enough = _SHORT_ENOUGH if len(wanted) <= _SHORT else _CLOSE_ENOUGH
        return self._names[best] if best is not None and best_ratio >= enough else None

    def _shortlist(self, wanted: str) -> Iterable[int]:
        if len(self._names) <= _FEW:
            return range(len(self._names))
        if self._by_pair is None:
            self._by_pair = self._index()
        shared: Counter[int] = Counter()
        for pair in _pairs(wanted):
            shared.update(self._by_pair.get(pair, ()))
        return heapq.nlargest(_SHORTLIST, shared, key=lambda index: (shared[index], -index))

    def _index(self) -> dict[str, list[int]]:
        by_pair: dict[str, list[int]] = {}
        for index, name in enumerate(self._folded or ()):
            for pair in _pairs(name):
                by_pair.setdefault(pair, []).append(index)
        return by_pair


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def closest(name: str | Text | None) -> Text:
    """The clause that names the closest one; empty where there is none."""
    if not name:
        return NO_TEXT
    if isinstance(name, str):
        name = Text(name, name)
    return Text(f"，最接近的是“{name.zh}”", f"; the closest is '{name.en}'")
