"""``close``: a month finalised, its snapshot kept in the workbook for later reports to compare with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.checking.closing import kept_texts, snapshot_of
from sheetsales.checking.judge import judge
from sheetsales.checking.plan import within_structure
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, EditRefused
from sheetsales.indicators.asked_period import required_month
from sheetsales.indicators.period import Period, month_of, shifted
from sheetsales.process.snapshot import Snapshot, Snapshots
from sheetsales.reports.required import require_pipeline
from sheetsales.schema.store import store_edits
from sheetsales.texts import Lang, Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.writing import write_plan


@dataclass(frozen=True)
class Closed:
    """What is kept of the month, and what writing it did. ``already`` says that it was final before and stayed as it was."""

    snapshot: Snapshot
    lang: Lang
    already: bool
    plan: EditPlan
    applied: Applied


@anew
def close(
    path: Path, *, today: dt.date, month: str | None = None, dry_run: bool = False, force: bool = False
) -> Closed:
    """Finalise a month that is over, the one before ``today`` where none is named.

    One that is final already stays as it was kept, unless ``force`` asks for it anew.
    """
    opened = open_book(path, today=today)
    period = _over(month, today)
    require_pipeline(opened.book)
    earlier = Snapshots(opened.store).of(period.label)
    if earlier is not None and earlier.closed_on is not None and not force:
        return Closed(earlier, opened.book.lang, True, EditPlan(()), Applied())
    judged = judge(opened.workbook, opened.book, opened.findings, today=today, store=opened.store)
    snapshot = snapshot_of(judged, period.label, today)
    plan = _plan(opened, snapshot)
    return Closed(snapshot, opened.book.lang, False, plan, write_plan(path, plan, dry_run=dry_run))


def _plan(opened: Opened, snapshot: Snapshot) -> EditPlan:
    edits = (*opened.taken, *store_edits(opened.workbook, kept_texts(snapshot, opened.store)))
    plan, said = within_structure(opened.workbook, EditPlan(edits, opened.workbook.sha256 or None))
    if said.zh:
        raise EditRefused(
            Text(
                "工作簿结构受保护，定稿没处存，什么都没写。请在 Excel 的“审阅 → 保护工作簿”里取消保护，再定稿。",
                "The workbook's structure is protected, so there is no place to keep the month; nothing was written. Unprotect "
                "the workbook in Excel (Review > Protect Workbook), then close the month again.",
            )
        )
    return plan


def _over(asked: str | None, today: dt.date) -> Period:
    """The month asked for, which has to be over."""
    before = shifted(month_of(today), -1)
    period = before if asked is None else required_month(asked, today)
    if period.last >= today:
        raise BadRequest(
            Text(
                f"{period.label} 还没过完，不能定稿；最近能定稿的是 {before.label}。",
                f"{period.label} is not over yet, so it cannot be closed; the latest that can is {before.label}.",
            )
        )
    return period
