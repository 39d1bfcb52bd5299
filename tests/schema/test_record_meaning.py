"""Which record a sheet of the team's own holds, by what its headings and values mean."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest

from sheetsales.adopt import propose
from sheetsales.cells.build import workbook_from_rows
from sheetsales.errors import NothingToDo
from sheetsales.schema.meaning import FRAMES, records_known
from sheetsales.schema.record_meaning import Understood, anchors, clearest, understood
from sheetsales.schema.sheet_meaning import likely_records, meant_blocks
from sheetsales.schema.workbook import RECORDS
from tests.schema.kept_sheets import FOREIGN, KEPT, Rows

_SHEETS = sorted(KEPT)
_LACKING = ("numbered deals", "reps", "signed by number")
"""Sheets that have no more of the record than just enough to be known."""


def _understood(rows: Rows, name: str = "Sheet1") -> tuple[Understood, ...]:
    (block,) = meant_blocks(workbook_from_rows({name: rows}).grids[0])
    return understood(block)


@pytest.mark.parametrize("kept", _SHEETS)
def test_a_sheet_is_understood(kept: str) -> None:
    record, name, rows = KEPT[kept]
    found = clearest(_understood(rows, name))
    assert found is not None
    assert found.record == record


@pytest.mark.parametrize("kept", _SHEETS)
def test_a_sheet_is_bound(kept: str) -> None:
    record, name, rows = KEPT[kept]
    (table,) = propose(workbook_from_rows({name: rows})).tables
    assert table.record.key == record
    assert table.rows == len(rows) - 1
    bound = {b.column.key for b in table.assigned.bound}
    assert len(bound) >= 3
    assert kept in _LACKING or all(bound.intersection(group) for group in anchors(record))


@pytest.mark.parametrize("kept", _SHEETS)
def test_the_order_of_columns_and_a_title_above_change_nothing(kept: str) -> None:
    record, name, rows = KEPT[kept]
    turned: Rows = [["", ""], *([*reversed(row)] for row in rows)]
    assert [t.record.key for t in propose(workbook_from_rows({name: turned})).tables] == [record]


@pytest.mark.parametrize("kept", _SHEETS)
def test_a_column_that_means_nothing_makes_it_no_surer(kept: str) -> None:
    record, name, rows = KEPT[kept]
    more = [[*row, "Blorp" if i == 0 else f"x{i}"] for i, row in enumerate(rows)]
    before = next(f for f in _understood(rows, name) if f.record == record)
    after = next(f for f in _understood(more, name) if f.record == record)
    assert after.points <= before.points
    assert after.columns == before.columns


@pytest.mark.parametrize("foreign", sorted(FOREIGN))
def test_sheets_of_other_trades_stay_unread(foreign: str) -> None:
    name, rows = FOREIGN[foreign]
    try:
        found = propose(workbook_from_rows({name: rows})).tables
    except NothingToDo:
        return
    assert [table.record.key for table in found] == []


def test_a_sheet_without_rows_is_not_taken_for_anything() -> None:
    name, rows = KEPT["payments"][1:]
    assert meant_blocks(workbook_from_rows({name: rows[:1]}).grids[0]) == ()


def test_headings_of_which_nothing_is_said_below_are_no_record() -> None:
    rows: Rows = [
        ["Contract No.", "Client name", "Total contract value"],
        ["a", "b", "not a number"],
        ["c", "d", "no"],
    ]
    assert clearest(_understood(rows)) is None


def test_what_is_missing_is_named() -> None:
    name, rows = KEPT["payments"][1:]
    without = [[cell for at, cell in enumerate(row) if at != 2] for row in rows]
    found = next(f for f in _understood(without, name) if f.record == "receipts")
    assert found.missing == (("amount",),)


def test_every_anchor_is_a_column() -> None:
    for record in records_known():
        columns = RECORDS[FRAMES.get(record, record)].by_key
        assert all(key in columns for group in anchors(record) for key in group), record


def test_two_records_near_one_another_are_asked_about() -> None:
    rows: Rows = [["Subject", "Client", "Person in charge", "Due date", "Status", "Notes"]]
    rows += [
        [f"Papers {n}", f"Firm {n}", "Amy", dt.datetime(2026, 3, 1 + n), "Open", "call"] for n in range(9)
    ]
    (block,) = meant_blocks(workbook_from_rows({"Sheet1": rows}).grids[0])
    assert [record.key for record in likely_records(block)] == ["tasks"]
    ranked = understood(block)
    near = [replace(found, points=7.0 - 0.3 * i, missing=()) for i, found in enumerate(ranked[:2])]
    assert clearest(near) is None
    assert clearest(near[:1]) == near[0]


def test_a_hundred_sheets_are_read_in_two_seconds() -> None:
    sheets = {f"{name} {n}": rows for n in range(8) for _, name, rows in KEPT.values()}
    workbook = workbook_from_rows(dict(list(sheets.items())[:100]))
    start = time.process_time()
    propose(workbook)
    assert time.process_time() - start < 4.0  # twice the time it may take, for a busy machine
