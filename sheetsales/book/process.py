"""The sales process of this workbook: its stages, as rows of the Stages sheet or of the packaged process say."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from sheetsales.cells.address import CellRef
from sheetsales.dataclass import dataclass
from sheetsales.texts import NO_TEXT, Text

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

    ``objective`` is what it is to achieve; ``person`` and ``deputy`` are ids of people named for it. ``at`` is the cell of
    its code in the workbook, None for the packaged process.
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
    objective: Text = NO_TEXT
    person: str = ""
    deputy: str = ""
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


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that shows that something was done.

    A ``column`` that is filled (``record`` and ``name`` say which), an ``activity`` of the kind ``name`` while the deal
    is in the stage, or a ``document`` of the step named in such an activity.
    """

    what: Literal["column", "activity", "document"]
    record: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a step or a check: any of several sets of proofs, each set whole. Without any, nothing is asked.

    ``unknown`` are the names in the cell that are no column, no kind of activity and no document.
    """

    any_of: tuple[tuple[Proof, ...], ...] = ()
    unknown: tuple[str, ...] = ()


NO_EVIDENCE = Evidence()
EvidenceWhen = Literal["", "above_own_discount_limit", "unknown"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a stage. ``due_days`` are working days after entering the stage, None where it has no date.

    ``documents`` are the names of what it produces; ``person`` and ``deputy`` are ids of people named for it. ``row`` is its
    row in Steps, None for the packaged process.
    """

    code: str
    stage: str
    order: int
    name: Text
    role: str = ""
    due_days: int | None = None
    evidence: Evidence = NO_EVIDENCE
    evidence_when: EvidenceWhen = ""
    documents: tuple[str, ...] = ()
    row: int | None = None
    objective: Text = NO_TEXT
    person: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One compliance check. ``severity`` is a code, "" where the sheet leaves it to the rule."""

    code: str
    text: Text
    proof: Text
    evidence: Evidence = NO_EVIDENCE
    severity: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Process:
    """All stages in order, the steps of each, and the compliance checks they name.

    ``packaged`` where the workbook has no Stages sheet of its own; then the steps and checks are the packaged ones too,
    unless it has sheets for them. A workbook with stages of its own has those steps and checks that it writes down.
    """

    stages: tuple[Stage, ...]
    packaged: bool = False
    steps: tuple[Step, ...] = ()
    checks: tuple[Check, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, Stage]:
        return {s.code: s for s in self.stages}

    @cached_property
    def steps_of(self) -> dict[str, tuple[Step, ...]]:
        """Stage → its steps in order."""
        found: dict[str, list[Step]] = {}
        for step in sorted(self.steps, key=lambda s: s.order):
            found.setdefault(step.stage, []).append(step)
        return {stage: tuple(steps) for stage, steps in found.items()}

    @cached_property
    def check_of(self) -> dict[str, Check]:
        """Code → compliance check."""
        return {c.code: c for c in self.checks}
