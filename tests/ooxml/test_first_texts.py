"""Texts for a workbook that has no shared strings: it gets them, as Excel would give it some, unless that could mislead."""

from __future__ import annotations

import pytest

from sheetsales.backends.ooxml import first_texts
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
)

STRINGS = "xl/sharedStrings.xml"
BLANK = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
EMPTY = f'<sst xmlns="{MAIN}" count="0" uniqueCount="0"/>'


def test_the_part_is_made_with_its_relationship_and_type() -> None:
    after = done(book(BLANK), put("Sheet1!B1", "a<b"), put("Sheet1!B2", "a<b"), put("Sheet1!B3", "two"))
    assert part(after, STRINGS).count("<si>") == 2
    assert 'count="3" uniqueCount="2"' in part(after, STRINGS)
    assert part(after, "xl/_rels/workbook.xml.rels").count("/relationships/sharedStrings") == 1
    assert part(after, "[Content_Types].xml").count("sharedStrings+xml") == 1
    assert opened_by_openpyxl(after)["Sheet1"]["B2"].value == "a<b"
    assert "inlineStr" not in sheet_of(after)


def test_numbers_alone_need_no_part() -> None:
    assert STRINGS not in parts_of(done(book(BLANK), put("Sheet1!B1", 5)))


def test_a_new_sheet_uses_it() -> None:
    after = done(book(BLANK), AddSheet("New", ("h",), (("text",),)))
    assert "inlineStr" not in sheet_of(after, 2)
    assert all_shown(after, "New") == {(1, 1): "h", (2, 1): "text"}


def test_a_part_that_holds_none_is_filled() -> None:
    after = done(book(BLANK, strings=EMPTY), put("Sheet1!B1", "text"))
    assert 'count="1" uniqueCount="1"' in part(after, STRINGS)
    assert part(after, "[Content_Types].xml").count("sharedStrings+xml") == 1
    assert all_shown(after)[1, 2] == "text"


@pytest.mark.parametrize("more", ["<extLst/>", "<!-- theirs -->", "<si/>", " " * 600])
def test_a_part_that_holds_anything_is_left_alone(more: str) -> None:
    strings = f'<sst xmlns="{MAIN}">{more}</sst>'
    after = done(book(BLANK, strings=strings), put("Sheet1!B1", "text"))
    assert part(after, STRINGS).endswith(strings)
    assert 'r="B1" t="inlineStr"' in sheet_of(after)


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


def test_texts_in_cells_that_others_wrote_stay_where_they_are() -> None:
    theirs = worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>theirs</t></is></c></row>')
    after = done(book(theirs), put("Sheet1!B1", "text"), AddSheet("New", ("h",), (("text",),)))
    assert sheet_of(after).count("inlineStr") == 2
    assert "inlineStr" not in sheet_of(after, 2)


def test_a_text_with_blanks_at_its_edge_stays_in_its_cell() -> None:
    after = done(book(BLANK), put("Sheet1!B1", " text"), put("Sheet1!B2", "text"))
    assert part(after, STRINGS).count("<si>") == 1
    assert all_shown(after)[1, 2] == " text"


def test_what_takes_long_to_see_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_texts, "_MOST_LOOKED_THROUGH", len(BLANK) - 1)
    assert STRINGS not in parts_of(done(book(BLANK), put("Sheet1!B1", "text")))
    monkeypatch.setattr(first_texts, "_MOST_LOOKED_THROUGH", len(BLANK))
    assert STRINGS not in parts_of(done(book(BLANK), put("Sheet1!B1", "text" * 200)))


def test_of_a_text_written_over_nothing_is_left() -> None:
    data = book(BLANK)
    for day in range(3):
        data = done(data, put("Sheet1!B1", f"day {day}"))
    together = b"".join(parts_of(data).values())
    assert b"day 2" in together
    assert b"day 1" not in together
