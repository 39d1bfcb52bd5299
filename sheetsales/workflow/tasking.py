"""``tasks add`` and ``tasks done``: tasks that arise added, tasks whose work shows marked as done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.writable import Writable
from sheetsales.checking.plan import within_structure
from sheetsales.checking.protected import unwritten
from sheetsales.dataclass import dataclass
from sheetsales.planning.arising.arise import Arisen, arise, arise_plan
from sheetsales.planning.completion import Completion, completion, completion_plan
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.writing import noting, write_plan


@dataclass(frozen=True)
class AddResult:
    """What arose, the edits that add it, and what writing them did."""

    arisen: Arisen
    plan: EditPlan
    applied: Applied


@dataclass(frozen=True)
class DoneResult:
    """Planned against done, the edits that would mark tasks as done, and what writing them did."""

    completion: Completion
    plan: EditPlan
    applied: Applied


@anew
def add_tasks(
    path: Path, *, today: dt.date, until: dt.date | None = None, dry_run: bool = False
) -> AddResult:
    """Add the tasks that arise until a day; raises ``NothingToDo`` without a Tasks sheet."""
    opened = open_book(path, today=today)
    arisen = arise(opened.book, opened.store, today=today, until=until)
    edits, said = within_structure(opened.workbook, arise_plan(arisen, opened.workbook))
    done = write_plan(path, edits, dry_run=dry_run)
    return AddResult(arisen, edits, noting(done, said) if said.zh else done)


@anew
def done_tasks(path: Path, *, today: dt.date, mark: bool = False, dry_run: bool = False) -> DoneResult:
    """Compare planned with done; with ``mark`` the tasks whose work shows become done."""
    opened = open_book(path, today=today)
    found = completion(opened.book, today)
    writable = Writable(opened.workbook)
    edits = completion_plan(found, writable, opened.workbook.sha256) if mark else EditPlan(())
    return DoneResult(found, edits, noting(write_plan(path, edits, dry_run=dry_run), *unwritten(writable)))
