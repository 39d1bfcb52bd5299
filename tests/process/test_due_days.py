"""Due days follow the day of delivery that is recorded, unless a person put another or money came."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheetsales.process.due_days import due_days
from tests.indicators.team_book import book_of, day


def found(
    *rows: dict[str, Any],
    delivered: str | None = "10-20",
    terms: str = "30 days from acceptance",
    **contract: Any,
) -> dict[int, dt.date]:
    """Row of Receipts → its new due day; delivery was agreed for 1 October."""
    agreed = {
        "id": "K1", "customer": "Acme", "amount": 1000, "payment_terms": terms, "signed_on": day("09-01"),
        "delivery_on": day("10-01"), "status": "running", **contract,
    }  # fmt: skip
    orders = [
        {
            "id": "R1",
            "customer": "Acme",
            "contract_no": "K1",
            "delivered_on": day(delivered) if delivered else None,
        }
    ]
    return dict(due_days(book_of(None, contracts=[agreed], orders=orders, receipts=rows)))


def instalment(due: str | None = "10-31", kind: str = "acceptance", **more: Any) -> dict[str, Any]:
    return {
        "id": "RC-1", "contract": "K1", "instalment": kind, "due_on": day(due) if due else None, "due_amount": 1000,
        "received_on": None, "amount": None, **more,
    }  # fmt: skip


def test_it_follows_the_delivery() -> None:
    assert found(instalment()) == {0: day("11-19")}


def test_a_day_that_a_person_put_stays() -> None:
    assert found(instalment("11-05")) == {}


def test_a_blank_day_is_laid_out_by_what_is_known() -> None:
    assert found(instalment(None)) == {0: day("11-19")}
    assert found(instalment(None), delivered=None) == {0: day("10-31")}
    assert found(instalment(None), delivered=None, delivery_on=None) == {}


def test_nothing_moves_once_it_is_right_or_before_all_is_delivered() -> None:
    assert found(instalment("11-19")) == {}
    assert found(instalment(), delivered=None) == {}


@pytest.mark.parametrize("money", [{"received_on": day("11-01"), "amount": 500}, {"amount": 500}])
def test_an_instalment_with_money_on_it_never_moves(money: dict[str, Any]) -> None:
    assert found(instalment(**money)) == {}
    assert found(instalment(), instalment(None, due_amount=None, **money)) == {}, (
        "a part payment is money on it"
    )


def test_each_part_follows_what_it_is_counted_from() -> None:
    rows = [instalment("09-08", "deposit"), instalment("10-16"), instalment("2027-10-01", "retention")]
    assert found(*rows, terms="30/60/10") == {1: day("11-04"), 2: day("2027-10-20")}


@pytest.mark.parametrize(
    "more", [{"status": "terminated"}, {"signed_on": None}, {"payment_terms": "as agreed"}]
)
def test_contracts_that_do_not_run_and_terms_nobody_can_read_move_nothing(more: dict[str, Any]) -> None:
    terms = more.pop("payment_terms", "30 days from acceptance")
    assert found(instalment(), terms=terms, **more) == {}


def test_two_rows_of_one_name_are_left_to_a_person() -> None:
    assert found(instalment(), instalment()) == {}
