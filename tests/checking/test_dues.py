"""Payments to ask for, goods to deliver, requests to close: each person's own, in the text and in the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.checking.judge import judge
from sheetsales.checking.reminders.calendar import calendar_file, entries
from sheetsales.checking.reminders.gather import Reminder, reminders
from sheetsales.checking.reminders.text import MOST_LINES, reminder_document, reminder_lines
from sheetsales.texts import Lang
from tests.indicators.team_book import book_of, day
from tests.process.test_receivables import contract, row
from tests.rules.books import as_workbook

MONDAY = day("11-02")
CUSTOMERS = [{"id": "C-1", "name": "Acme", "contact": "Jo", "owner": "S01"}]
CONTRACTS = [contract(customer="C-1"), contract("K2", 500, owner="S02", customer="C-1")]
ROWS = (
    row("K1", due_on="10-20", due_amount=600, received_on="10-20", amount=100),
    {**row("K1", received_on=None), "notes": None},
    row("K1", "retention", due_on="11-06", due_amount=400),
    row("K2", due_on="10-31", due_amount=300),
    row("K2", "retention", due_on="11-30", due_amount=200),
)


def told(lang: Lang = "en", rows: Any = ROWS, **sheets: Any) -> tuple[Book, dict[str, Reminder]]:
    told: dict[str, Any] = {"contracts": CONTRACTS, "receipts": rows, "customers": CUSTOMERS, **sheets}
    book = book_of({"Currency": "GBP"}, **{key: value for key, value in told.items() if value})
    judged = judge(as_workbook(book), book, (), today=MONDAY, store={})
    return book, {one.id: one for one in reminders(judged)}


def lines(person: str, lang: Lang = "en", **sheets: Any) -> list[str]:
    book, found = told(lang, **sheets)
    return reminder_lines(found[person], book, MONDAY, "Findings", lang)


def test_payments_overdue_first_with_the_days_of_grace() -> None:
    assert lines("S01") == [
        "Ann, your week from Monday 2 November:",
        "Payments to ask for, overdue first:",
        "- Acme (ask for Jo), K1, deposit, £500.00: was due 20 October, 13 days overdue",
        "- Acme (ask for Jo), K1, retention, £400.00: due 6 November",
    ]
    assert lines("S02")[2:] == [
        "- Acme (ask for Jo), K2, deposit, £300.00: was due 31 October, still within the days of grace"
    ]
    assert lines("S01", "zh")[1:3] == [
        "要催的款（逾期在前）：",
        "- Acme（找Jo）·合同 K1 预付款，500.00 GBP：10 月 20 日到期，已逾期 13 天",
    ]


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("promised for 5 November", "promised for 5 November"),
        ("will pay on 30 Oct", "promised for 30 October, which has passed"),
    ],
)
def test_what_the_customer_promised(note: str, said: str) -> None:
    rows = [{**row("K1", due_on="10-20", due_amount=600), "notes": note}]
    assert lines("S01", rows=rows)[2].endswith(f"13 days overdue; {said}")


def test_due_today_and_without_a_contract() -> None:
    rows = [{**row(None, due_on="11-02", due_amount=5), "customer": "C-1", "owner": "S01"}]
    assert lines("S01", rows=rows, contracts=None)[2] == "- Acme (ask for Jo), deposit, £5.00: due today"
    rows[0]["order_no"] = "R1"
    assert (
        lines("S01", "zh", rows=rows, contracts=None)[2]
        == "- Acme（找Jo）·订单 R1 预付款，5.00 GBP：今天到期"
    )


def test_payments_of_two_customers_on_one_day_are_two_entries() -> None:
    customers = [*CUSTOMERS, {"id": "C-2", "name": "Beta", "contact": None, "owner": "S01"}]
    rows = [
        {**row(None, due_on="11-02", due_amount=5), "customer": key, "owner": "S01"} for key in ("C-1", "C-2")
    ]
    _, found = told(rows=rows, contracts=None, customers=customers)
    made = list(entries(found["S01"], MONDAY, "en"))
    assert sorted(one.title for one in made) == ["Payment due: Acme, deposit", "Payment due: Beta, deposit"]
    assert len({one.uid for one in made}) == 2


ORDERS = [
    {"id": "R1", "customer": "C-1", "owner": "S01", "ordered_on": day("10-01"), "promised_on": day("10-30"), "delivered_on": None, "amount": 5},
    {"id": "R2", "customer": "C-1", "owner": "S01", "ordered_on": day("10-01"), "promised_on": day("10-30"), "delivered_on": day("10-30"), "amount": 5},
    {"id": "R3", "customer": "C-1", "owner": "S01", "ordered_on": day("10-01"), "promised_on": None, "delivered_on": None, "amount": 5},
]  # fmt: skip
SERVICE = [
    {"id": "SV-1", "customer": "C-9", "owner": "S01", "type": "fault", "subject": "No  data", "opened_on": day("10-28"), "due": day("11-03"), "closed_on": None},
    {"id": "SV-2", "customer": "C-1", "owner": "S01", "type": "fault", "subject": "x", "opened_on": day("10-28"), "due": day("11-03"), "closed_on": day("10-30")},
]  # fmt: skip


def test_deliveries_and_requests() -> None:
    found = lines("S01", rows=None, contracts=None, orders=ORDERS, service=SERVICE)
    assert found[1:] == [
        "Deliveries due:",
        "- Acme (ask for Jo), order R1: was due 30 October, 3 days overdue",
        "Requests to close:",
        "- C-9, No data: due 3 November",
    ]


def test_json_and_calendar_hold_them_too() -> None:
    _, found = told(orders=ORDERS, service=SERVICE)
    document = reminder_document(found["S01"], [])
    assert [(one["kind"], one["record"], one["due"], one["amount"]) for one in document["due"]] == [
        ("payment", "K1", "2026-10-20", 500),
        ("delivery", "R1", "2026-10-30", None),
        ("request", "SV-1", "2026-11-03", None),
        ("payment", "K1", "2026-11-06", 400),
    ]
    made = [(one.on, one.title) for one in entries(found["S01"], MONDAY, "en")]
    assert made == [
        (MONDAY, "Payment due: Acme, K1, deposit"),
        (MONDAY, "Delivery due: Acme, order R1"),
        (day("11-03"), "Request due: C-9, No data"),
        (day("11-06"), "Payment due: Acme, K1, retention"),
    ]
    assert calendar_file(found["S01"], MONDAY, "zh").count(b"BEGIN:VEVENT") == len(made)


def test_who_has_left_is_spoken_for() -> None:
    team = [
        {
            "id": "S01",
            "name": "Ann",
            "role": "rep",
            "active": "no",
            "left_on": day("10-15"),
            "manager": "S02",
        },
        {"id": "S02", "name": "Bob", "role": "lead", "active": "yes", "left_on": None, "manager": None},
    ]
    _, found = told(team=team)
    assert {one.record for one in found["S02"].dues} == {"K1", "K2"}


def _many(count: int) -> Iterator[dict[str, Any]]:
    for n in range(count):
        yield {**row("K1", "full", due_on="10-20", due_amount=100 + n)}


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize("orders", [None, ORDERS * 4])
@pytest.mark.parametrize("service", [None, SERVICE * 5])
@pytest.mark.parametrize("tasks", [0, 9])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_never_grows_beyond_fifteen_lines(
    count: int, orders: Any, service: Any, tasks: int, lang: Lang
) -> None:
    todo = [{"id": f"T{n}", "title": f"Task {n}", "assignee": "S01", "due": day("11-03"), "status": "todo", "hours": 1} for n in range(tasks)]  # fmt: skip
    renumbered = [{**one, "id": f"R{n}"} for n, one in enumerate(orders or ())] or None
    contracts = [contract(customer="C-1", amount=100_000)]
    found = lines("S01", lang, rows=list(_many(count)), orders=renumbered, service=service, tasks=todo or None, contracts=contracts)  # fmt: skip
    assert len(found) <= MOST_LINES
    heads = [("Payments", "要催"), ("Deliveries", "要交"), ("Requests", "要办")]
    for (en, zh), there in zip(heads, (True, orders, service), strict=True):
        assert any(line.startswith((en, zh)) for line in found) == bool(there)
