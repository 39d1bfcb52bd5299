"""Many texts of one column set at once come out as they do one by one, in sheets held and streamed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.backends.limits import Limits
from sheetsales.backends.ooxml import apply as applying
from sheetsales.backends.ooxml import archive_write, row_blocks, sheet_splice
from sheetsales.backends.ooxml.cell_write import Encoded
from sheetsales.backends.ooxml.pending import ColumnWrites, Write, Writes
from sheetsales.cells.edits import Edit, SetCell
from sheetsales.cells.values import Formula
from sheetsales.errors import SheetsalesError
from tests.ooxml.books import MAIN, book, done, part, parts_of, put, sheet_of, worksheet

STRINGS = (
    f'<sst xmlns="{MAIN}" count="9" uniqueCount="3"><si><t>a</t></si><si><r><t>b</t></r></si><si/></sst>'
)
CELLS = (
    '<c r="B{r}" s="1"/>', '<c r="B{r}" s="2" t="s"><v>0</v></c>', '<c r="B{r}"><v>7</v></c>', '<c r="B{r}" t="str"><v>x t="s"</v></c>',
    '<c r="B{r}"></c>', '<c r="B{r}" s="0" t="s"><v>1</v></c>', '<c r="B{r}" t="s" s="1"><v>1</v></c>',
    '<c r="B{r}" t="inlineStr"><is><t>in</t></is></c>', '<c r="B{r}"><f>1+{r}</f><v>3</v></c>', '<c r="B{r}" cm="1"><v>1</v></c>', "",
    '<c r="B{other}"><v>5</v></c>', '<c r="B{r}"><v>1</v></c><c r="B{r}"><v>2</v></c>',
)  # fmt: skip
SPANS = ("", ' spans="1:3"', ' spans="1:1"', ' ht="20"')
PLAIN = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}" s="1"/></row>' for r in range(1, 61))
TEXTS = st.sampled_from(("a", "new", "", None, " b", "1 < 2 & 3", "_x0041_", "中文", "a\nb", "x" * 40))


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_blocks, "BLOCK", 400)
    monkeypatch.setattr(sheet_splice, "_WINDOW", 90)
    monkeypatch.setattr(archive_write, "STREAMED_FROM", 0)


def together(data: bytes, *edits: Edit) -> dict[str, bytes] | str:
    """The outcome, a refusal too, which is the same one by one and at once, held and streamed."""
    found: list[dict[str, bytes] | str] = []
    for many in (1_000_000, 2):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(applying, "_MANY", many)
            for limits in (Limits(), Limits(held_bytes=0)):
                try:
                    found.append(parts_of(done(data, *edits, limits=limits)))
                except SheetsalesError as refused:
                    found.append(str(refused))
    assert all(outcome == found[0] for outcome in found)
    return found[0]


def row(number: int, cell: str, spans: str, is_empty: bool) -> str:
    if is_empty:
        return f'<row r="{number}"{spans}/>'
    named = cell.format(r=number, other=number % 7 + 1)
    return f'<row r="{number}"{spans}><c r="A{number}"><v>{number}</v></c>{named}<c r="C{number}"/></row>'


ROWS = st.lists(
    st.one_of(
        st.builds(lambda cell: (cell, "", False), st.sampled_from(CELLS[:3])),
        st.tuples(st.sampled_from(CELLS), st.sampled_from(SPANS), st.booleans()),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(
    ROWS,
    st.lists(TEXTS, min_size=3, max_size=30),
    st.integers(1, 4),
    st.booleans(),
    st.integers(1, 3),
    st.booleans(),
)
def test_at_once_is_as_one_by_one(
    rows: list[tuple[str, str, bool]],
    texts: list[str | None],
    first: int,
    shared: bool,
    step: int,
    guarded: bool,
) -> None:
    xml = "".join(row(n, *found) for n, found in enumerate(rows, 1))
    more = {"expected": None} if guarded else {}
    column = [put(f"Sheet1!B{first + n * step}", text, **more) for n, text in enumerate(texts)]
    around = (
        [put("Sheet1!B3", "before"), put("Sheet1!C2", 5)],
        [put("Sheet1!B4", "behind"), put("Sheet1!A9", Formula("1+1", 2))],
    )
    data = book(worksheet(xml), strings=STRINGS if shared else None)
    together(data, *column)
    together(data, *around[0], *column, *around[1], *column[::-1], *column)


def test_plain_cells_are_found_together() -> None:
    texts = [put(f"Sheet1!B{r}", f"t{r}") for r in range(2, 61)]
    made = together(book(worksheet(PLAIN), strings=STRINGS), *texts)
    assert isinstance(made, dict)
    assert made["xl/worksheets/sheet1.xml"].count(b'<c r="B') == 60
    assert (
        b'<c r="B60" s="1" t="inlineStr"><is><t>t60</t></is></c></row></sheetData>'
        in made["xl/worksheets/sheet1.xml"]
    )


def test_what_stands_there_already_changes_nothing() -> None:
    text = 't="inlineStr"><is><t>a</t></is></c>'
    rows = "".join(f'<row r="{r}"><c r="B{r}" {text}</row>' for r in range(1, 40))
    data = book(worksheet(rows), strings=STRINGS)
    assert part(
        done(data, *[put(f"Sheet1!B{r}", "a") for r in range(1, 40)]), "xl/worksheets/sheet1.xml"
    ) == sheet_of(data)


def test_a_cell_in_the_row_of_another_stays() -> None:
    rows = PLAIN.replace('<c r="B30" s="1"/>', "")
    rows = rows.replace('<c r="B31" s="1"/>', '<c r="B30" s="2"><v>8</v></c>')
    made = together(book(worksheet(rows), strings=STRINGS), *[put(f"Sheet1!B{r}", "n") for r in range(2, 31)])
    assert isinstance(made, dict)
    assert b'<c r="B30" s="2"><v>8</v></c>' in made["xl/worksheets/sheet1.xml"]


def test_a_cell_named_for_a_row_that_is_not_there_stays() -> None:
    rows = PLAIN.replace('<c r="B60" s="1"/>', '<c r="B60" s="1"/><c r="B61" s="2"><v>8</v></c>')
    made = together(book(worksheet(rows), strings=STRINGS), *[put(f"Sheet1!B{r}", "n") for r in range(2, 62)])
    assert isinstance(made, dict)
    assert b'<c r="B61" s="2"><v>8</v></c></row><row r="61"><c r="B61"' in made["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("count", [1, 20])
def test_two_cells_of_one_place_are_damage(count: int) -> None:
    """One program shows the first, the next the last; in a text the place may well be named."""
    doubled = PLAIN.replace('<c r="B5" s="1"/>', '<c r="B5" s="1"/><c r="B5"><v>2</v></c>')
    edits = [put(f"Sheet1!B{r}", "n") for r in range(5, 5 + count)]
    assert "sheet1.xml" in str(together(book(worksheet(doubled)), *edits))
    named = PLAIN.replace('<c r="B5" s="1"/>', '<c r="B5" s="1"/><c r="C5" t="str"><v>c r="B5"</v></c>')
    assert isinstance(together(book(worksheet(named)), *edits), dict)


@pytest.mark.parametrize("texts", [["x" * 40_000], ["é" * 40_000], ["fine", "\ud800"], ["y" * 32_767, "z"]])
def test_what_excel_cannot_hold_is_refused_by_its_cell(texts: list[str]) -> None:
    edits = [put(f"Sheet1!B{r}", "a") for r in range(2, 30)]
    made = together(
        book(worksheet(PLAIN), strings=STRINGS),
        *edits,
        *[put(f"Sheet1!B{r}", t) for r, t in enumerate(texts, 30)],
    )
    assert isinstance(made, dict) if texts[0].startswith("y") else "B3" in str(made)


def test_a_guard_of_the_plan_holds() -> None:
    edits: list[SetCell] = [put(f"Sheet1!B{r}", "a", expected=None) for r in range(2, 30)]
    there = PLAIN.replace('<c r="B20" s="1"/>', '<c r="B20"><v>1</v></c>')
    assert "B20" in str(together(book(worksheet(there)), *edits))
    assert isinstance(together(book(worksheet(PLAIN)), *edits), dict)


def test_pending_columns_read_like_cells() -> None:
    writes = Writes()
    single = Write(Encoded(b"/>"), None)
    writes.put(4, 2, single)
    writes.put(9, 1, single)
    writes.put_column(2, ColumnWrites([2, 4], ["a", "b"], [b' t="s"><v>1</v></c>', b"/>"]))
    assert writes.rows() == list(writes) == [2, 4, 9]
    assert len(writes) == 3
    assert list(writes[4]) == [2]
    assert writes.at(2, 2) == writes[2][2] == Write(Encoded(b' t="s"><v>1</v></c>'), "a")
    assert writes.at(3, 2) is None
    assert writes.at(9, 2) is None
    assert writes.get(5) is None
    writes.put(2, 2, single)
    assert (writes.at(2, 2), writes.columns) == (single, {})
    assert len(writes) == 3
