"""Sales that ledgers tell of beside the deals: each once, none invented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.book.book import Book
from sheetsales.process.order_facts import orders
from sheetsales.process.purchases import purchases
from sheetsales.process.sales import Sale, Won, ledger_sales
from tests.rules.books import TODAY, make_book

D = dt.date


def sold(book: Book, won: Won | None = None) -> list[Sale]:
    placed = orders(book, TODAY) if book.has("orders") else ()
    return list(ledger_sales(book, TODAY, placed, won or {}))


def contract(number: str, customer: str | None = "C1", **more: Any) -> dict[str, Any]:
    row = {"id": number, "customer": customer, "amount": Decimal(100), "signed_on": D(2026, 3, 1)}
    return {**row, "opportunity": None, "status": "running", "owner": "S1", **more}


def order(number: str, customer: str = "C1", **more: Any) -> dict[str, Any]:
    row = {"id": number, "customer": customer, "amount": Decimal(60), "ordered_on": D(2026, 4, 1)}
    return {**row, "opportunity": None, "contract_no": None, "product": "P1", "status": None, **more}


def receipt(number: str | None, customer: str | None = "C1", **more: Any) -> dict[str, Any]:
    row = {"contract": number, "customer": customer, "amount": Decimal(30), "received_on": D(2026, 5, 2)}
    return {**row, "due_amount": None, "due_on": None, "instalment": None, "owner": "S1", **more}


def test_contracts_alone_are_what_was_sold() -> None:
    book = make_book(
        contracts=[
            contract("A"),
            contract("B", status="terminated"),
            contract("C", signed_on=D(2027, 1, 1)),
            contract("D", customer=None),
            contract("E", customer="C2", signed_on=None, amount=None),
        ]
    )
    assert sold(book) == [
        Sale("C1", "S1", D(2026, 3, 1), "", Decimal(100)),
        Sale("C2", "S1", None, "", None),
    ]


def test_a_contract_stands_for_its_orders_and_takes_their_product() -> None:
    book = make_book(contracts=[contract("A")], orders=[order("1", contract_no="A"), order("2", "C2")])
    assert [(one.customer, one.amount, one.product) for one in sold(book)] == [
        ("C1", Decimal(100), "P1"),
        ("C2", Decimal(60), "P1"),
    ]


def test_a_framework_without_an_amount_leaves_it_to_its_orders() -> None:
    framework = contract("A", amount=None)
    book = make_book(contracts=[framework], orders=[order("1", contract_no="A"), order("2", contract_no="A")])
    assert [one.amount for one in sold(book)] == [60, 60]


def test_what_a_deal_tells_of_is_not_told_again() -> None:
    book = make_book(
        pipeline=[{"id": "O1", "customer": "C1", "stage": "won", "contract_no": "B"}],
        contracts=[contract("A", opportunity="O1"), contract("B"), contract("X")],
        orders=[order("1", contract_no="A"), order("2", opportunity="O1"), order("3")],
    )
    assert [(one.day, one.amount) for one in sold(book)] == [
        (D(2026, 3, 1), Decimal(100)),
        (D(2026, 4, 1), Decimal(60)),
    ]


def test_without_any_link_what_looks_like_a_deal_is_taken_for_it() -> None:
    won: Won = {"C1": [(D(2026, 2, 20), Decimal(100))]}
    alike, other, near, far = (
        contract("A", signed_on=D(2026, 9, 1)),
        contract("B", amount=Decimal(500)),
        contract("C", amount=None),
        contract("D", amount=None, signed_on=D(2026, 9, 1)),
    )
    book = make_book(contracts=[alike, other, near, far, contract("E", customer="C2")])
    assert [(one.customer, one.amount) for one in sold(book, won)] == [
        ("C1", 500), ("C1", None), ("C2", 100),
    ]  # fmt: skip


def test_receipts_alone_are_one_sale_a_number() -> None:
    book = make_book(
        receipts=[
            receipt("A", due_amount=Decimal(30), due_on=D(2026, 5, 1), instalment="deposit"),
            receipt("A", None, due_amount=Decimal(70), due_on=D(2027, 5, 1), amount=None, received_on=None),
            receipt("A", amount=Decimal(-5), instalment="refund"),
            receipt("B", "C2", due_amount=None, due_on=None),
            receipt("B", "C2", amount=Decimal(20), received_on=D(2026, 4, 1)),
            receipt(None),
            receipt("C", None),
            receipt("E", "C3", amount=None, received_on=None, due_on=D(2027, 5, 1)),
            receipt("F", "C3", due_on=D(2026, 5, 1)),
        ]
    )
    assert sold(book) == [
        Sale("C1", "S1", D(2026, 5, 1), "", Decimal(100)),
        Sale("C3", "S1", D(2026, 5, 1), "", None),
        Sale("C2", "S1", D(2026, 4, 1), "", Decimal(50)),
    ]
    with_contracts = make_book(contracts=[contract("A")], receipts=[receipt("B", "C2")])
    assert [one.customer for one in sold(with_contracts)] == ["C1"]


def test_an_account_without_any_day_is_sold_on_an_unknown_one() -> None:
    book = make_book(
        receipts=[
            receipt("A", due_amount=Decimal(70), amount=None, received_on=None),
            receipt("B", "C2", received_on=None),
            receipt("B", "C2", amount=Decimal(20), received_on=None),
            receipt("D", "C3", received_on=None),
            receipt("D", "C3", amount=Decimal(5)),
        ]
    )
    assert {(one.customer, one.day, one.amount) for one in sold(book)} == {
        ("C1", None, Decimal(70)),
        ("C2", None, Decimal(50)),
        ("C3", D(2026, 5, 2), Decimal(35)),
    }


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C"]),
        st.one_of(st.none(), st.integers(1, 99)),
        st.one_of(st.none(), st.dates(D(2026, 1, 1), D(2026, 10, 1))),
    ),
    max_size=8,
)


@settings(max_examples=25)
@given(rows=ROWS)
def test_sums_by_account_are_the_sums_of_the_rows(rows: list[tuple[str, int | None, dt.date | None]]) -> None:
    """Money that came in, dated or not: each account once, in sum what its rows come to."""
    book = make_book(
        receipts=[
            receipt(n, f"C{n}", amount=None if a is None else Decimal(a), received_on=d) for n, a, d in rows
        ]
    )
    there = {n for n, a, _ in rows if a is not None}
    found = sold(book)
    assert sorted(one.customer for one in found) == sorted(f"C{n}" for n in there)
    for one in found:
        mine = [(a, d) for n, a, d in rows if f"C{n}" == one.customer and a is not None]
        assert one.amount == sum(a for a, _ in mine)
        assert one.day == min((d for _, d in mine if d is not None), default=None)


def test_whoever_signed_or_paid_has_bought() -> None:
    book = make_book(
        contracts=[contract("A", "C1"), contract("B", "C2", signed_on=None)],
        orders=[order("1", "C3", status="cancelled")],
        receipts=[
            receipt(None, "C4"),
            receipt(None, "C5", amount=Decimal(-1)),
            receipt(None, "C6", amount=None),
        ],
    )
    found = purchases(book, TODAY)
    assert found is not None
    assert found.last == {"C1": D(2026, 3, 1), "C4": D(2026, 5, 2)}
    assert found.undated == {"C2"}
