"""The group's figures are the sum of what each workbook's own report says, and of its rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

import sheetsales
from tests.rollup.conftest import RATE, TODAY
from tests.support.commands import exit_code

Document = dict[str, Any]
RATES: Final = {"GBP": float(RATE), "CNY": 1.0}


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Document:
    capsys.readouterr()
    assert (
        exit_code([*arguments, "--today", TODAY.isoformat(), "--month", "2026-10", "--json", "--lang", "en"])
        == 0
    )
    found: Document = json.loads(capsys.readouterr().out)
    return found


def rolled(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> Document:
    arguments = [
        "rollup",
        str(folder),
        "-o",
        str(out),
        "--rate",
        f"GBP={RATE}",
        "--currency",
        "CNY",
        "--jobs",
        "1",
    ]
    return said(arguments, capsys)


def books_of(document: Document, folder: Path) -> list[tuple[Document, Path, float]]:
    return [(book, folder / book["file"], RATES[book["currency"]]) for book in document["workbooks"]]


def rows_of(report: Document, table: str) -> list[Document]:
    return next(s["tables"][table]["rows"] for s in report["sections"].values() if table in s["tables"])


def test_each_workbook_says_what_its_own_report_says(
    teams: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = rolled(teams, tmp_path / "group.xlsx", capsys)
    sums = dict.fromkeys(
        (
            "won",
            "ytd",
            "open_amount",
            "weighted",
            "target",
            "year_target",
            "forecast",
            "due",
            "done",
            "errors",
        ),
        0.0,
    )
    for book, path, rate in books_of(document, teams):
        report = said(["report", str(path), "--dry-run", "--full", "-o", str(tmp_path / "own.xlsx")], capsys)
        won = next(one for one in report["indicators"] if one["code"] == "won_amount")
        company = rows_of(report, "targets")[0]
        steps = [row for row in rows_of(report, "process_people") if row["missing"] is None or row["name"]]
        expected = {
            "won": won["value"] * rate, "ytd": won["year_to_date"] * rate, "target": won["target"] * rate,
            "open_amount": report["open"]["amount"] * rate, "weighted": report["open"]["weighted"] * rate,
            "year_target": company["year"] * rate, "forecast": company["forecast"] * rate,
            "due": sum(row["due"] or 0 for row in steps), "done": sum(row["done"] or 0 for row in steps),
            "errors": sum(row["error"] or 0 for row in rows_of(report, "checks")),
        }  # fmt: skip
        assert {key: book[key] for key in expected} == pytest.approx(expected)
        assert book["open_deals"] == report["open"]["deals"]
        for key, value in expected.items():
            sums[key] += value
    assert {key: document["group"][key] for key in sums} == pytest.approx(sums)
    assert document["group"]["attainment"] == pytest.approx(sums["won"] / sums["target"])


def test_teams_and_people_add_up_to_their_workbook(
    teams: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = rolled(teams, tmp_path / "group.xlsx", capsys)
    added = (
        "won",
        "ytd",
        "open_deals",
        "open_amount",
        "weighted",
        "stalled",
        "due",
        "done",
        "errors",
        "warnings",
    )
    for book in document["workbooks"]:
        for level in ("teams", "people"):
            rows = [row for row in document[level] if row["workbook"] == book["name"]]
            sums = {key: sum(row[key] or 0 for row in rows) for key in added}
            assert sums == pytest.approx({key: book[key] for key in added}), (book["name"], level)


def test_the_rows_say_the_same_in_plain_pandas(
    teams: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = rolled(teams, tmp_path / "group.xlsx", capsys)
    won = ytd = 0.0
    for _, path, rate in books_of(document, teams):
        book = sheetsales.open(path, today=TODAY)
        deals = book.frame("pipeline", labels=False).drop_duplicates("id")
        is_won = deals["stage"].isin(["won", "after"])
        october = is_won & (deals["closed_on"] >= "2026-10-01") & (deals["closed_on"] <= "2026-10-31")
        year = is_won & (deals["closed_on"] >= "2026-01-01") & (deals["closed_on"] <= "2026-10-31")
        won += deals.loc[october, "amount"].sum() * rate
        ytd += deals.loc[year, "amount"].sum() * rate
    assert document["group"]["won"] == pytest.approx(won)
    assert document["group"]["ytd"] == pytest.approx(ytd)
