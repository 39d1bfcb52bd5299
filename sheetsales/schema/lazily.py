"""A mapping of which some values are made only when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


class Lazily(Mapping[str, T]):
    """What ``here`` holds, then the keys ``later``, whose values come from ``load`` once each."""

    def __init__(self, here: Mapping[str, T], later: Iterable[str], load: Callable[[str], T]) -> None:
        self._known = dict(here)
        self._order = tuple(dict.fromkeys((*here, *later)))
        self._keys = frozenset(self._order)
        self._load = load

    def __getitem__(self, key: str) -> T:
        known = self._known
        if key in known:
            return known[key]
        if key not in self._keys:
            raise KeyError(key)
        value = known[key] = self._load(key)
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._order)
