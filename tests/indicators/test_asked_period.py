"""Periods as people ask for them, told from the day it is."""

import datetime as dt

import pytest

from sheetsales.errors import BadRequest
from sheetsales.indicators.asked_period import asked_period, required_month


@pytest.mark.parametrize(
    ("text", "label"),
    [("Q3", "2026Q3"), ("q 4", "2026Q4"), ("第三季度", "2026Q3"), ("一季度", "2026Q1"), ("2季", "2026Q2"),
     ("2025年第四季度", "2025Q4"), ("2026-10", "2026-10"), ("2026", "2026"), ("Ｑ３", "2026Q3")],
)  # fmt: skip
def test_a_quarter_without_its_year_is_the_latest_that_has_begun(text: str, label: str) -> None:
    found = asked_period(text, dt.date(2026, 11, 2))
    assert found is not None
    assert found.label == label
    earlier = asked_period("Q4", dt.date(2026, 9, 30))
    assert earlier is not None
    assert earlier.label == "2025Q4"


@pytest.mark.parametrize("text", ["Q5", "五季度", "3", "Q", ""])
def test_what_is_no_period_is_none(text: str) -> None:
    assert asked_period(text, dt.date(2026, 11, 2)) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [("10月", "2026-10"), ("十月份", "2026-10"), ("Oct", "2026-10"), ("october", "2026-10"), ("11月", "2026-11"),
     ("12月", "2025-12"), ("Dec", "2025-12"), ("Dec 2024", "2024-12"), ("Ｏｃｔ", "2026-10"),
     ("11/2026", "2026-11"), ("10.2025", "2025-10"), ("10 - 2026", "2026-10"), ("10", "2026-10"), ("12", "2025-12"),
     ("１０", "2026-10"), ("03", "2026-03")],
)  # fmt: skip
def test_a_month_without_its_year_is_the_latest_that_has_begun(text: str, label: str) -> None:
    assert required_month(text, dt.date(2026, 11, 2)).label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [("上月", "2026-01"), ("上个月", "2026-01"), ("last month", "2026-01"), ("本月", "2026-02"), ("this-month", "2026-02"),
     ("本季度", "2025Q4"), ("上季", "2025Q3"), ("last quarter", "2025Q3"), ("今年", "2025"), ("去年", "2024"),
     ("Previous Year", "2024")],
)  # fmt: skip
def test_what_is_told_from_today_follows_the_fiscal_year(text: str, label: str) -> None:
    found = asked_period(text, dt.date(2026, 2, 10), 4)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize(
    "text", ["13月", "Q3", "last quarter", "下月", "soon", "", "13", "0", "13/2026", "10/26", "1/2/2026"]
)
def test_what_is_no_month_is_refused_with_ways_to_write_one(text: str) -> None:
    with pytest.raises(BadRequest, match="like 2026-10, Oct or last month"):
        required_month(text, dt.date(2026, 11, 2))
