"""What holds in the report of any workbook with a stage log: stages balance, people add up, done is no more than due; and an
edition holds nothing of other people, in any part of any of its files."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.indicators.period import Period, month, parse_period
from sheetsales.reports.editions import MANAGERS, Audience, audience
from sheetsales.reports.monthly import build
from sheetsales.reports.summary import ReportSummary
from tests.reports.conftest import TODAY
from tests.reports.logged_book import amount, logged_book, secret

QUARTER = parse_period("2026Q3")
SPANS = (month(2026, 9), month(2026, 10), month(2026, 11), QUARTER)


def _made(
    book: Book, tmp_path: Path, span: Period, whose: Audience = MANAGERS, web: Path | None = None
) -> ReportSummary:
    path = tmp_path / "report.xlsx"
    return build(book, (), period=span, today=TODAY, path=path, lang="en", web=web, audience=whose)


def _table(made: ReportSummary, section: str, table: str) -> list[dict[str, Any]]:
    sections = made.as_json("en")["sections"]
    rows: list[dict[str, Any]] = sections.get(section, {"tables": {}})["tables"].get(table, {"rows": []})[
        "rows"
    ]
    return rows


@pytest.mark.parametrize("seed", range(10))
def test_it_balances_and_adds_up(seed: int, tmp_path: Path) -> None:
    book, span = logged_book(seed), SPANS[seed % len(SPANS)]
    assert span is not None
    made = _made(book, tmp_path, span)
    moved = 0
    for row in _table(made, "stages", "stage_flow"):
        if row["start"] is not None and row["other"] is not None:
            here = row["start"] + row["entered"] - row["advanced"] - row["lost"] - row["other"]
            assert here == row["open"], row
            moved += row["entered"]
    assert moved or span.label == "2026-11"
    company, *rest = [row for row in _table(made, "targets", "targets") if row.get("actual") is not None]
    levels: dict[str, float] = {}
    people = {member["name"] for member in _team(book)}
    for row in rest:
        levels["person" if row["name"] in people else "team"] = levels.get(
            "person" if row["name"] in people else "team", 0.0
        ) + float(row["actual"])
    assert all(total == pytest.approx(company["actual"]) for total in levels.values())
    steps = _table(made, "process", "process")
    for row in (*steps, *_table(made, "process", "process_people")):
        if row.get("due") is not None:
            assert 0 <= row["done"] <= row["due"]
            assert (row.get("on_time") or 0) <= row["done"]
            assert (row.get("undated") or 0) <= row["due"] - (row.get("on_time") or 0)
    whole = sum(row["due"] or 0 for row in _table(made, "process", "process_people"))
    assert whole == sum(row["due"] or 0 for row in steps if row.get("code"))


def _team(book: Book) -> list[dict[str, str]]:
    table = book.table("team")
    return [{"id": key, "name": name} for key, name in zip(table.get("id"), table.get("name"), strict=True)]


@pytest.mark.parametrize("seed", range(8))
def test_an_edition_holds_nothing_of_others(seed: int, tmp_path: Path) -> None:
    """Their names, deals, customers and amounts, and anybody's pay but the own."""
    book, span = logged_book(seed), SPANS[seed % 2]
    assert span is not None
    many = len(_team(book))
    for own in range(min(many, 2)):
        found = _parts(book, tmp_path, span, audience(book, "person", who=f"S{own:02d}"))
        for other in range(many):
            named = [name for name, text in found.items() if secret(other) in text]
            if other == own:
                assert "html" in named
                continue
            assert named == [], (own, other)
            numbers = [str(amount(other, n)) for n in (*range(26), 900, 950)]
            assert [(name, n) for name, text in found.items() for n in numbers if _holds(text, n)] == []
    pay = [str(amount(i, 950)) for i in range(many)]
    found = _parts(book, tmp_path, span, Audience("team"))
    assert [(name, n) for name, text in found.items() for n in pay if _holds(text, n)] == []
    assert all(secret(i) in found["html"] for i in range(many))


def _parts(book: Book, tmp_path: Path, span: Period, whose: Audience) -> dict[str, str]:
    web = tmp_path / "r.html"
    _made(book, tmp_path, span, whose, web)
    with zipfile.ZipFile(tmp_path / "report.xlsx") as package:
        found = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    return {**found, "html": web.read_text(encoding="utf-8")}


def _holds(text: str, number: str) -> bool:
    grouped = f"{int(number):,}"
    return re.search(rf"(?<![0-9.,])({number}|{re.escape(grouped)})(?![0-9])", text) is not None


def test_what_is_looked_for_would_be_found(tmp_path: Path) -> None:
    """The manager's report holds all of it but pay, which it does not show either."""
    book = logged_book(1)
    found = _parts(book, tmp_path, month(2026, 10), MANAGERS)
    assert all(secret(i) in found["html"] for i in range(len(_team(book))))
    targets = [str(amount(i, 900)) for i in range(len(_team(book)))]
    assert all(any(_holds(text, n) for text in found.values()) for n in targets)
