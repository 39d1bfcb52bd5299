"""Texts for a workbook that has no shared strings: it gets them, as Excel would give it some, unless that could mislead."""

from __future__ import annotations

import pytest

from sheetsales.backends.ooxml import strings
from sheetsales.cells.edits import AddSheet
from tests.ooxml.books import (
    MAIN,
    all_shown,
    book,
    done,
    opened_by_openpyxl,
    part,
    parts_of,
    put,
    sheet_of,
    worksheet,
    zipped,
)

STRINGS = "xl/sharedStrings.xml"
BLANK = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')


def test_the_part_is_made_with_its_relationship_and_type() -> None:
    after = done(book(BLANK), put("Sheet1!B1", "text"), put("Sheet1!B2", "text"), put("Sheet1!B3", " two "))
    assert part(after, STRINGS).count("<si>") == 2
    assert 'count="3" uniqueCount="2"' in part(after, STRINGS)
    assert part(after, "xl/_rels/workbook.xml.rels").count("/relationships/sharedStrings") == 1
    assert part(after, "[Content_Types].xml").count("sharedStrings+xml") == 1
    assert opened_by_openpyxl(after)["Sheet1"]["B3"].value == " two "


def test_numbers_alone_need_no_part() -> None:
    assert STRINGS not in parts_of(done(book(BLANK), put("Sheet1!B1", 5)))


def test_a_new_sheet_uses_it() -> None:
    after = done(book(BLANK), AddSheet("New", ("h",), (("text",),)))
    assert "inlineStr" not in sheet_of(after, 2)
    assert all_shown(after, "New") == {(1, 1): "h", (2, 1): "text"}


def test_a_name_that_is_taken_is_left_alone() -> None:
    after = done(book(BLANK, more={"xl/SharedStrings.xml": "<other/>"}), put("Sheet1!B1", "text"))
    assert part(after, "xl/SharedStrings.xml") == "<other/>"
    assert "text" in part(after, "xl/sharedStrings1.xml")
    assert all_shown(after)[1, 2] == "text"


@pytest.mark.parametrize("mark", ['t="s"', "t = 's'"])
def test_a_cell_that_points_to_a_text_that_is_not_there_does_not_get_ours(mark: str) -> None:
    lost = worksheet(f'<row r="1"><c r="A1" {mark}><v>0</v></c></row>')
    after = done(book(lost), put("Sheet1!B1", "text"))
    assert STRINGS not in parts_of(after)
    assert 'r="B1" t="inlineStr"' in sheet_of(after)


def test_a_large_workbook_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "_MOST_LOOKED_THROUGH", 10)
    after = done(book(BLANK), put("Sheet1!B1", "text"))
    assert STRINGS not in parts_of(after)
    assert all_shown(after)[1, 2] == "text"


def test_a_strict_workbook_gets_a_strict_part() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    parts = {name: data.decode() for name, data in parts_of(book(BLANK, styles=None)).items()}
    old = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    data = zipped({n: d.replace(MAIN, strict).replace(old, new) for n, d in parts.items()})
    after = done(data, put("Sheet1!B1", "text"))
    assert f'<sst xmlns="{strict}"' in part(after, STRINGS)
    assert f'Type="{new}/sharedStrings"' in part(after, "xl/_rels/workbook.xml.rels")
    assert all_shown(after)[1, 2] == "text"
