"""The last value that is still silent and the first that speaks, where rules draw a line."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.findings import Finding
from sheetsales.rules.catalogue import find
from sheetsales.rules.scene import Scene
from tests.rules.books import TODAY, make_book

D = dt.date
TEAM = [
    {"id": "S1", "name": "周敏", "role": "manager", "active": True, "manager": None},
    {"id": "S2", "name": "何嘉怡", "role": "rep", "active": True, "manager": "S1"},
]


def found(code: str, **sheets: Any) -> list[Finding]:
    return [f for f in find(Scene(make_book(**sheets), TODAY), ()).findings if f.code == code]


def deal(n: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"O-{n}", "stage": "quote", "amount": Decimal(100), "owner": "S2", **fields}


@pytest.mark.parametrize(("others", "told"), [(19, 1), (18, 0)])
def test_one_blank_currency_in_twenty_is_a_slip_and_more_are_a_habit(others: int, told: int) -> None:
    rows = [deal(n, currency="CNY" if n % 2 else "USD") for n in range(others)]
    assert len(found("SS219", pipeline=[*rows, deal(99, currency=None)])) == told


@pytest.mark.parametrize(("share", "hint"), [(0.5, "打 5 折"), (0.49, "总经理")])
def test_half_off_is_taken_for_the_rest_that_was_meant(share: float, hint: str) -> None:
    (only,) = found("SS210", team=TEAM, pipeline=[deal(1, discount=share, approved_by=None)])
    assert hint in only.hint.zh


@pytest.mark.parametrize(
    ("stage", "told"), [("quote", 1), ("hold", 1), ("won", 1), ("lost", 0), ("after", 0)]
)
def test_a_discount_counts_while_the_deal_does(stage: str, told: int) -> None:
    row = deal(1, stage=stage, discount=0.06, approved_by=None)
    assert len(found("SS210", team=TEAM, pipeline=[row])) == told
    assert len(found("SS211", team=TEAM, pipeline=[row | {"approved_by": "S2"}])) == told


@pytest.mark.parametrize(
    ("contact", "told"), [(D(2026, 10, 19), 1), (D(2026, 10, 20), 0), (D(2026, 10, 21), 0)]
)
def test_a_contact_on_the_planned_day_keeps_the_appointment(contact: dt.date, told: int) -> None:
    customer = {
        "id": "C-1", "name": "甬润机械", "owner": "S2", "next_contact": D(2026, 10, 20), "created_on": D(2026, 10, 1),
    }  # fmt: skip
    visit = {"date": contact, "customer": "C-1", "kind": "visit", "rep": "S2"}
    assert len(found("SS110", team=TEAM, customers=[customer], activities=[visit])) == told


@pytest.mark.parametrize(("amount", "told"), [(Decimal(2_500_000), 0), (Decimal(4_000_000), 1)])
def test_amounts_that_differ_widely_by_nature_are_out_of_line_far_out_only(
    amount: Decimal, told: int
) -> None:
    """Half of the deals lie within a factor of 3 of 10,000: past 3 ** (3.5 * 1.4826), some 300 times, one is out of line."""
    usual = [Decimal(10_000), Decimal(3_333), *[Decimal(30_000), Decimal(3_333)] * 6]
    rows = [deal(n, product="A", amount=each) for n, each in enumerate([*usual, amount])]
    assert len(found("SS213", pipeline=rows)) == told
