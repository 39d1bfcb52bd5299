"""Sheets and packages written unlike Excel's own read alike."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sheetsales.backends.reading.rawcells import Places, UnreadableRow, place
from sheetsales.cells.grid import Grid
from tests.reader.packages import (
    MAIN,
    content_types,
    parts_of,
    relationships,
    shared_strings,
    workbook,
    worksheet,
    write,
)
from tests.reader.ways import WAYS

ROWS = "".join(
    f'<row r="{r}"><c r="B{r}" t="s"><v>{r % 2}</v></c><c r="C{r}"><v>{r}</v></c></row>' for r in range(2, 7)
)
STRINGS = shared_strings("<t>even</t>", "<t>odd</t>")
EXPECTED = [["even", "odd", "even", "odd", "even"], [2, 3, 4, 5, 6]]


def prefixed(xml: str) -> str:
    """The same with a namespace prefix on every element."""
    return (
        xml.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")
    )


def read(path: Path, sheet: str | bytes, **more: str) -> Grid:
    """The one grid, which all ways of reading agree on."""
    book = write(path / "book.xlsx", parts_of(sheet, **more))
    grids = [way(book).grids[0] for way in WAYS]
    assert all(grid == grids[0] for grid in grids)
    return grids[0]


SHEETS: dict[str, Callable[[str], str | bytes]] = {
    "plain": lambda xml: xml,
    "with a byte order mark": lambda xml: b"\xef\xbb\xbf" + xml.encode(),
    "in UTF-16": lambda xml: ('<?xml version="1.0" encoding="UTF-16"?>' + xml).encode("utf-16"),
    "in Latin-1": lambda xml: ('<?xml version="1.0" encoding="ISO-8859-1"?>' + xml).encode("latin-1"),
    "with prefixes": prefixed,
    "spread over lines": lambda xml: xml.replace(">", ">\n  "),
    "with a comment before": lambda xml: "<!-- by hand -->" + xml,
    "with a comment inside": lambda xml: xml.replace("</row>", "</row><!-- </sheetData> <row> -->"),
    "with a comment behind": lambda xml: xml + "<!-- end -->",
    "with an instruction inside": lambda xml: xml.replace("</row>", "</row><?note row?>"),
    "strict": lambda xml: xml.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    "with single quotes": lambda xml: xml.replace('"', "'"),
    "with row attributes first": lambda xml: xml.replace("<row ", '<row spans="1:3" ht="15.0" '),
    "with cells the wrong way round": lambda xml: xml.replace(' t="s"', "").replace("<c r=", '<c t="s" r=')
    .replace('<c t="s" r="C', '<c r="C'),
    "with an empty head": lambda xml: xml.replace("<sheetData>", "<sheetPr/><cols></cols><sheetData >"),
}  # fmt: skip


@pytest.mark.parametrize("write_so", SHEETS.values(), ids=SHEETS)
def test_sheet_written_otherwise(write_so: Callable[[str], str | bytes], tmp_path: Path) -> None:
    grid = read(tmp_path, write_so(worksheet(ROWS)), strings=STRINGS)
    assert (grid.first_row, grid.first_column, [*map(list, grid.columns)]) == (2, 2, EXPECTED)


STRING_PARTS: dict[str, Callable[[str], str]] = {
    "prefixed": prefixed,
    "spread over lines": lambda xml: xml.replace("><", ">\n<"),
    "commented": lambda xml: xml.replace("<si>", "<!-- <si> --><si>"),
    "with mixed items": lambda xml: xml.replace("<t>odd</t>", "<r><t>od</t></r><r><t>d</t></r>"),
    "with a declaration of another encoding": lambda xml: '<?xml version="1.0" encoding="latin-1"?>' + xml,
    "with a long start": lambda xml: f"<!--{'x' * 70_000}-->" + xml,
    "with a long opening": lambda xml: xml.replace("<sst ", "<sst" + " " * 70_000),
    "with stray text": lambda xml: xml.replace("</si><si>", "</si>stray<si>").replace(
        "</sst>", "stray</sst>"
    ),
}


@pytest.mark.parametrize("write_so", STRING_PARTS.values(), ids=STRING_PARTS)
def test_strings_written_otherwise(write_so: Callable[[str], str], tmp_path: Path) -> None:
    assert [*map(list, read(tmp_path, worksheet(ROWS), strings=write_so(STRINGS)).columns)] == EXPECTED


def test_latin_1_strings(tmp_path: Path) -> None:
    parts = parts_of(worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings="")
    declared = '<?xml version="1.0" encoding="ISO-8859-1"?>' + shared_strings("<t>Müller</t>")
    parts["xl/sharedStrings.xml"] = declared.encode("latin-1")
    book = write(tmp_path / "book.xlsx", parts)
    assert {way(book).grids[0].value(1, 1) for way in WAYS} == {"Müller"}


@pytest.mark.parametrize(
    "strings", [f'<sst xmlns="{MAIN}"/>', f'<sst xmlns="{MAIN}"></sst>', f'<sst xmlns="{MAIN}"> </sst>']
)
def test_no_strings(strings: str, tmp_path: Path) -> None:
    grid = read(tmp_path, worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'), strings=strings)
    assert grid.value(1, 1) == 1


def test_rows_and_cells_without_references(tmp_path: Path) -> None:
    rows = '<row r="2"/><row><c/><c><v>1</v></c><c r="E3"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    grid = read(tmp_path, worksheet(rows))
    found = {
        (r, c): grid.value(r, c) for r in range(1, 6) for c in range(1, 8) if grid.value(r, c) is not None
    }
    assert found == {(3, 2): 1, (3, 5): 2, (3, 6): 3, (4, 1): 4}


def test_blank_rows_without_references_count(tmp_path: Path) -> None:
    grid = read(tmp_path, worksheet("<row/>" * 400 + "<row><c><v>1</v></c></row>"))
    assert (grid.first_row, grid.row_count) == (401, 1)


def test_rows_out_of_order(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>{v}</v></c></row>' for r, v in ((3, 30), (1, 10), (2, 20), (1, 11))
    )
    assert [*map(list, read(tmp_path, worksheet(rows)).columns)] == [[11, 20, 30]]


def test_cells_out_of_order(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{r}"><c r="B{r}"><v>2</v></c><c r="A{r}"><v>1</v></c></row>' for r in (1, 2, 3))
    assert [*map(list, read(tmp_path, worksheet(rows)).columns)] == [[1, 1, 1], [2, 2, 2]]


def test_a_cell_given_twice_counts_the_second_time(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c><c r="A{r}"><v>2</v></c></row>' for r in (1, 2, 3))
    assert [*map(list, read(tmp_path, worksheet(rows)).columns)] == [[2, 2, 2]]


def test_kinds_of_cells_change_down_a_column(tmp_path: Path) -> None:
    kinds = ("<v>1</v>", ' t="str"><v>x</v>', ' t="b"><v>1</v>', ' s="1"><v>1.5</v>', ' t="s"><v>0</v>')
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"{kind if kind.startswith(" ") else ">" + kind}</c></row>'
        for r, kind in enumerate(kinds * 20, 1)
    )
    grid = read(tmp_path, worksheet(rows), strings=shared_strings("<t>shared</t>"))
    assert list(grid.columns[0]) == [1, "x", True, 1.5, "shared"] * 20


def test_more_shapes_than_a_pattern_takes(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{r}">' + "".join(f'<c r="A{r}" s="{r}"><v>{r}</v></c>') + "</row>" for r in range(1, 200)
    )
    assert list(read(tmp_path, worksheet(rows)).columns[0]) == [*range(1, 200)]


def test_more_columns_than_a_pattern_takes(tmp_path: Path) -> None:
    from sheetsales.cells.address import column_letters

    rows = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{column_letters(c)}{r}"><v>{c}</v></c>' for c in range(1, 500))
        + "</row>"
        for r in (1, 2, 3)
    )
    grid = read(tmp_path, worksheet(rows))
    assert [column[2] for column in grid.columns] == [*range(1, 500)]


@pytest.mark.parametrize(
    "data", ["<sheetData/>", "<sheetData />", "<sheetData></sheetData>", "<sheetData>\n</sheetData>"]
)
def test_sheet_without_rows(data: str, tmp_path: Path) -> None:
    grid = read(tmp_path, f'<worksheet xmlns="{MAIN}">{data}</worksheet>')
    assert (grid.columns, grid.row_count, grid.value(1, 1)) == ((), 0, None)


def test_workbook_elsewhere(tmp_path: Path) -> None:
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(("r1", "officeDocument", "/book/main.xml")),
        "book/main.xml": workbook(("S", "")),
        "book/_rels/main.xml.rels": relationships(
            ("rId1", "worksheet", "/book/deep/../sheets/my%20sheet.xml"),
            ("r2", "sharedStrings", "../strings.xml"),
        ),
        "book/sheets/my sheet.xml": worksheet(ROWS),
        "strings.xml": STRINGS,
    }
    book = write(tmp_path / "book.xlsx", parts)
    assert [*map(list, WAYS[0](book).grids[0].columns)] == EXPECTED


def test_backslashes_and_capitals_in_names(tmp_path: Path) -> None:
    parts = parts_of(worksheet(ROWS), strings=STRINGS)
    parts["XL\\Worksheets\\Sheet1.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    parts["[content_types].xml"] = parts.pop("[Content_Types].xml")
    book = write(tmp_path / "book.xlsx", parts)
    assert [*map(list, WAYS[0](book).grids[0].columns)] == EXPECTED


def test_stored_members(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    with zipfile.ZipFile(book, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts_of(worksheet(ROWS), strings=STRINGS).items():
            archive.writestr(name, text)
    assert [*map(list, WAYS[0](book).grids[0].columns)] == EXPECTED


@pytest.mark.parametrize(
    ("attributes", "row"), [(b' r="B7" s="3"', 8), (b' r="B"', 7), (b' r="B" s="7"', 7), (b' r="B17"', 7), (b' r="B71"', 7)]
)  # fmt: skip
def test_a_place_met_before_is_not_mistaken_for_one_of_another_row(attributes: bytes, row: int) -> None:
    places = Places()
    for known in (b' r="B7" s="3"', b' r="B7"', b' r="B7" s=""', b' r="B7" s="7"'):
        places.place(known, b'7"', 0)
    try:
        expected = place(attributes, row, 0)
    except UnreadableRow:
        with pytest.raises(UnreadableRow):
            places.place(attributes, b'%d"' % row, 0)
    else:
        assert places.place(attributes, b'%d"' % row, 0)[:3] == expected


def test_places_met_before_are_those_of_their_own_row() -> None:
    places = Places()
    for row in (7, 12, 112, 12):
        attributes = b' r="AB%d" s="12" t="s"' % row
        assert places.place(attributes, b'%d"' % row, 0) == (28, "s", 12, b' s="12" t="s"')
    assert places.place(b"", b'7"', 4) == (5, "", 0, None)
    assert places.place(b" t='s' r='C7'", b'7"', 4) == (3, "s", 0, None)
    assert places.place(b' t="s" r="C7"', b'7"', 4) == (3, "s", 0, None)
    assert places.place(b' t="s" r="C7"', b'7"', 4) == (3, "s", 0, None)
