"""What a rule is: its entry in the catalogue, the level it starts at, and the function that finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum

from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, RuleInfo
from sheetsales.rules.scene import Scene


class Level(IntEnum):
    """How much a team wants checked; a rule runs from its own level up."""

    BASIC = 1
    STANDARD = 2
    STRICT = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the pipeline or its stages.

    ``find`` yields nothing where the workbook lacks a column it needs. ``yields_to`` names rules whose finding at the
    same cell says it already.
    """

    info: RuleInfo
    find: Callable[[Scene], Iterator[Finding]]
    level: Level = Level.STANDARD
    yields_to: tuple[str, ...] = ()
