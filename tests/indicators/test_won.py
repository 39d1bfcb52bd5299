"""What was won: each definition with its worked check and its trap."""

from decimal import Decimal

import pytest

from sheetsales.indicators import reasons
from sheetsales.indicators import won as indicator
from sheetsales.indicators.activity import new_leads
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import Period, month, parse_period
from sheetsales.indicators.rates import win_rate_count
from sheetsales.indicators.satisfaction import satisfaction
from sheetsales.indicators.scope import Scope, person, team
from sheetsales.process.people import people
from tests.indicators.team_book import TEAM, TODAY, day, facts_of, lost, open_deal, won

OCTOBER = month(2026, 10)


def year() -> Period:
    found = parse_period("2026")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def many() -> Facts:
    """4,238 deals won for 10,005,534 in all, 2,473 lost."""
    rest = 10_005_534 - 4_237 * 2_000
    deals = (
        [won("05-04", 2_000) for _ in range(4_237)]
        + [won("06-01", rest)]
        + [lost("07-01") for _ in range(2_473)]
    )
    return facts_of(*deals)


def test_average_deal_of_a_year(many: Facts) -> None:
    figure = indicator.avg_deal(many, year())
    assert round(figure.number, 2) == 2_360.91
    assert figure.n == 4_238


def test_win_rate_of_a_year(many: Facts) -> None:
    figure = win_rate_count(many, year())
    assert round(figure.number, 5) == 0.63150
    assert figure.n == 6_711


def test_only_deals_closed_in_the_period_count() -> None:
    facts = facts_of(
        won("09-30", 1), won("10-01", 10), won("10-31", 100), lost("10-05", 1000), open_deal(amount=9)
    )
    assert indicator.won_amount(facts, OCTOBER).value == Decimal(110)
    assert indicator.won_count(facts, OCTOBER).value == 2


def test_after_sales_counts_as_won() -> None:
    facts = facts_of({**won("10-02", 5), "stage": "after"})
    assert indicator.won_count(facts, OCTOBER).value == 1


def test_a_win_without_a_day_is_in_no_period() -> None:
    facts = facts_of(won(None, 70), won("10-02", 5))
    assert indicator.won_amount(facts, OCTOBER).value == Decimal(5)


def test_a_blank_amount_is_left_out_not_zero() -> None:
    facts = facts_of(won("10-02", None), won("10-03", 50))
    figure = indicator.won_amount(facts, OCTOBER)
    assert (figure.value, figure.n, figure.left_out) == (Decimal(50), 1, 1)
    assert not indicator.won_amount(facts_of(won("10-02", None), won("09-03", 50)), OCTOBER).known


def test_no_win_is_a_true_zero_but_no_average() -> None:
    facts = facts_of(won("09-02"))
    assert indicator.won_amount(facts, OCTOBER).value == 0
    assert not indicator.avg_deal(facts, OCTOBER).known
    assert not indicator.aov(facts, OCTOBER).known


def test_without_a_closed_on_column_nothing_is_known_of_a_month() -> None:
    facts = facts_of({"stage": "won", "amount": 100})
    for compute in (
        indicator.won_amount,
        indicator.won_count,
        indicator.avg_deal,
        indicator.aov,
        indicator.new_customers,
    ):
        figure = compute(facts, OCTOBER)
        assert not figure.known
        assert "Closed on" in figure.reason.en
        assert "关闭日期" in figure.reason.zh


def test_a_month_that_ends_on_the_first_closing_is_known() -> None:
    facts = facts_of(won("10-31", 10))
    assert indicator.won_amount(facts, OCTOBER).value == Decimal(10)
    assert not indicator.won_amount(facts_of(won("11-01", 10), as_of=day("11-30")), OCTOBER).known


def test_a_month_before_the_first_closing_is_unknown_not_zero() -> None:
    facts = facts_of(won("09-02"), won("10-02"))
    assert not indicator.won_amount(facts, month(2026, 8)).known
    assert indicator.won_amount(facts, month(2026, 9)).known


def test_the_average_per_customer_divides_by_customers() -> None:
    facts = facts_of(
        won("10-02", 100, customer="K"), won("10-03", 200, customer="K"), won("10-04", 600, customer="L")
    )
    assert indicator.aov(facts, OCTOBER).value == Decimal(450)
    assert indicator.avg_deal(facts, OCTOBER).value == Decimal(300)


