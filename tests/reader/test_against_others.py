"""Held against openpyxl, and the ways of reading against one another, on workbooks made at random."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import CellError, CellValue
from tests.reader.ways import WAYS

TEXTS = (
    "客户 A&B",
    " 前后空格 ",
    "line\nbreak",
    "_x0041_",
    "<tag>",
    "重复",
    "'quoted",
    "1,000",
    "😀",
    "a\tb",
)


def random_cell(rng: random.Random, column: int) -> object:
    if rng.random() < 0.1:
        return None
    kind = column % 7 if rng.random() < 0.95 else rng.randrange(7)
    day = dt.datetime(2020, 1, 1) + dt.timedelta(days=rng.randrange(3000))
    return (
        rng.choice(TEXTS),
        rng.randrange(-1000, 100_000),
        round(rng.uniform(-1000, 1000), 2),
        day,
        day + dt.timedelta(seconds=rng.randrange(86_400)),
        rng.random() < 0.5,
        "=" + rng.choice(("A1&B1", "NA()", "1/0", "SUM(A1:B2)")),
    )[kind]


def make_book(path: Path, seed: int, rows: int) -> None:
    rng = random.Random(seed)
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        red = book.add_format({"font_color": "red"})
        for name in ("客户", "Deals 2026"):
            sheet = book.add_worksheet(name)
            top, left = rng.randrange(4), rng.randrange(4)
            for r in range(rows):
                for c in range(12):
                    write_cell(
                        sheet, top + r, left + c, random_cell(rng, c), red if rng.random() < 0.05 else None
                    )


def write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, style: object
) -> None:
    if isinstance(value, str) and value.startswith("="):
        shown = {"=NA()": "#N/A", "=1/0": "#DIV/0!", "=SUM(A1:B2)": 12.5}.get(value, "text")
        sheet.write_formula(row, column, value, style, shown)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write(row, column, value, *([style] if style and not isinstance(value, dt.datetime) else []))


def comparable(value: CellValue) -> object:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time())
    return value


def cells(grid: Grid) -> dict[tuple[int, int], object]:
    return {
        (grid.first_row + r, grid.first_column + c): comparable(value)
        for c, column in enumerate(grid.columns)
        for r, value in enumerate(column)
        if value is not None
    }


@pytest.mark.parametrize(("seed", "rows"), [(1, 3), (2, 60), (3, 250)])
def test_same_values_as_openpyxl(seed: int, rows: int, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    make_book(path, seed, rows)
    other = openpyxl.load_workbook(path, data_only=True)
    ours = [way(path) for way in WAYS]
    assert all(book.grids == ours[0].grids for book in ours)
    for grid, sheet in zip(ours[0].grids, other.worksheets, strict=True):
        theirs = {
            (cell.row, cell.column): cell.value.replace("_x005F", "")
            if isinstance(cell.value, str)
            else cell.value
            for line in sheet.iter_rows()
            for cell in line
            if cell.value not in (None, "")
        }
        assert cells(grid) == theirs


@pytest.mark.parametrize("seed", [1, 3])
def test_same_values_when_openpyxl_wrote_them(seed: int, tmp_path: Path) -> None:
    """But for ``_x0041_``, which openpyxl forgets to escape: Excel would show "A" as well."""
    path = tmp_path / "book.xlsx"
    make_book(path, seed, 200)
    before = read_workbook(path)
    openpyxl.load_workbook(path, data_only=True).save(tmp_path / "again.xlsx")
    after = read_workbook(tmp_path / "again.xlsx")
    for one, other in zip(before.grids, after.grids, strict=True):
        unescaped = {at: "A" if value == "_x0041_" else value for at, value in cells(one).items()}
        assert unescaped == cells(other)


def test_reading_needs_no_heavy_library() -> None:
    """A click pays for every import."""
    code = "import sys, sheetsales.backends.reader; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert "sheetsales" in loaded
    assert not loaded & {"pandas", "numpy", "openpyxl", "xlwings", "pydantic", "lxml", "python_calamine"}
