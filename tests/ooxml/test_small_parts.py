"""What stands in the parts of a workbook in odd ways: found again, left as it is, or named as damage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.ooxml import archive, sheet_text, strings
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.sheet_text import masked
from sheetsales.backends.ooxml.spans import MalformedError, Rewrite, as_utf8, parse, require_well_formed
from sheetsales.backends.parts.number_formats import kind_of
from sheetsales.backends.parts.texts import all_to_xml, from_xml, to_xml
from sheetsales.cells.edits import AppendRows, Edit, SetNote
from sheetsales.errors import NotAWorkbook
from tests.ooxml.books import (
    MAIN,
    all_shown,
    book,
    cell,
    done,
    links,
    part,
    parts_of,
    put,
    sheet_of,
    shown,
    worksheet,
    written,
    zipped,
)

ROW = '<row r="2"><c r="B2"><v>1</v></c></row>'
STREAMED = Limits(held_bytes=0)
DTD = '<!DOCTYPE a [<!ENTITY b "c">]>'


def package(data: bytes) -> Package:
    return Package(data, Path("a.xlsx"), DEFAULT)


# -- the package


def test_a_part_taken_out_is_gone_with_its_relationships() -> None:
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    opened = package(book(worksheet(ROW), more={rels: links()}))
    opened.remove("xl/worksheets/sheet1.xml")
    assert not opened.has("xl/worksheets/sheet1.xml")
    assert not opened.has(rels)
    with pytest.raises(MalformedError):
        opened.read("xl/worksheets/sheet1.xml")
    with pytest.raises(MalformedError):
        opened.read("xl/nowhere.xml")


@pytest.mark.parametrize("limits", [DEFAULT, STREAMED])
@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_entities_in_a_workbook_too_large_to_be_checked_whole(
    name: str, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "VERIFY_UP_TO", 0)
    parts = parts_of(book(worksheet(ROW)))
    parts[name] = DTD.encode() + parts[name]
    with pytest.raises(NotAWorkbook, match="declares XML entities"):
        done(zipped(parts), put("Sheet1!B2", 5), limits=limits)


def test_a_large_part_in_another_encoding_is_held() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?>' + worksheet(ROW)
    data = book(text.encode("utf-16"))
    assert done(data, put("Sheet1!B3", 5), limits=STREAMED) == done(data, put("Sheet1!B3", 5))


def test_relationships_that_share_an_id_are_damage() -> None:
    twice = links(("rId1", "drawing", "a.xml"), ("rId1", "table", "b.xml"))
    data = book(worksheet(ROW), more={"xl/worksheets/_rels/sheet1.xml.rels": twice})
    with pytest.raises(NotAWorkbook, match=r"sheet1.xml.rels"):
        done(data, put("Sheet1!B2", 5))


@pytest.mark.parametrize("name", ["R&D", "it's", "Data"])
def test_drop_downs_of_other_sheets_grow_whatever_the_sheet_is_called(name: str) -> None:
    def fill(opened: Any) -> None:
        opened.add_worksheet(name).write_column("A1", ["a", 1])
        home = opened.add_worksheet("Home")
        quoted = "'" + name.replace("'", "''") + "'"
        home.data_validation("B1", {"validate": "list", "source": f"={quoted}!$A$2:$A$2"})

    edit = AppendRows("'" + name.replace("'", "''") + "'!A1:A2", ({"a": 5},))
    assert "!$A$2:$A$3</formula1>" in sheet_of(done(written(fill), edit), 2)


def test_a_mark_across_two_pieces_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from sheetsales.backends.parts import deflate

    monkeypatch.setattr(deflate, "PIECE", 5)
    opened = package(book(worksheet('<row r="1"><c r="A1"><f>1+1</f></c></row>')))
    for length in range(1, 30):
        at = opened.read("xl/worksheets/sheet1.xml").index(b"<f>1+1")
        mark = opened.read("xl/worksheets/sheet1.xml")[at : at + length]
        fresh = package(book(worksheet('<row r="1"><c r="A1"><f>1+1</f></c></row>')))
        assert fresh.mentions("xl/worksheets/sheet1.xml", (b"\1", mark))
        assert not fresh.mentions("xl/worksheets/sheet1.xml", (mark + b"\1",))


# -- texts, encodings, XML


@pytest.mark.parametrize(
    ("code", "is_date"),
    [("[h]:mm", True), ("[Red]0.00", False), ('0 "days"', False), ("yyyy", True), ("General", False), (None, False)],
)  # fmt: skip
def test_formats_that_show_dates(code: str | None, is_date: bool) -> None:
    assert (kind_of(200, code) != "number") is is_date


def test_what_a_search_must_not_trip_over_in_a_large_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_text, "CHECKED", 10)
    assert masked(b"<a><!-- <row --><![CDATA[<c]]></a>", "p") == b"<a>" + b" " * 27 + b"</a>"
    with pytest.raises(MalformedError):
        masked(b"<a><!-- <!-- <!--", "p")


@pytest.mark.parametrize(
    "head", ["<?xml version='1.0' encoding='rot13'?>", "<?xml version='1.0' encoding='utf-7'?>"]
)
def test_encodings_nobody_writes_in(head: str) -> None:
    with pytest.raises(MalformedError):
        as_utf8(head.encode() + b"<a/>", "p")


def test_a_declaration_that_is_none_once_it_is_read() -> None:
    """In this encoding the bytes of the declaration are other letters."""
    with pytest.raises(MalformedError):
        as_utf8(b"<?xml version='1.0' encoding='cp037'?><a/>", "p")


def test_xml_that_is_none() -> None:
    for data in (b"", b"<a>", b"<a/><b/>"):
        with pytest.raises(MalformedError):
            parse(data, "p")
        with pytest.raises(MalformedError):
            require_well_formed(data, "p")
    for check in (parse, require_well_formed):
        with pytest.raises(MalformedError) as unsafe:
            check(DTD.encode() + b"<a/>", "p")
        assert unsafe.value.is_unsafe


def test_numbers_in_attributes() -> None:
    root = parse(b'<a x="5" y="five" z="99999999999999"/>', "p")
    assert [root.number(name, 7) for name in ("x", "y", "z", "none")] == [5, 7, 7, 7]


def test_an_empty_element_takes_text_children_and_attributes() -> None:
    rewrite = Rewrite(b'<p:a xmlns:p="u"><p:b k="1" /><p:c/></p:a>', "p")
    b, c = rewrite.root.children
    rewrite.set(b, "k", "2")
    rewrite.append(b, b"<d/>")
    rewrite.set_text(c, "1 < 2")
    assert rewrite.result() == b'<p:a xmlns:p="u"><p:b k="2"><d/></p:b><p:c>1 &lt; 2</p:c></p:a>'


@pytest.mark.parametrize("texts", [["plain", "_x0041_"], ["a\x01", "b"], ["a", "é<"], ["a\nb"]])
def test_many_texts_are_written_as_one_by_one(texts: list[str]) -> None:
    assert all_to_xml(texts) == [to_xml(text) for text in texts]
    assert [from_xml(raw) for raw in all_to_xml(texts)] == texts


def test_text_in_cdata_is_read_as_it_is_meant() -> None:
    assert from_xml(b"a &amp; <![CDATA[b & <c>]]>") == "a & b & <c>"


# -- rows and cells as they should not be


@pytest.mark.parametrize(
    "row",
    ['<row r="1"><c r="A1"><v>5</v></c >{}</row>', "<row r=\"1\"><c r='A1' ><v>5</v></c>{}</row>",
     '<row r="1"><c s="0" r="A1" t="n"><v>5</v></c>{}</row >'],
)  # fmt: skip
def test_spaces_where_xml_allows_them(row: str) -> None:
    after = done(
        book(worksheet(row.format('<c r="B1"><v>6</v></c>'))), put("Sheet1!A1", 7), put("Sheet1!C1", 8)
    )
    assert all_shown(after) == {(1, 1): 7, (1, 2): 6, (1, 3): 8}


def test_a_place_named_in_a_text_is_no_cell() -> None:
    row = '<row r="1"><c r="B1" t="str"><f>"r=""C1"""&amp;1</f><v>r="C1"</v></c><c r="D1"><v>4</v></c></row>'
    after = done(book(worksheet(row)), put("Sheet1!C1", 3))
    assert all_shown(after) == {(1, 2): 'r="C1"', (1, 3): 3, (1, 4): 4}


