"""A new sheet to be filled in: folded columns, grey headings, lines between rows, colours that follow the cells."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

from sheetsales.cells.edits import AddSheet, EditPlan, EntryLook, Signal
from sheetsales.cells.plan_json import plan_to_json, read_plan
from tests.ooxml.books import STYLES, book, done, opened_by_openpyxl

LATE = Signal('AND(ISNUMBER($B2),$B2<TODAY(),$C2="")', 2, 2, "B26A00", "FFF4E0")
OVER = Signal('$C2<>""', 1, 3, "6B7280")
SHEET = AddSheet(
    "New",
    ("Who", "Due", "Done", "Note"),
    ((None,) * 4,) * 3,
    "tblNew",
    formats=("@", "yyyy-mm-dd", "yyyy-mm-dd", None),
    wraps=(False, False, False, True),
    look=EntryLook(
        (False, False, False, True), (False, False, True, False), (LATE, OVER), "1F4E79", True, 100
    ),
)


def sheet_xml(data: bytes) -> str:
    return ZipFile(BytesIO(data)).read("xl/worksheets/sheet2.xml").decode()


def test_columns_fold_and_what_we_fill_is_grey() -> None:
    sheet = opened_by_openpyxl(done(book(), SHEET))["New"]
    assert sheet.column_dimensions["D"].hidden
    assert sheet.column_dimensions["D"].outlineLevel == 1
    assert sheet.column_dimensions["E"].collapsed
    assert [sheet.cell(1, c).fill.fgColor.rgb for c in (1, 3)] == ["FF1F4E79", "FFEEF1F5"]
    assert sheet.sheet_properties.tabColor is not None
    assert sheet.sheet_properties.tabColor.rgb == "FF1F4E79"
    assert sheet.freeze_panes == "B2"
    assert sheet.row_dimensions[1].height == 18


def test_blank_rows_have_lines_and_formats() -> None:
    sheet = opened_by_openpyxl(done(book(), SHEET))["New"]
    assert sheet.tables["tblNew"].ref == "A1:D4"
    for row in (2, 4):
        assert [sheet.cell(row, c).number_format for c in (1, 2, 4)] == ["@", "yyyy-mm-dd", "General"]
        assert sheet.cell(row, 1).border.bottom.style == "thin"
    assert sheet["D2"].alignment.wrap_text
    assert sheet.sheet_format.defaultRowHeight == 15


def test_signals_colour_the_columns_they_name_and_reach_below_the_table() -> None:
    data = done(book(), SHEET)
    found = opened_by_openpyxl(data)["New"].conditional_formatting
    rules = {str(area.sqref): area.rules[0] for area in found}
    assert set(rules) == {"B2:B104", "A2:C104"}
    assert rules["B2:B104"].formula == [LATE.formula]
    assert rules["B2:B104"].dxf.font.color.rgb == "FFB26A00"
    assert rules["B2:B104"].dxf.fill.bgColor.rgb == "FFFFF4E0"
    assert rules["A2:C104"].dxf.fill is None
    assert sheet_xml(data).index("conditionalFormatting") < sheet_xml(data).index("pageMargins")


def test_a_second_sheet_shares_the_looks() -> None:
    from dataclasses import replace

    data = done(book(), SHEET, replace(SHEET, name="Other", table="tblOther"))
    styles = ZipFile(BytesIO(data)).read("xl/styles.xml").decode()
    assert styles.count("<dxf>") == 2
    assert styles.count('<bottom style="thin">') == 1


def test_a_sheet_without_folds_or_colours_stays_plain() -> None:
    from dataclasses import replace

    data = done(book(styles=None), replace(SHEET, look=EntryLook()))
    assert "collapsed" not in sheet_xml(data)
    assert "conditionalFormatting" not in sheet_xml(data)
    assert opened_by_openpyxl(data)["New"].freeze_panes == "A2"
    bare = STYLES.replace('<borders count="1"><border/></borders>', "")
    assert opened_by_openpyxl(done(book(styles=bare), SHEET))["New"]["A2"].border.bottom.style == "thin"


def test_the_plan_says_so_in_json() -> None:
    plan = EditPlan((SHEET,))
    assert read_plan(json.dumps(plan_to_json(plan))) == plan
