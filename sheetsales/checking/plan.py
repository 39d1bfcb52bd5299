"""The edits that put a check's results into the workbook, and nothing else."""

from __future__ import annotations

from sheetsales.cells.edits import Edit, EditPlan, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.checking.check_column import check_edits
from sheetsales.checking.findings_sheet import findings_edits
from sheetsales.checking.judge import Judged
from sheetsales.schema.store import store_edits


def plan(workbook: Workbook, judged: Judged) -> EditPlan:
    """Blank ids filled, the check column and the Findings sheet brought up to date, the memory of it kept.

    Empty where nothing changed since the check whose results stand in the workbook.
    """
    if judged.unchanged:
        return EditPlan((), workbook.sha256 or None)
    edits: list[Edit] = [SetCell(one.at, one.value, None) for one in judged.given_ids]
    edits.extend(check_edits(workbook, judged.book, judged.findings))
    edits.extend(findings_edits(workbook, judged.book, judged.findings))
    edits.extend(store_edits(workbook, judged.store))
    return EditPlan(tuple(edits), workbook.sha256 or None)
