"""Columns added at the right of a Table: in a file and in memory alike, and nothing else moves."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import MAX_COLUMN
from sheetsales.cells.edits import AddColumns, AppendRows, Edit, EditPlan, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.plan_json import plan_to_json, read_plan
from sheetsales.errors import EditConflict, EditRefused
from tests.buttons.conformance.plans import at, workbook
from tests.ooxml.books import done, opened_by_openpyxl

MORE = AddColumns("TBLdeals", ("到期", "说明 <1>"), ("yyyy-mm-dd", None))


def read(data: bytes) -> Workbook:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(data)
        return read_workbook(path)


def in_memory(*edits: Edit) -> MemoryBook:
    memory = MemoryBook(read(workbook()))
    memory.apply(EditPlan(edits))
    return memory


def test_the_table_gets_them_with_the_look_of_its_last_column() -> None:
    data = done(workbook(), MORE, AppendRows("tblDeals", ({"编号": "O-4", "说明 <1>": "x"},)))
    table = read(data).grids[0].tables[0]
    assert (table.area.a1, table.headings[-2:]) == ("A1:F5", ("到期", "说明 <1>"))
    sheet = opened_by_openpyxl(data)["商机 表"]
    assert [sheet.cell(row, 5).number_format for row in (2, 4)] == ["yyyy-mm-dd", "yyyy-mm-dd"]
    assert sheet.cell(2, 6).number_format == "General"
    assert sheet.cell(5, 6).value == "x"
    assert sheet["G1"].value == "说明"
    made = sheet.tables["tblDeals"]
    assert made.autoFilter.ref == "A1:F5"
    assert len({column.id for column in made.tableColumns}) == 6


def test_memory_and_file_agree() -> None:
    file = read(done(workbook(), MORE)).grids[0]
    memory = in_memory(MORE).read().grids[0]
    assert file.tables == memory.tables
    assert [tuple(c) for c in file.columns] == [tuple(c) for c in memory.columns]


REFUSED: dict[str, tuple[tuple[Edit, ...], type[Exception], str]] = {
    "no such table": ((AddColumns("tblNone", ("a",)),), EditRefused, "tblNone"),
    "a range": ((AddColumns("Range!B2:C4", ("a",)),), EditRefused, "Range!B2:C4"),
    "a heading that is there": ((AddColumns("tblDeals", ("备注",)),), EditRefused, "备注"),
    "two alike": ((AddColumns("tblDeals", ("a", "A")),), EditRefused, "A"),
    "a blank heading": ((AddColumns("tblDeals", ("a", " ")),), EditRefused, "商机 表!F1|'商机 表'!F1"),
    "no number format": ((AddColumns("tblDeals", ("a",), ('0"',)),), EditRefused, '0"'),
    "something in the way": ((AddColumns("tblDeals", ("a", "b", "c")),), EditConflict, "G1"),
    "in a row below": ((SetCell(at(3, 5), 1), MORE), EditConflict, "E3"),
    "off the sheet": ((AddColumns("tblDeals", tuple(map(str, range(MAX_COLUMN)))),), EditRefused, "tblDeals"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_by_both_in_the_same_words(name: str) -> None:
    edits, kind, words = REFUSED[name]
    with pytest.raises(kind, match=words) as file:
        done(workbook(), *edits)
    with pytest.raises(kind, match=words) as memory:
        in_memory(*edits)
    assert str(file.value) == str(memory.value)


def test_a_table_beside_it_and_merged_cells_are_in_the_way() -> None:
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("S")
    for column, name in ((0, "tblLeft"), (2, "tblRight")):
        sheet.add_table(0, column, 2, column + 1, {"name": name, "header_row": name == "tblLeft"})
    other = book.add_worksheet("M")
    other.add_table(0, 0, 2, 1, {"name": "tblMerged"})
    other.merge_range(1, 2, 1, 3, "")
    book.close()
    for name in ("tblLeft", "tblMerged"):
        with pytest.raises(EditConflict, match=name):
            done(out.getvalue(), AddColumns(name, ("a",)))
        with pytest.raises(EditConflict, match=name):
            MemoryBook(read(out.getvalue())).apply(EditPlan((AddColumns(name, ("a",)),)))
    with pytest.raises(EditRefused, match="tblRight"):
        done(out.getvalue(), AddColumns("tblRight", ("a",)))


def test_a_protected_sheet_keeps_its_columns() -> None:
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("S")
    sheet.add_table(0, 0, 2, 1, {"name": "tblKept"})
    sheet.protect()
    book.close()
    with pytest.raises(EditRefused, match="S"):
        done(out.getvalue(), AddColumns("tblKept", ("a",)))
    assert done(out.getvalue(), AddColumns("tblKept", ("a",)), allow_protected=True)


def test_the_plan_says_so_in_json() -> None:
    plan = EditPlan((MORE, AddColumns("t", ("a",))))
    assert read_plan(json.dumps(plan_to_json(plan))) == plan
