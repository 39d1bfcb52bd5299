"""What the report compares with last month's snapshot: findings, forecast, grades."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.findings import Finding, Severity
from sheetsales.process.snapshot import KeptCustomer, KeptFinding, KeptForecast, Snapshot
from sheetsales.reports.accuracy_table import ACCURACY
from sheetsales.reports.indicators_table import INDICATORS
from sheetsales.texts import NO_TEXT, Text
from tests.indicators.team_book import TEAM, book_of, day, won
from tests.reports.conftest import Made
from tests.reports.figures_read import by, lines
from tests.reports.made_book import made_of


def _finding(code: str, record: str, owner: str = "S01") -> Finding:
    return Finding(
        code=code, severity=Severity.ERROR, at=None, message=Text(record, record), hint=NO_TEXT, record=record,
        record_key="pipeline", owner=owner,
    )  # fmt: skip


def _kept(code: str, record: str, owner: str = "S01") -> KeptFinding:
    return KeptFinding(code, "pipeline", record, "", "", 3, owner, 1)


SEPTEMBER = Snapshot(
    "2026-09",
    day("10-01"),
    forecasts=(KeptForecast("2026-10", 90.0, 50.0, 130.0, 40.0, 120.0, 0.0),),
    findings=(_kept("SS201", "O-1"), _kept("SS201", "O-2"), _kept("SS202", "O-3", "S02")),
    customers=(KeptCustomer("C1", "B", "", "", None), KeptCustomer("C2", "A", "", "", None)),
)


def _made(tmp_path: Path, kept: Snapshot | None, amount: float = 72) -> Made:
    customers = [{"id": "C1", "name": "One", "grade": "A"}, {"id": "C2", "name": "Two", "grade": "C"}]
    deal = {"id": "O-1", "customer": "C1", "name": "D", "owner": "S01", **won("10-05", amount)}
    book = book_of(team=TEAM, pipeline=[deal], customers=customers)
    findings = [_finding("SS201", "O-1"), _finding("SS201", "O-9")]
    return made_of(book, tmp_path / "r.xlsx", findings=findings, kept=kept)


def _rows(made: Made) -> dict[str, tuple[object, ...]]:
    """New, carried over and solved by owner or rule."""
    page = made.values["Checks"]
    people = {str(row[0]): row[3:6] for row in page.iter_rows(values_only=True) if row[0] in ("Ann", "Bob")}
    rules = {
        str(row[1]): row[4:6] for row in page.iter_rows(values_only=True) if str(row[1]).startswith("SS")
    }
    return {**people, **rules}


def _said(made: Made, sheet: str) -> str:
    return " ".join(str(cell.value) for row in made.values[sheet].iter_rows() for cell in row)


def test_findings_are_new_carried_over_or_solved(tmp_path: Path) -> None:
    made = _made(tmp_path, SEPTEMBER)
    found = _rows(made)
    assert found["Ann"] == (1, 1, 1)
    assert found["Bob"] == (0, 0, 1)  # all of whom is solved
    assert found["SS201"] == (1, 1)
    assert "1 new and 2 solved since last month's end" in _said(made, "Checks")


def test_without_a_snapshot_nothing_is_compared(tmp_path: Path) -> None:
    made = _made(tmp_path, None)
    assert _rows(made)["Ann"] == ("—", "—", "—")
    assert "no month-end record yet, so no comparison" in _said(made, "Checks")
    assert lines(made, ACCURACY) == []
    assert by(made, INDICATORS, "code")["forecast_accuracy"]["reason"].startswith("No month-end record")


def test_how_close_the_forecast_came(tmp_path: Path) -> None:
    made = _made(tmp_path, SEPTEMBER)
    (line,) = lines(made, ACCURACY)
    assert (line["month"], line["made"], line["weighted"], line["commit"], line["actual"]) == (
        "2026-10",
        "2026-09",
        90,
        40,
        72,
    )
    assert (line["error"], line["accuracy"]) == (18, 0.75)
    assert by(made, INDICATORS, "code")["forecast_accuracy"]["actual"] == 0.75


@pytest.mark.parametrize("amount", [0])
def test_a_month_without_wins_has_no_accuracy(tmp_path: Path, amount: float) -> None:
    made = _made(tmp_path, SEPTEMBER, amount)
    assert [line["accuracy"] for line in lines(made, ACCURACY)] == ["—"]
    assert by(made, INDICATORS, "code")["forecast_accuracy"]["reason"].startswith("Nothing was won")


def test_grades_that_moved(tmp_path: Path) -> None:
    assert "Since last month's end 1 came up and 1 down a grade." in _said(
        _made(tmp_path, SEPTEMBER), "Customers"
    )
