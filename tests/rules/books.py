"""Books made by hand from typed rows, each row knowing its cell: what the rules' own tests stand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sheetsales.book.book import Book
from sheetsales.book.process import FieldRef, NextStage, Process, Stage
from sheetsales.book.settings import Settings
from sheetsales.book.table import BookTable
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.schema import defaults
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text

TODAY = dt.date(2026, 11, 2)

Row = Mapping[str, Any]


def packaged_stages(preset: str = "b2b") -> tuple[Stage, ...]:
    return tuple(_stage(row) for row in defaults.stages(preset))


def _stage(row: Mapping[str, str]) -> Stage:
    required = (name.partition("@")[0].split(".") for name in row["required_fields"].split(",") if name)
    return Stage(
        row["code"],
        int(row["order"]),
        Text(row["zh"], row["en"]),
        row["kind"],  # type: ignore[arg-type]
        float(row["win_probability"] or 0),
        int(row["max_days"]) if row["max_days"] else None,
        row["limit_from"] or "stage_since",  # type: ignore[arg-type]
        int(row["min_activities"] or 0),
        int(row["contact_every_days"]) if row["contact_every_days"] else None,
        tuple(FieldRef(*pair) for pair in required),
        tuple(NextStage(code) for code in row["next_allowed"].split(",")),
    )


def bound_table(key: str, columns: Sequence[str], count: int, lang: Lang = "zh") -> BoundTable:
    record = RECORDS[key]
    bound = tuple(
        BoundColumn(record.by_key[name], c, record.by_key[name].title.in_(lang))
        for c, name in enumerate(columns, start=1)
    )
    return BoundTable(record, record.title.in_(lang), record.table, 1, 2, count + 1, bound)


def book_table(key: str, rows: Sequence[Row], lang: Lang = "zh", columns: Sequence[str] = ()) -> BookTable:
    """The records of one sheet; ``raw:`` before a key gives the cell's raw value where it is not the typed one."""
    names = list(columns) or list(dict.fromkeys(k.removeprefix("raw:") for row in rows for k in row))
    typed = {name: [row.get(name) for row in rows] for name in names}
    raw = {name: [row.get(f"raw:{name}", _raw(row.get(name))) for row in rows] for name in names}
    bound = bound_table(key, names, len(rows), lang)
    return BookTable(RECORDS[key], (bound,), range(2, len(rows) + 2), [0] * len(rows), typed, raw)


def _raw(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return ("是" if value else "否") if isinstance(value, bool) else value


def make_book(
    *,
    lang: Lang = "zh",
    stages: Sequence[Stage] | None = None,
    packaged: bool = False,
    settings: Mapping[str, Any] | None = None,
    **sheets: Sequence[Row] | BookTable,
) -> Book:
    tables = {
        key: rows if isinstance(rows, BookTable) else book_table(key, rows, lang)
        for key, rows in sheets.items()
    }
    bound = tuple(b for table in tables.values() for b in table.bound)
    process = Process(tuple(packaged_stages() if stages is None else stages), packaged)
    return Book(tables, process, Settings(lang, dict(settings or {})), Binding(bound, lang), {})


def as_workbook(book: Book, *more: Any) -> Workbook:
    """The workbook such a book was read from: one Table a sheet."""
    grids: list[Grid] = []
    for table in book.tables.values():
        bound = table.bound[0]
        headings = [column.heading for column in bound.columns]
        rows = [[table.raw[c.column.key][i] for c in bound.columns] for i in range(len(table))]
        grids.append(grid_from_rows(bound.sheet, [headings, *rows], table=bound.table, index=len(grids)))
    return workbook_from_rows({grid.name: grid for grid in (*grids, *more)}, sha256="f" * 64)
