"""Rows of ledgers prove steps of the deals they are about, whichever way they name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.book.process import Evidence, Proof
from sheetsales.process.evidence import Lookup, names_ledger, ways_of
from tests.indicators.team_book import book_of, day, open_deal

QUOTED = Proof("column", "quotes", "date")
NUMBER = Proof("column", "pipeline", "quote_no")


def quote(
    number: str | None, deal: str | None, on: str | None, status: str | None = "sent"
) -> dict[str, Any]:
    return {
        "id": number,
        "customer": "Acme",
        "opportunity": deal,
        "date": day(on) if on else None,
        "status": status,
    }


def book(*deals: Mapping[str, Any], **sheets: Sequence[dict[str, Any]]) -> Book:
    rows = [{"id": f"O-000{n}", **deal} for n, deal in enumerate(deals, start=1)]
    return book_of(None, pipeline=rows, **sheets)


def shown(found: Book, record: str, column: str) -> list[bool]:
    proof = Lookup(found, None).of(Proof("column", record, column), ())
    assert proof is not None
    return [proof(row, ()) for row in range(len(found.table("pipeline").rows))]


def test_a_quotation_is_of_the_deal_it_names_or_that_names_its_number() -> None:
    found = book(
        open_deal("quote"), open_deal("quote", quote_no="Q2"), open_deal("quote"), open_deal("quote"),
        quotes=[quote("Q1", "O-0001", "10-05"), quote("Q1", None, None), quote("Q2", None, "10-07"),
                quote("Q3", "O-0003", "10-08", "draft"), quote("Q3", None, None, None), quote("Q4", None, "10-09")],
    )  # fmt: skip
    assert shown(found, "quotes", "date") == [True, True, False, False], "a draft was never sent"
    ledger = Lookup(found, None).in_ledger(QUOTED)
    assert ledger is not None
    assert ledger.day is not None
    assert [ledger.day(row) for row in range(4)] == [day("10-05"), day("10-07"), None, None]


def test_receipts_orders_and_returns_are_of_the_deal_of_their_contract_or_order() -> None:
    found = book(
        open_deal("won", contract_no="K1"), open_deal("won"), open_deal("won"),
        contracts=[{"id": "K1", "customer": "Acme", "signed_on": day("10-01"), "status": "running", "reviewed_by": None},
                   {"id": "K2", "customer": "Acme", "opportunity": "O-0002", "signed_on": day("10-02"), "status": "terminated", "reviewed_by": "S01"}],
        orders=[{"id": "R1", "contract_no": "K1", "customer": "Acme", "delivered_on": day("10-20")},
                {"id": "R3", "opportunity": "O-0003", "customer": "Acme", "delivered_on": None}],
        receipts=[{"id": "1", "contract": "K1", "instalment": "deposit", "received_on": day("10-08"), "amount": 5},
                  {"id": "2", "contract": None, "order_no": "R3", "instalment": "full", "received_on": day("10-09"), "amount": 5}],
        returns=[{"id": "T1", "order_no": "R1", "customer": "Acme", "returned_on": day("10-25"), "status": "refused"}],
    )  # fmt: skip
    assert shown(found, "contracts", "signed_on") == [True, False, False], (
        "what was broken off proves nothing"
    )
    assert shown(found, "contracts", "reviewed_by") == [False, False, False]
    assert shown(found, "orders", "delivered_on") == [True, False, False]
    assert shown(found, "receipts", "received_on") == [True, False, True]
    assert shown(found, "returns", "returned_on") == [False, False, False]


def test_a_column_without_days_has_none() -> None:
    found = book(open_deal("quote"), quotes=[quote("Q1", "O-0001", "10-05")])
    ledger = Lookup(found, None).in_ledger(Proof("column", "quotes", "status"))
    assert ledger is not None
    assert ledger.day is None
    assert Lookup(found, None).in_ledger(Proof("column", "quotes", "nothing")) is None


@pytest.mark.parametrize("record", ["quotes", "contracts"])
def test_a_workbook_without_the_ledger_is_asked_for_the_rest_alone(record: str) -> None:
    asked = Evidence(((NUMBER,), (Proof("column", record, "id"),)))
    without = book(open_deal("quote"))
    assert ways_of(without, asked) == ((NUMBER,),)
    alone = Evidence(((QUOTED,),))
    assert ways_of(without, alone) == alone.any_of
    assert Lookup(without, None).of(QUOTED, ()) is None
    with_quotes = book(open_deal("quote"), quotes=[quote("Q1", "O-0001", "10-05")])
    assert len(ways_of(with_quotes, asked)) == (2 if record == "quotes" else 1)


def test_only_columns_of_ledgers_are_looked_for_there() -> None:
    assert [names_ledger(p) for p in (QUOTED, NUMBER, Proof("column", "contacts", "name"), Proof("document"))] == [
        True, False, False, False,
    ]  # fmt: skip


def test_answers_and_tickets_are_of_what_the_customer_had_bought_by_then() -> None:
    found = book(
        {"customer": "Acme", "stage": "won", "closed_on": day("05-01")},
        {"customer": "Acme", "stage": "won", "closed_on": day("09-01")},
        {"customer": "Acme", "stage": "quote"},
        {"customer": "Beta", "stage": "won", "closed_on": None},
        {"customer": "Gamma", "stage": "won", "closed_on": day("09-01")},
        orders=[{"id": "R1", "customer": "Acme", "opportunity": "O-0002", "status": None}],
        surveys=[{"date": day("06-01"), "customer": "Acme", "score": 90.0, "kind": None},
                 {"date": day("06-09"), "customer": "Acme", "score": None, "kind": None},
                 {"date": day("09-02"), "customer": "Beta", "score": 80.0, "kind": "customer"},
                 {"date": day("09-09"), "customer": "Gamma", "score": 90.0, "kind": "staff"},
                 {"date": day("08-09"), "customer": "Gamma", "score": 90.0, "kind": None},
                 {"date": day("08-09"), "customer": None, "score": 90.0, "kind": None}],
        service=[{"id": "SV1", "opened_on": day("06-02"), "customer": "Acme", "order_no": "R1", "closed_on": day("06-05")},
                 {"id": "SV2", "opened_on": day("06-03"), "customer": "Acme", "order_no": None, "closed_on": None}],
    )  # fmt: skip
    assert shown(found, "surveys", "score") == [True, False, False, True, False]
    assert shown(found, "service", "opened_on") == [True, True, False, False, False]
    assert shown(found, "service", "closed_on") == [False, True, False, False, False]
    asked = Lookup(found, None).in_ledger(Proof("column", "surveys", "score"))
    assert asked is not None
    assert asked.day is not None
    assert [asked.day(row) for row in range(4)] == [day("06-01"), None, None, day("09-02")]


def test_a_survey_is_asked_for_only_where_surveys_are_kept() -> None:
    asked = Evidence(
        ((Proof("column", "surveys", "score"),), (Proof("column", "customers", "satisfaction"),))
    )
    without = book(open_deal("won"))
    assert ways_of(without, asked) == asked.any_of[1:]
    assert (
        ways_of(book(open_deal("won"), surveys=[{"date": day("06-01"), "score": 9.0}]), asked) == asked.any_of
    )
