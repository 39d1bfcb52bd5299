"""Hours of tasks by person and week against the hours people have."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.capacity import capacities
from sheetsales.process.workload import loads, week_of
from tests.rules.books import TODAY, make_book

D = dt.date
SETTINGS = {"weekly_hours": 40, "selling_share": 0.5}
CALENDAR = WorkingCalendar(days_off=(D(2026, 11, 4),))
TEAM: list[dict[str, Any]] = [
    {"id": "A", "weekly_hours": None, "selling_share": None, "active": True, "hired_on": None, "left_on": None},
    {"id": "B", "weekly_hours": 20, "selling_share": 1, "active": None, "hired_on": D(2026, 11, 5), "left_on": None},
    {"id": "C", "weekly_hours": 40, "selling_share": 1, "active": True, "hired_on": None, "left_on": D(2026, 11, 1)},
    {"id": "D", "weekly_hours": -8, "selling_share": 1, "active": True, "hired_on": None, "left_on": None},
    {"id": "E", "weekly_hours": 40, "selling_share": 1.5, "active": True, "hired_on": None, "left_on": None},
    {"id": "F", "weekly_hours": 40, "selling_share": 1, "active": False, "hired_on": None, "left_on": None},
    {"id": "A", "weekly_hours": 80, "selling_share": 1, "active": True, "hired_on": None, "left_on": None},
    {"id": None, "weekly_hours": 40, "selling_share": 1, "active": True, "hired_on": None, "left_on": None},
]  # fmt: skip


def book(*tasks: tuple[str | None, dt.date | None, float | None, str]) -> Book:
    keys = ("assignee", "due", "hours", "status")
    rows: list[dict[str, Any]] = [dict(zip(keys, task, strict=True)) for task in tasks]
    return make_book(team=TEAM, tasks=rows, settings=SETTINGS)


def test_hours_follow_calendar_joining_and_leaving() -> None:
    found = capacities(book(), CALENDAR, D(2026, 11, 2), D(2026, 11, 8))
    assert {key: (c.hours, c.workdays, c.away) for key, c in found.items()} == {
        "A": (16.0, 4, 0),
        "B": (8.0, 2, 0),
        "C": (0.0, 0, 0),
        "D": (None, 4, 0),
        "E": (None, 4, 0),
        "F": (0.0, 0, 0),
    }


def test_tasks_count_in_the_week_they_are_due() -> None:
    tasks = book(
        ("A", D(2026, 11, 3), 12.0, "open"),
        ("A", D(2026, 11, 6), 8.0, "open"),
        ("B", D(2026, 11, 10), 4.0, "open"),
        ("A", D(2026, 11, 10), 1.0, "done"),
        ("A", D(2026, 11, 1), 1.0, "open"),
        ("A", None, 1.0, "open"),
        ("A", D(2026, 11, 3), None, "open"),
        (None, D(2026, 11, 3), 1.0, "open"),
        ("D", D(2026, 11, 3), 1.0, "open"),
        ("F", D(2026, 11, 3), 1.0, "open"),
    )
    found = list(loads(tasks, CALENDAR, TODAY, frozenset({"open"})))
    assert [(w.person, w.monday, w.rows, w.hours, w.capacity, w.share) for w in found] == [
        ("A", D(2026, 11, 2), (0, 1), Decimal(20), Decimal(16), Decimal("1.25")),
        ("B", D(2026, 11, 9), (2,), Decimal(4), Decimal(20), Decimal("0.2")),
    ]


def test_without_time_there_is_no_share() -> None:
    (week,) = loads(book(("C", D(2026, 11, 3), 2.0, "open")), CALENDAR, TODAY, frozenset({"open"}))
    assert week.capacity == 0
    assert week.share is None


@pytest.mark.parametrize(
    ("start", "first"), [("", D(2026, 11, 2)), ("周日", D(2026, 11, 1)), (" Sun ", D(2026, 11, 1))]
)
def test_weeks_start_as_the_settings_say(start: str, first: dt.date) -> None:
    assert week_of(D(2026, 11, 7), start) == first
