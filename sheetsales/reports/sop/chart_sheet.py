"""The sheet of the flow chart in a file of its own: room for the shapes, and how it prints."""

from __future__ import annotations

from math import ceil
from typing import Any, Final

from sheetsales.look.workbook import set_up_page
from sheetsales.reports.draft import Draft
from sheetsales.reports.sop.layout import Laid
from sheetsales.texts import Text

SHEET: Final = Text("流程图", "Flow chart")
_ROW: Final = 24.0
"""Pixels of a row, as ``open_workbook`` sets it; rows of stages stand further apart."""


def write_chart_sheet(draft: Draft, laid: Laid) -> None:
    """Adds the sheet; the shapes are drawn on it once the file is closed."""
    sheet = draft.workbook.add_worksheet(draft.speak(SHEET))
    sheet.hide_gridlines(2)
    _print(draft, sheet, laid)


def _print(draft: Draft, sheet: Any, laid: Laid) -> None:
    """One sheet of A4, of a long process several."""
    set_up_page(sheet, draft.lang, heading_rows=0, foot=draft.facts.book.settings.team_name)
    sheet.center_horizontally()
    if laid.breaks:
        sheet.set_h_pagebreaks([ceil(y / _ROW) for y in laid.breaks])
    else:
        sheet.fit_to_pages(1, 1)
