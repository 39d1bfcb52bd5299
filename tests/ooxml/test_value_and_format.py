"""A cell gets value and number format together: what was written reads back as what it was."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.backends.clicks.inverse import alike
from sheetsales.backends.parts.number_formats import (
    DATE,
    DATETIME,
    DURATION,
    GENERAL,
    TIME,
    kind_of,
    suits,
)
from sheetsales.cells.edits import AppendRows, ReplaceRows
from sheetsales.cells.values import CellValue, EditValue, Formula
from tests.ooxml.books import all_shown, done, look, put, written

DAY, MOMENT = dt.date(2026, 11, 20), dt.datetime(2026, 11, 20, 9, 30)
CLOCK, LENGTH = dt.time(9, 30), dt.timedelta(hours=30)
VALUES: list[EditValue] = [14, 0.15, Decimal("1200.5"), -1, DAY, MOMENT, CLOCK, LENGTH, True, "text"]
FORMATS = [DATE, DATETIME, TIME, DURATION, GENERAL, "0%", "h:mm", 'm"月"d"日"', "[$-804]yyyy年m月", "@"]


def one(code: str) -> bytes:
    """A1 holds 45000 in a number format."""

    def fill(opened: Any) -> None:
        opened.add_worksheet().write_number(
            "A1", 45000, opened.add_format({"num_format": code, "bold": True})
        )

    return written(fill)


def same(a: object, b: object) -> bool:
    return a == (float(b) if isinstance(b, Decimal) else b)


@pytest.mark.parametrize("code", FORMATS)
@pytest.mark.parametrize("value", VALUES)
def test_a_value_reads_back_as_what_it_was(value: EditValue, code: str) -> None:
    found = all_shown(done(one(code), put("Sheet1!A1", value)))[1, 1]
    if isinstance(
        value, dt.time | dt.timedelta
    ):  # a clock shows a length below a day, and the other way round
        assert isinstance(found, dt.time | dt.datetime | dt.timedelta)
    else:
        assert same(found, value)


@pytest.mark.parametrize(
    ("code", "value", "after"),
    [
        (DATE, 14, "General"),
        (DURATION, 0.5, "General"),
        ("0%", 0.5, "0%"),
        ("0%", DAY, DATE),
        ("h:mm", DAY, DATE),
        ("h:mm", CLOCK, "h:mm"),
        ("[h]:mm", DAY, DATE),
        ("[h]:mm", CLOCK, "[h]:mm"),
        ("yyyy/m/d", CLOCK, TIME),
        ("yyyy/m/d", MOMENT, "yyyy/m/d"),
        ("yyyy/m/d", LENGTH, DURATION),
        ("yyyy/m/d", "text", "yyyy/m/d"),
        ("yyyy/m/d", None, "yyyy/m/d"),
        ("yyyy/m/d", True, "yyyy/m/d"),
        ("yyyy/m/d", Formula("1+1", 2), "yyyy/m/d"),
        ("mmm", DAY, "mmm"),
    ],
)
def test_a_format_gives_way_only_where_it_shows_something_else(
    code: str, value: EditValue, after: str
) -> None:
    changed = done(one(code), put("Sheet1!A1", value))
    assert look(changed, "Sheet1!A1") == after


@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize("kind", [AppendRows, ReplaceRows])
def test_rows_of_numbers_below_rows_of_dates(kind: Any, count: int) -> None:
    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet()
        sheet.write_row("A1", ["value", "why"])
        sheet.write_datetime("A2", DAY, opened.add_format({"num_format": DATE}))

    rows = tuple({"value": 14 if n % 2 else DAY, "why": "x"} for n in range(count))
    after = all_shown(done(written(fill), kind("Sheet1!A1:B2", rows)))
    first = 2 if kind is ReplaceRows else 3
    assert [after[first + n, 1] for n in range(count)] == [row["value"] for row in rows]


@pytest.mark.parametrize("number", range(71, 82))
def test_built_in_formats_that_one_program_in_two_forgets(number: int) -> None:
    assert kind_of(number, None) == "date"
    assert suits(DATE, number, None)
    assert not suits(GENERAL, number, None)


@pytest.mark.parametrize(
    ("a", "b", "are"),
    [
        (14, dt.date(1900, 1, 14), True),
        (46346, DAY, True),
        (44884, DAY, True),  # 1904
        (46345, DAY, False),
        (0.5, dt.time(12), True),
        (dt.timedelta(hours=36), 1.5, True),
        (True, 1, False),
        ("14", 14, False),
        (DAY, str(DAY), False),
    ],
)
def test_a_look_is_no_value(a: CellValue, b: CellValue, are: bool) -> None:
    assert alike(a, b) is are
    assert alike(b, a) is are
