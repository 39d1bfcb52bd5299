"""Rare plans and records: paid rightly or told, never passed over."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.commission.facts import Measured, Seller
from sheetsales.commission.plans import Plans, plans_of
from tests.commission.worked import (
    LEAD,
    MID,
    SENIOR,
    aims,
    back,
    day,
    deal,
    facts,
    paid,
    plans,
    receipt,
    span,
    total,
)

FLAT = "tier|FLAT|rep|amount|quarter|0||0.02|"
MONTHLY = "tier|FLAT|rep|amount|month|0||0.02|"
HALF = Decimal("0.5")


def yuan(text: str) -> Decimal:
    return Decimal(text)


def both(*parts: Plans) -> Plans:
    return plans_of(
        [replace(row, row=at) for at, row in enumerate(row for part in parts for row in part.rows)]
    )


def whys(known: Any, period: str = "2026Q3") -> list[tuple[str, str]]:
    return [(one.person, one.why.en) for one in paid(known, period).open]


def test_a_cap_of_a_year_leaves_the_later_quarters_what_is_left_of_it() -> None:
    """2 % of 100,000 a quarter is 2,000; of 5,000 a year the third quarter gets the last 1,000, the fourth nothing."""
    quarters = {
        "2026Q1": "2026-02-01",
        "2026Q2": "2026-05-01",
        "2026Q3": "2026-08-01",
        "2026Q4": "2026-11-01",
    }
    deals = [deal(period, 100_000, on) for period, on in quarters.items()]
    known = facts([MID], deals, plans=plans(FLAT, "cap|FLAT|rep|amount|year|||5000|"))
    assert [total(known, "A", period) for period in quarters] == [2000, 2000, 1000, 0]
    said = next(s.why.en for s in paid(known).slices if s.amount < 0)
    assert said == "the cap of 5,000.00, counted for its own period, leaves 1,000.00 of 2,000.00"


def test_a_cap_of_a_month_is_none_of_the_quarter() -> None:
    """2 % of 200,000 in July and of 50,000 in August, at most 1,500 a month: 1,500 + 1,000, whatever the statement's length."""
    deals = [deal("D", 200_000, "2026-07-05"), deal("E", 50_000, "2026-08-05")]
    known = facts([MID], deals, plans=plans(MONTHLY, "cap|FLAT|rep|amount|month|||1500|"))
    assert total(known) == yuan("2500.00")
    assert [total(known, "A", f"2026-0{m}") for m in (7, 8, 9)] == [1500, 1000, 0]


def test_a_cap_of_a_quarter_holds_for_its_months_together() -> None:
    deals = [
        deal("D", 200_000, "2026-07-05"),
        deal("E", 50_000, "2026-08-05"),
        deal("F", 50_000, "2026-09-05"),
    ]
    known = facts([MID], deals, plans=plans(MONTHLY, "cap|FLAT|rep|amount|quarter|||4500|"))
    assert [total(known, "A", f"2026-0{m}") for m in (7, 8, 9)] == [4000, 500, 0]


def test_a_cap_that_replaced_another_holds_from_its_day() -> None:
    old = plans("cap|FLAT|rep|amount|quarter|||500|", valid_to="2026-06-30")
    new = plans("cap|FLAT|rep|amount|quarter|||900|", valid_from="2026-07-01")
    deals = [deal("D", 100_000, "2026-05-05"), deal("E", 100_000)]
    known = facts([MID], deals, plans=both(plans(FLAT), old, new))
    assert [total(known, "A", period) for period in ("2026Q2", "2026Q3")] == [500, 900]


def test_factors_that_replaced_others_weigh_the_deals_signed_since() -> None:
    """8 % off counts 0.9 until July, 0.5 from August on."""
    old = plans("factor|ALL|all|discount|deal|0||0.9|", valid_to="2026-07-31")
    new = plans("factor|ALL|all|discount|deal|0||0.5|", valid_from="2026-08-01")
    off = Decimal("0.08")
    deals = [deal("D", 100_000, "2026-07-31", discount=off), deal("E", 100_000, "2026-08-01", discount=off)]
    known = facts([MID], deals, plans=both(plans(FLAT), old, new))
    assert [s.amount for s in paid(known).slices] == [1800, 1000]


