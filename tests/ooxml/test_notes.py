"""Notes attached and replaced."""

from __future__ import annotations

from typing import Any

import pytest

from sheetsales.cells.edits import SetNote
from sheetsales.errors import EditRefused
from tests.ooxml.books import (
    DOCUMENT,
    book,
    cell,
    changed,
    done,
    links,
    opened_by_openpyxl,
    part,
    parts_of,
    refs,
    sheet_of,
    worksheet,
    written,
)


def note(at: str, text: str) -> SetNote:
    return SetNote(cell(f"Sheet1!{at}"), text)


def notes_of(data: bytes) -> dict[str, str]:
    sheet = opened_by_openpyxl(data)["Sheet1"]
    return {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}


def test_a_first_note_brings_its_parts() -> None:
    before = book(
        worksheet(
            '<row r="1"><c r="B1"><v>1</v></c></row>',
            '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><tableParts count="0"/>',
        )
    )
    after = done(before, note("B1", '第一行\n<第二行> & "三"'), note("A9", "second"))
    assert notes_of(after) == {"B1": '第一行\n<第二行> & "三"', "A9": "second"}
    assert (
        '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><legacyDrawing r:id="rId2"/><tableParts'
        in sheet_of(after)
    )
    assert 'Extension="vml"' in part(after, "[Content_Types].xml")
    shapes = part(after, "xl/drawings/vmlDrawing1.vml")
    assert shapes.count("<v:shapetype ") == 1
    assert refs(shapes, "id") == ["_x0000_t202", "_x0000_s1025", "_x0000_s1026"]
    assert "<x:Row>8</x:Row><x:Column>0</x:Column>" in shapes
    assert changed(before, after) == {
        "[Content_Types].xml", "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip


def _noted(opened: Any) -> None:
    sheet = opened.add_worksheet("Sheet1")
    sheet.write_comment("C3", "old", {"author": "张三", "width": 300, "visible": True})
    sheet.write_comment("A1", "other", {"author": "张三"})
    sheet.insert_button("F3", {"macro": "run", "caption": "go"})


@pytest.fixture(scope="module")
def noted() -> bytes:
    return written(_noted)


def test_a_note_that_is_there_gets_the_new_text_and_keeps_its_shape(noted: bytes) -> None:
    after = done(noted, note("C3", "new"))
    assert notes_of(after) == {"A1": "other", "C3": "new"}
    assert changed(noted, after) == {"xl/comments1.xml"}
    assert part(after, "xl/comments1.xml").count("<author>") == 1


def test_a_note_beside_others_and_a_button(noted: bytes) -> None:
    after = done(noted, note("B2", "new"), note("C9", "last"))
    assert notes_of(after) == {"A1": "other", "B2": "new", "C3": "old", "C9": "last"}
    shapes = part(after, "xl/drawings/vmlDrawing1.vml")
    ids = [i for i in refs(shapes, "id") if i.startswith("_x0000_s")]
    assert len(ids) == len(set(ids)) == 5
    assert "FmlaMacro" in shapes
    assert refs(part(after, "xl/comments1.xml"), "ref") == ["A1", "B2", "C3", "C9"] or set(
        refs(part(after, "xl/comments1.xml"), "ref")
    ) == {"A1", "B2", "C3", "C9"}


def test_a_second_sheet_uses_shape_numbers_of_its_own() -> None:
    def fill(opened: Any) -> None:
        opened.add_worksheet("Sheet1")
        opened.add_worksheet("Other").write_comment("A1", "x")

    shapes = part(done(written(fill), note("A1", "y")), "xl/drawings/vmlDrawing2.vml")
    assert '<o:idmap v:ext="edit" data="2"/>' in shapes or '<o:idmap v:ext="edit" data="3"/>' in shapes
    assert "_x0000_s1025" not in shapes


def test_a_drawing_named_only_for_programs_that_know_it_is_used() -> None:
    choice = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="v"><legacyDrawing r:id="rId2"/></mc:Choice></mc:AlternateContent>'
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": links(("rId2", "vmlDrawing", "../d.vml")),
        "xl/d.vml": '<xml><v:shape id="_x0000_s1"/></xml>',
    }
    after = done(book(worksheet("", choice), more=more), note("B1", "x"))
    assert sheet_of(after).count("legacyDrawing") == 1
    assert refs(part(after, "xl/d.vml"), "id") == ["_x0000_s1", "_x0000_t202", "_x0000_s2"]


