from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsales.book.parsing.numbers import (
    IntegerReader,
    NumberReader,
    PercentReader,
    exact,
    plainly,
)
from sheetsales.book.parsing.typed_numbers import typed_number
from sheetsales.cells.values import CellError
from sheetsales.schema.column import Kind
from tests.book.loading import flag_of, read

MONEY = NumberReader(Kind.MONEY, Decimal(1))
NUMBER = NumberReader(Kind.NUMBER, Decimal(1))
WAN = NumberReader(Kind.MONEY, Decimal(10_000))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("128000 ", "128000"),
        ("１２８，０００．５", "128000.5"),
        ("128,000.50", "128000.50"),
        ("1 200 300", "1200300"),
        ("￥1,200", "1200"),
        ("¥-1,200", "-1200"),
        ("-¥1,200", "-1200"),
        ("USD 1,200", "1200"),
        ("1200元", "1200"),
        ("1200元整", "1200"),
        ("12.8万", "128000"),
        ("12.8万元", "128000"),
        ("1.2亿", "120000000"),
        ("3.5k", "3500"),
        ("1.2M", "1200000"),
        ("(300)", "-300"),
        ("（300）", "-300"),
        (".5", "0.5"),
        ("30 分钟", "30"),
        ("+7", "7"),
        ("\u200b7\u00a0", "7"),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, number: str) -> None:
    parsed = typed_number(text)
    assert parsed is not None
    assert parsed.number == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "-", "约20万", "12,8", "1,2000", "面议", "12x", ".", "元", "1e5", "3-4", "()"]
)
def test_what_could_mean_something_else_is_no_number(text: str) -> None:
    assert typed_number(text) is None


def test_a_unit_of_its_own_overrides_the_headings_unit() -> None:
    assert read(WAN, 12.8, "12.8", "128000元", "12.8万") == [
        Decimal(128000),
        (Decimal(128000), "SS015"),
        (Decimal(128000), "SS015"),
        (Decimal(128000), "SS015"),
    ]
    assert read(WAN, "¥150,000", "￥15") == [(Decimal(150000), "SS015"), (None, "SS038")]


def test_the_hint_names_the_number_as_the_cell_should_hold_it() -> None:
    assert flag_of(WAN, "12.80万").details["number"] == "12.8"


def test_money_shows_no_binary_noise() -> None:
    assert read(MONEY, 0.1 + 0.2, 19.99, 3, None, 1e14) == [
        Decimal("0.3"),
        Decimal("19.99"),
        Decimal(3),
        None,
        Decimal(10**14),
    ]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False))
def test_cents_survive_a_float(amount: Decimal) -> None:
    assert exact(float(amount)) == amount
    assert Decimal(plainly(amount)) == amount


def test_a_clean_column_of_floats_is_not_copied() -> None:
    values = [1.5, None, 2.5]
    typed, flagged = __import__(
        "sheetsales.book.parsing.column_reader", fromlist=["read_column"]
    ).read_column(values, NUMBER)
    assert typed is values
    assert flagged == []


@pytest.mark.parametrize("value", [True, dt.date(2026, 1, 2), dt.timedelta(hours=1), "abc"])
def test_what_is_no_number_is_unknown(value: Any) -> None:
    assert read(MONEY, value) == [(None, "SS014")]


def test_true_is_not_taken_for_one() -> None:
    assert read(NUMBER, True, 1, 1.0, None) == [(None, "SS014"), 1.0, 1.0, None]


def test_durations_are_read_in_the_columns_unit() -> None:
    minutes = NumberReader(Kind.NUMBER, Decimal(1), "min")
    hours = NumberReader(Kind.NUMBER, Decimal(1), "hours")
    assert read(minutes, dt.timedelta(minutes=90), dt.time(1, 30)) == [90.0, 90.0]
    assert read(hours, dt.time(1, 30)) == [1.5]
    assert read(NUMBER, dt.time(1, 30)) == [(None, "SS014")]


def test_an_error_cell_is_said_to_be_one() -> None:
    assert read(NUMBER, CellError("#N/A"), 2.0) == [(None, "SS011"), 2.0]


def test_whole_numbers() -> None:
    reader = IntegerReader(Kind.INTEGER, Decimal(1))
    assert read(reader, 3.0, 4, None) == [3, 4, None]
    assert all(type(v) is int for v in read(reader, 3.0, 4))
    assert read(reader, 7.5, 3.0, "14", "1.5", "x") == [
        (None, "SS016"), 3, (14, "SS015"), (None, "SS016"), (None, "SS014"),
    ]  # fmt: skip


def test_percentages() -> None:
    reader = PercentReader(Decimal(1))
    values = [0.5, 1.0, None]
    assert read(reader, *values) == values
    assert read(reader, 75, 0.5, -0.1, "75%", "75", "0.3", "x", True, "12万", dt.date(2026, 1, 1)) == [
        (None, "SS017"), 0.5, (None, "SS018"), (0.75, "SS015"), (None, "SS017"), (0.3, "SS015"), (None, "SS014"),
        (None, "SS014"), (None, "SS014"), (None, "SS014"),
    ]  # fmt: skip


def test_percentages_in_a_column_of_whole_numbers() -> None:
    assert read(PercentReader(Decimal("0.01")), 75, 30.0, None) == [0.75, 0.3, None]
    assert read(PercentReader(Decimal("0.01")), 175, 30) == [(None, "SS017"), 0.3]
    assert read(PercentReader(Decimal(1)), 0, 1) == [0.0, 1.0]


@pytest.mark.parametrize(
    ("value", "suggestion"),
    [
        (75, "75 % or 0.75"),
        (12.5, "12.5 % or 0.125"),
        (1.2, "a value from 0 to 100 %"),
        (7500, "a value from 0 to 100 %"),
    ],
)
def test_the_suggestion_fits_the_value(value: float, suggestion: str) -> None:
    details = flag_of(PercentReader(Decimal(1)), value).details
    assert str(getattr(details["suggestion"], "en", "")) == suggestion


@pytest.mark.parametrize(
    "value", [1e300, -1e300, 10**298, 10**15 + 1, "9" * 30, float("inf"), float("nan"), "-2e"]
)
def test_what_no_team_can_mean_is_unknown(value: Any) -> None:
    for reader in (MONEY, NUMBER, WAN, IntegerReader(Kind.INTEGER, Decimal(1))):
        [(typed, code)] = read(reader, value)
        assert typed is None
        assert code == ("SS014" if value == "-2e" else "SS035")
    assert read(MONEY, 1, value)[0] == 1
    assert read(NUMBER, 1.0, value, 2.0)[::2] == [1.0, 2.0]


def test_spans_of_time_have_nearer_bounds() -> None:
    days = IntegerReader(Kind.INTEGER, Decimal(1), "days")
    assert read(days, 100_000, 100_001) == [100_000, (None, "SS035")]
    assert flag_of(days, 1e9).details == {"most": "100,000"}
    assert read(NumberReader(Kind.NUMBER, Decimal("0.5"), "hours"), 200_000, 200_002) == [
        1e5,
        (None, "SS035"),
    ]


def test_a_huge_percentage_is_not_spelt_out() -> None:
    assert str(flag_of(PercentReader(Decimal(1)), 1e300).details["percent"]).count("0") < 10
