"""Months, quarters and years, calendar and fiscal."""

import datetime as dt

import pytest

from sheetsales.indicators.period import (
    fiscal_year_of,
    month,
    moved,
    parse_month,
    parse_period,
    quarter_of,
    shifted,
    twelve_months_to,
    whole,
    year_to,
)


@pytest.mark.parametrize("text", ["2026-10", "2026.10", "2026/10", " 2026-10 ", "2026年10月", "2026年10"])
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert parse_month(text) == month(2026, 10)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "10-2026", "October", "", "2026", "9999-12", "0001-01"]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert parse_month(text) is None


def test_a_month_ends_on_its_last_day() -> None:
    assert month(2024, 2).last == dt.date(2024, 2, 29)
    assert dt.date(2024, 2, 29) in month(2024, 2)
    assert dt.date(2024, 3, 1) not in month(2024, 2)
    assert "2024-02-29" not in month(2024, 2)


def test_months_shift_over_the_turn_of_the_year() -> None:
    assert shifted(month(2026, 1), -1) == month(2025, 12)
    assert shifted(month(2026, 12), 1) == month(2027, 1)
    assert shifted(month(2026, 10), -12).label == "2025-10"


def test_quarters_and_years_are_fiscal() -> None:
    assert parse_period("2026Q4") is not None
    quarter = parse_period("2026q1", start=4)
    assert quarter is not None
    assert (quarter.first, quarter.last, quarter.label) == (
        dt.date(2026, 4, 1),
        dt.date(2026, 6, 30),
        "2026Q1",
    )
    year = parse_period("2026年", start=4)
    assert year is not None
    assert (year.first, year.last) == (dt.date(2026, 4, 1), dt.date(2027, 3, 31))
    assert parse_period("2026-10") == month(2026, 10)
    assert parse_period("soon") is None


def test_the_year_to_date_begins_with_the_fiscal_year() -> None:
    assert year_to(month(2026, 2), 4).first == dt.date(2025, 4, 1)
    assert year_to(month(2026, 2), 4).last == dt.date(2026, 2, 28)
    assert len(year_to(month(2026, 10)).months) == 10
    assert fiscal_year_of(dt.date(2026, 3, 31), 4).label == "2025"


def test_twelve_months_end_with_the_day() -> None:
    window = twelve_months_to(dt.date(2026, 10, 15))
    assert (window.first, window.last) == (dt.date(2025, 11, 1), dt.date(2026, 10, 15))


def test_fiscal_quarters_follow_each_other() -> None:
    first = quarter_of(dt.date(2026, 11, 2), 2)
    assert (first.label, first.first, first.last) == ("2026Q4", dt.date(2026, 11, 1), dt.date(2027, 1, 31))
    assert moved(first, 3, 2).label == "2027Q1"
    assert moved(first, -12, 2).label == "2025Q4"
    assert parse_period("2026Q4", 2) == first
    year = whole(month(2026, 4), 12, 4)
    assert (year.label, moved(year, -12, 4).label, moved(year, -12, 4).last) == (
        "2026",
        "2025",
        dt.date(2026, 3, 31),
    )
    assert whole(month(2026, 4), 1) == month(2026, 4)
