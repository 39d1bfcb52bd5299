"""Cells in the way of new rows move down, everything that refers to them follows, or nothing is written at all."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from sheetsales.backends.ooxml.apply import check_plan
from sheetsales.cells.edits import AppendRows, EditPlan, InsertRows, ReplaceRows
from sheetsales.cells.plan_json import plan_to_json, read_plan
from sheetsales.cells.values import EditValue
from sheetsales.errors import EditRefused, PlanError
from tests.ooxml.books import (
    MAIN,
    all_shown,
    book,
    done,
    links,
    look,
    opened_by_openpyxl,
    part,
    refs,
    sheet_of,
    shown,
    worksheet,
    written,
)

ROWS: tuple[dict[str, EditValue], ...] = ({"a": 30, "b": "n1"}, {"a": 40, "b": "n2"})


def _table(opened: Any, sheet: Any, *, total: bool = False) -> None:
    """Table ``t`` at B2:C4 (to row 5 with its totals)."""
    columns: list[dict[str, Any]] = [{"header": "a"}, {"header": "b"}]
    if total:
        columns[0]["total_function"], columns[0]["total_value"] = "sum", 30
    sheet.add_table(
        1,
        1,
        3 + total,
        2,
        {"name": "t", "columns": columns, "data": [[10, "x"], [20, "y"]], "total_row": total},
    )


def _report(opened: Any) -> None:
    """Below the table: totals set by hand, a second table, a merged title, rules, links, notes, a chart, names."""
    sheet, home = opened.add_worksheet("S"), opened.add_worksheet("Home sheet")
    _table(opened, sheet)
    money = opened.add_format({"num_format": "0.00"})
    sheet.write("A2", "beside")
    sheet.write("B6", "total")
    sheet.write_formula("C6", "=SUM(B3:B4)", money, 30)
    sheet.merge_range("B8:C8", "Title")
    sheet.add_table(
        "B10:C12", {"name": "u", "columns": [{"header": "k"}, {"header": "v"}], "data": [[1, 2], [3, 4]]}
    )
    sheet.write_formula("C12", "=B12*2+$C$6+Z1", None, 36)
    sheet.write_formula("E3", "=C6+SUM(C6:C12)", None, 66)
    sheet.data_validation("B11:B12", {"validate": "list", "source": "=$C$11:$C$12"})
    sheet.data_validation("B14", {"validate": "list", "source": ["p"]})
    sheet.conditional_format("C11:C12", {"type": "formula", "criteria": "=$C11>$C$6", "format": money})
    sheet.conditional_format(
        "C11:C12", {"type": "data_bar", "data_bar_2010": True, "min_type": "formula", "min_value": "=$C$6"}
    )
    sheet.write_url("B13", "internal:'S'!C6", string="go")
    sheet.write_comment("C11", "a note", {"visible": True})
    sheet.add_sparkline("C14", {"range": "S!B11:C11"})
    sheet.print_area("A1:F12")
    sheet.repeat_rows(9, 9)
    chart = opened.add_chart({"type": "column"})
    chart.add_series({"categories": "=S!$B$11:$B$12", "values": "=S!$C$11:$C$12"})
    home.insert_chart("C2", chart)
    home.write_formula("A1", "=S!C6*2+SUM(S!$B$11:$C$12)", None, 70)
    home.write_formula("A2", '=HYPERLINK("#S!C6","total")', None, "total")
    home.write_url("A3", "internal:S!B10")
    opened.define_name("the_total", "=S!$C$6")
    opened.define_name("wanders", "=S!C6")


@pytest.fixture(scope="module")
def report() -> bytes:
    return written(_report)


@pytest.fixture(scope="module")
def moved(report: bytes) -> bytes:
    return done(report, AppendRows("t", ROWS * 2))


def test_what_is_below_moves_and_nothing_is_lost(report: bytes, moved: bytes) -> None:
    before, after = all_shown(report, "S"), all_shown(moved, "S")
    new = {at for at in after if 5 <= at[0] <= 8}
    assert {after[at] for at in new} >= {30, "n1", 40, "n2"}
    assert {(r + 4 if r >= 5 else r, c): v for (r, c), v in before.items()} == {
        at: v for at, v in after.items() if at not in new
    }
    assert look(moved, "S!C10") == "0.00"


def test_formulas_follow(moved: bytes) -> None:
    assert shown(moved, "S!C10", formulas=True) == "=SUM(B3:B8)"
    assert shown(moved, "S!C16", formulas=True) == "=B16*2+$C$10+Z1"
    assert shown(moved, "S!E3", formulas=True) == "=C10+SUM(C10:C16)"
    assert shown(moved, "'Home sheet'!A1", formulas=True) == "=S!C10*2+SUM(S!$B$15:$C$16)"
    assert shown(moved, "'Home sheet'!A2", formulas=True) == '=HYPERLINK("#S!C10","total")'
    assert shown(moved, "'Home sheet'!A1") == 70


def test_rules_links_and_notes_follow(moved: bytes) -> None:
    xml = sheet_of(moved)
    assert '<mergeCell ref="B12:C12"/>' in xml
    assert 'sqref="B15:B16"' in xml
    assert "<formula1>$C$15:$C$16</formula1>" in xml
    assert 'sqref="B18"' in xml
    assert '<conditionalFormatting sqref="C15:C16">' in xml
    assert "$C15&gt;$C$10" in xml
    assert 'val="$C$10"' in xml
    assert "<xm:sqref>C15:C16</xm:sqref>" in xml
    assert "<xm:f>$C$10</xm:f>" in xml
    assert "<xm:f>S!B15:C15</xm:f><xm:sqref>C18</xm:sqref>" in xml
    assert '<hyperlink ref="B17" location="\'S\'!C10"' in xml
    assert 'location="S!B14"' in sheet_of(moved, 2)
    assert 'ref="C15"' in part(moved, "xl/comments1.xml")
    assert "<x:Row>14</x:Row>" in part(moved, "xl/drawings/vmlDrawing1.vml")


def test_tables_charts_and_names_follow(moved: bytes) -> None:
    assert refs(part(moved, "xl/tables/table1.xml"), "ref") == ["B2:C8", "B2:C8"]
    assert refs(part(moved, "xl/tables/table2.xml"), "ref") == ["B14:C16", "B14:C16"]
    chart = part(moved, "xl/charts/chart1.xml")
    assert "S!$B$15:$B$16" in chart
    assert "S!$C$15:$C$16" in chart
    names = part(moved, "xl/workbook.xml")
    assert ">S!$C$10<" in names
    assert ">S!C6<" in names
    assert ">S!$A$1:$F$16<" in names
    assert ">S!$14:$14<" in names


def test_it_is_told(report: bytes) -> None:
    applied = check_plan(report, EditPlan((AppendRows("t", ROWS),)))
    assert "To make room for t, S!B6:C13 moved down to S!B8:C15" in applied.notices[0].en


def _beside(opened: Any) -> None:
    """A list beside that spans the rows: only the table's own columns can move."""
    sheet = opened.add_worksheet("S")
    _table(opened, sheet, total=True)
    sheet.write_column("E1", range(20))
    sheet.write("B7", "note")
    sheet.write("C9", 5)
    sheet.conditional_format(
        "A8:F10", {"type": "cell", "criteria": ">", "value": 3, "format": opened.add_format()}
    )
    sheet.write_formula("H1", "=SUM(A1:F40)", None, 1)
    sheet.write_formula("H2", "=B5+C9", None, 35)
    sheet.set_row(6, 40)


