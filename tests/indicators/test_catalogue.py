"""The catalogue: every indicator computes or says why not; definitions follow the workbook."""

from typing import Any

import pytest

from sheetsales.indicators import reasons
from sheetsales.indicators.activity import calls, new_leads, visits
from sheetsales.indicators.catalogue import INDICATORS, Definition, definition
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import month
from sheetsales.indicators.satisfaction import satisfaction, scores
from sheetsales.indicators.scope import COMPANY, Scope, person, team
from sheetsales.schema import defaults
from sheetsales.texts import Text
from tests.indicators.team_book import book_of, day, facts_of, open_deal, won

OCTOBER = month(2026, 10)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.code)
def test_every_indicator_is_known_or_says_why(indicator) -> None:  # type: ignore[no-untyped-def]
    bare = facts_of({"stage": "quote"})
    for scope in (COMPANY, person("S01"), team("North")):
        figure = indicator.compute(bare, OCTOBER, scope)
        assert figure.known or (figure.reason.zh and figure.reason.en)
    assert indicator.code in {row["code"] for row in defaults.indicators()}


INDICATOR_ROWS: list[dict[str, Any]] = [
    {
        "code": "won_amount",
        "name": "Signed value",
        "target": 1000,
        "direction": "higher",
        "warning": "0.8×target",
    },
    {"code": "cycle_days", "name": "How long", "target": 30, "direction": "lower", "warning": 45},
    {
        "code": "win_rate_count",
        "name": "Win rate by count",
        "target": "40%",
        "direction": None,
        "warning": "30%",
    },
    {"code": "load", "name": "Load", "target": "60%-100%", "direction": "range", "warning": None},
    {"code": "own", "name": "Our own", "target": 5, "direction": "higher", "warning": None},
]


def test_definitions_come_from_the_workbook() -> None:
    book = book_of(indicators=INDICATOR_ROWS)
    assert definition(book, "won_amount") == Definition(
        "won_amount", Text("签约额", "Signed value"), "higher", 1000, None, 0.8
    )
    assert definition(book, "cycle_days").title == Text("How long", "How long")
    assert definition(book, "win_rate_count").target == 0.4
    assert definition(book, "load").direction == "range"
    assert definition(book, "load").target is None
    assert definition(book, "own").title.en == "Our own"


@pytest.mark.parametrize(
    ("warning", "factor"),
    [("0.8×目标", 0.8), ("目标的 80%", 0.8), ("80 % of target", 0.8), ("half the target", None), (800, None)],
)
def test_a_warning_level_may_be_a_part_of_the_target(warning: object, factor: float | None) -> None:
    book = book_of(indicators=[{**INDICATOR_ROWS[0], "warning": warning}])
    assert definition(book, "won_amount").times_target == factor


def test_without_the_sheet_the_packaged_targets_are_nobodys() -> None:
    assert definition(book_of(), "won_amount").target is None
    assert definition(book_of(), "cycle_days").direction == "lower"
    assert definition(book_of(), "made_up").title.en == "made_up"


def test_status() -> None:
    book = book_of(indicators=INDICATOR_ROWS)
    amount, days, rate = (definition(book, code) for code in ("won_amount", "cycle_days", "win_rate_count"))
    assert [amount.status(Figure(v, 9), 1000, 5, adds_up=True) for v in (1000, 800, 799)] == [
        "good",
        "watch",
        "bad",
    ]
    assert [days.status(Figure(v, 9), 30, 5, adds_up=False) for v in (30, 45, 46)] == ["good", "watch", "bad"]
    assert rate.status(Figure(0.1, 4), 0.4, 5, adds_up=False) == "few"
    assert rate.status(Figure(0.1, 5), 0.4, 5, adds_up=False) == "bad"
    assert amount.status(Figure(5, 1), None, 5, adds_up=True) == ""
    assert amount.status(Figure(None, 0, reasons.NO_AMOUNT), 5, 5, adds_up=True) == ""
    assert definition(book, "own").status(Figure(1, 9), 5, 5, adds_up=True) == "watch"


def test_activities_by_kind_and_person() -> None:
    rows = [
        {"date": day(on), "rep": rep, "customer": "K", "kind": kind, "content": "x"}
        for on, rep, kind in (
            ("10-01", "S01", "call"), ("10-02", "S02", "call"), ("10-03", "S01", "visit"), ("10-04", "S01", "demo"),
            ("09-30", "S01", "call"), ("10-31", "S01", "email"),
        )
    ]  # fmt: skip
    facts = facts_of(open_deal(), activities=rows)
    assert calls(facts, OCTOBER).value == 2
    assert calls(facts, OCTOBER, person("S01")).value == 1
    assert visits(facts, OCTOBER, team("North")).value == 2
    assert calls(facts, OCTOBER, Scope("product", "P1")).value == 0
    assert calls(facts_of(open_deal()), OCTOBER).reason == reasons.no_sheet("activities")


CUSTOMERS: list[dict[str, Any]] = [
    {"id": "C-001", "name": "Acme", "owner": "S01", "created_on": day("10-05"), "satisfaction": 80},
    {"id": "C-002", "name": "Best", "owner": "S02", "created_on": day("09-05"), "satisfaction": 100},
    {"id": "C-003", "name": "Cole", "owner": "S02", "created_on": day("10-09"), "satisfaction": None},
]


def test_satisfaction_is_a_share_of_the_full_score_with_its_n() -> None:
    facts = facts_of(won("10-01"), customers=CUSTOMERS)
    assert satisfaction(facts, OCTOBER) == Figure(0.9, 2)
    assert satisfaction(facts, OCTOBER, person("S01")).number == 0.8
    assert [s[0] for s in scores(facts, team("South"))] == ["C-002"]
    assert new_leads(facts, OCTOBER).value == 2
    assert "Customers" in new_leads(facts_of(won("10-01")), OCTOBER).reason.en


def test_no_score_no_satisfaction() -> None:
    bare = facts_of(won("10-01"), customers=[{**row, "satisfaction": None} for row in CUSTOMERS])
    assert satisfaction(bare, OCTOBER).reason == reasons.NO_SCORE
    assert (
        "Satisfaction"
        in satisfaction(
            facts_of(won("10-01"), customers=[{"id": "C-001", "name": "A", "owner": "S01"}]), OCTOBER
        ).reason.en
    )
