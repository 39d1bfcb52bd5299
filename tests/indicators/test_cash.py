"""Money in and money owed: what is left out, what is unknown and why, whose it is."""

from __future__ import annotations

from typing import Any

import pytest

from sheetsales.indicators import reasons
from sheetsales.indicators.cash import (
    NO_CONTRACT,
    NOTHING_DUE,
    NOTHING_OWED,
    NOTHING_SIGNED,
    OLDER_THAN_DATA,
    came_in,
    collected_of_signed,
    collection_rate,
    dso,
    expected_cash,
    left_out,
    overdue_amount,
    overdue_share,
    paid_on_time,
    paid_on_time_value,
    receivable,
    simple_dso,
)
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.loyalty import repurchase
from sheetsales.indicators.margin import NO_COST, ltv, profit
from sheetsales.indicators.orders import (
    NO_DELIVERED_VALUE,
    NOT_DELIVERED,
    order_accuracy,
    return_rate,
    returns_per_order,
)
from sheetsales.indicators.period import month, parse_period
from sheetsales.indicators.quotes import NOTHING_DECIDED, quote_conversion
from sheetsales.indicators.satisfaction import NO_ANSWER, satisfaction
from sheetsales.indicators.scope import person
from tests.indicators.team_book import day, facts_of, open_deal, won
from tests.process.test_receivables import contract, row

OCTOBER, MARCH = month(2026, 10), month(2026, 3)
OF_CASH = [receivable, overdue_share, overdue_amount, collection_rate, paid_on_time, paid_on_time_value, expected_cash, dso, simple_dso, collected_of_signed]  # fmt: skip


def cash(*rows: dict[str, Any], **sheets: Any) -> Facts:
    return facts_of(
        open_deal(), receipts=rows, **{"contracts": [contract(), contract("K2", 500, owner="S02")], **sheets}
    )


ROWS = (
    row("K1", due_on="08-10", due_amount=600, received_on="08-09", amount=700),
    row("K1", "retention", due_on="11-10", due_amount=400),
    row("K2", due_on="10-10", due_amount=300, received_on="10-20", amount=100),
    row("K2", "retention", due_on="12-10", due_amount=200),
)


def test_what_is_owed_and_by_whom() -> None:
    facts = cash(*ROWS)
    assert receivable(facts, OCTOBER) == Figure(700, 2)
    assert receivable(facts, OCTOBER, person("S02")) == Figure(400, 1)
    assert overdue_amount(facts, OCTOBER) == Figure(200, 1)
    assert overdue_share(facts, OCTOBER).number == pytest.approx(2 / 7)
    assert expected_cash(facts, OCTOBER) == Figure(300, 1)
    quarter = parse_period("2026Q3")
    assert quarter is not None
    assert expected_cash(facts, quarter) == Figure(800, 3)
    assert [r.amount for r in came_in(facts, OCTOBER)] == [100]


def test_too_much_for_one_pays_for_no_other() -> None:
    facts = cash(*ROWS)
    assert collection_rate(facts, OCTOBER) == Figure(700 / 900, 2)
    assert paid_on_time(facts, OCTOBER) == Figure(0.5, 2)
    assert paid_on_time_value(facts, OCTOBER) == Figure(600 / 900, 2)
    assert collected_of_signed(facts, OCTOBER).number == pytest.approx(800 / 1500)
    assert collection_rate(facts, MARCH).reason == NOTHING_DUE


def test_an_instalment_without_an_amount_is_left_out_and_counted() -> None:
    facts = cash(*ROWS, row("K1", "full", due_on="09-10"))
    assert collection_rate(facts, OCTOBER) == Figure(700 / 900, 2, left_out=1)


def test_days_counted_back_to_the_month_it_was_signed() -> None:
    facts = cash(*ROWS)
    assert dso(facts, OCTOBER).number == pytest.approx(31 + 30 + 31 * 700 / 1500)
    assert simple_dso(facts, OCTOBER).number == pytest.approx(700 / 1500 * 92)
    dear = cash(row("K1", "refund", received_on="08-20", amount=-900))
    assert dso(dear, OCTOBER).reason == OLDER_THAN_DATA
    undated = cash(*ROWS, contracts=[contract(signed_on=None)])
    assert dso(undated, OCTOBER).reason == NOTHING_SIGNED
    settled = cash(row("K1", "full", due_on="08-20", due_amount=1000, received_on="08-20", amount=1000), contracts=[contract()])  # fmt: skip
    assert (dso(settled, OCTOBER).value, overdue_share(settled, OCTOBER).reason) == (0, NOTHING_OWED)


@pytest.mark.parametrize("indicator", OF_CASH)
def test_without_sheets_it_is_unknown(indicator: Any) -> None:
    figure = indicator(facts_of(open_deal()), OCTOBER)
    assert (figure.value, figure.reason) == (None, reasons.no_sheet("receipts"))


def test_unknown_is_never_nothing() -> None:
    assert receivable(cash(*ROWS, contracts=[contract("K1", None)]), OCTOBER).reason == NO_CONTRACT
    no_due = cash(
        {"id": None, "contract": "K1", "instalment": "full", "received_on": day("10-01"), "amount": 1}
    )
    assert collection_rate(no_due, OCTOBER).reason == reasons.no_column("receipts", "due_on", "due_amount")
    assert receivable(no_due, OCTOBER).value == 1499
    alone = facts_of(open_deal(), receipts=[{"id": None, "contract": "K1", "instalment": "full", "received_on": day("10-01"), "amount": 1}])  # fmt: skip
    assert receivable(alone, OCTOBER).reason == reasons.no_column("receipts", "due_amount")


