"""The word that somebody most likely meant."""

from __future__ import annotations

from collections.abc import Iterable

from sheetsales.forms.contents import UNKNOWN


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one; ``—`` where there is none at all."""
    from difflib import SequenceMatcher  # only where something is wrong

    low = word.casefold()
    ranked = ((SequenceMatcher(None, low, one.casefold()).ratio(), one) for one in known)
    return max(ranked, default=(0.0, UNKNOWN))[1]
