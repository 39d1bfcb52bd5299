"""A template's sheet for each person: everybody's own figures, and nothing an edition may not show."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from sheetsales.cli.main import main

TODAY = "2026-11-02"
NAMES = ["周敏", "陈立群", "林晓燕", "赵国梁", "何嘉怡", "吴昊", "孙可"]
WON = [0, 0, 331_100, 0, 0, 217_900, 96_000]


def template(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("{person}")
    book.define_name("kpi_won_amount", "='{person}'!$B$1")
    book.define_name("rep_edition", "='{person}'!$B$2")
    book.define_name("txt_own_score", "='{person}'!$B$3")
    sheet.add_table(
        "A6:B7",
        {"name": "tbl_own_score", "columns": [{"header": "[measure]"}, {"header": "points"}]},
    )
    book.close()
    return path


def report(folder: Path, *options: str) -> Any:
    book, out = folder / "sample.xlsx", folder / "out.xlsx"
    for arguments in (
        ["new", str(book), "--lang", "zh", "--sample", "--today", TODAY],
        ["report", str(book), "--month", "2026-10", "--today", TODAY, "--template", str(template(folder / "t.xlsx")),
         "-o", str(out), *options],
    ):  # fmt: skip
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code in (0, 1)
    return openpyxl.load_workbook(out)


def test_managers_see_everybodys_own_figures_and_scores(tmp_path: Path) -> None:
    book = report(tmp_path)
    assert book.sheetnames == NAMES
    assert [book[name]["B1"].value for name in NAMES] == WON
    assert book["林晓燕"]["B2"].value == "个人版 · 林晓燕"
    assert "102.2" in str(book["林晓燕"]["B3"].value)


def test_the_teams_edition_holds_nobodys_score(tmp_path: Path) -> None:
    book = report(tmp_path, "--edition", "team")
    assert [book[name]["B1"].value for name in NAMES] == WON
    assert {book[name]["B3"].value for name in NAMES} == {"—"}
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        assert not any(b"102.2" in package.read(name) for name in package.namelist())


def test_a_personal_edition_has_one_sheet(tmp_path: Path) -> None:
    book = report(tmp_path, "--who", "林晓燕")
    assert (book.sheetnames, book["林晓燕"]["B1"].value) == (["林晓燕"], 331_100)
