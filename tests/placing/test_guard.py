"""What a cell holds against what was expected of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from sheetsales.backends.placing.guard import conflict, same, shown
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import UNGUARDED, Expected
from sheetsales.cells.values import CellError, CellValue, Formula, Link

HALF_PAST_NINE = dt.datetime(2026, 11, 2, 9, 30)
THINGS: tuple[CellValue, ...] = (
    None,
    0,
    False,
    1,
    True,
    "0",
    "FALSE",
    "x",
    CellError("#N/A"),
    dt.date(2026, 1, 1),
)


@pytest.mark.parametrize("found", THINGS)
@pytest.mark.parametrize("expected", THINGS)
def test_each_thing_is_only_itself(found: CellValue, expected: CellValue) -> None:
    assert same(found, expected, False) is (found is expected)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (None, ""), ("", None), ("", ""),
        (0.1, Decimal("0.1")), (1, 1.0), (46328, dt.date(2026, 11, 2)), (dt.date(2026, 11, 2), 46328),
        (46328.395833333336, HALF_PAST_NINE), (HALF_PAST_NINE, dt.datetime(2026, 11, 2, 9, 30, 0, 400)),
        (dt.datetime(2026, 11, 2), dt.date(2026, 11, 2)), (0.5, dt.time(12)), (1.25, dt.timedelta(hours=30)),
        ("a\nb", "a\r\nb"), ("a\r\nb", "a\nb"), ("a\r\nb", "a\r\nb"),
        (CellError("#N/A"), "#N/A"), (Formula("A1+1", 2), Formula("A1+1")), (Formula("A1+1"), "=A1+1"),
    ],
)  # fmt: skip
def test_what_counts_as_the_same(found: CellValue | Formula, expected: Expected) -> None:
    assert same(found, expected, False)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (HALF_PAST_NINE, HALF_PAST_NINE + dt.timedelta(minutes=14)), (46328.395833333336, dt.datetime(2026, 11, 2, 9, 30, 1)),
        (Formula("A1", ""), None), (Formula("A1", ""), ""), (Formula("A1", 5), 5), (Formula("", 5), Formula("")),
        (5, Formula("5")), ("a\nb", "a b"), (0.1, Decimal("0.1000001")), (CellError("#N/A"), CellError("#REF!")),
    ],
)  # fmt: skip
def test_what_does_not(found: CellValue | Formula, expected: Expected) -> None:
    assert not same(found, expected, False)


def test_days_are_counted_as_the_workbook_counts_them() -> None:
    assert same(44866, dt.date(2026, 11, 2), True)
    assert not same(44866, dt.date(2026, 11, 2), False)


def test_a_conflict_shows_both() -> None:
    said = conflict(CellRef("S", 2, 1), Formula("B2", 5), "x").text.en
    assert "S!A2 should hold “x” but holds =B2" in said


def test_values_as_a_message_shows_them() -> None:
    given = (None, UNGUARDED, True, False, 1.5, "x", "x" * 70, Formula("A1"), Formula(""), Link("S!A1", "go"))
    assert [shown(value) for value in given] == [
        "—", "—", "TRUE", "FALSE", "1.5", "“x”", "“" + "x" * 57 + "…”", "=A1", "=…", "go",
    ]  # fmt: skip
