"""One sheet's XML cut: what is followed, what goes, what its formulas still say."""

from __future__ import annotations

import pytest

from sheetsales.backends.ooxml.cutting.around import cut_comments, cut_table, cut_vml
from sheetsales.backends.ooxml.cutting.formulas import Formulas, stays_in_row
from sheetsales.backends.ooxml.cutting.rows import GoneError, RowMap
from sheetsales.backends.ooxml.cutting.sheet import SheetPart
from sheetsales.cells.cut import SheetCut

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
GONE = frozenset({3, 5})
ROWS = RowMap(GONE)
FORMULAS = Formulas({"deals": ROWS, "lists": RowMap(frozenset())}, {"tbllost"}, {"Foreshore"})


def cut(inside: str, emptied: frozenset[tuple[int, int]] = frozenset()) -> str:
    xml = f'<worksheet {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    xml += f'xmlns:xm="xm">{inside}</worksheet>'
    shared: set[int] = set()
    made = SheetPart(xml.encode(), "sheet1.xml", SheetCut("Deals", GONE, emptied), ROWS, FORMULAS, shared)
    text = made.result().decode()
    return text[text.index('"xm">') + 5 : text.index("</worksheet>")]


def data(rows: str, emptied: frozenset[tuple[int, int]] = frozenset()) -> str:
    return (
        cut(f"<sheetData>{rows}</sheetData>", emptied)
        .removeprefix("<sheetData>")
        .removesuffix("</sheetData>")
    )


def test_rows_move_up_and_are_shown() -> None:
    rows = '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row><row r="4"><c r="A4"><v>3</v></c></row>'
    assert data(rows) == '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'


def test_rows_and_cells_without_numbers_follow_the_one_before() -> None:
    rows = (
        "<row><c><v>1</v></c></row><row/><row><c><v>3</v></c></row><row><c><v>4</v></c><c><v>5</v></c></row>"
    )
    made = data(rows)
    assert (
        made
        == '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="3"><c r="A3"><v>4</v></c><c r="B3"><v>5</v></c></row>'
    )


def test_formulas_that_share_one_stand_on_their_own() -> None:
    rows = (
        '<row r="2"><c r="B2"><f>A2*2</f><v>2</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" ref="B3:B4" si="0">A3*2</f><v>4</v></c></row>'
        '<row r="4"><c r="B4"><f t="shared" si="0"/><v>6</v></c><c r="C4"><f t="shared" si="9"/><v>6</v></c></row>'
    )
    assert data(rows) == (
        '<row r="2"><c r="B2"><f>A2*2</f><v>2</v></c></row>'
        '<row r="3"><c r="B3"><f>A3*2</f><v>6</v></c><c r="C3"></c></row>'
    )


def test_what_looks_beyond_its_row_forgets_what_it_showed() -> None:
    rows = '<row r="2"><c r="B2" t="str" s="3"><f>INDEX(A$2:A$6,2)</f><v>secret</v></c></row>'
    assert data(rows) == '<row r="2"><c r="B2" s="3"><f>INDEX(A$2:A$4,2)</f></c></row>'


@pytest.mark.parametrize(
    "formula",
    [
        "A3*2",
        "'Boss'!A1",
        "[1]Deals!A1",
        "SUM(tblLost[Pay])",
        'A2&amp;"Foreshore"',
        "SUM(Deals:Lists!A1)",
        "#REF!+1",
        "SUM(Other!A:A)",
    ],
)
def test_what_needs_what_is_gone_is_blank(formula: str) -> None:
    assert (
        data(f'<row r="2"><c r="B2" s="1"><f>{formula}</f><v>7</v></c></row>')
        == '<row r="2"><c r="B2" s="1"></c></row>'
    )


def test_arrays_data_tables_and_cells_of_later_programs() -> None:
    rows = (
        '<row r="4"><c r="A4" cm="1"><f t="array" ref="A4:A6">B4:B6*2</f><v>1</v></c>'
        '<c r="B4"><f t="dataTable" ref="B4:B4"/><v>9</v></c><c r="C4" t="s" vm="1"><v>5</v></c></row>'
    )
    assert data(rows) == (
        '<row r="3"><c r="A3"><f t="array" ref="A3:A4">B3:B4*2</f></c><c r="B3"></c><c r="C3" t="s"><v>5</v></c></row>'
    )


