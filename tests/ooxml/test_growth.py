"""References to a block of rows that ends elsewhere than before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from sheetsales.backends.ooxml.apply import check_plan
from sheetsales.backends.ooxml.growth import Growth, regrown, regrown_sqref
from sheetsales.cells.address import Area
from sheetsales.cells.edits import AppendRows, EditPlan, ReplaceRows
from sheetsales.cells.values import EditValue, Formula, Link
from tests.ooxml.books import MAIN, SML, book, done, links, part, refs, sheet_of, types, worksheet, written

BLOCK = Area("My data", 3, 2, 10, 5)


@pytest.mark.parametrize(
    ("text", "grown", "shrunk"),
    [
        ("'My data'!$B$3:$B$10", "'My data'!$B$3:$B$14", "'My data'!$B$3:$B$5"),
        ("'my data'!B2:E10", "'my data'!B2:E14", "'my data'!B2:E5"),
        ("SUM('My data'!$B$3:$B$10)/'My data'!C10", "SUM('My data'!$B$3:$B$14)/'My data'!C10", "SUM('My data'!$B$3:$B$5)/'My data'!C10"),
        ("('My data'!B3:B10,'My data'!D3:D10)", "('My data'!B3:B14,'My data'!D3:D14)", "('My data'!B3:B5,'My data'!D3:D5)"),
        ("'My data'!$B$4:$B$10", None, None),
        ("'My data'!$B$3:$B$9", None, None),
        ("'My data'!$A$3:$B$10", None, None),
        ("Other!$B$3:$B$10", None, None),
        ("$B$3:$B$10", None, None),
        ("tblData[col]", None, None),
    ],
)  # fmt: skip
def test_names_and_charts(text: str, grown: str | None, shrunk: str | None) -> None:
    assert regrown(text, Growth(BLOCK, 14), None) == (grown or text)
    assert regrown(text, Growth(BLOCK, 5), None) == (shrunk or text)


def test_a_single_cell_becomes_an_area_only_where_it_may() -> None:
    one = Growth(Area("S", 3, 2, 3, 2), 6)
    assert regrown("S!$B$3", one, None, single=True) == "S!$B$3:$B$6"
    assert regrown("S!$B$3", one, None) == "S!$B$3"


def test_an_area_with_the_totals_row_keeps_it() -> None:
    assert regrown("'My data'!B3:B11", Growth(BLOCK, 14, totals=1), None) == "'My data'!B3:B15"
    assert regrown("'My data'!B3:B11", Growth(BLOCK, 14), None) == "'My data'!B3:B11"


@pytest.mark.parametrize(
    ("ranges", "grown"),
    [
        ("B3:B10", "B3:B14"),
        ("B3:C10 E5:E10", "B3:C14 E5:E14"),
        ("A3:C10", "A3:C10 B11:C14"),
        ("B10", "B10"),
        ("B9 B10", "B9 B10:B14"),
        ("B3:B1048576 B:B", "B3:B1048576 B:B"),
        ("G3:G10", "G3:G10"),
        ("B3:B20", "B3:B20"),
    ],
)
def test_ranges_of_rules(ranges: str, grown: str) -> None:
    assert regrown_sqref(ranges, Growth(BLOCK, 14)) == grown


def test_ranges_of_rules_shrink_and_leave_what_others_have() -> None:
    assert regrown_sqref("B3:B10 A3:C10", Growth(BLOCK, 5)) == "B3:B5 A3:C10"
    taken = (Area("x", 11, 2, 99, 2),)
    assert regrown_sqref("B3:B10 C3:C10 A3:B10", Growth(BLOCK, 14), taken) == "B3:B10 C3:C14 A3:B10"


def test_a_validation_below_keeps_its_rows() -> None:
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("S")
        sheet.add_table("A1:A3", {"name": "t", "columns": [{"header": "a"}], "data": [[1], [2]]})
        sheet.data_validation("A2:A3", {"validate": "list", "source": ["x"]})
        sheet.data_validation("A4:A9", {"validate": "list", "source": ["y"]})

    after = sheet_of(done(written(fill), AppendRows("t", ({"a": 3},))))
    assert refs(after, "sqref")[-2:] == ["A2:A3", "A4:A9"]


def test_sparklines_here_and_on_other_sheets() -> None:
    def fill(opened: Any) -> None:
        sheet, other = opened.add_worksheet("S"), opened.add_worksheet("Home")
        opened.add_worksheet("Quiet").write("A1", 1)
        sheet.add_table("A1:A3", {"name": "t", "columns": [{"header": "a"}], "data": [[1], [2]]})
        sheet.add_sparkline("F1", {"range": "S!A2:A3"})
        other.add_sparkline("A1", {"range": "S!A2:A3"})
        other.add_sparkline("A2", {"range": "Home!B2:B3"})

    after = done(written(fill), AppendRows("t", ({"a": 3},)))
    assert "<xm:f>S!A2:A4</xm:f>" in sheet_of(after, 1)
    assert "<xm:f>S!A2:A4</xm:f>" in sheet_of(after, 2)
    assert "<xm:f>Home!B2:B3</xm:f>" in sheet_of(after, 2)


CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ser>'
    "<c:tx><c:strRef><c:f>Sheet1!$A$1</c:f><c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>a</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    "<c:cat><c:multiLvlStrRef><c:f>Sheet1!$A$2:$B$3</c:f><c:multiLvlStrCache><c:ptCount val=\"2\"/></c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
    '<c:val><c:numRef><c:f>Sheet1!$A$2:$A$3</c:f><c:numCache><c:formatCode>0.0</c:formatCode><c:ptCount val="2"/>'
    '<c:pt idx="0" formatCode="0&quot;x&quot;"><c:v>1</c:v></c:pt><c:extLst/></c:numCache></c:numRef></c:val>'
    "<c:bubbleSize><c:numRef><c:f>(Sheet1!$A$2:$A$3,Sheet1!$B$2)</c:f><c:numCache><c:ptCount val=\"3\"/></c:numCache></c:numRef></c:bubbleSize>"
    "<c:yVal><c:numRef><c:f>Elsewhere!$A$2:$A$3</c:f></c:numRef></c:yVal></c:ser></c:chartSpace>"
)  # fmt: skip
EX = '<cx:chartSpace xmlns:cx="x"><cx:numDim type="val"><cx:f>Sheet1!$A$2:$A$3</cx:f><cx:lvl ptCount="2"/></cx:numDim></cx:chartSpace>'
ROWS = (
    '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>5</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>'
)


def _with(parts: Mapping[str, tuple[str, str]], *more: tuple[str, str, str], workbook: str = "") -> bytes:
    """A workbook of one sheet with other parts: name → (content type, content); ``more`` are the workbook's links."""
    overrides = {"xl/workbook.xml": SML + "sheet.main+xml", "xl/worksheets/sheet1.xml": SML + "worksheet+xml"}
    overrides.update({name: kind for name, (kind, _) in parts.items()})
    contents = {name: content for name, (_, content) in parts.items()}
    found = {
        "[Content_Types].xml": types(**overrides),
        "xl/_rels/workbook.xml.rels": links(("rId1", "worksheet", "worksheets/sheet1.xml"), *more),
        **contents,
    }
    return book(worksheet(ROWS), styles=None, more=found, workbook=workbook)


