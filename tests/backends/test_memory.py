"""The backend in memory leaves what the engine leaves in a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sheetsales.backends.base import Backend
from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area
from sheetsales.cells.edits import AddSheet, AppendRows, Edit, EditPlan, ReplaceRows, SetCell, SetNote
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
    held: Backend = MemoryBook(read_workbook(before))
    held.apply(EditPlan(edits))
    assert [_plain(g) for g in held.read().grids] == [_plain(g) for g in read_workbook(after).grids]


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