def test_what_an_array_found_elsewhere_is_forgotten_in_every_cell_it_fills() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A4">SORT(E1:E6)</f><v>1</v></c></row>'
        '<row r="2"><c r="A2" s="2"><v>912345</v></c><c r="B2"><v>7</v></c></row>'
    )
    assert data(rows) == (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A3">SORT(E1:E4)</f></c></row>'
        '<row r="2"><c r="A2" s="2"></c><c r="B2"><v>7</v></c></row>'
    )


def test_cells_that_are_emptied_keep_their_look() -> None:
    rows = '<row r="2"><c r="A2" s="4" t="s"><v>0</v></c><c r="B2" s="5"/></row>'
    made = data(rows, frozenset({(2, 1), (2, 2)}))
    assert made == '<row r="2"><c r="A2" s="4"></c><c r="B2" s="5"></c></row>'


def test_what_stands_around_the_rows() -> None:
    made = cut(
        '<sheetPr codeName="Sheet1"/><dimension ref="A1:C6"/>'
        '<sheetViews><sheetView tabSelected="1" topLeftCell="A5" workbookViewId="0"><pane ySplit="1" topLeftCell="A2"/>'
        '<selection sqref="A5"/></sheetView></sheetViews><sheetData/><scenarios><scenario name="Foreshore"/></scenarios>'
        '<autoFilter ref="A1:C6"><filterColumn colId="0"><filters><filter val="Foreshore"/></filters></filterColumn></autoFilter>'
        '<mergeCells count="2"><mergeCell ref="A3:B3"/><mergeCell ref="A4:B4"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A2" display="Foreshore"/><hyperlink ref="A3"/><hyperlink ref="B2"/><hyperlink ref="A4" r:id="rId7"/></hyperlinks>'
        '<pageSetup paperSize="9" r:id="rId3"/><headerFooter><oddHeader>Foreshore</oddHeader></headerFooter>',
        frozenset({(2, 2)}),
    )
    assert made == (
        '<sheetPr/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"/></sheetView></sheetViews>'
        '<sheetData/><autoFilter ref="A1:C4"></autoFilter><mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A3" r:id="rId7"/></hyperlinks><pageSetup paperSize="9"/>'
    )


def test_a_filter_over_nothing_that_is_left_goes() -> None:
    assert (
        cut('<sheetData/><autoFilter ref="A3:C3"/><mergeCells><mergeCell ref="A5:B5"/></mergeCells>')
        == "<sheetData/>"
    )


def test_rules_are_written_for_the_row_their_ranges_begin_with() -> None:
    rule = '<conditionalFormatting sqref="A3:A6"><cfRule type="expression"><formula>$B3&gt;$D$4</formula></cfRule></conditionalFormatting>'
    assert cut(rule) == rule.replace("A3:A6", "A3:A4").replace("$D$4", "$D$3")
    below = '<conditionalFormatting sqref="A4:A6"><cfRule type="expression"><formula>$B4&gt;0</formula></cfRule></conditionalFormatting>'
    assert cut(below) == below.replace("A4:A6", "A3:A4").replace("$B4", "$B3")
    for gone in ('sqref="A3"', 'sqref="A5 A3"'):
        assert cut(rule.replace('sqref="A3:A6"', gone)) == ""
    assert cut(rule.replace("$D$4", "$D$3")) == ""
    assert cut(rule.replace('type="expression"', 'type="beginsWith" text="Foreshore"')) == ""


def test_rules_of_later_programs() -> None:
    one = "<x14:dataValidation><x14:formula1><xm:f>Lists!$A$1</xm:f></x14:formula1><xm:sqref>{}</xm:sqref></x14:dataValidation>"
    box = '<extLst xmlns:x14="x14" xmlns:xm="xm"><ext uri="u"><x14:dataValidations count="{}">{}</x14:dataValidations></ext><ext><x14:slicerList/></ext></extLst>'
    made = cut(box.format(2, one.format("A4:A6") + one.format("A3")))
    assert made == box.format(1, one.format("A3:A4")).replace("<ext><x14:slicerList/></ext>", "")
    assert cut(box.format(1, one.format("A3"))) == ""


