"""What customers bought, how often they are to be contacted, and whether their numbers can be right."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.process.contact_details import PhoneFault, code_check, email_works, phone_fault
from sheetsales.process.purchases import purchases
from sheetsales.process.upkeep import Cadence, customer_contacts, upkeep
from tests.rules.books import TODAY, make_book

D = dt.date


def test_purchases_are_won_deals_and_orders() -> None:
    book = make_book(
        pipeline=[
            {"customer": "C1", "stage": "won", "closed_on": D(2026, 5, 1)},
            {"customer": "C1", "stage": "won", "closed_on": D(2026, 3, 1)},
            {"customer": "C2", "stage": None, "closed_on": None},
            {"customer": "C3", "stage": "won", "closed_on": None},
            {"customer": None, "stage": "won", "closed_on": D(2020, 1, 1)},
            {"customer": "C4", "stage": "quote", "closed_on": None},
        ],
        orders=[
            {"customer": "C5", "ordered_on": D(2026, 1, 9), "quantity": 2.0, "amount": Decimal(9)},
            {"customer": "C6", "ordered_on": D(2026, 1, 9), "quantity": -1.0, "amount": None},
            {"customer": "C6", "ordered_on": D(2026, 1, 9), "quantity": None, "amount": Decimal(-3)},
            {"customer": "C7", "ordered_on": D(2027, 1, 9), "quantity": None, "amount": None},
            {"customer": None, "ordered_on": D(2019, 1, 9), "quantity": None, "amount": None},
        ],
    )
    found = purchases(book, TODAY)
    assert found is not None
    assert found.last == {"C1": D(2026, 5, 1), "C5": D(2026, 1, 9)}
    assert found.since == D(2026, 1, 9)
    assert sorted(found.undated) == ["C3"]
    assert sorted(found.unclear) == ["C2"]
    assert [found.bought(key) for key in ("C1", "C3", "C4")] == [True, True, False]
    assert purchases(make_book(pipeline=[]), TODAY) is None


def test_the_tighter_cadence_counts_where_type_and_grade_clash() -> None:
    rows: list[dict[str, Any]] = [
        {"type": "high", "grade": "A", "cadence_days": 10, "channels": ("visit",)},
        {"type": "high", "grade": "D", "cadence_days": 60, "channels": None},
        {"type": "general", "grade": "D", "cadence_days": 90, "channels": ("email",)},
        {"type": "general", "grade": "A", "cadence_days": 0, "channels": ()},
        {"type": None, "grade": "A", "cadence_days": 5, "channels": ()},
    ]
    found = upkeep(make_book(upkeep=rows))
    assert not found.packaged
    assert found.of("high", "A") == Cadence(10, ("visit",))
    assert found.of("high", "D") == Cadence(60)
    assert found.of("general", None) == Cadence(90, ("email",))
    assert found.of("general", "A") == Cadence(10, ("visit",))
    assert found.of(None, None) is None
    assert upkeep(make_book()).packaged


def contacts(customers: list[dict[str, Any]], activities: list[dict[str, Any]] | None = None) -> Any:
    sheets: dict[str, Any] = {} if activities is None else {"activities": activities}
    deals = [{"id": "O1", "customer": "C2"}]
    return customer_contacts(make_book(customers=customers, pipeline=deals, **sheets), TODAY)


def test_the_last_contact_is_the_later_of_log_and_column() -> None:
    typed: list[dict[str, Any]] = [
        {"id": "C1", "last_contact": D(2026, 9, 1)},
        {"id": "C2", "last_contact": None},
        {"id": "C3", "last_contact": D(2027, 1, 1)},
        {"id": None, "last_contact": D(2026, 1, 1)},
    ]
    log: list[dict[str, Any]] = [
        {"date": D(2026, 8, 1), "customer": "C1", "opportunity": None},
        {"date": D(2026, 7, 1), "customer": None, "opportunity": "O1"},
        {"date": D(2026, 6, 1), "customer": None, "opportunity": "O1"},
        {"date": D(2026, 5, 1), "customer": None, "opportunity": None},
        {"date": D(2026, 12, 1), "customer": "C1", "opportunity": None},
        {"date": None, "customer": "C1", "opportunity": None},
    ]
    found = contacts(typed, log)
    assert found.last == {"C1": D(2026, 9, 1), "C2": D(2026, 7, 1)}
    assert found.since == D(2026, 5, 1)
    assert contacts(typed).since is None
    assert contacts([{"id": "C1"}]) is None


@pytest.mark.parametrize(
    ("text", "chinese", "fault"),
    [
        ("13800000203", True, None),
        ("138 0000 0203", True, None),
        ("+86 138-0000-0203", True, None),
        ("0086 13800000203", True, None),
        ("0574-87654321", True, None),
        ("0574-87654321-801", True, None),
        ("010-6554 3210", True, None),
        ("10086", True, None),
        ("100868", True, None),
        ("400-800-8820", True, None),
        ("1380000203", True, (PhoneFault.MOBILE, 10)),
        ("021-12345", True, (PhoneFault.LANDLINE, 8)),
        ("13800000203 / 无", True, (PhoneFault.NO_DIGITS, 0)),
        ("020 7946 0991 x12", False, None),
        ("020 7946 0991 ext. 3", False, None),
        ("+44 (0)20 7946 0991", False, None),
        ("020 794", False, (PhoneFault.SHORT, 6)),
        ("555 0123", False, None),
        ("020 7946 O991", False, None),
        ("020 79O6 0991", False, (PhoneFault.LETTER, 10)),
        ("020 7946 0991 020 7946 0992", False, (PhoneFault.LONG, 22)),
        ("n/a", False, (PhoneFault.NO_DIGITS, 0)),
        (" / ", False, None),
    ],
)
def test_phones(text: str, chinese: bool, fault: tuple[PhoneFault, int] | None) -> None:
    assert phone_fault(text, chinese=chinese) == fault


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("j.ward@example.com", True),
        ("a@example.co.uk; b@example.com", True),
        ("李@例子.公司", True),
        ("j.ward.example.com", False),
        ("j.ward@example", False),
        ("a/b@example.com", False),
        ("a@example.com,", True),
        (";", False),
    ],
)
def test_emails(text: str, works: bool) -> None:
    assert email_works(text) is works


def test_the_last_character_of_a_company_code() -> None:
    assert code_check("91330200MA2AG1230") == "9"
