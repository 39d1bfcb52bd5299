"""The findings counted by person in a sheet of their own."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.worksheet.table import TableColumn

from sheetsales.cells.edits import AddSheet, ReplaceRows
from sheetsales.workflow.checking import check
from tests.checking.files import PIPELINE, TODAY, cells, team_book


def test_each_person_has_a_line_and_a_second_check_writes_nothing(tmp_path: Path) -> None:
    book = team_book(tmp_path / "book.xlsx")
    done = check(book, today=TODAY)
    rows = cells(book, "按人汇总")
    assert rows[0] == ["负责人", "错误", "提醒", "涉及金额", "最早发现"]
    assert [row[0] for row in rows[1:]] == ["赵国梁", "孙可"]
    assert [row[1:4] for row in rows[1:]] == [
        [p.errors, p.warnings, p.money] for p in done.judged.summary.everyone
    ]
    before = book.read_bytes()
    check(book, today=TODAY)
    assert book.read_bytes() == before


def test_what_the_team_wrote_beside_a_name_stays_with_it(tmp_path: Path) -> None:
    book = team_book(tmp_path / "book.xlsx")
    check(book, today=TODAY)
    by_hand = openpyxl.load_workbook(book)
    sheet = by_hand["按人汇总"]
    table = sheet.tables["tblByPerson"]
    sheet["F1"], sheet["F3"], sheet["B2"] = "谈过了", "周五谈", 99
    table.ref = table.autoFilter.ref = "A1:F3"
    table.tableColumns.append(TableColumn(id=6, name="谈过了"))
    by_hand["商机"]["C2"] = "换个名字"
    by_hand.save(book)
    done = check(book, today=TODAY)
    assert [
        edit.table for edit in done.plan.edits if isinstance(edit, ReplaceRows) and "Person" in edit.table
    ] == ["tblByPerson"]
    assert [row[5] for row in cells(book, "按人汇总")] == ["谈过了", None, "周五谈"]
    assert cells(book, "按人汇总")[1][1] != 99


def test_one_person_alone_needs_no_sheet(tmp_path: Path) -> None:
    book = team_book(tmp_path / "book.xlsx", pipeline=PIPELINE["zh"][:2])
    done = check(book, today=TODAY)
    assert not [e for e in done.plan.edits if isinstance(e, AddSheet) and e.table == "tblByPerson"]