def test_a_table_over_what_is_left() -> None:
    xml = (
        f'<table {MAIN} name="t" ref="A1:B6" tableType="queryTable" insertRow="1"><autoFilter ref="A1:B6"><filterColumn colId="0"/></autoFilter>'
        '<sortState ref="A2:B6"/><tableColumns count="2"><tableColumn id="1" name="a" queryTableFieldId="1"><xmlColumnPr/></tableColumn>'
        '<tableColumn id="2" name="b"><calculatedColumnFormula>A2*$D$4</calculatedColumnFormula>'
        "<totalsRowFormula>Boss!A1</totalsRowFormula></tableColumn></tableColumns></table>"
    )
    made = cut_table(xml.encode(), "t.xml", "Deals", ROWS, FORMULAS).decode()
    assert made == (
        f'<table {MAIN} name="t" ref="A1:B4"><autoFilter ref="A1:B4"></autoFilter><tableColumns count="2">'
        '<tableColumn id="1" name="a"></tableColumn><tableColumn id="2" name="b"><calculatedColumnFormula>A2*$D$3'
        "</calculatedColumnFormula></tableColumn></tableColumns></table>"
    )


def test_notes_of_what_is_left_and_their_boxes() -> None:
    note = '<comment ref="{}" authorId="0"><text><t>{}</t></text></comment>'
    texts = [("A2", "mine"), ("A3", "gone"), ("A4", "of Foreshore"), ("B4", "kept"), ("C2", "emptied")]
    box = "".join(note.format(*one) for one in texts)
    xml = f"<comments {MAIN}><authors><author>x</author></authors><commentList>{box}</commentList></comments>"
    sheet = SheetCut("Deals", GONE, frozenset({(2, 3)}))
    made = cut_comments(xml.encode(), "c.xml", sheet, ROWS, FORMULAS)
    assert made is not None
    assert made.decode().count("<comment ") == 2
    assert note.format("B3", "kept") in made.decode()
    assert (
        cut_comments(
            xml.replace('"A2"', '"A3"').replace('"B4"', '"A5"').encode(), "c.xml", sheet, ROWS, FORMULAS
        )
        is None
    )
    shape = '<v:shape id="{}"><x:ClientData ObjectType="{}"><x:Anchor>1, 2, {}, 0, 3, 2, 9, 0</x:Anchor><x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>'
    vml = "".join(
        shape.format(*one)
        for one in (
            ("a", "Note", 1, 1, 0),
            ("b", "Note", 3, 3, 1),
            ("c", "Button", 1, 1, 0),
            ("d", "Note", 2, 2, 0),
            ("e", "Note", 1, 1, 7),
        )
    )
    boxes = cut_vml(vml.encode(), sheet, ROWS, {(2, 1), (4, 2), (3, 1)}).decode()
    assert boxes == shape.format("a", "Note", 1, 1, 0) + shape.format("b", "Note", 2, 2, 1).replace(
        "9, 0", "8, 0"
    )
    odd = shape.replace("1, 2, {}, 0, 3, 2, 9, 0", "1, {}").format("a", "Note", 1, 3, 1)
    assert "1, 1<" in cut_vml(odd.encode(), sheet, ROWS, {(4, 2)}).decode()


def test_rows_that_are_left() -> None:
    assert ROWS.rows(1, 1_048_576) == (1, 1_048_576)
    assert ROWS.a1("nonsense") is None
    assert not RowMap(frozenset())
    with pytest.raises(GoneError):
        ROWS.row(3)


@pytest.mark.parametrize(
    ("formula", "stays"),
    [
        ("A2*2", True), ("IF(B2=\"\",TRUE,$C2)", True), ("tblDeals[[#This Row],[Amount]]*0.2", True), ("A3*2", False),
        ("SUM(A:A)", False), ("tblDeals[Amount]", False), ("Lists!A2", False), ("A2*vat", False),
        ("OFFSET(A2,1,0)", False), ('INDIRECT("A"&(ROW()+1))', False), ("MyMacro(A2)", False), ("_xlfn.IFNA(A2,0)", True),
    ],
)  # fmt: skip
def test_what_tells_of_its_own_row_only(formula: str, stays: bool) -> None:
    assert stays_in_row(formula, 2) is stays
