"""A workbook whose structure is protected takes no new sheets: all else is written, and what is missing is said once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddSheet, EditPlan, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.checking.plan import within_structure
from tests.checking.files import TODAY, team_book
from tests.support.commands import exit_code


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_else_is_written(lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import openpyxl
    from openpyxl.workbook.protection import WorkbookProtection

    book = team_book(tmp_path / "book.xlsx")
    assert not read_workbook(book).structure_locked
    workbook = openpyxl.load_workbook(book)
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.save(book)
    before = read_workbook(book)
    assert before.structure_locked
    assert exit_code(["check", str(book), "--today", TODAY.isoformat(), "--lang", lang]) == 1
    said = capsys.readouterr().out
    words = {"zh": "工作簿结构受保护", "en": "structure is protected"}[lang]
    assert said.count(words) == 1
    assert "--allow-protected" not in said
    after = read_workbook(book)
    assert [grid.name for grid in after.grids] == [grid.name for grid in before.grids]
    assert exit_code(["check", str(book), "--today", TODAY.isoformat(), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"]


def test_of_what_only_checks_need_it_says_what_that_means() -> None:
    new = AddSheet("_sheetsales", ("a",), (), "tblStore", visibility="veryHidden")
    cell = SetCell(CellRef("S", 1, 1), 1)
    edits, said = within_structure(Workbook((), structure_locked=True), EditPlan((new, cell), "x"))
    assert (edits.edits, edits.book) == ((cell,), "x")
    assert "_sheetsales" not in said.en
    assert "what checks remember" in said.en
    assert within_structure(Workbook(()), EditPlan((new, cell)))[0].edits == (new, cell)


def locked(path: Path, *sheets: str, structure: bool = False) -> Path:
    import openpyxl
    from openpyxl.workbook.protection import WorkbookProtection

    workbook = openpyxl.load_workbook(path)
    for name in sheets:
        workbook[name].protection.sheet = True
    if structure:
        workbook.security = WorkbookProtection(lockStructure=True)
    workbook.save(path)
    return path


def test_a_findings_sheet_that_is_protected_is_left_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = team_book(tmp_path / "book.xlsx", "en")
    asked = ["check", str(book), "--today", TODAY.isoformat(), "--lang", "en"]
    assert exit_code(asked) == 1
    rows = openpyxl_rows(book, "Findings")
    locked(book, "Findings")
    workbook_changed(book)
    capsys.readouterr()
    assert exit_code(asked) == 1
    said = capsys.readouterr().out
    assert "The sheet “Findings” is protected and was not written to; all else is written." in said
    assert said.rstrip().endswith(
        "There is no place for the findings; sheetsales check --json BOOK lists them all."
    )
    assert openpyxl_rows(book, "Findings") == rows


def openpyxl_rows(path: Path, sheet: str) -> list[object]:
    import openpyxl

    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def workbook_changed(path: Path) -> None:
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    workbook["Pipeline"]["E2"] = "lots"
    workbook.save(path)
