"""Rows and sheets that nobody sees count, and that is said; what is left out is said too."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.findings import Finding
from sheetsales.schema.bind import bind
from tests.checking.files import TODAY
from tests.support.commands import exit_code

HEADINGS = ["Deal ID", "Customer", "Deal", "Stage", "Amount", "Owner", "Expected close", "Created"]


def deals(sheet: Any, count: int = 4) -> None:
    sheet.append(HEADINGS)
    for i in range(1, count + 1):
        days = dt.date(2026, 12, 1), dt.date(2026, 9, 1)
        sheet.append([f"{sheet.title}-{i}", f"C{i}", f"Deal {i}", "Quotation", 100 * i, "Bob", *days])


def made(path: Path, state: str = "visible", hide: tuple[int, ...] = ()) -> Path:
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.title = "Deals"
    deals(sheet)
    for row in hide:
        sheet.row_dimensions[row].hidden = True
    other: Any = workbook.create_sheet("Notes")
    other.append(["only text"])
    sheet.sheet_state = state
    workbook.active = other
    workbook.save(path)
    return path


def loaded(path: Path) -> tuple[Book, tuple[Finding, ...]]:
    workbook = read_workbook(path)
    return load(workbook, bind(workbook), today=TODAY)


def test_hidden_rows_are_known_however_the_sheet_is_read(tmp_path: Path) -> None:
    path, odd = made(tmp_path / "a.xlsx", hide=(3, 5)), tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<sheetData>", b"<sheetData><!-- odd -->")
            new.writestr(name, data)
    assert [read_workbook(p).grids[0].hidden_rows for p in (path, odd)] == [{3, 5}, {3, 5}]


@pytest.mark.parametrize("spelling", ['hidden="true" r="3"', "r='3' hidden='1'", 'r="3" ht="12" hidden="1"'])
def test_hidden_is_known_in_every_spelling(tmp_path: Path, spelling: str) -> None:
    path, odd = made(tmp_path / "a.xlsx"), tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b'<row r="3"' in data
                data = data.replace(b'<row r="3"', b"<row " + spelling.encode())
            new.writestr(name, data)
    assert read_workbook(odd).grids[0].hidden_rows == {3}


def test_hidden_rows_count_and_are_named(tmp_path: Path) -> None:
    book, told = loaded(made(tmp_path / "a.xlsx", hide=(3, 4)))
    assert len(book.table("pipeline")) == 4
    (note,) = (f for f in told if f.code == "SS069")
    assert note.message.en.startswith("2 rows are hidden in Deals (by a filter or by hand): rows 3 to 4.")
    assert note.message.zh == "“Deals”表有 2 行看不见（筛选掉的或隐藏的）：第 3–4 行，照样算进去。"


def test_a_hidden_sheet_counts_and_is_told(tmp_path: Path) -> None:
    book, told = loaded(made(tmp_path / "a.xlsx", "hidden"))
    assert len(book.table("pipeline")) == 4
    (note,) = (f for f in told if f.code == "SS069")
    assert note.message.en == "Sheet Deals is hidden and counts all the same: 4 rows are in it."


def test_a_sheet_that_excel_does_not_offer_to_unhide_is_not_read_and_told(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    workbook: Any = openpyxl.load_workbook(path)
    deep = workbook.create_sheet("Old")
    deals(deep)
    deep.sheet_state = "veryHidden"
    workbook.save(path)
    book, told = loaded(path)
    assert len(book.table("pipeline")) == 4
    (note,) = (f for f in told if f.code == "SS006")
    assert "Sheet 'Old' looks like sales records, but is hidden so deeply" in note.message.en
    assert "Alt+F11" in note.hint.en


def test_what_sheetsales_keeps_out_of_sight_is_no_such_sheet(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx")
    assert exit_code(["adopt", str(path), "--yes"]) == 0
    assert exit_code(["check", str(path), "--today", str(TODAY)]) in (0, 1)
    _, told = loaded(path)
    assert {"SS006", "SS069"}.isdisjoint(f.code for f in told)


def test_a_sheet_of_deals_beside_ours_is_told(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    assert exit_code(["new", str(path), "--lang", "en"]) == 0
    workbook: Any = openpyxl.load_workbook(path)
    deals(workbook.create_sheet("Old deals"))
    workbook.save(path)
    book, told = loaded(path)
    assert len(book.table("pipeline")) == 0
    (note,) = (f for f in told if f.code == "SS006")
    assert note.message.en == (
        "Sheet 'Old deals' looks like the records that Pipeline holds already, so it was not read."
    )
    assert note.hint.zh == "该算的，把这些行移到“Pipeline”表里；不该算的不用管。"