def test_only_the_tables_columns_move_where_a_list_stands_beside() -> None:
    after = done(written(_beside), AppendRows("t", ROWS))
    cells = all_shown(after, "S")
    assert [cells[row, 5] for row in range(1, 21)] == list(range(20))
    assert (cells[9, 2], cells[11, 3], cells[7, 2]) == ("note", 5, 30)
    assert shown(after, "S!B7", formulas=True) == "=SUBTOTAL(109,[a])"
    assert shown(after, "S!H2", formulas=True) == "=B7+C11"
    assert shown(after, "S!H1", formulas=True) == "=SUM(A1:F40)"
    assert '<conditionalFormatting sqref="A8:A10 B10:C12 D8:F10">' in sheet_of(after)
    assert re.search(r'<row r="7" [^>]*ht="39.75"', sheet_of(after))


def _stuck(opened: Any, what: str) -> None:
    sheet = opened.add_worksheet("S")
    _table(opened, sheet)
    sheet.write_column("E1", range(20))
    sheet.write("B5", "in the way")
    if what == "merge":
        sheet.merge_range("A7:B7", "wide")
    elif what == "table":
        sheet.add_table("C7:D9", {"name": "other"})
    elif what == "formula":
        opened.add_worksheet("Home").write_formula("B2", "=SUM(S!A5:B5)", None, 1)
    elif what == "name":
        opened.define_name("wide", "=S!$A$5:$D$5")
    elif what == "rule":
        sheet.data_validation("F1", {"validate": "list", "source": "=$A$5:$D$5"})
    elif what == "hidden":
        sheet.set_row(5, None, None, {"hidden": True})
    elif what == "filter":
        sheet.autofilter("A7:C8")
    elif what == "array":
        sheet.write_array_formula("A8:B8", "{=A1:B1}")
    elif what == "sheets":
        opened.add_worksheet("T").write_formula("B2", "=SUM(S:T!B5)", None, 1)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("merge", "the merged range at S!A7:B7 would be torn"),
        ("table", "table other at S!C7:D9 would be torn"),
        ("formula", "the formula in Home!B2 stands against it: S!A5:B5 would be torn"),
        ("name", "the name “wide” stands"),
        ("rule", "on sheet “S”, formula1 stands"),
        ("hidden", "row 6 is hidden"),
        ("filter", "the filter at S!A7:C8"),
        ("array", "the array formula at S!A8:B8"),
        ("sheets", "several sheets at once"),
    ],
)
def test_what_would_be_torn_is_refused_with_a_way_out(what: str, why: str) -> None:
    data = written(lambda opened: _stuck(opened, what))
    with pytest.raises(EditRefused, match=why) as refused:
        done(data, AppendRows("t", ROWS * 4))
    assert "t needs 8 more rows, but S!B5 below it is in the way" in refused.value.text.en
    assert "such as S!B23" in refused.value.text.en


