"""What the cover says of a finalised month."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from sheetsales.indicators.period import month
from sheetsales.indicators.snapshots import taken
from sheetsales.process.snapshot import Snapshot, Snapshots, written
from sheetsales.reports.monthly import build
from sheetsales.texts import Lang
from tests.indicators.team_book import Row, book_of, day, won

OCTOBER, TODAY = month(2026, 10), day("11-02")


def deals(*amounts: float | None) -> list[Row]:
    return [
        {"id": f"O-{i}", "customer": f"K{i}", "name": f"D{i}", "owner": "S01", **won("10-05", amount)}
        for i, amount in enumerate(amounts, 1)
    ]


def cover_line(tmp_path: Path, kept: Snapshot | None, now: list[Row], lang: Lang = "en") -> str:
    snapshots = Snapshots(written(kept) if kept is not None else {})
    path = tmp_path / "r.xlsx"
    build(
        book_of(pipeline=now),
        [],
        period=OCTOBER,
        today=TODAY,
        path=path,
        lang=lang,
        full=False,
        snapshots=snapshots,
    )
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    return next(
        str(row[0]) for row in sheet.iter_rows(values_only=True) if str(row[0])[:4] in ("Data", "数据截至")
    )


def closed(rows: list[Row], day: dt.date | None = TODAY) -> Snapshot:
    return taken(book_of(pipeline=rows), OCTOBER, (), today=TODAY, closed_on=day)


def test_a_month_that_was_not_finalised_says_nothing(tmp_path: Path) -> None:
    for kept in (None, closed(deals(100), None)):
        assert "finalised" not in cover_line(tmp_path, kept, deals(100))


@pytest.mark.parametrize(
    ("lang", "end"), [("en", " · finalised 2026-11-02"), ("zh", " · 月末定稿 2026-11-02")]
)
def test_an_unchanged_one_says_when(tmp_path: Path, lang: Lang, end: str) -> None:
    assert cover_line(tmp_path, closed(deals(100)), deals(100), lang).endswith(end)


def test_a_changed_one_says_what_and_by_which_deals(tmp_path: Path) -> None:
    kept = closed(deals(645_000, 1, 1, 1))
    said = cover_line(tmp_path, kept, deals(661_000, 1, 1, 1))
    assert "changed since: Signed value 645k→661k, Average per customer" in said
    assert said.endswith("and 1 more (O-1)")
    said = cover_line(tmp_path, kept, deals(661_000, 2, 2, 2), "zh")
    assert "定稿后改动：签约额 64.5 万元→66.1 万元、" in said
    assert said.endswith("（O-1、O-2、O-3 等）")


def test_counts_rates_and_what_was_unknown(tmp_path: Path) -> None:
    kept = closed(deals(100))
    figures = [
        replace(f, value={"won_count": 3.0, "win_rate_count": 0.5, "won_amount": None}[f.code])
        for f in kept.figures
        if f.level == "company" and f.code in ("won_count", "win_rate_count", "won_amount")
    ]
    for pair in ((figures[0], figures[1]), (figures[2],)):
        said = cover_line(tmp_path, replace(kept, figures=pair), deals(100))
        assert any(f"{told}→" in said for told in ("Signed value —", "Win rate by count 50%"))
    assert "Deals won 3→1" in cover_line(tmp_path, replace(kept, figures=(figures[1],)), deals(100))
