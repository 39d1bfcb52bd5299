from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsales.book.parsing.column_reader import read_column
from sheetsales.book.parsing.dates import DateReader, TwoWays, parse_date, proven_order
from sheetsales.texts import Text
from tests.book.loading import TODAY, flag_of, read

JULY_9 = dt.date(2026, 7, 9)


def reader(**options: Any) -> DateReader:
    return DateReader(TODAY, **options)


@pytest.mark.parametrize(
    "text",
    [
        "2026.07.09", "2026-7-9", "2026/07/09", "2026年7月9日", "2026年07月09号", "2026 年 7 月 9 日", "20260709",
        "２０２６．０７．０９", " 2026-07-09 ", "2026-07-09 10:30", "2026-07-09T10:30:00Z", "2026/7/9 下午 3:20",
        "2026-07-09（周四）", "星期四 2026-07-09", "26年7月9日", "9 July 2026", "9th Jul 2026", "9-Jul-2026",
        "July 9, 2026", "Jul 9th 2026", "Thu, 9 Jul 2026", "Thursday 9 July 2026", "09/Jul/2026",
    ],
)  # fmt: skip
def test_dates_that_can_mean_one_day_only(text: str) -> None:
    assert parse_date(text) == JULY_9


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-02-30", "a day that does not exist"), ("31/6/2026", "a day that does not exist"), ("20261301", "a day that does not exist"),
        ("7月9日", "which lacks the year"), ("7/9", "which lacks the year"), ("2026年7月", "which lacks the day"), ("2026-07", "which lacks the day"),
        ("26/7/9", "whose two-digit year leaves the order open"), ("明天", "which is no date"), ("ASAP", "which is no date"), ("-", "which is no date"),
    ],
)  # fmt: skip
def test_why_a_text_is_no_date(text: str, why: str) -> None:
    found = parse_date(text)
    assert isinstance(found, Text)
    assert found.en == why


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2060, 12, 31)))
def test_year_last_is_ambiguous_exactly_where_both_orders_give_another_day(day: dt.date) -> None:
    found = parse_date(f"{day.day}/{day.month}/{day.year}")
    if day.day <= 12 and day.day != day.month:
        assert found == TwoWays(day, dt.date(day.year, day.day, day.month))
    else:
        assert found == day


def test_a_column_proves_its_order_or_not() -> None:
    assert proven_order(["20/7/2026", "3/4/2026"]) == "day"
    assert proven_order(["7/20/2026", "3/4/2026"]) == "month"
    assert proven_order(["7/20/2026", "20/7/2026"]) is None
    assert proven_order(["3/4/2026", "x", "20/20/2026"]) is None


def test_the_proven_order_reads_the_others() -> None:
    assert read(reader(), "20/7/2026", "3/4/2026") == [
        (dt.date(2026, 7, 20), "SS020"),
        (dt.date(2026, 4, 3), "SS020"),
    ]
    assert read(reader(), "7/20/2026", "3/4/2026") == [
        (dt.date(2026, 7, 20), "SS020"),
        (dt.date(2026, 3, 4), "SS020"),
    ]


def test_an_ambiguous_date_is_unknown_and_both_days_are_named() -> None:
    flag = flag_of(reader(), "3/4/2026")
    assert flag.value is None
    assert (flag.details["first"], flag.details["second"]) == (dt.date(2026, 4, 3), dt.date(2026, 3, 4))


def test_real_dates_are_kept_as_they_are() -> None:
    values = [JULY_9, None]
    assert read_column(values, reader())[0] is values
    assert read(reader(), dt.datetime(2026, 7, 9, 10), JULY_9, None) == [JULY_9, JULY_9, None]
    assert read(reader(), dt.datetime(2026, 7, 9, 10), "x") == [JULY_9, (None, "SS019")]


@pytest.mark.parametrize(
    "value", [dt.date(1899, 12, 31), dt.date(2926, 1, 1), "1826-01-01", dt.time(10), True, 3.7e9, -5]
)
def test_what_cannot_be_a_date_of_this_team(value: Any) -> None:
    assert read(reader(), value) == [(None, "SS019")]


def test_serials_that_lost_their_format() -> None:
    assert read(reader(), 46212, 46212.5, 20260709) == [(JULY_9, "SS022")] * 3
    assert read(reader(date1904=True), 46212 - 1462) == [(JULY_9, "SS022")]
    assert read(reader(), 75) == [(None, "SS019")]