def test_what_is_further_down_stays_where_there_is_a_gap() -> None:
    def fill(opened: Any) -> None:
        _stuck(opened, "")
        opened.get_worksheet_by_name("S").merge_range("A12:B12", "wide")

    after = done(written(fill), AppendRows("t", ROWS))
    cells = all_shown(after, "S")
    assert (cells[7, 2], cells[12, 1]) == ("in the way", "wide")


def test_locked_cells_do_not_move() -> None:
    def fill(opened: Any) -> None:
        _report(opened)
        opened.get_worksheet_by_name("S").protect()

    with pytest.raises(EditRefused, match="locked"):
        done(written(fill), AppendRows("t", ROWS))
    assert shown(done(written(fill), AppendRows("t", ROWS), allow_protected=True), "S!B8") == "total"


# -- rows put inside


def test_rows_are_inserted_and_all_follows(report: bytes) -> None:
    after = done(report, InsertRows("t", 4, ROWS))
    assert [shown(after, f"S!B{n}") for n in range(2, 9)] == ["a", 10, 30, 40, 20, None, "total"]
    assert refs(part(after, "xl/tables/table1.xml"), "ref") == ["B2:C6", "B2:C6"]
    assert shown(after, "S!C8", formulas=True) == "=SUM(B3:B6)"
    assert refs(part(after, "xl/tables/table2.xml"), "ref") == ["B12:C14", "B12:C14"]


def test_rows_inserted_above_the_first_are_covered_too() -> None:
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("S")
        _table(opened, sheet, total=True)
        sheet.write_formula("H1", "=SUM(B3:B4)+B3+B5", None, 70)
        sheet.data_validation("B3:B4", {"validate": "list", "source": ["x"]})
        opened.define_name("all_a", "=S!$B$3:$B$4")

    after = done(written(fill), InsertRows("t", 3, ROWS))
    assert shown(after, "S!H1", formulas=True) == "=SUM(B3:B6)+B5+B7"
    assert 'sqref="B3:B6"' in sheet_of(after)
    assert ">S!$B$3:$B$6<" in part(after, "xl/workbook.xml")
    assert [shown(after, f"S!B{n}") for n in (3, 4, 5, 6, 7)] == [30, 40, 10, 20, 30]


def test_a_row_that_is_none_of_the_tables_is_named(report: bytes) -> None:
    with pytest.raises(EditRefused, match="Row 2 is no data row of t, whose rows are 3 to 4"):
        done(report, InsertRows("t", 2, ROWS))
    assert done(report, InsertRows("t", 3, ())) is not None


