"""What a sheet holds besides plain records: read once, or said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.book.load import load
from sheetsales.cells.address import Area
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import Grid
from sheetsales.findings import Severity
from sheetsales.schema.bind import bind
from tests.book.loading import DAY, codes, load_sheets, only
from tests.checking.files import TODAY

DEALS: tuple[Any, ...] = ("编号", "客户", "名称", "阶段", "金额", "负责人")
WON = ("O-1", "甲", "一", "成交", 900, "王芳")


def test_an_amount_merged_over_rows_counts_once() -> None:
    rows = [DEALS, WON, ("O-2", "甲", "二", "成交", None, "王芳"), ("O-3", None, "三", "成交", None, "王芳")]
    grid = grid_from_rows("商机", rows, table="")
    grid = replace(grid, tables=(), merged=(Area("商机", 2, 5, 4, 5), Area("商机", 3, 2, 4, 2)))
    workbook = workbook_from_rows({"商机": grid})
    deals = load(workbook, bind(workbook), today=TODAY)[0].table("pipeline")
    assert list(deals.get("amount")) == [Decimal(900), None, None]
    assert list(deals.get("customer")) == ["甲", "甲", "甲"]


def test_a_column_without_a_heading_is_named_with_those_nobody_knows() -> None:
    rows: list[tuple[Any, ...]] = [("编号", "客户", None, "名称", "阶段", "金额", "负责人", "暗号")]
    rows += [(f"O-{i}", "甲", i * 10, f"单{i}", "报价", 100, "王芳", "x") for i in range(3)]
    _, findings = load_sheets({"商机": rows})
    assert "有 2 个表头不在标准列里：暗号、C 列（没有列名）" in only(findings, "SS004").message.zh
    assert "(2): 暗号, column C, which has no heading." in only(findings, "SS004").message.en


def test_a_blank_column_says_nothing() -> None:
    rows = [("编号", "客户", None, "名称", "阶段", "金额"), ("O-1", "甲", None, "单", "报价", 100)]
    _, findings = load_sheets({"商机": rows})
    assert "SS004" not in {f.code for f in findings}


def test_an_activity_that_stands_twice_is_one() -> None:
    call = (TODAY, "王芳", "甲", "O-1", "电话", "谈了条款")
    book, findings = load_sheets(
        {"跟进记录": [("日期", "销售", "客户", "商机", "方式", "内容"), call, call, (*call[:5], None)]}
    )
    assert len(book.table("activities")) == 2
    assert [str(f.at) for f in findings if f.code == "SS066"] == ["跟进记录!A3"]


def test_many_that_stand_twice_are_told_once() -> None:
    calls = [(TODAY, "王芳", "甲", "O-1", "电话", f"第{i}次") for i in range(12)]
    _, findings = load_sheets(
        {"跟进记录": [("日期", "销售", "客户", "商机", "方式", "内容"), *calls, *calls]}
    )
    assert "“跟进记录”表有 12 行跟进与前面的行完全相同" in only(findings, "SS066").message.zh


def _ours(**headings: str) -> Mapping[str, Grid]:
    """A workbook made from a template, with some headings of the deals written anew."""
    sheets = {
        "商机": ("tblPipeline", ["编号", "客户", "名称", "阶段", "金额", "负责人", "预计成交"]),
        "人员": ("tblTeam", ["编号", "姓名", "角色", "在职"]),
        "流程阶段": ("tblStages", ["代码", "顺序", "中文名称", "英文名称", "类别"]),
        "参数": ("tblSettings", ["名称", "值"]),
    }
    rows: list[list[Any]] = [[f"O-{n}", "C-1", "泵", "报价", 1000 * n, "S04", DAY] for n in (1, 2, 3)]
    found = {}
    for title, (table, names) in sheets.items():
        named = [headings.get(name, name) for name in names]
        body = rows if table == "tblPipeline" else [[None] * len(named)]
        found[title] = grid_from_rows(title, [named, *body], table=table)
    return found


@pytest.mark.parametrize(
    ("was", "now", "cell"), [("金额", "总价值", "商机!E1"), ("预计成交", "大概哪天", "商机!G1")]
)
def test_a_heading_of_ours_that_was_renamed_is_told_at_its_cell(was: str, now: str, cell: str) -> None:
    _, found = load_sheets(_ours(**{was: now}))
    renamed = only(found, "SS060")
    assert (str(renamed.at), renamed.severity) == (cell, Severity.WARNING)
    assert f"“{now}”" in renamed.message.zh
    assert f"改回“{was}”" in renamed.hint.zh


def test_a_heading_of_ones_own_beside_all_of_ours_is_no_renamed_one() -> None:
    assert "SS060" not in codes(load_sheets(_ours())[1])
    renamed = _ours(金额="随便写")
    grid = renamed["商机"]
    columns = list(grid.columns)
    columns[4] = ("随便写", "话", "话", "话")  # no amounts below it
    assert "SS060" not in codes(load_sheets({**renamed, "商机": replace(grid, columns=tuple(columns))})[1])
