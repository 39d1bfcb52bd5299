"""Room for rows at the edges: the end of the sheet, things half in the way, parts few workbooks have."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.limits import DEFAULT
from sheetsales.backends.ooxml.apply import check_plan
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.room_checks import Surroundings
from sheetsales.backends.ooxml.row_target import find_rows
from sheetsales.backends.ooxml.shift import Shift, UnmovableError
from sheetsales.cells.address import MAX_ROW, Area
from sheetsales.cells.edits import AppendRows, EditPlan, InsertRows, ReplaceRows
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused
from tests.ooxml.books import (
    MAIN,
    all_shown,
    book,
    done,
    links,
    part,
    put,
    refs,
    sheet_of,
    shown,
    worksheet,
    written,
)

TWO: tuple[dict[str, EditValue], ...] = ({"a": 2}, {"a": 3})
HEAD = '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
BELOW = '<row r="3"><c r="A3" t="str"><v>below</v></c></row>'
RANGE = "Sheet1!A1:A2"


def _table(ref: str, total: str = "") -> dict[str, str | bytes]:
    """A Table ``t`` of one column on Sheet1."""
    xml = (
        f'<table xmlns="{MAIN}" id="1" name="t" displayName="t" ref="{ref}"{total}><tableColumns count="1">'
        '<tableColumn id="1" name="a"/></tableColumns></table>'
    )
    rels = links(("rId1", "table", "/xl/tables/table1.xml"))
    return {"xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/tables/table1.xml": xml}


# -- the end of the sheet


def test_rows_for_which_the_sheet_has_no_room_are_refused() -> None:
    data = book(worksheet(HEAD), more=_table(f"A1:A{MAX_ROW - 1}"))
    for edit in (InsertRows("t", 2, TWO), ReplaceRows("t", TWO * (MAX_ROW // 2))):
        with pytest.raises(EditRefused, match=r"t would run beyond the last row of the sheet “Sheet1”"):
            done(data, edit)


@pytest.mark.parametrize(
    ("cells", "tail"),
    [(f'<row r="{MAX_ROW - 1}"><c r="A{MAX_ROW - 1}"><v>7</v></c></row>', ""),
     ("", f'<mergeCells count="1"><mergeCell ref="A{MAX_ROW - 1}:B{MAX_ROW}"/></mergeCells>'),
     (f'<row r="5"><c r="C5"><f>A{MAX_ROW}</f><v>0</v></c></row>', "")],
)  # fmt: skip
def test_nothing_is_pushed_off_the_sheet(cells: str, tail: str) -> None:
    """What is next below moves alone where all below it would run off the end."""
    before = book(worksheet(HEAD + BELOW + cells, tail))
    after = done(before, AppendRows(RANGE, TWO))
    assert all_shown(after) == {(4, 1): 3, (5, 1): "below"} | {
        at: value for at, value in all_shown(before).items() if value != "below"
    } | {(3, 1): 2}
    assert sheet_of(before).partition("</sheetData>")[2] == sheet_of(after).partition("</sheetData>")[2]
    assert re.findall("<f>.*?</f>", sheet_of(before)) == re.findall("<f>.*?</f>", sheet_of(after))


def test_what_reaches_to_the_end_of_the_sheet_stays() -> None:
    tail = f'<mergeCells count="1"><mergeCell ref="A4:A{MAX_ROW}"/></mergeCells>'
    with pytest.raises(EditRefused, match=f"Sheet1!A4:A{MAX_ROW} would run off the end"):
        done(book(worksheet(HEAD + BELOW, tail)), AppendRows(RANGE, TWO))


def test_a_shift_over_something_is_torn() -> None:
    opened = OpenBook(book(worksheet(HEAD + BELOW + BELOW.replace("3", "6"))), Path("a.xlsx"), DEFAULT)
    target = find_rows(opened, RANGE)
    around = Surroundings(opened, target)
    around.check(Shift(Area("Sheet1", 3, 1, 3, 1), 2, 3))
    with pytest.raises(UnmovableError):
        around.check(Shift(Area("Sheet1", 3, 1, 3, 1), 3, 3))


# -- half in the way


def test_a_merged_range_beside_the_rows_is_not_torn() -> None:
    """Whole rows cannot move where one spans them: the block's own column does."""
    data = book(worksheet(HEAD + BELOW, '<mergeCells count="1"><mergeCell ref="E2:F6"/></mergeCells>'))
    after = done(data, AppendRows(RANGE, TWO))
    assert (all_shown(after)[5, 1], refs(sheet_of(after), "ref")) == ("below", ["E2:F6"])


