"""Headings read by their words: what fits, what is left alone, and what can never be mistaken for another."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsales.adopt import propose
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.values import CellValue
from sheetsales.schema import aliases
from sheetsales.schema.meaning import SURE, readings
from sheetsales.schema.words import UNKNOWN, words_of
from sheetsales.schema.workbook import RECORDS

SURFACES = [row[0] for row in aliases.rows("heading_words")]
RECORD = st.sampled_from(("pipeline", "customers", "orders", "activities", "tasks", "targets"))


def _sure(record: str, heading: str) -> str:
    """The column a heading would be bound to; "" for none."""
    found = readings(record, heading)
    ahead = len(found) == 1 or (len(found) > 1 and found[0].strength - found[1].strength >= 0.5)
    return found[0].column if found and ahead and found[0].strength >= SURE else ""


@pytest.mark.parametrize(
    ("heading", "tokens"),
    [
        ("OrderDate", ("ORDER", "DATE")), ("orderdate", ("ORDER", "DATE")), ("order_date", ("ORDER", "DATE")), ("3. Order dates", ("ORDER", "DATE")),
        ("下次跟进时间", ("NEXT", "FOLLOW", "DATE")), ("预计成交额（万元）", ("EXPECT", "WIN", "AMT")), ("Deal Value (USD)", ("DEAL", "AMT")),
        ("Price per unit", ("PRICE",)), ("随便什么", (UNKNOWN,)), ("Blorp", (UNKNOWN,)), ("Number of contacts", ("COUNT", "CONTACT")),
    ],
)  # fmt: skip
def test_a_heading_as_words(heading: str, tokens: tuple[str, ...]) -> None:
    assert words_of(heading).tokens == tokens


def test_what_stands_in_brackets_is_a_unit_or_a_doubt() -> None:
    assert words_of("Amount (USD)").bracketed == ()
    assert words_of("Amount (won)").bracketed == ("WIN",)
    assert readings("pipeline", "Amount (expected)")[0].strength < readings("pipeline", "Amount")[0].strength


@pytest.mark.parametrize(
    ("record", "heading", "column"),
    [
        ("pipeline", "Est. Contract Value", "amount"), ("pipeline", "签单金额", "amount"), ("pipeline", "% Prob", "probability"),
        ("pipeline", "Sales rep name", "owner"), ("pipeline", "won_date", "closed_on"), ("pipeline", "立项时间", "created_on"),
        ("pipeline", "下次跟进时间", "next_step_on"), ("pipeline", "预计签单日期", "expected_close"), ("customers", "客户全称", "name"),
        ("customers", "联系人电话", "phone"), ("orders", "OrderDate", "ordered_on"),
        ("pipeline", "最近跟进", "last_contact"), ("pipeline", "Lost time", "lost_on"),
        ("customers", "客户所属区域", "region"), ("customers", "首次备案日期", "created_on"), ("customers", "新客户备案代号", "id"),
        ("customers", "办公地址", "address"), ("receipts", "回款合同号", "contract"), ("receipts", "Invoice ID", "invoice_no"),
        ("pipeline", "Tentative Close Date", "expected_close"), ("orders", "宝贝总数量", "quantity"),
    ],
)  # fmt: skip
def test_what_headings_mean(record: str, heading: str, column: str) -> None:
    assert _sure(record, heading) == column


@pytest.mark.parametrize(
    ("record", "heading"),
    [("pipeline", "回款日期"), ("pipeline", "库存数量"), ("pipeline", "Number of contacts"), ("pipeline", "预算"), ("pipeline", "Close"),
     ("pipeline", "项目概况"), ("pipeline", "Blorp amount index"), ("customers", "供应商名称"), ("pipeline", "")],
)  # fmt: skip
def test_what_is_left_alone_or_asked(record: str, heading: str) -> None:
    assert _sure(record, heading) == ""


@given(RECORD, st.sampled_from(("跟进", "联系", "拜访")), st.sampled_from(("日期", "时间", "")))
def test_last_and_next_are_never_the_same_column(record: str, event: str, day: str) -> None:
    last, next_ = _sure(record, f"上次{event}{day}"), _sure(record, f"下次{event}{day}")
    assert not last or last != next_


@given(RECORD, st.sampled_from(("成交", "签约", "关闭")), st.sampled_from(("日期", "时间")))
def test_expected_and_actual_are_never_the_same_column(record: str, event: str, day: str) -> None:
    expected, actual = _sure(record, f"预计{event}{day}"), _sure(record, f"实际{event}{day}")
    assert not expected or expected != actual


@given(RECORD, st.sampled_from(SURFACES), st.sampled_from(("Blorp", "甲乙丙丁戊")))
def test_an_unknown_word_never_makes_it_surer(record: str, surface: str, unknown: str) -> None:
    alone = {r.column: r.strength for r in readings(record, surface)}
    for reading in readings(record, f"{surface} {unknown}"):
        assert reading.strength <= alone.get(reading.column, 0.0)


@given(RECORD, st.sampled_from(SURFACES))
def test_an_id_is_never_a_name(record: str, surface: str) -> None:
    assert _sure(record, f"{surface} ID") not in ("name", "customer", "title", "owner")


def test_the_lists_that_are_step_zero_agree() -> None:
    """Where the words are sure of a heading that the packaged list binds, they say the same in 98 of 100."""
    same = other = 0
    for record, column, heading, *rest in aliases.rows("headings"):
        read = _sure(record, heading) if record in RECORDS and column and not rest[2] else ""
        if read in RECORDS.get(record, RECORDS["pipeline"]).by_key:
            same += read == column
            other += read != column
    assert same > 900
    assert other <= same * 0.02


def test_four_hundred_headings_take_no_time() -> None:
    headings = [f"{a} {b} {n}" for n, (a, b) in enumerate(zip(SURFACES, SURFACES[7:], strict=False))][:400]
    started = time.process_time()
    for heading in headings:
        readings("pipeline", heading)
    assert time.process_time() - started < 1.0


HEADINGS = (
    "Deal ID", "Customer", "Deal", "Stage", "Owner", "Est. Contract Value", "签单金额", "Index (lead)", "Index (won)", "Blorp", "Kick-off budget",
)  # fmt: skip


def _deals(*headings: str) -> list[list[CellValue]]:
    rows: list[list[CellValue]] = [list(headings)]
    rows += [
        [f"D-{n}", f"Firm {n}", f"Pump {n}", "Quotation", "Bob", 1000 + n, None, n, n, "x", 50 + n]
        for n in range(1, 9)
    ]
    return rows


def test_adopting_binds_what_is_sure_once_and_asks_what_matters() -> None:
    proposal = propose(workbook_from_rows({"Deals": _deals(*HEADINGS)}))
    (table,) = proposal.tables
    bound = {b.column.key: b.heading for b in table.assigned.bound}
    assert bound["amount"] == "Est. Contract Value"
    left = {o.field.text: o.columns for o in table.assigned.open}
    assert set(left) == {"签单金额", "Index (lead)", "Index (won)", "Blorp", "Kick-off budget"}
    assert not left["Blorp"]


def test_words_of_another_trade_bind_nothing() -> None:
    (table,) = propose(
        workbook_from_rows({"Deals": _deals(*HEADINGS[:5], "Stock value", *HEADINGS[6:])})
    ).tables
    assert "Stock value" not in {b.heading for b in table.assigned.bound}


@pytest.mark.parametrize(
    ("record", "heading", "never"),
    [
        ("orders", "Collection status", "status"), ("orders", "Invoice status", "status"), ("orders", "Shipped quantity", "quantity"),
        ("orders", "Payment type", "payment_terms"), ("orders", "Payment", "payment_terms"), ("contracts", "Payment method", "payment_terms"),
        ("products", "COGSAccount", "cost"), ("products", "CostAccount", "cost"), ("customers", "商务公司代码", "id"), ("customers", "收款公司", "name"),
    ],
)  # fmt: skip
def test_what_qualifies_something_else_is_not_the_column(record: str, heading: str, never: str) -> None:
    assert never not in [reading.column for reading in readings(record, heading)]


def test_what_was_delivered_how_it_was_paid_and_a_code_of_something_are_no_facts_of_the_order() -> None:
    headings = ["订单号", "客户", "订单日期", "订单金额", "订货数量", "发货数量", "支付方式", "代号"]
    rows: list[list[CellValue]] = [
        [f"DD{n:03}", f"甲{n}", dt.datetime(2026, 3, 1 + n), 100 + n, 10, 6, "微信", f"D{n:03}"]
        for n in range(9)
    ]
    (table,) = propose(workbook_from_rows({"订单": [list(headings), *rows]})).tables
    bound = {headings[b.sheet_column - 1]: b.column.key for b in table.assigned.bound}
    assert table.record.key == "orders"
    assert bound["订货数量"] == "quantity"
    assert bound["发货数量"] == "delivered_quantity"
    assert "支付方式" not in bound
    assert "代号" not in bound
