"""What customers owe: instalments, part payments, refunds, returns, and money nobody can place."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.process.receipts import receipts
from sheetsales.process.receivables import Account, Receivables, ageing_limits, receivables
from tests.indicators.team_book import TODAY, book_of, day, told

LIMITS = (30, 60)


def contract(key: str = "K1", amount: float | None = 1000, **more: Any) -> dict[str, Any]:
    return {"id": key, "customer": "Acme", "amount": amount, "owner": "S01", "signed_on": day("08-01"), "status": "running", **more}  # fmt: skip


def row(contract: str | None, name: str = "deposit", **more: Any) -> dict[str, Any]:
    told = {"due_on": None, "due_amount": None, "received_on": None, "amount": None, **more}
    days = {k: day(v) if isinstance(v, str) and k.endswith("_on") else v for k, v in told.items()}
    return {"id": None, "contract": contract, "instalment": name, **days}


def owed(*rows: dict[str, Any], as_of: dt.date = TODAY, settings: Any = None, **sheets: Any) -> Receivables:
    sheets = {"contracts": [contract()], **sheets}
    return receivables(book_of(settings, receipts=rows, **{k: v for k, v in sheets.items() if v}), as_of)


def only(found: Receivables) -> Account:
    assert len(found.accounts) == 1
    return found.accounts[0]


def test_part_payments_repeat_the_name_and_count_their_due_once() -> None:
    one = only(
        owed(
            row("K1", due_on="08-10", due_amount=600, received_on="08-09", amount=200),
            row("K1", received_on="08-20", amount=300),
            row("K1", "retention", due_on="10-01", due_amount=400),
        )
    )
    deposit, retention = one.instalments
    assert told(deposit.due, deposit.received, deposit.unpaid, deposit.last_on) == (
        600,
        500,
        100,
        day("08-20"),
    )
    assert not deposit.in_time
    assert retention.unpaid == 400
    assert one.receivable == 500
    assert told(*one.ageing(TODAY, LIMITS).late) == (400, 0, 100)  # 30 and 82 days
    assert one.ageing(TODAY, LIMITS).rest == 0


def test_paid_in_full_by_its_day_is_in_time_by_the_last_payment() -> None:
    rows = [
        row("K1", due_on="08-10", due_amount=600, received_on="08-09", amount=200),
        row("K1", received_on="08-10", amount=400),
    ]
    assert only(owed(*rows)).instalments[0].in_time
    assert not only(owed(*rows[:1])).instalments[0].in_time
    rows[1]["received_on"] = day("08-11")
    assert not only(owed(*rows)).instalments[0].in_time


def test_a_part_payment_pays_the_first_open_instalment_of_its_name() -> None:
    one = only(
        owed(
            row("K1", "full", due_on="08-10", due_amount=500, received_on="08-09", amount=500),
            row("K1", "full", due_on="09-10", due_amount=500),
            row("K1", "full", received_on="09-09", amount=500),
        )
    )
    assert [i.unpaid for i in one.instalments] == [0, 0]
    assert one.receivable == 0
    assert one.unpaid() == []


def test_what_comes_later_is_not_known_yet() -> None:
    found = owed(
        row("K1", due_on="08-10", due_amount=1000, received_on="11-05", amount=1000), as_of=day("10-31")
    )
    assert only(found).receivable == 1000
    assert only(owed(row("K1", due_on="08-10", due_amount=1000), as_of=day("08-31"))).receivable == 1000
    assert owed(as_of=day("07-31")).accounts == ()


def test_a_refund_and_the_return_behind_it_count_once() -> None:
    orders = [
        {"id": "R1", "customer": "Acme", "ordered_on": day("08-02"), "amount": 1000, "contract_no": "K1"}
    ]
    back = {
        "customer": "Acme",
        "quantity": 1,
        "reason": "faulty",
        "returned_on": day("09-08"),
        "order_no": "R1",
    }
    paid = row("K1", "full", due_on="08-10", due_amount=1000, received_on="08-10", amount=1000)
    refund = row("K1", "refund", received_on="09-10", amount=-200)
    one = only(owed(paid, refund, orders=orders, returns=[{**back, "amount": 200, "remedy": "refund"}]))
    assert told(one.received, one.refunded, one.returned, one.receivable) == (800, 200, 200, 0)
    exchanged = only(owed(paid, orders=orders, returns=[{**back, "amount": 200, "remedy": "exchange"}]))
    assert exchanged.receivable == 0
    refused = [{**back, "amount": 200, "remedy": "credit", "status": "refused"}]
    assert only(owed(paid, orders=orders, returns=refused)).returned == 0


def test_a_credit_pays_the_last_instalment() -> None:
    back = {"customer": "Acme", "quantity": 1, "reason": "faulty", "returned_on": day("09-08"), "amount": 150, "remedy": "credit"}  # fmt: skip
    rows = [
        row("K1", due_on="08-10", due_amount=600, received_on="08-10", amount=600),
        row("K1", "retention", due_on="12-01", due_amount=400),
    ]
    found = owed(*rows, returns=[back])  # the customer's only contract
    assert [left for _, left in only(found).unpaid()] == [250]
    assert only(found).receivable == 250
    assert only(found).ageing(TODAY, LIMITS).rest == 0
    two = owed(*rows, contracts=[contract(), contract("K2")], returns=[back])
    assert [one.amount for one in two.unplaced_returns] == [150]


def test_contracts_that_do_not_count() -> None:
    paid = row("K1", due_on="08-10", due_amount=600, received_on="08-10", amount=600)
    dead = owed(paid, contracts=[contract(status="terminated")])
    assert told(dead.accounts, dead.unplaced_receipts) == ((), ())
    assert owed(paid, contracts=[contract(signed_on=None, status="draft")]).accounts == ()
    undated = owed(paid, contracts=[contract(signed_on=None)])
    assert only(undated).receivable == 400
    twice = owed(paid, contracts=[contract(), contract()])
    assert only(twice).receivable == 400


def test_money_nobody_can_place_is_counted() -> None:
    found = owed(
        row("K9", due_on="08-10", due_amount=600, received_on="08-10", amount=600),
        row("K1", received_on=None, amount=50),
        contracts=[contract(), contract("K2", None)],
    )
    assert [r.amount for r in found.unplaced_receipts] == [600]
    assert found.receipts.undated == (1,)
    assert [one.key for one in found.unknown] == ["K2"]


def test_a_framework_is_worth_what_is_laid_out() -> None:
    rows = [row("K1", "full", due_on="08-10", due_amount=300), row("K1", "full", due_on="09-10", due_amount=200, received_on="09-10", amount=200)]  # fmt: skip
    assert only(owed(*rows, contracts=[contract(amount=0)])).receivable == 300
    assert only(owed(contracts=[contract(amount=0)])).receivable is None


def test_receipts_alone_make_accounts_of_their_contracts_orders_and_customers() -> None:
    rows = [
        {**row("K1", due_on="08-10", due_amount=300), "customer": "Acme", "order_no": None, "owner": "S02"},
        {**row(None, due_on="08-10", due_amount=200), "customer": "Best", "order_no": "R7", "owner": None},
        {**row(None, received_on="08-10", amount=50), "customer": "Best", "order_no": "R7", "owner": None},
        {**row(None, due_on="08-10", due_amount=70), "customer": None, "order_no": None, "owner": None},
    ]
    found = owed(*rows, contracts=None)
    assert [told(a.key, a.customer, a.owner, a.receivable) for a in found.accounts] == [
        ("K1", "Acme", "S02", 300),
        ("R7", "Best", "", 150),
    ]


def test_an_order_leads_to_its_contract() -> None:
    orders = [{"id": "R1", "customer": "Acme", "ordered_on": day("08-02"), "contract_no": "K1"}]
    rows = [{**row(None, received_on="08-10", amount=50), "order_no": "R1"}]
    assert only(owed(*rows, orders=orders)).receivable == 950


def test_currencies_are_converted_or_left_out() -> None:
    rows = [
        {**row("K1", due_on="08-10", due_amount=10, received_on="08-10", amount=10), "currency": "USD"},
        {**row("K1", received_on="08-11", amount=5), "currency": "JPY"},
    ]
    book = book_of({"Currency": "CNY", "Rate table": "USD=7"}, contracts=[contract()], receipts=rows)
    found = receipts(book, TODAY)
    assert [(r.amount) for r in found.came] == [Decimal(70)]
    assert found.instalments[0].due == 70
    assert found.unreadable == (1,)


def test_instalments_that_do_not_add_up_leave_a_rest() -> None:
    one = only(owed(row("K1", due_on="12-10", due_amount=700)))
    age = one.ageing(TODAY, LIMITS)
    assert told(age.not_due, age.overdue, age.rest) == (700, 0, 300)
    assert only(owed(row("K1", due_amount=700))).ageing(TODAY, LIMITS).rest == 1000  # no day to age from
    unpriced = only(owed(row("K1", due_on="12-10"), contracts=[contract(amount=None)]))
    assert told(unpriced.receivable, unpriced.ageing(TODAY, LIMITS).rest) == (None, 0)
    assert unpriced.instalments[0].unpaid is None


@pytest.mark.parametrize(("said", "limits"), [("15,45,90", (15, 45, 90)), ("60,30", LIMITS), ("soon", LIMITS), ("0,30", LIMITS)])  # fmt: skip
def test_ageing_limits(said: str, limits: tuple[int, ...]) -> None:
    assert ageing_limits(book_of({"Ageing buckets": said}).settings) == limits
