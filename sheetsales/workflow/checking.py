"""``check``: findings judged and written back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.checking.closing import with_snapshot
from sheetsales.checking.judge import Judged, judge
from sheetsales.checking.log import LogUpdate
from sheetsales.checking.plan import plan
from sheetsales.checking.protected import sheet_of, within_protection
from sheetsales.dataclass import dataclass
from sheetsales.schema.store import AFTER
from sheetsales.texts import Text
from sheetsales.workflow.newest import on_newest
from sheetsales.workflow.opening import Opened, open_both
from sheetsales.workflow.showing import with_shown_sheets
from sheetsales.workflow.writing import write_plan


@dataclass(frozen=True)
class CheckResult:
    """What was found, the edits that say so in the workbook, and what writing them did."""

    judged: Judged
    plan: EditPlan
    applied: Applied


def check(
    path: Path, *, today: dt.date, dry_run: bool = False, baseline: bool = False, level: str = ""
) -> CheckResult:
    """Check a workbook and write the results into it, unless ``dry_run`` or unless they stand there already.

    Where another run saved it in between, all is done anew on what that one left.
    """
    return on_newest(path, lambda: _check(path, today, dry_run, baseline, level))


def _check(path: Path, today: dt.date, dry_run: bool, baseline: bool, level: str) -> CheckResult:
    """The rows are let go before the writing starts: a large workbook would be held in memory twice."""
    judged, edits = judged_plan(open_both(path, today=today), today, baseline, level)
    judged = outlined(judged)
    return CheckResult(judged, edits, write_plan(path, edits, dry_run=dry_run))


def check_opened(opened: Opened, *, today: dt.date, dry_run: bool = False) -> CheckResult:
    """The same for a workbook that is still needed afterwards."""
    judged, edits = judged_plan(opened, today)
    return CheckResult(judged, edits, write_plan(opened.path, edits, dry_run=dry_run))


def judged_plan(
    opened: Opened, today: dt.date, baseline: bool = False, level: str = ""
) -> tuple[Judged, EditPlan]:
    """What a check finds, and the edits that say so; of the manager's own workbook what concerns that."""
    if opened.own_sheets is not None:
        from sheetsales.workflow.joining import judged_plan_of_own

        return judged_plan_of_own(opened, today, baseline, level)
    judged = judge(
        opened.workbook, opened.book, opened.findings,
        today=today, store=opened.store, baseline=baseline, level=level,
    )  # fmt: skip
    judged = with_snapshot(judged, opened.store)
    judged, shown = with_shown_sheets(opened, judged)
    made = plan(opened.workbook, judged)
    made = replace(made, edits=(*opened.taken, *made.edits, *shown))
    edits, said = within_protection(opened.workbook, made)
    if said and not _is_kept(judged.findings_sheet, opened.workbook, made, edits):
        judged = replace(judged, findings_sheet="")
    notices = (*opened.notices, *_archived(opened), *said)
    if notices:
        summary = replace(judged.summary, notices=(*judged.summary.notices, *notices))
        judged = replace(judged, summary=summary)
    return judged, edits


def _archived(opened: Opened) -> tuple[Text, ...]:
    """That another workbook goes on from this one."""
    if AFTER not in opened.store:
        return ()
    from sheetsales.years.mark import IS_ARCHIVE, read_after  # once a year

    after = read_after(opened.store[AFTER])
    return (IS_ARCHIVE.fill(year=after.year, file=after.file),) if after is not None else ()


def _is_kept(sheet: str, workbook: Workbook, made: EditPlan, edits: EditPlan) -> bool:
    """Whether all that was to be written to a sheet still is."""
    tables = {table.name.casefold(): grid.name for grid in workbook.grids for table in grid.tables}
    meant, done = (sum(sheet_of(e, tables) == sheet for e in p.edits) for p in (made, edits))
    return meant == done


def outlined(judged: Judged) -> Judged:
    """What was found without the rows it was found in."""
    outline = judged.book.outline()
    return replace(judged, book=outline, log=LogUpdate(outline))
