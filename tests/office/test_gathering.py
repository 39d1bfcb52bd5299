"""Collect copies and Import pressed in a real LibreOffice: rows, columns and sheets come into the open workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.workflow.buttoning import add_buttons
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from tests.buttons import books
from tests.buttons.test_gathering import exported, heading, with_setting
from tests.office.desk import Desk

pytestmark = pytest.mark.office


def test_copies_and_the_newest_export_come_in_by_click(tmp_path: Path) -> None:
    import openpyxl

    desk = Desk(tmp_path)
    plain = desk.folder / "sales.xlsx"
    plain.write_bytes(books.sample("en"))
    with_setting(plain, "Folder of exports", "exports")
    exported(plain, (9001, "Tide gauge", 700))
    (desk.folder / "out").mkdir()
    (portion,) = split(plain, desk.folder / "out", Asked(only=("S03",)), today=books.TODAY).portions
    copy = openpyxl.load_workbook(portion.place)
    copy["Pipeline"].cell(2, heading(copy, "Next step")).value = "call at nine"
    copy.save(portion.place)
    book = add_buttons(plain).path
    made = desk.folder / "made.xlsx"
    desk.steps(
        book, ["press", "⊕ Collect copies"], ["press", "↓ Import"], ["press", "↓ Import"], ["copy", str(made)]
    )
    said = desk.said()
    assert [
        word in text
        for word, text in zip(("1 copy collected: 1 cell", "once more", "1 new"), said, strict=True)
    ] == [True] * 3, said
    grid = read_workbook(made).grid("Pipeline")
    assert grid is not None
    assert "once more" not in said[2]
    values = {value for column in grid.columns for value in column}
    assert {"Tide gauge", "call at nine", "9001"} <= values
    (table,) = grid.tables
    was = next(t for t in read_workbook(book).grid("Pipeline").tables)  # type: ignore[union-attr]  # it is there
    assert len(table.headings) == len(was.headings) + 1
    assert {"Merges", "Pipeline"} <= {one.name for one in read_workbook(made).grids}
