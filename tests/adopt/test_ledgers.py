"""Ledgers as teams keep them: adopted as what they are, the first findings right, and every cell where it was."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from sheetsales.cli.main import main

TODAY = "2026-11-02"
Rows = Sequence[Sequence[Any]]


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


CONTRACTS: Rows = [
    ["2026年销售合同台账"],
    ["单位：万元"],
    [
        "序号",
        "合同编号",
        "客户名称",
        "合同金额（万元）",
        "签订日期",
        "交货日期",
        "付款方式",
        "负责人",
        "备注",
    ],
    [1, "XS-2026-001", "甬润机械有限公司", 12.5, day(3, 2), day(4, 10), "3-6-1", "林晓燕", None],
    [2, "XS-2026-002", "沪翎汽车电子有限公司", 30, day(5, 20), day(6, 30), "月结30天", "赵国梁", None],
    [3, "XS-2026-003", "苏蔚汽车部件有限公司", 8.8, day(7, 8), day(8, 8), "预付全款", "林晓燕", "加急"],
    [None, "合计", None, 51.3, None, None, None, None, None],
]
RECEIPTS: Rows = [
    ["回款登记表"],
    ["月份", "合同编号", "客户名称", "款项", "应收日期", "应收金额（元）", "到账日期", "到账金额（元）"],
    ["3月", "XS-2026-001", "甬润机械有限公司", "预付款", day(3, 9), 37500, day(3, 10), 37500],
    [None, "XS-2026-001", "甬润机械有限公司", "验收款", day(4, 25), 75000, None, None],
    ["6月", "XS-2026-002", "沪翎汽车电子有限公司", "全款", day(7, 30), 300000, day(7, 28), 330000],
    ["7月", "XS-2026-003", "苏蔚汽车部件有限公司", "全款", day(7, 15), 88000, None, 88000],
    ["合计", None, None, None, None, 500500, None, 455500],
]
ORDERS: Rows = [
    ["Aldermoor order book 2026"],
    [
        "Order no.",
        "Customer",
        "Product",
        "Qty",
        "Unit price",
        "Amount",
        "Ordered",
        "Promised",
        "Delivered",
        "Sales rep",
    ],
    [
        "SO-101",
        "Norbury Machinery Ltd",
        "Gauge",
        10,
        120,
        1200,
        day(9, 1),
        day(9, 20),
        day(9, 18),
        "Laura Bennett",
    ],
    [
        "SO-102",
        "Larkhill Automotive",
        "Gauge",
        5,
        120,
        700,
        day(9, 3),
        day(9, 25),
        day(9, 25),
        "Graham Whitlock",
    ],
    [
        "SO-103",
        "Selwick Auto Components",
        "Valve",
        3,
        400,
        1200,
        day(9, 10),
        day(10, 1),
        None,
        "Laura Bennett",
    ],
    [
        "SO-104",
        "Norbury Machinery Ltd",
        "Valve",
        2,
        400,
        800,
        day(9, 12),
        day(10, 10),
        day(9, 2),
        "Laura Bennett",
    ],
    ["Total", None, None, 20, None, 3900, None, None, None, None],
]
QUOTES: Rows = [
    ["Quotation log 2026"],
    [
        "Quote no.",
        "Customer",
        "Product",
        "Qty",
        "Price",
        "Discount %",
        "Total",
        "Date",
        "Valid until",
        "Rep",
        "Status",
    ],
    [
        "Q-1",
        "Norbury Machinery Ltd",
        "Gauge",
        10,
        120,
        0.05,
        1140,
        day(10, 1),
        day(10, 31),
        "Laura Bennett",
        "Sent",
    ],
    ["Q-1", None, "Valve", 2, 400, 0, 800, None, None, None, None],
    [
        "Q-2",
        "Larkhill Automotive",
        "Gauge",
        5,
        120,
        0,
        650,
        day(10, 5),
        day(11, 4),
        "Graham Whitlock",
        "Accepted",
    ],
    ["Total", None, None, None, None, None, 2590, None, None, None, None],
]
SIDE_BY_SIDE: Rows = [
    ["合同收款一览表"],
    ["合同号", "客户", "合同额", "签约日期", "业务员", "预付款应收日期", "预付款应收", "预付款到账日期", "尾款应收日期", "尾款应收"],
    ["HT-01", "甬润机械有限公司", 100000, day(3, 1), "林晓燕", day(3, 8), 30000, day(3, 8), day(5, 1), 70000],
    ["HT-02", "沪翎汽车电子", 200000, day(4, 1), "赵国梁", day(4, 8), 60000, day(4, 9), day(6, 1), 140000],
]  # fmt: skip


def made(path: Path, sheets: dict[str, Rows], merged: str = "") -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        width = max(map(len, rows))
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
        if merged and name == list(sheets)[-1]:
            sheet.merge_cells(merged)
    book.save(path)
    return path


def cells(path: Path, names: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(path)
    return {name: list(book[name].iter_rows(values_only=True)) for name in names}


@pytest.mark.parametrize(
    ("sheets", "merged", "expected"),
    [
        (
            {"合同台账": CONTRACTS, "回款台账": RECEIPTS}, "A3:A4",
            {("SS651", "E4"), ("SS652", "H5"), ("SS653", "F3"), ("SS654", "G6")},
        ),
        ({"Order book": ORDERS}, "", {("SS633", "I6"), ("SS635", "H5"), ("SS638", "F4")}),
        ({"Quotation log": QUOTES}, "", {("SS638", "G5")}),
        ({"合同回款": SIDE_BY_SIDE}, "", set()),
    ],
    ids=["contracts and receipts", "orders", "quotes", "instalments side by side"],
)  # fmt: skip
def test_a_ledger_is_adopted_and_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
    sheets: dict[str, Rows], merged: str, expected: set[tuple[str, str]],
) -> None:  # fmt: skip
    path = made(tmp_path / "ledger.xlsx", sheets, merged)
    before = cells(path, list(sheets))
    for arguments in (
        ("adopt", str(path), "--yes"),
        ("check", str(path), "--today", TODAY, "--level", "standard", "--json"),
    ):
        capsys.readouterr()
        with pytest.raises(SystemExit):
            main(arguments)
    findings = json.loads(capsys.readouterr().out)["findings"]
    told = {(f["code"], f["cell"]) for f in findings if f["severity"] != "info"}
    assert told == expected
    assert cells(path, list(sheets)) == before
