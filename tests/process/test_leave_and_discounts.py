"""Days of leave, and who may give which discount."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.discounts import Limits
from sheetsales.process.leave import days_worked, leave_of
from tests.rules.books import make_book

D = dt.date
TEAM: list[dict[str, Any]] = [
    {"id": "S01", "role": "manager", "manager": None, "active": True, "leave": None},
    {
        "id": "S02",
        "role": "lead",
        "manager": "S01",
        "active": True,
        "leave": "2026-10-26~2026-10-28, 2026-11-01, 下周",
    },
    {"id": "S03", "role": "rep", "manager": "S02", "active": True, "leave": None},
    {"id": "S04", "role": "rep", "manager": "S04", "active": True, "leave": None},
    {"id": "S05", "role": None, "manager": "S09", "active": True, "leave": None},
    {"id": "S06", "role": "manager", "manager": None, "active": False, "leave": None},
]


def test_leave_takes_working_days_off() -> None:
    leave = leave_of(make_book(team=TEAM))
    calendar = WorkingCalendar()
    assert set(leave) == {"S02"}
    assert days_worked(calendar, leave, "S02", D(2026, 10, 23), D(2026, 11, 2)) == 3
    assert days_worked(calendar, leave, "S03", D(2026, 10, 23), D(2026, 11, 2)) == 6
    assert days_worked(calendar, leave, None, D(2026, 10, 23), D(2026, 10, 23)) == 0


def test_limits_follow_the_role() -> None:
    limits = Limits(make_book(team=TEAM))
    assert [limits.of(person) for person in ("S01", "S02", "S03", "S05", None)] == [
        0.15,
        0.10,
        0.05,
        None,
        None,
    ]
    assert limits.allows("S03", 0.05) is True
    assert limits.allows("S03", 0.051) is False
    assert limits.allows("S05", 0.5) is None


def test_the_approver_is_the_first_up_the_line_who_may() -> None:
    limits = Limits(make_book(team=TEAM))
    assert limits.approver_for("S03", 0.08) == "S02"
    assert limits.approver_for("S03", 0.12) == "S01"
    assert limits.approver_for("S04", 0.08) == "S02"
    assert limits.approver_for("S05", 0.14) == "S01"
    assert limits.approver_for("S03", 0.2) is None
