"""Which contract a payment is for: what is certain is booked, the rest says why it is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.imports import matching
from sheetsales.imports.matching import Match, Matching
from sheetsales.imports.payments import Payment
from sheetsales.texts import Text
from tests.indicators.team_book import book_of, day
from tests.process.test_receivables import contract, row

CUSTOMERS = [{"id": "C-1", "name": "Acme Ltd"}, {"id": "C-2", "name": "Best Group Ltd"}]
CONTRACTS = [
    contract("CT-2026-01", 1000, customer="C-1"),
    contract("CT-2026-011", 500, customer="C-2"),
    contract("CT-2026-02", 700, customer="C-1"),
    contract("CT-2026-03", 700, customer="C-1", status="terminated"),
]
ROWS = (
    {**row("CT-2026-01", due_on="10-10", due_amount=400), "notes": None},
    row("CT-2026-01", "retention", due_on="12-10", due_amount=600),
    row("CT-2026-011", "full", due_on="10-10", due_amount=500),
    row("CT-2026-02", "full", due_on="10-10", due_amount=700),
)


def payment(amount: float, payer: str = "", memo: str = "", **more: Any) -> Payment:
    told = {"contract": "", "reference": "", "currencies": (), **more}
    return Payment(1, day("10-20"), Decimal(str(amount)), payer, memo, **told)


def matched(*payments: Payment, rows: Any = ROWS, settings: Any = None) -> list[Match]:
    book = book_of(settings, customers=CUSTOMERS, contracts=CONTRACTS, receipts=rows)
    return Matching(book, dt.date(2026, 10, 31)).match(payments)


def parts(match: Match) -> list[Any]:
    return [(p.account.key, p.instalment.name if p.instalment else "", p.amount) for p in match.parts]


def test_by_the_contracts_number_however_it_is_written() -> None:
    for memo in ("payment CT-2026-01", "ct 2026 01 / thanks", "Contract No: CT_2026_01."):
        (found,) = matched(payment(400, "ACME LIMITED", memo))
        assert parts(found) == [("CT-2026-01", "deposit", 400)]
    (longer,) = matched(payment(500, memo="CT-2026-011"))
    assert parts(longer) == [("CT-2026-011", "full", 500)]
    (typed,) = matched(payment(600, contract="CT-2026-01"))
    assert parts(typed) == [("CT-2026-01", "retention", 600)]


def test_a_number_inside_a_longer_one_is_none() -> None:
    contracts = [contract("1001", 400, customer="C-1")]
    rows = (row("1001", due_on="10-10", due_amount=400),)
    book = book_of(None, customers=CUSTOMERS, contracts=contracts, receipts=rows)
    made = Matching(book, dt.date(2026, 10, 31))
    assert not made.match([payment(400, memo="transfer 3310012")])[0].certain
    assert parts(made.match([payment(400, memo="合同1001货款")])[0]) == [("1001", "deposit", 400)]


def test_part_payments_and_one_payment_for_several_instalments() -> None:
    one, two = matched(payment(150, memo="CT-2026-01"), payment(450, memo="CT-2026-01"))
    assert parts(one) == [("CT-2026-01", "deposit", 150)]
    assert parts(two) == [("CT-2026-01", "deposit", 250), ("CT-2026-01", "retention", 200)]
    bare = matched(payment(900, memo="CT-2026-01"), rows=ROWS[:1])[0]
    assert parts(bare) == [("CT-2026-01", "deposit", 400), ("CT-2026-01", "", 500)]


def test_by_payer_and_amount() -> None:
    found = matched(payment(700, "Acme Ltd."), payment(700, "Acme Ltd."))
    assert parts(found[0]) == [("CT-2026-02", "full", 700)]
    assert found[1].why == matching.NO_SUCH_AMOUNT  # the first has paid it


@pytest.mark.parametrize(
    ("asked", "why", "candidates"),
    [
        (payment(5), matching.NO_NAME, ()),
        (payment(5, "Stranger"), matching.NO_PAYER, ()),
        (payment(5, "Acme Ltd"), matching.NO_SUCH_AMOUNT, ("CT-2026-01", "CT-2026-02")),
        (payment(400, "Best Group", "CT-2026-01"), matching.OTHER_PAYER, ("CT-2026-01",)),
        (payment(400, "", "CT-2026-01 and CT-2026-02"), matching.SEVERAL_CONTRACTS, ("CT-2026-01", "CT-2026-02")),
        (payment(1001, "", "CT-2026-01"), matching.TOO_MUCH, ("CT-2026-01",)),
        (payment(5, "", "CT-2026-03"), matching.ENDED, ("CT-2026-03",)),
        (payment(400, "", "CT-2026-01", currencies=("USD",)), matching.OTHER_CURRENCY, ()),
    ],
)  # fmt: skip
def test_what_is_not_certain_waits(asked: Payment, why: Text, candidates: tuple[str, ...]) -> None:
    (found,) = matched(asked, settings={"Currency": "GBP"})
    assert (found.certain, found.known, found.why, found.candidates) == (False, False, why, candidates)


def test_several_instalments_of_one_amount() -> None:
    rows = (*ROWS, row("CT-2026-02", "retention", due_on="11-10", due_amount=700))
    assert matched(payment(700, "Acme Ltd"), rows=rows)[0].why == matching.SEVERAL
    paid = [{**one, "received_on": day("10-01"), "amount": one["due_amount"]} for one in ROWS]
    assert matched(payment(5, "Acme Ltd"), rows=paid)[0].why == matching.NOTHING_OPEN


def test_what_is_in_the_workbook_is_not_booked_again() -> None:
    paid = {**ROWS[0], "received_on": day("10-20"), "amount": 300}
    further = {**row("CT-2026-01", received_on="10-20", amount=100), "notes": "Acme [REF7]"}
    rows = [paid, *ROWS[1:], further]
    found = matched(payment(300, "Acme Ltd"), payment(300, "Acme Ltd"), rows=rows)
    assert [one.known for one in found] == [True, False]
    assert matched(payment(999, reference="REF7"), rows=rows)[0].known
    assert matched(payment(400, "", "CT-2026-01"), rows=rows)[0].known  # both rows together


def test_a_claim_needs_no_payer() -> None:
    book = book_of(None, customers=CUSTOMERS, contracts=CONTRACTS, receipts=ROWS)
    made = Matching(book, dt.date(2026, 10, 31))
    assert parts(made.claimed(payment(400, "Stranger", contract="CT-2026-01"))) == [
        ("CT-2026-01", "deposit", 400)
    ]
    assert made.claimed(payment(5, contract="CT-9999")).why == matching.NO_SUCH_CONTRACT


PAID = (
    {**ROWS[0], "received_on": day("09-10"), "amount": 400},
    {
        **row("CT-2026-011", "full", due_on="10-10", due_amount=500),
        "received_on": day("09-11"),
        "amount": 500,
    },
)


@pytest.mark.parametrize(
    ("asked", "booked"),
    [
        (payment(-400, "Acme Ltd", "CT-2026-01"), "CT-2026-01"),
        (payment(-50, memo="refund CT-2026-011"), "CT-2026-011"),
        (payment(-50, "Best Group", "Refund"), "CT-2026-011"),
        (payment(-50, "Best Group", kind="退款单"), "CT-2026-011"),
    ],
)
def test_a_refund_is_booked_where_one_contract_alone_can_be_meant(asked: Payment, booked: str) -> None:
    assert parts(matched(asked, rows=PAID)[0]) == [(booked, "", asked.amount)]


@pytest.mark.parametrize(
    ("asked", "why", "candidates"),
    [
        (payment(-401, "Acme Ltd", "CT-2026-01"), matching.MORE_BACK, ("CT-2026-01",)),
        (payment(-5, "Acme Ltd"), matching.MAYBE_BACK, ("CT-2026-01",)),
        (payment(-5, memo="CT-2026-01"), matching.MAYBE_BACK, ("CT-2026-01",)),
        (payment(-5, "Stranger", "refund"), matching.NO_PAYER, ()),
        (payment(-5, memo="refund"), matching.NO_NAME, ()),
        (payment(-5, "Best Group", "CT-2026-01 refund"), matching.OTHER_PAYER, ("CT-2026-01",)),
        (payment(-5, "Acme Ltd", "CT-2026-03 refund"), matching.ENDED, ("CT-2026-03",)),
    ],
)
def test_money_out_that_may_be_a_refund_waits(asked: Payment, why: Text, candidates: tuple[str, ...]) -> None:
    (found,) = matched(asked, rows=PAID)
    assert (found.certain, found.why, found.candidates) == (False, why, candidates)


def test_refunds_follow_what_came_in_before_them() -> None:
    found = matched(payment(700, memo="CT-2026-02"), payment(-500, "Acme Ltd", "refund"), payment(-300, "Acme Ltd", "refund"))  # fmt: skip
    assert [one.certain for one in found] == [True, True, False]
    assert found[2].why == matching.MORE_BACK
    several = [*PAID, row("CT-2026-02", "full", received_on="09-12", amount=700)]
    assert matched(payment(-5, "Acme Ltd", "refund"), rows=several)[0].why == matching.SEVERAL_BACK
    assert matched(payment(-5, "Acme Ltd", "refund"))[0].why == matching.NONE_BACK


def test_a_claimed_refund_needs_no_word_for_it() -> None:
    book = book_of(None, customers=CUSTOMERS, contracts=CONTRACTS, receipts=PAID)
    made = Matching(book, dt.date(2026, 10, 31))
    assert made.claimed(payment(-400, "Stranger", contract="CT-2026-01")).certain
    assert made.claimed(payment(-1, contract="CT-2026-01")).why == matching.MORE_BACK
    assert [made.concerns(p) for p in (payment(-1, "Acme"), payment(-1, "Landlord", "rent"))] == [True, False]
