"""The backend in memory leaves what the engine leaves in a file."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area
from sheetsales.cells.edits import (
    AddSheet,
    AppendRows,
    Edit,
    EditPlan,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetNote,
)
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import Formula, Link
from sheetsales.errors import EditConflict, EditRefused
from tests.ooxml.books import cell, done, put, written


@pytest.fixture(scope="module")
def data() -> bytes:
    return written(
        lambda opened: opened.add_worksheet("S").add_table(
            "B2:C4",
            {"name": "t", "columns": [{"header": "a"}, {"header": "b"}], "data": [[1, "x"], [2, "y"]]},
        )
    )


PLANS: tuple[tuple[Edit, ...], ...] = (
    (put("S!B3", 9, expected=1), put("S!H9", "far")),
    (put("S!B3", None), put("S!C3", "")),
    (AppendRows("t", ({"a": 3}, {"b": "z"})),),
    (AppendRows("S!B2:C4", ({"a": 3},)),),
    (ReplaceRows("T", ({"a": 5, "b": "q"},)),),
    (ReplaceRows("t", ()), AppendRows("t", ({"a": 1}, {"a": 2}))),
    (AddSheet("N", ("k", "v"), (("a", 1), ("b", None)), table="n"), AppendRows("n", ({"k": "c"},))),
    (put("S!B3", Formula("1+1", 2)), put("S!C3", Link("S!B3", "go"))),
)  # fmt: skip


@pytest.mark.parametrize("edits", PLANS)
def test_it_agrees_with_the_engine(data: bytes, edits: tuple[Edit, ...], tmp_path: Path) -> None:
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    before.write_bytes(data)
    after.write_bytes(done(data, *edits))
    held = MemoryBook(read_workbook(before))
    held.apply(EditPlan(edits))
    assert [_plain(g) for g in held.read().grids] == [_plain(g) for g in read_workbook(after).grids]


CROWDED: tuple[tuple[Edit, ...], ...] = (
    (AppendRows("t", ({"a": 3}, {"b": "z"})),),
    (AppendRows("u", ({"k": 3}, {"k": 4})), InsertRows("t", 4, ({"a": 7},))),
    (InsertRows("S!B2:C4", 3, ({"a": 7}, {"a": 8}, {"a": 9})), AppendRows("t", ({"a": 1},))),
    (ReplaceRows("t", ({"a": 5, "b": "q"},)), ReplaceRows("u", tuple({"k": n} for n in range(4)))),
    (ReplaceRows("u", ({"k": 1},)), InsertRows("u", 9, ())),
)  # fmt: skip


@pytest.mark.parametrize("edits", CROWDED)
@pytest.mark.parametrize("beside", [False, True])
def test_it_makes_room_as_the_engine_does(edits: tuple[Edit, ...], beside: bool, tmp_path: Path) -> None:
    data = written(lambda opened: _crowded(opened, beside))
    test_it_agrees_with_the_engine(data, edits, tmp_path)


def _crowded(opened: Any, beside: bool) -> None:
    """Two Tables and a title one below the other, the second with a totals row; maybe a list beside them."""
    sheet = opened.add_worksheet("S")
    columns = [{"header": "a"}, {"header": "b"}]
    sheet.add_table("B2:C4", {"name": "t", "columns": columns, "data": [[1, "x"], [2, "y"]]})
    sheet.merge_range("B6:C6", "title")
    total = {"header": "k", "total_string": "sum"}
    sheet.add_table("B8:B11", {"name": "u", "columns": [total], "data": [[1], [2]], "total_row": True})
    sheet.write("B13", "end")
    if beside:
        sheet.write_column("E1", range(20))


def test_what_would_be_torn_is_refused() -> None:
    def fill(opened: Any) -> None:
        _crowded(opened, True)
        opened.get_worksheet_by_name("S").merge_range("C12:D12", "wide")

    held = MemoryBook(_read(written(fill)))
    with pytest.raises(EditRefused, match="t needs 3 more rows, but S!B6 below it is in the way"):
        held.apply(EditPlan((AppendRows("t", ({"a": 1},) * 3),)))
    with pytest.raises(EditRefused, match="Row 5 is no data row of t"):
        held.apply(EditPlan((InsertRows("t", 5, ({"a": 1},)),)))


def _read(data: bytes) -> Workbook:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        path.write_bytes(data)
        return read_workbook(path)


def _plain(grid: Grid) -> tuple[object, ...]:
    rows = range(grid.first_row, grid.last_row + 1)
    columns = range(grid.first_column, grid.last_column + 1)
    held = {(r, c): grid.value(r, c) for r in rows for c in columns if grid.value(r, c) is not None}
    return grid.name, grid.visibility, held, {(t.name, t.area.a1, t.headings) for t in grid.tables}


def book() -> MemoryBook:
    columns = (("a", 1, 2), ("b", "x", "y"))
    return MemoryBook(Workbook((Grid("S", 0, 1, 1, columns),)))


def test_counts_and_notes() -> None:
    held = book()
    note = SetNote(cell("S!A1"), "why")
    applied = held.apply(
        EditPlan((put("S!A2", 5), note, AppendRows("S!A1:B3", ({"a": 3},)), AddSheet("n", ("h",))))
    )
    assert (applied.edits, applied.cells, applied.rows_added, applied.notes, applied.sheets) == (
        4,
        2,
        1,
        1,
        ("n",),
    )
    assert held.notes == {cell("S!A1"): "why"}
    assert held.apply(EditPlan((ReplaceRows("S!A1:B4", ()),))).rows_removed == 2


@pytest.mark.parametrize(
    "edit",
    [
        SetCell(cell("S!A2"), 5, 7), SetCell(cell("X!A2"), 5), SetNote(cell("X!A1"), "n"), AppendRows("u", ()),
        AppendRows("S!A1:B3", ({"c": 1},)), AddSheet("s", ("h",)), AppendRows("X!A1:B2", ()),
    ],
)  # fmt: skip
def test_all_or_nothing(edit: Edit) -> None:
    held = book()
    before = held.read()
    with pytest.raises(EditRefused) as refused:
        held.apply(EditPlan((put("S!A3", 99), edit)))
    assert isinstance(refused.value, EditConflict) == (isinstance(edit, SetCell) and edit.at.sheet == "S")
    assert held.read() == before


def test_an_empty_workbook_takes_a_sheet() -> None:
    held = MemoryBook(Workbook(()))
    held.apply(EditPlan((AddSheet("n", ("h",), ((1,),)),)))
    (grid,) = held.read().grids
    assert (grid.index, grid.columns) == (0, (("h", 1),))
    assert grid.tables == (TableArea("tblSheet1", Area("n", 1, 1, 2, 1), ("h",)),)
    assert replace(grid, columns=()).row_count == 0
