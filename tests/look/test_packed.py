"""Workbooks whose large parts are packed fast: whole, the same each time, and readable by anybody."""

from __future__ import annotations

import datetime as dt
import errno
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter.exceptions import FileCreateError

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


def test_a_picture_is_packed_where_it_was_asked_for(tmp_path: Path) -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
    )
    path = tmp_path / "picture.xlsx"
    workbook = open_workbook(path, "en", title="Picture", today=dt.date(2026, 11, 2))
    workbook.add_worksheet("One").insert_image(0, 0, "pixel.png", {"image_data": BytesIO(pixel)})
    workbook.close()
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.read("xl/media/image1.png") == pixel
        names = archive.namelist()
    assert names.index("xl/media/image1.png") < names.index("docProps/core.xml")


def test_no_room_on_the_disk_is_told_as_such(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile._ZipWriteFile, "write", full)  # type: ignore[attr-defined]
    with pytest.raises(FileCreateError, match="No space"):
        made(tmp_path / "rows.xlsx", ROWS)


def test_no_files_are_made_on_the_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "mkstemp", None)
    assert made(tmp_path / "rows.xlsx", 10).exists()
