"""A workbook and the archives of its earlier years as one book."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import compress
from typing import Any

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellValue
from sheetsales.years.going import LEFT, mark_of


def whole_of(book: Book, past: Book, file: str, carried: Mapping[str, Sequence[str]]) -> Book:
    """The book with what stands in its archive alone: records are the archive's where nobody carried them over.

    Cells of the archive are those of sheets ``[file]Sheet``, as Excel writes them.
    """
    tables = dict(book.tables)
    for key in LEFT:
        if past.has(key):
            alone = _alone(past.table(key), book.table(key), carried.get(key, ()), file)
            tables[key] = _joined(alone, tables[key]) if key in tables else alone
    return replace(book, tables=tables, whole=None)


def is_past(sheet: str) -> bool:
    """Whether a sheet stands in an archive: no sheet of a workbook may be called so."""
    return sheet.startswith("[")


def _alone(past: BookTable, now: BookTable, carried: Sequence[str], file: str) -> BookTable:
    """The archive's rows that are not in the workbook, by what was carried over and by ids that are there again."""
    known = Counter(carried)
    ids = now.by_id
    rows: list[bool] = []
    for i in range(len(past)):
        mark = mark_of(past, i)
        is_here = known[mark] > 0 or (not mark.startswith("#") and mark in ids)
        known[mark] -= 1
        rows.append(not is_here)
    bound = tuple(replace(b, sheet=b.sheet if is_past(b.sheet) else f"[{file}]{b.sheet}") for b in past.bound)
    kept = list(compress(range(len(past)), rows))
    place = {old: new for new, old in enumerate(kept)}
    noted = past.noted
    return replace(
        past,
        bound=bound,
        rows=_picked(past.rows, kept),
        sources=_picked(past.sources, kept),
        columns={key: _picked(column, kept) for key, column in past.columns.items()},
        raw={key: _picked(column, kept) for key, column in past.raw.items()},
        own={key: _later(read, kept) for key, read in past.own.items()},
        signs={place[i]: sign for i, sign in past.signs.items() if i in place},
        noted=None if noted is None else lambda: _picked(noted(), kept),
    )


def _picked(column: Sequence[Any], rows: Sequence[int]) -> list[Any]:
    return [column[i] for i in rows]


def _later(read: Callable[[], Sequence[CellValue]], rows: Sequence[int]) -> Callable[[], Sequence[CellValue]]:
    return lambda: _picked(read(), rows)


def _joined(past: BookTable, now: BookTable) -> BookTable:
    """The archive's rows, then the workbook's: so stood they when it was one."""
    n, m, first = len(past), len(now), len(past.bound)

    def both(one: Sequence[Any] | None, other: Sequence[Any] | None) -> list[Any]:
        return [*(one if one is not None else [None] * n), *(other if other is not None else [None] * m)]

    def of(key: str) -> Callable[[], Sequence[CellValue]]:
        return lambda: both(past.cells(key), now.cells(key))

    def noted() -> Sequence[Sequence[tuple[dt.date | None, str]]]:
        return both(past.noted() if past.noted else [()] * n, now.noted() if now.noted else [()] * m)

    return replace(
        now,
        bound=(*past.bound, *now.bound),
        rows=[*past.rows, *now.rows],
        sources=[*past.sources, *(first + source for source in now.sources)],
        columns={k: both(past.columns.get(k), now.columns.get(k)) for k in {**past.columns, **now.columns}},
        raw={k: both(past.raw.get(k), now.raw.get(k)) for k in {**past.raw, **now.raw}},
        own={k: of(k) for k in {**past.own, **now.own}},
        signs={**past.signs, **{n + i: sign for i, sign in now.signs.items()}},
        noted=noted if past.noted or now.noted else None,
    )
