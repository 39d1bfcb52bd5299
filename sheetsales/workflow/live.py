"""Workbooks that are open in Excel: read as the user sees them, and written where they are open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sheetsales.backends.base import Applied
from sheetsales.backends.live.marker import is_open_in_excel
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.errors import WorkbookLocked
from sheetsales.texts import Text

if TYPE_CHECKING:
    from sheetsales.backends.live.book import LiveBook

__all__ = ["is_open_in_excel", "live_book", "newest_state", "write_live"]


def live_book(path: Path) -> LiveBook | Text | None:
    """The workbook as it is open in this computer's Excel; a text says why it cannot be had there, None that Excel does
    not have it at all.

    xlwings is imported only where Excel's marker says that it is open. Raises ``WorkbookLocked`` where Excel has it but
    does not answer.
    """
    if not is_open_in_excel(path):
        return None
    from sheetsales.backends.live.book import attached

    return attached(path)


def newest_state(path: Path) -> tuple[Workbook, bool]:
    """The workbook with its unsaved changes where Excel has it open, and True; else the file as it was last saved."""
    live = live_book(path)
    if live is None or isinstance(live, Text):
        return read_workbook(path), False
    return live.read(), True


def write_live(path: Path, plan: EditPlan, *, dry_run: bool = False) -> Applied | None:
    """Apply a plan to the workbook where it is open in Excel; None where it is not, and the file can be tried.

    Raises ``WorkbookLocked`` where it is open and cannot be written there; a dry run looks at the file then.
    """
    live = live_book(path)
    if live is None or (isinstance(live, Text) and dry_run):
        return None
    if isinstance(live, Text):
        from sheetsales.backends.locks import refuse_if_open

        try:
            refuse_if_open(path)
        except WorkbookLocked as locked:
            text = Text(locked.text.zh + live.zh, f"{locked.text.en} {live.en}".rstrip())
            raise WorkbookLocked(text) from locked
        return None
    return live.check(plan) if dry_run else live.apply(plan)
