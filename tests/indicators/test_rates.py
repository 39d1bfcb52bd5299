"""Rates of winning: what is in them and what is not."""

from typing import Any

from sheetsales.indicators import rates, reasons
from sheetsales.indicators.period import month, twelve_months_to
from tests.indicators.team_book import TODAY, day, facts_of, lost, move, open_deal, won

OCTOBER = month(2026, 10)
YEAR = twelve_months_to(TODAY)


def test_by_value_and_by_count_differ() -> None:
    facts = facts_of(won("10-01", 20_000), won("10-02", 10_000), lost("10-03", 40_000), lost("10-04", 30_000))
    assert rates.win_rate_value(facts, OCTOBER).number == 0.3
    assert rates.win_rate_count(facts, OCTOBER).number == 0.5


def test_open_deals_are_not_in_it() -> None:
    facts = facts_of(won("10-01"), open_deal(), open_deal())
    assert rates.win_rate_count(facts, OCTOBER).number == 1.0


def test_lost_deals_without_amounts_make_the_rate_by_value_meaningless() -> None:
    for amount in (0, None):
        figure = rates.win_rate_value(facts_of(won("10-01", 100), lost("10-02", amount)), OCTOBER)
        assert figure.reason == reasons.LOST_WITHOUT_AMOUNT


def test_some_lost_amounts_missing_are_counted() -> None:
    figure = rates.win_rate_value(
        facts_of(won("10-01", 100), lost("10-02", 300), lost("10-02", None)), OCTOBER
    )
    assert (figure.number, figure.n, figure.left_out) == (0.25, 2, 1)


def test_nothing_closed_is_unknown() -> None:
    facts = facts_of(open_deal(), won("09-01"))
    assert rates.win_rate_count(facts, OCTOBER).reason == reasons.NOBODY_CLOSED
    assert rates.win_rate_value(facts, OCTOBER).reason == reasons.NOBODY_CLOSED
    assert not rates.win_rate_value(facts_of({"stage": "won"}), OCTOBER).known
    assert not rates.win_rate_count(facts_of({"stage": "won"}), OCTOBER).known


def test_the_funnel_follows_a_cohort() -> None:
    born: dict[str, Any] = {"created_on": day("03-02")}
    deals = [won("06-01", **born)] * 842 + [lost("06-02", **born)] * 7_000 + [open_deal(**born)] * 158
    facts = facts_of(*deals)
    assert round(rates.funnel_conversion(facts, YEAR).number, 5) == 0.10525
    assert rates.funnel_conversion(facts, YEAR).n == 8_000


def test_a_deal_that_began_further_down_is_no_lead_of_the_funnel() -> None:
    born: dict[str, Any] = {"created_on": day("03-02")}
    log = [
        move("03-02", "O-0001", None, "identify"), move("04-01", "O-0001", "identify", "won"),
        move("03-02", "O-0002", None, "quote"), move("04-01", "O-0002", "quote", "won"),
        move("03-02", "O-0003", None, "identify"),
    ]  # fmt: skip
    facts = facts_of(won("04-01", **born), won("04-01", **born), open_deal("identify", **born), stage_log=log)
    figure = rates.funnel_conversion(facts, YEAR)
    assert (figure.number, figure.n) == (0.5, 2)


def test_no_cohort_no_rate() -> None:
    old = facts_of(won("04-01", created_on=day("2024-03-01")))
    bare = facts_of(won("04-01"))
    assert rates.funnel_conversion(old, YEAR).reason == reasons.NOBODY_CREATED
    assert "Created on" in rates.funnel_conversion(bare, YEAR).reason.en
