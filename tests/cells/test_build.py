"""Grids and workbooks from rows in memory look as if read from a file."""

from __future__ import annotations

from sheetsales.cells.address import Area
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import TableArea


def test_short_rows_and_empty_texts_are_blank() -> None:
    grid = grid_from_rows("S", [["a", "b", "c"], [1], ["", 2]], first_row=3, first_column=2)
    assert [*grid.columns] == [["a", 1, None], ["b", None, 2], ["c", None, None]]
    assert (grid.last_row, grid.last_column, grid.value(5, 3), grid.value(9, 9)) == (5, 4, 2, None)
    assert grid.tables == ()


def test_a_table_over_all_rows() -> None:
    grid = grid_from_rows("S", [["Id", None], [1, 2]], first_row=3, first_column=2, table="tblX")
    assert grid.tables == (TableArea("tblX", Area("S", 3, 2, 4, 3), ("Id", "")),)
    assert (grid.tables[0].first_data_row, grid.tables[0].last_data_row) == (4, 4)


def test_no_rows() -> None:
    assert grid_from_rows("S", []).columns == ()


def test_a_workbook_of_rows_and_ready_grids() -> None:
    ready = grid_from_rows("B", [["x"]], index=5)
    book = workbook_from_rows({"A": [["a"]], "B": ready}, sha256="00")
    assert [(grid.name, grid.index) for grid in book.grids] == [("A", 0), ("B", 5)]
    assert book.grid("B") is ready
    assert book.grid("C") is None
    assert book.sha256 == "00"
