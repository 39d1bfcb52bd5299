"""Columns that a team added itself, in rules it wrote: read as their cells are, and only where a rule names them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.book.table import own_key
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.values import CellError
from sheetsales.checking.fingerprint import fingerprint
from sheetsales.findings import Finding
from sheetsales.rules.catalogue import find
from sheetsales.rules.scene import Scene
from sheetsales.schema.bind import bind
from tests.written.sheets import TODAY

DEALS: list[list[Any]] = [
    ["编号", "客户", "名称", "阶段", "负责人", "创建日期", "最近跟进", "客户评分", "赠品", " 区域* ", None],
    ["O-1", "甲", "一", "报价", "S1", dt.date(2026, 9, 1), dt.date(2026, 12, 1), 3, "x", "华东", 1],
    ["O-2", "乙", "二", "报价", "S1", dt.date(2026, 9, 1), dt.date(2026, 10, 1), "高", "y", "华南", 2],
    ["O-3", "丙", "三", "报价", "S1", dt.date(2026, 9, 1), None, CellError("#N/A"), "x", "华东", 3],
    ["O-4", "丁", "四", "报价", "S1", dt.date(2026, 9, 1), "2026.11.5", True, None, "华北", 4],
]


def book(condition: str, deals: list[list[Any]] = DEALS, message: str = "有问题。") -> Book:
    rules = [["编号", "启用", "条件", "中文提示"], ["M21", "是", condition, message]]
    grids = (
        grid_from_rows("商机", deals, table="tblPipeline"),
        grid_from_rows("规则", rules, table="tblRules", index=1),
    )
    workbook = workbook_from_rows({grid.name: grid for grid in grids})
    return load(workbook, bind(workbook), today=TODAY)[0]


def told(found: Book) -> list[Finding]:
    codes = ("M21", "SS090", "SS091", "SS092", "SS093")
    return [f for f in find(Scene(found, TODAY), ()).findings if f.code in codes]


@pytest.mark.parametrize(
    ("condition", "records"),
    [
        ("[@最近跟进]>TODAY()", ["O-1", "O-4"]),  # a text counts above any number, as in Excel
        ("AND(ISNUMBER([@最近跟进]),[@最近跟进]>TODAY())", ["O-1"]),
        ("IFERROR(YEAR([@最近跟进])=2026,FALSE)", ["O-1", "O-2"]),
        ("ISBLANK([@最近跟进])", ["O-3"]),
        ("ISERROR([@客户评分])", ["O-3"]),
        ('IFERROR([@客户评分]="高",FALSE)', ["O-2"]),
        ("IFERROR([@客户评分]+1,0)=4", ["O-1"]),
        ("IFERROR([@客户评分],FALSE)=TRUE", ["O-4"]),
        ('[@区域]="华东"', ["O-1", "O-3"]),
        ('[@[区域]]="华北"', ["O-4"]),
        ("COUNTIFS(tblPipeline[区域],[@区域])>1", ["O-1", "O-3"]),
        ('XLOOKUP("乙",tblPipeline[客户],tblPipeline[区域])=[@区域]', ["O-2"]),
        ('VLOOKUP([@编号],tblPipeline[[编号]:[区域]],10,FALSE)="华北"', ["O-4"]),
        ('OR([@区域]={"华北","西南"})', ["O-4"]),
    ],
)
def test_cells_count_as_what_they_are(condition: str, records: list[str]) -> None:
    found = told(book(condition))
    assert {f.code for f in found} <= {"M21"}
    assert [f.record for f in found] == records


def test_the_finding_names_the_cell_its_heading_and_what_stands_there() -> None:
    (found,) = told(book('[@区域]="华北"', message="区域是{区域}，评分{客户评分}，跟进{最近跟进}。"))
    assert (str(found.at), found.column, found.value) == ("商机!J5", "区域*", "华北")
    assert found.message.zh == "区域是华北，评分是，跟进2026.11.5。"
    assert "区域* 华北" in found.hint.en


def test_blanks_and_days_are_told_as_people_read_them() -> None:
    days = told(book("[@最近跟进]<TODAY()", message="{最近跟进}"))
    assert [f.message.zh for f in days] == ["2026-10-01", "空"]


def test_a_heading_nobody_has_is_told_with_the_closest_of_their_own() -> None:
    (found,) = told(book("[@最近跟踪]>1"))
    assert "最接近的是“最近跟进”" in found.message.zh


def test_columns_without_a_heading_stay_out_of_reach() -> None:
    deals = [[*row[:6], None, *row[6:]] for row in DEALS]
    deals[0][6] = None
    found = told(book("VLOOKUP([@编号],tblPipeline[[编号]:[最近跟进]],7,FALSE)=1", deals))
    assert [f.code for f in found] == ["SS090"]
    assert "这几列中间有一列规则读不到" in found[0].message.zh


def test_a_sheet_that_lacks_the_column_has_blanks_there() -> None:
    plain = ["编号", "客户", "名称", "阶段", "负责人", "创建日期"]
    grids = (
        grid_from_rows("一月", [[*plain, "区域"], ["O-1", "甲", "一", "报价", "S1", TODAY, "华东"]]),
        grid_from_rows("二月", [plain, ["O-2", "乙", "二", "报价", "S1", TODAY]], index=1),
        grid_from_rows("规则", [["编号", "启用", "条件"], ["M21", "是", "ISBLANK([@区域])"]], table="tblRules", index=2),
    )  # fmt: skip
    workbook = workbook_from_rows({grid.name: grid for grid in grids})
    read, _ = load(workbook, bind(workbook), today=TODAY)
    (found,) = told(read)
    assert (found.record, found.at and found.at.sheet) == ("O-2", "二月")


def test_nothing_is_read_before_a_rule_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> object:
        raise AssertionError("read without being asked for")

    monkeypatch.setattr("sheetsales.book.load_columns._under", never)
    assert told(book('[@阶段]="成交"')) == []
    with pytest.raises(AssertionError, match="without being asked"):
        told(book('[@区域]="华东"'))


def test_an_outline_holds_none_of_it() -> None:
    deals = book('[@区域]="华东"')
    assert own_key("区域*") in deals.table("pipeline").own
    assert not deals.outline().table("pipeline").own


def test_a_second_check_looks_anew_where_such_a_cell_changed() -> None:
    changed = [list(row) for row in DEALS]
    changed[1][9] = "西南"
    named, other = '[@区域]="华东"', "[@最近跟进]>1"

    def mark(condition: str, deals: list[list[Any]]) -> str:
        return fingerprint(book(condition, deals), (), "", TODAY)

    assert mark(named, changed) != mark(named, DEALS)
    assert mark(other, changed) == mark(other, DEALS)
