"""A small team's workbook as a real file, and what stands in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

TODAY = dt.date(2026, 11, 2)
D = dt.date

PIPELINE: dict[str, list[list[Any]]] = {
    "zh": [
        ["编号", "客户", "名称", "阶段", "金额", "负责人", "预计成交", "检查", "创建日期", "进入阶段日期", "关闭日期", "原因"],
        ["O-0118", "C-001", "产线改造", "谈判", 2860000, "S04", D(2026, 11, 30), None, D(2026, 5, 20), D(2026, 7, 14), None, None],
        ["O-0109", "C-001", "空压机监测", "报价", 345000, "S07", D(2026, 8, 31), "旧话", D(2026, 6, 20), D(2026, 10, 30), None, None],
        [None, "C-002", "节能诊断", "成交", 56000, "S04", D(2026, 9, 30), None, D(2026, 6, 20), D(2026, 9, 30), None, "价格"],
        ["O-0003", "C-002", "年费", "报价", 48000, "S07", D(2026, 11, 30), "1 错误：早改好了", D(2026, 10, 20), D(2026, 10, 30), None, None],
    ],
    "en": [
        ["ID", "Customer", "Name", "Stage", "Amount", "Owner", "Expected close", "Check", "Created on", "Stage since", "Closed on", "Reason"],
        ["O-0118", "C-001", "Line retrofit", "Negotiation", 2860000, "S04", D(2026, 11, 30), None, D(2026, 5, 20), D(2026, 7, 14), None, None],
        ["O-0109", "C-001", "Compressors", "Quotation", 345000, "S07", D(2026, 8, 31), "old words", D(2026, 6, 20), D(2026, 10, 30), None, None],
        [None, "C-002", "Energy audit", "Won", 56000, "S04", D(2026, 9, 30), None, D(2026, 6, 20), D(2026, 9, 30), None, "Price"],
        ["O-0003", "C-002", "Platform", "Quotation", 48000, "S07", D(2026, 11, 30), "1 error: mended", D(2026, 10, 20), D(2026, 10, 30), None, None],
    ],
}  # fmt: skip

REST: dict[str, dict[str, list[list[Any]]]] = {
    "zh": {
        "客户": [["编号", "名称", "负责人", "创建日期"], ["C-001", "甬润机械有限公司", "S04", D(2026, 1, 5)], ["C-002", "湖东纺织有限公司", "S07", D(2026, 1, 5)]],
        "跟进记录": [["日期", "销售", "客户", "商机", "方式", "内容"], [D(2026, 8, 27), "S04", "C-001", "O-0118", "拜访", "谈付款"]],
        "人员": [["编号", "姓名", "角色", "在职"], ["S04", "赵国梁", "销售", "是"], ["S07", "孙可", "销售", "是"]],
        "参数": [["分组", "名称", "值", "说明"], ["日历", "工作日历", "CN", None]],
        "流程阶段": [
            ["代码", "顺序", "中文名称", "类别", "期限", "联系间隔", "必填列"],
            ["quote", 1, "报价", "在手", 7, 3, "金额"],
            ["negotiate", 2, "谈判", "在手", 14, 3, "金额"],
            ["won", 3, "成交", "成交", None, None, "金额"],
            ["lost", 4, "输单", "输单", None, None, None],
        ],
    },
    "en": {
        "Customers": [["ID", "Name", "Owner", "Created on"], ["C-001", "Norbury Machinery Ltd", "S04", D(2026, 1, 5)], ["C-002", "Lakeside Mills Ltd", "S07", D(2026, 1, 5)]],
        "Activities": [["Date", "Rep", "Customer", "Opportunity", "Kind", "Content"], [D(2026, 8, 27), "S04", "C-001", "O-0118", "Visit", "Payment"]],
        "Team": [["ID", "Name", "Role", "Active"], ["S04", "Graham Whitlock", "Rep", "Yes"], ["S07", "Sophie Kerr", "Rep", "Yes"]],
        "Settings": [["Group", "Name", "Value", "Explanation"], ["Calendar", "Working calendar", "none", None]],
        "Stages": [
            ["Code", "Order", "English name", "Kind", "Limit", "Contact every", "Required columns"],
            ["quote", 1, "Quotation", "Open", 7, 3, "Amount"],
            ["negotiate", 2, "Negotiation", "Open", 14, 3, "Amount"],
            ["won", 3, "Won", "Won", None, None, "Amount"],
            ["lost", 4, "Lost", "Lost", None, None, None],
        ],
    },
}  # fmt: skip

TABLES = {
    "商机": "tblPipeline", "客户": "tblCustomers", "跟进记录": "tblActivities", "人员": "tblTeam", "参数": "tblSettings",
    "流程阶段": "tblStages", "检查结果": "tblFindings", "Pipeline": "tblPipeline", "Customers": "tblCustomers",
    "Activities": "tblActivities", "Team": "tblTeam", "Settings": "tblSettings", "Stages": "tblStages",
    "Findings": "tblFindings",
}  # fmt: skip


def write_book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """A workbook of these sheets, each one Table from A1."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": dt.datetime(2026, 1, 1)})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        columns = [{"header": heading} for heading in rows[0]]
        sheet.add_table(
            0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1, {"name": TABLES[name], "columns": columns}
        )
        for r, row in enumerate(rows[1:], start=1):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value)
    book.close()
    return path


def team_book(path: Path, lang: str = "zh", *, pipeline: Sequence[list[Any]] | None = None) -> Path:
    title = "商机" if lang == "zh" else "Pipeline"
    return write_book(path, {title: list(pipeline or PIPELINE[lang]), **REST[lang]})


def cells(path: Path, sheet: str) -> list[list[Any]]:
    """Every value of a sheet as Excel would show it, by the rows."""
    book = openpyxl.load_workbook(path, data_only=True)
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    book.close()
    return rows
