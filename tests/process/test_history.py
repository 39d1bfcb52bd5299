"""What the stage log tells of a deal, whoever sorted or edited it, and what a check adds to it."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.process.history import Entry, History, Push
from sheetsales.process.log_changes import log_changes, stage_days, with_entries, with_stage_days
from tests.rules.books import TODAY, make_book

D = dt.date
JULY, AUG, SEPT, OCT = D(2026, 7, 1), D(2026, 8, 1), D(2026, 9, 1), D(2026, 10, 1)


def row(day: Any, before: str | None, stage: str | None, close: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "seen_on": day, "opportunity": "O-1", "from": before, "to": stage, "amount": Decimal(5),
        "expected_close": close, "owner": "S1", **more,
    }  # fmt: skip


def deal(**fields: Any) -> dict[str, Any]:
    return {
        "id": "O-1", "stage": "quote", "amount": Decimal(5), "expected_close": None, "owner": "S1",
        "stage_since": None, "created_on": None, **fields,
    }  # fmt: skip


def book_of(log: list[dict[str, Any]], *deals: dict[str, Any]) -> Book:
    return make_book(pipeline=deals, stage_log=log) if log else make_book(pipeline=deals)


def changed(log: list[dict[str, Any]], *deals: dict[str, Any], **more: Any) -> list[Entry]:
    book = book_of(log, *deals)
    return log_changes(book, History(book), more.pop("today", TODAY), **more)


LOG = [
    row(JULY, None, "identify", D(2026, 9, 1)),
    row(AUG, "identify", "quote", D(2026, 9, 30)),
    row(SEPT, "quote", "quote", D(2026, 10, 31)),
    row(SEPT, "quote", "contact", D(2026, 10, 15)),
    row(OCT, "contact", "quote", None),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(5))))
def test_a_log_reads_alike_however_it_is_sorted(order: tuple[int, ...]) -> None:
    known = History(book_of([LOG[i] for i in order])).of("O-1")
    assert known is not None
    assert [e.stage for e in known.entries] == ["identify", "quote", "quote", "contact", "quote"]
    assert known.pushes == (Push(SEPT, D(2026, 9, 30), D(2026, 10, 31)),)
    assert [(m.seen_on, m.before, m.stage) for m in known.moves] == [
        (AUG, "identify", "quote"), (SEPT, "quote", "contact"), (OCT, "contact", "quote"),
    ]  # fmt: skip
    assert [s.days(TODAY) for s in known.stays(JULY)] == [31, 31, 30, 32]
    assert known.stage_since() == OCT
    assert known.first_seen == JULY
    assert History(book_of([LOG[i] for i in order])).path("O-1") == [
        (JULY, "identify"), (AUG, "quote"), (SEPT, "contact"), (OCT, "quote"),
    ]  # fmt: skip


def test_when_a_deal_came_to_its_first_stage_is_known_only_where_the_log_was_there() -> None:
    seeded = [row(AUG, None, "quote"), row(SEPT, None, "needs", opportunity="O-2")]
    old, new = (History(book_of(seeded)).of(deal) for deal in ("O-1", "O-2"))
    assert old is not None
    assert new is not None
    assert (old.stage_since(), old.stage_since(JULY), old.stage_since(AUG)) == (None, None, AUG)
    assert old.stays()[0].days(TODAY) is None
    assert (new.stage_since(), new.stage_since(D(2026, 8, 20)), new.stage_since(JULY)) == (SEPT, SEPT, None)
    cut = History(book_of([row(AUG, "needs", "quote")])).of("O-1")
    assert cut is not None
    assert [(s.stage, s.entered) for s in cut.stays()] == [("needs", None), ("quote", AUG)]


def test_rows_that_cannot_be_placed_are_passed_over() -> None:
    odd = [row(None, "a", "won"), row(OCT, None, "won", opportunity=None), row(OCT, "quote", None), *LOG[:2]]
    history = History(book_of(odd))
    assert len(history) == 1
    assert history.states[history.last["O-1"]][0] == "quote"
    assert history.of("O-9") is None
    assert History(make_book()).began is None


def test_a_thousand_rows_of_one_day_are_no_trouble() -> None:
    log = [row(AUG, "quote", "quote", amount=Decimal(i)) for i in range(3000)]
    history = History(book_of(log))
    assert history.states[history.last["O-1"]][1] == 2999


# --- what a check adds -------------------------------------------------------------------------------------------------


def test_the_first_check_notes_every_deal_as_it_stands() -> None:
    assert changed([], deal(), deal(id="O-2", stage="won")) == [
        Entry(TODAY, "O-1", None, "quote", Decimal(5), None, "S1"),
        Entry(TODAY, "O-2", None, "won", Decimal(5), None, "S1"),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("stage", "won"), ("amount", Decimal(6)), ("amount", None), ("expected_close", OCT), ("owner", "S2")],
)
def test_each_thing_it_follows_makes_an_entry(field: str, value: Any) -> None:
    log = [row(JULY, None, "quote")]
    assert changed(log, deal()) == []
    (made,) = changed(log, deal(**{field: value}))
    assert getattr(made, field) == value
    assert made.before == "quote"
    assert made.seen_on == TODAY


@pytest.mark.parametrize("rows", [[deal(id=None)], [deal(), deal()], [deal(stage=None)], [deal(id="O-7")]])
def test_deals_that_cannot_be_known_again_have_no_history(rows: list[dict[str, Any]]) -> None:
    assert changed([], *rows, left_out={"O-7"}) == []


def test_what_cannot_be_read_counts_as_unchanged() -> None:
    log = [row(JULY, None, "quote", OCT)]
    unread = {"amount": None, "raw:amount": "约20万", "expected_close": None, "raw:expected_close": "月底", "owner": None,
              "raw:owner": "张三?", "stage": None, "raw:stage": "谈叛"}  # fmt: skip
    assert changed(log, deal(**unread)) == []
    (made,) = changed(log, deal(**{**unread, "amount": Decimal(7), "raw:amount": 7}))
    assert made == Entry(TODAY, "O-1", "quote", "quote", Decimal(7), OCT, "S1")
    assert changed(log, deal(expected_close=OCT, stage=None)) == [], "a stage cleared is no move"


def test_a_log_dated_ahead_is_carried_on_from_its_own_day() -> None:
    ahead = [row(D(2027, 1, 1), None, "needs")]
    (made,) = changed(ahead, deal())
    assert made.seen_on == D(2027, 1, 1)
    book = with_entries(book_of(ahead, deal()), [made], "x")
    assert log_changes(book, History(book), TODAY) == []


def test_only_the_columns_the_log_has_are_followed() -> None:
    log = [{k: v for k, v in row(JULY, None, "quote").items() if k != "amount"}]
    assert changed(log, deal(amount=Decimal(9))) == []
    assert changed([{"seen_on": JULY, "opportunity": "O-1", "from": None}], deal()) == []
    assert log_changes(make_book(pipeline=[{"id": "O-1"}]), History(make_book()), TODAY) == []


@pytest.mark.parametrize("log", [[], LOG[:2]])
def test_with_its_entries_the_book_has_nothing_to_add(log: list[dict[str, Any]]) -> None:
    book = book_of(log, deal(stage="won"), deal(id="O-3", stage="identify"))
    after = with_entries(book, log_changes(book, History(book), TODAY), "阶段记录")
    assert log_changes(after, History(after), TODAY) == []
    table = after.table("stage_log")
    assert [table.cell(i, "to") is not None for i in range(len(table))] == [True] * (len(log) + 2)
    assert table.rows[-1] == len(log) + 3
    assert with_entries(book, [], "") is book


# --- stage since -------------------------------------------------------------------------------------------------------


def days(log: list[dict[str, Any]], *deals: dict[str, Any]) -> list[tuple[int, dt.date]]:
    return list(stage_days(book_of(log, *deals)))


def test_stage_since_is_the_day_the_log_saw_the_deal_come() -> None:
    assert days(LOG, deal()) == [(0, OCT)]
    assert days(LOG, deal(stage_since=JULY)) == []
    assert days(LOG, deal(**{"raw:stage_since": "上周"})) == [], "what somebody typed stays"
    assert days(LOG, deal(stage="won")) == [], "a move that is not in the log yet"
    assert days(LOG, deal(stage=None), deal(id=None), deal(id="O-8")) == []
    assert days([row(JULY, None, "quote")], deal()) == [], "it was there when the log began"


def test_a_deal_that_appeared_in_the_first_stage_is_there_since_it_was_made() -> None:
    log = [row(JULY, None, "quote", opportunity="O-0"), row(AUG, None, "identify")]
    assert days(log, deal(stage="identify", created_on=D(2026, 7, 30))) == [(0, D(2026, 7, 30))]
    assert days(log, deal(stage="identify")) == [(0, AUG)]
    assert days(log, deal(stage="identify", created_on=D(2026, 6, 1))) == [], "it came to the sheet late"
    assert days([row(JULY, None, "identify")], deal(stage="identify", created_on=JULY)) == [(0, JULY)]


def test_a_sheet_without_the_column_is_left_alone() -> None:
    book = make_book(pipeline=[{"id": "O-1", "stage": "quote"}], stage_log=LOG)
    assert list(stage_days(book)) == []
    assert with_stage_days(book, []) is book
    filled = with_stage_days(book_of(LOG, deal()), [(0, OCT)])
    assert list(filled.table("pipeline").get("stage_since")) == [OCT]
