"""Workbooks of a few sheets, loaded as a user's file would be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import Grid
from sheetsales.findings import Finding
from sheetsales.rules.catalogue import find
from sheetsales.rules.scene import Scene
from sheetsales.schema.bind import bind
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang

TODAY = dt.date(2026, 11, 2)

Rows = Sequence[Mapping[str, Any]]


def book_of(lang: Lang, **sheets: Rows) -> Book:
    """A workbook of one Table a sheet, headings in its language; the columns are all that any row names."""
    grids: list[Grid] = []
    for key, rows in sheets.items():
        record = RECORDS[key]
        names = list(dict.fromkeys([c.key for c in record.required] + [name for row in rows for name in row]))
        headings = [record.by_key[name].title.in_(lang) for name in names]
        values = [[row.get(name) for name in names] for row in rows]
        grid = grid_from_rows(
            record.title.in_(lang), [headings, *values], table=record.table, index=len(grids)
        )
        grids.append(grid)
    workbook = workbook_from_rows({grid.name: grid for grid in grids})
    return load(workbook, bind(workbook), today=TODAY)[0]


def findings(book: Book, code: str, today: dt.date = TODAY) -> list[Finding]:
    """What a check finds under a code."""
    return [f for f in find(Scene(book, today), ()).findings if f.code == code]


def rule(condition: str, lang: Lang = "zh", **more: Any) -> Mapping[str, Any]:
    """A rule that is switched on."""
    row = {"code": "M21", "name": "", "on": "是" if lang == "zh" else "Yes", "condition": condition}
    return {**row, "table": "", "message_zh": "有问题。", "message_en": "Wrong.", **more}
