"""Markup made to keep a pattern busy is refused or read in time that grows with its size, not with its square."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.errors import NotAWorkbook
from tests.reader.packages import parts_of, shared_strings, styles, worksheet, write

MANY = 60_000
ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
SHEETS = {
    "rows never closed": "<row>" * MANY,
    "rows never closed but the last": "<row>" * MANY + "</row>",
    "rows never closed before an empty one": "<row>" * MANY + '<row r="9"/>',
    "rows whose tag never ends": '<row r="1" ' * MANY,
    "cells never closed": f"<row>{'<c>' * MANY}</row>",
    "cells whose tag never ends": f"<row>{'<c r=' * MANY}</row>",
    "strings never closed": f"<row>{'<c><is>' * MANY}</row>",
    "strings never closed but the last": f"<row>{'<c><is>' * MANY}</is></c></row>",
    "formulas never closed": f"<row>{'<c><f>' * MANY}</row>",
    "white space in a cell": f"<row><c>{' ' * MANY}x</c></row>",
    "white space in a tag": f"<row><c {' ' * MANY} x</row>",
    "white space behind a row": f"<row></row>{' ' * MANY}x",
    "text between rows": "x" * MANY,
    "deep elements": f"<row><c>{'<x>' * MANY}{'</x>' * MANY}</c></row>",
}
STRINGS = {
    "items never closed": "<t>x</t>" + "<si>" * MANY,
    "items whose tag never ends": "<t>x</t>" + "<si " * MANY,
    "hints never closed": "<t>x</t>" + "<rPh>" * MANY,
    "hints whose tag never ends": "<t>x</t>" + "<rPh " * MANY,
    "texts never closed": "<t>x</t>" + "<t>" * MANY,
    "texts whose tag never ends": "<r></r><t>x</t>" + "<t " * MANY,
    "ampersands": f"<t>{'&#' * MANY}</t>",
    "escapes": f"<t>{'_x' * MANY}</t>",
    "white space": f"<t>x</t>{' ' * MANY}y",
}
CODES = {"brackets": "[" * MANY, "quotes": '"' * MANY, "colours": "[h" * MANY, "backslashes": "\\" * MANY}


def seconds(path: Path, sheet: str, **more: str) -> float:
    book = write(path / "b.xlsx", parts_of(sheet, **more))
    start = time.process_time()
    try:
        read_workbook(book)
    except NotAWorkbook as refusal:
        assert refusal.in_("zh").startswith("“b.xlsx”")  # noqa: PT017
    return time.process_time() - start


@pytest.mark.parametrize("rows", SHEETS.values(), ids=SHEETS)
def test_sheet(rows: str, tmp_path: Path) -> None:
    assert seconds(tmp_path, worksheet(rows)) < 3
    assert seconds(tmp_path, worksheet('<row r="1"><c r="A1"><v>1</v></c></row>' * 999 + rows)) < 3


@pytest.mark.parametrize("items", STRINGS.values(), ids=STRINGS)
def test_shared_strings(items: str, tmp_path: Path) -> None:
    assert seconds(tmp_path, worksheet(ROW), strings=shared_strings(items)) < 3
    assert seconds(tmp_path, worksheet(ROW), strings=shared_strings(*["<t>a</t>"] * 999, items)) < 3


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_number_format(code: str, tmp_path: Path) -> None:
    assert seconds(tmp_path, worksheet(ROW), strings=shared_strings("<t>x</t>"), styles=styles(code)) < 3


def test_head_without_data(tmp_path: Path) -> None:
    assert seconds(tmp_path, "<worksheet>" + "<sheetDat " * MANY) < 3
    assert seconds(tmp_path, worksheet("", tail="<mergeCell " * MANY + "<sheetProtection " * MANY)) < 3
