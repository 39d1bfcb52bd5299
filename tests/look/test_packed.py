"""Workbooks whose large parts are packed fast: whole, the same each time, and readable by anybody."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest

from sheetsales.look import packed
from sheetsales.look.workbook import open_workbook

ROWS = 40_000


def made(path: Path, rows: int) -> Path:
    workbook = open_workbook(path, "en", title="Rows", today=dt.date(2026, 11, 2))
    sheet = workbook.add_worksheet("Rows")
    for row in range(rows):
        sheet.write_number(row, 0, row * 1.25)
    workbook.close()
    return path


@pytest.mark.parametrize("rows", [10, ROWS])
def test_what_is_written_is_read_back(rows: int, tmp_path: Path) -> None:
    path = made(tmp_path / "rows.xlsx", rows)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert all(info.date_time[0] == 1980 for info in archive.infolist())
        assert all(info.compress_type == zipfile.ZIP_DEFLATED for info in archive.infolist())
    with path.open("rb") as file:
        sheet = openpyxl.load_workbook(file, read_only=True)["Rows"]
        assert [row[0] for row in sheet.iter_rows(values_only=True)] == [n * 1.25 for n in range(rows)]


@pytest.mark.parametrize("rows", [10, ROWS])
def test_the_same_content_gives_the_same_bytes(rows: int, tmp_path: Path) -> None:
    assert made(tmp_path / "a.xlsx", rows).read_bytes() == made(tmp_path / "b.xlsx", rows).read_bytes()


def test_without_isal_zlib_packs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_isal = made(tmp_path / "isal.xlsx", ROWS)
    monkeypatch.setattr(packed, "_isal", None)
    without = made(tmp_path / "zlib.xlsx", ROWS)
    with zipfile.ZipFile(with_isal) as one, zipfile.ZipFile(without) as other:
        assert one.namelist() == other.namelist()
        assert all(one.read(name) == other.read(name) for name in one.namelist())
