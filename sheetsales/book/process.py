"""The sales process of this workbook: its stages, as rows of the Stages sheet or of the packaged process say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sheetsales.cells.address import CellRef
from sheetsales.texts import Text

StageKind = Literal["open", "won", "lost", "after", "hold", "plan"]
CLOSED_KINDS: frozenset[str] = frozenset({"won", "after", "lost"})
WON_KINDS: frozenset[str] = frozenset({"won", "after"})


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A column a stage asks for: ``pipeline.amount`` or ``customers.phone`` (of the deal's customer)."""

    record: str
    column: str


@dataclass(frozen=True, slots=True)
class NextStage:
    """A stage a deal may go to; ``kinds`` limits it to those kinds of business, empty for all. ``@back`` is where
    the deal came from."""

    code: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. ``max_days`` and ``win_probability`` are None where the sheet leaves them blank.

    ``at`` is the cell of its code in the workbook, None for the packaged process.
    """

    code: str
    order: int
    name: Text
    kind: StageKind
    win_probability: float | None = None
    max_days: int | None = None
    limit_from: Literal["stage_since", "delivery_on"] = "stage_since"
    min_activities: int = 0
    contact_every_days: int | None = None
    required: tuple[FieldRef, ...] = ()
    next_allowed: tuple[NextStage, ...] = ()
    may_be_skipped: bool = False
    may_go_back: bool = False
    compliance: tuple[str, ...] = ()
    role: str = ""
    at: CellRef | None = None

    @property
    def open(self) -> bool:
        return self.kind == "open"

    @property
    def won(self) -> bool:
        return self.kind in WON_KINDS

    @property
    def lost(self) -> bool:
        return self.kind == "lost"


@dataclass(frozen=True)
class Process:
    """All stages in order. ``packaged`` where the workbook has no Stages sheet of its own."""

    stages: tuple[Stage, ...]
    packaged: bool = False

    @cached_property
    def by_code(self) -> dict[str, Stage]:
        return {s.code: s for s in self.stages}
