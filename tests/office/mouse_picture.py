"""What is on the screen, as pixels: enough to tell a painted button from a blank one, and words from empty boxes."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

Place = list[int]
"""x, y, width, height in pixels."""
_INK = 300
"""How much darker than its ground, in the sum of red, green and blue, a pixel of a letter is."""
_FRAME = 4
"""The width of a button's edge."""


@dataclass(frozen=True)
class Picture:
    """``pixels`` are rows of red, green, blue, one byte each."""

    width: int
    height: int
    pixels: bytes

    @classmethod
    def of_ppm(cls, data: bytes) -> Picture:
        """From a binary PPM of depth 8."""
        kind, width, height, depth = data[:64].split(maxsplit=4)[:4]
        assert (kind, depth) == (b"P6", b"255")
        return cls(int(width), int(height), data[-int(width) * int(height) * 3 :])

    def cut(self, place: Place) -> Picture:
        """The part of it inside a place."""
        x, y, width, height = place
        x, y = max(0, x), max(0, y)
        width, height = min(width, self.width - x), min(height, self.height - y)
        rows = (
            self.pixels[3 * (row * self.width + x) : 3 * (row * self.width + x + width)]
            for row in range(y, y + height)
        )
        return Picture(width, height, b"".join(rows))

    def colours(self, step: int = 1) -> Counter[bytes]:
        """How often each colour occurs, looking at every ``step``-th pixel."""
        return Counter(self.pixels[i : i + 3] for i in range(0, len(self.pixels), 3 * step))

    def ink(self) -> list[list[bool]]:
        """Which pixels are darker than the most common colour, by far."""
        ground = sum(self.colours().most_common(1)[0][0])
        sums = [ground - sum(self.pixels[i : i + 3]) > _INK for i in range(0, len(self.pixels), 3)]
        return [sums[row * self.width : (row + 1) * self.width] for row in range(self.height)]

    def png(self) -> bytes:
        """As a PNG file."""
        wide = 3 * self.width
        rows = b"".join(b"\0" + self.pixels[y * wide : (y + 1) * wide] for y in range(self.height))
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.png())


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def blank(picture: Picture) -> bool:
    """Whether next to nothing is on it."""
    return len(picture.colours(7)) < 8


@dataclass(frozen=True)
class Caption:
    """The letters on a button, cut to their edges; ``room`` is what is free around them: left, top, right, bottom."""

    rows: tuple[tuple[bool, ...], ...]
    room: tuple[int, int, int, int]

    def letters(self, count: int) -> list[set[tuple[int, int]]]:
        """Its pixels, parted into so many letters of one width."""
        wide = max(map(len, self.rows)) / count
        found: list[set[tuple[int, int]]] = [set() for _ in range(count)]
        for y, row in enumerate(self.rows):
            for x, dark in enumerate(row):
                if dark:
                    letter = min(int(x / wide), count - 1)
                    found[letter].add((round(x - letter * wide), y))
        return found


def caption(button: Picture) -> Caption | None:
    """The caption that is painted on a button; None where there is no letter."""
    inner = button.cut([_FRAME, _FRAME, button.width - 2 * _FRAME, button.height - 2 * _FRAME])
    rows = inner.ink()
    dark = [(x, y) for y, row in enumerate(rows) for x, there in enumerate(row) if there]
    if not dark:
        return None
    left, right = min(x for x, _ in dark), max(x for x, _ in dark)
    top, bottom = min(y for _, y in dark), max(y for _, y in dark)
    cut = tuple(tuple(row[left : right + 1]) for row in rows[top : bottom + 1])
    return Caption(cut, (left, top, inner.width - 1 - right, inner.height - 1 - bottom))


def alike(one: set[tuple[int, int]], other: set[tuple[int, int]]) -> float:
    """How much of two letters is the same, 0 to 1, where one may lie a pixel aside."""
    if not one or not other:
        return 0.0
    near = {(x + dx, y) for x, y in other for dx in (-1, 0, 1)}
    back = {(x + dx, y) for x, y in one for dx in (-1, 0, 1)}
    return min(len(one & near) / len(one), len(other & back) / len(other))
