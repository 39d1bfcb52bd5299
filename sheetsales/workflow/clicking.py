"""A click: the same function as the command line, on a snapshot of the open workbook; the answer goes back as changes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sheetsales.backends.clicks.change_list import change_list
from sheetsales.backends.clicks.expand import expand
from sheetsales.backends.clicks.job import Job, home, let_go_of_old_jobs
from sheetsales.backends.clicks.runs import PLAN, note_order, told
from sheetsales.backends.reader import read_workbook
from sheetsales.buttons.registry import BUTTONS
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import (
    AddSheet,
    EditPlan,
    InsertRows,
    SetCell,
    SetFormat,
    SetName,
    SetNote,
    SetValidation,
    SetVisibility,
)
from sheetsales.cells.grid import Workbook
from sheetsales.cells.looks import ValidationRule
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.texts import Text

if TYPE_CHECKING:
    from sheetsales.workflow.report_asked import Asked

UNKNOWN_BUTTON = Text(
    "这个版本的 sheetsales 不认识按钮“{name}”。请升级后再点。",
    "This version of sheetsales knows no button “{name}”. Update it and click again.",
)


_AROUND: Final = (InsertRows, SetFormat, SetName, SetValidation, SetVisibility)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a click says, and the plan it makes for ``workbook``, which is read again where it is None."""

    message: str
    plan: EditPlan = field(default_factory=EditPlan)
    workbook: Workbook | None = None


def answer(job: Job, *, today: dt.date) -> Answer:
    """Do what the click asks for and write the answer into its job folder.

    Raises a ``SheetsalesError`` for what cannot be done; the caller tells it with ``refuse``.
    """
    act = _ACTIONS.get(job.request.button)
    if act is None or all(button.action != job.request.button for button in BUTTONS):
        raise BadRequest(UNKNOWN_BUTTON.fill(name=job.request.button))
    made = act(job, today)
    if job.is_cancelled:
        return made
    _refuse_what_files_refuse(job.snapshot, made.plan)
    workbook = made.workbook or _touched(job.snapshot, made.plan)
    path = job.snapshot
    changes = expand(made.plan, workbook, lambda sheet: _rules(path, sheet), lambda at: _formula(path, at))
    data = change_list(job.request.nonce, made.message, changes, date1904=workbook.date1904)
    if made.plan.edits:
        note_order(job)
        job.note(PLAN, json.dumps(told(made.plan, changes), ensure_ascii=False))
    job.answer(data)
    let_go_of_old_jobs(but=job.path)
    return made


def refuse(job: Job, text: Text) -> None:
    """Answer that nothing was done, and why."""
    job.answer(change_list(job.request.nonce, text.in_(job.request.language)))


def _refuse_what_files_refuse(path: Path, plan: EditPlan) -> None:
    """Names, looks, drop-downs and rows in between are tried on the snapshot first: a macro only knows that it failed."""
    if any(isinstance(edit, _AROUND) for edit in plan.edits):
        from sheetsales.backends.ooxml.apply import check_plan

        check_plan(path, plan)


def _rules(path: Path, sheet: str) -> tuple[ValidationRule, ...]:
    from sheetsales.backends.ooxml.looks_read import read_looks

    return read_looks(path, {sheet: ()})[sheet].rules


def _formula(path: Path, at: CellRef) -> str:
    from sheetsales.backends.ooxml.formula_texts import formula_texts

    return formula_texts(path, [at]).get(at, "")


def _touched(path: Path, plan: EditPlan) -> Workbook:
    """The sheets the plan is about; all of them where it names tables."""
    if not plan.edits:
        return Workbook(())
    if all(isinstance(edit, SetCell | SetNote | AddSheet) for edit in plan.edits):
        names = {edit.at.sheet.lower() for edit in plan.edits if isinstance(edit, SetCell | SetNote)}
        return read_workbook(path, sheets=lambda name: name.lower() in names)
    return read_workbook(path)


def _check(job: Job, today: dt.date) -> Answer:
    from sheetsales.checking.spoken import outcome, spoken
    from sheetsales.workflow import checking
    from sheetsales.workflow.opening import open_book

    opened = open_book(job.snapshot, today=today)
    judged, plan = checking.judged_plan(opened, today)
    said = list(spoken(judged, plan, outcome(plan, dry_run=False), judged.book.lang))
    left_out = [notice.in_(judged.book.lang) for notice in judged.summary.notices]
    return Answer(_few([*left_out, *said[: said.index("")][:2], said[-1]]), plan, opened.source)


