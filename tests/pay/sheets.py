"""What stands in the workbooks, read and written past our own reader where a test judges by it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl

from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.workflow.opening import open_book, open_both
from sheetsales.workflow.writing import write_plan
from tests.pay.conftest import BOOK, PEOPLE, TODAY

Row = dict[str, Any]


def commission(folder: Path, people: str = PEOPLE) -> list[Row]:
    """The rows of the Commission sheet by heading, blank ones left out."""
    sheet = openpyxl.load_workbook(folder / people, data_only=True)
    found = next(s for s in sheet.worksheets if "tblCommission" in s.tables)
    area = found[found.tables["tblCommission"].ref]
    headings = [re.split(r"\s*[(（]", str(cell.value))[0] for cell in area[0]]
    rows = [dict(zip(headings, (cell.value for cell in row), strict=True)) for row in area[1:]]
    return [row for row in rows if any(v not in (None, "") for v in row.values())]


def change(folder: Path, record: str, key: str, column: str, value: Any, *, own: bool = False) -> None:
    """Put a value into the row of an id in the shared workbook, or of a place in the people workbook."""
    path = folder / (PEOPLE if own else BOOK)
    opened = open_both(path, today=TODAY) if own else open_book(path, today=TODAY)
    table = opened.book.table(record)
    row = int(key) if own else table.by_id[key]
    at = table.cell(row, column)
    assert at is not None
    write_plan(path, EditPlan((SetCell(at, value),)))


def parts(path: Path) -> dict[str, str]:
    """Every part of a file as text."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def numbers(path: Path) -> set[str]:
    """Every number that stands anywhere in a file, with two digits, whether a value or within a text."""
    found: set[str] = set()
    for text in parts(path).values():
        for match in re.findall(r"-?\d[\d,]*\.?\d*(?:[eE]-?\d+)?", text):
            try:
                found.add(f"{float(match.replace(',', '')):.2f}")
            except ValueError:
                continue
    return found
