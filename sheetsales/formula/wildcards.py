"""Excel's ``*`` and ``?`` in texts, ``~`` before one that is meant as it stands; never slower than text times pattern."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sheetsales.dataclass import dataclass

LONGEST: Final = 255
"""Characters of a pattern, as in Excel."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two ``*``: so many characters, some of them any."""

    size: int
    plain: str
    pattern: re.Pattern[str] | None

    def find(self, text: str, start: int) -> int:
        if self.pattern is None:
            return text.find(self.plain, start)
        match = self.pattern.search(text, start)
        return match.start() if match else -1

    def stands_at(self, text: str, start: int) -> bool:
        if self.pattern is None:
            return text.startswith(self.plain, start)
        return self.pattern.match(text, start) is not None


@dataclass(frozen=True, slots=True)
class Wildcards:
    """A pattern in lower case; texts are to be in lower case as well."""

    pieces: tuple[_Piece, ...]

    def find(self, text: str, start: int) -> int:
        """Where it first occurs in the text from a place on; -1 where it does not."""
        at = self.pieces[0].find(text, start)
        end = at + self.pieces[0].size
        for piece in self.pieces[1:]:
            found = piece.find(text, end) if at >= 0 else -1
            if found < 0:
                return -1
            end = found + piece.size
        return at

    def matches(self, text: str) -> bool:
        """Whether it is the whole text."""
        first, *others = self.pieces
        if not first.stands_at(text, 0):
            return False
        if not others:
            return len(text) == first.size
        end = first.size
        for piece in others[:-1]:
            found = piece.find(text, end)
            if found < 0:
                return False
            end = found + piece.size
        last = len(text) - others[-1].size
        return last >= end and others[-1].stands_at(text, last)


def has_wildcards(text: str) -> bool:
    return "*" in text or "?" in text or "~" in text


@lru_cache(maxsize=1024)
def wildcards(pattern: str) -> Wildcards:
    """The pattern read; it is to be in lower case."""
    pieces: list[list[str | None]] = [[]]
    guarded = False
    for at, char in enumerate(pattern):
        if guarded:
            pieces[-1].append(char)
            guarded = False
        elif char == "~" and pattern[at + 1 : at + 2] in ("*", "?", "~"):
            guarded = True
        elif char == "*":
            pieces.append([])
        else:
            pieces[-1].append(None if char == "?" else char)
    return Wildcards(tuple(map(_piece, pieces)))


def _piece(chars: list[str | None]) -> _Piece:
    if None not in chars:
        return _Piece(len(chars), "".join(char for char in chars if char), None)
    regex = "".join("." if char is None else re.escape(char) for char in chars)
    return _Piece(len(chars), "", re.compile(regex, re.DOTALL))
