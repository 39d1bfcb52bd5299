"""The sheet on which ``adopt`` asks with drop-downs, and the one that holds what they offer. Neither holds records."""

from __future__ import annotations

from typing import Final

from sheetsales.cells.grid import Grid, Workbook
from sheetsales.pages import Column, Page, find
from sheetsales.texts import LANGUAGES, Text

READING: Final = Page(
    Text("识别确认", "Reading"),
    "tblReading",
    (
        Column("state", Text("状态", "State"), 15),
        Column("sheet", Text("工作表", "Sheet"), 18),
        Column("yours", Text("您的原文", "Yours"), 26),
        Column("sample", Text("例", "Sample"), 40),
        Column("stake", Text("影响", "What hangs on it"), 24),
        Column("read", Text("我们的理解", "We read it as"), 34),
        Column("answer", Text("您的回答（下拉选）", "Your answer (choose)"), 24),
        Column("offers", Text("可选项", "Choices"), 16),
        Column("sheets", Text("各表", "Sheets"), 16),
    ),
    known_by=("sheet", "yours", "offers"),
    needed=("sheet", "yours", "answer", "offers", "sheets"),
)
"""``offers`` names the list of the drop-down, ``sheets`` all sheets laid out alike; both are folded away."""

LISTS: Final = Page(
    Text("识别选项", "Reading choices"),
    "tblReadingLists",
    (Column("list", Text("清单", "List"), 24), Column("choice", Text("选项", "Choice"), 30)),
    visibility="hidden",
    alone=True,
)


_TABLES: Final = READING.table.casefold()
"""Both names begin alike."""


_NAMES: Final = {page.title.in_(lang): page for page in (READING, LISTS) for lang in LANGUAGES}


def is_reading(grid: Grid) -> bool:
    """Whether a sheet is one of the two, also where another program dropped its Table."""
    if any(table.name.casefold().startswith(_TABLES) for table in grid.tables):
        return True
    page = _NAMES.get(grid.name)
    heads = {column[0] for column in grid.columns if column}
    return page is not None and not grid.tables and set(page.keys()) & heads > set()


def answer_count(workbook: Workbook) -> int:
    """How many answers somebody chose that were not taken in yet."""
    if not any(is_reading(grid) for grid in workbook.grids):
        return 0
    place = find(workbook, READING)
    if place is None:
        return 0
    at = next(i for i, heading in enumerate(place.headings) if place.keys.get(heading) == "answer")
    return sum(1 for row in place.rows if str(row[at] or "").strip())
