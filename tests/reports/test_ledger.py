"""The small report of workbooks without deals: contracts, order lines, receipts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.adopt import Answers, propose
from sheetsales.adopt.answers import SheetAnswer
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.values import CellValue
from sheetsales.indicators.period import month
from sheetsales.reports.ledger import LedgerSummary, build_ledgers, ledgers
from sheetsales.schema.bind import bind
from sheetsales.schema.stored import parse, to_json
from sheetsales.texts import Lang
from tests.office.office import wrong_values

TODAY = dt.date(2026, 11, 30)
ORDERS: tuple[tuple[CellValue, ...], ...] = (
    ("订单编号", "签单日期", "客户", "产品型号", "数量", "单价", "金额", "业务员", "未收款"),
    ("R-1", dt.date(2025, 6, 3), "甬江", "JC-200", 1, 100, 100, "小王", 0),
    ("R-2", dt.date(2026, 3, 3), "甬江*厂", "JC-200", 2, 100, 200, "小王", 50),
    ("R-3", dt.date(2026, 10, 5), "Acme", "QM-50", 3, 100, 300, "小杨", 300),
    ("R-4", dt.date(2026, 10, 9), "ACME", "QM-50", -1, 100, -100, "小杨", None),
    ("R-5", dt.date(2026, 10, 31), "甬江", "", 4, 100, 400, "", 0),
    ("R-6", None, "甬江", "QM-50", 5, 100, 500, "小王", 0),
    ("R-7", dt.date(2026, 10, 2), "海宁", "QM-50", 6, 100, None, "小王", 0),
    ("R-8", dt.date(2026, 11, 2), "海宁", "QM-50", 7, 100, 700, "小王", 700),
)


def _book(sheets: Mapping[str, Sequence[Sequence[CellValue]]], kinds: Mapping[str, str]) -> Book:
    workbook = workbook_from_rows({name: [list(row) for row in rows] for name, rows in sheets.items()})
    answers = Answers({sheet: SheetAnswer(kind) for sheet, kind in kinds.items()})
    stored = parse(to_json(propose(workbook, answers).stored()))
    return load(workbook, bind(workbook, stored), today=TODAY)[0]


def _orders() -> Book:
    return _book({"1月": ORDERS}, {"1月": "orders"})


def _made(book: Book, path: Path, lang: Lang = "zh") -> LedgerSummary:
    found = ledgers(book, lang)
    return build_ledgers(book, found, month=month(2026, 10), today=TODAY, path=path, lang=lang)


def test_every_row_is_in_a_sum_or_told_with_its_cell(tmp_path: Path) -> None:
    (found,) = _made(_orders(), tmp_path / "r.xlsx").figures
    assert sum(len(part.cells) for part in found.left_out) + len(found.counted) == len(ORDERS) - 1
    told = {part.why.en: ([str(cell) for cell in part.cells], part.amount) for part in found.left_out}
    assert told == {
        "no date, or one that cannot be read": (["'1月'!A7"], Decimal(500)),
        "no amount, or one that cannot be read": (["'1月'!A8"], None),
        "dated after 2026-10-31: not counted yet": (["'1月'!A9"], Decimal(700)),
    }


def test_figures_are_those_of_the_rows(tmp_path: Path) -> None:
    summary = _made(_orders(), tmp_path / "r.xlsx")
    (told,) = summary.as_json("zh")["from"]
    assert told["month"] == {"rows": 3, "amount": 600.0}
    assert told["year_to_date"] == {"rows": 4, "amount": 800.0}
    assert told["outstanding"] == {"amount": 350.0, "rows_unknown": 1, "from": "未收款"}
    assert [(line["month"], line["amount"]) for line in told["by_month"] if line["rows"]] == [
        ("2026-03", 200.0), ("2026-10", 600.0),
    ]  # fmt: skip
    assert {line["owner"]: line["amount"] for line in told["by_owner"]} == {
        "小王": 0.0,
        "小杨": 200.0,
        "": 400.0,
    }
    customers = {line["customer"]: (line["amount"], line["year_to_date"]) for line in told["by_customer"]}
    assert customers == {"甬江": (400.0, 400.0), "甬江*厂": (0.0, 200.0), "Acme": (200.0, 200.0)}


def test_sentences_say_what_they_rest_on(tmp_path: Path) -> None:
    summary = _made(_orders(), tmp_path / "r.xlsx")
    zh = [sentence.zh for sentence in summary.sentences]
    assert zh[0] == "2026 年 10 月订单额 600 元（3 笔）；本年累计 800 元。按“1月”的“签单日期”算月份。"
    assert zh[1] == "还没收的 350 元（按“未收款”，1 笔没有写）。"
    assert zh[2].startswith("3 笔没有算进去：")
    assert "sheets add" in zh[3]
    en = [sentence.en for sentence in _made(_orders(), tmp_path / "e.xlsx", "en").sentences]
    assert en[0].startswith("October 2026: ordered ¥600 (3 rows); year to date ¥800.")


def _cells(path: Path, sheet: str) -> list[list[Any]]:
    workbook = openpyxl.load_workbook(path, data_only=True)
    return [list(row) for row in workbook[sheet].iter_rows(values_only=True)]


def test_the_page_shows_them_and_the_others_in_one_row(tmp_path: Path) -> None:
    rows = [ORDERS[0]]
    rows += [
        (f"R-{n}", dt.date(2026, 10, 1 + n), f"客户{n}", "JC", 1, n, 100 * n, "小王", n) for n in range(1, 21)
    ]
    path = tmp_path / "r.xlsx"
    _made(_book({"台账": rows}, {"台账": "orders"}), path)
    page = {row[0]: row[1:] for row in _cells(path, "订单汇总")}
    assert list(page["其余 5 个"]) == [5, 1500, 1500, 15]
    assert list(page["客户20"]) == [1, 2000, 2000, 20]
    assert len(_cells(path, "订单明细")) == 21


@pytest.mark.office
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_stored_value_is_wrong(lang: Lang, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    _made(_orders(), path, lang)
    wrong = wrong_values(path, tmp_path / "out")[1]
    assert not wrong, "\n".join(wrong)


CONTRACTS: tuple[tuple[CellValue, ...], ...] = (
    ("合同编号", "客户名称", "合同金额", "签订日期", "销售员"),
    ("HT-1", "甬江", 1000, dt.date(2026, 10, 8), "小王"),
    ("HT-2", "海宁", 2000, dt.date(2026, 9, 8), "小杨"),
)


def test_contracts_less_receipts_are_outstanding(tmp_path: Path) -> None:
    receipts: tuple[tuple[CellValue, ...], ...] = (
        ("合同编号", "款项", "到账日期", "到账金额"),
        ("HT-1", "首付", dt.date(2026, 10, 9), 300),
        ("HT-1", "尾款", dt.date(2026, 10, 30), 200),
    )
    book = _book({"合同": CONTRACTS, "回款": receipts}, {"合同": "contracts", "回款": "receipts"})
    signed, received = _made(book, tmp_path / "r.xlsx").as_json("en")["from"]
    assert signed["outstanding"] == {"amount": 2500.0, "rows_unknown": 0, "from": "回款"}
    assert received["month"] == {"rows": 2, "amount": 500.0}


def test_receipts_are_whose_their_contract_is_and_what_is_laid_out_is_not_paid(tmp_path: Path) -> None:
    receipts: tuple[tuple[CellValue, ...], ...] = (
        ("合同编号", "款项", "应收日期", "应收金额", "到账日期", "到账金额"),
        ("HT-1", "首付", dt.date(2026, 10, 9), 300, dt.date(2026, 10, 9), 300),
        ("HT-1", "尾款", dt.date(2026, 12, 9), 700, None, None),
        ("HT-2", "首付", dt.date(2026, 10, 9), 300, dt.date(2026, 10, 10), "三百"),
    )
    ended = (*CONTRACTS[0], "状态"), *((*cells, "执行中") for cells in CONTRACTS[1:]), ("HT-3", "甬江", 9, dt.date(2026, 10, 1), "小王", "终止")  # fmt: skip
    book = _book({"合同": ended, "回款": receipts}, {"合同": "contracts", "回款": "receipts"})
    signed, received = _made(book, tmp_path / "r.xlsx").as_json("en")["from"]
    assert signed["outstanding"] == {"amount": 700.0, "rows_unknown": 1, "from": "回款"}
    assert [(one["what"], one["rows"]) for one in signed["left_out"]] == [("cancelled or terminated", 1)]
    assert [(one["owner"], one["amount"]) for one in received["by_owner"]] == [("小王", 300.0)]
    assert [(one["customer"], one["amount"]) for one in received["by_customer"]] == [("甬江", 300.0)]


OWED: tuple[tuple[CellValue, ...], ...] = (
    ("合同编号", "款项", "应收日期", "应收金额", "到账日期", "到账金额"),
    ("HT-1", "首付", dt.date(2026, 10, 9), 300, dt.date(2026, 10, 9), 200),
    ("HT-1", "尾款", dt.date(2026, 12, 9), 700, None, None),
    ("HT-2", "首付", dt.date(2026, 8, 1), 500, None, None),
    ("HT-2", "二期", dt.date(2026, 9, 10), 400, dt.date(2026, 11, 3), 400),
)  # fmt: skip


def _owed(receipts: Any, path: Path, contracts: Any = CONTRACTS, lang: Lang = "en") -> Any:
    book = _book({"合同": contracts, "回款": receipts}, {"合同": "contracts", "回款": "receipts"})
    month_end = dt.date(2026, 10, 31)
    found = ledgers(book, lang, month_end)
    return build_ledgers(book, found, month=month(2026, 10), today=TODAY, path=path, lang=lang).as_json(lang)


def test_what_is_owed_is_told_by_age_customer_and_person(tmp_path: Path) -> None:
    """By hand, on 31 October: 100 is 22 days late, 500 is 91, 400 51 (it came on 3 November); 700 is not due; 1,100 of the
    second contract no instalment lays out."""
    told = _owed(OWED, tmp_path / "r.xlsx")
    ages = {
        "Not due": 700.0,
        "1–30 days": 100.0,
        "31–60 days": 400.0,
        "Over 60 days": 500.0,
        "No due date": 1100.0,
    }
    found = told["receivable"]
    assert found["by_age"] == ages
    assert (found["amount"], found["overdue"], found["instalments"]) == (2800.0, 1000.0, 5)
    assert told["from"][0]["outstanding"]["amount"] == found["amount"]
    assert found["by_customer"] == [
        {"customer": "海宁", **ages, "Not due": 0.0, "1–30 days": 0.0},
        {"customer": "甬江", "Not due": 700.0, "1–30 days": 100.0, "31–60 days": 0.0, "Over 60 days": 0.0, "No due date": 0.0},
    ]  # fmt: skip
    assert [line["owner"] for line in found["by_owner"]] == ["小杨", "小王"]
    assert "Receivable on 2026-10-31: ¥2,800 (5 items), ¥1,000 of it overdue. Ages go by '应收日期' on '回款'." in told["sentences"]  # fmt: skip
    assert "¥1,100 of it has no due date, so nothing tells whether it is overdue." in told["sentences"]
    page = {row[0]: row[1:] for row in _cells(tmp_path / "r.xlsx", "Ageing") if row[0]}
    assert list(page["小杨"][:6]) == [0, 0, 400, 500, 1100, 2000]


def test_money_without_a_day_is_not_owed_and_what_nobody_can_read_is_unknown(tmp_path: Path) -> None:
    """300 came, nobody noted when; of the second contract something came, nobody noted how much."""
    head, first, _, third, _ = OWED
    undated = (head, (*first[:4], None, 300), (*third[:4], dt.date(2026, 9, 1), None))
    found = _owed(undated, tmp_path / "r.xlsx")["receivable"]
    assert (found["amount"], found["unknown"]) == (700.0, ["HT-2"])
    unread = (head, first, (*third[:4], dt.date(2026, 9, 1), "五百"))
    assert _owed(unread, tmp_path / "s.xlsx")["receivable"]["unknown"] == ["HT-2"]
    both = (head, (*first[:4], None, "三百"), (*third[:4], None, "五百"))
    nothing = _owed(both, tmp_path / "t.xlsx")
    assert nothing["receivable"]["by_age"]["Not due"] == 0.0
    assert "2 contracts are not in the ages, as an amount is missing, cannot be read or has no rate: HT-1, HT-2." in nothing["sentences"]  # fmt: skip


def test_without_due_dates_nothing_is_called_overdue(tmp_path: Path) -> None:
    plain = (("合同编号", "款项", "到账日期", "到账金额"), ("HT-1", "首付", dt.date(2026, 10, 9), 1200))
    told = _owed(plain, tmp_path / "r.xlsx")
    assert told["receivable"]["by_age"]["No due date"] == 1800.0  # 200 too much of one, 2,000 of the other
    assert "Receivable on 2026-10-31: ¥1,800 (2 items); without due dates nothing tells how old it is." in told["sentences"]  # fmt: skip


def test_contracts_without_receipts_say_nothing_of_ages(tmp_path: Path) -> None:
    assert _made(_book({"合同": CONTRACTS}, {"合同": "contracts"}), tmp_path / "r.xlsx").owed is None
    paid = (("合同编号", "款项", "到账日期", "到账金额"), ("HT-1", "首付", dt.date(2026, 10, 9), 1000), ("HT-2", "首付", dt.date(2026, 10, 9), 2000))  # fmt: skip
    assert _owed(paid, tmp_path / "s.xlsx")["receivable"] is None


@pytest.mark.parametrize(
    ("kind", "head", "number"),
    [("contracts", ("客户名称", "合同金额", "签订日期", "业务员"), ()), ("orders", ("客户", "金额", "下单日期", "业务员"), ("订单编号",))],
)  # fmt: skip
def test_instalments_beside_rows_without_a_contracts_number_are_their_customers(
    kind: str, head: tuple[str, ...], number: tuple[str, ...], tmp_path: Path
) -> None:
    """Of rows without a number the customer and the person are read, of orders what the number says."""
    pairs = ("第一次回款日期", "第一次回款金额", "第二次回款日期", "第二次回款金额")
    first = ("R-1",) if number else ()
    rows = (
        (*number, *head, *pairs),
        (*first, "甬江", 1000, dt.date(2026, 10, 8), "小王", dt.date(2026, 10, 9), 300, None, 0),
        (*(("R-2",) if number else ()), "海宁", 500, dt.date(2026, 10, 8), "小杨", None, None, dt.date(2026, 10, 12), 200),
    )  # fmt: skip
    book = _book({"台账": rows}, {"台账": kind})
    receipts = book.table("receipts")
    assert receipts.get("amount") == [300, 200]
    assert [str(receipts.cell(i, "amount")) for i in range(2)] == ["台账!" + ("G2" if number else "F2"), "台账!" + ("I3" if number else "H3")]  # fmt: skip
    assert [str(receipts.row_cell(i)) for i in range(2)] == ["台账!" + ("F2" if number else "E2"), "台账!" + ("H3" if number else "G3")]  # fmt: skip
    assert receipts.get("order_no") == (["R-1", "R-2"] if number else (None, None))
    found = _made(book, tmp_path / "r.xlsx").as_json("zh")["from"][1]
    assert [(line["customer"], line["amount"]) for line in found["by_customer"]] == [("甬江", 300.0), ("海宁", 200.0)]  # fmt: skip
    assert {line["owner"] for line in found["by_owner"]} == {"小王", "小杨"}


def test_receipts_alone_have_ages_and_many_customers_share_a_row(tmp_path: Path) -> None:
    rows: list[tuple[CellValue, ...]] = [
        ("合同编号", "客户", "款项", "应收日期", "应收金额", "到账日期", "到账金额")
    ]
    rows += [(f"HT-{n}", f"客户{n}", "全款", dt.date(2026, 10, 1), n, None, None) for n in range(1, 19)]
    rows += [("HT-1", "客户1", "另付", None, None, dt.date(2026, 10, 5), 1)]
    book = _book({"回款": rows}, {"回款": "receipts"})
    summary = _made(book, tmp_path / "r.xlsx")
    assert summary.as_json("zh")["receivable"]["amount"] == sum(range(2, 19))
    page = {row[0]: list(row[1:]) for row in _cells(tmp_path / "r.xlsx", "账龄") if row[0]}
    assert page["其余 2 个"][1] == 2 + 3


@pytest.mark.office
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_stored_value_of_the_ages_is_wrong(lang: Lang, tmp_path: Path) -> None:
    _owed(OWED, tmp_path / "r.xlsx", lang=lang)
    wrong = wrong_values(tmp_path / "r.xlsx", tmp_path / "out")[1]
    assert not wrong, "\n".join(wrong)


def test_what_was_given_back_is_not_outstanding(tmp_path: Path) -> None:
    orders = (
        ("订单编号", "客户", "金额", "下单日期", "合同编号"),
        ("R-1", "甬江", 1000, dt.date(2026, 10, 8), "HT-1"),
    )
    back = (("退货日期", "订单编号", "客户", "数量", "退货金额", "原因", "处理方式"), (dt.date(2026, 10, 20), "R-1", "甬江", 1, 100, "质量问题", "退款"))  # fmt: skip
    receipts = (("合同编号", "款项", "到账日期", "到账金额"), ("HT-1", "首付", dt.date(2026, 10, 9), 1000), ("HT-1", "退款", dt.date(2026, 10, 22), -100))  # fmt: skip
    sheets = {"合同": CONTRACTS[:2], "回款": receipts, "订单": orders, "退货": back}
    keys = {"合同": "contracts", "回款": "receipts", "订单": "orders", "退货": "returns"}
    found = _made(_book(sheets, keys), tmp_path / "r.xlsx").as_json("en")["from"]
    assert found[0]["outstanding"]["amount"] == 0.0


def test_invoices_alone_say_what_is_due_and_what_of_it_is_open(tmp_path: Path) -> None:
    invoices: tuple[tuple[CellValue, ...], ...] = (
        ("Invoice No", "Customer", "Invoice date", "Due date", "Invoice amount", "Paid"),
        ("I-1", "Acme", dt.date(2026, 10, 8), dt.date(2026, 11, 8), 1000, 400),
        ("I-2", "Norbury", dt.date(2026, 9, 8), dt.date(2026, 10, 8), 2000, 2000),
        ("I-3", "Norbury", None, None, 50, 0),
    )
    (ledger,) = ledgers(_book({"Invoices": invoices}, {"Invoices": "receipts"}), "en")
    assert ledger.kind.money.en == "Invoiced"
    (found,) = _made(_book({"Invoices": invoices}, {"Invoices": "receipts"}), tmp_path / "r.xlsx").as_json(
        "en"
    )["from"]
    assert found["month"] == {"rows": 1, "amount": 1000.0}
    assert found["outstanding"] == {"amount": 600.0, "rows_unknown": 0, "from": "Paid"}
    assert [(one["rows"], one["amount"]) for one in found["left_out"]] == [(1, 50.0)]


def test_what_nothing_says_is_not_known(tmp_path: Path) -> None:
    summary = _made(_book({"合同": CONTRACTS}, {"合同": "contracts"}), tmp_path / "r.xlsx")
    assert summary.figures[0].unpaid is None
    assert "还没收的看不出来：“合同”没有已收或未收的列。" in [s.zh for s in summary.sentences]
    assert summary.as_json("zh")["from"][0]["outstanding"]["rows_unknown"] == 2


def test_formulas_without_values_are_told() -> None:
    rows = [(*row, None if i else "应收余额") for i, row in enumerate(CONTRACTS)]
    (ledger,) = ledgers(_book({"合同": rows}, {"合同": "contracts"}), "zh")
    assert ledger.unpaid_from == "应收余额"
    assert {entry.unpaid for entry in ledger.entries} == {None}


def test_products_of_another_team_keep_their_names(tmp_path: Path) -> None:
    rows = [ORDERS[0], *((f"R-{n}", dt.date(2026, 10, n), "甬江", said, 1, 1, 1, "小王", 0) for n, said in enumerate(("P-1", "P2", "能耗采集网关"), 1))]  # fmt: skip
    (told,) = _made(_book({"台账": rows}, {"台账": "orders"}), tmp_path / "r.xlsx").as_json("zh")["from"]
    assert {line["product"] for line in told["by_product"]} == {"P-1", "P2", "能耗采集网关"}


def test_what_was_cancelled_or_is_in_another_currency_is_told(tmp_path: Path) -> None:
    head: tuple[CellValue, ...] = ("Order no.", "Ordered on", "Customer", "Product", "Quantity", "Amount", "Owner", "Status", "Currency")  # fmt: skip
    rows: list[tuple[CellValue, ...]] = [
        ("R-1", dt.date(2026, 10, 1), "Acme", "Pump", 1, 100, "Ann", "Shipped", "GBP"),
        ("R-2", dt.date(2026, 10, 2), "Acme", "Pump", 1, 200, "Ann", "Cancelled", "GBP"),
        ("R-3", dt.date(2026, 10, 3), "Acme", "Pump", 1, 400, "Ann", "Shipped", "USD"),
        ("R-4", dt.date(2026, 10, 4), "Acme", "Pump", 1, 800, "Ann", "Shipped", "GBP"),
        ("R-5", dt.date(2026, 10, 5), "Acme", "Pump", 1, 50, "Ann", "Shipped", "GBP"),
    ]
    (found,) = _made(_book({"Orders": [head, *rows]}, {"Orders": "orders"}), tmp_path / "r.xlsx").figures
    told = {part.why.en: [str(cell) for cell in part.cells] for part in found.left_out}
    assert told["cancelled or terminated"] == ["Orders!A3"]
    assert told["another currency: not converted, not added up"] == ["Orders!A4"]
    assert sum(entry.amount for entry in found.counted) == 950
