"""What others than managers may know of the evaluation: the first three names, or the own score."""

from __future__ import annotations

from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's name and honour, and the place among those who are ranked."""

    name: str
    rank: int | None
    honour: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of the own score with what it was worked out from; None where there is nothing to go by."""

    code: str
    title: str
    points: float | None
    weight: float | None
    num: float | None
    den: float | None
    n: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """``first`` and ``mean`` are a team's, ``own``, ``total`` and the weight ``known`` a person's; nothing else is told
    of anybody's score. ``rank`` is the own place among the ``ranked``, None where it is not to be told or there is none."""

    first: tuple[Place, ...] = ()
    judged: int = 0
    mean: float | None = None
    own: tuple[Measured, ...] = ()
    total: float | None = None
    known: float | None = None
    rank: int | None = None
    ranked: int = 0
