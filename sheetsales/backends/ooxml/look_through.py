"""Looking through a part piece by piece, for what can be told without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_COMMON = b"<>/=\"' .:crsvt0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST_NUMBER = 32
"""Bytes of an attribute's end, its number and quotes; nobody writes longer ones."""


def holds(pieces: Iterable[bytes], marks: tuple[bytes, ...]) -> bool:
    """Whether any of the marks stands in the pieces put together."""
    probes = [([bytes((byte,)) for byte in _rare(mark)], mark) for mark in marks]
    for seam, piece in _with_seams(pieces, max(map(len, marks))):
        if any(mark in seam for mark in marks):
            return True
        if any(all(byte in piece for byte in rare) and mark in piece for rare, mark in probes):
            return True
    return False


def numbers_from(pieces: Iterable[bytes], name: str, least: int) -> set[int]:
    """The numbers from ``least`` on that stand in attributes whose names end so."""
    numbers = _not_below(str(least)).encode()
    double = re.compile(rb'%b="0*(%b)"' % (name.encode(), numbers))
    single = re.compile(rb"%b='0*(%b)'" % (name.encode(), numbers))
    found: set[bytes] = set()
    for seam, piece in _with_seams(pieces, len(name) + _LONGEST_NUMBER):
        for text in (seam, piece):
            found.update(double.findall(text))
            if b"'" in text:
                found.update(single.findall(text))
    return set(map(int, found))


def _not_below(least: str) -> str:
    """A pattern of all numbers from ``least`` on: as many digits and one of them larger, or more digits."""
    rest = range(len(least))
    larger = [
        f"{least[:i]}[{int(least[i]) + 1}-9][0-9]{{{len(least) - i - 1}}}" for i in rest if least[i] != "9"
    ]
    return "|".join([least, *larger, f"[1-9][0-9]{{{len(least)},9}}"])


def _with_seams(pieces: Iterable[bytes], longest: int) -> Iterator[tuple[bytes, bytes]]:
    """Every piece, with the bytes around its beginning before it: what is no longer stands whole in one of them."""
    tail = b""
    for piece in pieces:
        seam = tail + piece[:longest]
        yield seam, piece
        tail = piece[-longest:] if len(piece) >= longest else seam[-longest:]


def _rare(mark: bytes) -> bytes:
    """The bytes of a mark that sheets have few of: a single byte is found much faster than several."""
    return bytes(sorted(set(mark.translate(None, _COMMON))))
