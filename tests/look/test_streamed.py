"""Large workbooks are streamed and still share their texts."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl

from sheetsales.look.workbook import open_workbook


def test_streamed_texts_are_shared_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    workbook = open_workbook(path, "zh", title="大表", today=dt.date(2026, 11, 2), large=True)
    sheet = workbook.add_worksheet("商机")
    bold = workbook.add_format({"bold": True})
    for row in range(3):
        sheet.write_string(row, 0, "谈判", bold)
        sheet.write_string(row, 1, f" 第 {row} 单 ")
        sheet.write_number(row, 2, row)
        sheet.write_formula(row, 3, "=1+1", None, 2)
    assert sheet.write_string(2_000_000, 0, "beyond the sheet") == -1
    workbook.close()
    read = openpyxl.load_workbook(path)["商机"]
    assert [[c.value for c in row] for row in read.iter_rows()] == [
        ["谈判", f" 第 {row} 单 ", row, "=1+1"] for row in range(3)
    ]
    assert read["A3"].font.b
    with zipfile.ZipFile(path) as package:
        assert package.read("xl/sharedStrings.xml").count("谈判".encode()) == 1
        assert b"inlineStr" not in package.read("xl/worksheets/sheet1.xml")
