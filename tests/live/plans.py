"""Plans that only an open workbook and a closed file can do, and one with everything in it."""

from __future__ import annotations

import datetime as dt
from typing import Final

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
from sheetsales.cells.values import CellError, Formula
from tests.buttons.conformance.plans import SHEET, at

OPEN_PLANS: Final[dict[str, tuple[Edit, ...]]] = {
    "insert": (InsertRows("tblDeals", 3, ({"编号": "I-1", "金额": 7}, {"编号": "I-2"})),),
    "insert into a range": (InsertRows("Range!B2:C4", 4, ({"Name": "between"},)),),
    "insert above what stands further down": (
        SetCell(at(9, 2), "far below"),
        InsertRows("tblDeals", 2, ({"编号": "I-1"},)),
        AppendRows("tblDeals", ({"编号": "I-2"},)),
    ),
    "grow over what stands in the way": (
        SetCell(at(6, 2), "in the way"),
        AppendRows("tblDeals", ({"编号": "A-1"}, {"编号": "A-2"}, {"编号": "A-3"})),
    ),
    "by the range of a table": (AppendRows(f"'{SHEET}'!A1:D4", ({"编号": "A-1"},)),),
    "shown and hidden": (SetVisibility("Range", "hidden"),),
    "names": (SetName("deals", f"'{SHEET}'!$A$2:$A$4"), SetName("deals", f"'{SHEET}'!$A$2:$A$3"), SetName("own", "0.13", "Range")),
    "looks": (
        SetFormat(Area(SHEET, 2, 2, 4, 3), "0.00", bold=True, fill="FFEE00", colour="112233", wrap=True, width=18.0, height=30.0),
        SetFormat(Area(SHEET, 1, 1, 3000, 1), fill="EEEEEE"),
    ),
    "errors and formulas": (
        SetCell(at(2, 9), CellError("#N/A")),
        SetCell(at(3, 9), Formula("SUM(B2:B4)", 63)),
        SetCell(at(4, 9), "#N/A"),
    ),
    "long text": (SetCell(at(2, 9), "长" * 9000),),
    "a sheet with charts": (
        AddSheet("图", ("名称", "金额", "数量"), (("甲", 1, 2), ("乙", 3, 4)), "tblChart", charts=(Chart("金额", "名称", ("金额",)), Chart("都", "名称", ("金额", "数量"), "line", row=20))),
        ReplaceRows("tblChart", ({"名称": "丙", "金额": 5},)),
    ),
}  # fmt: skip

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