def test_a_drawing_with_a_thousand_shapes_goes_on_elsewhere() -> None:
    shapes = "".join(f'<v:shape id="_x0000_s{n}"/>' for n in (1025, 2047, 2050))
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": links(("rId2", "vmlDrawing", "../d.vml")),
        "xl/d.vml": f'<xml><o:idmap v:ext="edit" data="1"/>{shapes}</xml>',
    }
    after = done(book(worksheet("", '<legacyDrawing r:id="rId2"/>'), more=more), note("B1", "x"))
    assert "_x0000_s3073" in part(after, "xl/d.vml")


def test_bare_comments_parts() -> None:
    """No authors, no list, a comment without text."""
    for inside, kept in (
        ("", {}),
        ("<commentList/>", {}),
        ('<commentList><comment ref="B1" authorId="0"/></commentList>', {"B1"}),
    ):
        sheet = worksheet("", '<legacyDrawing r:id="rId2"/>')
        more = {
            "xl/worksheets/_rels/sheet1.xml.rels": links(
                ("rId1", "comments", "../comments1.xml"), ("rId2", "vmlDrawing", "../d.vml")
            ),
            "xl/comments1.xml": f'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inside}</comments>',
            "xl/d.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"><br></xml>',
        }
        after = done(book(sheet, more=more), note("B1", "x"), note("A2", "y"))
        text = part(after, "xl/comments1.xml")
        assert text.count("<author>sheetsales</author>") == 1
        assert set(refs(text, "ref")) == {"B1", "A2"}
        assert '<xml xmlns:v="urn:schemas-microsoft-com:vml"><br>' in part(after, "xl/d.vml")
        assert part(after, "xl/d.vml").count("<v:shape ") == 2 - len(kept)


def test_threaded_comments_are_left_to_people() -> None:
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{DOCUMENT}/threadedComment" Target="../threadedComments/t1.xml"/></Relationships>',
        "xl/threadedComments/t1.xml": '<ThreadedComments><threadedComment ref="B1"/></ThreadedComments>',
    }
    before = book(worksheet(""), more=more)
    with pytest.raises(EditRefused, match="Sheet1!B1 has a threaded comment"):
        done(before, note("B1", "x"))
    assert notes_of(done(before, note("B2", "x"))) == {"B2": "x"}


@pytest.mark.parametrize(
    ("at", "text", "why"),
    [
        ("A1", "", "has no text"),
        ("A1", " \n", "has no text"),
        ("A1", "x" * 40_000, "32,767"),
        ("B2", "x", "merged range A1:C3.*Sheet1!A1"),
    ],
)
def test_refused(at: str, text: str, why: str) -> None:
    before = book(worksheet("", '<mergeCells><mergeCell ref="A1:C3"/></mergeCells>'))
    with pytest.raises(EditRefused, match=why):
        done(before, note(at, text))


def test_locked_cells() -> None:
    before = book(worksheet("", '<sheetProtection sheet="1"/>'))
    with pytest.raises(EditRefused, match="locked"):
        done(before, note("A1", "x"))
    assert notes_of(done(before, note("A1", "x"), allow_protected=True)) == {"A1": "x"}


def test_a_missing_drawing_is_damage() -> None:
    with pytest.raises(EditRefused, match="drawing that holds the notes"):
        done(book(worksheet("", '<legacyDrawing r:id="rId9"/>')), note("A1", "x"))


def test_a_sheet_that_does_not_know_relationships() -> None:
    sheet = worksheet("").replace(f' xmlns:r="{DOCUMENT}"', "")
    after = done(book(sheet), note("A1", "x"))
    assert f'<legacyDrawing xmlns:r="{DOCUMENT}" r:id="rId2"/>' in sheet_of(after)
    assert "xl/comments1.xml" in parts_of(after)
