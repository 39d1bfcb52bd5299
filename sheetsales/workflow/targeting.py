"""``targets split`` and ``targets quotas``: targets divided, and what they take, added to the workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path
from typing import Final

from sheetsales.backends.base import Applied
from sheetsales.book.book import Book
from sheetsales.cells.edits import EditPlan
from sheetsales.dataclass import dataclass
from sheetsales.targets.own_weights import own_weights
from sheetsales.targets.plan import Divided, divide, plan
from sheetsales.targets.quotas import Quotas, quota_rows, quotas
from sheetsales.targets.weights import Way
from sheetsales.texts import Lang
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.writing import write_plan

WAYS: Final[tuple[Way, ...]] = ("history", "capacity", "even")


@dataclass(frozen=True)
class SplitResult:
    """What was divided, the edits that add it, and what writing them did."""

    divided: Divided
    plan: EditPlan
    applied: Applied
    lang: Lang


@anew
def split_targets(
    path: Path,
    label: str,
    *,
    today: dt.date,
    by: Collection[str],
    to: Collection[str],
    weights: str = "history",
    stretch: Decimal | None = None,
    dry_run: bool = False,
) -> SplitResult:
    """Divide the company's targets for a period; ``weights`` is one of ``WAYS`` or the heading of a column of Team.

    Raises ``NothingToDo`` where there is no such target, ``BadRequest`` where the period or the column is none.
    """
    opened = open_book(path, today=today)
    way: Way = next((known for known in WAYS if known == weights), "history")
    own = None if weights in WAYS else own_weights(opened.book, weights)
    divided = divide(opened.book, label, today=today, by=by, to=to, weights=way, own_weights=own)
    edits = plan(opened.book, divided, opened.workbook.sha256, stretch=stretch)
    return SplitResult(divided, edits, write_plan(path, edits, dry_run=dry_run), opened.book.lang)


@dataclass(frozen=True)
class QuotaResult:
    """Everybody's quotas, the edits that add them to Targets, and what writing them did."""

    quotas: Quotas
    rows: Divided
    plan: EditPlan
    applied: Applied
    book: Book


@anew
def set_quotas(path: Path, label: str, *, today: dt.date, dry_run: bool = False) -> QuotaResult:
    """Work out what the targets of a month take and add it to Targets; raises ``BadRequest`` or ``NothingToDo``."""
    opened = open_book(path, today=today)
    found = quotas(opened.book, label, today=today)
    rows = quota_rows(opened.book, found)
    edits = plan(opened.book, rows, opened.workbook.sha256)
    return QuotaResult(found, rows, edits, write_plan(path, edits, dry_run=dry_run), opened.book.outline())
