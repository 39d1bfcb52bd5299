"""Workbooks for the tests of the buttons."""

from __future__ import annotations

import datetime as dt
import tempfile
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import xlsxwriter
from pyopenvba import ExcelFile

from sheetsales.template.build import build_workbook
from sheetsales.template.story import build_story
from sheetsales.texts import Lang

TODAY = dt.date(2026, 11, 2)
OWN_MACRO = 'Sub Ours()\r\n    MsgBox "ours"\r\nEnd Sub\r\n'


@lru_cache(maxsize=4)
def sample(lang: Lang = "en", opportunities: int = 40) -> bytes:
    """A workbook of ours with a small story in it."""
    story = build_story(lang, "b2b", TODAY, opportunities=opportunities, seed=1)
    out = BytesIO()
    build_workbook(out, lang=lang, process="b2b", today=TODAY, story=story)
    return out.getvalue()


@lru_cache(maxsize=2)
def with_room(lang: Lang) -> bytes:
    """A new workbook whose Home leaves room for buttons."""
    out = BytesIO()
    build_workbook(out, lang=lang, process="b2b", today=TODAY, buttons=True)
    return out.getvalue()


@lru_cache(maxsize=1)
def foreign() -> bytes:
    """A team's own workbook: a plain sheet, a Table, a chart sheet, a note, a picture-less drawing."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    deals = book.add_worksheet("商机 表")
    deals.write_row(0, 0, ["客户", "金额", "预计成交"])
    deals.write_row(1, 0, ["上海恒运", 12.5])
    deals.write_row(2, 0, ["武汉长江", 80])
    deals.write_comment(0, 1, "万元")
    table = book.add_worksheet("Table")
    table.add_table(0, 0, 3, 2, {"name": "Own", "columns": [{"header": "Name"}, {"header": "Amount"}, {"header": "Double", "formula": "=[@Amount]*2"}], "data": [["a", 1], ["b", 2], ["c", 3]]})  # fmt: skip
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='商机 表'!$B$2:$B$3"})
    deals.insert_chart("E2", chart)
    sheet = book.add_chartsheet("Chart")
    other = book.add_chart({"type": "line"})
    other.add_series({"values": "='商机 表'!$B$2:$B$3"})
    sheet.set_chart(other)
    book.close()
    return out.getvalue()


@lru_cache(maxsize=1)
def with_own_macro() -> bytes:
    """An .xlsm with VBA and a button of the team's own."""
    out = BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.xlsm"
        with ExcelFile.create_new(path) as book:
            book.set_module("Module1", OWN_MACRO)
            book.save()
        out.write(path.read_bytes())
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a package."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()
