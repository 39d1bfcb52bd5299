"""Money of costs and risks that is typed in another currency: converted, or unknown, never taken as it stands."""

from __future__ import annotations

from decimal import Decimal

from sheetsales.process.costs import costs
from sheetsales.process.risks import risks
from tests.indicators.team_book import Row, book_of, open_deal

RATES = {"currency": "GBP", "rates": "USD=0.8"}


def test_a_cost_and_its_budget_are_in_one_currency() -> None:
    rows = [
        {"id": "EX-1", "kind": "travel", "amount": "US$100", "budget": 200},
        {"id": "EX-2", "kind": "travel", "amount": 100, "budget": 200},
        {"id": "EX-3", "kind": "travel", "amount": "€100", "budget": 200},
    ]
    found = [(one.amount, one.budget) for one in costs(book_of(RATES, costs=rows))]
    assert found == [(Decimal(80), Decimal(160)), (Decimal(100), Decimal(200)), (None, None)]


def test_what_is_typed_in_a_currency_without_a_rate_is_not_what_the_deal_is_worth() -> None:
    deals = [open_deal(id="O-1", amount=700)]
    rows: list[Row] = [
        {"id": "RK-1", "risk": "late", "opportunity": "O-1", "amount": None},
        {"id": "RK-2", "risk": "late", "opportunity": "O-1", "amount": "US$100"},
        {"id": "RK-3", "risk": "late", "opportunity": "O-1", "amount": "€100"},
        {"id": "RK-4", "risk": "late", "amount": None},
    ]
    found = [one.amount for one in risks(book_of(RATES, pipeline=deals, risks=rows))]
    assert found == [Decimal(700), Decimal(80), None, None]
