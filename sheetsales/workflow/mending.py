"""``check --fix``: a workbook mended and checked, saved once."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from sheetsales.backends.clicks.runs import run_record
from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.ooxml.apply import apply_plan, check_plan
from sheetsales.backends.ooxml.looks_read import read_looks
from sheetsales.backends.placing.changes import Change
from sheetsales.backends.saving import digest, save_in_place
from sheetsales.backends.workroom import workroom
from sheetsales.cells.edits import Edit, EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.checking.fixes.find import find_fixes
from sheetsales.checking.fixes.fix import Fixes, What
from sheetsales.checking.fixes.looks import find_lost_looks, looked_at
from sheetsales.checking.judge import Judged
from sheetsales.dataclass import dataclass
from sheetsales.errors import EditConflict, EditRefused
from sheetsales.schema.store import BEFORE
from sheetsales.texts import Text
from sheetsales.workflow.checking import CheckResult, judged_plan, outlined
from sheetsales.workflow.newest import on_newest
from sheetsales.workflow.opening import Opened, loaded, open_book
from sheetsales.workflow.writing import write_plan

_CHANGED = Text(
    "“{name}”在处理期间被别人改过，没有覆盖。",
    "“{name}” was changed by somebody else meanwhile and was not overwritten.",
)

Judge = Callable[[Opened], tuple[Judged, EditPlan]]


@dataclass(frozen=True)
class Mended:
    """What was mended and left, and the check of what came of it."""

    fixes: Fixes
    checked: CheckResult


def mend(
    path: Path,
    *,
    today: dt.date,
    guesses: bool = False,
    dry_run: bool = False,
    baseline: bool = False,
    level: str = "",
) -> Mended:
    """Mend what can be mended in one way and check the result; both are written in one save, with one backup.

    ``guesses`` also takes the closest choices. A dry run does it all beside the workbook and writes nothing.
    """
    judged = partial(judged_plan, today=today, baseline=baseline, level=level)
    return on_newest(path, lambda: _mend(path, today, guesses, dry_run, judged))


def _mend(path: Path, today: dt.date, guesses: bool, dry_run: bool, judge: Judge) -> Mended:
    opened = _of_years(open_book(path, today=today), path.parent, today)
    if opened.is_live:
        return _mend_live(opened, today, guesses, dry_run, judge)
    with workroom() as folder:
        carried: list[Change] = []

        def mended(opened: Opened, edits: tuple[Edit, ...]) -> Opened:
            made = open_book(_applied(opened, edits, folder, carried), today=today)
            return _of_years(made, path.parent, today)

        after, fixes = _with_looks(*_mended(opened, today, guesses, mended), folder)
        judged, plan = judge(after)
        judged = outlined(judged)
        if not fixes.edits:
            return Mended(fixes, CheckResult(judged, plan, write_plan(path, plan, dry_run=dry_run)))
        if dry_run:
            return Mended(fixes, CheckResult(judged, plan, check_plan(after.path, plan)))

        applied = save_in_place(
            path,
            lambda out: apply_plan(after.path, plan, out, carried=carried),
            record=partial(run_record, EditPlan((*fixes.edits, *plan.edits)), carried),
            seen=opened.workbook.sha256,
        )
        return Mended(fixes, CheckResult(judged, plan, applied))


def _of_years(opened: Opened, home: Path, today: dt.date) -> Opened:
    """The workbook with what it reads in the archives of earlier years, looked for from ``home``."""
    if BEFORE not in opened.store:
        return opened
    from sheetsales.workflow.archives import with_years  # rare, and more to import

    return with_years(opened, today=today, folder=home)


@dataclass(frozen=True)
class Proposal:
    """What mending would do to ``before`` and what a check would say then: for who writes it himself."""

    before: Workbook
    fixes: Fixes
    judged: Judged
    plan: EditPlan

    @property
    def edits(self) -> EditPlan:
        """Both, as one plan for ``before``."""
        return EditPlan((*self.fixes.edits, *self.plan.edits), self.before.sha256)


def propose(path: Path, *, today: dt.date, folder: Path | None = None) -> Proposal:
    """Mend and check in memory; no file is made. Drop-downs and formats that were lost are in it.

    ``folder`` is where the workbook lies if what is read is a copy.
    """
    home = folder or path.parent
    opened = _of_years(open_book(path, today=today), home, today)
    after, fixes = _in_memory(opened, today, guesses=False, home=home)
    moved = any(fix.what is What.INTO_TABLE for fix in fixes.fixed)
    seen = opened if moved else after  # the file's looks are those of rows where they stand now
    both = _joined(fixes, _lost_looks(seen, fixes))
    judged, plan = judged_plan(after, today)
    return Proposal(opened.source, both, outlined(judged), plan)


def _mend_live(opened: Opened, today: dt.date, guesses: bool, dry_run: bool, judge: Judge) -> Mended:
    """The same for a workbook that is open in Excel: what mending would make of it is seen in memory."""
    after, fixes = _in_memory(opened, today, guesses, home=opened.path.parent)
    judged, plan = judge(after)
    both = EditPlan((*fixes.edits, *plan.edits), opened.workbook.sha256)
    return Mended(fixes, CheckResult(outlined(judged), plan, write_plan(opened.path, both, dry_run=dry_run)))


def _in_memory(opened: Opened, today: dt.date, guesses: bool, *, home: Path) -> tuple[Opened, Fixes]:
    def mended(opened: Opened, edits: tuple[Edit, ...]) -> Opened:
        memory = MemoryBook(opened.source)
        memory.apply(EditPlan(edits))
        return _of_years(loaded(opened.path, memory.read(), today=today), home, today)

    return _mended(opened, today, guesses, mended)


def _mended(
    opened: Opened, today: dt.date, guesses: bool, mended_by: Callable[[Opened, tuple[Edit, ...]], Opened]
) -> tuple[Opened, Fixes]:
    """The workbook as mended. Rows that came into a Table are looked at once more."""
    fixes = find_fixes(opened.workbook, opened.book, today=today, guesses=guesses)
    if not fixes.edits:
        return opened, fixes
    try:
        mended = mended_by(opened, fixes.edits)
    except EditConflict:
        raise
    except EditRefused:
        fixes = find_fixes(opened.workbook, opened.book, today=today, guesses=guesses, rows=False)
        if not fixes.edits:
            return opened, fixes
        mended = mended_by(opened, fixes.edits)
    if all(fix.what is not What.INTO_TABLE for fix in fixes.fixed):
        return mended, fixes
    more = find_fixes(mended.workbook, mended.book, today=today, guesses=guesses, rows=False)
    total = replace(more, fixed=fixes.fixed + more.fixed, edits=fixes.edits + more.edits)
    return (mended_by(mended, more.edits) if more.edits else mended), total


def _with_looks(opened: Opened, fixes: Fixes, folder: Path) -> tuple[Opened, Fixes]:
    """The workbook with drop-downs and formats given back. What its cells hold is as it was."""
    lost = _lost_looks(opened, fixes)
    both = _joined(fixes, lost)
    if not lost.edits:
        return opened, both
    after = _applied(opened, lost.edits, folder)
    return replace(opened, path=after, workbook=replace(opened.workbook, sha256=digest(after))), both


def _lost_looks(seen: Opened, fixes: Fixes) -> Fixes:
    """What gives back the drop-downs and formats that the workbook's file has lost."""
    looks = read_looks(seen.path, looked_at(seen.book))
    return find_lost_looks(seen.workbook, seen.book, looks, fixes.fixed)


def _joined(first: Fixes, second: Fixes) -> Fixes:
    return Fixes(first.fixed + second.fixed, first.left + second.left, first.edits + second.edits)


def _applied(
    opened: Opened, edits: tuple[Edit, ...], folder: Path, carried: list[Change] | None = None
) -> Path:
    """The mended workbook as a file of its own, each in a folder of its own; ``carried`` gets what was done."""
    after = Path(tempfile.mkdtemp(dir=folder)) / opened.path.name
    with after.open("wb") as out:
        apply_plan(opened.path, EditPlan(edits, opened.workbook.sha256), out, carried=carried)
    return after
