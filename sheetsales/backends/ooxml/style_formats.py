"""The formats of a styles part, found by their bytes: a workbook may have 65,490, too many to hold as a tree."""

from __future__ import annotations

import re
from array import array

from sheetsales.regex import regex

_BOXES = ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
"""What grows with the number of formats, in parts of any size; a tree of it would take a kilobyte for each."""
_PROTECTION = regex(rb"<(?:[\w.-]+:)?protection(?=[\s/>])[^<>]*")
_LOCKED = regex(rb"\slocked\s*=\s*[\"'](\w+)[\"']")
"""Protection is asked of a format's bytes: 65,490 formats are not held as a tree."""


def outlined(scan: bytes) -> tuple[bytes, dict[str, tuple[int, int]]]:
    """A copy of the same length without what stands in the boxes of formats, and from where to where that is."""
    pieces, at, found = [], 0, {}
    for box in re.finditer(rb"<((?:[\w.-]+:)?(%b))(?=[\s>])[^<>]*(?<!/)>" % "|".join(_BOXES).encode(), scan):
        close = scan.find(b"</" + box[1], box.end())
        if close < 0 or box.start() < at or box[2].decode() in found:
            continue
        found[box[2].decode()] = (box.end(), close)
        pieces += [scan[at : box.end()], b" " * (close - box.end())]
        at = close
    return b"".join([*pieces, scan[at:]]), found


class Formats:
    """The formats in one box, by their number."""

    def __init__(self, scan: bytes, span: tuple[int, int], name: bytes = b"xf") -> None:
        self._scan = scan
        opening = re.compile(rb"<(?:[\w.-]+:)?%b(?=[\s/>])" % name)
        self._starts = array("Q", (m.start() for m in opening.finditer(scan, *span)))

    def __len__(self) -> int:
        return len(self._starts)

    def span(self, number: int) -> tuple[int, int]:
        """From where to where a format that is there stands."""
        start = self._starts[number]
        inner = self._scan.index(b">", start) + 1
        if self._scan[inner - 2 : inner] == b"/>":
            return start, inner
        close = self._scan.index(b"</", self._scan.index(b"xf", start))
        while not re.match(rb"</(?:[\w.-]+:)?xf\s*>", self._scan[close : close + 80]):
            close = self._scan.index(b"</", close + 2)
        return start, self._scan.index(b">", close) + 1

    def numbers(self, name: bytes) -> set[int]:
        """All numbers that the formats give for an attribute, such as ``fontId``."""
        pattern = re.compile(rb"\s" + name + rb"\s*=\s*[\"'](\d{1,9})[\"']")
        ends = self.span(len(self) - 1)[1] if self._starts else 0
        first = self._starts[0] if self._starts else 0
        return set(map(int, set(pattern.findall(self._scan, first, ends))))


def number_in(raw: bytes, name: bytes) -> int:
    """A number that the start tag of a format gives; 0 where it gives none."""
    found = re.search(rb"\s" + name + rb"\s*=\s*[\"'](\d{1,9})[\"']", raw[: raw.find(b">")])
    return int(found[1]) if found else 0


def is_locked(raw: bytes) -> bool:
    """Whether sheet protection, where it is on, covers cells of a format."""
    found = _PROTECTION.search(raw)
    said = _LOCKED.search(found[0]) if found else None
    return said is None or said[1] in (b"1", b"true")
