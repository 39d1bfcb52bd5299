"""The middle of numbers, without the standard library's statistics, whose import takes as long as a dozen rules."""

from __future__ import annotations

from collections.abc import Iterable


def median(numbers: Iterable[float]) -> float:
    """The number in the middle, or the mean of the two there; raises ``IndexError`` where there is none."""
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
