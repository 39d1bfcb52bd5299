"""``allocate``: open tasks shared out and written back with the reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.writable import Writable
from sheetsales.checking.protected import unwritten, within_protection
from sheetsales.dataclass import dataclass
from sheetsales.planning.pages import allocation_edits, matrix_edits
from sheetsales.planning.plan import Decided, decide, plan
from sheetsales.texts import Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.writing import write_plan


@dataclass(frozen=True)
class AllocateResult:
    """What was decided, the edits that say so, and what writing them did."""

    decided: Decided
    plan: EditPlan
    applied: Applied
    left_out: tuple[Text, ...] = ()
    """What could not be written, said."""


@anew
def allocate(
    path: Path,
    *,
    today: dt.date,
    until: dt.date | None = None,
    rebalance: bool = False,
    matrix: bool = False,
    dry_run: bool = False,
) -> AllocateResult:
    """Share out the open tasks of a workbook, and write how they lie in sheets of its own; with ``matrix`` also who does
    what by step. Raises ``NothingToDo`` where it has no tasks or team."""
    opened = open_book(path, today=today)
    decided = decide(opened.book, today=today, until=until, rebalance=rebalance)
    writable = Writable(opened.workbook)
    tasks = plan(decided, writable, opened.workbook.sha256)
    pages = [*allocation_edits(decided, opened.workbook)]
    pages += matrix_edits(decided, opened.workbook) if matrix else ()
    edits, said = within_protection(opened.workbook, replace(tasks, edits=(*tasks.edits, *pages)))
    left_out = (*said, *unwritten(writable))
    return AllocateResult(decided, edits, write_plan(path, edits, dry_run=dry_run), left_out)
