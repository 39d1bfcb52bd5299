"""What stands around the values: sheets, Tables, merged cells, protection, names, formulas."""

from __future__ import annotations

import gc
import hashlib
from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area
from sheetsales.cells.grid import TableArea
from tests.reader.packages import MAIN, parts_of, relationships, workbook, worksheet, write
from tests.reader.ways import WAYS


def test_sheets_in_order_with_what_is_no_worksheet_left_out(tmp_path: Path) -> None:
    parts = parts_of(
        worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'),
        workbook=workbook(
            ("数据 ", 'state="hidden"'),
            ("Chart", ""),
            ("S&amp;M", 'state="veryHidden"'),
            ("No", ""),
            ("End", ""),
        ),
    )
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "chartsheet", "chartsheets/sheet1.xml"),
        ("rId3", "worksheet", "worksheets/sheet1.xml"),
        ("rId4", "dialogsheet", "dialogsheets/sheet1.xml"),
        ("rId5", "worksheet", "worksheets/sheet1.xml"),
    )
    book = read_workbook(write(tmp_path / "book.xlsx", parts))
    assert [(g.name, g.index, g.visibility) for g in book.grids] == [
        ("数据 ", 0, "hidden"),
        ("S&M", 2, "veryHidden"),
        ("End", 4, "visible"),
    ]
    chosen = read_workbook(tmp_path / "book.xlsx", sheets=lambda name: name == "End")
    assert [(g.name, g.index) for g in chosen.grids] == [("End", 4)]


def test_digest_names_and_date_system(tmp_path: Path) -> None:
    inside = (
        '<definedNames><definedName name="Rate">Settings!$B$2</definedName>'
        '<definedName name="Own" localSheetId="0">S!$A$1</definedName>'
        '<definedName name="Text">"a &amp; b"</definedName></definedNames>'
        '<extLst><ext><workbookPr date1904="1"/></ext></extLst>'
    )
    path = write(tmp_path / "book.xlsx", parts_of(worksheet(""), workbook=workbook(("S", ""), inside=inside)))
    book = read_workbook(path)
    assert book.names == {"Rate": "Settings!$B$2", "Text": '"a & b"'}
    assert (book.sha256, book.date1904) == (hashlib.sha256(path.read_bytes()).hexdigest(), False)


@pytest.mark.parametrize(
    ("tail", "protected"),
    [
        ("", False),
        ('<sheetProtection password="CC1A" sheet="1" objects="1"/>', True),
        ('<sheetProtection sheet="true"/>', True),
        ('<sheetProtection sheet="0" objects="1"/>', False),
        ('<sheetProtection objects="1"/>', False),
    ],
)
def test_protection(tail: str, protected: bool, tmp_path: Path) -> None:
    book = write(tmp_path / "book.xlsx", parts_of(worksheet("", tail=tail)))
    assert {way(book).grids[0].protected for way in WAYS} == {protected}


def test_merged_cells(tmp_path: Path) -> None:
    tail = '<mergeCells count="3"><mergeCell ref="A1:C1"/><mergeCell ref="B3:B4"/><mergeCell ref="nowhere"/></mergeCells>'
    book = write(tmp_path / "book.xlsx", parts_of(worksheet("", tail=tail)))
    for way in WAYS:
        assert way(book).grids[0].merged == (Area("S", 1, 1, 1, 3), Area("S", 3, 2, 4, 2))


def table(name: str, ref: str, headings: list[str], more: str = "") -> str:
    columns = "".join(f'<tableColumn id="{n}" name="{heading}"/>' for n, heading in enumerate(headings, 1))
    return (
        f'<table xmlns="{MAIN}" id="1" name="inner" displayName="{name}" ref="{ref}" {more}>'
        f'<autoFilter ref="{ref}"/><tableColumns count="{len(headings)}">{columns}</tableColumns></table>'
    )


def test_tables(tmp_path: Path) -> None:
    parts = parts_of(worksheet("", tail='<tableParts count="2"/>'))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(
        ("r1", "table", "/xl/tables/low.xml"),
        ("r2", "table", "../tables/high.xml"),
        ("r3", "table", "../tables/gone.xml"),
        ("r4", "table", "../tables/odd.xml"),
        ("r5", "drawing", "../drawings/d.xml"),
    )
    parts["xl/tables/low.xml"] = table(
        "tbl低", "B10:D14", ["a_x000a_b", " c ", "d&amp;e"], 'totalsRowCount="1"'
    )
    parts["xl/tables/high.xml"] = table(
        "tblHigh", "A1:A3", ["Column1"], 'headerRowCount="0" totalsRowCount="0"'
    )
    parts["xl/tables/odd.xml"] = table("tblOdd", "nowhere", ["x"])
    grid = read_workbook(write(tmp_path / "book.xlsx", parts)).grids[0]
    assert grid.tables == (
        TableArea("tblHigh", Area("S", 1, 1, 3, 1), ("Column1",), has_heading_row=False),
        TableArea("tbl低", Area("S", 10, 2, 14, 4), ("a\nb", " c ", "d&e"), has_totals_row=True),
    )


def test_a_heading_with_a_line_break_in_its_attribute(tmp_path: Path) -> None:
    parts = parts_of(worksheet(""))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(("r1", "table", "../tables/t.xml"))
    parts["xl/tables/t.xml"] = table("t", "A1:A2", ["a&#10;b"])
    assert read_workbook(write(tmp_path / "book.xlsx", parts)).grids[0].tables[0].headings == ("a\nb",)


def test_formulas_and_which_have_no_value(tmp_path: Path) -> None:
    cells = (
        "<f>1+1</f><v>2</v>",
        "<f>1+1</f>",
        "<f>1+1</f><v></v>",
        "<f>1+1</f><v/>",
        '<f t="shared" si="0"/><v>4</v>',
        '<f t="shared" ref="A1:A2" si="0"/>',
        "<v>5</v>",
        "",
    )
    texts = ('<f>""</f><v></v>', '<f>""</f><v/>', '<f>""</f>')
    rows = "".join(
        f'<row r="{r}"><c r="A{r}">{cell}</c><c r="B{r}" t="str">{texts[r % 3]}</c></row>'
        for r, cell in enumerate(cells * 3, 1)
    )
    book = write(tmp_path / "book.xlsx", parts_of(worksheet(rows)))
    of_a = {(r, 1) for r in range(1, 25) if (r - 1) % 8 < 6}
    uncached_a = {(r, 1) for r in range(1, 25) if (r - 1) % 8 in (1, 2, 3, 5)}
    of_b = {(r, 2) for r in range(1, 25)}
    uncached_b = {(r, 2) for r in range(1, 25) if r % 3 == 2}
    for way in WAYS:
        grid = way(book).grids[0]
        assert set(grid.formulas) == of_a | of_b
        assert set(grid.uncached) == uncached_a | uncached_b
        assert list(grid.columns[0][:8]) == [2, None, None, None, 4, None, 5, None]


@pytest.mark.parametrize("was_on", [True, False])
def test_cyclic_collection_is_as_it_was(was_on: bool, tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", parts_of(worksheet("")))
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        read_workbook(path)
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()
