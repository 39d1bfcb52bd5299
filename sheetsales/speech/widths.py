"""How wide text stands, in characters of one width: a Chinese character counts two."""

from __future__ import annotations

import unicodedata
from functools import cache


def display_width(text: str) -> int:
    """Columns the text takes on one line: wide and full-width characters two, combining marks none.

    Of several lines the longest counts.
    """
    if text.isascii():
        return max(map(len, text.split("\n")))
    return max(sum(map(_width_of, line)) for line in text.split("\n"))


@cache
def _width_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