def test_rows_out_of_order_are_listed_in_order() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (3, 1, 2, 9))
    after = done(book(worksheet(rows)), put("Sheet1!A10", 10), AppendRows("Sheet1!A2:A10", ({"2": "x"},)))
    assert all_shown(after)[11, 1] == "x"


@pytest.mark.parametrize(
    "rows",
    ['<row r="2"><c r="A2"><v>1</v></c></row><row r="2"/>', '<row r="2"/><row r="1"/><row/>'],
)  # fmt: skip
def test_two_rows_of_one_number_are_damage(rows: str) -> None:
    edits: list[Edit] = [put(f"Sheet1!A{n}", n) for n in range(1, 60)]
    with pytest.raises(NotAWorkbook, match=r"sheet1.xml"):
        done(book(worksheet(rows)), *edits)


def test_single_cells_far_apart_in_a_sheet_held_whole() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 200))
    edits: list[Edit] = [put(f"Sheet1!{'AB'[n % 2]}{n}", -n) for n in range(1, 200, 3)]
    expected = {(n, 1): n for n in range(1, 200)} | {(n, 1 + n % 2): -n for n in range(1, 200, 3)}
    assert all_shown(done(book(worksheet(rows)), *edits)) == expected


@pytest.mark.parametrize(("stored", "read"), [("twelve", "twelve"), ("1e3", 1000.0), ("", None)])
def test_numbers_that_are_none(stored: str, read: Any) -> None:
    made = done(
        book(worksheet(f'<row r="1"><c r="A1"><v>{stored}</v></c></row>')),
        put("Sheet1!B1", 1, expected=None),
        put("Sheet1!A1", "new", expected=read),
    )
    assert shown(made, "Sheet1!A1") == "new"


