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
CALC: Final = "计算"


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
    _calculated(book)
    book.define_name("lst_stage", "=选项!$A$2:$A$4")
    book.close()
    return out.getvalue()


def _calculated(book: xlsxwriter.Workbook) -> None:
    """A Table whose last rows hold nothing but a calculated column, a range with formulas down a column, and a Table with a
    totals row above something else."""
    sheet = book.add_worksheet(CALC)
    columns = [
        {"header": "名称"},
        {"header": "金额"},
        {"header": "两倍", "formula": "=B2*2"},
        {"header": "备注"},
    ]
    sheet.add_table(0, 0, 5, 3, {"name": "tblCalc", "columns": columns})
    sheet.write_row(0, 5, ["Item", "Price", "Taxed"])
    for row in range(1, 6):
        amount = row * 10 if row < 4 else None
        sheet.write_row(row, 0, [f"C-{row}" if amount else None, amount])
        sheet.write_formula(row, 2, f"=B{row + 1}*2", value=(amount or 0) * 2)
        if row < 4:
            sheet.write_row(row, 5, [f"I-{row}", row])
            sheet.write_formula(row, 7, f"=G{row + 1}*1.25", value=row * 1.25)
    total = book.add_worksheet("Total")
    sums = [{"header": "Name", "total_string": "Sum"}, {"header": "Amount"}]
    total.add_table(
        0, 0, 3, 1, {"name": "tblTotal", "columns": sums, "data": [["a", 1], ["b", 2]], "total_row": True}
    )
    total.write_formula(3, 1, "=1+2", value=3)
    total.write_string(5, 0, "below")


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

ROW_PLANS: Final[dict[str, tuple[Edit, ...]]] = {
    "append where only formulas stand": (AppendRows("tblCalc", ({"名称": "A-1", "金额": 5}, {"名称": "A-2"})),),
    "append past formulas": (
        AppendRows("tblCalc", ({"名称": "A-1", "金额": 5},)),
        AppendRows("tblCalc", ({"名称": "A-2", "金额": 6}, {"名称": "A-3", "金额": 7, "两倍": 100}, {"名称": "A-4"})),
    ),
    "insert among formulas": (InsertRows("tblCalc", 3, ({"名称": "I-1", "金额": 5}, {"名称": "I-2", "两倍": 1})),),
    "replace beside formulas": (ReplaceRows("tblCalc", ({"名称": "R-1", "金额": 5}, {"名称": "R-2", "两倍": 4})),),
    "replace with more beside formulas": (ReplaceRows("tblCalc", tuple({"名称": f"R-{n}", "金额": n} for n in range(8))),),
    "empty a calculated Table and fill it again": (ReplaceRows("tblCalc", ()), AppendRows("tblCalc", ({"名称": "A-1"},) * 2)),
    "a formula that was overwritten": (
        SetCell(at(3, 3, CALC), 7),
        SetCell(at(6, 3, CALC), 9),
        ReplaceRows("tblCalc", tuple({"名称": f"R-{n}", "金额": n} for n in range(6))),
    ),
    "twice to one range": (
        AppendRows("Range!B2:C4", ({"Name": "c", "Amount": 3},)),
        AppendRows("Range!B2:C4", ({"Name": "d"}, {"Name": "e", "Amount": 5})),
    ),
    "twice to one range with formulas": (
        AppendRows(f"{CALC}!F1:H4", ({"Item": "I-4", "Price": 4},)),
        AppendRows(f"{CALC}!F1:H4", ({"Item": "I-5", "Price": 5},)),
    ),
    "a range replaced, then added to": (
        ReplaceRows("Range!B2:C4", ({"Name": "x"},)),
        AppendRows("Range!B2:C4", ({"Name": "y"},)),
    ),
    "above a totals row": (AppendRows("tblTotal", ({"Name": "c", "Amount": 3},)), InsertRows("tblTotal", 3, ({"Name": "d"},))),
    "many above a totals row": (AppendRows("tblTotal", tuple({"Name": f"c-{n}"} for n in range(4))),),
    "fewer above a totals row": (ReplaceRows("tblTotal", ({"Name": "c", "Amount": 3},)),),
    "guards": (
        SetCell(at(9, 9), 0), SetCell(at(10, 9), False), SetCell(at(11, 9), "a\r\nb"), SetCell(at(12, 9), dt.datetime(2026, 11, 2, 9, 30)),
        SetCell(at(13, 9), None, ""), SetCell(at(9, 9), 1, 0), SetCell(at(10, 9), True, False), SetCell(at(11, 9), "c", "a\nb"),
        SetCell(at(12, 9), dt.date(2026, 11, 2), dt.datetime(2026, 11, 2, 9, 30)), SetCell(at(12, 9), 5, 46328),
    ),
}  # fmt: skip
"""Plans over formulas and totals rows, that write to one place twice, and whose guards hold."""

REFUSED: Final[dict[str, tuple[Edit, ...]]] = {
    "0 for FALSE": (SetCell(at(9, 9), False), SetCell(at(9, 9), 1, 0)),
    "FALSE for 0": (SetCell(at(9, 9), 0), SetCell(at(9, 9), 1, False)),
    "1 for TRUE": (SetCell(at(9, 9), True), SetCell(at(9, 9), 2, 1)),
    "blank for 0": (SetCell(at(9, 9), 0), SetCell(at(9, 9), 1, None)),
    "blank for FALSE": (SetCell(at(9, 9), False), SetCell(at(9, 9), 1, None)),
    "an empty text for 0": (SetCell(at(9, 9), 0), SetCell(at(9, 9), 1, "")),
    "0 for blank": (SetCell(at(9, 9), 1, 0),),
    "FALSE for blank": (SetCell(at(9, 9), 1, False),),
    "a text for a number": (SetCell(at(2, 2), 1, "10.5"),),
    "blank for a formula": (SetCell(at(2, 3, CALC), 1, None),),
    "what a formula shows": (SetCell(at(2, 3, CALC), 1, 20),),
    "14 minutes off": (SetCell(at(9, 9), dt.datetime(2026, 11, 2, 9, 30)), SetCell(at(9, 9), 1, dt.datetime(2026, 11, 2, 9, 44))),
    "no sheet": (SetCell(at(2, 1, "Nowhere"), 1),),
    "no Table": (ReplaceRows("tblNone", ()),),
    "no heading": (ReplaceRows("tblDeals", ({"Nothing": 1},)),),
    "no heading in a range": (AppendRows("Range!B2:C4", ({"Nothing": 1},)),),
    "no headings": (AppendRows("Range!F2:G4", ({"Name": 1},)),),
    "a range over part of a Table": (AppendRows(f"'{SHEET}'!A2:D4", ({"编号": 1},)),),
    "no data row": (InsertRows("tblDeals", 9, ({},)),),
    "a heading": (SetCell(at(1, 1), "x"),),
    "a totals row": (SetCell(at(4, 2, "Total"), 7),),
    "a sheet that is there": (AddSheet(SHEET.upper(), ("a",)),),
    "the last sheet to be seen": tuple(SetVisibility(name, "hidden") for name in (SHEET, "Range", "选项", CALC, "Total")),
    "off the sheet": (SetCell(CellRef(SHEET, 1_048_577, 1), 1),),
}  # fmt: skip
"""Plans that every backend refuses, in the same words."""
