"""Only what somebody set is a target, however the targets are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.book.book import Book
from sheetsales.reports.summary import Headline
from tests.indicators.team_book import book_of, lost, won
from tests.reports.odd_books import made

INDICATORS: list[dict[str, Any]] = [
    {"code": "won_amount", "name": "Signed value", "target": 1_000_000, "direction": "higher", "warning": None},
    {"code": "new_customers", "name": "New customers", "target": 50, "direction": "higher", "warning": 40},
    {"code": "aov", "name": "Average per customer", "target": None, "direction": "higher", "warning": None},
    {"code": "cac", "name": "Acquisition cost", "target": None, "direction": "lower", "warning": None},
    {"code": "calls", "name": "Calls", "target": None, "direction": "higher", "warning": None},
    {"code": "win_rate_count", "name": "Win rate by count", "target": 0.4, "direction": "higher", "warning": 0.3},
]  # fmt: skip


pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def book(*targets: dict[str, Any]) -> Book:
    deals = [
        {**deal, "id": f"O-{i}", "customer": f"K{i}", "name": f"Deal {i}", "owner": "S01"}
        for i, deal in enumerate(
            [won("10-05", 5400, kind="new"), *(lost(f"10-{d:02d}", 10) for d in range(6, 11))]
        )
    ]
    return book_of(pipeline=deals, indicators=INDICATORS, targets=targets or [target("", "", 0)])


def told(book: Book, path: Path) -> dict[str, Headline]:
    return {h.code: h for h in made(book, path / "report.xlsx", findings=()).headlines}


def target(period: str, measure: str, value: float) -> dict[str, Any]:
    return {"period": period, "level": "company", "owner": None, "measure": measure, "value": value}


def test_a_standard_of_a_sum_or_count_is_nobodys_target(tmp_path: Path) -> None:
    found = told(book(target("2026", "won_amount", 120_000)), tmp_path)
    for code in ("won_amount", "new_customers"):
        assert (found[code].target, found[code].attainment, found[code].status) == (None, None, "")


def test_a_standard_of_a_rate_serves_every_month(tmp_path: Path) -> None:
    rate = told(book(), tmp_path)["win_rate_count"]
    assert rate.value == pytest.approx(1 / 6)
    assert (rate.target, rate.status) == (0.4, "bad")


def test_a_rate_set_for_the_year_comes_before_the_standard(tmp_path: Path) -> None:
    rate = told(book(target("2026", "win_rate_count", 0.15)), tmp_path)["win_rate_count"]
    assert (rate.target, rate.status) == (0.15, "good")


def test_counts_have_the_target_of_their_month(tmp_path: Path) -> None:
    found = told(book(target("2026-10", "new_customers", 4)), tmp_path)["new_customers"]
    assert (found.value, found.target, found.attainment) == (1, 4, 0.25)


def test_a_mean_of_few_records_is_not_judged(tmp_path: Path) -> None:
    found = told(book(target("2026", "aov", 1000)), tmp_path)["aov"]
    assert (found.value, found.target, found.status) == (5400, 1000, "")


def test_a_part_of_the_year_is_made_of_quarters_and_months(tmp_path: Path) -> None:
    rows = [target(p, "won_amount", 100) for p in ("2026Q1", "2026Q2", "2026Q3", "2026-10")]
    made(book(*rows), tmp_path / "report.xlsx", findings=())
    sheets = openpyxl.load_workbook(tmp_path / "report.xlsx", data_only=True)
    (value,) = [row[9].value for row in sheets["Appendix"] if row[0].value == "Signed value"][:1]
    assert value == 400


def test_a_target_nobody_can_compute_says_so(tmp_path: Path) -> None:
    rows = [target("2026", "cac", 3000), target("2026Q4", "calls", 100), target("2026", "calls", 400)]
    made(book(*rows), tmp_path / "report.xlsx", findings=())
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx", data_only=True)["Targets"]
    told = [[c.value for c in row] for row in sheet.iter_rows(min_row=3) if row[3].value]
    headings = next(i for i, row in enumerate(told) if row[3] == "Period")
    told = told[headings:]
    assert [row[3:6] for row in told[1:]] == [["2026", 3000, "—"], ["2026Q4", 100, "—"]]
    said = "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)
    assert "No Activities sheet" in said
    assert "No Costs sheet" in said


def test_a_rate_on_few_records_is_told_as_so_many_of_so_many(tmp_path: Path) -> None:
    few = book_of(
        pipeline=[
            {**won("10-05", 5), "id": "O-1", "customer": "K", "name": "N"},
            {**lost("10-06", 5), "id": "O-2", "customer": "L", "name": "M"},
        ]
    )
    found = told(few, tmp_path)["win_rate_count"]
    assert (found.value, found.status) == (0.5, "")
    cover = openpyxl.load_workbook(tmp_path / "report.xlsx", data_only=True)["Cover"]
    shown = [c.value for row in cover.iter_rows() for c in row if c.value is not None]
    assert "1 of 2" in shown
    assert 0.5 not in shown
