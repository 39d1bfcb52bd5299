"""The story told on another day: what is over moves by whole weeks, what is under way up to the day itself."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.template.story import Story, build_story
from sheetsales.template.story.days import add_business
from sheetsales.template.story.shifting import report_month, weeks_to


@pytest.mark.parametrize(
    ("today", "weeks"),
    [
        ("2026-11-02", 0),
        ("2026-11-08", 0),
        ("2026-11-09", 1),
        ("2026-11-01", -1),
        ("2027-05-03", 26),
        ("2024-02-29", -140),
    ],
)
def test_whole_weeks_to_the_nearest_at_or_before(today: str, weeks: int) -> None:
    assert weeks_to(dt.date.fromisoformat(today)) == dt.timedelta(weeks=weeks)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        ("2026-11-02", "2026-10"),
        ("2026-11-30", "2026-10"),
        ("2026-12-01", "2026-11"),
        ("2026-12-06", "2026-11"),
        ("2027-01-20", "2026-12"),
    ],
)
def test_the_month_reported_is_the_last_one_over(today: str, month: str) -> None:
    assert report_month(dt.date.fromisoformat(today)) == month


@pytest.fixture(scope="module")
def later() -> Story:
    return build_story("zh", "b2b", dt.date(2027, 2, 15), mistakes=())


def test_every_date_moves_alike(zh: Story, later: Story) -> None:
    by = dt.timedelta(weeks=15)
    for record in ("team", "customers", "pipeline", "activities", "tasks", "stage_log"):
        for one, other in zip(zh.rows[record], later.rows[record], strict=True):
            for key, value in one.items():
                assert other[key] == (value + by if isinstance(value, dt.date) else value), (record, key)


def test_the_periods_move_too(later: Story) -> None:
    assert later.settings["report_month"] == "2027-01"
    periods = {str(row["period"]) for row in later.rows["targets"]}
    assert {"2027", "2027Q1", "2027-01", "2027-12", "2026-02"} <= periods
    assert "2026-01" not in periods


def test_the_wins_keep_their_weekday(zh: Story, later: Story) -> None:
    def weekdays(story: Story) -> list[int]:
        return [row["closed_on"].weekday() for row in story.rows["pipeline"] if "closed_on" in row]  # type: ignore[union-attr]

    assert weekdays(zh) == weekdays(later)


@pytest.fixture(scope="module")
def thursday() -> Story:
    return build_story("zh", "b2b", dt.date(2026, 11, 5), mistakes=())


def test_what_is_over_stays_while_the_week_runs(zh: Story, thursday: Story) -> None:
    closed = [row for row in zh.rows["pipeline"] if "closed_on" in row]
    assert closed
    later = {row["id"]: row for row in thursday.rows["pipeline"]}
    for row in closed:
        day = row.get("delivery_on")
        if not isinstance(day, dt.date) or day < dt.date(2026, 11, 2):
            assert later[row["id"]] == row
    done = [[row["id"] for row in story.rows["tasks"] if row["status"] == "done"] for story in (zh, thursday)]
    assert done[0] == done[1]


def test_open_deals_stand_where_they_stood_on_monday(zh: Story, thursday: Story) -> None:
    """The deal that is stuck stays stuck; all others were entered, moved and planned three working days later."""
    whale = "O-0118"
    for one, other in zip(zh.rows["pipeline"], thursday.rows["pipeline"], strict=True):
        if "closed_on" in one or one["id"] == whale:
            continue
        days = {key: value for key, value in one.items() if isinstance(value, dt.date)}
        assert {key: other[key] for key in days} == {key: add_business(day, 3) for key, day in days.items()}


def test_the_week_was_worked_up_to_its_day(thursday: Story) -> None:
    """Contacts on each of its days and none later; nothing planned for a day that has passed."""
    days = {row["date"] for row in thursday.rows["activities"]}
    assert {dt.date(2026, 11, day) for day in (2, 3, 4)} <= days
    assert max(days) == dt.date(2026, 11, 4)  # type: ignore[type-var]  # dates, all of them
    planned = [row["next_step_on"] for row in thursday.rows["pipeline"] if "next_step_on" in row]
    due = [row["due"] for row in thursday.rows["tasks"] if row["status"] == "open"]
    assert min((*planned, *due)) >= dt.date(2026, 11, 5)  # type: ignore[operator, type-var]  # dates


@pytest.mark.parametrize("today", ["2026-12-21", "2026-03-02", "2025-07-14", "2027-04-05"])
def test_the_ambiguous_date_stays_ambiguous(today: str) -> None:
    story = build_story("en", "b2b", dt.date.fromisoformat(today), mistakes=("X03",))
    [((record, row, column), text)] = story.raw.items()
    month, day, year = (int(part) for part in str(text).split("/"))
    assert (record, column) == ("activities", "date")
    assert story.rows[record][row]["date"] == dt.date(year, month, day)
    assert day <= 12
    assert day != month