def test_a_merged_range_that_begins_in_the_totals_row_moves_with_it() -> None:
    total = '<row r="3"><c r="A3"><v>1</v></c></row>'
    data = book(
        worksheet(HEAD + total, '<mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>'),
        more=_table("A1:A3", ' totalsRowCount="1"'),
    )
    after = done(data, AppendRows("t", TWO))
    assert refs(sheet_of(after), "ref") == ["A5:A6"]
    assert all_shown(after) == {(1, 1): "a", (2, 1): 1, (3, 1): 2, (4, 1): 3, (5, 1): 1}
    assert check_plan(data, EditPlan((AppendRows("t", TWO),))).notices == ()


def test_unlocked_cells_of_a_protected_sheet_move() -> None:
    def fill(opened: Any) -> None:
        sheet, free = opened.add_worksheet("Sheet1"), opened.add_format({"locked": False})
        for row, value in enumerate(["a", 1, None, "below"]):
            sheet.write(row, 0, value, free)
        sheet.set_column(0, 0, None, free)
        sheet.protect()

    after = done(written(fill), AppendRows(RANGE, TWO * 2))
    assert all_shown(after)[8, 1] == "below"


def test_formulas_without_a_value_are_named_where_they_end_up() -> None:
    def fill(opened: Any) -> None:
        for name in ("Sheet1", "Else"):
            opened.add_worksheet(name).write_column("A1", ["a", 1, None, "below"])

    plan = EditPlan(
        (put("Else!A9", Formula("1+1")), put("Sheet1!A4", Formula("2+2")), AppendRows(RANGE, TWO * 2))
    )
    told = check_plan(written(fill), plan).notices
    assert "Else!A9, Sheet1!A8" in told[-1].en


# -- references


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("SUM(S:T!A9:A9)", None),
        ("SUM(A1:A20)", "SUM(A1:A22)"),
        ("Else!A3+[1]S!A3+A3", "Else!A3+[1]S!A3+A5"),
        ('HYPERLINK("#Nowhere!A3","x")', None),
        ('HYPERLINK("#A3","x")', None),
    ],
)
def test_formulas_on_the_sheet(formula: str, after: str | None) -> None:
    """What names cells of several sheets stands against a move of these cells alone."""

    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("S")
        opened.add_worksheet("T")
        opened.add_worksheet("Else")
        sheet.write_column("A1", ["a", 1, "below"])
        sheet.write_formula("C1", "=" + formula, None, 1)
        sheet.write("C8", "beside")

    made = done(written(fill), AppendRows("S!A1:A2", TWO))
    assert shown(made, "S!C1", formulas=True) == "=" + (after or formula)
    assert all_shown(made, "S")[5, 1] == "below"


def test_a_link_to_cells_that_part_is_left_as_it_is() -> None:
    """It leads where it led, to what is there then; only what is calculated or checked stands against a move."""
    tail = '<hyperlinks><hyperlink ref="C1" location="Sheet1!A3:C3"/><hyperlink ref="C2" location="#Sheet1!A3"/></hyperlinks>'
    rows = (
        HEAD.replace("</row>", '<c r="C1"><v>1</v></c></row>', 1)
        + BELOW
        + '<row r="8"><c r="C8"><v>1</v></c></row>'
    )
    after = done(book(worksheet(rows, tail)), AppendRows(RANGE, TWO))
    assert refs(sheet_of(after), "location") == ["Sheet1!A3:C3", "#Sheet1!A5"]


@pytest.mark.parametrize(
    ("area", "after"),
    [("$A$1:$A$9", "$A$1:$A$9"), ("$A$6:$A$6", "$A$4:$A$4"), ("$A$7:$B$9", "$A$7:$B$9"), ("$A$3:$A$4", "$A$3:$A$3")],
)  # fmt: skip
def test_references_to_rows_that_go(area: str, after: str) -> None:
    """Four data rows become two and the totals row moves up: what covered them covers what is left."""
    rows = HEAD + "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (3, 4, 5, 6))
    more = _table("A1:A6", ' totalsRowCount="1"')
    name = f"<definedNames><definedName name='n'>Sheet1!{area}</definedName></definedNames>"
    made = done(book(worksheet(rows), workbook=name, more=more), ReplaceRows("t", TWO))
    assert refs(part(made, "xl/tables/table1.xml"), "ref") == ["A1:A4"]
    assert f">Sheet1!{after}<" in part(made, "xl/workbook.xml")


def test_a_wide_print_area_takes_in_what_it_held() -> None:
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("Sheet1")
        sheet.write_column("A1", ["a", 1, "below", "more"])
        sheet.write_column("C1", range(12))
        sheet.print_area("A2:D4")

    made = done(written(fill), AppendRows(RANGE, TWO))
    assert ">Sheet1!$A$2:$D$6<" in part(made, "xl/workbook.xml")
    assert [all_shown(made)[row, 3] for row in range(1, 13)] == list(range(12))


