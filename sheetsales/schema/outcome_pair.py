"""Two columns that together say what became of a deal: one its outcome, the other its place in the funnel."""

from __future__ import annotations

from typing import Final

from sheetsales.schema.samples import Sample
from sheetsales.schema.stage_meaning import meaning

_MOST: Final = 0.7
_NEARLY_ALL: Final = 0.8
_LABELS: Final = 12
_ENDS: Final = frozenset({"open", "won", "lost", "hold"})


def says_outcomes(sample: Sample) -> bool:
    """Whether the labels say no more than open, won, lost or on hold."""
    labels = _labels(sample)
    if not 0 < len(labels) <= _LABELS:
        return False
    said = [found for label in labels if (found := meaning(label)) is not None]
    plain = [found for found in said if not found.place and found.kinds[0] in _ENDS]
    return len(plain) >= len(labels) * _MOST


def says_places(sample: Sample) -> bool:
    """Whether the labels say places in a funnel, two at least."""
    places = {
        found.place for label in _labels(sample) if (found := meaning(label)) is not None and found.place
    }
    return len(places) > 1


def says_stages(sample: Sample) -> bool:
    """Whether the labels are few, nearly all say how a deal stands, and they say places in a funnel."""
    labels = _labels(sample)
    if not 0 < len(labels) <= _LABELS or not all(isinstance(value, str) for value in sample.values):
        return False
    said = sum(meaning(label) is not None for label in labels)
    return said >= len(labels) * _NEARLY_ALL and says_places(sample)


def _labels(sample: Sample) -> set[str]:
    return {str(value).strip() for value in sample.values if isinstance(value, str)}
