"""Sheets of the team's own that hold what a module holds: bound by adopt, and by nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheetsales.adopt import propose
from sheetsales.adopt.proposal import ProposedTable
from sheetsales.cells.grid import Workbook
from sheetsales.schema.bind import bind
from tests.binding.books import book as made


def book(**sheets: Any) -> Workbook:
    return made(sheets)


def columns_of(table: ProposedTable) -> dict[str, str]:
    return {bound.heading: bound.column.key for bound in table.assigned.bound}


DAY = dt.date(2026, 10, 30)
SHEETS: dict[str, tuple[str, list[list[Any]]]] = {
    "receipts": (
        "2026回款台账",
        [["合同编号", "客户名称", "回款期次", "应收日期", "应收金额", "回款日期", "回款金额", "发票号"],
         ["HT-1", "甬润机械", "预付款", DAY, 30000, DAY, 30000, "0081"]],
    ),
    "quotes": (
        "Quotations",
        [["Quote No", "Customer", "Product", "Quantity", "Unit Price", "Amount", "Quote Date", "Valid Until", "Sales Rep"],
         ["Q-1", "Norbury", "Gateway", 2, 400, 800, DAY, DAY, "Holly Jenkins"]],
    ),
    "contracts": (
        "合同台账",
        [["合同编号", "客户名称", "合同金额", "签订日期", "到期日期", "负责人"], ["HT-1", "甬润机械", 217900, DAY, DAY, "吴昊"]],
    ),
    "products": ("价目表", [["产品编码", "产品名称", "规格型号", "单位", "单价"], ["P1", "网关", "G2", "台", 420]]),
    "surveys": ("满意度", [["调查日期", "客户名称", "受访人", "满意度得分", "意见和建议"], [DAY, "甬润机械", "何工", 90, "快一点"]]),
    "competitors": ("竞品", [["竞品名称", "价格水平", "优势", "劣势", "应对策略", "更新日期"], ["智汇", "低", "便宜", "慢", "讲案例", DAY]]),
}  # fmt: skip


@pytest.mark.parametrize("record", SHEETS)
def test_it_is_proposed_and_not_bound_unasked(record: str) -> None:
    name, rows = SHEETS[record]
    workbook = book(**{name: rows})
    (table,) = propose(workbook).tables
    assert (table.record.key, table.sheet) == (record, name)
    assert bind(workbook).of(record) == ()


@pytest.mark.parametrize("record", SHEETS)
def test_what_was_adopted_is_read(record: str) -> None:
    from sheetsales.backends.memory import MemoryBook
    from sheetsales.cells.edits import EditPlan

    name, rows = SHEETS[record]
    workbook = book(**{name: rows})
    memory = MemoryBook(workbook)
    memory.apply(EditPlan(propose(workbook).edits(workbook)))
    (table,) = bind(memory.read()).of(record)
    assert table.sheet == name
    assert len(table.columns) >= 4


def test_a_list_of_invoices_says_what_is_due_and_never_what_came_in() -> None:
    rows = [
        ["发票号码", "客户名称", "开票日期", "金额", "到期日", "收款日期"],
        ["0081", "甬润机械", DAY, 30000, DAY, None],
    ]
    (table,) = propose(book(发票台账=rows)).tables
    assert (table.record.key, columns_of(table)) == (
        "receipts",
        {
            "发票号码": "invoice_no", "客户名称": "customer", "开票日期": "invoiced_on", "金额": "due_amount",
            "到期日": "due_on", "收款日期": "received_on",
        },
    )  # fmt: skip


def test_evaluations_are_left_alone() -> None:
    rows = [["期间", "姓名", "评价人", "态度", "服务质量", "评语"], ["2026Q3", "吴昊", "周敏", 4, 4, "好"]]
    proposal = propose(
        book(评价=rows, 商机=[["客户", "商机名称", "阶段", "负责人"], ["甲", "乙", "报价", "李静"]])
    )
    assert {t.sheet for t in proposal.tables} == {"商机"}


def test_three_plain_headings_tell_no_module_unless_the_sheet_says_so() -> None:
    rows = [["Name", "Size", "Price"], ["Gateway", "G2", 420], ["Sensor", "S1", 80]]
    deals = [["客户", "商机名称", "阶段", "负责人"], ["甲", "乙", "报价", "李静"]]
    assert [t.sheet for t in propose(book(Sheet1=rows, 商机=deals)).tables] == ["商机"]
    named = propose(book(价目表=rows, 商机=deals)).tables
    assert [t.record.key for t in named] == ["products", "pipeline"]