CHARTS = {
    "xl/charts/chart1.xml": ("application/vnd.openxmlformats-officedocument.drawingml.chart+xml", CHART),
    "xl/charts/chartEx1.xml": ("application/vnd.ms-office.chartex+xml", EX),
}


def test_caches_are_rebuilt_or_left_out() -> None:
    values: tuple[EditValue, ...] = (
        True, dt.date(2026, 10, 31), Formula("1+1", 2), Link("Sheet1!A1", "x"), None, 1.5,
    )  # fmt: skip
    after = done(_with(CHARTS), AppendRows("Sheet1!A1:B3", tuple({"a": v} for v in values)))
    chart = part(after, "xl/charts/chart1.xml")
    assert "Sheet1!$A$2:$A$9</c:f>" in chart
    assert (
        '<c:formatCode>0.0</c:formatCode><c:ptCount val="8"/><c:pt idx="0" formatCode="0&quot;x&quot;"><c:v>1</c:v></c:pt>'
        in chart
    )
    assert (
        '<c:pt idx="2"><c:v>1</c:v></c:pt><c:pt idx="3"><c:v>46326</c:v></c:pt><c:pt idx="4"><c:v>2</c:v></c:pt>'
        in chart
    )
    assert '<c:pt idx="7"><c:v>1.5</c:v></c:pt><c:extLst/>' in chart
    assert '<c:pt idx="5">' not in chart.partition("<c:val>")[2]
    assert (
        '<c:f>Sheet1!$A$2:$B$9</c:f><c:multiLvlStrCache><c:ptCount val="8"/><c:lvl><c:pt idx="0"><c:v>5<'
        in chart
    )
    assert "(Sheet1!$A$2:$A$9,Sheet1!$B$2)" in chart
    assert "<c:f>Sheet1!$A$1</c:f>" in chart
    assert "Elsewhere!$A$2:$A$3" in chart
    ex = part(after, "xl/charts/chartEx1.xml")
    assert "<cx:f>Sheet1!$A$2:$A$9</cx:f></cx:numDim>" in ex


def _counting(count: int) -> bytes:
    chart = CHART.replace(
        '0.0</c:formatCode><c:ptCount val="2"/>', f'0.0</c:formatCode><c:ptCount val="{count}"/>'
    )
    return _with({"xl/charts/chart1.xml": (CHARTS["xl/charts/chart1.xml"][0], chart)})


def test_a_chart_that_counts_wrong_remembers_anew() -> None:
    after = part(done(_counting(7), AppendRows("Sheet1!A1:B3", ({"a": 9},))), "xl/charts/chart1.xml")
    assert '<c:ptCount val="3"/><c:pt idx="0" formatCode="0&quot;x&quot;"><c:v>1</c:v></c:pt>' in after
    assert '<c:pt idx="1"><c:v>2</c:v></c:pt><c:pt idx="2"><c:v>9</c:v></c:pt><c:extLst/>' in after


