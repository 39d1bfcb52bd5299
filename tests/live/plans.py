"""A plan with everything in it, for what must go back as a whole."""

from __future__ import annotations

import datetime as dt

from sheetsales.cells.address import Area
from sheetsales.cells.charts import Chart
from sheetsales.cells.edits import (
    AddSheet,
    AppendRows,
    Edit,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetFormat,
    SetName,
    SetNote,
    SetVisibility,
)
from tests.buttons.conformance.plans import SHEET, at

EVERYTHING: tuple[Edit, ...] = (
    SetCell(at(2, 7), "新的", "旧的说明"),
    SetCell(at(3, 7), dt.date(2026, 5, 6)),
    SetNote(at(2, 7), "now"),
    SetVisibility("Range", "hidden"),
    SetVisibility("Range", "visible"),
    SetName("deals", f"'{SHEET}'!$A$2"),
    SetName("deals", f"'{SHEET}'!$A$3"),
    SetFormat(Area(SHEET, 2, 2, 4, 3), "0.00", True, "FFEE00", "112233", True, 18.0, 30.0),
    InsertRows("tblDeals", 3, ({"编号": "I-1"},)),
    AppendRows("tblDeals", ({"编号": "A-1", "金额": 3},)),
    ReplaceRows("tblDeals", ({"编号": "N-1"},)),
    AddSheet("新", ("a", "b"), ((1, 2),), "tblA", "hidden", charts=(Chart("t", "a", ("b",)),)),
    AppendRows("tblA", ({"a": 5},)),
)