@pytest.mark.parametrize("cell_xml", ['t="inlineStr"', 't="d"><v>someday</v', 't="inlineStr"><v>x</v'])
def test_cells_that_lack_what_their_kind_calls_for(cell_xml: str) -> None:
    row = f'<row r="1"><c r="A1" {cell_xml}></c></row>'
    expected = {"d": "someday", "i": "x" if "x" in cell_xml else None}[cell_xml[3]]
    assert all_shown(done(book(worksheet(row)), put("Sheet1!A1", "n", expected=expected))) == {(1, 1): "n"}


# -- the table of shared strings


def _strings(items: str, count: int = 1, close: str = "</sst>") -> str:
    return f'<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}">{items}{close}'


SHARED = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row>'


def test_references_are_not_counted_anew_in_a_large_table(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(worksheet(SHARED), strings=_strings("<si><t>a</t></si>", 2))
    assert 'count="1"' in part(done(data, put("Sheet1!A1", 5)), "xl/sharedStrings.xml")
    monkeypatch.setattr(strings, "LARGE", 0)
    assert 'count="2"' in part(done(data, put("Sheet1!A1", 5)), "xl/sharedStrings.xml")
    assert 'count="2"' in part(done(data, put("Sheet1!C1", "new")), "xl/sharedStrings.xml")


@pytest.mark.parametrize("items", ["<si><si><t>a</t></si></si>", "<si><t>a</t>"])
def test_a_table_of_texts_that_is_odd_is_damage(items: str) -> None:
    with pytest.raises(NotAWorkbook, match=r"sharedStrings.xml"):
        done(book(worksheet(SHARED), strings=_strings(items)), put("Sheet1!A1", "new"))


def test_texts_in_a_table_that_is_written_oddly_are_found() -> None:
    """Items with attributes or of several runs are counted, but not taken for plain texts."""
    items = '<si xml:space="x"><t>a</t></si><si><r><t>b</t></r></si><si ><t>c</t></si><si/>' * 5
    wanted = [*(f"new {n}" for n in range(20)), "a", "b", "c"]
    edits = [put(f"Sheet1!A{n}", text) for n, text in enumerate(wanted, 1)]
    made = done(book(worksheet(SHARED), strings=_strings(items, 20)), *edits)
    assert [all_shown(made)[n, 1] for n in range(1, 24)] == wanted


# -- the frame of a sheet


def test_a_note_on_a_sheet_with_controls_stands_where_it_must() -> None:
    tail = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14">'
        '<controls/></mc:Choice></mc:AlternateContent><tableParts count="0"/>'
    )
    xml = sheet_of(done(book(worksheet(ROW, tail)), SetNote(cell("Sheet1!B2"), "a note")))
    assert xml.index("<legacyDrawing ") < xml.index("<mc:AlternateContent")
    other = tail.replace("<controls/>", "<unheard/>")
    xml = sheet_of(done(book(worksheet(ROW, other)), SetNote(cell("Sheet1!B2"), "a note")))
    assert xml.index("<mc:AlternateContent") < xml.index("<legacyDrawing ") < xml.index("<tableParts")


def test_a_sheet_closed_before_its_rows_begin_is_damage() -> None:
    with pytest.raises(NotAWorkbook, match=r"sheet1.xml"):
        done(book(f'<worksheet xmlns="{MAIN}"></sheetData><sheetData></worksheet>'), put("Sheet1!A1", 1))


def test_texts_of_several_runs_are_read_as_they_show() -> None:
    items = "<si ><t >a</t ></si ><si><r><t>b</t ></r><rPh sb='0' eb='1'><t>x</t></rPh ><r><t>c</t></r></si>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    data = book(worksheet(rows), strings=_strings(items, 2))
    made = done(data, put("Sheet1!A1", 1, expected="a"), put("Sheet1!B1", 2, expected="bc"))
    assert all_shown(made) == {(1, 1): 1, (1, 2): 2}
