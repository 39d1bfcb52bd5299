"""What a customer bought in a few figures, worked by hand, and the marks for it by the standard of the Settings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from sheetsales.book.settings import Settings
from sheetsales.indicators.bought import Bought, Purchase, average_bought, bought, points, preferred
from sheetsales.indicators.standard import USUAL, Points, Step, standard

TODAY = dt.date(2026, 10, 31)


def bought_on(day: str, product: str = "", amount: int | None = 100) -> Purchase:
    return Purchase(dt.date.fromisoformat(day), product, None if amount is None else Decimal(amount))


def nobody_knows(_: str) -> float | None:
    return None


def test_one_purchase_tells_no_gap_and_nothing_of_the_next() -> None:
    found = bought([bought_on("2026-03-05", "P1")], nobody_knows)
    assert found == Bought(dt.date(2026, 3, 5), 1, Decimal(100), None, None, "P1")


def test_two_purchases_tell_a_gap_three_when_the_next_is_due() -> None:
    two = [bought_on("2026-01-01"), bought_on("2026-01-31")]
    assert (bought(two, nobody_knows).gap, bought(two, nobody_knows).expected) == (30, None)
    three = [*two, bought_on("2026-03-12")]
    found = bought(three, nobody_knows)
    assert (found.gap, found.expected) == (35, dt.date(2026, 4, 16))


def test_two_orders_of_one_day_are_two_purchases_and_no_gap() -> None:
    found = bought([bought_on("2026-01-01"), bought_on("2026-01-01")], nobody_knows)
    assert (found.count, found.gap, found.expected) == (2, None, None)


def test_the_interval_of_the_product_comes_before_their_own() -> None:
    those = [bought_on("2025-08-31", "P1"), bought_on("2026-08-31", "P3")]
    found = bought(those, {"P3": 6.0}.get)
    assert found.expected == dt.date(2027, 2, 28), "the last day of a month that is shorter"


def test_an_amount_that_nobody_knows_is_no_zero() -> None:
    those = [bought_on("2026-01-01"), bought_on("2026-02-01", amount=None)]
    assert bought(those, nobody_knows).amount is None
    assert bought(those[:1], nobody_knows, None).amount is None
    assert bought(those[:1], nobody_knows, Decimal(30)).amount == 70


def test_the_product_bought_most_the_latest_of_those_alike() -> None:
    days = ("2026-01-01", "2026-02-01", "2026-03-01")
    assert preferred([bought_on(day, p) for day, p in zip(days, ("P1", "P2", "P1"), strict=True)]) == "P1"
    assert preferred([bought_on(day, p) for day, p in zip(days, ("P1", "P2", ""), strict=True)]) == "P2"
    assert preferred([bought_on(days[0])]) == ""


def test_the_worked_check_of_the_points() -> None:
    """Bought 40 days ago (3), two orders (2), 1.2 times the average (2): 7, a B."""
    those = [bought_on("2026-03-01", amount=40), bought_on("2026-09-21", amount=80)]
    found = points(those, Decimal(100), TODAY, USUAL)
    assert found == Points(3, 2, 2)
    assert (found.total, USUAL.grade_of(found.total)) == (7, "B")


@pytest.mark.parametrize(
    ("amount", "much"), [(99, 1), (100, 2), (199, 2), (200, 3)], ids=["below", "at", "under two", "two times"]
)
def test_limits_are_reached_on_the_dot(amount: int, much: int) -> None:
    assert points([bought_on("2026-10-01", amount=amount)], Decimal(100), TODAY, USUAL) == Points(3, 1, much)


@pytest.mark.parametrize(
    ("day", "recent"), [("2026-08-02", 3), ("2026-08-01", 2), ("2026-05-04", 2), ("2026-05-03", 1)]
)
def test_days_are_counted_to_the_day(day: str, recent: int) -> None:
    found = points([bought_on(day)], Decimal(100), TODAY, USUAL)
    assert found is not None
    assert found.recent == recent


def test_nothing_bought_nothing_to_compare_and_unknown_amounts_earn_no_points() -> None:
    assert points([], Decimal(100), TODAY, USUAL) is None
    assert points([bought_on("2026-10-01")], None, TODAY, USUAL) is None
    some = [bought_on("2026-09-01", amount=120), bought_on("2026-10-01", amount=None)]
    assert points(some, Decimal(100), TODAY, USUAL) is None
    enough = [bought_on("2026-09-01", amount=220), bought_on("2026-10-01", amount=None)]
    assert points(enough, Decimal(100), TODAY, USUAL) == Points(3, 2, 3)


def test_the_average_needs_half_a_year_and_amounts() -> None:
    whole = {
        "a": [bought_on("2026-05-01", amount=300)],
        "b": [bought_on("2026-06-01", amount=100), bought_on("2024-06-01")],
    }
    assert average_bought(whole, TODAY, dt.date(2026, 1, 1)) == 200
    assert average_bought(whole, TODAY, dt.date(2026, 6, 1)) is None
    assert average_bought(whole, TODAY, None) is None
    assert average_bought({"a": [bought_on("2026-05-01", amount=None)]}, TODAY, dt.date(2026, 1, 1)) is None


def test_a_team_sets_its_own_standard() -> None:
    own = standard(
        Settings(
            "en",
            {"rfm_days": "30; 60", "rfm_orders": "1, 4", "rfm_times": "0.5 1.5", "grade_points": "3/5/9"},
        )
    )
    assert (own.days, own.orders, own.times) == ((30, 60), (1, 4), (0.5, 1.5))
    assert own.steps == (Step("A", 9), Step("B", 5), Step("C", 3), Step("D", 0))
    assert (own.recent(31), own.often(1), own.grade_of(8)) == (2, 2, "B")


@pytest.mark.parametrize("typed", ["", "90", "180; 90", "1; 2; 3", "none", 90180.0])
def test_what_is_no_pair_of_rising_numbers_counts_as_usual(typed: object) -> None:
    assert standard(Settings("zh", {"rfm_days": typed, "grade_points": "8; 6; 4"})) == USUAL  # type: ignore[dict-item]
