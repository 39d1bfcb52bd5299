"""Which number formats show dates."""

from __future__ import annotations

import re
from functools import lru_cache

_BUILTIN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOISE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)

DATE, DATETIME, TIME, DURATION = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm:ss", "[h]:mm:ss"
"""The formats given to dates in cells that have no date format yet."""

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "mm-dd-yy",
    22: "m/d/yy h:mm", 49: "@",
}  # fmt: skip
"""Formats that files name by number alone. 14 and 22 are shown the way each computer writes dates."""
NUMBER_OF = {code: number for number, code in BUILT_IN.items()}


@lru_cache(maxsize=4096)
def shows_date(number: int, code: str | None) -> bool:
    """Whether a format (its id, and its code where the file gives one) shows a date, a time or a length of time."""
    if code is None:
        return number in _BUILTIN_DATES
    bare = _NOISE.sub("", code.split(";")[0])
    if _ELAPSED.search(bare):
        return True
    return "general" not in bare.lower() and bool(re.search(r"[dmyhs年月日时]|上午", bare, re.IGNORECASE))
