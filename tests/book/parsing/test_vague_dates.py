"""Days that people leave open, and days without a year."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.book.parsing.column_reader import Flag
from sheetsales.book.parsing.dates import DateReader
from sheetsales.book.parsing.vague_dates import coming_year, last_day

TODAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10月底", "2026-10-31"), ("12月", "2026-12-31"), ("12月份", "2026-12-31"), ("1月底前", "2027-01-31"), ("2月末", "2027-02-28"),
        ("12月中旬", "2026-12-20"), ("12月上旬", "2026-12-10"), ("12月下旬", "2026-12-31"), ("2026年11月", "2026-11-30"), ("2026-11", "2026-11-30"),
        ("2027年2月份", "2027-02-28"), ("Q4", "2026-12-31"), ("2027Q1", "2027-03-31"), ("Q1 2027", "2027-03-31"), ("四季度", "2026-12-31"),
        ("2027年第一季度", "2027-03-31"), ("2027年3季度末", "2027-09-30"), ("下半年", "2026-12-31"), ("2027上半年", "2027-06-30"), ("H1 2027", "2027-06-30"),
        ("年底", "2026-12-31"), ("2026年底", "2026-12-31"), ("2027", "2027-12-31"), ("Dec", "2026-12-31"), ("end of March", "2027-03-31"),
        ("December 2026", "2026-12-31"), ("by the end of Jan 2027", "2027-01-31"), ("H2", "2026-12-31"),
    ],
)  # fmt: skip
def test_the_last_day_of_what_a_plan_names(text: str, day: str) -> None:
    assert last_day(text, TODAY, None) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["下周", "尽快", "13月", "Q5", "ASAP", "明天", "待定", "Marchwood", "10-14-15", "2026-13"]
)
def test_what_names_no_span_is_none(text: str) -> None:
    assert last_day(text, TODAY, None) is None


def test_the_year_of_sheet_or_title_comes_first() -> None:
    assert last_day("10月底", TODAY, 2025) == dt.date(2025, 10, 31)
    assert last_day("2027年10月", TODAY, 2025) == dt.date(2027, 10, 31)


@pytest.mark.parametrize(
    ("month", "day", "year"), [(11, 30, 2026), (10, 31, 2026), (1, 15, 2027), (7, 1, 2027), (8, 15, 2026)]
)
def test_the_next_time_a_day_comes(month: int, day: int, year: int) -> None:
    assert coming_year(month, day, TODAY) == year


def _read(reader: DateReader, text: str) -> object:
    found = reader.one(text)
    return found.value if isinstance(found, Flag) else found


def test_plans_without_a_year_are_for_the_next_time() -> None:
    plans = DateReader(TODAY, ahead=True)
    assert _read(plans, "1.15") == dt.date(2027, 1, 15)
    assert _read(plans, "2月30日") is None
    assert _read(plans, "2月29日") is None
    assert _read(DateReader(dt.date(2027, 12, 1), ahead=True), "2月29日") == dt.date(2028, 2, 29)
    assert _read(DateReader(TODAY), "1.15") is None
    assert _read(DateReader(TODAY), "10月底") is None


def test_a_span_too_far_away_is_no_plan() -> None:
    assert _read(DateReader(TODAY, ahead=True), "2099年10月") is None


def test_full_dates_of_one_year_say_the_year_of_the_others() -> None:
    reader = DateReader(TODAY)
    reader.prepare([dt.date(2026, 3, day) for day in (1, 2, 3)])
    assert _read(reader, "3月5日") == dt.date(2026, 3, 5)
    mixed = DateReader(TODAY)
    mixed.prepare([dt.date(2026, 3, 1), dt.date(2026, 3, 2), dt.date(2025, 3, 3)])
    assert _read(mixed, "3月5日") is None
