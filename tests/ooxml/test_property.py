"""Any value in any cell reads back, whatever stood in the sheet before."""

from __future__ import annotations

import datetime as dt
import math
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, CellRef, column_letters, parse_a1
from sheetsales.cells.edits import SetCell
from sheetsales.cells.values import EditValue
from tests.ooxml.books import all_shown, book, done, sheet_of, worksheet

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)
VALUES = st.one_of(
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXT,
    st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)),
)
PLACES = st.tuples(st.integers(1, 40), st.integers(1, 30))


def _sheet(filled: set[tuple[int, int]], named: bool) -> str:
    """Rows of numbers; without ``r`` where every cell before is there too."""
    rows = ""
    for row in sorted({r for r, _ in filled}):
        cells = "".join(
            f'<c r="{column_letters(c)}{row}"><v>{row * 100 + c}</v></c>'
            for r, c in sorted(filled)
            if r == row
        )
        rows += f'<row r="{row}" spans="1:5">{cells}</row>' if named else f'<row r="{row}">{cells}</row>'
    return worksheet(rows)


@settings(deadline=None, max_examples=60)
@given(
    st.sets(PLACES, max_size=25),
    st.lists(st.tuples(PLACES, VALUES), min_size=1, max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_values_read_back_and_others_stay(
    filled: set[tuple[int, int]], edits: list[tuple[tuple[int, int], EditValue]], named: bool, shared: bool
) -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>' if shared else None
    )
    before = book(_sheet(filled, named), strings=strings)
    after = done(before, *(SetCell(CellRef("Sheet1", *at), value) for at, value in edits))
    expected: dict[tuple[int, int], EditValue] = {at: at[0] * 100 + at[1] for at in filled}
    expected.update(dict(edits))
    found = all_shown(after)
    for at, value in expected.items():
        assert _same(found.get(at), value)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, MAX_ROW), st.integers(1, MAX_COLUMN), VALUES)
def test_any_address(row: int, column: int, value: EditValue) -> None:
    after = done(
        book(worksheet('<row r="500000"><c r="AZ500000"><v>1</v></c></row>')),
        SetCell(CellRef("Sheet1", row, column), value),
    )
    found = _cells(after)
    assert found.get((row, column)) == 1 or len(found) == 2 or value in (None, "")


def _cells(data: bytes) -> dict[tuple[int, int], int]:
    """How often each cell stands in the sheet, in the order of the file, which must be Excel's."""
    order = [parse_a1(a1) for a1 in re.findall(r'<c r="([A-Z]+\d+)"', sheet_of(data))]
    assert order == sorted(at for at in order if at)
    return {at: order.count(at) for at in order if at}


def _same(read: object, value: EditValue) -> bool:
    if isinstance(value, str):
        return (read or "") == value
    if isinstance(value, float):
        return isinstance(read, float | int) and math.isclose(float(read), value, rel_tol=1e-15)
    return read == value and isinstance(read, bool) == isinstance(value, bool)
