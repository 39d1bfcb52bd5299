"""Texts that we write stand in their cells; of one that is written over nothing can be read in the file any more."""

from __future__ import annotations

from typing import Any

import pytest

from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.ooxml import string_sweep, strings
from sheetsales.cells.edits import AddSheet, AppendRows, Edit, ReplaceRows
from tests.ooxml.books import (
    MAIN,
    all_shown,
    book,
    done,
    links,
    part,
    parts_of,
    put,
    sheet_of,
    shown,
    worksheet,
    written,
)

STRINGS = "xl/sharedStrings.xml"
BLANK = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
OURS = '<si><t xml:space="preserve">{}</t></si>'


def table(items: str, count: int, unique: int) -> str:
    return f'<sst xmlns="{MAIN}" count="{count}" uniqueCount="{unique}">{items}</sst>'


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("text", "<t>text</t>"),
        (" text", '<t xml:space="preserve"> text</t>'),
        ("text\n", '<t xml:space="preserve">text\n</t>'),
        ("a<b>&_x0041_\x07", "<t>a&lt;b&gt;&amp;_x005F_x0041__x0007_</t>"),
    ],
)
@pytest.mark.parametrize("times", [1, 40])
def test_a_text_stands_in_its_cell(text: str, inside: str, times: int) -> None:
    before = book(BLANK, strings=table("<si><t>theirs</t></si>", 1, 1))
    after = done(before, *[put(f"Sheet1!B{n + 1}", text) for n in range(times)])
    assert part(after, STRINGS) == part(before, STRINGS)
    assert sheet_of(after).count(f't="inlineStr"><is>{inside}</is></c>') == times
    assert all_shown(after)[times, 2] == text
    if "\x07" not in text:
        assert shown(after, f"Sheet1!B{times}") == text


def test_no_kind_of_edit_adds_to_the_shared_ones() -> None:
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet()
        sheet.write_row("A1", ["a", "b"])
        sheet.write_row("A2", ["x", "y"])

    before = written(fill)
    edits: list[Edit] = [
        put("Sheet1!D1", "new"),
        AppendRows("Sheet1!A1:B2", tuple({"a": f"p{n}", "b": "q"} for n in range(30))),
        ReplaceRows("Sheet1!A1:B2", ({"a": "x", "b": "z"},)),
        AddSheet("New", ("h",), (("text",),)),
    ]
    after = done(before, *edits)
    kept = part(after, STRINGS)
    assert (kept.count("<si>"), kept.count("new"), kept.count("p1")) == (4, 0, 0)
    assert 'count="2"' in kept  # the two headings are all that still refers to them
    assert all_shown(after, "New") == {(1, 1): "h", (2, 1): "text"}


def test_what_a_cell_said_before_is_gone() -> None:
    """Day after day the same cells say something else: the file stays as large as it was."""
    data = book(BLANK, strings=table("<si><t>a</t></si>", 1, 1))
    sizes = []
    for day in range(6):
        edits = [put(f"Sheet1!B{row}", f"day {day} of row {row}") for row in range(1, 60)]
        data = done(data, *edits)
        sizes.append(len(data))
    together = b"".join(parts_of(data).values())
    assert b"day 5 of row 7" in together
    assert b"day 4" not in together
    assert max(sizes) - min(sizes) < 20


def test_the_same_again_changes_nothing() -> None:
    edits = [put(f"Sheet1!B{row}", f"text {row} ") for row in range(1, 40)]
    first = done(book(BLANK), *edits)
    assert done(first, *edits) == first


# -- what earlier versions left among the shared ones

POINTED = '<c r="A{0}" t="s"><v>{1}</v></c>'


def swept(items: str, *numbers: int, edit: Edit | None = None, limits: Limits = DEFAULT, **more: Any) -> str:
    """The table after row 1, which shows item 0 as well, is written over; rows below show items of these numbers."""
    cells = "".join(f'<row r="{n}">{POINTED.format(n, i)}</row>' for n, i in enumerate((0, *numbers), 1))
    count = items.count("<si")
    data = book(worksheet(cells), strings=table(items, 9, count), **more)
    return part(done(data, edit or put("Sheet1!A1", 5), limits=limits), STRINGS)


