"""The same plans through memory, a closed file and an open workbook give the same cells.

The open workbook is one of LibreOffice, driven by plain xlwings: this proves our code, not Excel.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.live.book import LiveBook
from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import (
    AppendRows,
    EditPlan,
    ReplaceRows,
)
from sheetsales.cells.grid import Workbook
from tests.buttons.conformance.plans import MORE_PLANS, PLANS, ROW_PLANS, SHEET
from tests.buttons.macro_model import shown
from tests.support import around
from tests.support.uno_office import Office

pytestmark = pytest.mark.office


@pytest.mark.parametrize("name", [*PLANS, *MORE_PLANS, *ROW_PLANS])
def test_an_open_workbook_ends_up_with_the_cells_of_the_others(
    name: str, path: Path, live: LiveBook, office: Office, documents: list[Any], tmp_path: Path
) -> None:
    plan = EditPlan({**PLANS, **MORE_PLANS, **ROW_PLANS}[name])
    before = path.read_bytes()
    memory = MemoryBook(read_workbook(path))
    memory.apply(plan)
    apply_plan(path, plan, out := tmp_path / "by-file.xlsx")
    live.apply(plan)
    by_excel = office.save_copy(documents[0], tmp_path / "by-excel.xlsx")
    saved = read_workbook(by_excel)
    now, by_file = live.read(), read_workbook(out)
    assert shown(memory.read()) == shown(by_file)
    assert without_formulas(now, by_file) == without_formulas(by_file, by_file)
    assert all(a.formulas >= b.formulas for a, b in zip(now.grids, by_file.grids, strict=True))
    assert without_formulas(saved, by_file) == without_formulas(now, by_file)
    tables = [
        {t.name: t.area for g in book.grids for t in g.tables} for book in (memory.read(), now, by_file)
    ]
    assert tables[0] == tables[1] == tables[2]
    assert [g.visibility for g in now.grids] == [g.visibility for g in by_file.grids]
    assert path.read_bytes() == before
    areas = around.touched(plan.edits)
    assert around.looks(by_excel, areas) == around.looks(out, areas)
    for look_at in (around.names, around.notes, around.charts):
        assert look_at(by_excel) == look_at(out)
    assert around.drop_downs(by_excel).items() >= around.drop_downs(out).items()
    assert around.sizes(by_excel, plan.edits) == pytest.approx(around.sizes(out, plan.edits), abs=1)


def without_formulas(book: Workbook, by: Workbook) -> object:
    """The cells but those of formulas: what those come to is not known to a file that was only written."""
    formulas = {grid.name: grid.formulas for grid in by.grids}
    return {
        sheet: {place: value for place, value in cells.items() if place not in formulas[sheet]}
        for sheet, cells in shown(book).items()
    }


def test_looks_and_names_and_charts_arrive(live: LiveBook, documents: list[Any]) -> None:
    for name in ("names", "looks", "a sheet with charts"):
        live.apply(EditPlan(MORE_PLANS[name]))
    document = documents[0]
    cell = document.Sheets.getByName(SHEET).getCellRangeByName("B2")
    assert (cell.CharWeight, cell.CellBackColor, cell.CharColor, cell.IsTextWrapped) == (
        150.0,
        0xFFEE00,
        0x112233,
        True,
    )
    assert document.NumberFormats.getByKey(cell.NumberFormat).FormatString == "0.00"
    assert live.read().names["deals"].replace("'", "") == f"{SHEET}!$A$2:$A$3"
    charts = document.Sheets.getByName("图").Charts
    assert [charts.getByIndex(i).EmbeddedObject.Title.String for i in range(charts.Count)] == ["金额", "都"]
    assert [(a.StartColumn, a.EndColumn, a.EndRow) for a in charts.getByIndex(1).Ranges] == [(0, 2, 2)]


def test_notes_are_replaced(live: LiveBook, documents: list[Any]) -> None:
    live.apply(EditPlan(PLANS["note"]))
    live.apply(EditPlan(PLANS["note"]))
    notes = documents[0].Sheets.getByName(SHEET).Annotations
    assert [notes.getByIndex(i).String for i in range(notes.Count)] == ["看这里\n第二行"]


def test_new_rows_look_and_compute_like_the_last_one_but_bear_no_note(
    live: LiveBook, documents: list[Any]
) -> None:
    sheet = documents[0].Sheets.getByName(SHEET)
    for row in (1, 2, 3):
        sheet.getCellByPosition(3, row).setFormula(f"=B{row + 1}*2")
    sheet.getCellByPosition(0, 3).CellBackColor = 0xABCDEF
    sheet.Annotations.insertNew(sheet.getCellByPosition(0, 3).CellAddress, "only here")
    live.apply(EditPlan((AppendRows("tblDeals", ({"编号": "A-1", "金额": 4},)),)))
    assert (sheet.getCellByPosition(3, 4).Formula, sheet.getCellByPosition(0, 4).CellBackColor) == (
        "=B5*2",
        0xABCDEF,
    )
    assert sheet.Annotations.Count == 1
    live.apply(EditPlan((ReplaceRows("tblDeals", ({"编号": "R-1", "金额": 4},)),)))
    assert sheet.getCellByPosition(3, 1).Formula == "=B2*2"
