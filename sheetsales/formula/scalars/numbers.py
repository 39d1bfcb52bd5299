"""Functions of numbers, one value at a time."""

from __future__ import annotations

import math
from typing import Final

from sheetsales.formula.scalars.scalar import Scalar
from sheetsales.formula.single import NUM, Value

_NUDGE: Final = 1e-15
"""What makes 267.49999999999994 the 267.5 that was written as 2.675 × 100."""
_EXACT: Final = 2.0**52


def _round(number: float, places: float) -> Value:
    power = 10.0 ** abs(max(-300, min(300, math.trunc(places))))
    size = abs(number) * power if places >= 0 else abs(number) / power
    if size >= _EXACT and places >= 0:
        return number
    whole = math.floor(size * (1 + _NUDGE) + 0.5)
    return math.copysign(whole / power if places >= 0 else whole * power, number) + 0.0


def _root(number: float) -> Value:
    return NUM if number < 0 else math.sqrt(number)


NUMBERS: Final = (
    Scalar("ABS", "n", 1, abs),
    Scalar("SIGN", "n", 1, lambda number: float((number > 0) - (number < 0))),
    Scalar("INT", "n", 1, lambda number: float(math.floor(number))),
    Scalar("ROUND", "nn", 2, _round),
    Scalar("SQRT", "n", 1, _root),
)
"""The other evaluator has these, and more, for whole columns at once."""
