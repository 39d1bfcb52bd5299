"""Working days: public calendars, the workbook's own days over them, and counting between two days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsales.book.settings import Settings
from sheetsales.process.calendar import WorkingCalendar, working_calendar
from sheetsales.process.holidays import festivals, uk_days

D = dt.date
DAYS = st.dates(D(2019, 1, 1), D(2027, 12, 31))


def calendar(**values: object) -> WorkingCalendar:
    return working_calendar(Settings("zh", values))  # type: ignore[arg-type]


def test_the_october_holiday_counts_no_working_day_and_a_make_up_saturday_one() -> None:
    chinese = calendar(calendar="CN")
    assert chinese.workdays_between(D(2026, 9, 30), D(2026, 10, 7)) == 0
    assert chinese.is_workday(D(2026, 10, 10))
    assert not chinese.is_workday(D(2026, 10, 1))
    assert not chinese.is_workday(D(2026, 10, 11))


def test_the_chinese_calendar_says_where_its_knowledge_ends() -> None:
    chinese = calendar(calendar="CN")
    assert chinese.known_to is not None
    assert not chinese.guesses(chinese.known_to)
    assert chinese.guesses(chinese.known_to + dt.timedelta(days=1))
    assert not calendar(calendar="none").guesses(D(2090, 1, 1))


@pytest.mark.parametrize(
    "day",
    [
        D(2022, 6, 2), D(2022, 6, 3), D(2022, 9, 19), D(2023, 5, 8), D(2026, 4, 3), D(2026, 4, 6), D(2026, 5, 4),
        D(2026, 5, 25), D(2026, 8, 31), D(2026, 12, 25), D(2026, 12, 28), D(2027, 12, 27), D(2027, 12, 28),
        D(2028, 1, 3), D(2022, 12, 26), D(2022, 12, 27), D(2020, 5, 8), D(2038, 4, 26),
    ],
)  # fmt: skip
def test_bank_holidays_of_england(day: dt.date) -> None:
    """As published by the government for these years; 2038 has the latest Easter there is."""
    assert day in uk_days().off
    assert not calendar(calendar="UK").is_workday(day)


@pytest.mark.parametrize("day", [D(2022, 5, 30), D(2020, 5, 4), D(2026, 12, 24), D(2026, 4, 7)])
def test_ordinary_days_in_england(day: dt.date) -> None:
    assert day not in uk_days().off


def test_the_workbook_adds_days_of_its_own() -> None:
    own = calendar(
        calendar="none", extra_holidays="2026-11-03, 2026/11/05~2026年11月6日", extra_workdays="2026-11-07"
    )
    week = [own.is_workday(D(2026, 11, d)) for d in range(2, 9)]
    assert week == [True, False, True, False, False, True, False]
    assert own.unread == ()


def test_an_extra_working_day_wins_over_any_holiday() -> None:
    both = calendar(calendar="CN", extra_holidays="2026-10-08", extra_workdays="2026-10-05、2026-10-08")
    assert both.is_workday(D(2026, 10, 5))
    assert both.is_workday(D(2026, 10, 8))


@pytest.mark.parametrize("value", [D(2026, 11, 3), dt.datetime(2026, 11, 3, 0, 0)])
def test_a_single_day_may_be_a_real_date(value: dt.date) -> None:
    assert not calendar(calendar="none", extra_holidays=value).is_workday(D(2026, 11, 3))


@pytest.mark.parametrize(
    "text",
    ["国庆", "2026-13-01", "2026-11-05~2026-11-01", "2026-1-1~2026-1-2~2026-1-3", "2020-01-01~2026-01-01"],
)
def test_what_is_no_day_is_told(text: str) -> None:
    assert calendar(calendar="none", extra_holidays=text).unread == (text,)


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert calendar(calendar="none").workdays_between(D(2026, 11, 2), D(2026, 11, 2)) == 0
    assert calendar(calendar="none").workdays_between(D(2026, 11, 2), D(2026, 10, 2)) == 0


@given(DAYS, st.integers(0, 200), st.sampled_from(["CN", "UK", "none"]))
def test_counting_equals_looking_at_every_day(first: dt.date, length: int, name: str) -> None:
    days = calendar(calendar=name, extra_workdays="2026-11-07", extra_holidays="2026-11-03")
    span = [first + dt.timedelta(days=i) for i in range(1, length + 1)]
    until = span[-1] if span else first
    assert days.workdays_between(first, until) == sum(map(days.is_workday, span))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("元旦", D(2026, 1, 1)),
        ("New Year's Day", D(2026, 1, 1)),
        ("Christmas", D(2026, 12, 25)),
        ("圣诞节", D(2026, 12, 25)),
    ],
)
def test_days_to_greet_on_that_are_the_same_every_year(name: str, day: dt.date) -> None:
    assert list(festivals([name], D(2026, 1, 1), D(2026, 12, 31))) == [(name, day)]