def test_a_bonus_for_new_customers_asks_its_other_conditions_too() -> None:
    lines = "bonus|NEW|rep|bonus|quarter|||500|new_customer and satisfaction>=0.9"
    known = facts([MID], [deal("D", 50_000, new_customer=True)], plans=plans(FLAT, lines))
    told = [why for _, why in whys(known)]
    assert told == [
        "NEW: its condition 'new customer and satisfaction>=90%' lacks a figure, so it is not paid yet"
    ]
    for value, amount in (("0.8", 0), ("0.9", 500)):
        content = {Measured("satisfaction", "A", span("2026Q3")): Decimal(value)}
        assert total(replace(known, measures=content), "A", "2026Q3", "bonus") == amount


def test_a_bonus_whose_condition_compares_nothing_is_told_not_paid_to_all() -> None:
    known = facts(
        [MID], [deal("D", 50_000)], plans=plans(FLAT, "bonus|B|rep|bonus|quarter|||500|satisfaction")
    )
    assert total(known, "A", "2026Q3", "bonus") == 0
    assert [why for _, why in whys(known)] == [
        "B: its condition 'satisfaction' lacks a figure, so it is not paid yet"
    ]


def test_a_guarantee_for_whom_nobody_knows_the_day_of_joining_is_told() -> None:
    new = Seller("A", "rep", "junior", "East")
    found = paid(
        facts([new], [], plans=plans(FLAT, "guarantee|ALL|rep|guarantee|month|||2000|months_since_hire<=3"))
    )
    assert not found.slices
    assert [(o.person, "lacks a figure" in o.why.en) for o in found.open] == [("A", True)] * 3


LEAVER = Seller("X", "rep", "mid", "East", left_on=day("2026-06-30"))


def _inherited(**more: Any) -> Any:
    shares = (("A", HALF), ("X", HALF))
    return facts([MID, LEAVER], [deal("D", 200_000, shares=shares)], plans=plans(FLAT), **more)


def test_a_later_return_takes_back_a_leavers_half_as_well() -> None:
    """As on cash, where the refund does it: 50,000 × 50 % × 2 % each; the leaver is told no results of the successor's."""
    known = _inherited(returns=(back("R", 50_000, "2026-11-01"),))
    assert (total(known, "X"), total(known, "X", "2026Q4")) == (yuan("2000.00"), yuan("-500.00"))
    assert total(known, "A", "2026Q4") == yuan("-500.00")
    said = next(s for s in paid(known, "2026Q4").slices if s.person == "X")
    assert (
        said.why.en
        == "50,000.00 returned on 2026-11-01 × share 50%, taken back at the rate paid then, 2%: -500.00"
    )
    assert said.earned is None


def test_a_leavers_half_is_due_with_the_successors_own() -> None:
    """A plan of quarters paid by months: in September, when its rate is known, not with August."""
    known = _inherited()
    assert [total(known, who, month) for who in "AX" for month in ("2026-08", "2026-09")] == [
        0,
        2000,
        0,
        2000,
    ]


def test_a_leavers_half_where_the_successor_is_paid_by_tiers_over_cash() -> None:
    """100,000 for the successor at 1 %: 60,000 in comes to 30,000 × 1 % each, on the basis signed as on cash."""
    plan = plans("tier|CASH|rep|received_amount|quarter|0||0.01|")
    for basis in ("signed", "received"):
        known = replace(_inherited(receipts=(receipt("1", 60_000, "2026-09-05"),), basis=basis), plans=plan)
        assert [total(known, who) for who in "AX"] == [300, 300], basis


def test_a_return_of_a_deal_paid_at_a_typed_rate_takes_that_back() -> None:
    plan = plans(FLAT, valid_from="2026-07-01")
    old = [deal("D", 100_000, "2026-05-01", typed_rate=yuan("0.01"))]
    known = facts(
        [MID], old, plans=plan, returns=(back("R", 20_000, "2026-06-01"), back("S", 30_000, "2026-09-01"))
    )
    assert [total(known, "A", period) for period in ("2026Q2", "2026Q3")] == [yuan("800.00"), yuan("-300.00")]


