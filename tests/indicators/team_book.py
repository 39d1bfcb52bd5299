"""Small books read from rows in memory, the way a workbook is read: what the tests of the indicators stand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import Grid
from sheetsales.indicators.facts import Facts, gather
from sheetsales.schema.bind import bind
from sheetsales.schema.workbook import RECORDS

Row = Mapping[str, Any]
TODAY = dt.date(2026, 10, 31)

TEAM: tuple[Row, ...] = (
    {"id": "S01", "name": "Ann", "role": "rep", "team": "North", "active": "yes"},
    {
        "id": "S02",
        "name": "Bob",
        "role": "rep",
        "team": "South",
        "active": "yes",
        "hired_on": dt.date(2026, 10, 19),
    },
)


def told(*values: Any) -> tuple[Any, ...]:
    """Several figures to be compared at once, with numbers of any kind."""
    return values


def day(text: str) -> dt.date:
    """``10-05`` → 5 October 2026; a whole date as it is."""
    return dt.date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def book_of(settings: Mapping[str, Any] | None = None, **sheets: Sequence[Row]) -> Book:
    """An English book of these sheets, by record key; a sheet has just the columns its rows name."""
    told: dict[str, Sequence[Row]] = {"team": TEAM, **sheets}
    if settings:
        told["settings"] = [{"name": name, "value": value} for name, value in settings.items()]
    grids: dict[str, Grid] = {}
    for key, rows in told.items():
        columns = list(dict.fromkeys(name for row in rows for name in row))
        headings: list[Any] = [RECORDS[key].by_key[name].title.en for name in columns]
        title = RECORDS[key].title.en
        cells: list[list[Any]] = [headings, *([row.get(name) for name in columns] for row in rows)]
        grids[title] = grid_from_rows(title, cells, table=RECORDS[key].table, index=len(grids))
    workbook = workbook_from_rows(grids)
    book, _ = load(workbook, bind(workbook), today=TODAY)
    return book


def facts_of(
    *deals: Row, as_of: dt.date = TODAY, settings: Mapping[str, Any] | None = None, **sheets: Sequence[Row]
) -> Facts:
    """The facts of a book with these opportunities; ids, customers, names and owners are filled in."""
    rows = [
        {"id": f"O-{i:04d}", "customer": f"K{i}", "name": f"Deal {i}", "owner": "S01", **deal}
        for i, deal in enumerate(deals, 1)
    ]
    return gather(book_of(settings, pipeline=rows, **sheets), as_of)


def won(closed: str | None, amount: float | None = 100, **more: Any) -> Row:
    return {"stage": "won", "amount": amount, "closed_on": day(closed) if closed else None, **more}


def lost(closed: str, amount: float | None = 100, **more: Any) -> Row:
    return {"stage": "lost", "amount": amount, "closed_on": day(closed), **more}


def open_deal(stage: str = "quote", amount: float | None = 100, **more: Any) -> Row:
    return {"stage": stage, "amount": amount, "closed_on": None, **more}


def move(seen: str, deal: str, before: str | None, after: str, expected: str | None = None) -> Row:
    """One row of the stage log."""
    return {
        "seen_on": day(seen), "opportunity": deal, "from": before, "to": after, "amount": 100,
        "expected_close": day(expected) if expected else None, "owner": "S01",
    }  # fmt: skip
