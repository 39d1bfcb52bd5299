"""Exports as banks and ledgers write them: headings under a title, two columns of money, dates of every kind, totals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.imports.money import NO_MONEY, TWO_AMOUNTS
from sheetsales.imports.payments import NO_DAY, TWO_WAYS, payments_of
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
    assert [(p.place, p.amount, p.payer) for p in found.out] == [(4, -3000, "房东")]
    assert found.unread == ((7, NO_MONEY), (8, NO_DAY))
    assert found.headings == {"day": "交易日期", "debit": "借方发生额（元）", "credit": "贷方发生额（元）", "payer": "对方户名", "memo": "摘要", "reference": "交易流水号"}  # fmt: skip


def test_one_column_of_money_with_a_sign_or_a_kind() -> None:
    head = ("Date", "Type", "Amount", "Description")
    found = read("bank", head, ("2026-11-03", "CR", "5", "a"), ("2026-11-03", "DR", "6", "b"), ("2026-11-03", "", "(7.00)", "c"))  # fmt: skip
    assert [p.amount for p in found.payments] == [5]
    assert [p.amount for p in found.out] == [-6, -7]


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


@pytest.mark.parametrize(
    ("heading", "cells", "amounts"),
    [
        ("Amount", ("1.234,50", "50,00"), ["1234.50", "50.00"]),
        ("Amount", ("1,234.50", "50"), ["1234.50", "50"]),
        ("金额（万元）", (21.79, "8,000元", "1.5万"), ["217900.00", "8000", "15000.0"]),
        ("Amount", ("2.5k", Decimal(7)), ["2500.0", "7"]),
    ],
)
def test_amounts_are_read_as_those_of_a_workbook(
    heading: str, cells: tuple[Any, ...], amounts: list[str]
) -> None:
    found = read("bank", ("Date", heading, "Name"), *(("2026-11-03", cell, "A") for cell in cells))
    assert found.unread == ()
    assert [p.amount for p in found.payments] == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize("cell", ["about 5", "1,2,3", True, "x"])
def test_what_is_no_amount_is_told(cell: Any) -> None:
    assert read("bank", ("Date", "Amount"), ("2026-11-03", cell)).unread == ((2, NO_MONEY),)


def test_an_amount_that_can_be_read_in_two_ways_is_told() -> None:
    found = read("bank", ("Date", "Amount"), ("2026-11-03", "1.234,50"), ("2026-11-04", "12.500"))
    assert [p.amount for p in found.payments] == [Decimal("1234.50")]
    assert found.unread == ((3, TWO_AMOUNTS),)


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        (("Date", "Amount", "Currency"), ("2026-11-03", "5", "USD"), ("USD",)),
        (("Date", "Amount (USD)"), ("2026-11-03", "5"), ("usd",)),
        (("Date", "Amount"), ("2026-11-03", "US$5"), ("us$",)),
        (("Date", "Amount (EUR)"), ("2026-11-03", "$5"), ("$", "eur")),
        (("Date", "Amount"), ("2026-11-03", "5"), ()),
    ],
)
def test_whatever_says_a_currency_is_kept(
    head: tuple[Any, ...], row: tuple[Any, ...], said: tuple[str, ...]
) -> None:
    (payment,) = read("bank", head, row).payments
    assert payment.currencies == said


@pytest.mark.parametrize(
    ("kind", "came", "out", "papers", "unread"),
    [("SR", 1, 0, 0, 0), ("SI", 0, 0, 1, 0), ("SP", 0, 1, 0, 0), ("XX", 0, 0, 0, 1), ("", 1, 0, 0, 0)],
)
def test_a_kind_nobody_knows_is_told_and_not_taken_for_money_going_out(
    kind: str, came: int, out: int, papers: int, unread: int
) -> None:
    found = read("sage", ("Type", "Date", "Name", "Gross"), (kind, "2026-11-03", "A", 5))
    counts = (len(found.payments), len(found.out), found.papers, len(found.unread))
    assert counts == (came, out, papers, unread)


def test_money_that_goes_out_is_below_nothing_however_it_is_written() -> None:
    head = ("日期", "收入", "支出", "摘要")
    rows = (("2026-11-03", None, "5", "a"), ("2026-11-03", None, -6, "b"), ("2026-11-03", None, "x", "c"))
    found = read("bank", head, *rows)
    assert [p.amount for p in found.out] == [-5, -6]
    assert found.unread == ((4, NO_MONEY),)
