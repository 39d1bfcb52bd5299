"""When somebody last spoke about a deal."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sheetsales.book.own_currency import rates
from sheetsales.process.contact import last_contact
from sheetsales.process.money import amounts
from tests.rules.books import TODAY, make_book

D = dt.date


def test_the_latest_activity_counts_whatever_the_order_and_plans_do_not() -> None:
    days = [D(2026, 8, 1), D(2026, 8, 27), D(2026, 8, 2), D(2026, 11, 3), None]
    book = make_book(activities=[{"date": day, "opportunity": "O-1"} for day in days])
    contact = last_contact(book, TODAY)
    assert contact is not None
    assert contact.of("O-1", None) == D(2026, 8, 27)
    assert contact.of("O-2", "C-1") is None


def test_today_counts() -> None:
    contact = last_contact(make_book(activities=[{"date": TODAY, "opportunity": "O-1"}]), TODAY)
    assert contact is not None
    assert contact.of("O-1", None) == TODAY


def test_a_general_contact_says_nothing_about_a_deal() -> None:
    book = make_book(activities=[{"date": TODAY, "opportunity": None, "customer": "C-1"}])
    contact = last_contact(book, TODAY)
    assert contact is not None
    assert contact.of("O-1", "C-1") is None


def test_without_a_column_for_the_deal_the_customer_stands_for_it() -> None:
    contact = last_contact(make_book(activities=[{"date": TODAY, "customer": "C-1"}]), TODAY)
    assert contact is not None
    assert contact.of("O-1", "C-1") == TODAY


def test_a_workbook_without_usable_activities_does_not_know() -> None:
    assert last_contact(make_book(), TODAY) is None
    assert last_contact(make_book(activities=[{"opportunity": "O-1"}]), TODAY) is None
    assert last_contact(make_book(activities=[{"date": TODAY}]), TODAY) is None


def test_amounts_are_converted_by_the_rate_table_or_unknown() -> None:
    rows: list[dict[str, Any]] = [
        {"amount": Decimal(100), "currency": None},
        {"amount": Decimal(100), "currency": "CNY"},
        {"amount": Decimal(100), "currency": "USD"},
        {"amount": Decimal(100), "currency": "JPY"},
        {"amount": None, "currency": "USD"},
    ]
    book = make_book(pipeline=rows, settings={"rates": "USD=7.10, EUR=0, GBP=1.2.3"})
    assert amounts(book) == (Decimal(100), Decimal(100), Decimal("710.00"), None, None)
    assert set(rates(book.settings).rates) == {"USD"}


def test_without_a_currency_column_amounts_are_as_they_stand() -> None:
    assert amounts(make_book(pipeline=[{"amount": Decimal(5)}, {"amount": None}])) == (Decimal(5), None)
