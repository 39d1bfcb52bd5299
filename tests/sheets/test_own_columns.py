"""What customers bought, at the right edge of a sheet the team keeps itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from tests.sheets.test_commands import run

TODAY = "2026-10-31"
HEADINGS = (
    "最近购买",
    "购买次数",
    "累计成交（元）",
    "购买间隔（天）",
    "预计再买",
    "常买产品",
    "RFM",
    "建议等级",
)


def day(month: int, number: int) -> dt.datetime:
    return dt.datetime(2026, month, number)


def made(path: Path, *, table: bool = False, own: str = "", adopted: bool = True) -> Path:
    """A list of customers under a title, with a remark beside it, and a ledger of contracts."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "客户名单"
    for row in (
        ["客户名单（2026）"],
        ["客户名称", "联系人", "电话", "等级", "业务员", own or "备注"],
        ["远大机械", "王工", "0571-88001122", "A", "王磊", None],
        ["绍兴纺机", "赵工", "0575-88001122", "C", "陈静", "慢"],
        ["新客户", None, None, "C", "陈静", None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    if table:
        sheet.add_table(Table(displayName="客户", ref="A2:F5"))
    else:
        sheet["H3"] = "旁边的话"
    ledger = book.create_sheet("合同台账")
    ledger.append(["合同编号", "客户", "合同金额", "签订日期", "产品", "负责人"])
    for number, customer, amount, signed, product in (
        ("HT1", "远大机械", 100000, day(1, 8), "PLC"),
        ("HT2", "远大机械", 50000, day(4, 8), "PLC"),
        ("HT3", "远大机械", 30000, day(7, 8), "伺服"),
        ("HT5", "绍兴纺机", None, day(6, 8), "伺服"),
    ):
        ledger.append([number, customer, amount, signed, product, "王磊"])
    book.save(path)
    if adopted:
        run("adopt", path, "--yes", "--lang", "zh")
    return path


def add(path: Path, *more: str, code: int = 0) -> str:
    return run("sheets", "add", path, "orders", "--only", "customers", "--today", TODAY, "--lang", "zh", *more, code=code)  # fmt: skip


def rows(path: Path) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)["客户名单"].iter_rows(values_only=True))


@pytest.mark.parametrize(("table", "first"), [(False, 9), (True, 7)])
def test_the_eight_columns_come_with_values_and_honest_blanks(
    table: bool, first: int, tmp_path: Path
) -> None:
    path = made(tmp_path / "b.xlsx", table=table)
    before, text = path.read_bytes(), rows(path)
    assert "8 列" in add(path, "--dry-run")
    assert path.read_bytes() == before
    assert "check --fix" in add(path)
    head, busy, vague, new = (row[first - 1 :] for row in rows(path)[1:])
    assert head == HEADINGS
    assert busy == (day(7, 8), 3, 180000, 90, day(10, 6), "PLC", "2-3-2", "B")
    assert vague[:3] == (day(6, 8), 1, None)
    assert new == (None,) * 8
    assert [row[: first - 1] for row in rows(path)] == [row[: first - 1] for row in text]
    assert "没有写任何东西" in add(path)


def test_a_check_keeps_them_up_to_date_and_undo_takes_them_back(tmp_path: Path) -> None:
    path = made(tmp_path / "b.xlsx")
    text = rows(path)
    add(path)
    run("undo", path, "--lang", "zh")
    assert [row[:8] for row in rows(path)] == [row[:8] for row in text]
    assert {cell for row in rows(path) for cell in row[8:]} <= {None}
    add(path)
    run("check", path, "--fix", "--today", "2026-05-01", "--lang", "zh", code=1)
    assert rows(path)[2][8:11] == (day(4, 8), 2, 150000)


def test_a_column_of_the_teams_own_that_is_called_alike_stays_theirs(tmp_path: Path) -> None:
    path = made(tmp_path / "b.xlsx", own="RFM")
    said = add(path)
    assert "7 列" in said
    assert [row[5] for row in rows(path)] == [None, "RFM", None, "慢", None]


def test_a_sheet_nobody_adopted_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = made(tmp_path / "b.xlsx", adopted=False)
    before = path.read_bytes()
    said = add(path, code=2)
    assert "sheetsales adopt" in said
    assert path.read_bytes() == before
