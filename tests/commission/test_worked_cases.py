"""What people earn in worked cases, each derived by hand, to the cent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetsales.commission.facts import Deal, Measured, Seller
from tests.commission.worked import (
    LEAD,
    MANAGER,
    MID,
    PLANS,
    SENIOR,
    aims,
    back,
    day,
    deal,
    facts,
    measured,
    of_year,
    paid,
    plans,
    receipt,
    span,
    total,
)

HALF = Decimal("0.5")


def yuan(text: str) -> Decimal:
    return Decimal(text)


def test_tiers_are_marginal_and_the_gate_is_met() -> None:
    """300,000 × 2 % + 300,000 × 3 % + 150,000 × 4.5 %; the whole at the top rate would be 33,750."""
    deals = [deal("D", 750_000, owner="B")]
    assert total(facts([SENIOR], deals, of_year("B", "1.04", deals)), "B") == yuan("21750.00")


def test_a_missed_gate_pays_the_rate_of_the_tier_below() -> None:
    deals = [deal("D", 750_000, owner="B")]
    assert total(facts([SENIOR], deals, of_year("B", "0.98", deals)), "B") == yuan("19500.00")


def test_limits_are_shares_of_the_target() -> None:
    """180,000 × 1.5 % + 120,000 × 2.5 % + 60,000 × 4 % + 30,000 × 5 %."""
    assert total(facts([MID], [deal("D", 390_000)], aims("A", "2026Q3", 300_000))) == yuan("9600.00")


def test_nothing_jumps_on_a_limit() -> None:
    target = aims("A", "2026Q3", 300_000)
    assert total(facts([MID], [deal("D", 300_000)], target)) == yuan("5700.00")
    assert total(facts([MID], [deal("D", 180_000)], target)) == yuan("2700.00")


def test_tiers_go_by_signed_value_and_money_by_the_base() -> None:
    """8 % off counts 0.9; the owner has 70 %: 126,000 × 1.5 %, the other 54,000 × 2 %."""
    shared = (("A", Decimal("0.7")), ("B", Decimal("0.3")))
    known = facts(
        [MID, SENIOR],
        [deal("D", 200_000, shares=shared, discount=Decimal("0.08"))],
        aims("A", "2026Q3", 300_000),
    )
    assert total(known) == yuan("1890.00")
    assert total(known, "B") == yuan("1080.00")


def test_a_band_of_discounts_includes_its_upper_limit_and_an_unapproved_one_counts_nothing() -> None:
    off = Decimal("0.15")
    for approved, amount in ((True, "8984.62"), (False, "7138.46")):
        deals = [deal("D", 290_000), deal("E", 100_000, discount=off, approved=approved)]
        assert total(facts([MID], deals, aims("A", "2026Q3", 300_000))) == yuan(amount)


def test_two_gated_tiers_both_fall_to_the_last_one_without() -> None:
    target = aims("", "2026Q3", 2_000_000, level="company")
    for satisfied, amount in (("0.83", "9000.00"), ("0.86", "10200.00")):
        known = facts(
            [MANAGER], [deal("D", 2_300_000)], target, measures=measured("satisfaction", "M", satisfied)
        )
        assert total(known, "M") == yuan(amount)


def test_a_cap_covers_commission_alone() -> None:
    target = aims("", "2026Q3", 2_000_000, level="company")
    known = facts([MANAGER], [deal("D", 12_000_000)], target, measures=measured("satisfaction", "M", "0.9"))
    assert total(known, "M") == yuan("120000.00")


def test_a_later_return_is_taken_back_at_the_rate_paid_then() -> None:
    """1.9 % of 50,000, two quarters on."""
    known = facts(
        [MID], [deal("D", 300_000)], aims("A", "2026Q3", 300_000), returns=(back("R", 50_000, "2027-02-10"),)
    )
    assert total(known, "A", "2027Q1") == yuan("-950.00")


def test_a_return_of_the_same_quarter_lowers_the_results_first() -> None:
    """180,000 × 1.5 % + 70,000 × 2.5 %; 5,700 − 950 would be wrong."""
    known = facts(
        [MID], [deal("D", 300_000)], aims("A", "2026Q3", 300_000), returns=(back("R", 50_000, "2026-09-10"),)
    )
    assert total(known) == yuan("4450.00")


def test_nothing_is_taken_back_after_twelve_months() -> None:
    target = aims("A", "2026Q3", 300_000)
    for on, amount in (("2027-09-10", "0"), ("2027-08-10", "-950.00")):
        known = facts([MID], [deal("D", 300_000)], target, returns=(back("R", 50_000, on),))
        assert total(known, "A", "2027Q3") == yuan(amount)


def test_cash_is_paid_at_the_rate_of_the_quarter_signed() -> None:
    """9,600 ÷ 390,000 on 117,000, 234,000 and 39,000; the three come to the figure signed."""
    money = (
        receipt("1", 117_000, "2026-09-01"),
        receipt("2", 234_000, "2026-10-20"),
        receipt("3", 39_000, "2027-08-01"),
    )
    known = facts([MID], [deal("D", 390_000)], aims("A", "2026Q3", 300_000), receipts=money, basis="received")
    parts = [total(known, "A", period) for period in ("2026Q3", "2026Q4", "2027Q3")]
    assert parts == [yuan("2880.00"), yuan("5760.00"), yuan("960.00")]


def _at_nineteen(*money: object) -> Decimal:
    """Signed 300,000 on target, of which one deal of 200,000."""
    deals = [deal("D", 200_000), deal("E", 100_000)]
    known = facts(
        [MID],
        deals,
        aims("A", "2026Q3", 300_000),
        receipts=money,
        basis="received",
        returns=(back("R", 50_000, "2026-11-01"),),
    )
    return sum((total(known, "A", p) for p in ("2026Q3", "2026Q4")), Decimal())


def test_on_cash_a_refund_is_the_clawback() -> None:
    assert _at_nineteen(receipt("1", 200_000, "2026-09-01"), receipt("2", -50_000, "2026-11-03")) == yuan(
        "2850.00"
    )


def test_on_cash_a_credit_was_never_paid_on() -> None:
    assert _at_nineteen(receipt("1", 150_000, "2026-09-01")) == yuan("2850.00")


def test_a_newcomer_is_topped_up_month_by_month() -> None:
    """October: 90,000 × 1.5 % + 6,000 × 2.5 % = 1,500, topped up by 500; nothing in November, the fourth month."""
    new = Seller("A", "rep", "junior", "East", day("2026-08-03"))
    known = facts([new], [deal("D", 96_000, "2026-10-20")], aims("A", "2026Q4", 150_000))
    assert [s.amount for s in paid(known).slices] == [yuan("2000.00"), yuan("2000.00")]
    fourth = paid(known, "2026Q4").slices
    assert [(s.kind, s.amount) for s in fourth] == [
        ("commission", yuan("1500.00")),
        ("guarantee", yuan("500.00")),
    ]


def test_the_smallest_first_order_that_counts() -> None:
    amounts = (96_000, 20_000, 19_999, 60_000)
    deals = [deal(str(n), n, new_customer=True) for n in amounts] + [deal("second", 50_000)]
    shared = (("A", Decimal("0.7")), ("B", Decimal("0.3")))
    deals[3] = deal("shared", 60_000, new_customer=True, shares=shared)
    known = facts([MID, SENIOR], deals, aims("A", "2026Q3", 300_000))
    found = [(s.person, s.deal, s.amount) for s in paid(known).slices if s.kind == "bonus"]
    assert found == [("A", key, yuan("500")) for key in ("96000", "20000", "shared")]


def test_without_a_target_an_attainment_plan_is_unknown_and_says_so() -> None:
    found = paid(facts([MID], [deal("D", 200_000)], aims("A", "2026Q3", 0)))
    assert found.slices == ()
    assert [(o.person, o.plan, o.why.en) for o in found.open] == [
        ("A", "REP-2026", "no target for 2026Q3, and the plan goes by attainment")
    ]
    assert total(facts([SENIOR], [deal("D", 200_000, owner="B")]), "B") == yuan("4000.00")


def test_a_negative_period_is_carried() -> None:
    """Commission 600 less a clawback of 950, then 2,000."""
    old = deal("D", 300_000, "2026-05-10")
    deals = [old, deal("E", 40_000), deal("F", "133333.33", "2026-11-01")]
    targets = aims("A", "2026Q2", 300_000) | aims("A", "2026Q3", 300_000) | aims("A", "2026Q4", 300_000)
    known = facts([MID], deals, targets, returns=(back("R", 50_000, "2026-09-01"),))
    third = paid(known)
    assert [(s.kind, s.amount) for s in third.slices] == [
        ("commission", yuan("600.00")), ("clawback", yuan("-950.00")), ("carried", yuan("350.00"))
    ]  # fmt: skip
    assert third.total("A") == 0
    fourth = paid(facts([MID], deals, targets, carried={"A": yuan("-350")}), "2026Q4")
    assert fourth.total("A") == yuan("1650.00")
    deducted = paid(
        facts([MID], deals, targets, returns=(back("R", 50_000, "2026-09-01"),), negative="deduct")
    )
    assert deducted.total("A") == yuan("-350.00")


def test_a_leaver_and_the_successor_have_half_each_at_the_successors_rate() -> None:
    left = Seller("X", "rep", "mid", "East", left_on=day("2026-06-30"))
    known = facts(
        [MID, left], [deal("D", 200_000, shares=(("A", HALF), ("X", HALF)))], aims("A", "2026Q3", 300_000)
    )
    assert (total(known), total(known, "X")) == (yuan("1500.00"), yuan("1500.00"))


def test_a_lead_is_paid_for_the_team_without_own_deals_and_for_these_apart() -> None:
    """7,057.60 ÷ 1,330,200 × 1,063,300 = 5,641.52; own 266,900 × 2 % = 5,338."""
    deals = [deal("D", 1_063_300, owner="B"), deal("E", 266_900, owner="L")]
    known = facts([LEAD, SENIOR], deals, aims("East", "2026Q3", 1_120_000, level="team"))
    parts = {s.plan: s.amount for s in paid(known).slices if s.person == "L"}
    assert parts == {"LEAD-2026": yuan("5641.52"), "SEN-2026": yuan("5338.00")}
    assert total(known, "L") == yuan("10979.52")


def test_results_below_nothing_are_taken_at_the_lowest_rate() -> None:
    """A month of returns alone: 10,000 sold and 30,000 of it given back."""
    plan = plans("tier|M|rep|amount|month|0|100000|0.02|\ntier|M|rep|amount|month|100000||0.05|")
    known = facts([MID], [deal("D", 10_000)], plans=plan, returns=(back("R", 30_000, "2026-08-20"),))
    assert total(known, "A", "2026-08") == yuan("-400.00")


def test_a_month_that_ends_a_quarter_pays_all_of_it_whenever_it_was_signed() -> None:
    """Signed in August alone: due with September, the month its quarter ends in, and not before."""
    known = facts([MID], [deal("D", 390_000)], aims("A", "2026Q3", 300_000))
    assert [total(known, "A", month) for month in ("2026-08", "2026-09", "2026-10")] == [
        0,
        yuan("9600.00"),
        0,
    ]


def test_a_month_names_only_its_own_deals_without_a_plan() -> None:
    old = plans(PLANS, valid_from="2026-09-01")
    known = facts(
        [MID], [deal("D", 390_000), deal("E", 1_000, "2026-09-02")], aims("A", "2026Q3", 300_000), plans=old
    )
    assert [one.deal for one in paid(known, "2026-08").open] == ["D"]
    assert [one.deal for one in paid(known, "2026-09").open] == []


def test_overlapping_tiers_pay_nothing_and_say_where() -> None:
    two = plans("tier|REP|rep|amount|quarter|0|200000|0.02|\ntier|REP|rep|amount|quarter|150000||0.03|")
    found = paid(facts([MID], [deal("D", 390_000)], plans=two))
    assert not found.slices
    assert [str(one.why.en) for one in found.open] == [
        "its tiers overlap from 150000 to 200000, which would be paid twice; make each To the next From"
    ]


def test_a_tier_without_end_below_another_overlaps_it() -> None:
    two = plans("tier|REP|rep|amount|quarter|0||0.02|\ntier|REP|rep|amount|quarter|150000||0.03|")
    assert not paid(facts([MID], [deal("D", 390_000)], plans=two)).slices


def test_results_between_tiers_earn_nothing_and_are_named() -> None:
    """100,000 × 2 % + 190,000 × 3 %; the 100,000 between earn nothing. Below the first limit nothing is owed by design."""
    gap = plans("tier|REP|rep|amount|quarter|0|100000|0.02|\ntier|REP|rep|amount|quarter|200000||0.03|")
    found = paid(facts([MID], [deal("D", 390_000)], plans=gap))
    assert found.total("A") == yuan("7700.00")
    assert [one.amount for one in found.open] == [100_000]
    above = plans("tier|REP|rep|amount|quarter|300000||0.02|")
    assert not paid(facts([MID], [deal("D", 390_000)], plans=above)).open


def test_results_above_a_top_tier_are_named_unless_a_cap_says_so() -> None:
    top = "tier|REP|rep|amount|quarter|0|300000|0.02|"
    found = paid(facts([MID], [deal("D", 390_000)], plans=plans(top)))
    assert [one.amount for one in found.open] == [90_000]
    capped = plans(top + "\ncap|REP|rep|amount|quarter|||6000|")
    assert not paid(facts([MID], [deal("D", 390_000)], plans=capped)).open


def test_a_row_copied_down_counts_once() -> None:
    lines = "tier|REP|rep|amount|quarter|0||0.02|\nbonus|NEW|rep|bonus|month|||500|new_customer"
    twice = plans(lines + "\n" + lines)
    assert [row.row for row in twice.repeated] == [2, 3]
    known = facts([MID], [deal("D", 100_000, new_customer=True)], plans=twice)
    assert total(known, "A", "2026Q3", "commission", "bonus") == yuan("2500.00")


def test_a_plan_with_a_tier_that_lacks_its_rate_or_period_is_not_worked_out() -> None:
    for torn in ("tier|REP|rep|amount|quarter|0|200000||", "tier|REP|rep|amount||0|200000|0.02|"):
        two = plans(torn + "\ntier|REP|rep|amount|quarter|200000||0.03|")
        found = paid(facts([MID], [deal("D", 390_000)], plans=two))
        assert not found.slices
        assert ["lacks its rate or period" in one.why.en for one in found.open] == [True]


HONOUR = "honour|STAR-Q|rep|honour|quarter|||2000|attainment>=1"
"""The champion of a quarter goes by attainment."""


def _champions(deals: list[Deal], measures: dict[Measured, Decimal]) -> list[str]:
    """Who is champion of the quarter, of A and B who both have a target of 100,000."""
    rows = plans(PLANS, HONOUR)
    others = [MID, replace(MID, id="B")]
    targets = {**aims("A", "2026Q3", 100_000), **aims("B", "2026Q3", 100_000)}
    found = paid(facts(others, deals, targets, plans=rows, measures=measures))
    return [s.person for s in found.slices if s.kind == "honour"]


def test_the_champion_has_the_highest_attainment_and_at_least_all_of_the_target() -> None:
    assert _champions([deal("D", 110_000), deal("E", 120_000, owner="B")], {}) == ["B"]
    assert _champions([deal("D", 99_999), deal("E", 1_000, owner="B")], {}) == []


@pytest.mark.parametrize(
    ("code", "a", "b", "first"),
    [
        ("true_discount", "0.05", "0.02", "B"),
        ("satisfaction", "0.9", "0.8", "A"),
        ("new_customers", "1", "2", "B"),
    ],
)
def test_what_decides_between_champions_with_one_attainment(code: str, a: str, b: str, first: str) -> None:
    """The lower discount, then the happier customers, then more new ones."""
    deals = [deal("D", 120_000), deal("E", 120_000, owner="B")]
    quarter = span("2026Q3")
    known = {Measured(code, who, quarter): Decimal(value) for who, value in (("A", a), ("B", b))}
    assert _champions(deals, known) == [first]


def test_an_earlier_rule_decides_before_a_later_one_and_equals_are_both_honoured() -> None:
    deals = [deal("D", 120_000), deal("E", 120_000, owner="B")]
    assert _champions(deals, {}) == ["A", "B"]
    quarter = span("2026Q3")
    told = {("true_discount", "A"): "0.02", ("true_discount", "B"): "0.05", ("new_customers", "A"): "0", ("new_customers", "B"): "9"}  # fmt: skip
    known = {Measured(code, who, quarter): Decimal(value) for (code, who), value in told.items()}
    assert _champions(deals, known) == ["A"]
