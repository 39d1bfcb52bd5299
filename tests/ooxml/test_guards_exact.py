"""A guard tells apart what a user tells apart, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from sheetsales.cells.edits import AppendRows, InsertRows
from sheetsales.errors import EditConflict
from tests.ooxml.books import done, put, sheet_of, written

NINE = dt.datetime(2026, 11, 20, 9, 0)


def one(value: Any, code: str = "yyyy-mm-dd hh:mm") -> bytes:
    def fill(opened: Any) -> None:
        opened.add_worksheet().write(0, 0, value, opened.add_format({"num_format": code}))

    return written(fill)


@pytest.mark.parametrize("off", [dt.timedelta(minutes=14), dt.timedelta(minutes=1), dt.timedelta(seconds=1)])
def test_a_moment_a_little_off_is_another(off: dt.timedelta) -> None:
    assert done(one(NINE), put("Sheet1!A1", 1, expected=NINE))
    for other in (NINE + off, NINE - off):
        with pytest.raises(EditConflict):
            done(one(NINE), put("Sheet1!A1", 1, expected=other))


def test_a_length_of_time_and_a_clock_are_as_exact() -> None:
    data = one(1.5, "[h]:mm:ss")
    assert done(data, put("Sheet1!A1", 1, expected=dt.timedelta(hours=36)))
    with pytest.raises(EditConflict):
        done(data, put("Sheet1!A1", 1, expected=dt.timedelta(hours=36, seconds=1)))
    with pytest.raises(EditConflict):
        done(one(0.5, "h:mm"), put("Sheet1!A1", 1, expected=dt.time(12, 0, 1)))


@pytest.mark.parametrize("held", ["a\nb", "a\r\nb"])
@pytest.mark.parametrize("seen", ["a\nb", "a\r\nb"])
def test_lines_may_end_as_any_program_ends_them(held: str, seen: str) -> None:
    data = one(held)
    if "\r" in held:
        data = done(one("x"), put("Sheet1!A1", held))
    assert done(data, put("Sheet1!A1", 1, expected=seen))
    with pytest.raises(EditConflict):
        done(data, put("Sheet1!A1", 1, expected="ab"))


def test_a_calculated_column_is_copied_from_the_row_that_new_ones_look_like() -> None:
    """People change the formula of some rows; the last one, or the one rows come in above, is the model."""

    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet()
        columns = [{"header": "a"}, {"header": "b", "formula": "[@a]*2"}]
        sheet.add_table("A1:B4", {"name": "tbl", "columns": columns, "data": [[1], [2], [3]]})
        sheet.write_formula("B3", "A3*30")
        sheet.write_formula("B4", "A4*40")

    def formulas(data: bytes) -> list[str]:
        return re.findall(r"<f>([^<]*)", sheet_of(data))

    assert formulas(done(written(fill), AppendRows("tbl", ({"a": 4},))))[-1] == "A5*40"
    after = formulas(done(written(fill), InsertRows("tbl", 3, ({"a": 4},))))
    assert after[1:3] == ["A3*30", "A4*30"]
