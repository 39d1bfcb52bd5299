"""Exports as banks and ledgers write them: headings under a title, two columns of money, dates of every kind, totals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.imports.payments import NO_DAY, NO_MONEY, TWO_WAYS, payments_of
from sheetsales.imports.sources import BY_KEY, SOURCES

NOV = dt.date(2026, 11, 3)


def read(source: str, *rows: tuple[Any, ...]) -> Any:
    return payments_of(rows, BY_KEY[source])


def test_a_bank_statement_with_two_columns_of_money() -> None:
    found = read(
        "bank",
        ("账号：6222", None),
        ("交易日期", "借方发生额（元）", "贷方发生额（元）", "对方户名", "摘要", "交易流水号"),
        ("2026-11-03 10:22:31", None, "217,900.00", "黔露 酒业", "货款", 2026110300.0),
        ("20261103", "3,000.00", "0.00", "房东", "房租", "2"),
        (dt.datetime(2026, 11, 3, 9), None, 5, "A", None, None),
        (20261103, None, "¥1.50", "B", None, None),
        ("2026年11月3日", None, "x", "C", None, None),
        ("2026-11-31", None, "7", "D", None, None),
        ("合计", 3000, "217,906.50", None, None, None),
        (None, None, 5, None, None, None),
        ("2026-11-03", None, None, None, None, None),
    )
    assert [(p.place, p.day, p.amount) for p in found.payments] == [
        (3, NOV, Decimal("217900.00")),
        (5, NOV, Decimal(5)),
        (6, NOV, Decimal("1.50")),
    ]
    first = found.payments[0]
    assert (first.payer, first.memo, first.reference, first.contract) == (
        "黔露 酒业",
        "货款",
        "2026110300",
        "",
    )
    assert found.went_out == 1
    assert found.unread == ((7, NO_MONEY), (8, NO_DAY))
    assert found.headings == {"day": "交易日期", "debit": "借方发生额（元）", "credit": "贷方发生额（元）", "payer": "对方户名", "memo": "摘要", "reference": "交易流水号"}  # fmt: skip


def test_one_column_of_money_with_a_sign_or_a_kind() -> None:
    head = ("Date", "Type", "Amount", "Description")
    found = read("bank", head, ("2026-11-03", "CR", "5", "a"), ("2026-11-03", "DR", "6", "b"), ("2026-11-03", "", "(7.00)", "c"))  # fmt: skip
    assert [p.amount for p in found.payments] == [5]
    assert found.went_out == 2


def test_day_and_month_are_told_apart_by_the_column_or_not_at_all() -> None:
    head = ("Date", "Amount", "Name")
    both = read("xero", ("Date", "Amount", "Contact"), ("03/11/2026", "5", "A"), ("13/11/2026", "6", "B"))
    assert [p.day for p in both.payments] == [NOV, dt.date(2026, 11, 13)]
    american = read("sage", head, ("11/03/2026", "5", "A"), ("11/13/2026", "6", "B"))
    assert [p.day for p in american.payments] == [NOV, dt.date(2026, 11, 13)]
    alone = read("sage", head, ("03/11/2026", "5", "A"), ("04/04/2026", "6", "B"))
    assert (len(alone.payments), alone.unread) == (1, ((2, TWO_WAYS),))


@pytest.mark.parametrize(
    ("source", "head", "row"),
    [
        ("kingdee", ("业务日期", "往来单位", "实收金额", "合同号", "单据编号"), ("2026-11-03", "甲", 5, "HT-1", "SK1")),
        ("yonyou", ("单据日期", "客户名称", "本币金额", "摘要", "单据号"), ("2026/11/3", "甲", 5, "HT-1", "SK1")),
        ("xero", ("Date", "Contact", "Received", "Spent", "Reference"), ("2026-11-03", "甲", 5, None, "HT-1")),
        ("sage", ("No", "Type", "Date", "Name", "Details", "Gross"), (1, "SR", NOV, "甲", "HT-1", 5)),
    ],
)  # fmt: skip
def test_every_program(source: str, head: tuple[Any, ...], row: tuple[Any, ...]) -> None:
    (payment,) = read(source, head, row).payments
    assert (payment.day, payment.amount, payment.payer) == (NOV, 5, "甲")
    assert "HT-1" in (payment.contract, payment.memo)


def test_a_sheet_without_day_and_money_is_no_export() -> None:
    assert read("bank", ("客户", "电话"), ("甲", "130")).headings is None
    assert {source.key for source in SOURCES} == {"bank", "kingdee", "yonyou", "xero", "sage"}
