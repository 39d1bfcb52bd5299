"""What the terminal shows of a proposal, and the shapes that stand in for values."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.adopt import propose
from sheetsales.adopt.render import render
from sheetsales.adopt.shapes import shape, shapes
from sheetsales.cells.build import grid_from_rows
from sheetsales.cells.values import CellValue
from sheetsales.schema.samples import Sample
from tests.binding.books import book


@pytest.mark.parametrize(
    ("value", "drawn"),
    [
        (dt.date(2026, 1, 2), "9999-99-99"),
        ("Norbury Ltd", "Aaaaaaa Aaa"),
        ("甬江机械", "文文文文"),
        (12.5, "99.9"),
        ("a very long remark indeed", "a aaaa aaaa aaa…"),
    ],
)
def test_a_shape_hides_the_value(value: CellValue, drawn: str) -> None:
    assert shape(value) == drawn


def test_at_most_five_different_shapes_are_shown() -> None:
    assert len(shapes(Sample(tuple(10**n for n in range(9))))) == 5


def test_strangers_refusals_and_our_own_tables_are_told() -> None:
    ours = grid_from_rows("商机", [["客户 *", "名称 *", "阶段 *"], ["甲", "乙", "报价"]], table="tblPipeline")
    pay = [["业务员", "月份", "提成基数", "提成比例", "提成金额"], ["李静", "10月", 8000, 0.03, 240]]
    pivot = [["行标签", "求和项:金额"], ["李静", 72]]
    shown = render(propose(book({"商机": ours, "提成": pay, "汇总": pivot})), "zh")
    assert shown.splitlines() == [
        "已认得 1 张本工具的表，照常使用。",
        "",
        "不读“汇总”：粘贴过来的数据透视表，只有汇总没有明细。",
        "“提成”像提成表，目前不读，原样保留。",
    ]


def test_a_question_about_a_sheet_offers_the_two_records() -> None:
    rows = [
        ["客户名称", "联系人", "负责人", "下次跟进时间", "备注", "跟进日期"],
        ["甲", "王工", "李静", dt.date(2026, 1, 1), "x", dt.date(2026, 1, 1)],
    ]
    shown = render(propose(book({"表": rows})), "zh")
    assert "1. 表（内容像几种记录，分不清是哪种）：跟进记录 还是 客户？" in shown
    assert '[sheets."表"]' in shown
    assert 'record = "-"  # 或 "activities" 或 "customers"' in shown


def test_many_labels_are_cut_short() -> None:
    stages = [
        "方案",
        "需求",
        "商务谈判",
        "演示",
        "报价中",
        "跟进中",
        "试用",
        "协商",
        "提案",
        "投标",
        "样品",
        "寄样",
        "需求确认",
        "方案汇报",
    ]
    rows = [
        ["客户名称", "项目名称", "负责人", "阶段", "预计金额"],
        *(["甲", "乙", "丙", stage, 5] for stage in stages),
    ]
    shown = render(propose(book({"表": rows})), "zh")
    assert shown.count(" = ") >= 12
    assert "等" in shown
