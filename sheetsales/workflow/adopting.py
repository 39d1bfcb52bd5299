"""``adopt``: how a workbook of the team's own is read, kept inside it."""

from __future__ import annotations

from pathlib import Path

from sheetsales.adopt import Answers, Proposal, propose
from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.dataclass import dataclass
from sheetsales.workflow.live import newest_state
from sheetsales.workflow.writing import write_plan


@dataclass(frozen=True)
class Proposed:
    """A proposal for one file, and the plan that would keep it there."""

    path: Path
    proposal: Proposal
    plan: EditPlan


def propose_for(path: Path, answers: Answers | None = None) -> Proposed:
    """What adopting the workbook would mean; writes nothing. Raises ``NothingToDo`` where it holds no records."""
    workbook, _ = newest_state(path)
    proposal = propose(workbook, answers)
    return Proposed(path, proposal, EditPlan(proposal.edits(workbook), workbook.sha256))


def keep(proposed: Proposed, *, dry_run: bool = False) -> Applied:
    """Write the proposal into its workbook; an unchanged one writes nothing."""
    return write_plan(proposed.path, proposed.plan, dry_run=dry_run)
