"""Copies made, changed and collected: what tests of what comes back share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from sheetsales.backends.reader import read_workbook
from sheetsales.merging.pages import CONFLICTS, rows_of
from sheetsales.workflow.collecting import CollectResult, collect

TODAY = dt.date(2026, 11, 30)
Change = Callable[[Any], object]


def copy_of(book: Path, name: str = "Ann Lee") -> Path:
    return book.parent / "out" / f"sales-{name}.xlsx"


def change(place: Path, *changes: Change) -> Path:
    opened = openpyxl.load_workbook(place)
    for one in changes:
        one(opened)
    opened.save(place)
    return place


def put(sheet: str, cell: str, value: object) -> Change:
    return lambda book: book[sheet].__setitem__(cell, value)


def took(book: Path, *places: Path) -> CollectResult:
    return collect(book, places or (book.parent / "out",), today=TODAY)


def longer(sheet: str, table: str, ref: str) -> Change:
    return lambda book: setattr(book[sheet].tables[table], "ref", ref)


def value(book: Path, sheet: str, row: int, column: int) -> object:
    grid = read_workbook(book).grid(sheet)
    assert grid is not None
    return grid.value(row, column)


def asked(book: Path) -> list[tuple[object, ...]]:
    return [
        (r["record"], r["column"], r["mine"], r["theirs"]) for r in rows_of(read_workbook(book), CONFLICTS)
    ]


def decide(book: Path, take: str, other: object = None) -> None:
    change(book, put("Conflicts", "A2", take), put("Conflicts", "B2", other))
