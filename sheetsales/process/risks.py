"""How grave a risk is: likelihood × impact, each from 1 to 3."""

from __future__ import annotations

from typing import Final

_POINTS: Final = {"high": 3, "mid": 2, "low": 1}
MAJOR: Final = 6
"""From this level on a risk is major."""


def level(likelihood: str | None, impact: str | None) -> int | None:
    """1 to 9; None where either is not known."""
    one, other = _POINTS.get(likelihood or ""), _POINTS.get(impact or "")
    return None if one is None or other is None else one * other
