"""Ledgers in two currencies, with numbers as numbers, outcomes and discounts in words of their own: nothing counts as what it is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from tests.adopt.ledger_books import Ledger, day
from tests.adopt.test_ledger_books import TODAY, adopted, cells, findings, run

REGISTER: Final = Ledger(
    "Contract register",
    [
        ["Contract register FY2026"],
        ["Amounts in £k"],
        ["Month", "Contract No", "Signed", "Client", "Value", "Currency", "Payment 1", None, "Payment 2", None, "Balance", "Manager"],
        [None, None, None, None, None, None, "Date", "Amount", "Date", "Amount", None, None],
        ["Jan", 1001, day(1, 9), "Harrow Pumps Ltd", 42.5, "GBP", day(1, 20), 20, day(3, 2), 22.5, 0, "Jane Poole"],
        [None, 1002, day(1, 19), "Brackley Foods", 18, "GBP", day(2, 4), 9, None, None, 9, "Jane Poole"],
        ["Feb", 1003, day(2, 2), "Nordlys AS", 30, "EUR", day(2, 20), 15, day(5, 1), 10, 5, "Tom Hale"],
        [None, 1004, day(2, 14), "Harrow Pumps Ltd", 1.2, "GBP", day(2, 10), -0.2, day(3, 1), 1.4, 0, "Tom Hale"],
        ["Total", None, None, None, 91.7, None, None, 43.8, None, 33.9, 14, None],
    ],
    ("A1:L1", *(f"{letter}3:{letter}4" for letter in "ABCDEFKL"), "G3:H3", "I3:J3", "A5:A6", "A7:A8"),
)  # fmt: skip
CASH: Final = Ledger(
    "Cash received",
    [
        ["Cash received 2026"],
        [],
        ["Date", "Payer", "Contract", "Ref", "Amount", "Ccy", "Method", "Owner"],
        [day(1, 20), "Harrow Pumps Ltd", 1001, "BACS 1", 20000, "GBP", "BACS", "Jane Poole"],
        [day(2, 20), "Nordlys AS", 1003, None, 15000, "EUR", "SWIFT", "Tom Hale"],
        [day(3, 1), "Nordlys AS", 1003, "part", 2000, "GBP", "SWIFT", "Tom Hale"],
        [day(3, 2), "Harrow Pumps Ltd", "1004", None, 1400, "GBP", "BACS", "Tom Hale"],
        ["Total", None, None, None, 38400, None, None, None],
    ],
)
QUOTES: Final = Ledger(
    "报价记录",
    [
        ["报价登记"],
        ["报价单号", "报价日期", "客户名称", "产品名称", "数量", "单价", "折扣", "金额", "报价人", "结果"],
        ["BJ-1", day(9, 3), "远大机械", "PLC柜", 3, 1000, "9.5折", 2850, "王磊", "成交"],
        ["BJ-2", day(9, 10), "海天塑机", "伺服", 10, 190, None, 1900, "王磊", "未成交"],
        ["BJ-3", day(10, 20), "湖州电缆", "PLC柜", 1, 1100, "9折", 990, "周凯", "跟进中"],
        ["合计", None, None, None, 14, None, None, 5740, None, None],
    ],
)
ORDERS: Final = Ledger(
    "Order book",
    [
        ["PO number", "Order date", "Customer", "Item", "Qty", "Unit price", "Line total", "Due date", "Shipped", "Rep", "Status"],
        [4500001, day(9, 4), "Harrow Pumps Ltd", "Panel", 2, 120, 240, day(9, 24), day(9, 25), "Jane Poole", "Shipped"],
        [4500002, day(9, 8), "Brackley Foods", "Panel", 1, 120, 120, day(9, 28), None, "Tom Hale", "Open"],
        [4500002, day(9, 8), "Brackley Foods", "Cable", 2, 10, 20, day(12, 28), None, "Tom Hale", "Open"],
    ],
)  # fmt: skip


def report(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(run(capsys, "report", str(path), "--today", TODAY, "--json"))
    return said


def warned(path: Path, capsys: pytest.CaptureFixture[str]) -> set[tuple[str, str]]:
    return {(f["code"], f["cell"]) for f in findings(path, capsys) if f["severity"] != "info"}


def sums(said: dict[str, Any]) -> dict[str, float]:
    return {one["record"]: sum(line["amount"] for line in one["by_month"]) for one in said["from"]}


def test_payments_beside_a_contract_are_in_its_currency(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = adopted(REGISTER, tmp_path, capsys)
    before = cells(path, REGISTER.sheet)
    said = report(path, capsys)
    assert sums(said) == pytest.approx({"contracts": 61700, "receipts": 52700})
    assert said["receivable"]["amount"] == 9000
    assert said["receivable"]["unknown"] == ["1003"]
    assert warned(path, capsys) == {("SS214", "F7"), ("SS656", "G8")}
    assert cells(path, REGISTER.sheet) == before


def test_cash_received_names_contracts_by_plain_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = adopted(CASH, tmp_path, capsys)
    said = report(path, capsys)
    assert sums(said) == {"receipts": 23400}
    assert said.get("receivable") is None, "nothing says what was due"
    assert warned(path, capsys) == {("SS214", "F5"), ("SS657", "F6")}


def test_a_discount_nobody_can_read_makes_no_line_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = adopted(QUOTES, tmp_path, capsys)
    assert warned(path, capsys) == set()
    kept = json.loads(run(capsys, "adopt", str(path), "--dry-run", "--json"))
    assert kept["values"]["quotes.status"] == {"成交": "accepted", "未成交": "declined", "跟进中": "sent"}


def test_a_report_is_offered_only_where_there_is_money_to_add_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lone 报价 may be the price of one or of all: it is asked about."""
    head = ["报价单号", "报价日期", "客户名称", "产品名称", "数量", "报价（元）", "报价人", "结果"]
    rows = [[f"BJ-{n}", day(9, n), "远大机械", "PLC柜", n, 3000.5 * n, "王磊", "成交"] for n in range(1, 6)]
    path = Ledger("报价记录", [head, *rows]).made(tmp_path / "b.xlsx")
    said = json.loads(run(capsys, "adopt", str(path), "--dry-run", "--json"))
    assert len(said["questions"]) == 1
    assert not [step for step in said["next"] if "report" in step["command"]]


def test_what_was_shipped_is_not_awaited_where_nobody_notes_deliveries(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = adopted(ORDERS, tmp_path, capsys)
    assert warned(path, capsys) == {("SS635", "H3")}
    said = run(capsys, "remind", str(path), "--today", TODAY, "--dry-run", "--lang", "en")
    assert "4500001" not in said
    assert said.count("4500002") == 1