def test_blank_cells_that_a_formula_names_are_not_run_over() -> None:
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("S")
        _table(opened, sheet, total=True)
        sheet.write_formula("H1", "=B6+B5", None, 30)
        sheet.write("H3", "beside")
        sheet.write("H9", "beside")

    after = done(written(fill), AppendRows("t", ROWS))
    assert shown(after, "S!H1", formulas=True) == "=B8+B7"
    assert shown(after, "S!H9") == "beside"


def test_an_insert_is_read_from_a_plan_and_written_back() -> None:
    plan = EditPlan((InsertRows("t", 4, ROWS),))
    assert read_plan(json.dumps(plan_to_json(plan))) == plan
    with pytest.raises(PlanError, match="before_row"):
        read_plan(
            '{"version": 1, "edits": [{"op": "insert_rows", "table": "t", "before_row": 0, "rows": []}]}'
        )


def test_two_inserts_and_an_append_in_one_plan(report: bytes) -> None:
    after = done(report, InsertRows("t", 4, ROWS), AppendRows("t", ROWS), InsertRows("t", 5, ROWS[:1]))
    assert [shown(after, f"S!B{n}") for n in range(3, 10)] == [10, 30, 30, 40, 20, 30, 40]
    assert shown(after, "'Home sheet'!A1", formulas=True) == "=S!C10*2+SUM(S!$B$15:$C$16)"
    assert "S!$C$15:$C$16" in part(after, "xl/charts/chart1.xml")


def test_a_plain_range_takes_rows_inside() -> None:
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("S")
        sheet.write_column("A1", ["k", 1, 2])
        sheet.autofilter("A1:A3")
        sheet.write("A5", "below")
        sheet.write_formula("C1", "=A5", None, "below")

    after = done(written(fill), InsertRows("S!A1:A3", 3, ({"k": 9},)))
    assert all_shown(after, "S") == {
        (1, 1): "k",
        (2, 1): 1,
        (3, 1): 9,
        (4, 1): 2,
        (5, 1): "below",
        (1, 3): "below",
    }
    assert shown(after, "S!C1", formulas=True) == "=A5"
    assert '<autoFilter ref="A1:A4"/>' in sheet_of(after)


# -- formulas that cells share, and odd sheets


def _hand(rows: str, tail: str = "", **more: Any) -> bytes:
    return book(worksheet(rows, tail), **more)


HEAD = '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'


def test_shared_formulas_are_split_where_they_must_be() -> None:
    rows = HEAD + (
        '<row r="3"><c r="A3"><v>9</v></c><c r="B3"><f t="shared" ref="B3:B6" si="0">A3+A$3</f><v>18</v></c></row>'
        '<row r="4"><c r="B4"><f t="shared" si="0"/><v>9</v></c></row>'
        '<row r="5"><c r="B5"><f t="shared" si="0"/><v>9</v></c></row>'
        '<row r="6"><c r="C6"><f t="shared" ref="C6:C7" si="1">A3+A4</f><v>9</v></c></row>'
        '<row r="7"><c r="C7"><f t="shared" si="1"/><v>0</v></c></row>'
    )
    after = done(_hand(rows), AppendRows("Sheet1!A1:A2", ({"a": 2}, {"a": 3})))
    opened = opened_by_openpyxl(after)["Sheet1"]
    assert 'ref="B5:B7" si="0">A5+A$5</f>' in sheet_of(after)
    assert 'ref="C8:C9" si="1">A5+A6</f>' in sheet_of(after)
    assert opened["A5"].value == 9
    inside = done(_hand(rows), InsertRows("Sheet1!A1:A3", 3, ({"a": 2},)))
    assert 'ref="B4:B6" si="0">A4+A$4</f>' in sheet_of(inside)


def test_a_shared_formula_that_reads_across_the_gap_is_written_out() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="C1"><f t="shared" ref="C1:C5" si="7">A1+1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="C2"><f t="shared" si="7"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><v>7</v></c><c r="C3"><f t="shared" si="7"/><v>8</v></c></row>'
        '<row r="4"><c r="A4"><v>8</v></c><c r="C4"><f t="shared" si="7" ca="1"/><v>9</v></c></row>'
        '<row r="5"><c r="C5"><f t="shared" si="9"/><v>1</v></c></row>'
    )
    after = done(_hand(rows), AppendRows("Sheet1!A1:A2", ({"a": 2},)))
    xml = sheet_of(after)
    assert '<f t="shared" ref="C1:C2" si="7">A1+1</f>' in xml
    assert "<f>A4+1</f>" in xml
    assert '<f ca="1">A5+1</f>' in xml
    assert '<f t="shared" si="9"/>' in xml


