"""The forecast from stage chances."""

from math import sqrt
from typing import Any

import pytest

from sheetsales.indicators import forecast, reasons
from sheetsales.indicators.period import month
from tests.indicators.team_book import day, facts_of, lost, move, open_deal, won

NOVEMBER = month(2026, 11)
DUE: dict[str, Any] = {"expected_close": day("11-15")}


def test_weighted_is_amount_times_chance() -> None:
    facts = facts_of(
        open_deal("quote", 1000, **DUE),
        open_deal("negotiate", 400, **DUE),
        open_deal("quote", 9, expected_close=day("12-01")),
    )
    assert forecast.weighted_forecast(facts, NOVEMBER).number == 0.5 * 1000 + 0.75 * 400
    found = forecast.outlook(facts, forecast.due_in(facts, NOVEMBER), forecast.win_chances(facts))
    assert found.spread == pytest.approx(sqrt(1000**2 * 0.25 + 400**2 * 0.75 * 0.25))
    assert found.low == pytest.approx(800 - found.spread)
    assert found.high == pytest.approx(800 + found.spread)
    assert found.deals == 2


def test_own_history_draws_the_chance() -> None:
    """Twenty standard deals at 50 % and ten own ones, two of them won: (10 + 2) / 30."""
    ended = [won("10-01")] * 2 + [lost("10-01")] * 8
    log = []
    for i in range(1, 11):
        log += [
            move("09-01", f"O-{i:04d}", None, "quote"),
            move("10-01", f"O-{i:04d}", "quote", "won" if i < 3 else "lost"),
        ]
    facts = facts_of(*ended, open_deal("quote", 100, **DUE), stage_log=log)
    chance = forecast.win_chances(facts)["quote"]
    assert (chance.wins, chance.ended, chance.strength) == (2, 10, 20)
    assert chance.value == pytest.approx(12 / 30)
    assert forecast.weighted_forecast(
        facts, NOVEMBER, chances=forecast.win_chances(facts)
    ).number == pytest.approx(40)


def test_without_weight_or_history_the_standard_stays() -> None:
    facts = facts_of(open_deal("quote", 100, **DUE), settings={"Win-rate prior strength": 0})
    assert forecast.win_chances(facts)["quote"].value == 0.5


def test_commit_and_best_case() -> None:
    categories = ("commit", "best_case", "pipeline", "omitted")
    facts = facts_of(*(open_deal("quote", 100, forecast_category=c, **DUE) for c in categories))
    found = forecast.outlook(facts, forecast.due_in(facts, NOVEMBER), forecast.win_chances(facts))
    assert (float(found.commit), float(found.best_case), found.deals) == (100.0, 200.0, 3)


def test_what_is_not_in_the_forecast() -> None:
    facts = facts_of(
        open_deal("quote", None, **DUE), open_deal("hold", 100, **DUE), open_deal("dreaming", 100, **DUE),
        open_deal("quote", 100, expected_close=day("2028-01-01")), open_deal("quote", 100, expected_close=None),
    )  # fmt: skip
    assert [forecast.counts_in_forecast(facts, d) for d in facts.deals] == [False, False, False, False, True]
    assert forecast.due_in(facts, NOVEMBER) == []


def test_a_deal_expected_on_the_last_day_ahead_still_counts() -> None:
    """Settings look 30 days ahead, to 30 November."""
    facts = facts_of(
        open_deal("quote", 100, expected_close=day("11-30")), open_deal("quote", 100, expected_close=day("12-01")),
        settings={"Close horizon in days": 30},
    )  # fmt: skip
    assert [forecast.counts_in_forecast(facts, d) for d in facts.deals] == [True, False]


def test_a_typed_probability_comes_before_the_stages() -> None:
    typed = [open_deal("quote", 100_000, probability=p, **DUE) for p in (0.9, 0.1, 1.0, None)]
    facts = facts_of(
        *typed,
        open_deal("dreaming", 1000, probability=0.5, **DUE),
        open_deal("quote", 10, probability=1.5, **DUE),
    )
    assert forecast.weighted_forecast(facts, NOVEMBER).number == pytest.approx(250_000 + 500 + 5)
    off = facts_of(*typed, settings={"Use typed probability": "no"})
    assert forecast.weighted_forecast(off, NOVEMBER).number == pytest.approx(200_000)
    assert forecast.counts_in_forecast(off, off.deals[0])


def test_a_typed_probability_serves_where_the_stages_have_none() -> None:
    stages = [
        {
            "code": "quote",
            "order": 1,
            "name_en": "Quote",
            "kind": "open",
            "win_probability": None,
            "max_days": 7,
        }
    ]
    facts = facts_of(open_deal("quote", 100, probability=0.3, **DUE), stages=stages)
    assert forecast.cannot_forecast(facts) is None
    assert forecast.weighted_forecast(facts, NOVEMBER).number == pytest.approx(30)


def test_a_sum_of_nothing_known_is_unknown() -> None:
    bare = facts_of(open_deal("quote", None, **DUE), open_deal("quote", None, **DUE))
    figure = forecast.weighted_forecast(bare, NOVEMBER)
    assert (figure.value, figure.reason, figure.left_out) == (None, reasons.OPEN_WITHOUT_AMOUNT, 2)
    odd = facts_of(open_deal("dreaming", 5, **DUE), open_deal("quote", None, **DUE))
    assert forecast.weighted_forecast(odd, NOVEMBER).reason == reasons.NO_CHANCE
    some = forecast.weighted_forecast(
        facts_of(open_deal("quote", 10, **DUE), open_deal("quote", None, **DUE)), NOVEMBER
    )
    assert (some.number, some.n, some.left_out) == (5, 1, 1)
    assert forecast.weighted_forecast(facts_of(open_deal("quote", 10)), month(2026, 10)).reason.en
    nothing = facts_of(open_deal("quote", 10, expected_close=day("12-01")))
    assert forecast.weighted_forecast(nothing, NOVEMBER).number == 0


def test_the_range_does_not_fall_below_nothing() -> None:
    facts = facts_of(open_deal("identify", 1000, **DUE))
    found = forecast.outlook(facts, forecast.due_in(facts, NOVEMBER), forecast.win_chances(facts))
    assert found.low == 0


def test_a_sum_over_deals_nobody_can_weigh_leaves_them_out() -> None:
    facts = facts_of(open_deal("quote", None, **DUE), open_deal("dreaming", 5, **DUE))
    assert forecast.outlook(facts, facts.deals, forecast.win_chances(facts)).weighted == 0


def test_why_there_is_no_forecast() -> None:
    assert "Expected close" in forecast.weighted_forecast(facts_of(open_deal()), NOVEMBER).reason.en
    stages = [
        {
            "code": "quote",
            "order": 1,
            "name_en": "Quote",
            "kind": "open",
            "win_probability": None,
            "max_days": 7,
        }
    ]
    bare = facts_of(open_deal("quote", 100, **DUE), stages=stages)
    assert forecast.cannot_forecast(bare) == reasons.NO_PROBABILITY


def test_the_months_ahead() -> None:
    assert [m.label for m in forecast.coming_months(facts_of(open_deal()), month(2026, 10))] == [
        "2026-11",
        "2026-12",
        "2027-01",
    ]
    running = facts_of(open_deal(), as_of=day("10-15"))
    assert [m.label for m in forecast.coming_months(running, month(2026, 10), 2)] == ["2026-10", "2026-11"]
