"""``check --fix``: a workbook mended and checked, saved once."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sheetsales.backends.base import Applied
from sheetsales.backends.clicks.runs import remember_run
from sheetsales.backends.ooxml.apply import apply_plan, check_plan
from sheetsales.backends.saving import save_in_place
from sheetsales.cells.edits import EditPlan
from sheetsales.checking.fixes.find import find_fixes
from sheetsales.checking.fixes.fix import Fixes, What
from sheetsales.errors import EditConflict, EditRefused, WorkbookLocked
from sheetsales.texts import Text
from sheetsales.workflow.checking import CheckResult, judged_plan, outlined
from sheetsales.workflow.newest import on_newest
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.writing import write_plan

_CHANGED = Text(
    "“{name}”在处理期间被别人改过，没有覆盖。",
    "“{name}” was changed by somebody else meanwhile and was not overwritten.",
)


@dataclass(frozen=True)
class Mended:
    """What was mended and left, and the check of what came of it."""

    fixes: Fixes
    checked: CheckResult


def mend(
    path: Path, *, today: dt.date, guesses: bool = False, dry_run: bool = False, baseline: bool = False
) -> Mended:
    """Mend what can be mended in one way and check the result; both are written in one save, with one backup.

    ``guesses`` also takes the closest choices. A dry run does it all beside the workbook and writes nothing.
    """
    return on_newest(path, lambda: _mend(path, today, guesses, dry_run, baseline))


def _mend(path: Path, today: dt.date, guesses: bool, dry_run: bool, baseline: bool) -> Mended:
    opened = open_book(path, today=today)
    with tempfile.TemporaryDirectory(prefix="sheetsales-") as folder:
        after, fixes = _mended(opened, today, guesses, Path(folder))
        judged, plan = judged_plan(after, today, baseline)
        judged = outlined(judged)
        if not fixes.edits:
            return Mended(fixes, CheckResult(judged, plan, write_plan(path, plan, dry_run=dry_run)))
        if dry_run:
            return Mended(fixes, CheckResult(judged, plan, check_plan(after.path, plan)))

        def write(out: BinaryIO) -> Applied:
            """Called while no other run can touch the workbook."""
            if _digest(path) != opened.workbook.sha256:
                raise WorkbookLocked(_CHANGED.fill(name=path.name))
            return apply_plan(after.path, plan, out)

        applied = save_in_place(path, write)
        remember_run(path.resolve(), EditPlan((*fixes.edits, *plan.edits)))
        return Mended(fixes, CheckResult(judged, plan, applied))


def _mended(opened: Opened, today: dt.date, guesses: bool, folder: Path) -> tuple[Opened, Fixes]:
    """The workbook as mended, in a folder of its own. Rows that came into a Table are looked at once more."""
    fixes = find_fixes(opened.workbook, opened.book, today=today, guesses=guesses)
    if not fixes.edits:
        return opened, fixes
    after = folder / "1" / opened.path.name
    try:
        _apply(opened, fixes, after)
    except EditConflict:
        raise
    except EditRefused:
        fixes = find_fixes(opened.workbook, opened.book, today=today, guesses=guesses, rows=False)
        if not fixes.edits:
            return opened, fixes
        _apply(opened, fixes, after)
    mended = open_book(after, today=today)
    if all(fix.what is not What.INTO_TABLE for fix in fixes.fixed):
        return mended, fixes
    more = find_fixes(mended.workbook, mended.book, today=today, guesses=guesses, rows=False)
    total = replace(more, fixed=fixes.fixed + more.fixed, edits=fixes.edits + more.edits)
    if not more.edits:
        return mended, total
    again = folder / "2" / opened.path.name
    _apply(mended, more, again)
    return open_book(again, today=today), total


def _apply(opened: Opened, fixes: Fixes, after: Path) -> None:
    after.parent.mkdir(exist_ok=True)
    with after.open("wb") as out:
        apply_plan(opened.path, EditPlan(fixes.edits, opened.workbook.sha256), out)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
