"""Worked checks of the modules' indicators that stand on no sample: figures made up, worked out by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from statistics import median

import pytest

from sheetsales.indicators.bought import Purchase, points
from sheetsales.indicators.cash import ageings, overdue_share
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.loyalty import churn, repurchase
from sheetsales.indicators.orders import delivery_lead_days, order_days
from sheetsales.indicators.period import Period, month
from sheetsales.indicators.staff import turnover
from sheetsales.indicators.standard import standard
from tests.indicators.team_book import Row, book_of, day, facts_of, open_deal, told, won
from tests.process.test_receivables import contract, row

OCTOBER = month(2026, 10)


def test_an_instalment_unpaid_since_10_september_is_51_days_old() -> None:
    """120,050 due on 10 September: 51 days on 31 October, between 31 and 60; of 500,000 owed it is 24 %."""
    facts = facts_of(
        open_deal(),
        contracts=[contract("HT-83", 620050)],
        receipts=[
            row("HT-83", due_on="2026-08-01", due_amount=120050, received_on="2026-08-01", amount=120050),
            row("HT-83", "acceptance", due_on="2026-09-10", due_amount=120050),
            row("HT-83", "retention", due_on="2027-09-10", due_amount=379950),
        ],
    )
    ((_, age),) = ageings(facts, OCTOBER)
    assert told(age.not_due, age.late, age.rest) == (379950, (0, 120050, 0), 0)
    found = overdue_share(facts, OCTOBER)
    assert found.number == pytest.approx(120050 / 500000)


def test_six_of_forty_active_customers_lost_are_15_per_cent_whatever_is_new() -> None:
    before = [won("2025-10-15", customer=f"A{n}") for n in range(40)]
    still = [won("2026-06-01", customer=f"A{n}") for n in range(34)]
    new = [won("2026-10-05", customer=f"N{n}") for n in range(10)]
    facts = facts_of(*before, *still, *new, won("2024-01-01", customer="long gone"))
    assert churn(facts, OCTOBER) == Figure(6 / 40, 40)


def test_five_of_eight_due_bought_again() -> None:
    """Two months after 31 July they are expected on 30 September; one more bought once and has no interval."""
    prices = [{"id": "P1", "name": "Kit", "price": 100, "cost": 40, "rebuy_months": 2}]
    first = [won("07-31", customer=f"C{n}", product="P1") for n in range(8)]
    again = [won("09-20", customer=f"C{n}", product="P1") for n in range(5)]
    once = [won("07-31", customer="X", product="P9")]
    found = repurchase(facts_of(*first, *again, *once, products=prices), month(2026, 9))
    assert found == Figure(0.625, 8)


def test_forty_days_ago_twice_and_a_fifth_above_the_average_is_b() -> None:
    """Three points for the days, two for the orders, two for the money: seven, B."""
    as_of = dt.date(2026, 10, 31)
    those = [
        Purchase(as_of - dt.timedelta(days=n), "", Decimal(amount)) for n, amount in ((200, 600), (40, 600))
    ]
    by = standard(book_of().settings)
    found = points(those, Decimal(1000), as_of, by)
    assert found is not None
    assert (found.total, by.grade_of(found.total)) == (7, "B")


def test_one_leaver_of_a_mean_of_almost_seven() -> None:
    """Seven at eleven month ends and six at the last: 1 ÷ 6.917 = 14.5 %."""
    started = dt.date(2024, 1, 1)
    team: list[Row] = [
        {"id": f"S{n}", "name": f"P{n}", "team": "North", "active": "yes", "hired_on": started, "left_on": None}
        for n in range(6)
    ]  # fmt: skip
    gone = {"id": "S9", "name": "Gone", "team": "North", "active": "no", "hired_on": started, "left_on": day("10-15")}  # fmt: skip
    found = turnover(facts_of(open_deal(), team=[*team, gone]), OCTOBER)
    assert found.number == pytest.approx(12 / 83)
    assert f"{found.number:.1%}" == "14.5%"


SEASONS = (("2025-11-01", "2026-02-28", 5), ("2026-03-01", "2026-06-30", 4), ("2026-07-01", "2026-10-31", 2))  # fmt: skip


@pytest.mark.parametrize(("first", "last", "days"), SEASONS)
def test_orders_of_the_sample_are_confirmed_sooner_and_sooner(
    module_facts: Facts, first: str, last: str, days: int
) -> None:
    """In Chinese working days; the English holidays of spring take half a day off."""
    found = order_days(module_facts, Period(day(first), day(last), "season"))
    spring = module_facts.book.lang == "en" and days == 4
    assert found.number == (3.5 if spring else days)


def test_orders_of_the_sample_take_sixteen_working_days_in_october(module_facts: Facts) -> None:
    """16, 16, 18 and 9 in Chinese working days; where no week is off, weekdays counted one by one."""
    found = delivery_lead_days(module_facts, OCTOBER)
    if module_facts.book.lang == "zh":
        assert found == Figure(16, 4)
        return
    table = module_facts.book.table("orders")
    pairs = zip(table.get("ordered_on"), table.get("delivered_on"), strict=True)
    days = [weekdays(first, last) for first, last in pairs if last in OCTOBER]
    assert found == Figure(median(days), 4)


def weekdays(first: dt.date, last: dt.date) -> int:
    return sum((first + dt.timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))
