"""Parts that name cells of a sheet: comments and their threads, pivot tables, mapped cells, views, Tables' formulas."""

from __future__ import annotations

import pytest

from sheetsales.cells.edits import AppendRows, InsertRows
from sheetsales.cells.values import EditValue
from sheetsales.errors import EditRefused
from tests.ooxml.books import MAIN, SML, book, done, links, part, parts_of, sheet_of, types, worksheet, zipped

ROWS = (
    '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    '<row r="4"><c r="A4" t="str"><v>below</v></c></row>'
)
MORE: tuple[dict[str, EditValue], ...] = ({"a": 2}, {"a": 3})
KINDS = {
    "threadedComment": ("threadedComments/t1.xml", "../threadedComments/t1.xml"),
    "pivotTable": ("pivotTables/p1.xml", "../pivotTables/p1.xml"),
    "tableSingleCells": ("tables/single1.xml", "../tables/single1.xml"),
    "namedSheetView": ("namedSheetViews/n1.xml", "../namedSheetViews/n1.xml"),
    "comments": ("comments1.xml", "../comments1.xml"),
}


def _with(kind: str, content: str, *, tail: str = "", rows: str = ROWS) -> bytes:
    name, target = KINDS[kind]
    found = links(("rId1", kind, target), ("rId2", "image", "../media/none.png"))
    more: dict[str, str | bytes] = {"xl/worksheets/_rels/sheet1.xml.rels": found, f"xl/{name}": content}
    return book(worksheet(rows, tail), more=more)


def _after(kind: str, content: str) -> str:
    after = done(_with(kind, content), AppendRows("Sheet1!A1:A2", (*MORE, {"a": 4})))
    return part(after, "xl/" + KINDS[kind][0])


def test_threads_of_comments_follow_their_cells() -> None:
    text = (
        '<ThreadedComments xmlns="x"><threadedComment ref="A4" dT="2026-01-01" id="{1}"><text>ref="A4"?</text>'
        '</threadedComment><threadedComment ref="A1" id="{2}"/><threadedComment id="{3}"/></ThreadedComments>'
    )
    assert _after("threadedComment", text) == text.replace('Comment ref="A4"', 'Comment ref="A7"')


def test_notes_follow_their_cells() -> None:
    text = f'<comments xmlns="{MAIN}"><commentList><comment ref="A4" authorId="0"/></commentList></comments>'
    assert 'ref="A7"' in _after("comments", text)


def test_a_pivot_table_moves_whole() -> None:
    text = f'<pivotTableDefinition xmlns="{MAIN}" name="p"><location ref="A4:A6" firstHeaderRow="1"/></pivotTableDefinition>'
    assert '<location ref="A7:A9"' in _after("pivotTable", text)


def test_the_filters_above_a_pivot_table_belong_to_it() -> None:
    text = f'<pivotTableDefinition xmlns="{MAIN}" name="p"><location ref="A6:C8" rowPageCount="1"/></pivotTableDefinition>'
    rows = ROWS + '<row r="6"><c r="E6"><v>1</v></c></row>'
    rows = rows.replace('<row r="2">', '<row r="2"><c r="E2"><v>1</v></c>').replace(
        '<c r="E2"><v>1</v></c><c r="A2"><v>1</v></c>', '<c r="A2"><v>1</v></c><c r="E2"><v>1</v></c>'
    )
    with pytest.raises(EditRefused, match="the pivot table at Sheet1!A4:C8 would be torn"):
        done(_with("pivotTable", text, rows=rows), AppendRows("Sheet1!A1:A2", MORE * 9))


def test_a_pivot_table_without_a_place_stands_against_nothing() -> None:
    text = f'<pivotTableDefinition xmlns="{MAIN}" name="p"/>'
    assert _after("pivotTable", text) == text


def test_cells_mapped_to_xml_follow() -> None:
    text = f'<singleXmlCells xmlns="{MAIN}"><singleXmlCell id="1" r="A4"/><singleXmlCell id="2" r="?"/></singleXmlCells>'
    assert _after("tableSingleCells", text) == text.replace('"A4"', '"A7"')


def test_views_of_a_sheet_follow() -> None:
    text = '<namedSheetViews xmlns="x"><namedSheetView name="v"><nsvFilter filterId="{1}" ref="A4:A5"/></namedSheetView></namedSheetViews>'
    assert _after("namedSheetView", text) == text.replace("A4:A5", "A7:A8")


def test_a_part_that_cannot_be_read_is_left_as_it_is() -> None:
    assert (
        _after("namedSheetView", "<namedSheetViews><nsvFilter ref='A4'/>")
        == "<namedSheetViews><nsvFilter ref='A4'/>"
    )


