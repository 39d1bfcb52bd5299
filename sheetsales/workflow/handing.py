"""``handover``: what a leaver, or nobody, has in hand given to others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.writable import Writable
from sheetsales.checking.protected import unwritten, within_protection
from sheetsales.dataclass import dataclass
from sheetsales.planning.handover import Handed, hand_over, handover_plan
from sheetsales.texts import Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.writing import write_plan


@dataclass(frozen=True)
class HandoverResult:
    """What was decided, the edits that say so, and what writing them did."""

    handed: Handed
    plan: EditPlan
    applied: Applied
    left_out: tuple[Text, ...] = ()
    """What could not be written, said."""


@anew
def handover(
    path: Path, who: str | None, *, today: dt.date, to: Sequence[str] = (), dry_run: bool = False
) -> HandoverResult:
    """Hand over a leaver's customers, open deals and tasks, or for None the customers and open deals that nobody owns; raises
    ``BadRequest`` or ``NothingToDo``."""
    opened = open_book(path, today=today)
    handed = hand_over(opened.book, who, today=today, to=to)
    writable = Writable(opened.workbook)
    edits, said = within_protection(opened.workbook, handover_plan(handed, opened.workbook, writable))
    left_out = (*said, *unwritten(writable))
    return HandoverResult(handed, edits, write_plan(path, edits, dry_run=dry_run), left_out)
