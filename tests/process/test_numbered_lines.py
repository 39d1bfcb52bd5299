"""Lines of one number, and the row of the price list that a line is sold by."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.process.numbered import against_number, first_told, inherited
from sheetsales.process.price_list import PriceList, line_amount
from tests.rules.books import book_table, make_book

DAY = dt.date(2026, 10, 20)
LINES = book_table(
    "quotes",
    [
        {"id": "Q1", "customer": None, "status": "sent"},
        {"id": "Q1", "customer": "C-1", "status": None},
        {"id": "Q2", "customer": None, "status": None},
        {"id": "Q1", "customer": "C-2", "status": "sent"},
        {"id": None, "customer": "C-3", "status": None},
    ],
)


def test_blanks_inherit_by_number_and_not_by_place() -> None:
    assert first_told(LINES, "customer") == {"Q1": "C-1"}
    assert inherited(LINES, "customer") == ["C-1", "C-1", None, "C-2", "C-3"]
    assert inherited(LINES, "status") == ["sent", "sent", None, "sent", None]


def test_what_contradicts_its_number_is_told_with_what_that_says() -> None:
    assert against_number(LINES, "customer") == [None, None, None, "C-1", None]
    assert against_number(LINES, "status") == [None] * 5


@pytest.mark.parametrize(
    ("product", "day", "quantity", "price"),
    [
        ("P2", DAY, 1, 100), ("P2", DAY, 20, 90), ("P2", dt.date(2026, 1, 5), 1, 80), ("Gauge", DAY, 1, 100),
        ("P9", DAY, 1, None), ("P3", DAY, 1, None), ("P4", DAY, 1, None), ("P2", dt.date(2025, 1, 1), 1, None),
    ],
)  # fmt: skip
def test_the_price_of_the_day_and_the_quantity(
    product: str, day: dt.date, quantity: float, price: int | None
) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "P2", "name": "Gauge", "price": Decimal(80), "valid_from": dt.date(2026, 1, 1), "valid_to": dt.date(2026, 9, 30)},
        {"id": "P2", "name": "Gauge", "price": Decimal(100), "valid_from": dt.date(2026, 10, 1)},
        {"id": "P2", "name": "Gauge", "price": Decimal(90), "valid_from": dt.date(2026, 10, 1), "min_quantity": 20.0},
        {"id": "P3", "name": "Old", "price": Decimal(5), "active": False},
        {"id": "P4", "name": "Free"},
    ]  # fmt: skip
    listed = PriceList(make_book(lang="en", products=rows))
    assert listed.money(listed.offered(product, day, quantity)) == (None if price is None else Decimal(price))


def test_a_line_is_worked_out_to_the_cent() -> None:
    assert line_amount(57, Decimal(2800), 0.0294) == Decimal("154907.76")
    assert line_amount(2.5, Decimal("0.3"), None) == Decimal("0.75")