def test_what_is_in_no_account_is_counted() -> None:
    facts = cash(
        *ROWS,
        row("K9", received_on="10-01", amount=5),
        row("K1", received_on=None, amount=5),
        contracts=[contract(), contract("K2", None, owner="S02")],
    )
    assert receivable(facts, OCTOBER) == Figure(300, 1, left_out=3)
    assert left_out(facts, OCTOBER, person("S02")) == 1


def test_quotations_decided() -> None:
    told = [("accepted", 7), ("declined", 5), ("withdrawn", 2), ("sent", 13)]
    rows = [
        {"id": f"Q{status}{i}", "customer": "A", "product": "P", "quantity": 1, "owner": "S01", "date": day("10-02"), "status": status, "replaces": None}
        for status, n in told
        for i in range(n)
    ]  # fmt: skip
    facts = facts_of(open_deal(), quotes=rows)
    assert quote_conversion(facts, OCTOBER) == Figure(7 / 12, 12)
    assert quote_conversion(facts, MARCH).reason == NOTHING_DECIDED
    rows[0]["replaces"] = rows[7]["id"]
    assert quote_conversion(facts_of(open_deal(), quotes=rows), OCTOBER).n == 11


ORDERS = [
    {"id": "A", "customer": "C", "owner": "S01", "ordered_on": day("10-01"), "delivered_on": day("10-05"), "amount": 100, "fault": "wrong_item"},
    {"id": "B", "customer": "C", "owner": "S01", "ordered_on": day("10-01"), "delivered_on": day("10-05"), "amount": None, "fault": None},
]  # fmt: skip
BACK = {"customer": "C", "quantity": 1, "reason": "faulty", "owner": "S01", "returned_on": day("10-09"), "amount": 5, "remedy": "credit"}  # fmt: skip


def test_faults_and_returns() -> None:
    facts = facts_of(open_deal(), orders=ORDERS, returns=[BACK])
    assert order_accuracy(facts, OCTOBER) == Figure(0.5, 2)
    assert return_rate(facts, OCTOBER) == Figure(0.05, 1, left_out=1)
    assert returns_per_order(facts, OCTOBER) == Figure(0.5, 2)
    assert return_rate(facts, MARCH).reason == NOT_DELIVERED
    assert return_rate(facts_of(open_deal(), orders=ORDERS[1:], returns=[BACK]), OCTOBER).reason == NO_DELIVERED_VALUE  # fmt: skip
    assert returns_per_order(facts_of(open_deal()), OCTOBER).reason == reasons.no_sheet("returns")
    assert return_rate(facts_of(open_deal(), returns=[BACK]), OCTOBER).reason == reasons.no_sheet("orders")


PRICES = [{"id": "P1", "name": "Kit", "price": 100, "cost": 40}]


def test_margin_by_the_deal_and_by_the_lines_of_its_orders() -> None:
    deals = [won("10-02", 1000, product="P1", quantity=10), won("10-03", 500, product="P2", quantity=1)]
    assert profit(facts_of(*deals, products=PRICES), OCTOBER) == Figure(600, 1, left_out=1)
    lines: list[dict[str, Any]] = [
        {"id": "A", "customer": "K1", "owner": "S01", "ordered_on": day("10-01"), "opportunity": "O-0001", "product": "P1", "quantity": n, "amount": 1}
        for n in (5, 6)
    ]  # fmt: skip
    assert profit(facts_of(*deals, products=PRICES, orders=lines), OCTOBER).value == 1000 - 11 * 40
    lines[1]["quantity"] = None
    assert profit(facts_of(*deals, products=PRICES, orders=lines), OCTOBER).reason == NO_COST
    assert profit(facts_of(*deals, products=PRICES), MARCH).reason == reasons.NOBODY_WON
    assert ltv(facts_of(*deals, products=PRICES), OCTOBER) == Figure(600 * 1 * 3, 2, left_out=1)
    assert ltv(facts_of(deals[1], products=PRICES), OCTOBER).reason == NO_COST
    assert profit(facts_of(*deals), OCTOBER).reason == reasons.no_sheet("products")


def test_a_product_is_bought_again_after_its_own_time() -> None:
    prices = [{**PRICES[0], "rebuy_months": 2}]
    deals = [won("07-31", 5, customer="C", product="P1"), won("10-20", 5, customer="C", product="P1")]
    # expected on 30 September, bought twenty days later
    assert repurchase(facts_of(*deals, products=prices), month(2026, 9)) == Figure(1.0, 1)
    order = {
        "id": "A",
        "customer": "C",
        "owner": "S01",
        "ordered_on": day("09-28"),
        "product": "P1",
        "opportunity": None,
    }
    assert repurchase(facts_of(deals[0], products=prices, orders=[order]), month(2026, 9)) == Figure(1.0, 1)
    assert repurchase(facts_of(deals[0], products=prices), month(2026, 9)) == Figure(0.0, 1)


def test_with_surveys_satisfaction_is_of_the_period_and_one_vote_a_customer() -> None:
    customers = [{"id": f"C{i}", "name": f"N{i}", "owner": "S01", "satisfaction": 10} for i in range(3)]
    told = [("C0", "10-02", 100), ("C0", "10-05", 80), ("C1", "10-05", 60), ("C2", "09-05", 20)]
    rows = [{"date": day(on), "customer": c, "score": s, "rep": None} for c, on, s in told]
    rows[1]["rep"] = "S02"
    facts = facts_of(open_deal(), customers=customers, surveys=rows)
    assert satisfaction(facts, OCTOBER) == Figure(0.75, 2)
    assert satisfaction(facts, OCTOBER, person("S02")) == Figure(0.9, 1)
    assert satisfaction(facts, MARCH).reason == NO_ANSWER