def _fix(job: Job, today: dt.date) -> Answer:
    from sheetsales.checking.fixes.told import fix_sentence
    from sheetsales.checking.spoken import counts_line
    from sheetsales.workflow.mending import propose

    made = propose(job.snapshot, today=today, folder=_folder(job))
    lang = made.judged.book.lang
    said = [fix_sentence(made.fixes, dry_run=False).in_(lang), counts_line(made.judged.summary, lang)]
    return Answer(_few(said), made.edits, made.before)


def _asked(job: Job, today: dt.date) -> Asked:
    """The report beside the workbook, of which the job holds a copy under another name."""
    from sheetsales.workflow.report_asked import Asked

    return Asked(today, out=_folder(job), stem=_stem(job), folder=_folder(job))


def _report(job: Job, today: dt.date) -> Answer:
    from sheetsales.workflow import report_said, reporting

    made = reporting.report(job.snapshot, _asked(job, today))
    said = [*(sentence.in_(made.lang) for sentence in made.sentences[:1])]
    return Answer(_few([*said, report_said.made(made).in_(made.lang)]))


def _run(job: Job, today: dt.date) -> Answer:
    from sheetsales.checking.spoken import counts_line
    from sheetsales.workflow import report_said, reporting

    made = reporting.run(job.snapshot, _asked(job, today), dry_run=True)
    (made_report,) = made.reports
    lang = made_report.lang
    summary = made.checked.judged.summary
    left_out = [notice.in_(lang) for notice in summary.notices]
    said = [*left_out, counts_line(summary, lang), *(s.in_(lang) for s in made_report.sentences[:1])]
    return Answer(_few([*said, report_said.made(made_report).in_(lang)]), made.checked.plan)


def _tasks(job: Job, today: dt.date) -> Answer:
    from sheetsales.planning.arising.brief import brief
    from sheetsales.workflow.tasking import add_tasks

    made = add_tasks(job.snapshot, today=today, dry_run=True)
    lang = made.arisen.book.lang
    return Answer(_few([line.in_(lang) for line in brief(made.arisen)]), made.plan)


def _allocate(job: Job, today: dt.date) -> Answer:
    from sheetsales.planning.brief import brief
    from sheetsales.workflow import allocating

    made = allocating.allocate(job.snapshot, today=today, dry_run=True)
    return Answer(brief(made.decided).in_(made.decided.book.lang), made.plan)


def _collect(job: Job, today: dt.date) -> Answer:
    from sheetsales.workflow.gathering import collect_click

    message, plan = collect_click(job, _beside(job), today)
    return Answer(message, plan)


def _import(job: Job, today: dt.date) -> Answer:
    from sheetsales.workflow.gathering import import_click

    message, plan = import_click(job, _beside(job), today)
    return Answer(message, plan)


def _undo(job: Job, today: dt.date) -> Answer:
    from sheetsales.workflow.undoing import undo_click

    del today
    message, plan = undo_click(job)
    return Answer(message.in_(job.request.language), plan)


def _few(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line)


def _stem(job: Job) -> str:
    return Path(job.request.book).stem or "sheetsales"


def _beside(job: Job) -> Path | None:
    """The folder in which the workbook lies; None for one that lies in the cloud."""
    beside = Path(job.request.folder)
    return beside if job.request.folder and "://" not in job.request.folder and beside.is_dir() else None


def _folder(job: Job) -> Path:
    """Beside the workbook; for one that lies in the cloud, in the user's documents."""
    if beside := _beside(job):
        return beside
    documents = Path.home() / "Documents"
    if documents.is_dir():
        return documents
    made = home() / "reports"
    made.mkdir(parents=True, exist_ok=True)
    return made


_ACTIONS: Final[Mapping[str, Callable[[Job, dt.date], Answer]]] = {
    "check": _check,
    "report": _report,
    "run": _run,
    "fix": _fix,
    "tasks": _tasks,
    "allocate": _allocate,
    "collect": _collect,
    "import": _import,
    "undo": _undo,
}
"""What each button does; a button in the registry without an action here is not drawn yet."""
