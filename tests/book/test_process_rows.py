"""Stages rows to a process, and the packaged one where there are none."""

from __future__ import annotations

from typing import Any

import pytest

from sheetsales.book.process import FieldRef, NextStage, Process
from sheetsales.book.required_fields import FieldNames, default_next, next_stages, required_fields
from sheetsales.cells.build import grid_from_rows
from sheetsales.schema import defaults
from sheetsales.schema.binding import Binding
from sheetsales.texts import Text
from tests.book.loading import codes, load_sheets, only, own_layout

HEADINGS = (
    "代码",
    "顺序",
    "中文名称",
    "英文名称",
    "类别",
    "赢率",
    "期限（天）",
    "最少跟进",
    "联系间隔（工作日）",
    "必填列",
    "可去",
    "可跳过",
    "可回退",
    "合规检查",
    "期限起算",
    "责任角色",
)
QUOTE = [
    "quote",
    1,
    "报价",
    "Quotation",
    "在手",
    0.5,
    7,
    2,
    3,
    "金额、客户.电话",
    "won@repeat|renewal, 输单",
    "是",
    "否",
    "C06、C07",
    "交付日期",
    "销售",
]
WON = ["won", 2, "成交", "Won", "成交"]
LOST = ["lost", 3, "输单", None, "输单"]


def process_of(*rows: Any, lang: str = "zh") -> tuple[Process, Any]:
    filled = [[*row, *[None] * (len(HEADINGS) - len(row))] for row in rows]
    grid = grid_from_rows("流程阶段", [HEADINGS, *filled], table="tblStages")
    book, findings = load_sheets({"流程阶段": grid}, language=lang)
    return book.process, findings


def test_a_stage_row_says_everything_about_its_stage() -> None:
    process, findings = process_of(QUOTE, WON, LOST)
    quote = process.by_code["quote"]
    assert codes(findings) == []
    assert not process.packaged
    assert [s.code for s in process.stages] == ["quote", "won", "lost"]
    assert (quote.name, quote.kind, quote.win_probability, quote.max_days) == (
        Text("报价", "Quotation"),
        "open",
        0.5,
        7,
    )
    assert (quote.min_activities, quote.contact_every_days, quote.limit_from, quote.role) == (
        2,
        3,
        "delivery_on",
        "rep",
    )
    assert quote.required == (FieldRef("pipeline", "amount"), FieldRef("customers", "phone"))
    assert quote.next_allowed == (NextStage("won", ("repeat", "renewal")), NextStage("lost"))
    assert (quote.may_be_skipped, quote.may_go_back, quote.compliance) == (True, False, ("C06", "C07"))
    assert str(quote.at) == "流程阶段!A2"
    assert process.by_code["lost"].name == Text("输单", "输单")
    assert (quote.open, quote.won, process.by_code["lost"].lost) == (True, False, True)


def test_rows_are_taken_in_their_order_not_as_they_lie() -> None:
    process, _ = process_of(["lost", None, "输单", None, "输单"], WON, QUOTE)
    assert [s.code for s in process.stages] == ["quote", "won", "lost"]
    assert process.stages[2].order == 3


def test_of_two_stages_with_one_code_the_first_counts_and_nothing_twice() -> None:
    process, findings = process_of(QUOTE, ["quote", 5, "报价二", "Quotation 2", "暂缓"], WON, LOST)
    assert [(s.code, s.name.zh) for s in process.stages] == [
        ("quote", "报价"),
        ("won", "成交"),
        ("lost", "输单"),
    ]
    assert str(only(findings, "SS027").at) == "流程阶段!A3"


def test_a_blank_next_goes_on_in_order_or_to_lost() -> None:
    process, _ = process_of(
        [*QUOTE[:5]],
        WON,
        ["after", 3, "售后", None, "售后"],
        ["lost", 4, "输单", None, "输单"],
        ["hold", 5, "暂缓", None, "暂缓"],
    )
    assert process.by_code["quote"].next_allowed == (NextStage("won"), NextStage("lost"))
    assert process.by_code["won"].next_allowed == (NextStage("after"),)
    assert process.by_code["lost"].next_allowed == ()
    assert process.by_code["hold"].next_allowed == (NextStage("lost"),)
    assert default_next([("a", "open")], 0) == ()


