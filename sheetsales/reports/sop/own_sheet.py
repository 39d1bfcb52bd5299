"""The flow chart's sheet in a team's own workbook, and the names of all sheets of the process."""

from __future__ import annotations

from math import ceil

from sheetsales.cells.canvas import Canvas, CellLook
from sheetsales.cells.edits import AddSheet
from sheetsales.cells.grid import Workbook
from sheetsales.cells.names import free_sheet_name
from sheetsales.reports.sop import chart_sheet, gantt, handbook
from sheetsales.reports.sop.layout import Laid
from sheetsales.texts import LANGUAGES, Lang

_ROW, _COLUMN = 20.0, 64.0
"""Pixels that a row and a column have where nobody says otherwise."""


def new_chart_sheet(workbook: Workbook, lang: Lang, laid: Laid) -> AddSheet:
    """The sheet without its shapes, under a name that is free; it prints on one page."""
    last = ceil(laid.height / _ROW) + 1, ceil(laid.width / _COLUMN) + 1
    return AddSheet(
        free_sheet_name(chart_sheet.SHEET.in_(lang), workbook),
        (),
        canvas=Canvas((CellLook(),), (), last, one_page=True),
    )


def our_sheets() -> tuple[str, ...]:
    """What the sheets of a file of ours are called, in both languages."""
    titles = (chart_sheet.SHEET, handbook.SHEET, handbook.SIGN_OFF, gantt.SHEET)
    return tuple(title.in_(lang) for title in titles for lang in LANGUAGES)
