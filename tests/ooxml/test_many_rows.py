"""Many new rows written at once come out as they do cell by cell, in sheets held and streamed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.backends.limits import Limits
from sheetsales.backends.ooxml import archive_write, row_blocks, rows_edit
from sheetsales.backends.ooxml.cell_write import Encoded
from sheetsales.backends.ooxml.pending import ColumnWrites, FreshColumn, FreshRows, Write, Writes
from sheetsales.cells.edits import AppendRows, Edit, InsertRows, ReplaceRows
from sheetsales.cells.values import CellError, EditValue, Formula, Link
from sheetsales.errors import EditRefused, SheetsalesError
from tests.ooxml.books import MAIN, all_shown, book, done, look, parts_of, put, sheet_of, worksheet, written

Row = dict[str, EditValue]
VALUES: tuple[EditValue, ...] = (
    None, "", "a", "1 < 2", "_x0041_", " b", "中文", "a\nb", True, 7, 2.5, Decimal("12.30"), dt.date(2026, 10, 31),
    dt.datetime(2026, 10, 31, 9, 30), dt.timedelta(hours=3), CellError("#N/A"), Formula("1+1", 2), Formula("A1&B9", None),
    Link("https://example.com/", "there"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_blocks, "BLOCK", 300)
    monkeypatch.setattr(archive_write, "STREAMED_FROM", 0)


def together(data: bytes, *edits: Edit) -> bytes | str:
    """The outcome, a refusal too, which is the same cell by cell and at once, held and streamed."""
    found: list[dict[str, bytes] | str] = []
    made: bytes | str = ""
    for many in (1_000_000, 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rows_edit, "_MANY", many)
            for limits in (Limits(), Limits(held_bytes=0)):
                try:
                    made = done(data, *edits, limits=limits)
                    found.append(parts_of(made))
                except SheetsalesError as refused:
                    made = str(refused)
                    found.append(made)
    assert all(outcome == found[0] for outcome in found)
    return made


@cache
def tables(totals: bool, beside: bool, calculated: bool) -> bytes:
    """Sheet S: Table T from B3, of three rows; a rule, a name and a chart on it; below it, if wished, a note in A12."""

    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("S")
        day, tall = opened.add_format({"num_format": "yyyy/m/d"}), opened.add_format({"bold": True})
        columns: list[dict[str, Any]] = [{"header": "a"}, {"header": "b", "format": day}, {"header": "c"}]
        if calculated:
            columns[2]["formula"] = "=[@a]&1"
        if totals:
            columns[0]["total_string"] = "sum"
        data = [[f"r{n}", dt.date(2026, 1, n), f"c{n}"] for n in (1, 2, 3)]
        options = {"name": "T", "columns": columns, "data": data, "total_row": totals}
        sheet.add_table(2, 1, 5 + totals, 3, options)
        sheet.set_row(5, 33, tall)
        sheet.data_validation("B4:B6", {"validate": "list", "source": ["r1", "r2"]})
        opened.define_name("firsts", "=S!$B$4:$B$6")
        chart = opened.add_chart({"type": "column"})
        chart.add_series({"values": "=S!$C$4:$C$6", "values_data": [1, 2, 3]})
        sheet.insert_chart("H2", chart)
        sheet.write(0, 6, 1)
        if beside:
            sheet.write(11, 0, "note")

    return written(fill)


ROWS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(VALUES), max_size=3), min_size=1, max_size=12
)
EDITS = st.one_of(
    st.builds(lambda rows: AppendRows("T", tuple(rows)), ROWS),
    st.builds(lambda rows: ReplaceRows("T", tuple(rows)), ROWS),
    st.builds(lambda rows, at: InsertRows("T", at, tuple(rows)), ROWS, st.integers(4, 6)),
    st.builds(lambda r, c, v: put(f"S!{c}{r}", v), st.integers(3, 20), st.sampled_from("ABCDE"), st.sampled_from(VALUES)),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=4), st.booleans(), st.booleans(), st.booleans())
def test_at_once_is_as_cell_by_cell(edits: list[Edit], totals: bool, beside: bool, calculated: bool) -> None:
    together(tables(totals, beside, calculated), *edits)


def test_what_is_written_stands_there() -> None:
    rows: tuple[Row, ...] = tuple({"a": f"n{n}", "b": dt.date(2026, 2, 1 + n), "c": n} for n in range(20))
    made = together(tables(totals=False, beside=False, calculated=False), AppendRows("T", rows))
    assert isinstance(made, bytes)
    shown = all_shown(made, "S")
    assert [shown[7 + n, 2] for n in range(20)] == [f"n{n}" for n in range(20)]
    assert (shown[26, 4], look(made, "S!C26")) == (19, "yyyy/m/d")
    assert '<dimension ref="B1:G26"/>' in sheet_of(made)
    assert '<row r="26" ht="33" customHeight="1">' in sheet_of(made)


def test_cells_of_new_rows_can_be_written_again() -> None:
    rows = tuple({"a": f"n{n}"} for n in range(20))
    column = [put(f"S!B{r}", f"again {r}") for r in range(10, 40)]
    made = together(
        tables(totals=False, beside=False, calculated=True),
        AppendRows("T", rows),
        *[put("S!E9", "beside"), put("S!B8", None)],
        *column,
        AppendRows("T", rows[:18]),
    )
    assert isinstance(made, bytes)
    shown = all_shown(made, "S")
    assert [shown.get((r, 2)) for r in (7, 8, 9, 10, 39)] == ["n0", None, "n2", "again 10", "n12"]
    assert (shown[9, 5], shown[39 + 18, 2]) == ("beside", "again 39")


@pytest.mark.parametrize("last", ["><v>1</v>", ' t="s"><v>0</v>'])
def test_without_shared_strings_and_looks(last: str) -> None:
    """A range on a sheet whose rows end above it and go on below; rows of nothing leave nothing."""
    head = "".join(f'<c r="{c}2" t="inlineStr"><is><t>{c}</t></is></c>' for c in "AB")
    rows = f'<row r="2">{head}</row><row r="60"><c r="A60"{last}</c></row>'
    new: tuple[Row, ...] = tuple({"A": f"t{n}"} if n % 3 else {} for n in range(40))
    made = together(book(worksheet(rows)), AppendRows("Sheet1!A2:B2", new))
    assert isinstance(made, bytes)
    assert '<row r="4"><c r="A4" t="inlineStr">' in sheet_of(made)
    assert f'<c r="A60"{last}</c>' in sheet_of(made)
    assert "xl/sharedStrings.xml" not in parts_of(made)
    assert '<row r="3"' not in sheet_of(made)
    assert sheet_of(made).index('r="A41"') < sheet_of(made).index('r="A60"')


@pytest.mark.parametrize(
    ("value", "said"),
    [("x" * 40_000, "S!B9"), (Formula("Nowhere!A1", 1), "Nowhere"), (CellError("#ODD"), "#ODD")],
)
def test_what_cannot_be_written_is_refused_by_its_cell(value: EditValue, said: str) -> None:
    rows: list[Row] = [{"a": f"n{n}"} for n in range(20)]
    rows[2] = {"a": value}
    made = together(tables(totals=False, beside=False, calculated=False), AppendRows("T", tuple(rows)))
    assert isinstance(made, str)
    assert said in made


def test_a_protected_sheet_is_asked_cell_by_cell() -> None:
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("S")
        sheet.add_table(0, 0, 1, 1, {"name": "T", "columns": [{"header": "a"}, {"header": "b"}]})
        sheet.protect()

    with pytest.raises(EditRefused, match="A2"):
        done(written(fill), AppendRows("T", tuple({"a": n} for n in range(30))))


def test_pending_rows_read_like_cells() -> None:
    tails = [b' t="s"><v>1</v></c>', b"/>"], [b"><v>5</v></c>", b"><f>1</f></c>"]
    day = FreshColumn(0, [5, Formula("1", None)], tails[1], [None, "0"])
    fresh = FreshRows(7, 2, 2, [FreshColumn(3, ["a", None], tails[0]), day])
    single = Write(Encoded(b"/>"), None)
    writes = Writes()
    writes.put(4, 2, single)
    writes.put_rows(fresh)
    assert (writes.rows(), writes.places(), len(writes)) == ([4, 7, 8], [4, 7], 3)
    assert writes.at(7, 2) == writes[7][2] == Write(Encoded(tails[0][0]), "a", 3)
    assert writes.at(8, 3) == Write(Encoded(tails[1][1], "0", formula=True), Formula("1", None), 0)
    assert [writes.at(*at) for at in ((6, 2), (9, 2), (7, 1), (7, 4))] == [None] * 4
    writes.put_column(5, ColumnWrites([1, 6], ["x", "y"], tails[0]))
    assert writes.fresh == [fresh]
    before = dict(writes)
    writes.put_column(6, ColumnWrites([8, 9], ["x", "y"], tails[0]))
    assert writes.fresh == []
    assert all(writes[row].items() >= cells.items() for row, cells in before.items())
    assert writes.places() == writes.rows() == [1, 4, 6, 7, 8, 9]


def test_the_prefix_of_the_sheet_is_kept() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>h</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    made = together(book(sheet), AppendRows("Sheet1!A1:A1", tuple({"h": n} for n in range(18))))
    assert isinstance(made, bytes)
    assert '<x:row r="19"><x:c r="A19"><x:v>17</x:v></x:c></x:row></x:sheetData>' in sheet_of(made)
