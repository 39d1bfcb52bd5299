"""The month's figures of every stage, by the definitions the process table has."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.book.process import Stage
from sheetsales.dataclass import dataclass
from sheetsales.indicators import flow
from sheetsales.indicators.facts import deals_by_stage
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.pipeline import amount_of, cannot_tell_stalled, is_stalled
from sheetsales.reports.draft import Draft


@dataclass(frozen=True, slots=True)
class StageFigures:
    """What is known of one stage; ``narrow`` where it falls short of its standard by most, ``stuck`` where none does and
    most of the stalled money lies here."""

    entered: Figure
    advanced: Figure
    lost: Figure
    there: int
    passed: Figure
    standard: Figure
    stalled: int
    stalled_amount: Figure | None
    narrow: bool = False
    stuck: bool = False


def stage_figures(draft: Draft) -> Mapping[str, StageFigures]:
    """By stage code."""
    facts, month, window = draft.facts, draft.periods.told, draft.periods.window
    held = deals_by_stage(facts.open())
    silent = cannot_tell_stalled(facts) is not None
    narrowest = flow.bottleneck(facts, window)
    stuck = {
        stage.code: [] if silent else [d for d in held.get(stage.code, ()) if is_stalled(facts, d) is True]
        for stage in facts.book.process.stages
    }
    amounts = {code: amount_of(facts, deals) for code, deals in stuck.items() if deals}
    most = max(amounts, key=lambda code: amounts[code].value or 0, default="")
    jammed = most if narrowest is None and most and amounts[most].value else ""

    def figures(stage: Stage) -> StageFigures:
        return StageFigures(
            flow.entered(facts, stage, month),
            flow.advanced(facts, stage, month),
            flow.lost_from(facts, stage, month),
            len(held.get(stage.code, ())),
            flow.through_rate(facts, stage, window),
            flow.standard_conversion(facts, stage),
            len(stuck[stage.code]),
            amounts.get(stage.code),
            narrowest is not None and stage.code == narrowest[0].code,
            stage.code == jammed,
        )

    return {stage.code: figures(stage) for stage in facts.book.process.stages}
