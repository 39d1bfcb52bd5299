"""The last run on the Home sheet: when, what, found. Only in workbooks whose Home has the named cells for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from sheetsales.cells.edits import SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import EditValue
from sheetsales.pages.laid_out import named_cell

LAST_RUN: Final = "home_last_run"
LAST_COMMAND: Final = "home_last_command"
LAST_RESULT: Final = "home_last_result"


def home_edits(workbook: Workbook, today: dt.date, command: str, result: str) -> Iterator[SetCell]:
    """The edits that note a run; those that would change nothing are left out.

    A cell that has come to hold a formula is the team's own by now, and is left alone.
    """
    said: tuple[tuple[str, EditValue], ...] = (
        (LAST_RUN, today.isoformat()),
        (LAST_COMMAND, command),
        (LAST_RESULT, result),
    )
    for name, value in said:
        at = named_cell(workbook, name)
        grid = workbook.grid(at.sheet) if at else None
        if at is None or grid is None or (at.row, at.column) in grid.formulas:
            continue
        if grid.value(at.row, at.column) != value:
            yield SetCell(at, value)