def test_deals_of_somebody_without_a_role_are_told() -> None:
    found = paid(facts([Seller("A", "")], [deal("D", 1000)], plans=plans(FLAT)))
    assert not found.slices
    assert [(o.deal, o.amount, o.why.en) for o in found.open] == [
        ("D", yuan("1000"), "Team does not say the role, so nobody can tell by which plan")
    ]


def test_a_lead_without_a_team_is_told() -> None:
    lines = FLAT + "\ntier|LEAD|lead|amount|quarter|0||0.01|"
    known = facts([replace(LEAD, team="")], [deal("D", 1000, owner="L")], plans=plans(lines))
    assert whys(known) == [("L", "Team does not say the team, so nobody can tell what it signed")]
    assert total(known, "L") == 20


def test_two_plans_that_fit_equally_well_are_told() -> None:
    """The first of the sheet counts; one that is closer, or began later, replaces without a word."""
    two = FLAT + "\ntier|OTHER|rep|amount|quarter|0||0.03|"
    known = facts([MID], [deal("D", 1000)], plans=plans(two))
    assert total(known) == 20
    assert whys(known) == [
        ("A", "FLAT and OTHER fit equally well, and only FLAT counts; say in one of them for whom or until when it holds")
    ]  # fmt: skip
    closer = FLAT + "\ntier|OTHER|rep:mid|amount|quarter|0||0.03|"
    assert whys(facts([MID], [deal("D", 1000)], plans=plans(closer))) == []
    later = both(plans(FLAT), plans("tier|OTHER|rep|amount|quarter|0||0.03|", valid_from="2026-07-01"))
    assert whys(facts([MID], [deal("D", 1000)], plans=later)) == []


def test_money_without_a_due_date_is_told_where_lateness_counts() -> None:
    late = "factor|FLAT|rep|days_late|deal|0|30|1|\nfactor|FLAT|rep|days_late|deal|30||0.5|"
    money = (
        receipt("1", 1000, "2026-09-05"),
        receipt("2", 1000, "2026-09-06", late=31),
        receipt("3", -50, "2026-09-07"),
    )
    known = facts([MID], [deal("D", 5000)], plans=plans(FLAT, late), receipts=money, basis="received")
    assert [(o.receipt, o.amount, o.why.en) for o in paid(known).open] == [
        ("1", None, "no due date, so it counts as in time")
    ]
    assert total(known) == 29


def _honoured(gate: str, points: dict[tuple[str, str], str]) -> list[str]:
    rows = plans(FLAT, f"honour|STAR|rep|honour|quarter|||500|{gate}")
    known = {Measured(code, who, span("2026Q3")): Decimal(value) for (code, who), value in points.items()}
    people = [MID, replace(SENIOR, level="mid")]
    found = paid(facts(people, [], aims("A", "2026Q3", 1), plans=rows, measures=known))
    return [s.person for s in found.slices if s.kind == "honour"]


@pytest.mark.parametrize(
    ("points", "first"),
    [
        ({("honour:score", "A"): "80.1", ("honour:score", "B"): "80.2"}, ["B"]),
        ({("honour:score", "A"): "80"}, ["A"]),
        ({}, []),
        ({("honour:score", "A"): "80", ("honour:score", "B"): "80", ("honour:S1", "A"): "900", ("honour:S1", "B"): "901"}, ["B"]),
        ({("honour:score", "A"): "80", ("honour:score", "B"): "80", ("honour:S7", "A"): "0", ("honour:S7", "B"): "850"}, ["B"]),
        ({("honour:score", "A"): "80", ("honour:score", "B"): "80"}, ["A", "B"]),
    ],
)  # fmt: skip
def test_the_star_is_who_the_evaluation_ranks_first(
    points: dict[tuple[str, str], str], first: list[str]
) -> None:
    """Equals by attainment, discounts, satisfaction, new customers in points; still equal, both."""
    assert _honoured("score", points) == first


def test_a_score_above_a_limit_alone_is_honoured() -> None:
    assert _honoured("score>=85", {("honour:score", "A"): "84.9"}) == []
    assert _honoured("score>=85", {("honour:score", "A"): "85"}) == ["A"]
