"""Sheets shown and hidden, names defined, looks set: what the file says then, and what is refused."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from sheetsales.backends.memory import MemoryBook
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.edits import (
    AddSheet,
    Edit,
    EditPlan,
    SetCell,
    SetFormat,
    SetName,
    SetNote,
    SetVisibility,
)
from sheetsales.cells.grid import Visibility
from sheetsales.cells.values import Formula
from sheetsales.errors import EditRefused
from tests.ooxml.books import book, done, worksheet

AREA = Area("One", 2, 2, 3, 3)


@pytest.fixture(scope="module")
def three() -> bytes:
    """Three sheets, the second hidden; a name, a Table, a formula that uses the name."""
    out = BytesIO()
    made = xlsxwriter.Workbook(out)
    one, two, _ = (made.add_worksheet(name) for name in ("One", "Two", "Three"))
    two.hide()
    one.write_row("A1", ["a", 1, 2.5])
    one.write_formula("B2", "=rate*2", None, 0.26)
    one.write_formula("C2", '="rate"', None, "rate")
    one.set_column("B:D", 12)
    one.add_table("F1:G3", {"name": "tblThings", "columns": [{"header": "x"}, {"header": "y"}]})
    made.define_name("rate", "=0.13")
    made.close()
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def loaded(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_is_hidden_and_the_next_one_opens(three: bytes, state: Visibility) -> None:
    after = done(three, SetVisibility("one", state))
    found = loaded(after)
    assert [s.sheet_state for s in found.worksheets] == [state, "hidden", "visible"]
    assert found.active.title == "Three"
    assert "tabSelected" not in part(after, "xl/worksheets/sheet1.xml")


def test_a_hidden_sheet_is_shown_again(three: bytes) -> None:
    after = done(three, SetVisibility("Two", "visible"))
    assert [s.sheet_state for s in loaded(after).worksheets] == ["visible"] * 3
    assert done(after, SetVisibility("Two", "hidden")) != after


def test_a_sheet_just_added_can_be_hidden(three: bytes) -> None:
    edits = (AddSheet("New", ("h",)), SetVisibility("New", "veryHidden"), SetVisibility("New", "hidden"))
    assert loaded(done(three, *edits))["New"].sheet_state == "hidden"


@pytest.mark.parametrize("more", [(), (AddSheet("New", ("h",), visibility="hidden"),)])
def test_the_last_visible_sheet_stays(three: bytes, more: tuple[Edit, ...]) -> None:
    with pytest.raises(EditRefused, match="last sheet to be seen") as refused:
        done(three, *more, SetVisibility("One", "hidden"), SetVisibility("Three", "hidden"))
    assert "Three" in str(refused.value)


def test_a_locked_structure_is_told() -> None:
    data = book(workbook='<workbookProtection lockStructure="1"/>')
    with pytest.raises(EditRefused, match="structure is protected"):
        done(data, SetVisibility("Sheet1", "visible"))
    assert done(data, SetVisibility("Sheet1", "visible"), allow_protected=True)


def test_a_sheet_that_is_not_there_is_told(three: bytes) -> None:
    with pytest.raises(EditRefused, match="no sheet"):
        done(three, SetVisibility("Four", "hidden"))


def names(data: bytes) -> dict[str, str]:
    return {name: found.attr_text for name, found in loaded(data).defined_names.items()}


def test_a_name_is_added_and_changed(three: bytes) -> None:
    after = done(
        three,
        SetName("things", "tblThings[x]"),
        SetName("RATE", "One!$A$1:$A$9"),
        SetName("客户_1", '"<a&b>"'),
    )
    assert names(after) == {"rate": "One!$A$1:$A$9", "things": "tblThings[x]", "客户_1": '"<a&b>"'}
    assert "fullCalcOnLoad" in part(after, "xl/workbook.xml")


def test_names_are_put_where_there_were_none() -> None:
    after = done(book(), SetName("one", "Sheet1!$A:$A"), SetName("two", "Sheet1!$1:$2"))
    assert names(after) == {"one": "Sheet1!$A:$A", "two": "Sheet1!$1:$2"}


def test_a_name_of_one_sheet(three: bytes) -> None:
    after = done(three, SetName("rate", "0.06", "Three"), SetName("rate", "0.07", "Three"))
    assert loaded(after)["Three"].defined_names["rate"].attr_text == "0.07"
    assert names(after) == {"rate": "0.13"}


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (SetName("Q4", "1"), "cannot be a name"),
        (SetName("R1C1", "1"), "cannot be a name"),
        (SetName("c", "1"), "cannot be a name"),
        (SetName("true", "1"), "cannot be a name"),
        (SetName("two words", "1"), "cannot be a name"),
        (SetName("", "1"), "cannot be a name"),
        (SetName("x" * 256, "1"), "cannot be a name"),
        (SetName("_xlnm.Print_Area", "One!$A$1"), "Excel keeps"),
        (SetName("TBLTHINGS", "1"), "A Table is called"),
        (SetName("fine", "One!A1"), "must name its sheet"),
        (SetName("fine", "$A$1"), "must name its sheet"),
        (SetName("fine", "Nowhere!$A$1"), "The name “fine”"),
        (SetName("fine", "SUM("), "The name “fine”"),
        (SetName("fine", "1", "Nowhere"), "no sheet"),
        (SetName("Rate", "0.06", "One"), "One!B2 uses the workbook's name"),
    ],
)
def test_what_no_name_can_be_is_refused(three: bytes, edit: SetName, why: str) -> None:
    with pytest.raises(EditRefused, match=re.escape(why)) as refused:
        done(three, edit)
    assert refused.value.in_("zh") != refused.value.in_("en")


def test_an_area_gets_its_look_and_keeps_what_it_holds(three: bytes) -> None:
    look = SetFormat(AREA, number_format="0.00%", bold=True, fill="ffc000", colour="C00000", wrap=True)
    after = done(three, look)
    sheet = loaded(after)["One"]
    assert sheet["B2"].value == "=rate*2"
    for row in (2, 3):
        for column in (2, 3):
            cell = sheet.cell(row, column)
            assert cell.number_format == "0.00%"
            assert cell.font.b
            assert cell.font.color.rgb == "FFC00000"
            assert cell.fill.fgColor.rgb == "FFFFC000"
            assert cell.alignment.wrap_text
    assert sheet["A1"].font.b is False
    assert part(after, "xl/worksheets/sheet1.xml").count("<v>0.26</v>") == 1


def test_looks_add_up_and_share_their_formats(three: bytes) -> None:
    edits = (
        SetFormat(AREA, bold=True),
        SetFormat(AREA, colour="112233"),
        SetFormat(AREA, wrap=True),
        SetFormat(AREA, bold=False),
    )
    cell = loaded(done(three, *edits))["One"]["C3"]
    assert (cell.font.b, cell.font.color.rgb, cell.alignment.wrap_text) == (False, "FF112233", True)
    once, twice = (
        done(three, SetFormat(AREA, bold=True)),
        done(three, SetFormat(AREA, bold=True), SetFormat(AREA, bold=True)),
    )
    assert part(once, "xl/styles.xml").count("<xf ") < part(twice, "xl/styles.xml").count("<xf ") + 1


def test_a_date_keeps_its_format_under_another_look(three: bytes) -> None:
    import datetime as dt

    at = CellRef("One", 2, 2)
    sheet = loaded(done(three, SetCell(at, dt.date(2026, 10, 31)), SetFormat(AREA, bold=True)))["One"]
    assert sheet["B2"].value == dt.datetime(2026, 10, 31)
    assert sheet["B2"].font.b


def test_widths_and_heights(three: bytes) -> None:
    after = done(
        three,
        SetFormat(Area("One", 2, 3, 2, 5), width=30, height=24.5),
        SetFormat(Area("One", 9, 1, 9, 1), width=5),
    )
    sheet = loaded(after)["One"]
    cols = re.findall(
        r'<col min="(\d+)" max="(\d+)" width="([\d.]+)', part(after, "xl/worksheets/sheet1.xml")
    )
    assert [(int(a), int(b)) for a, b, _ in cols] == [(1, 1), (2, 2), (3, 4), (5, 5)]
    assert [float(width) for *_, width in cols][2:] == [30, 30]
    assert sheet.row_dimensions[2].height == 24.5
    assert sheet["C2"].value == '="rate"'


def test_a_sheet_without_columns_or_rows_gets_them() -> None:
    after = done(
        book(worksheet("")), SetFormat(Area("Sheet1", 2, 2, 3, 2), fill="00FF00", width=9, height=20)
    )
    sheet = loaded(after)["Sheet1"]
    assert sheet["B3"].fill.fgColor.rgb == "FF00FF00"
    assert sheet.row_dimensions[3].height == 20
    assert sheet.column_dimensions["B"].width == 9


def test_cells_without_numbers_stay_where_they_are() -> None:
    rows = '<row><c t="str"><v>a</v></c></row><row r="4" spans="1:1"><c r="C4"><v>1</v></c><c><v>2</v></c></row><row><c><v>5</v></c></row>'
    data = book(worksheet(rows))
    after = done(
        data,
        SetFormat(Area("Sheet1", 1, 1, 6, 4), bold=True),
        SetFormat(Area("Sheet1", 2, 2, 2, 2), height=30),
    )
    sheet = loaded(after)["Sheet1"]
    held = {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value is not None}
    assert held == {"A1": "a", "C4": 1, "D4": 2, "A5": 5}
    assert all(sheet.cell(r, c).font.b for r in range(1, 7) for c in range(1, 5))
    first = done(data, SetFormat(Area("Sheet1", 4, 1, 4, 2), bold=True))
    assert {
        c.coordinate: c.value
        for row in loaded(first)["Sheet1"].iter_rows()
        for c in row
        if c.value is not None
    } == held


def test_a_prefix_and_a_row_of_one_style() -> None:
    xml = worksheet('<row r="2" s="1" customFormat="1"/>')
    xml = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=", 1)
    sheet = loaded(done(book(xml), SetFormat(Area("Sheet1", 2, 1, 2, 1), bold=True)))["Sheet1"]
    assert sheet["A2"].font.b
    assert sheet["A2"].is_date or sheet["A2"].number_format == "mm-dd-yy"


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (SetFormat(Area("One", 1, 1, 5000, 5), bold=True), "25,000"),
        (SetFormat(Area("One", 0, 1, 1, 1), bold=True), "at most"),
        (SetFormat(AREA, number_format='0"'), "no number format"),
        (SetFormat(AREA, number_format="[red"), "no number format"),
        (SetFormat(AREA, number_format=""), "no number format"),
        (SetFormat(Area("None", 1, 1, 1, 1), bold=True), "no sheet"),
    ],
)
def test_what_no_look_can_be_is_refused(three: bytes, edit: SetFormat, why: str) -> None:
    with pytest.raises(EditRefused, match=re.escape(why)):
        done(three, edit)


def test_a_protected_sheet_keeps_its_look() -> None:
    data = book(worksheet("", '<sheetProtection sheet="1"/>'))
    edit = SetFormat(Area("Sheet1", 1, 1, 1, 1), bold=True)
    with pytest.raises(EditRefused, match="protected"):
        done(data, edit)
    assert loaded(done(data, edit, allow_protected=True))["Sheet1"]["A1"].font.b


def test_in_memory() -> None:
    held = MemoryBook(replace(workbook_from_rows({"A": [["x"]], "B": [["y"]]}), names={"Old": "1"}))
    plan = EditPlan(
        (
            SetVisibility("A", "hidden"),
            SetName("old", "2"),
            SetName("n", "3", "B"),
            SetFormat(Area("A", 1, 1, 1, 1), bold=True),
            SetNote(CellRef("B", 1, 1), "t"),
        )
    )
    assert held.apply(plan).edits == 5
    assert [g.visibility for g in held.read().grids] == ["hidden", "visible"]
    assert held.read().names == {"Old": "2"}
    with pytest.raises(EditRefused, match="last sheet"):
        held.apply(EditPlan((SetVisibility("B", "hidden"),)))
    with pytest.raises(EditRefused, match="no sheet"):
        held.apply(EditPlan((SetFormat(Area("C", 1, 1, 1, 1), bold=True),)))


def test_a_formula_may_use_a_name_just_defined(three: bytes) -> None:
    after = done(three, SetName("more", "2"), SetCell(CellRef("Three", 1, 1), Formula("more*2", 4)))
    assert loaded(after)["Three"]["A1"].value == "=more*2"
