"""What becomes of one cell: mended, left for a reason, or left in peace."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.build import Rows, grid_from_rows, workbook_from_rows
from sheetsales.cells.edits import SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.checking.fixes.find import find_fixes
from sheetsales.checking.fixes.fix import Fixes, What, Why
from sheetsales.schema.bind import bind

TODAY = dt.date(2026, 11, 2)
HEADINGS = ("编号", "客户", "名称", "阶段", "金额", "概率", "负责人", "创建日期", "预计成交", "备注")
GOOD = ("O-1", "C-1", "改造", "报价", 5, 0.5, "S1", dt.date(2026, 10, 1), dt.date(2026, 12, 1), "好")


def workbook(*deals: dict[str, Any], **change: Any) -> Workbook:
    rows = [HEADINGS, *(tuple({**dict(zip(HEADINGS, GOOD, strict=True)), **deal}.values()) for deal in deals)]
    grids = [
        grid_from_rows("商机", rows, table="tblPipeline", **change),
        grid_from_rows(
            "客户",
            [("编号", "名称", "电话", "邮箱"), ("C-1", "甬润机械", "138 0000 1111", "a@b.cn")],
            table="tblCustomers",
        ),
        grid_from_rows("人员", [("编号", "姓名"), ("S1", "赵国梁")], table="tblTeam"),
    ]
    return workbook_from_rows({grid.name: grid for grid in grids})


def found(book: Workbook, **more: Any) -> Fixes:
    loaded: Book = load(book, bind(book), today=TODAY)[0]
    return find_fixes(book, loaded, today=TODAY, **more)


def verdict(column: str, value: Any, **more: Any) -> Any:
    """(after, what) of a cell that is mended, why of one that is left, None of one that is no matter."""
    fixes = found(workbook({column: value}), **more)
    if fixes.fixed:
        (fix,) = fixes.fixed
        assert fix.before == value
        assert fixes.edits == (SetCell(fix.at, fix.after, value),)
        return fix.after, fix.what
    return fixes.left[0].why if fixes.left else None


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("名称", "  改造 ", ("改造", What.TRIMMED)),
        ("名称", "改\u200b造", ("改造", What.TRIMMED)),
        ("名称", "👨\u200d👩 改造", None),
        ("名称", "👨\u200d👩 改造\u200b", ("👨\u200d👩 改造", What.TRIMMED)),
        ("名称", "می\u200cخواهم", None),
        ("名称", "ＡＢＣ", None),
        ("备注", "好\u3000\n", ("好", What.TRIMMED)),
        ("备注", "\u200b好", ("好", What.TRIMMED)),
        ("备注", "好\u200d好", None),
        ("备注", "  ", (None, What.TRIMMED)),
        ("编号", "Ｏ－７", ("O-7", What.NARROWED)),
        ("编号", 7, Why.LOST),
        ("阶段", " 报价", ("报价", What.TRIMMED)),
        ("负责人", "Ｓ１", ("S1", What.NARROWED)),
        ("负责人", "赵国梁\u200b", ("赵国梁", What.TRIMMED)),
        ("金额", "128000", (128000, What.NUMBER)),
        ("金额", "￥1,200.50", (Decimal("1200.50"), What.NUMBER)),
        ("金额", "12.8万", (128000, What.NUMBER)),
        ("金额", "(300)", (-300, What.NUMBER)),
        ("金额", "US$1200", Why.CURRENCY),
        ("金额", "$1200", Why.CURRENCY),
        ("金额", "123456789012345.67", Why.DIGITS),
        ("金额", "约20万", None),
        ("概率", "75%", (Decimal("0.75"), What.NUMBER)),
        ("概率", "0.75", (Decimal("0.75"), What.NUMBER)),
        ("概率", 75, Why.PERCENT),
        ("概率", "75", Why.PERCENT),
        ("预计成交", "2026.12.15", (dt.date(2026, 12, 15), What.DATE)),
        ("预计成交", "2026年12月5日", (dt.date(2026, 12, 5), What.DATE)),
        ("预计成交", "2026-12-05 14:30", Why.HAS_TIME),
        ("预计成交", "3/4/2026", Why.TWO_WAYS),
        ("预计成交", "年底", None),
        ("预计成交", 46370, (dt.date(2026, 12, 14), What.DATE_SHOWN)),
        ("预计成交", 46370.5, Why.HAS_TIME),
        ("预计成交", 20261214, Why.UNSAFE),
        ("阶段", "报介", Why.UNSAFE),
        ("阶段", "完全不是", None),
        ("负责人", "赵国良", Why.UNSAFE),
    ],
)  # fmt: skip
def test_a_cell(column: str, value: Any, expected: Any) -> None:
    assert verdict(column, value) == expected


def test_a_whole_mobile_number_is_made_text_and_another_is_left() -> None:
    rows: Rows = [
        ("编号", "名称", "电话"),
        ("C-1", "甲", 13800001111),
        ("C-2", "乙", 57487654321),
        ("C-3", "丙", 8613800001111),
    ]
    book = workbook_from_rows({"客户": grid_from_rows("客户", rows, table="tblCustomers")})
    fixes = found(book)
    assert [(f.after, f.what) for f in fixes.fixed] == [
        ("13800001111", What.TEXT),
        ("8613800001111", What.TEXT),
    ]
    assert [left.why for left in fixes.left] == [Why.LOST]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("阶段", "报介", ("报价", What.NEAREST)),
        ("负责人", "赵国良", ("赵国梁", What.NEAREST)),
        ("预计成交", 20261214, (dt.date(2026, 12, 14), What.READ_AS)),
        ("概率", 75, Why.PERCENT),
    ],
)
def test_guesses_are_taken_only_when_asked_for(column: str, value: Any, expected: Any) -> None:
    assert verdict(column, value, guesses=True) == expected


def test_a_date_that_only_its_neighbours_explain_is_a_guess() -> None:
    book = workbook({"预计成交": "25/12/2026"}, {"编号": "O-2", "预计成交": "5/12/2026"})
    safe = found(book)
    assert [(f.after, f.what) for f in safe.fixed] == [(dt.date(2026, 12, 25), What.DATE)]
    assert [kept.why for kept in safe.left] == [Why.UNSAFE]
    assert [f.after for f in found(book, guesses=True).fixed] == [dt.date(2026, 12, 25), dt.date(2026, 12, 5)]


def test_choices_of_a_list_have_their_nearest_too() -> None:
    rows = [("编号", "名称", "类型", "负责人"), ("C-1", "甬润", "高价直", "S1")]
    book = workbook_from_rows({"客户": grid_from_rows("客户", rows, table="tblCustomers")})
    assert [(f.after, f.what) for f in found(book, guesses=True).fixed] == [("高价值", What.NEAREST)]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"formulas": frozenset({(2, 5)})}, Why.FORMULA),
        ({"protected": True}, Why.PROTECTED),
        ({"merged": ("E2:E3",)}, Why.MERGED),
    ],
)
def test_formulas_protected_sheets_and_merged_cells_are_never_touched(
    change: dict[str, Any], why: Why
) -> None:
    from dataclasses import replace

    from sheetsales.cells.address import parse_area

    book = workbook({"金额": "128000"})
    if "merged" in change:
        area = parse_area("商机!" + change["merged"][0])
        change = {"merged": (area,)}
    grids = tuple(replace(g, **change) if g.name == "商机" else g for g in book.grids)
    fixes = found(replace(book, grids=grids))
    assert (fixes.fixed, fixes.edits) == ((), ())
    assert [kept.why for kept in fixes.left] == [why]


def test_a_clean_workbook_has_nothing_to_mend() -> None:
    assert found(workbook({})) == Fixes()
