"""What holds in the report of any workbook: people add up to the company, done is no more than due."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.indicators.period import month
from sheetsales.reports.customers_table import BY_GRADE, BY_KIND, OVERDUE
from sheetsales.reports.deal_lists import LOSS_REASONS, LOST, WON
from sheetsales.reports.score_table import DETAIL, SCORE
from sheetsales.reports.tasks_table import PER_HEAD, QUOTAS, TASK_LOAD
from sheetsales.texts import Lang
from tests.indicators.team_book import book_of
from tests.reports.figures_read import Line, by, lines
from tests.reports.made_book import made_of

OCTOBER = month(2026, 10)
STAGES = ("lead", "contact", "needs", "quote", "negotiation", "won", "lost", "hold")


def random_book(seed: int) -> Book:
    """A few people, customers, deals, tasks and contacts, blanks among them."""
    random = Random(seed)

    def day(first: dt.date = dt.date(2025, 8, 1), span: int = 460) -> dt.date | None:
        return first + dt.timedelta(days=random.randrange(span)) if random.random() > 0.1 else None

    def one(*values: Any) -> Any:
        return random.choice((*values, None)) if random.random() > 0.05 else None

    people = [f"S{i:02d}" for i in range(random.randrange(1, 6))]
    customers = [f"C{i:02d}" for i in range(random.randrange(1, 12))]
    team = [
        {"id": p, "name": f"Person {p}", "role": random.choice(("rep", "rep", "lead", "manager")), "team": one("North", "South"),
         "active": "yes", "hired_on": day(dt.date(2020, 1, 1), 2400), "weekly_hours": 40, "selling_share": 0.7}
        for p in people
    ]  # fmt: skip
    deals = []
    for i in range(random.randrange(0, 30)):
        stage = random.choice(STAGES)
        deals.append(
            {"id": f"O{i:03d}", "customer": random.choice(customers), "name": f"Deal {i}", "stage": stage, "owner": one(*people),
             "amount": one(0, 100, 2500.5, 10_000), "created_on": day(), "closed_on": day(dt.date(2026, 8, 20), 75) if stage in ("won", "lost") else None,
             "kind": one("new", "repeat", "renewal"), "reason": one("price", "budget") if stage == "lost" else None,
             "expected_close": day(dt.date(2026, 10, 1), 120), "stage_since": day(), "discount": one(0, 0.03, 0.2)}
        )  # fmt: skip
    sheets: dict[str, Any] = {
        "pipeline": deals or [{"id": None, "customer": None, "name": None, "stage": None, "amount": None, "owner": None}],
        "customers": [
            {"id": c, "name": f"Customer {c}", "owner": one(*people), "grade": one("A", "B", "C", "D"), "type": one("high", "general"),
             "source": one("referral", "web"), "created_on": day(), "satisfaction": one(60, 80, 95), "lifecycle": one("customer", "dormant"),
             "buying_power": one("high", "low"), "loyalty": one("mid"), "potential": one("high", "low")}
            for c in customers
        ],
        "activities": [
            {"date": day(), "rep": one(*people), "customer": one(*customers), "opportunity": None, "kind": one("call", "visit", "email")}
            for _ in range(random.randrange(1, 60))
        ],
        "tasks": [
            {"id": f"T{i}", "title": f"Task {i}", "assignee": one(*people), "due": day(dt.date(2026, 9, 20), 60),
             "status": one("open", "done", "cancelled", "doing"), "hours": one(1, 8, 30), "done_on": day(dt.date(2026, 9, 20), 45)}
            for i in range(random.randrange(1, 20))
        ],
        "targets": [
            {"period": "2026-10", "level": "person", "owner": f"Person {p}", "measure": "won_amount", "value": random.choice((0, 1000, 9000))}
            for p in people
        ],
        "score": [
            {"code": f"S{i}", "measure": f"Measure {i}", "weight": weight}
            for i, weight in enumerate((0.35, 0.08, 0.07, 0.08, 0.07, 0.05, 0.15, 0.05, 0.05, 0.05), 1)
        ],
    }  # fmt: skip
    return book_of(team=team, **sheets)


def _sum(found: list[Line], key: str) -> float:
    return float(sum(line[key] for line in found if isinstance(line[key], int | float)))


@pytest.mark.parametrize("seed", range(12))
def test_it_adds_up(seed: int, tmp_path: Path) -> None:
    lang: Lang = "en" if seed % 2 else "zh"
    made = made_of(random_book(seed), tmp_path / "report.xlsx", lang)

    won, lost = lines(made, WON), lines(made, LOST)
    kinds = lines(made, BY_KIND)
    assert _sum(kinds, "count") <= len([line for line in won if line["name"]])
    assert _sum(kinds, "won") <= _sum(won, "amount") + 0.01
    reasons = lines(made, LOSS_REASONS)
    assert _sum(reasons, "count") >= len([line for line in lost if line["name"]])

    *grades, total = lines(made, BY_GRADE) or [{}]
    for key in ("count", "due", "met", "carried", "caught_up", "overdue", "scored", "won"):
        if total and isinstance(total[key], int | float):
            assert _sum(grades, key) == pytest.approx(total[key]), key
    for line in (*grades, *([total] if total else [])):
        if isinstance(line["due"], int | float):
            assert line["met"] <= line["due"] <= line["count"]
            assert line["caught_up"] <= line["carried"] <= line["count"]
    if total and isinstance(total["overdue"], int | float):
        assert len(lines(made, OVERDUE)) == total["overdue"]

    for line in lines(made, TASK_LOAD):
        assert line["in_time"] <= line["due"]
        assert line["overdue"] <= line["open"]
    heads = by(made, PER_HEAD, "name")
    if heads:
        company, *teams = heads.values()
        assert _sum(teams, "won") <= company["won"] + 0.01
        assert _sum(teams, "heads") <= company["heads"] + 1e-9
    for line in lines(made, QUOTAS):
        assert line["other"] >= 0

    points = [line["points"] for line in lines(made, DETAIL) if isinstance(line["points"], int | float)]
    assert all(0 <= value <= 120 for value in points)
    ranked = sorted(line["rank"] for line in lines(made, SCORE) if isinstance(line["rank"], int | float))
    assert ranked[:1] in ([], [1])
    assert all(line["total"] == "—" or 0 <= line["total"] <= 120 for line in lines(made, SCORE))