def test_rows_and_cells_without_numbers_get_theirs() -> None:
    rows = (
        '<row><c t="str"><v>a</v></c><c><v>0</v></c></row><row><c><v>1</v></c><c><v>0</v></c></row>'
        '<row><c t="str"><v>below</v></c><c><v>0</v></c></row><row><c/><c><v>5</v></c></row>'
    )
    for name in ("Sheet1!A1:A2", "Sheet1!A1:B2"):
        after = done(_hand(rows), AppendRows(name, ({"a": 2}, {"a": 3}, {"a": 4})))
        cells = all_shown(after)
        assert [cells[row, 1] for row in (1, 2, 3, 4, 5, 6)] == ["a", 1, 2, 3, 4, "below"]
        assert 5 in cells.values()


def test_arrays_and_data_tables_move_whole() -> None:
    rows = HEAD + (
        '<row r="3"><c r="A3"><f t="array" ref="A3:A4">A2:A3*2</f><v>2</v></c></row><row r="4"><c r="A4"><v>4</v></c></row>'
        '<row r="5"><c r="A5"><f t="dataTable" ref="A5:A6" dt2D="0" dtr="0" r1="A3"/><v>1</v></c></row>'
        '<row r="6"><c r="A6"><v>1</v></c></row>'
    )
    xml = sheet_of(done(_hand(rows), AppendRows("Sheet1!A1:A2", ({"a": 2},))))
    assert 'ref="A4:A5"' in xml
    assert ">A2:A4*2</f>" in xml
    assert 'ref="A6:A7"' in xml
    assert 'r1="A4"' in xml


def test_odd_parts_of_a_sheet_follow() -> None:
    tail = (
        '<protectedRanges><protectedRange sqref="A3:A4" name="p"/></protectedRanges>'
        '<scenarios><scenario name="s" count="1"><inputCells r="A3" val="1"/></scenario></scenarios>'
        '<rowBreaks count="1" manualBreakCount="1"><brk id="3" max="16383" man="1"/></rowBreaks>'
        '<colBreaks count="1" manualBreakCount="1"><brk id="3" max="1048575" man="1"/></colBreaks>'
        '<cellWatches><cellWatch r="A3"/></cellWatches><ignoredErrors><ignoredError sqref="A3 A:A" numberStoredAsText="1"/></ignoredErrors>'
    )
    rows = HEAD + '<row r="3"><c r="A3"><v>9</v></c></row>'
    head = '<dimension ref="A1:A3"/><sheetViews><sheetView workbookViewId="0"><selection activeCell="A3" sqref="A3"/></sheetView></sheetViews>'
    xml = sheet_of(done(book(worksheet(rows, tail, head)), AppendRows("Sheet1!A1:A2", ({"a": 2}, {"a": 3}))))
    assert '<dimension ref="A1:A5"/>' in xml
    assert 'sqref="A5:A6" name="p"' in xml
    assert '<inputCells r="A5"' in xml.replace('val="1" r="A5"', 'r="A5"')
    assert 'id="5"' in xml
    assert '<colBreaks count="1" manualBreakCount="1"><brk id="3"' in xml
    assert 'r="A5"' in xml
    assert 'sqref="A5 A:A"' in xml
    assert 'sqref="A3"/></sheetView>' in xml