def test_a_chart_too_long_to_remember_keeps_its_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetsales.backends.ooxml.chart_caches._MOST_POINTS", 2)
    after = part(done(_counting(7), AppendRows("Sheet1!A1:B3", ({"b": 1},))), "xl/charts/chart1.xml")
    assert 'Sheet1!$A$2:$A$4</c:f><c:numCache><c:formatCode>0.0</c:formatCode><c:ptCount val="7"/>' in after


def _pivot(source: str) -> bytes:
    cache = f'<pivotCacheDefinition xmlns="{MAIN}" recordCount="2"><cacheSource type="worksheet">{source}</cacheSource></pivotCacheDefinition>'
    return _with(
        {"xl/pivot1.xml": (SML + "pivotCacheDefinition+xml", cache)},
        ("rId9", "pivotCacheDefinition", "pivot1.xml"),
    )


@pytest.mark.parametrize(
    ("source", "after", "refreshed"),
    [
        ('<worksheetSource ref="A1:B3" sheet="sheet1"/>', 'ref="A1:B5"', True),
        ('<worksheetSource ref="A1:B99" sheet="Sheet1"/>', 'ref="A1:B99"', False),
        ('<worksheetSource ref="A1:B3" sheet="Other"/>', 'ref="A1:B3"', False),
        ('<worksheetSource name="t"/>', 'name="t"', False),
        ("", "cacheSource", False),
    ],
)
def test_pivot_sources(source: str, after: str, refreshed: bool) -> None:
    cache = part(done(_pivot(source), AppendRows("Sheet1!A1:B3", ({"a": 3}, {"a": 4}))), "xl/pivot1.xml")
    assert after in cache
    assert ('refreshOnLoad="1"' in cache) == refreshed


def test_a_pivot_over_a_table_refreshes_with_any_new_rows() -> None:
    table = f'<table xmlns="{MAIN}" id="1" name="t" displayName="t" ref="A1:A3"><autoFilter ref="A1:A3"/><tableColumns count="1"><tableColumn id="1" name="a"/></tableColumns></table>'
    cache = f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet"><worksheetSource name="T"/></cacheSource></pivotCacheDefinition>'
    before = _with(
        {
            "xl/pivot1.xml": (SML + "pivotCacheDefinition+xml", cache),
            "xl/tables/table1.xml": (SML + "table+xml", table),
            "xl/worksheets/_rels/sheet1.xml.rels": ("", links(("rId1", "table", "../tables/table1.xml"))),
        },
        ("rId9", "pivotCacheDefinition", "pivot1.xml"),
    )
    assert 'refreshOnLoad="1"' in part(done(before, ReplaceRows("t", ({"a": 1}, {"a": 2}))), "xl/pivot1.xml")


def _listed(opened: Any) -> None:
    sheet, other = opened.add_worksheet("Lists"), opened.add_worksheet("Home")
    sheet.add_table(
        "A1:B3", {"name": "t", "columns": [{"header": "a"}, {"header": "b"}], "data": [[1, 2], [2, 3]]}
    )
    sheet.conditional_format("A2:A3", {"type": "data_bar", "data_bar_2010": True})
    other.data_validation("C2:C9", {"validate": "list", "source": "=Lists!$A$2:$A$3"})
    other.write_formula("A1", "=SUM(Lists!B2:B3)", None, 5)
    other.write_formula("A2", "=SUM(Lists!B2:B2)", None, 2)
    other.write_formula("A3", "=Lists!B3", None, 3)
    sheet.print_area("A1:D3")
    opened.define_name("all_a", "=Lists!$A$2:$A$3")


def test_drop_downs_elsewhere_and_wider_print_areas_follow() -> None:
    after = done(written(_listed), AppendRows("t", ({"a": 3},)))
    assert "<formula1>Lists!$A$2:$A$4</formula1>" in sheet_of(after, 2)
    assert "Lists!$A$1:$D$4<" in part(after, "xl/workbook.xml")
    assert "SUM(Lists!B2:B3)" in sheet_of(after, 2)


def test_two_appends_grow_twice() -> None:
    after = done(written(_listed), AppendRows("t", ({"a": 3},)), AppendRows("t", ({"a": 4}, {"a": 5})))
    assert "<xm:sqref>A2:A6</xm:sqref>" in sheet_of(after, 1)
    assert "<formula1>Lists!$A$2:$A$6</formula1>" in sheet_of(after, 2)
    assert ">Lists!$A$2:$A$6</definedName>" in part(after, "xl/workbook.xml")


def test_formulas_that_leave_new_rows_out_are_named() -> None:
    plan = EditPlan((AppendRows("t", ({"a": 3},)),))
    (notice,) = check_plan(written(_listed), plan).notices
    assert "1 formula refers to the old rows of t by address" in notice.en
    assert "Home!A1" in notice.zh
    assert check_plan(written(_listed), EditPlan((ReplaceRows("t", ({"a": 3},)),))).notices == ()
