"""Plans that every backend must turn into the same cells, and the workbook they are for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO
from typing import Final

import xlsxwriter

from sheetsales.cells.address import Area, CellRef
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
    SetValidation,
    SetVisibility,
)
from sheetsales.cells.values import CellError, Formula, Link

SHEET: Final = "商机 表"


def workbook() -> bytes:
    """A Table with texts, dates and numbers, a plain range, a single cell, all in one sheet."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(SHEET)
    sheet.write_row(0, 0, ["编号", "金额", "日期", "备注"])
    for row in range(1, 4):
        sheet.write_string(row, 0, f"O-{row}")
        sheet.write_number(row, 1, row * 10.5)
        sheet.write_datetime(row, 2, dt.datetime(2026, 1, row), day)
    columns = [{"header": h} for h in ("编号", "金额", "日期", "备注")]
    sheet.add_table(0, 0, 3, 3, {"name": "tblDeals", "columns": columns})
    sheet.write_string(0, 6, "说明")
    sheet.write_string(1, 6, "旧的说明")
    sheet.data_validation("D2:D3", {"validate": "list", "source": "=lst_stage", "error_type": "warning"})
    other = book.add_worksheet("Range")
    other.write_row(1, 1, ["Name", "Amount"])
    other.write_row(2, 1, ["a", 1])
    other.write_row(3, 1, ["b", 2])
    lists = book.add_worksheet("选项")
    lists.write_column(0, 0, ["阶段", "线索", "谈判", "成交"])
    book.define_name("lst_stage", "=选项!$A$2:$A$4")
    book.close()
    return out.getvalue()


def at(a1_row: int, column: int, sheet: str = SHEET) -> CellRef:
    return CellRef(sheet, a1_row, column)


PLANS: Final[dict[str, tuple[Edit, ...]]] = {
    "set": (SetCell(at(2, 7), "新的说明", "旧的说明"), SetCell(at(3, 7), 12), SetCell(at(4, 7), Decimal("3.25"), None)),
    "texts that look like something else": tuple(
        SetCell(at(row, 8), text)
        for row, text in enumerate(
            ("2026-10", "007", "=1+1", "1/2", "TRUE", "'quoted", "+86 21", "50%", "a\tb", "两行\n第二行", "back\\slash", "😀 ok", "  spaces  ", "1e5", "Jan 5"), 2
        )
    ),
    "kinds of values": (
        SetCell(at(2, 9), True), SetCell(at(3, 9), dt.date(2026, 11, 2)), SetCell(at(4, 9), dt.datetime(2026, 11, 2, 9, 30)),
        SetCell(at(5, 9), -1e-7), SetCell(at(6, 9), 123456789012), SetCell(at(7, 9), 0),
    ),
    "clear": (SetCell(at(2, 1), None, "O-1"), SetCell(at(2, 2), None)),
    "link": (SetCell(at(2, 10), Link(f"{SHEET}!A3", "A3")), SetCell(at(3, 10), Link("https://example.com", "网站"))),
    "append": (
        AppendRows("tblDeals", ({"编号": "O-4", "金额": 1, "日期": dt.date(2026, 2, 1)}, {"编号": "O-5", "备注": "无金额"})),
        AppendRows("tblDeals", ({"编号": "O-6"},)),
    ),
    "replace with more": (ReplaceRows("tblDeals", tuple({"编号": f"N-{n}", "金额": n / 4, "备注": "新"} for n in range(7))),),
    "replace with fewer": (ReplaceRows("tblDeals", ({"编号": "N-1", "日期": dt.date(2026, 3, 1)},)),),
    "replace with none": (ReplaceRows("tblDeals", ()),),
    "a range": (AppendRows("Range!B2:C4", ({"Name": "c", "Amount": 3},)),),
    "add a sheet": (
        AddSheet("新 表", ("名称", "金额", "日期"), (("甲", 1.5, dt.date(2026, 1, 2)), ("乙", None, None)), "tblNew", widths=(20, 10, 12)),
        AddSheet("_hidden", ("key", "value"), (("k", "x" * 9000),), "tblHidden", visibility="veryHidden"),
    ),
    "note": (SetNote(at(2, 7), "看这里\n第二行"),),
}  # fmt: skip

MORE_PLANS: Final[dict[str, tuple[Edit, ...]]] = {
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
    "a sheet with formats": (
        AddSheet("样", ("项", "占比", "小时", "怎么看"), (("甲", 0.5, 1.25, "很长\n两行"), ("乙", dt.date(2026, 1, 2), None, "短"), ("丙", "—", 3, None)), "tblLooks",
                 widths=(10, 12, 12, 30), formats=(None, "0%", "0.0"), wraps=(False, False, False, True)),
    ),
    "drop-downs": (
        SetValidation(Area(SHEET, 4, 4, 4, 4), "lst_stage"),
        SetValidation(Area("Range", 3, 4, 4, 4), ("甲", "乙")),
        SetValidation(Area("Range", 3, 5, 4, 5), "选项!$A$2:$A$4"),
    ),
    "rows and what is around them": (
        InsertRows("tblDeals", 3, ({"编号": "I-1", "金额": 9},)),
        SetCell(at(3, 4), "谈判"),
        SetFormat(Area(SHEET, 3, 2, 3, 2), "0.000"),
        SetNote(at(3, 1), "新的一行"),
        SetVisibility("选项", "hidden"),
    ),
}  # fmt: skip
"""Plans with edits of every other kind."""
