"""One cell set: every kind of value, in every kind of place, and nothing else touched."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from sheetsales.cells.edits import SetCell
from sheetsales.cells.values import CellError, EditValue, Formula, Link
from sheetsales.errors import EditConflict, EditRefused
from tests.ooxml.books import (
    all_shown,
    book,
    cell,
    changed,
    done,
    look,
    part,
    put,
    sheet_of,
    shown,
    worksheet,
)

EMPTY_SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
ROWS = '<row r="2"><c r="B2" s="1"><v>7</v></c><c r="D2"><f>B2*2</f><v>14</v></c></row><row r="5"><c r="A5"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (12.5, 12.5),
        (-7, -7),
        (Decimal("12.30"), 12.3),
        (1e300, 1e300),
        (True, True),
        ("文字 <&> \"'", "文字 <&> \"'"),
        ("=1+1", "=1+1"),
        ("  spaced  ", "  spaced  "),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        (CellError("#N/A"), "#N/A"),
        (dt.date(2026, 10, 31), dt.datetime(2026, 10, 31)),
        (dt.datetime(2026, 10, 31, 8, 30), dt.datetime(2026, 10, 31, 8, 30)),
        (dt.time(8, 30), dt.time(8, 30)),
        (dt.timedelta(days=2), dt.timedelta(days=2)),
        (None, None),
        ("", None),
    ],
    ids=repr,
)
@pytest.mark.parametrize("strings", [None, EMPTY_SST])
def test_a_value_reads_back(value: EditValue, read: object, strings: str | None) -> None:
    """In an existing cell, between two, before all, behind all, in a new row, in a row of its own."""
    places = ("A5", "C2", "A1", "F2", "B3", "Z90")
    after = done(book(worksheet(ROWS), strings=strings), *(put(f"Sheet1!{a1}", value) for a1 in places))
    sheet = openpyxl.load_workbook(BytesIO(after), data_only=True)["Sheet1"]
    assert [sheet[a1].value for a1 in places] == [read] * len(places)
    assert (sheet["B2"].value, sheet["D2"].value) == (dt.datetime(1900, 1, 7), 14)


def test_text_that_looks_like_an_escape_or_cannot_stand_in_xml() -> None:
    texts = ("_x0041_", "a\rb", "bell\x07", "_xyz_", "\ufffe")
    for strings in (None, EMPTY_SST):
        after = done(
            book(worksheet(""), strings=strings), *(put(f"Sheet1!A{n}", t) for n, t in enumerate(texts, 1))
        )
        assert tuple(all_shown(after).values()) == texts


def test_only_the_parts_concerned_change() -> None:
    before = book(worksheet(ROWS), workbook='<calcPr fullCalcOnLoad="1"/>')
    assert changed(before, done(before, put("Sheet1!A5", 2))) == {"xl/worksheets/sheet1.xml"}


def test_every_other_byte_of_the_sheet_stays() -> None:
    before = book(worksheet(ROWS))
    assert sheet_of(done(before, put("Sheet1!A5", 2))) == sheet_of(before).replace("<v>1</v>", "<v>2</v>")


def test_clearing_keeps_the_format() -> None:
    assert '<c r="B2" s="1"/>' in sheet_of(done(book(worksheet(ROWS)), put("Sheet1!B2", None)))


def test_clearing_what_is_not_there_writes_nothing() -> None:
    before = book(worksheet(ROWS), workbook='<calcPr fullCalcOnLoad="1"/>')
    assert changed(before, done(before, put("Sheet1!C2", None), put("Sheet1!A9", None))) == set()


def test_a_date_keeps_the_format_of_a_date_cell() -> None:
    after = done(book(worksheet(ROWS)), put("Sheet1!B2", dt.date(2026, 10, 31)))
    assert '<c r="B2" s="1"><v>46326</v></c>' in sheet_of(after)


def test_a_date_in_a_plain_cell_gets_a_date_format_behind_the_old_ones() -> None:
    before = book(worksheet(ROWS))
    after = done(
        before, put("Sheet1!A5", dt.date(2026, 10, 31)), put("Sheet1!A6", dt.datetime(2026, 1, 1, 9))
    )
    assert look(after, "Sheet1!A5") == "yyyy-mm-dd"
    assert look(after, "Sheet1!A6") == "yyyy-mm-dd hh:mm"
    assert '<cellXfs count="5">' in part(after, "xl/styles.xml")
    old = part(before, "xl/styles.xml")
    assert part(after, "xl/styles.xml").startswith(old[: old.index("<fonts")])


def test_a_new_cell_takes_the_format_of_its_row_or_column() -> None:
    sheet = worksheet(
        '<row r="3" s="1" customFormat="1"/>', head='<cols><col min="2" max="4" width="9" style="2"/></cols>'
    )
    day = put("Sheet1!B3", dt.date(2026, 1, 2))
    after = sheet_of(done(book(sheet), day, put("Sheet1!C9", 1), put("Sheet1!F9", 1)))
    assert '<c r="B3" s="1">' in after
    assert '<c r="C9" s="2">' in after
    assert '<c r="F9">' in after


def test_a_formula_is_computed_on_loading() -> None:
    after = done(book(worksheet(ROWS)), put("Sheet1!C2", Formula('B2&"<x>"', "7<x>")))
    assert shown(after, "Sheet1!C2") == "7<x>"
    assert shown(after, "Sheet1!C2", formulas=True) == '=B2&"<x>"'
    assert 'fullCalcOnLoad="1"' in part(after, "xl/workbook.xml")


@pytest.mark.parametrize("value", [3, True, "text", CellError("#N/A"), dt.date(2026, 1, 2)])
def test_a_formula_carries_any_cached_value(value: EditValue) -> None:
    after = done(book(worksheet("")), put("Sheet1!A1", Formula("Z1", value)))  # type: ignore[arg-type]
    read = shown(after, "Sheet1!A1")
    assert read == (
        dt.datetime(2026, 1, 2)
        if isinstance(value, dt.date)
        else str(value)
        if isinstance(value, CellError)
        else value
    )


def test_a_link_moves_with_its_row() -> None:
    after = done(
        book(worksheet("")),
        put("Sheet1!A1", Link("Sheet1!B2", '去"那里"')),
        put("Sheet1!A2", Link("https://a.b/" + "c" * 300, "x")),
    )
    assert shown(after, "Sheet1!A1", formulas=True) == '=HYPERLINK("#Sheet1!B2","去""那里""")'
    assert shown(after, "Sheet1!A1") == '去"那里"'
    assert max(len(piece) for piece in shown(after, "Sheet1!A2", formulas=True).split('"')) <= 255