def test_a_customer_is_new_once_and_by_the_kind_of_business() -> None:
    facts = facts_of(
        won("09-02", customer="K", kind="new"), won("10-03", customer="K", kind="new"),
        won("10-04", customer="L", kind="new"), won("10-05", customer="L", kind="new"),
        won("10-06", customer="M", kind="repeat"), won("10-07", customer="N", kind="renewal"),
    )  # fmt: skip
    assert indicator.new_customers(facts, OCTOBER) == Figure(1, 1)


@pytest.mark.parametrize(("entered", "new"), [("2025-10-05", 0), ("2025-10-06", 1), ("2026-09-01", 1)])
def test_without_a_kind_a_customer_entered_less_than_a_year_before_is_new(entered: str, new: int) -> None:
    customers = [{"id": "K", "name": "Kay", "created_on": day(entered)}]
    facts = facts_of(won("10-05", customer="K"), customers=customers)
    assert indicator.new_customers(facts, OCTOBER).value == new


def test_who_is_new_is_not_guessed() -> None:
    nobody = indicator.new_customers(facts_of(won("10-05")), OCTOBER)
    assert (nobody.value, nobody.reason, nobody.left_out) == (None, reasons.NEW_OR_NOT, 1)
    some = indicator.new_customers(facts_of(won("10-05"), won("10-06", kind="new")), OCTOBER)
    assert (some.value, some.left_out) == (1, 1)
    assert (
        indicator.new_customers(facts_of(won("09-05"), won("11-01"), as_of=day("11-30")), OCTOBER).value == 0
    )


def test_quantity_adds_up_what_is_known() -> None:
    facts = facts_of(won("10-02", quantity=3), won("10-03", quantity=None), won("10-04", quantity=4))
    figure = indicator.quantity(facts, OCTOBER)
    assert (figure.value, figure.n, figure.left_out) == (7, 2, 1)
    assert not indicator.quantity(facts_of(won("10-02")), OCTOBER).known
    none = indicator.quantity(facts_of(won("10-02", quantity=None), open_deal(quantity=3)), OCTOBER)
    assert (none.value, none.reason) == (None, reasons.NO_QUANTITY)


def test_a_customer_or_person_that_stands_twice_counts_once() -> None:
    rows = [
        {"id": "K", "name": n, "owner": "S01", "created_on": day("10-05"), "satisfaction": s}
        for n, s in (("A", 80), ("A", 80))
    ]
    customers = [
        *rows,
        {"id": "L", "name": "B", "owner": "S01", "created_on": day("10-06"), "satisfaction": 50},
    ]
    facts = facts_of(won("10-02"), customers=customers, team=[*TEAM, *TEAM])
    assert new_leads(facts, OCTOBER).value == 2
    assert satisfaction(facts, OCTOBER) == Figure(0.65, 2)
    assert [p.id for p in people(facts.book).all] == ["S01", "S02"]


def test_scopes() -> None:
    facts = facts_of(
        won("10-02", 1, owner="S01", product="P1", customer="C-001"),
        won("10-03", 10, owner="S02", product="P2", customer="C-002"),
        customers=[
            {"id": "C-001", "name": "Acme", "owner": "S01", "region": "north", "created_on": day("01-01")},
            {"id": "C-002", "name": "Best", "owner": "S02", "region": "south", "created_on": day("01-01")},
        ],
    )
    for scope, amount in (
        (person("S02"), 10),
        (team("North"), 1),
        (Scope("product", "P2"), 10),
        (Scope("region", "north"), 1),
        (person("S99"), 0),
    ):
        assert indicator.won_amount(facts, OCTOBER, scope).value == amount


def test_foreign_money_is_converted_and_a_missing_rate_leaves_it_out() -> None:
    facts = facts_of(
        won("10-02", 100, currency="USD"), won("10-03", 100, currency="JPY"), won("10-04", 100, currency="CNY"),
        settings={"Currency": "CNY", "Rate table": "USD=7.10"},
    )  # fmt: skip
    figure = indicator.won_amount(facts, OCTOBER)
    assert (figure.value, figure.left_out) == (Decimal(810), 1)


def test_what_happened_after_the_day_has_not_happened() -> None:
    facts = facts_of(
        won("10-20", 5, created_on=day("09-01")), won("10-05", 7, created_on=day("09-01")),
        open_deal(created_on=day("10-25")), as_of=day("10-15"),
    )  # fmt: skip
    assert indicator.won_amount(facts, OCTOBER).value == 7
    assert [d.id for d in facts.open()] == ["O-0001"]
    assert facts.as_of < TODAY
