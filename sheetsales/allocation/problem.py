"""What is to be shared out, and among whom. Plain data: minutes are whole, so that nothing depends on rounding."""

from __future__ import annotations

from enum import IntEnum

from sheetsales.dataclass import dataclass

ANYTHING: frozenset[str] = frozenset()


class Level(IntEnum):
    """Experience."""

    JUNIOR = 0
    MID = 1
    SENIOR = 2


@dataclass(frozen=True, slots=True)
class Need:
    """What a task asks of a person; "" asks nothing. ``skills`` must all be there.

    ``not_there`` are the ids of those who have not begun on its day, or have left by then.
    """

    skills: frozenset[str] = ANYTHING
    region: str = ""
    product: str = ""
    language: str = ""
    not_there: frozenset[str] = ANYTHING


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody work can go to.

    ``minutes`` is the time left for it in the window; none (0 or less) means that nothing new goes there. Where
    ``regions``, ``products`` or ``languages`` are empty the person serves them all; ``skills`` are exactly those.
    """

    id: str
    minutes: int
    level: Level = Level.MID
    skills: frozenset[str] = ANYTHING
    regions: frozenset[str] = ANYTHING
    products: frozenset[str] = ANYTHING
    languages: frozenset[str] = ANYTHING
    active: bool = True

    def can(self, need: Need) -> bool:
        """Whether the person meets every need, time aside."""
        return (
            self.active
            and self.id not in need.not_there
            and need.skills <= self.skills
            and _serves(self.regions, need.region)
            and _serves(self.products, need.product)
            and _serves(self.languages, need.language)
        )


def _serves(served: frozenset[str], wanted: str) -> bool:
    return not wanted or not served or wanted in served


@dataclass(frozen=True, slots=True)
class Job:
    """One task. ``grade`` is that of its customer, 0 for A to 3 for D, None where unknown (treated as C).

    ``owner`` is who has it now; ``locked`` that it stays there.
    """

    id: str
    minutes: int
    need: Need = Need()
    grade: int | None = None
    owner: str | None = None
    locked: bool = False


@dataclass(frozen=True)
class Problem:
    """``ceiling`` is the utilisation up to which owners keep their tasks; None takes no account of owners. With ``even``
    they keep them only up to the utilisation that the fullest person must have.

    ``turn`` rotates who comes first among equals; the same number gives the same plan.
    """

    people: tuple[Candidate, ...]
    jobs: tuple[Job, ...]
    ceiling: float | None = 0.95
    even: bool = False
    turn: int = 0
