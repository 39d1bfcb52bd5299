"""Orders, quotations, returns, requests and answers as facts: lines share a number, dead rows are out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.order_facts import Order, orders
from sheetsales.process.price_list import PriceList
from sheetsales.process.quotations import Quotation, quotations
from sheetsales.process.returns import returns
from sheetsales.process.service_facts import requests
from sheetsales.process.surveys import answers
from tests.indicators.team_book import TODAY, book_of, day, told

DAYS = ("ordered_on", "confirmed_on", "promised_on", "shipped_on", "delivered_on")


def line(number: str | None, **more: Any) -> dict[str, Any]:
    told = {"customer": "Acme", "owner": "S01", "amount": 5, "quantity": 1, "status": None, "fault": None, **dict.fromkeys(DAYS), **more}  # fmt: skip
    return {"id": number, **{k: day(v) if k in DAYS and v else v for k, v in told.items()}}


def ordered(*lines: dict[str, Any], as_of: dt.date = TODAY) -> tuple[Order, ...]:
    return orders(book_of(orders=lines), as_of)


def test_a_header_stands_on_any_line_of_its_number() -> None:
    found = ordered(
        line("A", customer=None, delivered_on="10-12"),
        line("B", ordered_on="10-01"),
        line("A", ordered_on="10-05", confirmed_on="10-06", promised_on="10-20", delivered_on="10-21", fault="wrong_item"),
    )  # fmt: skip
    first = found[0]
    assert told(first.named, first.rows, first.customer, first.amount) == ("A", (0, 2), "Acme", 10)
    assert (first.ordered_on, first.confirmed_on, first.delivered_on) == (
        day("10-05"),
        day("10-06"),
        day("10-21"),
    )
    assert (first.kept, first.faulty) == (False, True)
    assert found[1].kept is None


def test_an_order_is_delivered_with_its_last_line() -> None:
    lines = [line("A", promised_on="10-20", delivered_on="10-12"), line("A")]
    assert ordered(*lines)[0].delivered_on is None
    assert ordered(*lines, as_of=day("10-11"))[0].kept is None
    lines[1]["delivered_on"] = day("10-20")
    assert (ordered(*lines)[0].delivered_on, ordered(*lines)[0].kept) == (day("10-20"), True)
    assert ordered(*lines, as_of=day("10-19"))[0].delivered_on is None


def test_a_fault_in_words_of_ones_own_is_one() -> None:
    words = ("item", "left out a cable", "none", "无", "no", "-", None)
    lines = [line(f"R{i}", fault=said) for i, said in enumerate(words)]
    assert [one.faulty for one in ordered(*lines)] == [True, True, False, False, False, False, False]


def test_dead_lines_are_out() -> None:
    found = ordered(
        line("A", status="cancelled"),
        line("B", quantity=-1),
        line("C", amount=-5),
        line("D", ordered_on="11-05"),
        line(None, amount=None),
    )
    assert [(one.named, one.amount) for one in found] == [("", None)]


def quoted(*lines: dict[str, Any]) -> tuple[Quotation, ...]:
    rows = [{"customer": "Acme", "product": "P", "quantity": 1, "owner": "S01", **one} for one in lines]
    return quotations(book_of(quotes=rows), TODAY)


def test_quotations_by_number_with_the_last_version_alone() -> None:
    found = quoted(
        {"id": "Q1", "date": day("09-01"), "status": "sent", "amount": 5, "discount": 0.1, "replaces": None, "valid_to": None, "price": None},
        {"id": "Q1", "date": None, "status": None, "amount": None, "discount": 0.2, "price": 10, "quantity": 2},
        {"id": "Q2", "date": day("09-08"), "status": "accepted", "amount": 6, "replaces": "Q1"},
        {"id": "Q3", "date": day("09-09"), "status": "draft", "amount": None, "replaces": "Q2"},
        {"id": "Q4", "date": day("11-09"), "status": "sent", "amount": 6},
        {"id": None, "date": None, "status": None, "amount": 6},
    )  # fmt: skip
    assert [one.outcome for one in found] == ["replaced", "accepted", "draft", "out"]
    assert (found[0].amount, found[0].discount, found[0].valid_to) == (Decimal(21), 0.2, day("10-01"))
    assert (found[2].amount, found[3].named, found[3].valid_to) == (None, "", None)


def test_returns_that_count() -> None:
    back = {"customer": "Acme", "quantity": 1, "reason": "faulty", "owner": "S01"}
    rows = [
        {**back, "returned_on": day("10-05"), "amount": 5, "remedy": "credit", "status": "settled"},
        {**back, "returned_on": day("10-06"), "amount": 5, "remedy": "repair", "status": None},
        {**back, "returned_on": day("10-07"), "amount": None, "remedy": None, "status": None},
        {**back, "returned_on": day("10-08"), "amount": 5, "remedy": "refund", "status": "refused"},
        {**back, "returned_on": day("11-08"), "amount": 5, "remedy": "refund", "status": None},
        {**back, "returned_on": None, "amount": 5, "remedy": "refund", "status": None},
    ]
    assert [one.amount for one in returns(book_of(returns=rows), TODAY)] == [5, 0, None]


def test_days_of_waiting_for_the_customer_are_not_ours() -> None:
    asked = {"customer": "Acme", "type": "fault", "subject": "x", "owner": "S01", "opened_on": day("10-05")}
    rows = [
        {**asked, "due": day("10-08"), "closed_on": day("10-09"), "waited_days": 1},
        {
            **asked,
            "due": None,
            "closed_on": day("10-09"),
            "waited_days": None,
        },  # three working days by default
        {**asked, "due": day("10-08"), "closed_on": day("11-09"), "waited_days": None},
        {**asked, "opened_on": day("11-05")},
        {**asked, "opened_on": None},
    ]
    found = requests(book_of(service=rows), TODAY, WorkingCalendar())
    assert [(one.due, one.in_time) for one in found] == [(day("10-09"), True), (day("10-08"), False), (day("10-08"), False)]  # fmt: skip
    assert [one.days_over(TODAY) for one in found] == [0, 1, 23]


def test_answers_that_count() -> None:
    rows: list[dict[str, Any]] = [
        {"date": day("10-05"), "customer": "C1", "score": 80, "rep": None, "kind": None},
        {"date": day("10-05"), "customer": "C1", "score": 80, "rep": "S02", "kind": "staff"},
        {"date": day("10-05"), "customer": None, "score": 80, "rep": "S02", "kind": None},
        {"date": day("10-05"), "customer": "C1", "score": 101, "rep": "S02", "kind": None},
        {"date": day("11-05"), "customer": "C1", "score": 80, "rep": "S02", "kind": None},
    ]
    book = book_of(surveys=rows, customers=[{"id": "C1", "name": "Acme", "owner": "S01"}])
    assert [(one.row, one.rep) for one in answers(book, TODAY)] == [(0, "S01")]


def test_the_price_list_of_a_day_and_a_quantity() -> None:
    rows = [
        {"id": "P1", "name": "Kit", "price": 10, "cost": 6, "valid_from": None, "valid_to": day("06-30"), "min_quantity": None, "goes_with": None, "rebuy_months": None},
        {"id": "P1", "name": "Kit", "price": 12, "cost": 7, "valid_from": day("07-01"), "rebuy_months": 12},
        {"id": "P1", "name": "Kit", "price": 11, "cost": 5, "valid_from": day("07-01"), "min_quantity": 10},
    ]  # fmt: skip
    prices = PriceList(book_of(products=rows))
    assert [prices.cost("P1", day(d), n) for d, n in (("06-30", 20), ("07-01", 9), ("07-01", 10), ("07-01", None))] == [6, 7, 5, 7]  # fmt: skip
    assert prices.row("kit", day("07-01")) == 1
    assert prices.cost("P2", day("07-01")) is None
    assert (prices.rebuy_months("P1"), prices.goes_with("P1")) == (12, ())