def _pivoted(source: str) -> bytes:
    cache = f'<pivotCacheDefinition xmlns="{MAIN}" recordCount="1"><cacheSource type="worksheet">{source}</cacheSource></pivotCacheDefinition>'
    kinds = {
        "xl/workbook.xml": SML + "sheet.main+xml",
        "xl/worksheets/sheet1.xml": SML + "worksheet+xml",
        "xl/pivot1.xml": SML + "pivotCacheDefinition+xml",
    }
    more: dict[str, str | bytes] = {
        "[Content_Types].xml": types(**kinds),
        "xl/_rels/workbook.xml.rels": links(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId9", "pivotCacheDefinition", "pivot1.xml")
        ),
        "xl/pivot1.xml": cache,
    }
    return book(worksheet(ROWS), styles=None, more=more)


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ('<worksheetSource sheet="sheet1" ref="A4:A5"/>', 'ref="A7:A8"'),
        (
            '<consolidation><rangeSets><rangeSet sheet="Sheet1" ref="A4"/></rangeSets></consolidation>',
            'ref="A7"',
        ),
        ('<worksheetSource sheet="Else" ref="A4:A5"/>', 'ref="A4:A5"'),
        ('<worksheetSource name="t"/>', 'name="t"'),
    ],
)
def test_what_a_pivot_table_draws_on_follows(source: str, after: str) -> None:
    changed = done(_pivoted(source), AppendRows("Sheet1!A1:A2", (*MORE, {"a": 4})))
    assert after in part(changed, "xl/pivot1.xml")


def test_what_a_pivot_table_draws_on_is_not_torn() -> None:
    data = _pivoted('<worksheetSource sheet="Sheet1" ref="A4:C5"/>')
    beside = (
        sheet_of(data)
        .replace("</row>", '<c r="C1"><v>1</v></c></row>', 1)
        .replace("below</v></c>", 'below</v></c><c r="C4"><v>1</v></c>')
    )
    found = dict(_parts(data), **{"xl/worksheets/sheet1.xml": beside.encode()})
    with pytest.raises(EditRefused, match="Sheet1!A4:C5 would be torn"):
        done(zipped(found), AppendRows("Sheet1!A1:A2", (*MORE, {"a": 4})))


def _parts(data: bytes) -> dict[str, bytes]:
    return dict(parts_of(data))


def _tables(total: str, column: str = "") -> bytes:
    """Table ``t`` at A1:A3 with its totals row, and ``u`` at C1:C2, whose column is calculated."""
    top = f'<table xmlns="{MAIN}"'
    first = (
        f'{top} id="1" name="t" displayName="t" ref="A1:A3" totalsRowCount="1"><tableColumns count="1"><tableColumn id="1" '
        f'name="a" totalsRowFunction="custom"><totalsRowFormula>{total}</totalsRowFormula></tableColumn></tableColumns></table>'
    )
    second = (
        f'{top} id="2" name="u" displayName="u" ref="C1:C2"><tableColumns count="1"><tableColumn id="1" name="c">'
        f"<calculatedColumnFormula>{column}</calculatedColumnFormula></tableColumn></tableColumns></table>"
    )
    kinds = {
        "xl/workbook.xml": SML + "sheet.main+xml",
        "xl/worksheets/sheet1.xml": SML + "worksheet+xml",
        "xl/tables/table1.xml": SML + "table+xml",
        "xl/tables/table2.xml": SML + "table+xml",
    }
    rows = (
        '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="C1" t="str"><v>c</v></c></row>'
        f'<row r="2"><c r="A2"><v>1</v></c><c r="C2"><f>{column}</f><v>1</v></c></row>'
        f'<row r="3"><c r="A3"><f>{total}</f><v>1</v></c></row>'
    )
    more: dict[str, str | bytes] = {
        "[Content_Types].xml": types(**kinds),
        "xl/worksheets/_rels/sheet1.xml.rels": links(
            ("rId1", "table", "../tables/table1.xml"), ("rId2", "table", "../tables/table2.xml")
        ),
        "xl/tables/table1.xml": first,
        "xl/tables/table2.xml": second,
    }
    tail = '<tableParts count="2"><tablePart r:id="rId1"/><tablePart r:id="rId2"/></tableParts>'
    return book(worksheet(rows, tail), styles=None, more=more)


def test_formulas_that_tables_keep_follow_and_take_in_new_rows() -> None:
    after = done(_tables("SUM(A2:A2)+C1", "A3*2"), AppendRows("t", MORE))
    assert "<totalsRowFormula>SUM(A2:A4)+C1<" in part(after, "xl/tables/table1.xml")
    assert "<f>SUM(A2:A4)+C1</f>" in sheet_of(after)
    assert "<calculatedColumnFormula>A5*2<" in part(after, "xl/tables/table2.xml")
    assert "<f>A5*2</f>" in sheet_of(after)


def test_a_formula_that_a_table_keeps_can_stand_against_it() -> None:
    data = _tables("SUM(A2:A2)", "1")
    parts = _parts(data)
    second = parts["xl/tables/table2.xml"]
    parts["xl/tables/table2.xml"] = second.replace(b">1</calc", b">SUM(A3:C3)</calc")
    with pytest.raises(EditRefused, match="calculatedColumnFormula stands against it"):
        done(zipped(parts), InsertRows("t", 2, MORE))
