"""Targets add up: people to teams, teams to the company, months to the year."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

import pytest

from sheetsales.template.story import Story, build_story
from sheetsales.template.story.targets import company_months, shared_periods

MONTHS_2026 = (45, 20, 85, 70, 70, 105, 65, 60, 100, 76, 84, 120)


def _won(story: Story) -> dict[tuple[str, str], dict[str, Decimal]]:
    """Targets for the signed value: by period and level, by owner."""
    found: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for row in story.rows["targets"]:
        if row["measure"] == "won_amount":
            found[str(row["period"]), str(row["level"])][str(row["owner"])] = row["value"]  # type: ignore[assignment]
    return found


def _company(story: Story, period: str) -> Decimal:
    return sum(_won(story)[period, "company"].values(), Decimal(0))


def test_the_year_is_nine_million_by_month_as_given(zh: Story) -> None:
    assert _company(zh, "2026") == 9_000_000
    for number, ten in enumerate(MONTHS_2026, start=1):
        assert _company(zh, f"2026-{number:02d}") == ten * 10_000
    assert _company(zh, "2025-11") == 700_000
    assert _company(zh, "2025-12") == 1_100_000


def _assert_sums(story: Story, year: str) -> None:
    targets = _won(story)
    periods = {period for period, _ in targets if "Q" not in period}
    for period in periods:
        company = _company(story, period)
        assert sum(targets[period, "team"].values()) == company, period
        assert sum(targets[period, "person"].values()) == company, period
    for level in ("company", "team", "person"):
        for owner, value in targets[year, level].items():
            months = [targets[period, level].get(owner, 0) for period in periods if period[:5] == f"{year}-"]
            assert sum(months) == value, owner


@pytest.mark.parametrize("today", ["2026-11-02", "2026-12-14", "2027-03-01", "2026-05-05", "2025-02-10"])
def test_every_sum_reconciles_whatever_the_day(today: str) -> None:
    day = dt.date.fromisoformat(today)
    story = build_story("zh", "b2b", day, mistakes=())
    _assert_sums(story, story.settings["report_month"][:4])


def test_people_of_a_team_add_up_to_it(en: Story) -> None:
    team_of = {str(row["name"]): str(row.get("team", "")) for row in en.rows["team"]}
    targets = _won(en)
    for (period, level), by_team in targets.items():
        if level == "team" and "Q" not in period:
            for team, value in by_team.items():
                people = targets[period, "person"]
                assert sum(v for person, v in people.items() if team_of[person] == team) == value, (
                    period,
                    team,
                )


def test_the_quarter_of_the_south_east_is_what_its_people_have(zh: Story) -> None:
    targets = _won(zh)
    assert targets["2026Q4", "team"] == {"华东组": Decimal(1_080_000)}
    people = [targets[f"2026-{m}", "person"][p] for m in (10, 11, 12) for p in ("陈立群", "林晓燕", "孙可")]
    assert sum(people) == 1_080_000


def test_everybody_active_has_a_target_next_month(zh: Story) -> None:
    owners = {row["owner"] for row in zh.rows["targets"] if row["period"] == "2026-11"}
    assert {row["name"] for row in zh.rows["team"] if row["active"] == "yes"} <= owners
    assert "马驰" not in owners


def test_periods_follow_the_month_reported() -> None:
    months = company_months("2027-01")
    assert (months[0].shown, months[-1].shown) == ("2026-02", "2027-12")
    assert next(m for m in months if m.shown == "2027-01").told == "2026-10"
    assert shared_periods("2026-10") == {"2026", "2026Q4", "2026-10", "2026-11", "2026-12"}


def test_last_years_wins_are_the_baseline(zh: Story) -> None:
    row = next(r for r in zh.rows["targets"] if r["period"] == "2026-12" and r["level"] == "company")
    assert row["baseline"] == 1_286_000
