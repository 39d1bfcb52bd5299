"""``adopt``: how a workbook of the team's own is read, kept inside it."""

from __future__ import annotations

from pathlib import Path

from sheetsales.adopt import Answers, Proposal, propose
from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.workflow.live import newest_state
from sheetsales.workflow.newest import on_newest
from sheetsales.workflow.writing import write_plan


@dataclass(frozen=True)
class Proposed:
    """A proposal for one file as it was read, and the plan that would keep it there."""

    path: Path
    workbook: Workbook
    proposal: Proposal
    plan: EditPlan

    def again(self, answers: Answers) -> Proposed:
        """The same file with other answers."""
        return _proposed(self.path, self.workbook, propose(self.workbook, answers))


def propose_for(path: Path, answers: Answers | None = None) -> Proposed:
    """What adopting the workbook would mean; writes nothing. Raises ``NothingToDo`` where it holds no records."""
    workbook, _ = newest_state(path)
    return _proposed(path, workbook, propose(workbook, answers))


def _proposed(path: Path, workbook: Workbook, proposal: Proposal) -> Proposed:
    return Proposed(path, workbook, proposal, EditPlan(proposal.edits(workbook), workbook.sha256))


def keep(proposed: Proposed, *, dry_run: bool = False) -> Applied:
    """Write the proposal into its workbook; an unchanged one writes nothing."""
    return write_plan(proposed.path, proposed.plan, dry_run=dry_run)


def keep_answered(path: Path, answers: Answers) -> Applied:
    """The same for answers that took their time: where somebody saved the workbook meanwhile, on what that one left."""
    return on_newest(path, lambda: keep(propose_for(path, answers)))
