"""Ledgers as they should not be kept: told at the cell, nothing counted twice, totals right for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.book.load import load
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import Grid
from sheetsales.findings import Finding
from sheetsales.process.order_facts import orders
from sheetsales.process.quotations import quotations
from sheetsales.process.receivables import receivables
from sheetsales.rules.catalogue import find
from sheetsales.rules.scene import Scene
from sheetsales.schema.bind import bind
from sheetsales.schema.workbook import RECORDS

TODAY = dt.date(2026, 11, 2)
Row = Mapping[str, Any]

CONTRACT = {"id": "HT-1", "customer": "C-1", "amount": 1000, "owner": "S1", "signed_on": dt.date(2026, 8, 1), "status": "执行中"}  # fmt: skip
RECEIPT = {"id": "RC-1", "contract": "HT-1", "instalment": "全款", "due_on": dt.date(2026, 9, 1), "due_amount": 1000, "received_on": None, "amount": None}  # fmt: skip
ORDER = {"id": "R-1", "customer": "C-1", "product": "P1", "quantity": 10, "amount": 1000, "ordered_on": dt.date(2026, 8, 1), "delivered_on": None, "contract_no": "HT-1"}  # fmt: skip
QUOTE = {"id": "Q-1", "customer": "C-1", "product": "P1", "quantity": 1, "price": 100, "amount": 100, "date": dt.date(2026, 10, 20), "owner": "S1", "status": "已发出"}  # fmt: skip
RETURN = {"id": "RT-1", "returned_on": dt.date(2026, 10, 20), "order_no": "R-1", "customer": "C-1", "product": "P1", "quantity": 1, "amount": 100, "reason": "质量问题", "remedy": "退款"}  # fmt: skip


def scene(**sheets: Sequence[Row]) -> tuple[Scene, tuple[Finding, ...]]:
    grids: dict[str, Grid] = {}
    for key, rows in sheets.items():
        record = RECORDS[key]
        columns = list(dict.fromkeys(column for row in rows for column in row))
        cells: list[list[Any]] = [[record.by_key[c].title.zh for c in columns]]
        cells += [[row.get(c) for c in columns] for row in rows]
        title = record.title.zh
        grids[title] = grid_from_rows(title, cells, table=record.table, index=len(grids))
    workbook = workbook_from_rows(grids)
    book, loaded = load(workbook, bind(workbook), today=TODAY)
    return Scene(book, TODAY), tuple(loaded)


def told(*codes: str, **sheets: Sequence[Row]) -> list[tuple[str, str]]:
    """Code and cell of what is found, of these codes."""
    at, loaded = scene(**sheets)
    return [(f.code, str(f.at)) for f in find(at, loaded).findings if f.code in codes]


def open_amounts(**sheets: Sequence[Row]) -> dict[str, Decimal | None]:
    at, _ = scene(**sheets)
    return {account.key: account.receivable for account in receivables(at.book, TODAY).accounts}


def quoted(**sheets: Sequence[Row]) -> dict[str, tuple[str, Decimal | None]]:
    at, _ = scene(**sheets)
    return {one.number: (one.customer, one.amount) for one in quotations(at.book, TODAY)}


def test_lines_of_one_quotation_with_two_customers() -> None:
    rows = [QUOTE, {**QUOTE, "customer": "C-2"}, {**QUOTE, "id": "Q-2", "amount": 30}]
    assert told("SS610", quotes=rows) == [("SS610", "报价!B3")]
    assert quoted(quotes=rows) == {"Q-1": ("C-1", Decimal(200)), "Q-2": ("C-1", Decimal(30))}


def test_sorting_changes_nothing() -> None:
    lines = [QUOTE, {**QUOTE, "customer": None, "date": None, "owner": None}, {**QUOTE, "id": "Q-2"}]
    for rows in (lines, lines[::-1]):
        assert told("SS013", "SS610", quotes=rows) == []


def test_a_receipt_larger_than_the_contract() -> None:
    paid = {**RECEIPT, "received_on": dt.date(2026, 9, 1), "amount": 1500}
    sheets = {"contracts": [CONTRACT, {**CONTRACT, "id": "HT-2"}], "receipts": [paid, {**RECEIPT, "id": "RC-2", "contract": "HT-2"}]}  # fmt: skip
    assert told("SS652", **sheets) == [("SS652", "回款!G2")]
    assert open_amounts(**sheets) == {"HT-1": Decimal(-500), "HT-2": Decimal(1000)}


def test_a_refund_before_its_payment() -> None:
    back = {**RECEIPT, "id": "RC-2", "instalment": "退款", "due_on": None, "due_amount": None, "received_on": dt.date(2026, 8, 20), "amount": -100}  # fmt: skip
    paid = {**RECEIPT, "received_on": dt.date(2026, 9, 1), "amount": 1000}
    assert told("SS656", contracts=[CONTRACT], receipts=[paid, back]) == [("SS656", "回款!F3")]
    assert open_amounts(contracts=[CONTRACT], receipts=[paid, back]) == {"HT-1": Decimal(100)}


def test_a_return_of_what_was_never_delivered() -> None:
    later = {**ORDER, "id": "R-2", "delivered_on": dt.date(2026, 9, 1)}
    sheets = {"orders": [ORDER, later], "contracts": [CONTRACT], "returns": [RETURN, {**RETURN, "id": "RT-2", "order_no": "R-2"}]}  # fmt: skip
    assert told("SS665", **sheets) == [("SS665", "退货!C2")]
    assert open_amounts(**sheets, receipts=[RECEIPT]) == {"HT-1": Decimal(800)}


def test_instalments_that_do_not_add_up() -> None:
    sheets = {"contracts": [CONTRACT], "receipts": [{**RECEIPT, "due_amount": 900}]}
    assert told("SS653", **sheets) == [("SS653", "回款!E2")]
    assert open_amounts(**sheets) == {"HT-1": Decimal(1000)}


def test_two_currencies_in_one_contract() -> None:
    rows = [{**RECEIPT, "currency": "CNY"}, {**RECEIPT, "id": "RC-2", "currency": "USD"}]
    assert told("SS657", contracts=[CONTRACT], receipts=rows) == [("SS657", "回款!H3")]


def test_money_of_another_currency_without_a_rate_is_in_no_total() -> None:
    came = {**RECEIPT, "received_on": dt.date(2026, 9, 1), "amount": 400, "currency": "CNY"}
    foreign = {**came, "id": "RC-2", "due_on": None, "due_amount": None, "amount": 100, "currency": "USD"}
    at, _ = scene(contracts=[CONTRACT], receipts=[came, foreign])
    found = receivables(at.book, TODAY)
    assert [(one.key, one.received) for one in found.accounts] == [("HT-1", Decimal(400))]
    assert found.receipts.unreadable == (1,)


def test_a_tax_rate_in_some_rows_only() -> None:
    rows = [{"id": "P1", "name": "甲", "price": 5, "tax_rate": 0.13}, {"id": "P2", "name": "乙", "price": 5, "tax_rate": None}]  # fmt: skip
    assert told("SS611", products=rows) == [("SS611", "价目表!D3")]
    lines = [{**QUOTE, "product": "P1"}, {**QUOTE, "product": "P2", "amount": 30}]
    assert quoted(products=rows, quotes=lines) == {"Q-1": ("C-1", Decimal(130))}


def test_an_order_without_a_deal_is_an_order_like_others() -> None:
    rows = [
        {**ORDER, "opportunity": None},
        {**ORDER, "id": "R-2", "opportunity": "O-404", "contract_no": None},
    ]
    deals = [{"id": "O-1", "customer": "C-1", "name": "甲", "stage": "成交", "owner": "S1", "amount": 5}]
    found = told("SS631", "SS637", "SS013", contracts=[CONTRACT], orders=rows, pipeline=deals)
    assert found == [("SS631", "订单!H3")]
    at, _ = scene(contracts=[CONTRACT], orders=rows, pipeline=deals)
    assert [one.amount for one in orders(at.book, TODAY)] == [1000, 1000]


def test_ten_thousand_lines_under_one_number() -> None:
    rows = [{**QUOTE, "amount": 100} for _ in range(10_000)]
    deals = [
        {"id": "O-1", "customer": "C-1", "name": "甲", "stage": "报价", "owner": "S1", "amount": 1_000_000}
    ]
    rows[0] = {**QUOTE, "opportunity": "O-1"}
    at, loaded = scene(quotes=rows, pipeline=deals)
    assert [f for f in find(at, loaded).findings if f.code.startswith("SS6")] == []
    deals[0]["amount"] = 5
    assert told("SS607", quotes=rows, pipeline=deals) == [("SS607", "报价!F2")]
    assert quoted(quotes=rows, pipeline=deals) == {"Q-1": ("C-1", Decimal(1_000_000))}


@pytest.mark.parametrize("number", [20260117, 20260117.0])
def test_ids_typed_as_numbers_are_the_same_ids(number: float) -> None:
    contract = {**CONTRACT, "id": number}
    receipts = [{**RECEIPT, "contract": "20260117", "received_on": dt.date(2026, 9, 1), "amount": 400}]
    sheets: dict[str, Any] = {"contracts": [contract], "receipts": receipts}
    assert open_amounts(**sheets) == {"20260117": Decimal(600)}
    assert told("SS651", "SS652", "SS653", **sheets) == [("SS651", "回款!D2")]


def test_paid_ahead_is_not_asked_for() -> None:
    first = {
        **RECEIPT,
        "instalment": "预付款",
        "due_amount": 300,
        "received_on": dt.date(2026, 8, 5),
        "amount": 1000,
    }
    rest = {**RECEIPT, "id": "RC-2", "instalment": "验收款", "due_amount": 700}
    assert told("SS651", contracts=[CONTRACT], receipts=[first, rest]) == []


def test_a_workbook_without_ledgers_has_no_such_rules() -> None:
    at, loaded = scene(pipeline=[{"id": "O-1", "customer": "C-1", "name": "甲", "stage": "成交", "owner": "S1", "contract_no": "HT-9"}])  # fmt: skip
    assert [f for f in find(at, loaded).findings if f.code.startswith("SS6")] == []