def test_an_unknown_kind_is_reported_and_taken_as_open() -> None:
    process, findings = process_of([*QUOTE[:4], "不知道"], WON, LOST)
    assert process.by_code["quote"].kind == "open"
    assert codes(findings) == ["SS030"]


def test_the_name_is_required_in_the_workbooks_language() -> None:
    _, findings = process_of(QUOTE, WON, LOST, lang="en")
    assert only(findings, "SS013").record == "lost"


def test_broken_ends_are_named_each() -> None:
    _, findings = process_of(QUOTE)
    assert sorted(f.key for f in findings if f.code == "SS040") == ["lost", "won"]


def test_every_unknown_name_of_a_row_is_told() -> None:
    _, findings = process_of([*QUOTE[:9], "金额、审批时间、天气", "won,demo,xx"], WON, LOST)
    assert sorted(f.key for f in findings if f.code in ("SS043", "SS044")) == [
        "demo",
        "xx",
        "天气",
        "审批时间",
    ]


def test_no_stage_that_can_be_read_means_the_packaged_process() -> None:
    process, findings = process_of([None, 1, "报价", None, "在手"])
    assert process.packaged
    assert only(findings, "SS042").at is None


@pytest.mark.parametrize("preset", defaults.PRESETS)
def test_the_packaged_presets(preset: str) -> None:
    workbook, binding = own_layout("customers", [("名称",), ("甲",)], {"name": 1}, preset=preset)
    from sheetsales.book.process_rows import packaged_process

    process = packaged_process(binding)
    assert process.packaged
    assert len(process.stages) == len(defaults.stages(preset))
    assert all(s.next_allowed or s.kind in ("lost", "after") for s in process.stages)
    assert FieldRef("customers", "credit_code") in [f for s in process.stages if s.won for f in s.required]
    assert workbook.grids


def test_required_fields_hold_in_their_language_only() -> None:
    names = FieldNames(Binding((), "en"))
    found = required_fields("customers.credit_code@zh, customers.registration_no@en, Amount@xx", names, "en")
    assert found == ((FieldRef("customers", "registration_no"),), ("Amount@xx",))


@pytest.mark.parametrize(
    "text",
    [
        "客户.电话",
        "客户·电话",
        "客户：电话",
        "客户的电话",
        "Customers.Phone",
        "customer.phone",
        "Customer's phone",
        "customers.phone",
        "电话",
    ],
)
def test_a_column_of_customers_may_be_named_in_many_ways(text: str) -> None:
    assert FieldNames(Binding((), "zh")).find(text) == FieldRef("customers", "phone")


def test_plain_titles_mean_the_deal_first_and_own_headings_count() -> None:
    _, binding = own_layout("pipeline", [("客户单位", "预计额*"), ("甲", 1)], {"customer": 1, "amount": 2})
    names = FieldNames(binding)
    assert names.find("来源") == FieldRef("pipeline", "source")
    assert names.find("客户.来源") == FieldRef("customers", "source")
    assert names.find("预计额") == names.find("台账.预计额") == FieldRef("pipeline", "amount")
    assert names.find("no such") is None


def test_next_stages() -> None:
    codes_ = {"won": "won", "输单": "lost"}
    assert next_stages("-", codes_) == ((), ())
    assert next_stages("@back、 输单 ; nope", codes_) == ((NextStage("@back"), NextStage("lost")), ("nope",))


def test_a_code_that_stands_twice_is_one_stage() -> None:
    again = ["quote", 1, "报价（旧）", "Quotation", "在手"]
    process, findings = process_of(QUOTE, WON, LOST, again)
    assert [s.code for s in process.stages] == ["quote", "won", "lost"]
    assert process.by_code["quote"].name.zh == "报价"
    assert "SS027" in codes(findings)