def test_charts_of_other_sheets_are_left_alone() -> None:
    def fill(opened: Any) -> None:
        sheet, other = opened.add_worksheet("Sheet1"), opened.add_worksheet("Else")
        sheet.write_column("A1", ["a", 1, "below"])
        other.write_column("A1", [1, 2, 3, 4])
        chart = opened.add_chart({"type": "column"})
        chart.add_series({"values": "=Else!$A$1:$A$4"})
        sheet.insert_chart("C1", chart)
        sheet.insert_image("C20", "dot.png", {"image_data": _dot()})

    before = written(fill)
    after = done(before, AppendRows(RANGE, TWO))
    assert part(after, "xl/charts/chart1.xml") == part(before, "xl/charts/chart1.xml")
    assert all_shown(after)[5, 1] == "below"


def _dot() -> Any:
    return BytesIO(
        base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        )
    )


# -- rows and cells


def test_rows_that_hold_nothing_take_cells_in() -> None:
    """A blank row with a height, and blank merged cells of which the file says nothing."""
    top = HEAD.replace("</row>", '<c r="C1"><v>1</v></c></row>', 1)
    rows = top + BELOW + '<row r="5" ht="30" customHeight="1"/><row r="9"><c r="C9"><v>1</v></c></row>'
    head = '<dimension ref="A1:C9"/>'
    after = done(book(worksheet(rows, head=head)), AppendRows(RANGE, TWO))
    assert '<row r="5" ht="30" customHeight="1"><c r="A5" t="str"><v>below</v></c></row>' in sheet_of(after)
    tail = '<mergeCells count="1"><mergeCell ref="A4:A5"/></mergeCells>'
    lone = '<row r="4"><c r="D4"><v>1</v></c></row>'
    after = done(book(worksheet(top + lone, tail, head)), AppendRows(RANGE, TWO * 2))
    assert refs(sheet_of(after), "ref")[0] == "A1:C9"
    assert refs(sheet_of(after), "ref")[-1] == "A8:A9"


def test_rows_that_count_on_from_a_moved_one_are_numbered() -> None:
    rows = "".join(
        f'<row>{cell}<c r="C{n}"><v>{n}</v></c></row>'
        for n, cell in enumerate(
            ['<c r="A1" t="str"><v>a</v></c>', '<c r="A2"><v>1</v></c>', '<c r="A3"><v>33</v></c>', "", ""], 1
        )
    )
    rows += '<row r="9"><c r="C9"><v>9</v></c></row><row><c r="C10"><v>10</v></c></row>'
    before = book(worksheet(rows))
    after = done(before, AppendRows(RANGE, TWO * 2))
    there = all_shown(before) | {(7, 1): 33}
    assert all_shown(after) == there | {(3, 1): 2, (4, 1): 3, (5, 1): 2, (6, 1): 3}


def test_shared_formulas_that_nothing_moves_keep_their_bytes() -> None:
    shared = (
        '<c r="C1"><f t="shared" ref="C1:C2" si="0">Z50+1</f><v>1</v></c>',
        '<c r="C2"><f t="shared" si="0"/><v>1</v></c>',
    )
    rows = HEAD.replace("</row>", shared[0] + "</row>", 1).replace(
        "<v>1</v></c></row>", f"<v>1</v></c>{shared[1]}</row>"
    )
    rows = rows.replace(shared[0] + shared[1], shared[0])
    after = done(
        book(worksheet(rows + BELOW + '<row r="9"><c r="C9"><v>1</v></c></row>')), AppendRows(RANGE, TWO)
    )
    assert all(cell in sheet_of(after) for cell in shared)


def test_each_cell_of_a_shared_formula_may_say_it_again() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="C1"><f t="shared" ref="C1:C2" si="0">A3+1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="C2"><f t="shared" si="0">A4+1</f><v>1</v></c></row>'
    )
    after = done(book(worksheet(rows + BELOW)), AppendRows(RANGE, TWO))
    assert '<f t="shared" ref="C1:C2" si="0">A5+1</f>' in sheet_of(after)
    assert '<f t="shared" si="0">A6+1</f>' in sheet_of(after)


def test_inputs_of_a_data_table_elsewhere_stay() -> None:
    rows = HEAD + (
        '<row r="3"><c r="A3"><f t="dataTable" ref="A3:A4" dt2D="1" dtr="1" r1="H1" r2="?"/><v>1</v></c></row>'
        '<row r="4"><c r="A4"><v>1</v></c></row>'
    )
    after = done(book(worksheet(rows)), AppendRows(RANGE, TWO))
    assert '<f t="dataTable" ref="A5:A6" dt2D="1" dtr="1" r1="H1" r2="?"/>' in sheet_of(after)


# -- parts few workbooks have


