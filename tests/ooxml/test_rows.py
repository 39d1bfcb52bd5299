"""Rows appended to Tables and ranges, all rows replaced, and everything that refers to them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheetsales.backends.ooxml.apply import check_plan
from sheetsales.cells.edits import AppendRows, EditPlan, ReplaceRows
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused
from tests.ooxml.books import (
    all_shown,
    book,
    changed,
    done,
    look,
    opened_by_openpyxl,
    part,
    parts_of,
    put,
    refs,
    sheet_of,
    shown,
    worksheet,
    written,
)

PIPELINE = (
    {"header": "单号"},
    {"header": "金额"},
    {"header": "日期"},
    {"header": "加税", "formula": "=[@金额]*1.13"},
)


def _pipeline(opened: Any, totals: bool = False, rows: int = 3) -> Any:
    """A table of three rows from B3, its heading in row 3, a drop-down, a rule, a name and a chart on it."""
    sheet = opened.add_worksheet("Pipeline")
    money, day = opened.add_format({"num_format": "#,##0.00"}), opened.add_format({"num_format": "yyyy/m/d"})
    data = [[f"P{n}", n * 100, dt.date(2026, 1, n), n * 113] for n in range(1, rows + 1)]
    columns: list[dict[str, Any]] = [dict(c) for c in PIPELINE]
    columns[1]["format"], columns[2]["format"] = money, day
    last = 3 + rows
    if totals:
        columns[0]["total_string"] = "合计"
        columns[1]["total_function"], columns[1]["total_value"] = "sum", 600
    sheet.add_table(
        2,
        1,
        last - 1 + (1 if totals else 0),
        4,
        {"name": "tblPipeline", "columns": columns, "data": data, "total_row": totals},
    )
    for at in range(rows):
        sheet.write(2 + 1 + at, 4, None)
        sheet.write_formula(3 + at, 4, "=tblPipeline[[#This Row],[金额]]*1.13", money, (at + 1) * 113)
    sheet.data_validation(f"B4:B{last}", {"validate": "list", "source": ["P1", "P2"]})
    sheet.conditional_format(f"C4:C{last}", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(f"A4:D{last}", {"type": "cell", "criteria": ">", "value": 5, "format": money})
    opened.define_name("amounts", f"=Pipeline!$C$4:$C${last}")
    opened.define_name("one_cell", f"=Pipeline!$C${last}")
    chart = opened.add_chart({"type": "column"})
    chart.add_series(
        {
            "categories": f"=Pipeline!$B$4:$B${last}",
            "values": f"=Pipeline!$C$4:$C${last}",
            "categories_data": ["P1", "P2", "P3"],
            "values_data": [100, 200, 300],
        }
    )
    sheet.insert_chart("H2", chart)
    return sheet


@pytest.fixture(scope="module")
def pipeline() -> bytes:
    return written(_pipeline)


ROW: dict[str, EditValue] = {"单号": "P4", "金额": 400, "日期": dt.date(2026, 1, 4)}


def test_an_appended_row_looks_like_the_last(pipeline: bytes) -> None:
    after = done(pipeline, AppendRows("tblPipeline", (ROW, {"金额": 5})))
    assert shown(after, "Pipeline!B7") == "P4"
    assert shown(after, "Pipeline!D7") == dt.datetime(2026, 1, 4)
    assert look(after, "Pipeline!C8") == "#,##0.00"
    assert look(after, "Pipeline!D8") == "yyyy/m/d"
    assert shown(after, "Pipeline!B8") is None


def test_the_table_and_its_filter_grow(pipeline: bytes) -> None:
    table = part(done(pipeline, AppendRows("tblpipeline", (ROW,))), "xl/tables/table1.xml")
    assert refs(table, "ref") == ["B3:E7", "B3:E7"]


def test_a_calculated_column_goes_on(pipeline: bytes) -> None:
    after = done(pipeline, AppendRows("tblPipeline", (ROW,)))
    assert shown(after, "Pipeline!E7", formulas=True) == "=tblPipeline[[#This Row],[金额]]*1.13"
    assert shown(after, "Pipeline!E7") is None
    given = done(pipeline, AppendRows("tblPipeline", ({"加税": Formula("1+1", 2)},)))
    assert shown(given, "Pipeline!E7") == 2


def test_validations_and_conditional_formats_grow_within_the_table(pipeline: bytes) -> None:
    sheet = sheet_of(done(pipeline, AppendRows("tblPipeline", (ROW, ROW))))
    assert 'sqref="B4:B8"' in sheet
    assert '<conditionalFormatting sqref="C4:C8">' in sheet
    assert '<conditionalFormatting sqref="A4:D6 B7:D8">' in sheet
    assert "<xm:sqref>C4:C8</xm:sqref>" in sheet


def test_names_and_charts_grow_and_remember_the_new_values(pipeline: bytes) -> None:
    after = done(pipeline, AppendRows("tblPipeline", (ROW, {"单号": "P5", "金额": 500})))
    names = part(after, "xl/workbook.xml")
    assert "Pipeline!$C$4:$C$8<" in names
    assert '"one_cell">Pipeline!$C$6<' in names
    chart = part(after, "xl/charts/chart1.xml")
    assert "Pipeline!$B$4:$B$8" in chart
    assert '<c:ptCount val="5"/>' in chart
    assert '<c:pt idx="3"><c:v>P4</c:v></c:pt><c:pt idx="4"><c:v>P5</c:v></c:pt>' in chart
    assert '<c:pt idx="4"><c:v>500</c:v></c:pt>' in chart


def test_nothing_else_is_touched(pipeline: bytes) -> None:
    after = done(pipeline, AppendRows("tblPipeline", (ROW,)))
    assert changed(pipeline, after) <= {
        "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/charts/chart1.xml", "xl/workbook.xml", "xl/sharedStrings.xml",
    }  # fmt: skip
    a, b = opened_by_openpyxl(pipeline)["Pipeline"], opened_by_openpyxl(after)["Pipeline"]
    assert all(a[c.coordinate].value == c.value for row in a.iter_rows() for c in row)
    assert b["B4"].value == "P1"


def test_a_formula_names_only_tables_and_columns_there_are(pipeline: bytes) -> None:
    after = done(
        pipeline,
        put(
            "Pipeline!H1",
            Formula(
                "SUM(tblPipeline[金额])+ROWS(TBLPIPELINE[[#Headers],[单号]:[金额]])+ROWS(tblPipeline[])", 1
            ),
        ),
    )
    assert shown(after, "Pipeline!H1") == 1
    with pytest.raises(EditRefused, match="Pipeline!H1: the formula names the table “tblNo”"):
        done(pipeline, put("Pipeline!H1", Formula('"tblOk[a]"&tblNo[a]', 1)))
    with pytest.raises(EditRefused, match="column “x#y” of tblPipeline"):
        done(pipeline, put("Pipeline!H1", Formula("SUM(tblPipeline[[#Data],[x'#y]])", 1)))


def test_an_unknown_value_is_told(pipeline: bytes) -> None:
    applied = check_plan(pipeline, EditPlan((AppendRows("tblPipeline", (ROW,) * 9),)))
    assert (applied.edits, applied.rows_added) == (1, 9)
    assert "9 formulas" in applied.notices[0].en
    assert "Pipeline!E7" in applied.notices[0].zh


def test_blank_rows_at_the_end_are_filled_first() -> None:
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("S")
        sheet.add_table("A1:B5", {"name": "t", "columns": [{"header": "a"}, {"header": "b"}]})
        sheet.write("A2", 1)

    after = done(written(fill), AppendRows("t", ({"a": 2}, {"b": 3})))
    assert all_shown(after, "S") == {(1, 1): "a", (1, 2): "b", (2, 1): 1, (3, 1): 2, (4, 2): 3}
    assert refs(part(after, "xl/tables/table1.xml"), "ref")[0] == "A1:B5"
    assert (
        refs(part(done(after, AppendRows("t", ({"a": 9},) * 3)), "xl/tables/table1.xml"), "ref")[0] == "A1:B7"
    )


def test_an_empty_list_of_rows_appends_nothing(pipeline: bytes) -> None:
    assert changed(pipeline, done(pipeline, AppendRows("tblPipeline", ()))) == set()


def test_cells_beside_the_new_rows_do_not_matter() -> None:
    def fill(opened: Any) -> None:
        _pipeline(opened).write("G7", "beside")

    assert shown(done(written(fill), AppendRows("tblPipeline", (ROW,))), "Pipeline!G7") == "beside"


def test_unknown_and_doubled_headings_are_refused(pipeline: bytes) -> None:
    with pytest.raises(EditRefused, match=r"no heading “客户”.*单号, 金额"):
        done(pipeline, AppendRows("tblPipeline", ({"客户": 1},)))
    rows = "".join(f'<c r="{c}1" t="str"><v>a</v></c>' for c in "AB")
    with pytest.raises(EditRefused, match="two headings “a”"):
        done(book(worksheet(f'<row r="1">{rows}</row>')), AppendRows("Sheet1!A1:B3", ({"a": 1},)))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere", "no table “nowhere”.*tblPipeline"),
        ("Pipeline!A20:B22", "first row.*no headings"),
        ("Pipeline!B3:D6", "overlaps table tblPipeline"),
        ("Else!A1:B2", "no sheet “Else”"),
    ],
)
def test_what_is_no_table(pipeline: bytes, name: str, why: str) -> None:
    with pytest.raises(EditRefused, match=why):
        done(pipeline, AppendRows(name, ({"a": 1},)))


def test_a_range_that_is_a_table_counts_as_it(pipeline: bytes) -> None:
    table = part(done(pipeline, AppendRows("Pipeline!B3:E6", (ROW,))), "xl/tables/table1.xml")
    assert refs(table, "ref")[0] == "B3:E7"


def _plain(opened: Any) -> None:
    sheet = opened.add_worksheet("My sheet")
    bold = opened.add_format({"bold": True, "num_format": "0.0"})
    sheet.write_row("B5", ["客户", "金额", 2026])
    for row in range(3):
        sheet.write(5 + row, 1, f"客户{row}")
        sheet.write(5 + row, 2, row, bold)
    sheet.autofilter("B5:D8")
    sheet.set_row(7, 33)
    opened.define_name("'My sheet'!Print_Area", "='My sheet'!$B$5:$D$8")


def test_a_plain_range_grows_with_its_filter() -> None:
    after = done(written(_plain), AppendRows("'My sheet'!B5:D20", ({"客户": "新", "2026": 1},)))
    assert shown(after, "'My sheet'!B9") == "新"
    assert shown(after, "'My sheet'!D9") == 1
    assert look(after, "'My sheet'!C9") == "0.0"
    assert '<autoFilter ref="B5:D9"/>' in sheet_of(after)
    assert "'My sheet'!$B$5:$D$9" in part(after, "xl/workbook.xml")
    assert '<row r="9" ht="33" customHeight="1">' in sheet_of(after)


def test_a_range_of_headings_alone_takes_rows() -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>a</v></c></row>'
    for name in ("Sheet1!A1:A1", "Sheet1!A1:A9", "Sheet1!A1"):
        after = done(book(worksheet(rows)), AppendRows(name, ({"a": 1}, {"a": 2})))
        assert all_shown(after) == {(1, 1): "a", (2, 1): 1, (3, 1): 2}


def test_two_appends_and_a_cell_between_go_in_order(pipeline: bytes) -> None:
    after = done(
        pipeline,
        AppendRows("tblPipeline", (ROW,)),
        put("Pipeline!B7", "changed"),
        AppendRows("tblPipeline", (ROW,)),
    )
    assert [shown(after, f"Pipeline!B{n}") for n in (6, 7, 8)] == ["P3", "changed", "P4"]
    assert refs(part(after, "xl/tables/table1.xml"), "ref")[0] == "B3:E8"


# -- totals


@pytest.fixture(scope="module")
def totalled() -> bytes:
    return written(lambda opened: _pipeline(opened, totals=True))


def test_a_totals_row_is_pushed_down(totalled: bytes) -> None:
    after = done(totalled, AppendRows("tblPipeline", (ROW, ROW)))
    assert [shown(after, f"Pipeline!B{n}") for n in (7, 8, 9)] == ["P4", "P4", "合计"]
    assert shown(after, "Pipeline!C9", formulas=True) == "=SUBTOTAL(109,[金额])"
    assert shown(after, "Pipeline!C7") == 400
    assert refs(part(after, "xl/tables/table1.xml"), "ref") == ["B3:E9", "B3:E8"]


def test_a_totals_row_follows_fewer_rows_up(totalled: bytes) -> None:
    after = done(totalled, ReplaceRows("tblPipeline", (ROW,)))
    assert shown(after, "Pipeline!B4") == "P4"
    assert shown(after, "Pipeline!B5") == "合计"
    assert shown(after, "Pipeline!C5", formulas=True) == "=SUBTOTAL(109,[金额])"
    assert {at for at in all_shown(after, "Pipeline") if at[0] > 5} == set()
    assert refs(part(after, "xl/tables/table1.xml"), "ref") == ["B3:E5", "B3:E4"]


def test_a_formula_that_names_the_totals_row_follows_it() -> None:
    def fill(opened: Any) -> None:
        _pipeline(opened, totals=True).write_formula("H30", "=C7/2", None, 300)
        opened.add_worksheet("Home").write_formula("A1", "=Pipeline!$C$7*2+7", None, 1207)

    after = done(written(fill), AppendRows("tblPipeline", (ROW,)))
    assert shown(after, "Home!A1", formulas=True) == "=Pipeline!$C$8*2+7"
    assert shown(after, "Pipeline!H30", formulas=True) == "=C8/2"


def test_a_totals_row_follows_up_only_where_no_formula_names_its_new_place() -> None:
    def fill(at: str) -> bytes:
        def inside(opened: Any) -> None:
            _pipeline(opened, totals=True)
            opened.add_worksheet("Home").write_formula("A1", at, None, 7)

        return written(inside)

    kept = done(fill("=Pipeline!C5"), ReplaceRows("tblPipeline", (ROW,)))
    assert (shown(kept, "Pipeline!B7"), shown(kept, "Pipeline!B5")) == ("合计", None)
    assert refs(part(kept, "xl/tables/table1.xml"), "ref") == ["B3:E7", "B3:E6"]
    applied = check_plan(fill("=Pipeline!C5"), EditPlan((ReplaceRows("tblPipeline", (ROW,)),)))
    assert "2 blank rows end the table" in applied.notices[0].en
    assert (applied.rows_added, applied.rows_removed) == (0, 0)
    moved = done(fill("=SUM(Pipeline!C4:C6)+Pipeline!C7+Pipeline!C6"), ReplaceRows("tblPipeline", (ROW,)))
    assert shown(moved, "Home!A1", formulas=True) == "=SUM(Pipeline!C4:C4)+Pipeline!C5+Pipeline!C6"


def test_a_totals_row_may_be_named_by_its_range() -> None:
    def fill(opened: Any) -> None:
        _pipeline(opened, totals=True).write_formula("H20", "=SUM(C4:C7)+G7", None, 1)

    assert shown(done(written(fill), AppendRows("tblPipeline", (ROW,))), "Pipeline!B8") == "合计"


def test_totals_and_headings_are_not_set_by_hand(totalled: bytes) -> None:
    with pytest.raises(EditRefused, match="totals row"):
        done(totalled, put("Pipeline!C7", 5))
    with pytest.raises(EditRefused, match="heading “金额”"):
        done(totalled, put("Pipeline!C3", "Betrag"))
    assert shown(done(totalled, put("Pipeline!C3", "金额")), "Pipeline!C3") == "金额"


# -- replace


def test_replaced_rows_keep_formats_and_empty_the_rest(pipeline: bytes) -> None:
    after = done(pipeline, ReplaceRows("tblPipeline", ({"单号": "Q1", "金额": 7},)))
    cells = all_shown(after, "Pipeline")
    assert {at: v for at, v in cells.items() if at[0] > 3} == {(4, 2): "Q1", (4, 3): 7}
    assert look(after, "Pipeline!C6") == "#,##0.00"
    assert shown(after, "Pipeline!E4", formulas=True) == "=tblPipeline[[#This Row],[金额]]*1.13"
    assert refs(part(after, "xl/tables/table1.xml"), "ref")[0] == "B3:E4"
    assert "$C$4:$C$4" in part(after, "xl/workbook.xml")


def test_replacing_by_nothing_leaves_one_blank_row(pipeline: bytes) -> None:
    after = done(pipeline, ReplaceRows("tblPipeline", ()))
    assert {at for at in all_shown(after, "Pipeline") if at[0] > 3} == set()
    assert refs(part(after, "xl/tables/table1.xml"), "ref")[0] == "B3:E4"
    again = done(after, ReplaceRows("tblPipeline", (ROW, ROW, ROW)))
    assert [shown(again, f"Pipeline!B{n}") for n in (4, 5, 6, 7)] == ["P4", "P4", "P4", None]
    assert 'sqref="B4:B6"' in sheet_of(again)


def test_replacing_by_more_rows_grows(pipeline: bytes) -> None:
    after = done(pipeline, ReplaceRows("tblPipeline", tuple({"单号": f"N{n}", "金额": n} for n in range(6))))
    assert refs(part(after, "xl/tables/table1.xml"), "ref")[0] == "B3:E9"
    chart = part(after, "xl/charts/chart1.xml")
    assert '<c:pt idx="0"><c:v>N0</c:v></c:pt>' in chart
    assert '<c:pt idx="5"><c:v>5</c:v></c:pt>' in chart


def test_replacing_as_many_refreshes_the_chart(pipeline: bytes) -> None:
    after = done(
        pipeline,
        ReplaceRows(
            "tblPipeline",
            ({"单号": "甲", "金额": 1}, {"单号": "乙", "金额": None}, {"单号": "丙", "金额": 3}),
        ),
    )
    chart = part(after, "xl/charts/chart1.xml")
    assert '<c:pt idx="0"><c:v>甲</c:v></c:pt>' in chart
    assert '<c:ptCount val="3"/><c:pt idx="0"><c:v>1</c:v></c:pt><c:pt idx="2"><c:v>3</c:v></c:pt>' in chart


def test_a_plain_range_is_replaced() -> None:
    after = done(written(_plain), ReplaceRows("'My sheet'!B5:D8", ({"客户": "唯一"},)))
    assert {at: v for at, v in all_shown(after, "My sheet").items() if at[0] > 5} == {(6, 2): "唯一"}
    assert '<autoFilter ref="B5:D6"/>' in sheet_of(after)


def test_merged_rows_are_not_replaced() -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    with pytest.raises(EditRefused, match="merged range Sheet1!A2:A3"):
        done(
            book(worksheet(rows, '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')),
            ReplaceRows("Sheet1!A1:A5", ({"a": 1},)),
        )


def test_a_sheet_has_an_end() -> None:
    rows = '<row r="1048575"><c r="A1048575" t="str"><v>a</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    with pytest.raises(EditRefused, match="beyond the last row"):
        done(book(worksheet(rows)), AppendRows("Sheet1!A1048575:A1048576", ({"a": 1},)))


def test_locked_rows_of_a_protected_sheet() -> None:
    def fill(opened: Any) -> None:
        _pipeline(opened).protect()

    before = written(fill)
    with pytest.raises(EditRefused, match="locked"):
        done(before, AppendRows("tblPipeline", (ROW,)))
    assert shown(done(before, AppendRows("tblPipeline", (ROW,)), allow_protected=True), "Pipeline!B7") == "P4"


def test_a_value_that_cannot_be_written_is_named_by_its_cell(pipeline: bytes) -> None:
    with pytest.raises(EditRefused, match="Pipeline!C7"):
        done(pipeline, AppendRows("tblPipeline", ({"金额": float("nan")},)))


def _table(**attributes: str) -> bytes:
    """A hand-made Table at A1:A2 with other attributes than usual."""
    from tests.ooxml.books import MAIN, SML, links, types

    more = "".join(f' {k}="{v}"' for k, v in attributes.items())
    ref = attributes.pop("ref", None)
    text = f'<table xmlns="{MAIN}" id="1" name="t" displayName="t" {"" if ref else "ref=" + chr(34) + "A1:A2" + chr(34)}{more}><tableColumns count="1"><tableColumn id="1" name="a"/></tableColumns></table>'
    parts = {
        "[Content_Types].xml": types(
            **{
                "xl/workbook.xml": SML + "sheet.main+xml",
                "xl/worksheets/sheet1.xml": SML + "worksheet+xml",
                "xl/tables/table1.xml": SML + "table+xml",
            }
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": links(("rId1", "table", "/xl/tables/table1.xml")),
        "xl/tables/table1.xml": text,
    }
    rows = '<row r="1"><c r="A1" t="str"><v>a</v></c></row>'
    return book(
        worksheet(rows, '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'),
        more=parts,
        styles=None,
    )


@pytest.mark.parametrize(
    ("attributes", "why"),
    [
        ({"ref": "A1:B2"}, "does not fit"),
        ({"ref": "A1"}, "does not fit"),
        ({"ref": "?"}, "does not fit"),
    ],
)
def test_tables_that_take_no_rows(attributes: dict[str, str], why: str) -> None:
    with pytest.raises(EditRefused, match=why):
        done(_table(**attributes), AppendRows("t", ({"a": 1},)))


def test_a_table_without_its_heading_row_goes_by_the_names_of_its_columns() -> None:
    after = done(_table(headerRowCount="0"), AppendRows("t", ({"a": 1},)))
    assert all_shown(after) == {(1, 1): "a", (2, 1): 1}
    assert all_shown(done(after, ReplaceRows("t", ({"a": 5},)))) == {(1, 1): 5}


def test_a_table_that_showed_its_insert_row_does_no_longer() -> None:
    after = done(_table(insertRow="1"), AppendRows("t", ({"a": 1}, {"a": 2})))
    assert "insertRow" not in part(after, "xl/tables/table1.xml")
    assert all_shown(after) == {(1, 1): "a", (2, 1): 1, (3, 1): 2}


def test_members_are_not_lost(pipeline: bytes) -> None:
    assert parts_of(pipeline).keys() == parts_of(done(pipeline, ReplaceRows("tblPipeline", ()))).keys()
