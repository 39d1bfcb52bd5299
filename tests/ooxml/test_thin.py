"""Rows taken out of a workbook: what stood below moves up, what names cells follows, all else stays to the byte."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from sheetsales.backends.ooxml.thin import thin_book
from sheetsales.errors import NotAWorkbook

GONE = {3, 5, 6}
"""Of the data rows 2 to 9: 2, 4, 7, 8 and 9 are left and stand in 2 to 6."""


def full() -> bytes:
    """Two sheets: a Table with everything that can lie on a row, and a sheet that looks at it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        deals, home = book.add_worksheet("Deals"), book.add_worksheet("Home")
        headings = [{"header": h} for h in ("ID", "Amount", "Double", "Share")]
        deals.add_table(0, 0, 8, 3, {"name": "tblDeals", "columns": headings})
        red = book.add_format({"bg_color": "#FF0000"})
        for row in range(2, 10):
            deals.write_row(row - 1, 0, [f"O-{row}", row * 10], red if row == 7 else None)
            deals.write_formula(row - 1, 2, f"=B{row}*2", None, row * 20)
            deals.write_formula(row - 1, 3, f"=B{row}/SUM($B$2:$B$9)", None, 0.1)
        for row in (3, 4, 7):
            deals.write_comment(f"A{row}", f"note {row}")
        deals.merge_range("F3:G3", "gone")
        deals.merge_range("F7:G7", "kept")
        deals.write_url("H3", "https://gone.example")
        deals.write_url("H8", "https://kept.example")
        deals.data_validation("B2:B9", {"validate": "decimal", "criteria": ">", "value": 0})
        deals.data_validation("B5", {"validate": "list", "source": ["x"]})
        deals.conditional_format("A2:D9", {"type": "formula", "criteria": "=$B2>50", "format": red})
        deals.conditional_format("A3", {"type": "formula", "criteria": "=$B3>50", "format": red})
        deals.write(11, 0, "below")
        deals.set_h_pagebreaks([5, 9])
        home.write_formula("A1", "=SUM(Deals!B2:B9)", None, 440)
        home.write_formula("A2", "=Deals!B7", None, 70)
        home.write_formula("A3", "=Deals!B5", None, 50)
        home.write_formula("A4", "=SUM(tblDeals[Amount])", None, 440)
        home.write_formula("A5", "=B5+1", None, 1)
        home.write_formula("A6", "=best*2", None, 140)
        book.define_name("best", "=Deals!$B$7")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Deals!$B$2:$B$9", "values_data": list(range(20, 100, 10))})
        deals.insert_chart("J8", chart)
    return out.getvalue()


def thin(data: bytes) -> bytes:
    return thin_book(data, {"Deals": GONE, "Home": set()}, path=Path("book.xlsx"))


@pytest.fixture(name="book", scope="module")
def make_book() -> Any:
    return openpyxl.load_workbook(BytesIO(thin(full())))


def test_rows_move_up_with_all_that_lies_on_them(book: Any) -> None:
    sheet = book["Deals"]
    assert [sheet.cell(r, 1).value for r in range(1, 10)] == [
        "ID", "O-2", "O-4", "O-7", "O-8", "O-9", None, None, "below",
    ]  # fmt: skip
    assert sheet.tables["tblDeals"].ref == "A1:D6"
    assert sheet["A4"].fill.fgColor.rgb == "FFFF0000"
    assert {c.coordinate: c.comment.text for row in sheet for c in row if c.comment} == {
        "A3": "note 4",
        "A4": "note 7",
    }
    assert [str(area) for area in sheet.merged_cells.ranges] == ["F4:G4"]
    linked = [(c.coordinate, c.hyperlink.target) for row in sheet for c in row if c.hyperlink]
    assert linked == [("H5", "https://kept.example")]
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["B2:B6"]
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["A2:D6"]
    assert [brk.id for brk in sheet.row_breaks.brk] == [6]


def test_what_names_cells_follows_and_what_needs_a_row_that_went_says_so(book: Any) -> None:
    sheet, home = book["Deals"], book["Home"]
    assert [sheet.cell(r, 3).value for r in range(2, 7)] == [f"=B{r}*2" for r in range(2, 7)]
    assert sheet["D6"].value == "=B6/SUM($B$2:$B$6)"
    assert [home.cell(r, 1).value for r in range(1, 7)] == [
        "=SUM(Deals!B2:B6)", "=Deals!B4", "=#REF!", "=SUM(tblDeals[Amount])", "=B5+1", "=best*2",
    ]  # fmt: skip
    assert book.defined_names["best"].attr_text == "Deals!$B$4"


def test_what_formulas_showed_of_rows_that_went_is_forgotten() -> None:
    shown = openpyxl.load_workbook(BytesIO(thin(full())), data_only=True)
    home, deals = shown["Home"], shown["Deals"]
    assert [home.cell(r, 1).value for r in range(1, 7)] == [None, None, None, None, 1, None]
    assert [deals.cell(4, column).value for column in (2, 3, 4)] == [70, 140, None]


def test_charts_follow_and_forget_the_points_that_went() -> None:
    with zipfile.ZipFile(BytesIO(thin(full()))) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        boxes = package.read("xl/drawings/vmlDrawing1.vml").decode()
    assert "Deals!$B$2:$B$6" in chart
    assert [f"<c:v>{n}</c:v>" in chart for n in (20, 40, 70, 30, 50)] == [True, True, True, False, False]
    assert "<xdr:row>4</xdr:row>" in drawing
    assert boxes.count('ObjectType="Note"') == 2


def test_other_parts_stay_to_the_byte() -> None:
    data = full()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(BytesIO(thin(data))) as after:
        assert set(before.namelist()) == set(after.namelist())
        assert b"<t>gone</t>" in before.read("xl/sharedStrings.xml")
        assert b"<t>gone</t>" not in after.read("xl/sharedStrings.xml")
        for name in ("xl/styles.xml", "xl/theme/theme1.xml", "docProps/core.xml"):
            assert before.read(name) == after.read(name)


def test_a_formula_that_cells_share_goes_on_without_its_first_cell() -> None:
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}">'
        + ('<f t="shared" ref="B2:B6" si="0">A2*2</f>' if r == 2 else '<f t="shared" si="0"/>')
        + f"<v>{2 * r}</v></c></row>"
        for r in range(2, 7)
    )
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("Sums").write(0, 0, "n")
    with zipfile.ZipFile(made) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    part = "xl/worksheets/sheet1.xml"
    parts[part] = parts[part].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    thinned = thin_book(out.getvalue(), {"Sums": {2, 4}}, path=Path("book.xlsx"))
    sheet = openpyxl.load_workbook(BytesIO(thinned))["Sums"]
    assert [sheet.cell(r, 1).value for r in (2, 3, 4)] == [3, 5, 6]
    with zipfile.ZipFile(BytesIO(thinned)) as package:
        text = package.read(part).decode()
    assert text.count("<f") == 3
    assert '<f t="shared" si="0" ref="B2:B4">A2*2</f>' in text


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(NotAWorkbook):
        thin_book(b"PK\x03\x04 no more", {"Deals": {2}}, path=Path("book.xlsx"))