@pytest.mark.parametrize("limits", [DEFAULT, Limits(held_bytes=0)])
def test_old_texts_of_ours_that_no_cell_shows_are_emptied(limits: Limits) -> None:
    items = "<si><t>theirs</t></si>" + "".join(map(OURS.format, ("old", "kept", "older")))
    after = swept(items, 2, limits=limits)
    assert '<si><t>theirs</t></si><si><t/></si><si><t xml:space="preserve">kept</t></si></sst>' in after
    assert 'count="8" uniqueCount="3"' in after


def test_the_cells_that_show_others_show_the_same() -> None:
    items = "".join(map(OURS.format, ("zero", "one", "two", "three")))
    rows = "".join(f'<row r="{n + 1}">{POINTED.format(n + 1, n)}</row>' for n in range(4))
    after = done(book(worksheet(rows), strings=table(items, 4, 4)), put("Sheet1!A2", "new"))
    assert all_shown(after) == {(1, 1): "zero", (2, 1): "new", (3, 1): "two", (4, 1): "three"}
    assert "one" not in part(after, STRINGS)


@pytest.mark.parametrize(
    "item",
    [
        "<si><t>theirs</t></si>",
        OURS.format(" spaced"),
        OURS.format("spaced\n"),
        '<si><r><t xml:space="preserve">rich</t></r></si>',
        '<si><t xml:space="preserve">read</t><rPh sb="0" eb="1"><t>so</t></rPh></si>',
        '<si x="1"><t xml:space="preserve">odd</t></si>',
    ],
)
def test_texts_of_others_stay(item: str) -> None:
    assert item in swept("<si><t>a</t></si>" + item)


def test_a_prefix_is_no_hindrance() -> None:
    items = "<si><t>a</t></si>" + OURS.format("old") + "<si><t>b</t></si>"
    rows = f'<row r="1">{POINTED.format(1, 0)}</row>'
    texts = table(items, 1, 3).replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    after = part(done(book(worksheet(rows), strings=texts), put("Sheet1!A1", 5)), STRINGS)
    assert "</x:si><x:si><x:t/></x:si><x:si><x:t>b" in after


def test_every_kind_of_sheet_counts() -> None:
    """A macro sheet of Excel 4 shows texts as well."""
    macro = f'<xm:macrosheet xmlns:xm="x" xmlns="{MAIN}"><c r="A1" t=\'s\' ><v>1</v></c></xm:macrosheet>'
    rels = links(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "sharedStrings", "sharedStrings.xml"),
        ("rId3", "styles", "styles.xml"),
        ("rId4", "xlMacrosheet", "macrosheets/m.xml"),
    )
    more = {"xl/_rels/workbook.xml.rels": rels, "xl/macrosheets/m.xml": macro}
    assert ">kept<" in swept("<si><t>a</t></si>" + OURS.format("kept"), more=more)


@pytest.mark.parametrize("odd", ['<x t="s"/>', '<c r="Z9" t="s"><!-- --><v>1</v></c>'])
def test_where_it_is_not_sure_what_cells_show_all_texts_stay(odd: str) -> None:
    rows = f'<row r="1">{POINTED.format(1, 0)}</row><row r="9">{odd}</row>'
    items = "<si><t>a</t></si>" + OURS.format("old")
    after = done(book(worksheet(rows), strings=table(items, 1, 2)), put("Sheet1!A1", 5))
    assert ">old<" in part(after, STRINGS)


def test_comments_in_the_table_leave_it_as_it_is() -> None:
    assert ">old<" in swept("<si><t>a</t></si><!-- <si> -->" + OURS.format("old"))


@pytest.mark.parametrize("bound", ["_MOST_LOOKED_THROUGH", "LARGE"])
def test_very_large_workbooks_are_not_looked_through(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings if bound == "LARGE" else string_sweep, bound, 0)
    assert ">old<" in swept("<si><t>a</t></si>" + OURS.format("old"))


def test_an_edit_that_writes_over_no_text_looks_for_none() -> None:
    assert ">old<" in swept("<si><t>a</t></si>" + OURS.format("old"), edit=put("Sheet1!C1", "new"))
