"""A deal counts once, however many rows it has; a row nobody can place is not lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.book.process import Stage
from sheetsales.process.counted import copies
from sheetsales.process.deal_state import open_deals, state_of
from tests.rules.books import TODAY, book_table, make_book, packaged_stages

D = dt.date
STAGES = {stage.code: stage for stage in packaged_stages()}


def deal(key: str | None, **fields: Any) -> dict[str, Any]:
    return {
        "id": key, "customer": "C-1", "name": "改造", "stage": "quote", "amount": Decimal(5), "owner": "S1",
        "created_on": D(2026, 10, 1), **fields,
    }  # fmt: skip


def copied(*rows: dict[str, Any]) -> dict[int, int]:
    return dict(copies(book_table("pipeline", rows)))


def test_rows_of_one_id_and_customer_or_name_are_one_deal() -> None:
    assert copied(deal("O-1"), deal("O-2"), deal("O-1", stage="won")) == {2: 0}
    assert copied(deal("O-1"), deal("O-1", customer="C-2"), deal("O-1", name="别的")) == {1: 0, 2: 0}
    assert copied(deal("O-1"), deal("O-1", customer=None, name=None)) == {1: 0}


def test_two_deals_that_were_given_one_id_both_count() -> None:
    other = deal("O-1", customer="C-2", name="别的")
    assert copied(deal("O-1"), other) == {}
    assert copied(deal("O-1"), other, other, deal("O-1")) == {2: 1, 3: 0}


def test_without_an_id_only_rows_alike_in_all_that_tells_are_copies() -> None:
    assert copied(deal(None), deal(None), deal(None)) == {1: 0, 2: 0}
    for column in ("customer", "name", "stage", "amount", "owner", "created_on"):
        assert copied(deal(None), deal(None, **{column: None}), deal(None, **{column: None})) == {}


def test_of_several_sheets_the_last_one_counts() -> None:
    rows = [
        deal("O-1"),
        deal("O-2"),
        deal("O-1", stage="needs"),
        deal("O-1", stage="won"),
        deal("O-1", stage="won"),
    ]
    table = replace(book_table("pipeline", rows), sources=[0, 0, 1, 2, 2])
    assert dict(copies(table)) == {0: 3, 2: 3, 4: 3}


@pytest.mark.parametrize(
    ("code", "closed", "state"),
    [
        ("quote", None, "open"), ("hold", None, "hold"), ("won", TODAY, "won"), ("won", None, "won"),
        ("won", D(2026, 11, 3), "open"), ("lost", D(2026, 11, 3), "open"), ("lost", TODAY, "lost"), ("after", TODAY, "won"),
        (None, None, "open"), (None, TODAY, "unknown"), (None, D(2026, 11, 3), "open"),
    ],
)  # fmt: skip
def test_the_state_at_the_end_of_a_day(code: str | None, closed: dt.date | None, state: str) -> None:
    assert state_of(STAGES[code] if code else None, closed, TODAY) == state


def test_what_is_only_planned_is_not_open() -> None:
    plan: Stage = replace(STAGES["identify"], kind="plan")
    assert state_of(plan, None, TODAY) == "unknown"


def test_open_deals_are_counted_once_and_those_nobody_can_place_apart() -> None:
    rows = [
        deal("O-1"), deal("O-1"), deal("O-2", stage=None), deal("O-3", stage=None, closed_on=TODAY),
        deal("O-4", stage="lost", closed_on=D(2026, 11, 20)), deal("O-5", stage=None, customer=None, name=None),
    ]  # fmt: skip
    assert open_deals(make_book(pipeline=rows), TODAY) == (1, 1, 4)
