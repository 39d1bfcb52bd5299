"""``check``: findings judged and written back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.checking.judge import Judged, judge
from sheetsales.checking.plan import plan
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.writing import write_plan


@dataclass(frozen=True)
class CheckResult:
    """What was found, the edits that say so in the workbook, and what writing them did."""

    judged: Judged
    plan: EditPlan
    applied: Applied


def check(path: Path, *, today: dt.date, dry_run: bool = False, baseline: bool = False) -> CheckResult:
    """Check a workbook and write the results into it, unless ``dry_run`` or unless they stand there already."""
    return check_opened(open_book(path, today=today), today=today, dry_run=dry_run, baseline=baseline)


def check_opened(opened: Opened, *, today: dt.date, dry_run: bool, baseline: bool) -> CheckResult:
    judged = judge(
        opened.workbook, opened.book, opened.findings, today=today, store=opened.store, baseline=baseline
    )
    edits = plan(opened.workbook, judged)
    return CheckResult(judged, edits, write_plan(opened.path, edits, dry_run=dry_run))
