"""Books that make a report's life hard, each for a reason; shared by the tests and by the judge in LibreOffice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sheetsales.book.book import Book
from sheetsales.cells.address import CellRef
from sheetsales.findings import Finding, Severity
from sheetsales.indicators.period import Period, month
from sheetsales.reports.monthly import build
from sheetsales.reports.summary import ReportSummary
from sheetsales.texts import Lang, Text
from tests.indicators.team_book import TEAM, book_of, day, lost, move, open_deal, won

OCTOBER = month(2026, 10)
TODAY = day("11-02")


def _pipeline(*deals: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"id": f"O-{i:04d}", "customer": f"K{i}", "name": f"Deal {i}", "owner": "S01", **d}
        for i, d in enumerate(deals, 1)
    ]


def poor() -> Book:
    """Customer, stage and amount, and nothing else at all."""
    return book_of(
        team=(),
        pipeline=[
            {"customer": "K", "stage": s, "amount": a} for s, a in (("quote", 5), ("won", 7), ("needs", None))
        ],
    )


def poorest() -> Book:
    """Customers and stages."""
    return book_of(
        team=(), pipeline=[{"customer": "K", "stage": "quote"}, {"customer": "L", "stage": "dreaming"}]
    )


def empty() -> Book:
    """Every column and no row."""
    columns = (
        "id",
        "customer",
        "name",
        "stage",
        "amount",
        "owner",
        "closed_on",
        "created_on",
        "expected_close",
        "stage_since",
    )
    return book_of(pipeline=[dict.fromkeys(columns)])


def odd_names() -> Book:
    """Names that mean something to COUNTIFS, that differ in case only, that are blank or quoted."""
    names = ("Bob*", "bob", "=Ann", 'O"Neil', "<5", "*?")
    team = [
        {"id": f"S{i:02d}", "name": n, "role": "rep", "team": f"T{i % 2}?", "active": "yes"}
        for i, n in enumerate(names, 1)
    ]
    owners = [f"S{i:02d}" for i in range(1, 7)] + [None]
    deals = [won("10-05", 10.0**i, owner=o, created_on=day("09-01")) for i, o in enumerate(owners)]
    deals += [
        open_deal(owner=o, expected_close=day("11-05"), created_on=day("10-01"), stage_since=day("10-02"))
        for o in owners
    ]
    targets = [
        {"period": "2026-10", "level": "person", "owner": f"S{i:02d}", "measure": "won_amount", "value": 100}
        for i in range(1, 7)
    ]
    return book_of(team=team, pipeline=_pipeline(*map(dict, deals)), targets=targets)


def fiscal() -> Book:
    """A fiscal year from April, quarter and year targets, a foreign deal without a rate, amounts missing."""
    born = day("04-02")
    deals: list[Any] = [
        won("10-05", 100, created_on=born, currency="USD"), won("10-06", 50, created_on=born, currency="JPY"),
        won("04-20", 70, created_on=born), won("2026-03-20", 900, created_on=day("2026-01-02")), won("10-08", None, created_on=born),
        lost("10-09", 40, created_on=born), open_deal("quote", 30, created_on=born, expected_close=day("12-01"), forecast_category="commit"),
        open_deal("needs", 20, created_on=born, expected_close=day("09-01")), open_deal("hold", 5, created_on=born),
    ]  # fmt: skip
    targets = [
        {"period": p, "level": "company", "owner": "Acme", "measure": "won_amount", "value": v}
        for p, v in (("2026", 5000), ("2026-10", 400), ("2026-11", 0), ("2026Q3", 900))
    ]
    targets.append(
        {"period": "2026-10", "level": "team", "owner": "North", "measure": "won_amount", "value": 300}
    )
    settings = {
        "Fiscal year starts in month": 4,
        "Rate table": "USD=7.10",
        "Currency": "CNY",
        "Team name": "Acme & Sons <x>",
    }
    return book_of(settings, pipeline=_pipeline(*deals), targets=targets)


def flowing() -> Book:
    """A stage log with deals going back, on hold and skipping, and enough of them for a narrowest stage."""
    deals: list[Any] = []
    log = []
    for i in range(1, 13):
        key, end = f"O-{i:04d}", ("won", "lost", "quote")[i % 3]
        born = {"created_on": day("03-02"), "stage_since": day("10-03")}
        deals.append(
            won("10-20", 100 * i, **born)
            if end == "won"
            else lost("10-21", 10 * i, **born)
            if end == "lost"
            else open_deal("quote", 7, **born)
        )
        log += [move("2025-10-01", key, None, "identify"), move("09-03", key, "identify", "needs"), move("10-01", key, "needs", "hold"),
                move("10-02", key, "hold", "needs"), move("10-03", key, "needs", "quote")]  # fmt: skip
        if end != "quote":
            log.append(move("10-20", key, "quote", end))
    calls = [
        {
            "date": day("10-04"),
            "rep": "S01",
            "customer": "K1",
            "opportunity": "O-0003",
            "kind": "call",
            "content": "x",
        }
    ]
    customers = [
        {
            "id": f"K{i}",
            "name": "Same name",
            "owner": "S01",
            "created_on": day("01-01"),
            "satisfaction": 70 + i,
        }
        for i in range(1, 4)
    ]
    return book_of(pipeline=_pipeline(*deals), stage_log=log, activities=calls, customers=customers)


BOOKS: tuple[Callable[[], Book], ...] = (poor, poorest, empty, odd_names, fiscal, flowing)

FINDINGS: tuple[Finding, ...] = (
    Finding("SS999", Severity.ERROR, Text("第一个问题", "first problem"), Text("改", "mend it"), CellRef("Pipeline", 2, 3), "pipeline",
            "O-0001", "amount", 5, "S01", Decimal(500), day("10-20")),
    Finding("SS998", Severity.WARNING, Text("同一单", "the same deal"), Text("改", "mend"), None, "pipeline", "O-0001", money=Decimal(500)),
    Finding("SS998", Severity.WARNING, Text("没有金额", "without money"), Text("改", "mend"), None, "customers", "K1", owner="S02"),
    Finding("SS997", Severity.INFO, Text("信息", "a note"), Text("知道就好", "good to know")),
)  # fmt: skip


def made(
    book: Book,
    path: Path,
    *,
    lang: Lang = "en",
    today: dt.date = TODAY,
    findings: Sequence[Finding] = FINDINGS,
    reported: Period = OCTOBER,
) -> ReportSummary:
    return build(book, findings, period=reported, today=today, path=path, lang=lang)


__all__ = ["BOOKS", "FINDINGS", "OCTOBER", "TEAM", "made"]
