"""Indicators of the modules against figures worked out by hand from the sample's ledgers."""

from __future__ import annotations

import pytest

from sheetsales.indicators.cash import (
    collected_of_signed,
    overdue_amount,
    paid_on_time_value,
    simple_dso,
)
from sheetsales.indicators.catalogue import BY_CODE
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.loyalty import YOUNG_DATA
from sheetsales.indicators.marketing import returns_of
from sheetsales.indicators.orders import returns_per_order
from sheetsales.indicators.period import Period, month, twelve_months_to
from sheetsales.indicators.scope import COMPANY, person
from tests.indicators.conftest import AS_OF
from tests.indicators.team_book import told

OCTOBER, YEAR = month(2026, 10), twelve_months_to(AS_OF)

IN_OCTOBER = [
    ("receivable", 8103000 - 6888387 - 8153, 36),
    ("collection_rate", 6896540 / 6896540, 41),
    ("overdue_share", 0.0, 36),
    ("paid_on_time", 30 / 41, 41),
    ("dso", 31 + (1206460 - 645000) / 982000 * 30, 36),
    ("expected_cash", 217900 + 162900 + 174100 + 331100, 4),
    ("on_time", 3 / 4, 4),
    ("order_days", 2, 5),
    ("satisfaction", (86 + 89 + 94 + 89 + 90) / 5 / 100, 5),
    ("profit", 645000 - (52800 + 218400 + 120120), 3),
]
IN_TWELVE_MONTHS = [
    ("training", 32 / 34, 34),
    ("staff_satisfaction", (85 + 80 + 90 + 78 + 82 + 88) / 600, 6),
    ("order_accuracy", 33 / 34, 34),
    ("on_time", 31 / 34, 34),
    ("return_rate", 8153 / 7789100, 34),
    ("service_on_time", 12 / 13, 13),
    ("received_amount", 6888387, 43),
    ("quote_conversion", 1.0, 7),
    ("profit", 4034560, 36),
    ("ltv", 4034560 / 36 * 36 / 28 * 3, 28),
]


@pytest.mark.parametrize(("code", "value", "n"), IN_OCTOBER)
def test_october(module_facts: Facts, code: str, value: float, n: int) -> None:
    figure = BY_CODE[code].compute(module_facts, OCTOBER, COMPANY)
    assert told(figure.number, figure.n, figure.left_out) == (pytest.approx(value), n, 0)


@pytest.mark.parametrize(("code", "value", "n"), IN_TWELVE_MONTHS)
def test_twelve_months(module_facts: Facts, code: str, value: float, n: int) -> None:
    figure = BY_CODE[code].compute(module_facts, YEAR, COMPANY)
    assert told(figure.number, figure.n, figure.left_out) == (pytest.approx(value), n, 0)


def test_what_stands_beside_them(module_facts: Facts) -> None:
    assert collected_of_signed(module_facts, OCTOBER).number == pytest.approx(6888387 / (8103000 - 8153))
    assert paid_on_time_value(module_facts, OCTOBER).number == pytest.approx(4526150 / 6896540)
    assert simple_dso(module_facts, OCTOBER).number == pytest.approx(1206460 / 2033000 * 92)
    assert returns_per_order(module_facts, YEAR).number == pytest.approx(2 / 34)
    assert overdue_amount(module_facts, OCTOBER).number == 0


def test_the_winter_before_gave_worse_scores(module_facts: Facts) -> None:
    winter = BY_CODE["satisfaction"].compute(module_facts, month(2025, 12), COMPANY)
    assert told(winter.number, winter.n) == (pytest.approx((68 + 72 + 74 + 95 + 66 + 70 + 70) / 7 / 100), 7)


def test_twelve_months_of_data_tell_no_churn(module_facts: Facts) -> None:
    assert BY_CODE["churn"].compute(module_facts, OCTOBER, COMPANY).reason == YOUNG_DATA


@pytest.mark.parametrize("code", ["receivable", "received_amount", "expected_cash", "profit"])
def test_people_add_up_to_the_company(module_facts: Facts, code: str) -> None:
    people = [one.id for one in module_facts.people.all]
    parts = [BY_CODE[code].compute(module_facts, YEAR, person(key)) for key in people]
    whole = BY_CODE[code].compute(module_facts, YEAR, COMPANY)
    assert sum(p.number for p in parts if p.known) == pytest.approx(whole.number)


TEN_MONTHS = Period(month(2026, 1).first, AS_OF, "")
IN_TEN_MONTHS = [
    ("cost", 108495, 16),
    ("cost_ratio", 108495 / 6105000, 28),
    ("cac", 108495 / 12, 12),
    ("improve_on_time", 3 / 3, 3),
    ("market_share", 0.043, 1),
]


@pytest.mark.parametrize(("code", "value", "n"), IN_TEN_MONTHS)
def test_ten_months(module_facts: Facts, code: str, value: float, n: int) -> None:
    figure = BY_CODE[code].compute(module_facts, TEN_MONTHS, COMPANY)
    assert told(figure.number, figure.n, figure.left_out) == (pytest.approx(value), n, 0)


def test_each_channel_against_its_cost(module_facts: Facts) -> None:
    found = returns_of(module_facts, YEAR)
    assert {key: (float(one.margin), float(one.cost), one.won) for key, one in found.items()} == {
        "exhibition": (328820, 50400, 3), "website": (1199730, 24800, 9),
        "referral": (1747430, 1800, 17), "partner": (560230, 24495, 5),
    }  # fmt: skip
    whole = BY_CODE["channel_roi"].compute(module_facts, YEAR, COMPANY)
    margin = sum(float(one.margin) for one in found.values())
    assert whole.number == pytest.approx((margin - 101495) / 101495)
