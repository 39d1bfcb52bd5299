"""Points of customers in the report: added up again in plain SQL, left and expiring by hand, for managers alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from sheetsales.process.points import remaining
from sheetsales.reports.editions import audience
from sheetsales.reports.modules.points_table import BY_CUSTOMER, BY_GRADE
from sheetsales.texts import LANGUAGES, Lang
from tests.indicators.team_book import TODAY, Row, book_of, day, open_deal
from tests.reports.figures_read import by
from tests.reports.made_book import made_of

CUSTOMERS: tuple[Row, ...] = (
    {"id": "C-1", "name": "Acme*", "grade": "A", "owner": "S01"},
    {"id": "C-2", "name": "Beta", "grade": "A", "owner": "S02"},
    {"id": "C-3", "name": "beta", "owner": "S02"},
)
ENTRIES = (
    ("01-10", "C-1", "Earned", 100, "12-01"),
    ("02-10", "C-1", "Earned", 50, "2027-06-30"),
    ("03-10", "C-1", "Used", -30, None),
    ("03-11", "C-1", "Adjusted", -5.5, None),
    ("01-05", "C-2", "Earned", 80, "09-30"),
    ("10-02", "C-2", "Earned", 40, None),
    ("10-03", "C-2", "Used", 10, None),
    ("02-01", "C-3", "Used", 20, None),
    ("02-02", "C-3", "Earned", 15, None),
    ("05-01", "C-3", "Expired", 1, None),
    ("11-05", "C-1", "Earned", 999, None),
    ("05-01", None, "Earned", 7, None),
)
LEDGER: tuple[Row, ...] = tuple(
    {
        "date": day(on),
        "customer": whose,
        "kind": kind,
        "points": points,
        "valid_to": day(end) if end else None,
    }
    for on, whose, kind, points, end in ENTRIES
)


def book(*rows: Row) -> Any:
    return book_of(
        pipeline=[open_deal(id="O-1", customer="C-1", owner="S01")], customers=CUSTOMERS, loyalty=rows
    )


def test_what_is_left_of_what_was_earned() -> None:
    left = remaining(book(*LEDGER), TODAY)
    assert left == [64.5, 50, 0, 0, 80, 30, 0, 0, 0, 0, None, None]


def test_points_expired_are_the_oldest_and_a_debt_is_paid_by_the_next() -> None:
    rows = [*LEDGER[4:9], {"date": day("10-05"), "customer": "C-2", "kind": "Expired", "points": 80}, {"date": day("10-06"), "customer": "C-3", "kind": "Earned", "points": 9}]  # fmt: skip
    assert remaining(book(*rows), TODAY) == [0, 30, 0, 0, 0, 0, 4]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_section_adds_up_as_sql_does(lang: Lang, tmp_path: Path) -> None:
    made = made_of(book(*LEDGER), tmp_path / "report.xlsx", lang)
    found = by(made, BY_CUSTOMER, "customer")
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE loyalty (day, customer, kind, points, valid)")
    base.executemany(
        "INSERT INTO loyalty VALUES (?,?,?,?,?)", [(day(d).isoformat(), *rest) for d, *rest in ENTRIES]
    )
    sums = "SELECT customer, SUM(CASE kind WHEN 'Earned' THEN points ELSE 0 END), SUM(CASE kind WHEN 'Used' THEN ABS(points) ELSE 0 END), SUM(CASE WHEN kind IN ('Used', 'Expired') THEN -ABS(points) ELSE points END) FROM loyalty WHERE day <= '2026-10-31' AND customer <> '' GROUP BY 1"  # fmt: skip
    asked = {key: tuple(rest) for key, *rest in base.execute(sums)}
    names = {"C-1": "Acme", "C-2": "Beta", "C-3": "beta (C-3)"}
    told = {key: tuple(found[name][k] for k in ("earned", "used", "left")) for key, name in names.items()}
    assert told == asked == {"C-1": (150, 30, 114.5), "C-2": (120, 10, 110), "C-3": (15, 20, -6)}
    assert [found[name]["soon"] for name in names.values()] == [64.5, 0, 0]
    assert [found[name]["lapsed"] for name in names.values()] == [0, 80, 0]
    totals = [(line["customers"], line["left"]) for line in by(made, BY_GRADE, "asked").values()]
    assert totals == [(2, 224.5), (1, -6), (3, 218.5)]
    texts = [
        cell.value
        for cells in made.values["满意度与复购" if lang == "zh" else "Satisfaction and repeats"]
        for cell in cells
    ]
    said = {
        "zh": "3 家客户有积分往来，手里还有 218.5 分；90 天内到期 64.5 分；80 分过了有效期，还没记过期；1 行缺客户、日期、类别或积分，没有计入。",
        "en": "3 customers with 218.5 points in hand; 64.5 expire within 90 days; 80 are past their day and not written off; 1 entry without customer, date, kind or points not counted.",
    }
    assert said[lang] in texts


@pytest.mark.parametrize(("edition", "named"), [("team", {"team": "North"}), ("person", {"who": "S01"})])
def test_others_than_managers_see_no_points(edition: Any, named: dict[str, str], tmp_path: Path) -> None:
    whole = book(*LEDGER)
    made = made_of(whole, tmp_path / "report.xlsx", audience=audience(whole, edition, **named))
    tables = {table for sheet in made.formulas for table in sheet.tables}
    assert not tables & {"tblPoints", "tblPointsByGrade", "tblPointFacts"}


def test_without_the_sheet_there_is_no_section(tmp_path: Path) -> None:
    made = made_of(book_of(pipeline=[open_deal()], customers=CUSTOMERS), tmp_path / "report.xlsx")
    assert not {"tblPoints", "tblPointFacts"} & {table for sheet in made.formulas for table in sheet.tables}
