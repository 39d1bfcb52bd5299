"""Workbooks that have little to tell, or too much: each by what is the matter with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sheetsales.book.book import Book
from tests.indicators.team_book import Row, book_of, day, lost, move, open_deal, won

_STEPS: tuple[Row, ...] = (
    {"stage": "quote", "order": 1, "code": "QU1", "step": "Send the quotation", "role": "rep", "due_days": 2, "evidence": "activity:call"},
    {"stage": "needs", "order": 1, "code": "NE1", "step": "Visit", "role": "rep", "due_days": 3, "evidence": "activity:visit"},
)  # fmt: skip
_CUSTOMERS: tuple[Row, ...] = tuple(
    {"id": f"K{i}", "name": f"Customer {i}", "owner": "S01" if i % 2 else "S02", "grade": "AB"[i % 2], "type": "high", "created_on": day("01-05")}
    for i in range(1, 7)
)  # fmt: skip
_CALLS: tuple[Row, ...] = tuple(
    {"date": day(when), "rep": "S01", "customer": f"K{i}", "opportunity": f"O-{i}", "kind": kind, "content": "spoke"}
    for i, (when, kind) in enumerate((("10-06", "call"), ("10-09", "visit"), ("10-20", "call"), ("09-15", "visit")), 1)
)  # fmt: skip
_TARGETS: tuple[Row, ...] = tuple(
    {"period": period, "level": level, "owner": owner, "measure": "won_amount", "value": value}
    for period in ("2026-09", "2026-10", "2026-11")
    for level, owner, value in (("company", "", 1000), ("person", "S01", 600), ("person", "S02", 400))
)  # fmt: skip
_LOG: tuple[Row, ...] = tuple(
    row
    for i in range(1, 7)
    for row in (move("09-01", f"O-{i}", None, "needs"), move("10-05", f"O-{i}", "needs", "quote"))
)
_USUAL: Mapping[str, tuple[Row, ...]] = {
    "steps": _STEPS, "customers": _CUSTOMERS, "activities": _CALLS, "targets": _TARGETS, "stage_log": _LOG,
    "tasks": ({"id": "T-1", "title": "Call", "assignee": "S01", "due": day("11-05"), "hours": 2, "status": "open"},),
    "score": tuple({"code": f"S{i}", "measure": f"Measure {i}", "weight": 0.1} for i in range(1, 11)),
}  # fmt: skip


def _deals(*rows: Row) -> list[Row]:
    return [
        {"id": f"O-{i}", "customer": f"K{i}", "name": f"Deal {i}", "owner": "S01" if i % 2 else "S02", "created_on": day("09-01"), **row}
        for i, row in enumerate(rows, 1)
    ]  # fmt: skip


def _book(*deals: Row, without: tuple[str, ...] = (), settings: Any = None, **more: Any) -> Book:
    sheets = {key: rows for key, rows in _USUAL.items() if key not in without}
    return book_of(settings, pipeline=_deals(*deals), **{**sheets, **more})


_SIX = (
    won("10-12"),
    won("10-20", 300),
    lost("10-15"),
    open_deal("quote", 500),
    open_deal("needs", 80),
    won("09-10", 50),
)


def empty_month() -> Book:
    return _book(won("09-12"), open_deal("quote", 500, expected_close=day("11-20")))


def team_of_one() -> Book:
    alone = [{"id": "S01", "name": "Ann", "role": "lead", "team": "All", "active": "yes", "weekly_hours": 40}]
    return _book(*({**row, "owner": "S01"} for row in _SIX), team=alone)


def no_targets() -> Book:
    return _book(*_SIX, without=("targets",))


def no_log() -> Book:
    return _book(*_SIX, without=("stage_log",))


def no_activities() -> Book:
    return _book(*_SIX, without=("activities",))


def all_lost() -> Book:
    return _book(*(lost("10-15", 100 * i, reason="price") for i in range(1, 7)))


def a_billion() -> Book:
    return _book(
        won("10-12", 1_234_567_890.12),
        won("10-20", 300),
        open_deal("quote", 987_654_321, expected_close=day("11-20")),
    )


def returns() -> Book:
    """A return as a won deal with a negative amount: October gives back more than it brings."""
    return _book(won("10-12", 100), won("10-20", -250), won("09-10", 400))


def two_currencies() -> Book:
    """Euros have a rate, yen have none."""
    told = {"Currency": "CNY", "Rate table": "EUR=8"}
    euro, yen = won("10-12", 100, currency="EUR"), won("10-20", 5_000, currency="JPY")
    return _book(
        euro, yen, won("10-21", 50, currency="CNY"), open_deal("quote", 70, currency="JPY"), settings=told
    )


def joiners_and_leavers() -> Book:
    team = [
        {"id": "S01", "name": "Ann", "role": "rep", "team": "North", "active": "yes", "weekly_hours": 40, "selling_share": 1},
        {"id": "S02", "name": "Bob", "role": "rep", "team": "South", "active": "yes", "hired_on": day("10-19"), "weekly_hours": 40, "selling_share": 1},
        {"id": "S03", "name": "Cid", "role": "rep", "team": "South", "active": "no", "hired_on": day("2024-01-01"), "left_on": day("10-09"), "weekly_hours": 40, "selling_share": 1},
    ]  # fmt: skip
    return _book(*_SIX, won("10-08", 90, owner="S03"), team=team)


def begins_later() -> Book:
    return _book(
        won("12-01"), open_deal("quote", created_on=day("11-15")), without=("stage_log", "activities")
    )


def adopted_yesterday() -> Book:
    """Deals as a team had them: no history, no process of its own, days and kinds unknown."""
    rows = [{"id": f"O-{i}", "customer": f"K{i}", "name": f"Deal {i}", "owner": "Ann", **row} for i, row in enumerate((
        won(None, 100), won("10-20", None), lost("10-15"), open_deal("quote", 500), open_deal("needs", None),
    ), 1)]  # fmt: skip
    return book_of(pipeline=rows, team=[{"id": "S01", "name": "Ann", "role": "rep", "active": "yes"}])


def before_the_data() -> Book:
    """The first deal is entered in November: of October nothing is recorded."""
    return _book(
        won("11-20", created_on=day("11-02")),
        open_deal("quote", created_on=day("11-02")),
        without=("stage_log", "activities", "customers"),
    )


BAD: Final[tuple[Callable[[], Book], ...]] = (
    empty_month, team_of_one, no_targets, no_log, no_activities, all_lost, a_billion, returns, two_currencies,
    joiners_and_leavers, begins_later, before_the_data, adopted_yesterday,
)  # fmt: skip
