"""Names that are one slip of the hand apart: a letter left out, doubled, mistyped, or two neighbours swapped.

No pair is compared that cannot be near: what is left out is looked up, what is swapped has the same letters, what is
mistyped shares one of its halves. So 100,000 names take about a second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from sheetsales.dataclass import dataclass

Slip = Literal["left_out", "swapped", "mistyped"]
_LEAST: Final = 3
_LONG: Final = 6
_FEW: Final = 12


@dataclass(frozen=True, slots=True)
class Near:
    """Two names and the slip between them, at that place of the longer one."""

    one: str
    other: str
    slip: Slip
    at: int


def near_names(names: Iterable[str]) -> Iterator[Near]:
    """Every pair of different names that are one slip apart, each pair once.

    Mistyped letters are looked for in longer names of the Latin alphabet only: in short ones, and in Chinese, another
    letter is another name.
    """
    known = {name for name in names if len(name) >= _LEAST}
    yield from _left_out(known)
    yield from _swapped(known)
    yield from _mistyped([name for name in known if len(name) >= _LONG and name.isascii()])


def _left_out(known: set[str]) -> Iterator[Near]:
    for name in known:
        before = ""
        for i, letter in enumerate(name):
            if letter == before:
                continue
            before = letter
            shorter = name[:i] + name[i + 1 :]
            if shorter in known:
                yield Near(name, shorter, "left_out", i)


def _swapped(known: set[str]) -> Iterator[Near]:
    same_letters: dict[str, list[str]] = defaultdict(list)
    for name in known:
        same_letters["".join(sorted(name))].append(name)
    for group in same_letters.values():
        for one, other in _pairs(group) if len(group) > 1 else ():
            at = _first_difference(one, other)
            if one[at + 1] == other[at] and one[at] == other[at + 1] and one[at + 2 :] == other[at + 2 :]:
                yield Near(one, other, "swapped", at)


def _mistyped(names: list[str]) -> Iterator[Near]:
    """Of two names that differ in one letter either the first half is the same or the second."""
    halves: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name in names:
        middle = len(name) // 2
        halves[len(name), name[:middle]].append(name)
        halves[-len(name), name[middle:]].append(name)
    for (length, half), group in halves.items():
        if len(group) == 1:
            continue
        start = len(half) if length > 0 else 0
        end = abs(length) if length > 0 else abs(length) - len(half)
        for one, other in _pairs(group) if len(group) <= _FEW else _alike_but_one(group, start, end):
            at = _first_difference(one, other)
            if one[at + 1 :] == other[at + 1 :]:
                yield Near(one, other, "mistyped", at)


def _alike_but_one(group: list[str], start: int, end: int) -> Iterator[tuple[str, str]]:
    """Pairs of the group that differ in one letter between ``start`` and ``end``."""
    masked: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name in group:
        for i in range(start, end):
            masked[i, name[start:i] + name[i + 1 : end]].append(name)
    for alike in masked.values():
        if len(alike) > 1:
            yield from _pairs(alike)


def _pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    return ((one, other) for n, one in enumerate(names) for other in names[n + 1 :])


def _first_difference(one: str, other: str) -> int:
    return next(i for i, letter in enumerate(one) if letter != other[i])