def test_controls_and_pictures_follow() -> None:
    anchor = (
        "<xdr:from><xdr:col>{c}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{r}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        "<xdr:to><xdr:col>{c}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>{s}</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:to>"
    )
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
        f'<xdr:twoCellAnchor>{anchor.format(c=0, r=4, s=6)}<xdr:sp macro="" textlink="$A$3"/><xdr:clientData/></xdr:twoCellAnchor>'
        f'<xdr:twoCellAnchor editAs="oneCell">{anchor.format(c=0, r=1, s=3)}<xdr:clientData/></xdr:twoCellAnchor>'
        f"<xdr:twoCellAnchor>{anchor.format(c=0, r=1, s=3)}<xdr:clientData/></xdr:twoCellAnchor>"
        "</xdr:wsDr>"
    )
    vml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<v:shape id="s1"><x:ClientData ObjectType="Drop"><x:Anchor>0, 1, 4, 2, 0, 3, 5, 4</x:Anchor>'
        "<x:FmlaLink>$A$3</x:FmlaLink></x:ClientData></v:shape>"
        '<v:shape id="s2"><x:ClientData ObjectType="Pict"></x:ClientData></v:shape></xml>'
    )
    more: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": links(
            ("rId1", "drawing", "../drawings/drawing1.xml"),
            ("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId3", "ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        ),
        "xl/drawings/drawing1.xml": drawing,
        "xl/drawings/vmlDrawing1.vml": vml,
        "xl/ctrlProps/ctrlProp1.xml": '<formControlPr xmlns="x" objectType="Drop" fmlaLink="$A$3" fmlaRange="Sheet1!$A$3:$A$4"/>',
    }
    rows = HEAD + '<row r="3"><c r="A3"><v>9</v></c></row><row r="4"><c r="A4"><v>9</v></c></row>'
    after = done(book(worksheet(rows), more=more), AppendRows("Sheet1!A1:A2", ({"a": 2}, {"a": 3})))
    moved = part(after, "xl/drawings/drawing1.xml")
    assert [int(n) for n in re.findall(r"<xdr:row>(\d+)", moved)] == [6, 8, 1, 3, 1, 5]
    assert 'textlink="$A$5"' in moved
    legacy = part(after, "xl/drawings/vmlDrawing1.vml")
    assert "<x:Anchor>0, 1, 6, 2, 0, 3, 7, 4</x:Anchor>" in legacy
    assert "<x:FmlaLink>$A$5</x:FmlaLink>" in legacy
    control = part(after, "xl/ctrlProps/ctrlProp1.xml")
    assert 'fmlaLink="$A$5"' in control
    assert 'fmlaRange="Sheet1!$A$5:$A$6"' in control


# -- Tables that a query fills


def _queried(query: str, connection: str = "") -> bytes:
    table = (
        f'<table xmlns="{MAIN}" id="1" name="q" displayName="q" ref="A1:A2" tableType="queryTable">'
        '<tableColumns count="1"><tableColumn id="1" name="a" queryTableFieldId="1"/></tableColumns></table>'
    )
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": links(("rId1", "table", "/xl/tables/table1.xml")),
        "xl/tables/table1.xml": table,
        "xl/tables/_rels/table1.xml.rels": links(("rId1", "queryTable", "/xl/queryTables/queryTable1.xml")),
        "xl/queryTables/queryTable1.xml": f'<queryTable xmlns="{MAIN}" name="q" connectionId="3"{query}/>',
        "xl/_rels/workbook.xml.rels": links(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId9", "connections", "connections.xml")
        ),
        "xl/connections.xml": f'<connections xmlns="{MAIN}"><connection id="3" name="c"{connection}>'
        '<parameters><parameter cell="Sheet1!$A$3"/></parameters></connection></connections>',
    }
    return book(worksheet(HEAD + '<row r="3"><c r="A3"><v>9</v></c></row>'), more=parts, styles=None)


def test_a_table_filled_by_a_query_takes_rows_at_its_end_and_says_so() -> None:
    edit = AppendRows("q", ({"a": 2},))
    applied = check_plan(_queried(""), EditPlan((edit,)))
    assert "the next refresh puts the query's result in place" in applied.notices[0].en
    assert 'cell="Sheet1!$A$4"' in part(done(_queried(""), edit), "xl/connections.xml")


@pytest.mark.parametrize(
    ("query", "connection"),
    [(' refreshOnLoad="1"', ""), ("", ' refreshOnLoad="1"'), ("", ' interval="60"')],
)
def test_a_query_that_refreshes_by_itself_takes_none(query: str, connection: str) -> None:
    with pytest.raises(EditRefused, match="refreshes by itself"):
        done(_queried(query, connection), AppendRows("q", ({"a": 2},)))


def test_rows_of_a_query_are_its_own() -> None:
    for edit in (ReplaceRows("q", ({"a": 2},)), InsertRows("q", 2, ({"a": 2},))):
        with pytest.raises(EditRefused, match="whose next refresh puts its own rows back"):
            done(_queried(""), edit)
