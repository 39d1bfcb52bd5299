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
    written = re.compile(rb"""%b=["'](%b)["']""" % (name.encode(), _hardly_below(str(least)).encode()))
    found: set[bytes] = set()
    for seam, piece in _with_seams(pieces, len(name) + _LONGEST_NUMBER):
        found.update(written.findall(seam))
        found.update(written.findall(piece))
    return {number for number in map(int, found) if number >= least}


def _hardly_below(least: str) -> str:
    """A pattern of all numbers from ``least`` on and a few below it: whatever is shorter is passed over quickly."""
    return f"[{least[0]}-9][0-9]{{{len(least) - 1}}}|[0-9]{{{len(least) + 1},{_LONGEST_NUMBER - 3}}}"


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
