"""Receipts, orders and service requests."""

from __future__ import annotations

from typing import Any

import pytest

from sheetsales.indicators import reasons
from sheetsales.indicators.cash import UNDATED, received_amount
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.orders import (
    NO_REQUEST,
    NOT_CONFIRMED,
    NOT_DELIVERED,
    delivery_lead_days,
    on_time,
    order_days,
    service_on_time,
)
from sheetsales.indicators.period import month
from sheetsales.indicators.scope import person
from tests.indicators.team_book import day, facts_of, open_deal

OCTOBER, MARCH = month(2026, 10), month(2026, 3)


def _facts(**sheets: Any) -> Facts:
    return facts_of(open_deal(), **sheets)


def _receipt(on: str | None, amount: float, contract: str = "K1") -> dict[str, Any]:
    return {"id": None, "contract": contract, "instalment": "deposit", "due_amount": 1, "received_on": day(on) if on else None, "amount": amount}  # fmt: skip


CONTRACTS = [
    {"id": "K1", "customer": "C", "amount": 1, "owner": "S01", "signed_on": day("09-01"), "status": "active"},
    {"id": "K2", "customer": "C", "amount": 1, "owner": "S02", "signed_on": day("09-01"), "status": "active"},
]


def test_cash_that_came_in() -> None:
    rows = [_receipt("10-03", 12_000), _receipt("10-30", 8_000, "K2"), _receipt("10-31", -2_000), _receipt("11-01", 5_000), _receipt(None, 7)]  # fmt: skip
    facts = _facts(receipts=rows, contracts=CONTRACTS)
    assert received_amount(facts, OCTOBER) == Figure(18_000, 3, left_out=1)
    assert received_amount(facts, OCTOBER, person("S02")) == Figure(8_000, 1)
    assert received_amount(facts, MARCH).reason == UNDATED.fill(n=1)
    assert received_amount(_facts(), OCTOBER).reason == reasons.no_sheet("receipts")


def _order(number: str | None, ordered: str, **days: Any) -> dict[str, Any]:
    keys = ("confirmed_on", "promised_on", "delivered_on")
    told = {key: day(days[key]) if days.get(key) else None for key in keys}
    return {
        "id": number,
        "customer": "C",
        "product": "P",
        "ordered_on": day(ordered),
        "amount": 5,
        "owner": "S01",
        **told,
    }


def test_orders_by_number() -> None:
    rows = [
        _order("A", "10-05", confirmed_on="10-06", promised_on="10-20", delivered_on="10-12"),
        _order(
            "A", "10-05", confirmed_on="10-07", promised_on="10-20", delivered_on="10-21"
        ),  # the last counts
        _order("B", "10-06", confirmed_on="10-06", promised_on="10-20", delivered_on="10-20"),
        _order(None, "10-06", confirmed_on="10-07"),
        _order("C", "10-06"),
    ]
    facts = _facts(orders=rows)
    assert order_days(facts, OCTOBER) == Figure(1.0, 3)
    assert delivery_lead_days(facts, OCTOBER) == Figure(11.0, 2)
    assert on_time(facts, OCTOBER) == Figure(0.5, 2)
    assert order_days(facts, MARCH).reason == NOT_CONFIRMED
    assert delivery_lead_days(facts, MARCH).reason == NOT_DELIVERED
    assert on_time(facts, OCTOBER, person("S02")).reason == NOT_DELIVERED


@pytest.mark.parametrize("indicator", [order_days, delivery_lead_days, on_time])
def test_without_orders(indicator: Any) -> None:
    assert indicator(_facts(), OCTOBER).reason == reasons.no_sheet("orders")


def _request(due: str, closed: str | None) -> dict[str, Any]:
    return {"id": None, "customer": "C", "type": "fault", "subject": "x", "opened_on": day("09-01"), "due": day(due), "closed_on": day(closed) if closed else None, "owner": "S01"}  # fmt: skip


def test_service_in_time() -> None:
    rows = [_request("10-10", "10-10"), _request("10-10", "10-12"), _request("10-20", None), _request("10-31", None), _request("08-10", "08-09")]  # fmt: skip
    facts = _facts(service=rows)
    assert service_on_time(facts, OCTOBER) == Figure(1 / 3, 3)
    assert service_on_time(facts, OCTOBER, person("S02")).reason == NO_REQUEST
    assert service_on_time(_facts(), OCTOBER).reason == reasons.no_sheet("service")
