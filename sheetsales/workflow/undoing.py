"""``undo``: what the last run wrote, put back, in a closed workbook or through the button in an open one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sheetsales.backends.base import Applied
from sheetsales.backends.clicks.inverse import Carried, inverse
from sheetsales.backends.clicks.job import Job
from sheetsales.backends.clicks.leftovers import left_behind
from sheetsales.backends.clicks.runs import UNDOES, Run, last_click, last_run, mark_undone
from sheetsales.backends.ooxml.formula_texts import formula_texts
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import EditPlan
from sheetsales.dataclass import dataclass
from sheetsales.errors import NothingToDo
from sheetsales.texts import Text
from sheetsales.workflow.live import newest_state
from sheetsales.workflow.newest import anew
from sheetsales.workflow.writing import write_plan

NOTHING = Text(
    "“{name}”没有可以撤销的运行。要退回更早的样子，请用 sheetsales restore。",
    "There is no run to undo in “{name}”. To go back further, use sheetsales restore.",
)
UNDONE = Text(
    "已撤销上次运行，它写进单元格的内容都恢复原样。",
    "The last run is undone; the cells it wrote are as they were before.",
)


@dataclass(frozen=True, slots=True)
class Undone:
    """The plan that undoes the last run, what writing it did, and the sentence on it: what stays is in it."""

    plan: EditPlan
    applied: Applied
    said: Text


@anew
def undo(path: Path, *, dry_run: bool = False) -> Undone:
    """Undo the last run on a closed workbook. Raises ``NothingToDo`` where there is none, ``EditConflict`` with the cell
    that was changed since."""
    run = last_run(path.resolve())
    if run is None:
        read_workbook(path)
        raise NothingToDo(NOTHING.fill(name=path.name))
    plan, said = _plan(run, path)
    applied = write_plan(path, plan, dry_run=dry_run, allow_protected=run.allow_protected, undoing=True)
    if not dry_run:
        mark_undone(run)
    return Undone(plan, applied, said)


def undo_click(job: Job) -> tuple[Text, EditPlan]:
    """What to say, and the plan that undoes the last run in the open workbook."""
    run = last_click(job)
    if run is None:
        raise NothingToDo(NOTHING.fill(name=job.request.book))
    plan, said = _plan(run, job.snapshot)
    job.note(UNDOES, run.record.parent.name)
    return said, plan


def _plan(run: Run, path: Path) -> tuple[EditPlan, Text]:
    """The plan that undoes a run, and what to say of it."""
    done, before = run.plan(), read_workbook(run.before)
    carried = Carried(done, before, run.changes(), partial(formula_texts, run.before))
    plan = inverse(carried, newest_state(path)[0], partial(formula_texts, path))
    left = left_behind(done, before)
    return plan, UNDONE if left is None else Text(UNDONE.zh + left.zh, f"{UNDONE.en} {left.en}")
