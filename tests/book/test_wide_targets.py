"""Targets typed wide: people by months."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from sheetsales.book.load import load
from sheetsales.book.wide_targets import unpivoted
from sheetsales.cells.address import CellRef
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import Shown
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable, UnknownHeading
from sheetsales.schema.workbook import RECORDS
from tests.book.loading import TODAY, only

HEADINGS: list[Any] = ["负责人", "2026-10", dt.date(2026, 11, 1), "备注", "2026Q4"]
ROWS: list[list[Any]] = [
    ["何嘉怡", 10, 20, "x", None],
    ["赵国梁", "30万", None, None, 90],
    [None, 5, 6, None, None],
    [None] * 5,
]


def bound(headings: list[Any]) -> tuple[Any, Binding]:
    record = RECORDS["targets"]
    unknown = tuple(UnknownHeading(str(h), c) for c, h in enumerate(headings[1:], 2))
    table = BoundTable(
        record, "目标", None, 1, 2, 5, (BoundColumn(record.by_key["owner"], 1, "负责人"),), unknown
    )
    workbook = workbook_from_rows({"目标": grid_from_rows("目标", [headings, *ROWS])})
    return workbook, Binding((table,), "zh", adopted=True)


def test_each_filled_cell_is_a_target_of_its_own() -> None:
    workbook, binding = bound(HEADINGS)
    book, findings = load(workbook, binding, today=TODAY)
    table = book.table("targets")
    found = list(zip(table.get("owner"), table.get("period"), table.get("value"), strict=True))
    assert found == [
        ("何嘉怡", "2026-10", 10.0), ("赵国梁", "2026-10", 300000.0), (None, "2026-10", 5.0),
        ("何嘉怡", "2026-11", 20.0), (None, "2026-11", 6.0), ("赵国梁", "2026Q4", 90.0),
    ]  # fmt: skip
    assert table.cell(3, "value") == CellRef("目标", 2, 3)
    assert only(findings, "SS015").at == CellRef("目标", 3, 2)
    assert only(findings, "SS013").at == CellRef("目标", 4, 1)
    assert "备注" in only(findings, "SS004").message.zh
    assert only(findings, "SS047").at == CellRef("目标", 1, 1)


def test_tables_that_are_not_wide_stay_as_they_are() -> None:
    workbook, binding = bound(["负责人", "一", "二", "三", "2026"])
    assert unpivoted(workbook, binding).tables == binding.tables
    assert unpivoted(replace(workbook, grids=()), binding).tables == binding.tables
    _, none = bound(["负责人"])
    assert unpivoted(workbook, none) is none


def test_a_month_shown_in_ten_thousands_is_read_so() -> None:
    workbook, binding = bound(["负责人", "2026-10", "2026-11", "备注", "2026Q4"])
    shown = {3: dict.fromkeys(range(2, 6), Shown("万", 1))}
    grids = tuple(replace(grid, shown=shown) for grid in workbook.grids)
    book, _ = load(replace(workbook, grids=grids), binding, today=TODAY)
    table = book.table("targets")
    found = zip(table.get("owner"), table.get("period"), table.get("value"), strict=True)
    assert [value for _, period, value in found if period == "2026-11"] == [200_000.0, 60_000.0]
    assert table.get("value")[0] == 10.0


def test_a_year_without_its_century_at_the_end_of_the_sheet_name_is_read() -> None:
    for name, periods in (
        ("Targets 26", ["2026-01", "2026-02"]),
        ("Quota FY27", ["2027-01", "2027-02"]),
        ("Team 12", []),
    ):
        record = RECORDS["targets"]
        unknown = (UnknownHeading("Jan", 2), UnknownHeading("Feb", 3))
        owner = BoundColumn(record.by_key["owner"], 1, "Rep")
        table = BoundTable(record, name, None, 1, 2, 3, (owner,), unknown)
        workbook = workbook_from_rows({name: grid_from_rows(name, [["Rep", "Jan", "Feb"], ["Ann", 5, 6]])})
        found = unpivoted(workbook, Binding((table,), "en", adopted=True)).tables
        assert [part.constants["period"] for part in found if part.constants] == periods
