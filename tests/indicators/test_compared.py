"""Figures against those that were kept: forecasts, what changed after closing, two months, grades."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from sheetsales.book.book import Book
from sheetsales.indicators.compared import (
    Accuracy,
    accuracies,
    before_after,
    changed_endings,
    grade_moves,
    restated,
)
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.period import month
from sheetsales.indicators.snapshots import taken
from sheetsales.process.snapshot import KeptFinding, KeptForecast, Snapshot, Snapshots, written
from tests.indicators.team_book import Row, day, facts_of, lost, open_deal, won
from tests.reports.odd_books import BOOKS

OCTOBER, NOVEMBER = month(2026, 10), month(2026, 11)
TODAY = day("11-02")
DEALS: tuple[Row, ...] = (
    won("10-05", 100, created_on=day("08-01")),
    won("10-20", 300),
    lost("10-08", 50),
    open_deal("quote", 1000, expected_close=day("11-20"), owner="S02", forecast_category="commit"),
    open_deal("quote", None, expected_close=day("12-20")),
    won("11-01", 70),
)
CUSTOMERS: tuple[Row, ...] = (
    {"id": "K1", "name": "One", "grade": "A", "satisfaction": 90},
    {"id": "K2", "name": "Two", "grade": "B"},
    {"id": "K3", "name": "Three", "grade": None},
)


def facts(
    *deals: Row, as_of: dt.date = TODAY, customers: tuple[Row, ...] = CUSTOMERS, **settings: object
) -> Facts:
    return facts_of(*(deals or DEALS), as_of=as_of, settings=settings, customers=customers)


def kept(**more: object) -> Snapshot:
    finding = KeptFinding("SS301", "pipeline", "O-0003", "reason", "", 3, "S01", 1)
    return taken(facts(**more).book, OCTOBER, (finding,), today=TODAY)  # type: ignore[arg-type]  # settings by name


def test_the_snapshot_is_of_the_months_last_day() -> None:
    snapshot = kept()
    assert (snapshot.month, snapshot.made_on, snapshot.closed_on) == ("2026-10", TODAY, None)
    amount = snapshot.figure("won_amount")
    assert amount is not None
    assert (amount.value, amount.n, amount.target) == (400.0, 2, None)
    assert snapshot.figure("won_amount", "person", "S01") == replace(amount, level="person", scope="S01")
    assert snapshot.figure("won_count", "team", "South") is not None
    assert snapshot.figure("aov", "person", "S01") is None
    calls = snapshot.figure("calls")
    assert calls is not None
    assert calls.value is None
    assert [(d.id, d.state, d.amount) for d in snapshot.deals] == [
        ("O-0001", "won", 100.0), ("O-0002", "won", 300.0), ("O-0003", "lost", 50.0), ("O-0004", "open", 1000.0),
        ("O-0005", "open", None), ("O-0006", "open", 70.0),
    ]  # fmt: skip
    assert [c.id for c in snapshot.customers] == ["K1", "K2"]
    assert [f.record for f in snapshot.findings] == ["O-0003"]
    assert Snapshots(written(snapshot)).of("2026-10") == snapshot


@pytest.mark.parametrize("book", BOOKS, ids=lambda b: b.__name__)
def test_every_workbook_can_be_kept(book: Callable[[], Book]) -> None:
    snapshot = taken(book(), OCTOBER, (), today=TODAY)
    assert Snapshots(written(snapshot)).of("2026-10") == snapshot


def test_findings_and_grades_of_today_are_not_those_of_an_older_month() -> None:
    finding = KeptFinding("SS301", "pipeline", "O-0003", "reason", "", 3, "S01", 1)
    older = taken(facts().book, month(2026, 9), (finding,), today=TODAY, closed_on=TODAY)
    assert older.closed_on == TODAY
    assert not older.findings
    assert not older.customers


def test_forecasts_are_kept_with_what_stood_aside_and_what_nobody_could_weigh() -> None:
    ahead = {f.month: f for f in kept().forecasts}
    assert list(ahead) == ["2026-11", "2026-12", "2027-01"]
    assert ahead["2026-11"].commit == 1000.0
    assert (ahead["2026-11"].weighted or 0) > 0
    assert ahead["2026-12"] == KeptForecast("2026-12", None, None, None, None, None, None)
    bare = facts_of(*DEALS, as_of=TODAY).book
    without = replace(bare, process=replace(bare.process, stages=bare.process.stages))
    assert taken(without, OCTOBER, (), today=TODAY).forecasts
    nobody = facts_of({"stage": "won", "closed_on": day("10-05")}, as_of=TODAY)
    assert taken(nobody.book, OCTOBER, (), today=TODAY).forecasts == ()


def test_a_forecast_is_held_against_what_was_won() -> None:
    made = replace(kept(), forecasts=(KeptForecast("2026-11", 90.0, 50.0, 130.0, 60.0, 80.0, None),))
    unknown = replace(
        made, month="2026-09", forecasts=(KeptForecast("2026-11", None, None, None, None, None, None),)
    )
    snapshots = Snapshots({**written(made), **written(unknown)})
    over = facts(as_of=day("11-30"))
    assert accuracies(snapshots, over, NOVEMBER) == (
        Accuracy("2026-10", 90.0, 60.0, 70.0), Accuracy("2026-09", None, None, 70.0),
    )  # fmt: skip
    first, second = accuracies(snapshots, over, NOVEMBER)
    assert first.error == 20.0
    assert first.accuracy == 1 - 20 / 70
    assert (second.error, second.accuracy) == (None, None)
    assert Accuracy("2026-10", 500.0, None, 70.0).accuracy == 0.0
    assert Accuracy("2026-10", 500.0, None, 0.0).accuracy is None
    assert accuracies(snapshots, facts(as_of=day("11-29")), NOVEMBER) == ()
    assert accuracies(Snapshots({}), over, NOVEMBER) == ()


def test_a_month_comes_out_as_it_was_kept_until_somebody_changes_its_rows() -> None:
    snapshot = kept()
    assert restated(snapshot, facts(as_of=OCTOBER.last), OCTOBER) == ()
    assert changed_endings(snapshot, facts(as_of=OCTOBER.last), OCTOBER) == ()
    changed = facts(won("10-05", 116), DEALS[1], won("10-08", 50), *DEALS[3:], as_of=OCTOBER.last)
    told = {one.code: (one.then, one.now) for one in restated(snapshot, changed, OCTOBER)}
    assert told["won_amount"] == (400.0, 466.0)
    assert told["won_count"] == (2.0, 3.0)
    assert "calls" not in told
    assert "satisfaction" not in told
    assert changed_endings(snapshot, changed, OCTOBER) == ("O-0001", "O-0003")
    gone = facts(DEALS[0], open_deal("quote", 300), *DEALS[2:], as_of=OCTOBER.last)
    assert changed_endings(snapshot, gone, OCTOBER) == ("O-0002",)


def test_what_was_unknown_and_is_known_is_restated() -> None:
    snapshot = replace(kept(), figures=tuple(replace(f, value=None) for f in kept().figures))
    told = {one.code: one.then for one in restated(snapshot, facts(as_of=OCTOBER.last), OCTOBER)}
    assert told["won_amount"] is None


def test_two_months_stand_beside_each_other() -> None:
    before, after = kept(), replace(kept(satisfaction_full=200), month="2026-11")
    rows = {row.code: row for row in before_after(before, after)}
    assert rows["won_amount"].change == 0.0
    assert not rows["won_amount"].redefined
    assert rows["satisfaction"].redefined
    assert rows["calls"].change is None
    stages = tuple(d for d in after.definitions if d.kind != "stage")
    assert {r.code for r in before_after(before, replace(after, definitions=stages)) if r.redefined} == {
        "satisfaction", "funnel_conversion",
    }  # fmt: skip
    assert before_after(before, replace(after, figures=()))[0].after is None


def test_grades_move_up_and_down() -> None:
    rows = (
        {**CUSTOMERS[0], "grade": "B"},
        CUSTOMERS[1],
        CUSTOMERS[2],
        {"id": "K4", "name": "Four", "grade": "A"},
    )
    moves = grade_moves(kept(), facts(customers=rows).book)
    assert [(m.customer, m.then, m.now) for m in moves] == [("K1", "A", "B")]