def test_controls_and_consolidated_ranges_follow() -> None:
    tail = (
        '<dataConsolidate><dataRefs count="2"><dataRef ref="A3:A4" sheet="Sheet1"/><dataRef ref="A3" sheet="Else"/></dataRefs>'
        '</dataConsolidate><controls><control shapeId="1" r:id="rId9"><controlPr linkedCell="$A$3" listFillRange="Sheet1!$A$3:$A$4">'
        "<anchor><from><col>0</col><row>2</row></from><to><col>0</col><row>3</row></to></anchor></controlPr></control></controls>"
    )
    xml = sheet_of(done(book(worksheet(HEAD + BELOW, tail)), AppendRows(RANGE, TWO)))
    assert '<dataRef ref="A5:A6" sheet="Sheet1"/><dataRef ref="A3" sheet="Else"/>' in xml
    assert (refs(xml, "linkedCell"), refs(xml, "listFillRange")) == (["$A$5"], ["Sheet1!$A$5:$A$6"])
    assert "<row>4</row></from>" in xml
    assert "<row>5</row></to>" in xml


def _anchor(kind: str, start: str, end: str = "", more: str = "") -> str:
    """Places as column,row."""
    ends = [
        f"<x:{name}><x:col>{at.split(',')[0]}</x:col><x:row>{at.split(',')[1]}</x:row></x:{name}>"
        for name, at in (("from", start), ("to", end))
        if at
    ]
    return f"<x:{kind}>{''.join(ends)}{more}<x:clientData/></x:{kind}>"


def _rows_of(anchors: str, tail: str = "", rows: str = HEAD + BELOW) -> list[int]:
    space = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    more: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": links(("rId1", "drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": f'<x:wsDr xmlns:x="{space}">{anchors}</x:wsDr>',
    }
    after = done(book(worksheet(rows, tail), more=more), AppendRows(RANGE, TWO))
    return [int(n) for n in re.findall("<x:row>([0-9]+)", part(after, "xl/drawings/drawing1.xml"))]


@pytest.mark.parametrize(
    ("anchor", "after"),
    [
        (_anchor("oneCellAnchor", "0,2"), [4]),
        (_anchor("oneCellAnchor", "0,0"), [0]),
        (_anchor("oneCellAnchor", "5,2"), [4]),
        (_anchor("absoluteAnchor", "0,2"), [2]),
        (_anchor("twoCellAnchor", "", "0,2"), [2]),
        (_anchor("twoCellAnchor", "0,2").replace("<x:clientData", "<x:to><x:col>0</x:col></x:to><x:clientData"), [4]),
        (_anchor("twoCellAnchor", "0,2", "?,3"), [4, 5]),
        (_anchor("oneCellAnchor", "0,2", more='<x:sp textlink="Else!$A$3"/>'), [4]),
    ],
)  # fmt: skip
def test_what_lies_over_moving_cells_follows(anchor: str, after: list[int]) -> None:
    assert _rows_of(anchor) == after


def test_what_lies_over_other_cells_stays() -> None:
    """Only column A moves: a picture over A and B stays, as does one over cells that others come to lie on."""
    rows = (
        HEAD.replace("</row>", '<c r="C1"><v>1</v></c></row>', 1)
        + BELOW
        + '<row r="7"><c r="C7"><v>1</v></c></row>'
    )
    wide, own = _anchor("twoCellAnchor", "0,2", "1,3"), _anchor("twoCellAnchor", "0,2", "0,3")
    assert _rows_of(wide + own, rows=rows) == [2, 3, 4, 5]
    merge = '<mergeCells count="1"><mergeCell ref="A9:B9"/></mergeCells>'
    assert _rows_of(_anchor("oneCellAnchor", "0,4") + own, merge, rows) == [4, 4, 5]


# -- what grows with a range


def test_filters_and_newer_rules_of_a_range() -> None:
    """Those that end with the rows grow; those that end elsewhere, or cannot be read, stay as they are."""
    tail = (
        '<autoFilter ref="A1:A2"><sortState ref="A2:A9"/></autoFilter>'
        '<extLst><ext><x:conditionalFormattings xmlns:x="x"><x:conditionalFormatting><x:cfRule/></x:conditionalFormatting>'
        "<x:conditionalFormatting><x:sqref>A2:A2</x:sqref></x:conditionalFormatting></x:conditionalFormattings></ext></extLst>"
    )
    xml = sheet_of(done(book(worksheet(HEAD, tail)), AppendRows(RANGE, TWO)))
    assert '<autoFilter ref="A1:A4"><sortState ref="A2:A9"/></autoFilter>' in xml
    assert "<x:sqref>A2:A4</x:sqref>" in xml
    assert "<x:conditionalFormatting><x:cfRule/></x:conditionalFormatting>" in xml
    odd = sheet_of(done(book(worksheet(HEAD, '<autoFilter ref="?"/>')), AppendRows(RANGE, TWO)))
    assert '<autoFilter ref="?"/>' in odd
