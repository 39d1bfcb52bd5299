"""``tidy``: one long sheet of ours beside many of theirs, kept in step with them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sheetsales.adopt.same import like_a_name
from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.dataclass import dataclass
from sheetsales.texts import Lang
from sheetsales.tidying.gather import long_sheets
from sheetsales.tidying.step import Kept, kept
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.writing import write_plan


@dataclass(frozen=True)
class Tidied:
    """The long sheets, and what writing them did; none where nothing stands on several sheets or in piles."""

    lang: Lang
    sheets: tuple[Kept, ...]
    applied: Applied


@anew
def tidy(path: Path, *, today: dt.date, dry_run: bool = False) -> Tidied:
    """Bring the long sheets of a workbook in step with the sheets, blocks and cells they are made of; those stay as they are."""
    opened = open_book(path, today=today)
    lang = opened.book.lang
    sheets = tuple(
        kept(opened.workbook, lang, long)
        for long in long_sheets(opened.book, opened.workbook, today, like_a_name)
    )
    edits = tuple(edit for one in sheets for edit in one.edits)
    applied = write_plan(path, EditPlan(edits, opened.workbook.sha256 or None), dry_run=dry_run)
    return Tidied(lang, sheets, applied)
