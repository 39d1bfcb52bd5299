"""What columns that only a team's own sheet has mean for a deal: its outcome beside its stage, and the day it was lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sheetsales.book.load_rules import OUTCOME_AGAINST_STAGE, UNKNOWN_OUTCOME
from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.problems import Problem
from sheetsales.book.process import Process, Stage
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import LEFT_ALONE

_OVER: Final = frozenset({"won", "lost"})
_AGREE: Final = frozenset({("won", "after"), ("open", "hold"), ("open", "plan"), ("hold", "plan")})
"""Outcome and kind of stage that may stand in one row though they are not the same; the place in the funnel stays."""


@dataclass(frozen=True)
class Settled:
    """Columns to take instead of those read, the cells they come from, and what contradicts itself."""

    typed: Mapping[str, Sequence[Any]]
    raw: Mapping[str, Sequence[CellValue]]
    problems: tuple[Problem, ...]


def settled(
    typed: Mapping[str, Sequence[Any]],
    raw: Mapping[str, Sequence[CellValue]],
    process: Process,
    learnt: Mapping[str, str],
) -> Settled:
    """Stage and closing date of every deal, with what its outcome and the day it was lost say.

    A deal's outcome is that of its outcome column, its place that of its stage; one on hold stays where it is. Where the two cannot both be true the
    outcome counts, a deal that is open has no place then, and a problem says so.
    """
    found: dict[str, Sequence[Any]] = {}
    cells: dict[str, Sequence[CellValue]] = {}
    problems: list[Problem] = []
    stages = typed.get("stage") or [None] * len(next(iter(typed.values()), ()))
    if "outcome" in typed:
        reader = _Outcomes(process, learnt)
        stages = [
            reader.stage(i, outcome, stage)
            for i, (outcome, stage) in enumerate(zip(typed["outcome"], stages, strict=True))
        ]
        found["stage"], problems = stages, reader.problems
        cells["stage"] = raw.get("stage", raw["outcome"])
    if "lost_on" in typed:
        lost = {stage.code for stage in process.stages if stage.kind == "lost"}
        closed = typed.get("closed_on") or [None] * len(stages)
        columns = zip(stages, typed["lost_on"], closed, strict=True)
        found["closed_on"] = [day if stage in lost and day else before for stage, day, before in columns]
        cells["closed_on"] = raw.get("closed_on", raw["lost_on"])
    return Settled(found, cells, tuple(problems))


class _Outcomes:
    """Reads row by row, and notes what contradicts itself."""

    def __init__(self, process: Process, learnt: Mapping[str, str]) -> None:
        self.stages: dict[str, Stage] = {stage.code: stage for stage in process.stages}
        self.first_of: dict[str, str] = {stage.kind: stage.code for stage in reversed(process.stages)}
        self.kinds = {fold(text): kind for text, kind in learnt.items()}
        self.problems: list[Problem] = []

    def stage(self, i: int, outcome: Any, stage: str | None) -> str | None:
        """The stage that counts for a row."""
        kind = self.kinds.get(fold(str(outcome))) if outcome is not None else None
        placed = self.stages.get(stage or "")
        if outcome is None or kind == LEFT_ALONE:
            return stage
        if kind is None and placed is not None and placed.kind != "open":
            return stage  # whatever the word says, the stage says how the deal ended
        if kind is None:
            self.problems.append(Problem(UNKNOWN_OUTCOME, "pipeline", i, "outcome", str(outcome)))
            return stage
        if placed is None or placed.kind == "open":
            is_decided = kind in _OVER or (kind == "hold" and placed is None)
            return self.first_of.get(kind, stage) if is_decided else stage
        if placed.kind != kind and (kind, placed.kind) not in _AGREE:
            details = {"stage": placed.name}
            self.problems.append(
                Problem(OUTCOME_AGAINST_STAGE, "pipeline", i, "outcome", str(outcome), details)
            )
            return self.first_of.get(kind) if kind in _OVER else None
        return stage
