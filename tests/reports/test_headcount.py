"""The section on headcount and budget: posts filled and open, what is spent of the budgets that run, what is left out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from sheetsales.reports.modules.headcount_table import HEADCOUNT
from tests.indicators.team_book import book_of, open_deal
from tests.reports.conftest import Made
from tests.reports.figures_read import lines
from tests.reports.made_book import made_of

TEAM = [
    {"id": "S02", "name": "Daniel", "role": "rep", "team": "South East", "active": True},
    {"id": "S03", "name": "Laura", "role": "rep", "team": "North", "active": True},
]
COSTS = [
    {"id": "EX-1", "date": dt.date(2026, 3, 3), "kind": "travel", "amount": 300, "owner": "S02"},
    {"id": "EX-2", "date": dt.date(2025, 3, 3), "kind": "travel", "amount": 77, "owner": "S02"},
    {"id": "EX-3", "date": dt.date(2026, 11, 1), "kind": "travel", "amount": 50, "owner": "S02"},
    {"id": "EX-4", "date": dt.date(2026, 3, 3), "kind": "travel", "amount": 900, "owner": "S03"},
]
EAST = {"period": "2026", "team": "South East", "role": "rep", "planned": 3, "budget": 1000, "due": dt.date(2026, 12, 1)}  # fmt: skip
NORTH = {"period": "2026", "team": "North", "role": "rep", "planned": 1}


def report_on(tmp_path: Path, *posts: dict[str, Any]) -> Made:
    book = book_of(pipeline=[open_deal("O-1", owner="S02")], headcount=posts, costs=COSTS, team=TEAM)
    return made_of(book, tmp_path / "r.xlsx")


def said(made: Made) -> str:
    return str(made.summary.as_json("en")["sections"]["headcount"]["sentence"])


def test_posts_with_what_the_team_has_spent(tmp_path: Path) -> None:
    made = report_on(tmp_path, EAST, NORTH | {"budget": 1000}, NORTH | {"period": "2025", "planned": 9})
    found = {
        line["team"]: (line["post"], line["planned"], line["now"], line["gap"], line["spent"])
        for line in lines(made, HEADCOUNT)
    }
    assert found == {"South East": ("South East · Rep", 3, 1, 2, 300), "North": ("North · Rep", 1, 1, 0, 900)}
    assert said(made) == "4 posts, 2 filled, 2 open; 60.0% of the budget is spent."


def test_a_team_without_a_budget_spends_none_of_it(tmp_path: Path) -> None:
    made = report_on(tmp_path, EAST, NORTH)
    assert said(made) == "4 posts, 2 filled, 2 open; 30.0% of the budget is spent."


def test_what_is_planned_for_later_is_filled_once_and_nothing_of_it_is_spent(tmp_path: Path) -> None:
    made = report_on(tmp_path, EAST, EAST | {"period": "2027", "planned": 5})
    assert {line["period"]: line["spent"] for line in lines(made, HEADCOUNT)} == {"2026": 300, "2027": "—"}
    assert said(made) == "3 posts, 1 filled, 2 open; 30.0% of the budget is spent."
    made = report_on(tmp_path, EAST | {"period": "2027"})
    assert said(made) == "3 posts, 1 filled, 2 open."


def test_two_rows_of_a_team_spend_its_money_once(tmp_path: Path) -> None:
    made = report_on(tmp_path, EAST, EAST | {"role": "lead", "planned": 1, "budget": 500})
    assert said(made) == "4 posts, 1 filled, 3 open; 20.0% of the budget is spent."


def test_rows_that_lack_a_team_or_a_number_are_told(tmp_path: Path) -> None:
    made = report_on(tmp_path, EAST, EAST | {"team": None}, NORTH | {"planned": None})
    page = made.values["Forecast and plan"]
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    assert "2 rows without a period, a team or a number left out." in texts
    assert said(made).startswith("3 posts, 1 filled")