def test_two_edits_of_one_cell_leave_the_second() -> None:
    assert (
        shown(done(book(worksheet(ROWS)), put("Sheet1!A1", 1), put("Sheet1!A1", "two")), "Sheet1!A1") == "two"
    )


@pytest.mark.parametrize(
    ("expected", "holds"),
    [(1, True), (1.0, True), (Decimal(1), True), (2, False), ("1", False), (None, False), (True, False)],
)
def test_a_guard_of_a_number(expected: EditValue, holds: bool) -> None:
    _guarded("Sheet1!A5", expected, holds)


GUARDED = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c><c r="B1" s="1"><v>46326</v></c><c r="C1" t="b"><v>1</v></c>'
    '<c r="D1" t="e"><v>#N/A</v></c><c r="E1"><f>A1&amp;"x"</f><v>1</v></c><c r="F1" t="s"><v>1</v></c><c r="G1" t="s"><v>2</v></c>'
    '<c r="H1" t="d"><v>2026-10-31</v></c><c r="I1" t="str"><v/></c></row>'
)
SST = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="3"><si><t>no</t></si>'
    '<si><r><t>rich </t></r><r><t xml:space="preserve">text</t></r><rPh sb="0" eb="1"><t>phonetic</t></rPh></si>'
    "<si><t/></si></sst>"
)


def _guarded(at: str, expected: object, holds: bool, sheet: str = ROWS) -> None:
    edit = SetCell(cell(at), 99, expected)  # type: ignore[arg-type]
    before = book(worksheet(sheet), strings=SST)
    if holds:
        assert f'{at.rpartition("!")[2]}"' in sheet_of(done(before, edit))
        assert "<v>99</v>" in sheet_of(done(before, edit))
    else:
        with pytest.raises(EditConflict, match=at.rpartition("!")[2]):
            done(before, edit)


@pytest.mark.parametrize(
    ("at", "expected", "holds"),
    [
        ("A1", "text", True), ("A1", "Text", False), ("A1", None, False),
        ("B1", dt.date(2026, 10, 31), True), ("B1", dt.date(2026, 10, 30), False), ("B1", 46326, True),
        ("C1", True, True), ("C1", 1, False), ("D1", CellError("#N/A"), True), ("D1", "#N/A", True),
        ("D1", CellError("#REF!"), False), ("E1", Formula('A1&"x"'), True), ("E1", '=A1&"x"', True),
        ("E1", 1, False), ("E1", Formula("A1"), False), ("A1", Formula("text"), False), ("F1", "rich text", True),
        ("G1", None, True), ("G1", "", True), ("H1", dt.date(2026, 10, 31), True), ("I1", None, True),
        ("J1", None, True), ("J1", 0, False), ("A9", None, True), ("B1", dt.timedelta(1), False),
    ],
)  # fmt: skip
def test_a_guard(at: str, expected: object, holds: bool) -> None:
    _guarded(f"Sheet1!{at}", expected, holds, GUARDED)


def test_a_guard_sees_what_the_plan_wrote_before() -> None:
    sheet = book(worksheet(ROWS))
    assert shown(done(sheet, put("Sheet1!A1", "a"), put("Sheet1!A1", "b", expected="a")), "Sheet1!A1") == "b"
    with pytest.raises(EditConflict):
        done(sheet, put("Sheet1!A1", Link("Sheet1!B2", "a")), put("Sheet1!A1", "b", expected="a"))


@pytest.mark.parametrize(
    "value",
    [
        "x" * 32_768, "\ud800", float("nan"), float("inf"), Decimal("NaN"), Decimal("1e400"), 10**400,
        12345678901234567891, dt.date(1899, 12, 1), CellError("#OOPS"), Formula(""), Formula("=" + "1+" * 5000 + "1"),
        Formula("SUM(1;2)"), Formula("[@金额]*2"), Formula("SUM((1)"), Formula('"open'), Formula("Nowhere!A1"),
        Formula("1", "x" * 40_000), dt.timedelta(-1),
    ],
    ids=lambda v: repr(v)[:30],
)  # fmt: skip
def test_what_excel_cannot_hold_is_refused_with_its_cell(value: EditValue) -> None:
    with pytest.raises(EditRefused, match="Sheet1!C3") as refused:
        done(book(worksheet(ROWS)), put("Sheet1!C3", value))
    assert refused.value.text.zh.startswith("Sheet1!C3")
