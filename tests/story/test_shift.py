"""The story told on another day: every date moves by the same whole weeks."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.template.story import Story, build_story
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
        ("2026-12-06", "2026-10"),
        ("2026-12-07", "2026-11"),
        ("2027-01-20", "2026-12"),
    ],
)
def test_the_month_reported_is_the_last_one_over(today: str, month: str) -> None:
    """On the day the story has moved to, which may be up to six days before the one asked for."""
    assert report_month(dt.date.fromisoformat(today)) == month


@pytest.fixture(scope="module")
def later() -> Story:
    return build_story("zh", "b2b", dt.date(2027, 2, 18), mistakes=())


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


@pytest.mark.parametrize("today", ["2026-12-21", "2026-03-02", "2025-07-14", "2027-04-05"])
def test_the_ambiguous_date_stays_ambiguous(today: str) -> None:
    story = build_story("en", "b2b", dt.date.fromisoformat(today), mistakes=("X03",))
    [((record, row, column), text)] = story.raw.items()
    month, day, year = (int(part) for part in str(text).split("/"))
    assert (record, column) == ("activities", "date")
    assert story.rows[record][row]["date"] == dt.date(year, month, day)
    assert day <= 12
    assert day != month
