"""Workbooks that sheets are added to: ours, an older one of ours, a tracker of a team's own, one with nothing of ours."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from sheetsales.schema.workbook import RECORDS
from sheetsales.template.headings import heading
from sheetsales.texts import Lang

TODAY = dt.date(2026, 11, 2)
ROOT = Path(__file__).resolve().parents[2]
SINCE_ADDED = ("confirmed_on", "delivered_quantity", "fault", "carrier", "tracking_no")


def ours(path: Path, lang: Lang) -> Path:
    """A new workbook of ours, as committed."""
    path.write_bytes((ROOT / "templates" / f"sheetsales-{lang}.xlsx").read_bytes())
    return path


def table(sheet: Any, name: str, headings: list[str], rows: list[list[Any]]) -> None:
    sheet.write_row(0, 0, headings)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(number, column, dt.datetime(value.year, value.month, value.day))
            elif value is not None:
                sheet.write(number, column, value)
    columns = [{"header": text} for text in headings]
    sheet.add_table(0, 0, max(len(rows), 1), len(headings) - 1, {"name": name, "columns": columns})


def older(path: Path, lang: Lang = "zh", *, beside: str = "", lists: list[list[Any]] | None = None) -> Path:
    """Orders as they were before they had columns on their way to the customer; ``beside`` stands in their way.

    ``lists`` are the rows of a Lists sheet.
    """
    book = xlsxwriter.Workbook(path)
    records = {key: RECORDS[key] for key in ("customers", "pipeline", "stages", "settings", "orders")}
    for key, record in records.items():
        columns = [c for c in record.columns if key != "orders" or c.key not in SINCE_ADDED]
        headings = [heading(column, lang, "CNY") for column in columns]
        rows: list[list[Any]] = [[None] * len(headings)]
        if key == "orders":
            rows = [["R-1", "C-1", None, 2, 800, TODAY], ["R-1", "C-1", None, 1, 400, TODAY]]
        if key == "settings":
            rows = [[None, "币种" if lang == "zh" else "Currency", "CNY", None]]
        sheet = book.add_worksheet(record.title.in_(lang))
        table(sheet, record.table, headings, rows)
        if key == "orders" and beside:
            sheet.write(2, len(headings) + 1, beside)
    if lists:
        record = RECORDS["lists"]
        headings = [heading(column, lang) for column in record.columns]
        table(book.add_worksheet(record.title.in_(lang)), record.table, headings, lists)
    book.close()
    return path


def tracker(path: Path, lang: Lang = "zh") -> Path:
    """A tracker of a team's own: customers in a range under a title, deals in another sheet, money that came in."""
    book = xlsxwriter.Workbook(path)
    zh = lang == "zh"
    customers = book.add_worksheet("客户台账" if zh else "Accounts")
    customers.write(0, 0, "2026 年客户" if zh else "Accounts of 2026")
    names = (
        ["客户编号", "客户名称", "联系人", "电话", "负责人"]
        if zh
        else ["Account No", "Account Name", "Contact", "Phone", "Owner"]
    )
    customers.write_row(2, 1, names)
    for i in range(6):
        who = f"甬润{i}公司" if zh else f"Norbury {i} Ltd"
        customers.write_row(3 + i, 1, [f"K{i:03}", who, "王建国", f"0574-8765432{i}", "李静"])
    deals = book.add_worksheet("商机跟踪" if zh else "Deals")
    head = (
        ["商机名称", "客户名称", "阶段", "金额", "负责人"]
        if zh
        else ["Deal Name", "Account Name", "Stage", "Amount", "Owner"]
    )
    deals.write_row(0, 0, head)
    for i in range(6):
        who = f"甬润{i}公司" if zh else f"Norbury {i} Ltd"
        deals.write_row(1 + i, 0, [f"D{i}", who, "报价" if zh else "Proposal", 1000 * i + 500, "李静"])
    money = book.add_worksheet("回款台账" if zh else "Payments")
    head = ["合同编号", "客户名称", "应收日期", "应收金额", "回款日期", "回款金额"]
    head = (
        head if zh else ["Contract No.", "Customer", "Due Date", "Amount Due", "Payment Date", "Paid Amount"]
    )
    money.write_row(0, 0, head)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    money.write_row(1, 0, ["HT-1", "甬润0公司" if zh else "Norbury 0 Ltd"])
    for column, value in ((2, TODAY), (4, TODAY)):
        money.write_datetime(1, column, dt.datetime(value.year, value.month, value.day), day)
    money.write(1, 3, 30000)
    money.write(1, 5, 30000)
    book.close()
    return path


def stranger(path: Path) -> Path:
    """A workbook without any sheet of ours."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row(0, 0, ["todo", "x"])
    sheet.write_row(1, 0, ["milk", 2])
    book.close()
    return path
