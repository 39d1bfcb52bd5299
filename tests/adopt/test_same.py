"""Sheets among themselves: sisters read alike and asked about once, and sheets named after people."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from sheetsales.adopt import propose
from sheetsales.adopt.answers import LEAVE, Answers, ColumnAnswer, SheetAnswer
from sheetsales.adopt.proposal import Proposal
from sheetsales.adopt.render import render
from sheetsales.book.load import load
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.schema.bind import bind
from sheetsales.schema.stored import to_json

HEADINGS: list[CellValue] = ["客户名称", "联系人", "电话", "来源", "下次跟进时间", "预算"]
TODAY = dt.date(2026, 11, 30)


def _rows(*next_on: CellValue) -> list[list[CellValue]]:
    rows = [
        [f"公司{n}", f"王女士{n}", f"1380000000{n}", "转介绍", day, 1000 + n] for n, day in enumerate(next_on)
    ]
    return [list(HEADINGS), *rows]


DATES = (dt.date(2026, 12, 1), dt.date(2026, 12, 2), dt.date(2026, 12, 3))


def _book(**sheets: list[list[CellValue]]) -> Workbook:
    return workbook_from_rows(sheets)


def _bound(proposal: Proposal) -> list[dict[str, str]]:
    return [{b.column.key: b.heading for b in table.assigned.bound} for table in proposal.tables]


def test_what_one_sister_binds_all_bind() -> None:
    proposal = propose(_book(王芳=_rows("改天", "再说", "不定"), 张伟=_rows(*DATES)))
    first, second = _bound(proposal)
    assert first == second
    assert first["next_contact"] == "下次跟进时间"


def test_sheets_of_other_headings_are_no_sisters() -> None:
    other = [[*row, "x"] for row in _rows("改天", "再说", "不定")]
    other[0][-1] = "另外"
    first, second = _bound(propose(_book(王芳=other, 张伟=_rows(*DATES))))
    assert "next_contact" not in first
    assert "next_contact" in second


def test_one_question_stands_for_all_sisters_and_one_answer_too() -> None:
    deals: list[list[CellValue]] = [["商机编号", "客户", "商机名称", "阶段", "负责人", "预算"]]
    deals += [[f"D{n}", f"公司{n}", f"泵{n}", "报价", "甲", 100 + n] for n in range(6)]
    book = _book(华东=[list(row) for row in deals], 华北=[list(row) for row in deals])
    asked = [q for q in propose(book).questions if q.subject == "column"]
    assert [(q.place, q.about) for q in asked] == [("华东", "预算")]
    yes = Answers({"华东": SheetAnswer(columns={"预算": ColumnAnswer("amount")})})
    assert all("amount" in bound for bound in _bound(propose(book, yes)))
    no = Answers({"华东": SheetAnswer(columns={"预算": ColumnAnswer(LEAVE)})})
    left = propose(book, no)
    assert [table.left for table in left.tables] == [("预算",), ("预算",)]
    assert not [q for q in left.questions if q.subject == "column"]


@pytest.mark.parametrize(
    ("names", "owners"),
    [
        (("王芳", "张伟"), ["王芳", "张伟"]),
        (("王芳", "十月"), [None, None]),
        (("王芳",), [None]),
        (("成交", "高价"), [None, None]),
        (("Sheet1", "Sheet2"), [None, None]),
    ],
)
def test_sisters_named_like_people_hold_their_rows(names: tuple[str, ...], owners: list[str | None]) -> None:
    proposal = propose(_book(**{name: _rows(*DATES) for name in names}))
    assert [table.constants.get("owner") for table in proposal.tables] == owners


def test_a_name_the_team_has_is_enough() -> None:
    team: list[list[CellValue]] = [
        ["编号", "姓名", "角色", "团队", "在职"],
        ["S1", "Ann Lee", "销售", "一组", "是"],
        ["S2", "Bo", "销售", "一组", "是"],
        ["S3", "Cy", "主管", "一组", "是"],
    ]
    proposal = propose(_book(**{"Ann Lee": _rows(*DATES), "人员": team}))
    assert [t.constants.get("owner") for t in proposal.tables if t.record.key == "customers"] == ["Ann Lee"]


def test_a_column_of_owners_goes_before_the_sheets_name() -> None:
    def sheet() -> list[list[CellValue]]:
        return [[*row, "负责人" if n == 0 else "李强"] for n, row in enumerate(_rows(*DATES))]

    proposal = propose(_book(王芳=sheet(), 张伟=sheet()))
    assert [table.constants for table in proposal.tables] == [{}, {}]


def test_the_rows_are_read_as_theirs_and_the_summary_says_so() -> None:
    book = _book(王芳=_rows(*DATES), 张伟=_rows(*DATES))
    proposal = propose(book)
    assert "负责人按工作表的名称" in render(proposal, "zh")
    assert "Owner: by the name of the sheet" in render(proposal, "en")
    read = load(book, bind(book, json.loads(to_json(proposal.stored()))), today=TODAY)[0]
    assert set(read.table("customers").get("owner")) == {"王芳", "张伟"}
