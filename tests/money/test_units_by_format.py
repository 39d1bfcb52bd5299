"""Units that cells show by their number format, and units announced above a table."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from sheetsales.backends.parts.shown_formats import shown_of_format
from sheetsales.backends.reader import read_workbook
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.grid import Shown
from sheetsales.findings import Finding
from sheetsales.process.money import amounts
from sheetsales.schema.bind import bind
from tests.checking.files import TODAY
from tests.support.commands import exit_code

HEADINGS = ["商机编号", "客户", "商机名称", "阶段", "金额", "负责人", "预计成交日期", "创建日期"]
TEN_THOUSANDS = '0.0"万元"'
Cell = tuple[float, str]


def money(book: Book) -> list[int | None]:
    return [None if amount is None else int(amount) for amount in amounts(book)]


def book(
    path: Path, *cells: Cell, heading: str = "金额", title: str = "", table: str = ""
) -> tuple[Book, tuple[Finding, ...]]:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.title = "商机跟踪"
    if title:
        sheet.append([title])
    sheet.append([heading if h == "金额" else h for h in HEADINGS])
    top = sheet.max_row
    for i, (value, code) in enumerate(cells, 1):
        day = dt.date(2026, 9, 1)
        sheet.append([f"D-{i}", f"客户{i}", f"单{i}", "报价", value, "王芳", dt.date(2026, 12, 1), day])
        sheet.cell(sheet.max_row, 5).number_format = code
    if table:
        sheet.add_table(Table(displayName=table, ref=f"A{top}:H{sheet.max_row}"))
    made.save(path)
    workbook = read_workbook(path)
    return load(workbook, bind(workbook), today=TODAY)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('0"万"', Shown("万", 1)),
        ('0!.0,"万"', Shown("万", 10_000)),
        ('0\\.0,"万"', Shown("万", 10_000)),
        ('0"."0,"万"', Shown("万", 10_000)),
        ('0!.0000"万"', Shown("万", 10_000)),
        ('#,##0,"k"', Shown("k", 1000)),
        ("#,##0,\\K", Shown("K", 1000)),
        ('0.00,,"M"', Shown("M", 1_000_000)),
        ("#,##0,", Shown("", 1000)),
        ("0.0,,", Shown("", 1_000_000)),
        ("?.0,", Shown("", 1000)),
        ('[$¥-804]0.0"万"', Shown("¥万", 1)),
        ('[Red][>=10000]0!.0,"万";0', Shown("万", 10_000)),
        ('General"万元"', Shown("万元", 1)),
        ("#,##0.00", None),
        ("0.00E+00", None),
        ("0%", None),
        ('_("¥"* #,##0_)', None),
        ('0;"万"', None),
        ("", None),
    ],
)
def test_what_a_format_prints_and_divides_by(code: str, shown: Shown | None) -> None:
    assert shown_of_format(code) == shown


@pytest.mark.parametrize(
    ("code", "heading", "typed", "means"),
    [
        (TEN_THOUSANDS, "金额", 12, 120_000),
        ('¥0"万"', "金额", 12, 120_000),
        ('#,##0"k"', "金额", 12, 12_000),
        ('0.0"百万"', "金额", 1.5, 1_500_000),
        (TEN_THOUSANDS, "金额（万元）", 12, 120_000),
        ('0!.0,"万"', "金额", 120_000, 120_000),
        ('0!.0,"万"', "金额（万元）", 120_000, 120_000),
        ("#,##0,", "金额（千元）", 12_000, 12_000),
        ('0.0,,"M"', "金额", 1_200_000, 1_200_000),
        ('0.0,"万"', "金额", 120_000, 120_000),
        ('#,##0"元"', "金额", 120_000, 120_000),
        ('0" 件"', "金额", 12, 12),
        ("¥#,##0", "金额（万元）", 12, 120_000),
    ],
)
def test_a_number_is_read_as_it_shows(
    tmp_path: Path, code: str, heading: str, typed: float, means: int
) -> None:
    found, _ = book(tmp_path / "a.xlsx", (typed, code), (typed, code), heading=heading)
    assert money(found) == [means, means]


@pytest.mark.parametrize(
    ("code", "heading", "typed"),
    [
        (TEN_THOUSANDS, "金额（元）", 12),
        ('#,##0"元"', "金额（万元）", 120_000),
        ('0"万"', "金额", 120_000),
        ('0.0,"k"', "金额（万元）", 120_000),
        ("#,##0,", "金额（万元）", 12),
        ("¥#,##0", "金额（万元）", 150_000),
    ],
)
def test_where_look_and_heading_differ_nothing_is_guessed(
    tmp_path: Path, code: str, heading: str, typed: float
) -> None:
    found, told = book(tmp_path / "a.xlsx", (typed, code), heading=heading)
    assert money(found) == [None]
    assert [f.code for f in told if f.column == "amount"] == ["SS068"]


def test_one_note_tells_the_column_and_an_example(tmp_path: Path) -> None:
    _, told = book(tmp_path / "a.xlsx", *((n, TEN_THOUSANDS) for n in (12, 15.5, 20)))
    (note,) = (f for f in told if f.code == "SS067")
    assert "商机跟踪!E2 存的是 12，显示成“12万元”，本次读作 120000。这样读的共 3 格。" in note.message.zh
    assert "E2 holds 12 and shows '12万元', so it was read as 120,000. Cells read so: 3." in note.message.en


def test_a_few_that_show_their_unit_are_taken_at_their_word(tmp_path: Path) -> None:
    found, told = book(tmp_path / "a.xlsx", (12, TEN_THOUSANDS), (150_000, "#,##0"), (90_000, "General"))
    assert money(found) == [120_000, 150_000, 90_000]
    assert [f.code for f in told if f.code in ("SS067", "SS068")] == ["SS067"]


def test_one_without_a_look_among_many_with_it_is_asked_about(tmp_path: Path) -> None:
    found, told = book(tmp_path / "a.xlsx", *((n, TEN_THOUSANDS) for n in (12, 15)), (90_000, "General"))
    assert money(found) == [120_000, 150_000, None]
    assert [f.at.a1 for f in told if f.code == "SS068" and f.at] == ["E4"]


@pytest.mark.parametrize("table", ["", "deals", "tblPipeline"])
def test_a_title_above_says_the_unit_for_tables_too(tmp_path: Path, table: str) -> None:
    found, _ = book(tmp_path / "a.xlsx", (12, "General"), (15, "0.0"), title="单位：万元", table=table)
    assert money(found) == [120_000, 150_000]


def test_cells_that_only_a_parser_reads_have_their_look_too(tmp_path: Path) -> None:
    path, odd = tmp_path / "a.xlsx", tmp_path / "odd.xlsx"
    book(path, (12, TEN_THOUSANDS), (15, "General"))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<sheetData>", b"<sheetData><!-- odd -->")
            new.writestr(name, data)
    grids = [read_workbook(p).grids[0] for p in (path, odd)]
    assert grids[0].shown == grids[1].shown == {5: {2: Shown("万元", 1)}}


def test_what_is_read_by_its_look_stays_so_once_adopted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book(path, (12, TEN_THOUSANDS), (15, TEN_THOUSANDS))
    assert exit_code(["adopt", str(path), "--yes"]) == 0
    workbook = read_workbook(path)
    found, told = load(workbook, bind(workbook), today=TODAY)
    assert money(found) == [120_000, 150_000]
    assert "SS067" in {f.code for f in told}
