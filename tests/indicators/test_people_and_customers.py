"""Who comes back, who leaves, who is contacted in time, what discount is given, which grade the standard suggests."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheetsales.indicators import reasons
from sheetsales.indicators.contacts import contact_on_time, kept_customers, kept_deals
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.grading import suggestions
from sheetsales.indicators.loyalty import NOBODY_ACTIVE, NOBODY_DUE, YOUNG_DATA, churn, repurchase
from sheetsales.indicators.owed import NO_STEP, step_on_time
from sheetsales.indicators.period import month
from sheetsales.indicators.pipeline import pushes, stalled_share
from sheetsales.indicators.scope import person, team
from sheetsales.indicators.staff import NOBODY, UNDATED, YOUNG_TEAM, turnover
from sheetsales.indicators.won import NO_DISCOUNT, true_discount
from tests.indicators.team_book import day, facts_of, lost, move, open_deal, won

OCTOBER = month(2026, 10)
Y = dt.date.fromisoformat


def _bought(customer: str, *days: str, **more: Any) -> list[dict[str, Any]]:
    return [dict(won(None, customer=customer, **more), closed_on=Y(d)) for d in days]


def test_churn_counts_those_active_at_the_start_and_not_since() -> None:
    facts = facts_of(
        *_bought("old", "2025-09-30"),  # the year before the period begins on 1 October 2025
        *_bought("left", "2025-10-15"),
        *_bought("came back", "2025-11-01", "2026-10-31"),
        *_bought("stays", "2026-09-30"),
        *_bought("new", "2026-10-05"),
    )
    assert churn(facts, OCTOBER) == Figure(1 / 3, 3)
    assert churn(facts, OCTOBER, person("S02")).reason == NOBODY_ACTIVE


def test_churn_needs_a_year_of_data() -> None:
    assert churn(facts_of(*_bought("K", "2026-01-05")), OCTOBER).reason == YOUNG_DATA
    assert churn(facts_of({"stage": "won"}), OCTOBER).reason == reasons.no_column("pipeline", "closed_on")


def test_a_repurchase_is_expected_after_the_customers_own_median_gap() -> None:
    facts = facts_of(
        *_bought("on time", "2026-03-01", "2026-05-01", "2026-07-01", "2026-09-10"),  # expected on 31 August
        *_bought("not", "2026-03-01", "2026-05-01", "2026-07-01"),
        *_bought(
            "early", "2026-03-01", "2026-05-01", "2026-07-01", "2026-07-15"
        ),  # more than thirty days early: outside
        *_bought("twice only", "2026-05-01", "2026-07-01"),
    )
    august = month(2026, 8)
    assert repurchase(facts, august) == Figure(0.5, 2)
    assert repurchase(facts, month(2026, 5)).reason == NOBODY_DUE


def test_a_repurchase_is_not_judged_before_thirty_days_have_passed() -> None:
    days = ("2026-06-01", "2026-08-01", "2026-10-01")
    assert repurchase(facts_of(*_bought("K", *days[:2])), OCTOBER).reason == NOBODY_DUE
    waiting = facts_of(*_bought("K", "2026-06-03", "2026-08-02", "2026-10-01"))  # expected on 30 November
    assert repurchase(waiting, month(2026, 11)).reason == NOBODY_DUE


TEAM: list[dict[str, Any]] = [
    *({"id": f"S{i}", "name": f"P{i}", "team": "North", "active": "yes", "hired_on": Y("2024-01-01"), "left_on": None} for i in range(6)),
    {"id": "S9", "name": "Gone", "team": "South", "active": "no", "hired_on": Y("2024-01-01"), "left_on": Y("2026-06-30")},
]  # fmt: skip


def test_turnover_is_leavers_over_the_mean_headcount() -> None:
    facts = facts_of(open_deal(), team=TEAM)
    found = turnover(facts, OCTOBER)
    assert found.number == pytest.approx(
        1 / (80 / 12)
    )  # seven at the ends of November to June, six in the four after
    assert found.n == 7
    assert turnover(facts, OCTOBER, team("North")).value == 0


def test_turnover_says_what_is_missing() -> None:
    undated = [*TEAM[:6], {**TEAM[6], "left_on": None}]
    assert turnover(facts_of(open_deal(), team=undated), OCTOBER).reason == UNDATED.fill(n=1)
    young = [{**p, "hired_on": Y("2026-03-01"), "left_on": None, "active": "yes"} for p in TEAM]
    assert turnover(facts_of(open_deal(), team=young), OCTOBER).reason == YOUNG_TEAM
    assert turnover(facts_of(open_deal(), team=TEAM), OCTOBER, team("East")).reason == NOBODY
    blank = [{"id": "S1", "name": "A"}]
    assert turnover(facts_of(open_deal(), team=blank), OCTOBER).reason == reasons.no_column(
        "team", "hired_on"
    )


def test_discount_weighs_by_list_value() -> None:
    facts = facts_of(
        won("10-05", 900, discount=0.1), won("10-06", 4000, discount=0.2), won("10-07", 50, discount=None)
    )
    found = true_discount(facts, OCTOBER)
    assert found.number == pytest.approx(1 - 4900 / 6000)
    assert (found.n, found.left_out) == (2, 1)
    nothing = facts_of(won("10-05", 900, discount=None), won("10-05", None, discount=0.1))
    assert true_discount(nothing, OCTOBER).reason == NO_DISCOUNT
    assert true_discount(nothing, month(2026, 12)).reason == reasons.NOBODY_WON


ACTIVITY = {"rep": "S01", "kind": "call", "opportunity": None}


def _customer(key: str, entered: str, **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "name": key,
        "owner": "S01",
        "type": "high",
        "grade": "A",
        "created_on": Y(entered),
        **more,
    }


def _call(customer: str, on: str, **more: Any) -> dict[str, Any]:
    return {**ACTIVITY, "customer": customer, "date": day(on), **more}


def test_a_customer_is_due_where_the_day_lies_in_the_month() -> None:
    customers = [
        _customer("met", "2026-01-01"), _customer("late", "2026-01-01"), _customer("carried", "2026-01-01"),
        _customer("not yet", "2026-10-25"), _customer("gone", "2026-01-01", lifecycle="lost"),
        _customer("later", "2026-11-01"), _customer("none", "2026-01-01", grade=None, type=None),
    ]  # fmt: skip
    calls = [
        *(_call("met", on) for on in ("09-25", "10-10", "10-25")), *(_call("late", on) for on in ("09-25", "10-11")),
        _call("carried", "10-05"), _call("carried", "10-20"),
    ]  # fmt: skip
    facts = facts_of(open_deal(), customers=customers, activities=calls)
    found = {kept.id: kept.due for kept in kept_customers(facts, OCTOBER)}
    assert set(found) == {"met", "late", "carried", "not yet", "none"}
    assert found["none"] is None
    judged = {
        key: (d.due, d.met, d.carried, d.caught_up, d.over) for key, d in found.items() if d is not None
    }
    assert judged["met"] == (True, True, False, False, -9)
    assert judged["late"] == (True, False, False, False, 5)
    assert judged["carried"] == (True, True, True, True, -4)
    assert judged["not yet"] == (False, False, False, False, -9)
    assert contact_on_time(facts, OCTOBER) == Figure(2 / 3, 3)
    assert contact_on_time(facts, OCTOBER, person("S02")).reason == reasons.NO_CONTACT_DUE


def test_nobody_knows_of_contacts_without_activities() -> None:
    facts = facts_of(open_deal(), customers=[_customer("K", "2026-01-01")])
    assert contact_on_time(facts, OCTOBER).reason == reasons.NO_CONTACTS
    unset = facts_of(
        open_deal(),
        customers=[_customer("K", "2026-01-01", grade=None, type=None)],
        activities=[_call("K", "10-05")],
    )
    assert contact_on_time(unset, OCTOBER).reason == reasons.NO_CADENCE


def test_a_typed_last_contact_counts_where_it_is_later() -> None:
    customers = [
        _customer("K", "2026-01-01", last_contact=day("10-28")),
        _customer("L", "2026-01-01", last_contact=day("09-30")),
    ]
    facts = facts_of(open_deal(), customers=customers, activities=[_call("K", "10-02"), _call("L", "10-05")])
    last = {kept.id: kept.due.last for kept in kept_customers(facts, OCTOBER) if kept.due is not None}
    assert last == {"K": day("10-28"), "L": day("10-05")}


def test_an_open_deal_is_due_by_the_interval_of_its_stage() -> None:
    log = [move("10-01", "O-0001", "needs", "quote"), move("10-01", "O-0002", "needs", "quote")]
    calls = [
        _call("K1", on, opportunity="O-0001")
        for on in ("10-05", "10-08", "10-13", "10-16", "10-21", "10-26", "10-29")
    ]
    facts = facts_of(open_deal("quote"), open_deal("quote"), stage_log=log, activities=calls)
    every = next(s.contact_every_days for s in facts.book.process.stages if s.code == "quote")
    assert every is not None
    assert kept_deals(facts, OCTOBER) == {0: every >= 3, 1: False}


def test_contacts_of_a_deal_without_a_log_are_not_judged() -> None:
    assert kept_deals(facts_of(open_deal(), activities=[_call("K1", "10-05")]), OCTOBER) == {}


def test_stalled_and_pushed_shares() -> None:
    assert stalled_share(facts_of(open_deal()), OCTOBER).reason == reasons.no_sheet("activities")
    assert pushes(facts_of(open_deal()), OCTOBER).reason == reasons.NO_LOG
    log = [
        move("09-01", "O-0001", None, "quote", "2026-10-15"),
        move("09-20", "O-0001", "quote", "quote", "2026-10-31"),
        move("10-10", "O-0001", "quote", "quote", "2026-11-30"),
        move("10-10", "O-0002", None, "quote", "2026-11-30"),
    ]
    facts = facts_of(open_deal("quote"), open_deal("quote"), open_deal("quote"), stage_log=log)
    assert pushes(facts, OCTOBER) == Figure(0.5, 2, left_out=1)
    assert pushes(facts_of(lost("10-01"), stage_log=log), OCTOBER).reason == reasons.NOBODY_OPEN


def test_steps_in_time_say_why_not() -> None:
    assert step_on_time(facts_of({"stage": "quote"}), OCTOBER).reason == reasons.NO_LOG
    young = facts_of(open_deal("quote"), stage_log=[move("10-30", "O-0001", "needs", "quote")])
    assert step_on_time(young, month(2026, 3)).reason == NO_STEP


def test_the_grading_standard() -> None:
    people = {"buying_power": "high", "loyalty": "mid", "potential": "high"}
    customers = [
        _customer("eight", "2026-01-01", **people),
        _customer("low", "2026-01-01", buying_power="low", loyalty="low", potential="low"),
        _customer("two", "2026-01-01", buying_power="high", loyalty=None, potential="mid"),
        _customer("one", "2026-01-01", buying_power="high", loyalty=None, potential=None),
        _customer("buyer", "2026-01-01", buying_power=None, loyalty=None, potential=None),
        _customer("lapsed", "2024-01-01", **people),
    ]
    deals = [
        *_bought("buyer", "2026-08-01", "2026-09-01", "2026-10-01", amount=1000),
        *_bought("lapsed", "2025-06-01", amount=10),
        *_bought("other", "2026-05-01", amount=10),
    ]
    facts = facts_of(*deals, customers=customers)
    ids = facts.book.table("customers").get("id")
    found = {ids[s.row]: (s.grade, s.judged, s.bought, s.lapsed) for s in suggestions(facts)}
    assert found == {
        "eight": ("A", 8, None, False),
        "low": ("D", 3, None, False),
        "two": ("A", 8, None, False),
        "buyer": ("A", None, 8, False),  # what nobody on file bought is no part of the average
        "lapsed": ("B", 8, 3, True),
    }


def test_what_was_bought_counts_only_with_half_a_year_of_data() -> None:
    customers = [_customer("buyer", "2026-01-01", buying_power=None, loyalty=None, potential=None)]
    facts = facts_of(*_bought("buyer", "2026-09-01"), customers=customers)
    assert list(suggestions(facts)) == []
