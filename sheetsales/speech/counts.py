"""Things counted, in English: Chinese counts need no plural."""

from __future__ import annotations


def count_of(number: int, one: str, many: str = "") -> str:
    """``1 day``, ``2 days``, ``1,234 days``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
