"""Tiers over cash, days late, parts held back, net bases and typed rates: further worked cases, each by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sheetsales.commission.facts import RECEIVED, Seller
from sheetsales.commission.plans import PlanRow, Plans, plans_of
from tests.commission.worked import MID, SENIOR, aims, day, deal, facts, paid, plans, receipt, total

CASH_TARGET = """
tier|CASH|rep:mid|received_attainment|quarter|0|0.8|0.01|
tier|CASH|rep:mid|received_attainment|quarter|0.8||0.02|
"""
CASH_AMOUNT = """
tier|CASH|rep:mid|received_amount|quarter|0|100000|0.01|
tier|CASH|rep:mid|received_amount|quarter|100000||0.03|
"""
FLAT = "tier|FLAT|rep|amount|quarter|0||0.02|"
LATE = """
factor|FLAT|rep|days_late|deal|0|30|1|
factor|FLAT|rep|days_late|deal|30|60|0.8|
factor|FLAT|rep|days_late|deal|60||0.5|
"""


def yuan(text: str) -> Decimal:
    return Decimal(text)


def test_tiers_over_cash_against_a_cash_target() -> None:
    """Cash target 200,000, received 220,000 for deals of whatever year: 160,000 × 1 % + 60,000 × 2 %."""
    deals = [deal("D", 120_000, "2025-03-01"), deal("E", 300_000)]
    money = (receipt("1", 120_000, "2026-07-05"), receipt("2", 100_000, "2026-09-30", "E"))
    known = facts(
        [MID], deals, aims("A", "2026Q3", 200_000, RECEIVED), plans=plans(CASH_TARGET), receipts=money
    )
    assert total(known) == yuan("2800.00")
    assert [s.receipt for s in paid(known).slices] == ["1", "2"]
    assert total(known, "A", "2026Q4") == 0


def test_tiers_over_the_cash_itself_with_a_refund() -> None:
    """150,000 in and 20,000 back is 130,000: 100,000 × 1 % + 30,000 × 3 % = 1,900, all of it at 1,900 ÷ 130,000."""
    money = (receipt("1", 150_000, "2026-07-05"), receipt("2", -20_000, "2026-08-05"))
    known = facts([MID], [deal("D", 150_000)], plans=plans(CASH_AMOUNT), receipts=money)
    amounts = [s.amount for s in paid(known).slices]
    assert amounts == [yuan("2192.31"), yuan("-292.31")]
    assert sum(amounts) == yuan("1900.00")


def test_money_that_comes_late_counts_for_less() -> None:
    """2 % of 10,000, of 0.8 × 10,000 and of 0.5 × 10,000; 60 days late is still in the band up to 60."""
    money = tuple(receipt(str(late), 10_000, "2026-08-20", late=late) for late in (-5, 30, 31, 60, 61))
    known = facts([MID], [deal("D", 50_000)], plans=plans(FLAT, LATE), receipts=money, basis="received")
    assert [s.amount for s in paid(known).slices] == list(
        map(yuan, ("200.00", "200.00", "160.00", "160.00", "100.00"))
    )


def test_a_part_is_held_until_the_deal_is_paid_in_full() -> None:
    """2 % of 100,000 and of 50,000, a fifth held; the first is paid in full in the fourth quarter."""
    plan = plans(FLAT, "hold|FLAT|rep|hold|deal|||0.2|paid_in_full")
    money = (receipt("1", 60_000, "2026-08-20"), receipt("2", 40_000, "2026-11-20"))
    known = facts([MID], [deal("D", 100_000), deal("E", 50_000)], plans=plan, receipts=money)
    kinds = [(s.kind, s.deal, s.amount) for s in paid(known).slices]
    assert kinds == [
        ("commission", "D", yuan("2000.00")), ("commission", "E", yuan("1000.00")),
        ("held", "D", yuan("-400.00")), ("held", "E", yuan("-200.00")),
    ]  # fmt: skip
    assert [(s.kind, s.deal, s.amount) for s in paid(known, "2026Q4").slices] == [
        ("released", "D", yuan("400.00"))
    ]
    assert paid(known, "2027Q1").slices == ()


def test_a_part_is_held_for_some_days() -> None:
    """90 days after 10 August is 8 November; a deal of 1 July is free on 29 September, within its own quarter."""
    plan = plans(FLAT, "hold|FLAT|rep|hold|deal|||0.5|days>=90")
    known = facts([MID], [deal("D", 100_000), deal("E", 100_000, "2026-07-01")], plans=plan)
    assert [(s.kind, s.deal) for s in paid(known).slices] == [
        ("commission", "E"),
        ("commission", "D"),
        ("held", "D"),
    ]
    assert [(s.kind, s.deal, s.amount) for s in paid(known, "2026Q4").slices] == [
        ("released", "D", yuan("1000.00"))
    ]


def test_a_base_net_of_tax_and_freight() -> None:
    """113,000 ÷ 1.13 = 100,000, less 3 %: 97,000 × 2 %; the tiers still go by 113,000."""
    plan = plans(FLAT, "method|FLAT|rep|net_of_tax|deal|||0.13|\nmethod|FLAT|rep|net_of_freight|deal|||0.03|")
    assert total(facts([MID], [deal("D", 113_000)], plans=plan)) == yuan("1940.00")


def test_a_base_of_margin_and_one_whose_cost_nobody_knows() -> None:
    """(100,000 − 60,000) × 10 %."""
    plan = plans("tier|GM|rep|amount|quarter|0||0.1|", "method|GM|rep|margin|deal||||")
    deals = [deal("D", 100_000, cost=yuan("60000")), deal("E", 50_000)]
    known = facts([MID], deals, plans=plan)
    assert total(known) == yuan("4000.00")
    assert [(o.deal, o.why.en) for o in paid(known).open] == [
        ("E", "the plan goes by margin, and the cost of the goods is missing")
    ]


def test_an_old_contract_is_paid_at_the_rate_typed_on_it_else_named() -> None:
    """1.2 % of 40,000; the other contract of 2025 says nothing."""
    plan = plans(FLAT, valid_from="2026-01-01")
    old = [deal("D", 90_000, "2025-11-01", typed_rate=yuan("0.012")), deal("E", 80_000, "2025-12-01")]
    money = (receipt("1", 40_000, "2026-07-01"), receipt("2", 80_000, "2026-07-02", "E"))
    known = facts([MID], old, plans=plan, receipts=money, basis="received")
    found = paid(known)
    assert [(s.receipt, s.amount) for s in found.slices] == [("1", yuan("480.00"))]
    assert [(o.deal, o.receipt, o.amount) for o in found.open] == [("E", "2", yuan("80000"))]
    assert found.open[0].why.en == "no plan covered the day it was signed, 2025-12-01"


def test_a_plan_that_changes_within_a_quarter_pays_each_deal_by_the_plan_of_its_day() -> None:
    """Results of the whole quarter, 200,000, climb both plans: 2 % and 3 % on 100,000 each."""
    first = plans(FLAT, valid_to="2026-08-15").rows
    second = plans(
        "tier|NEW|rep|amount|quarter|0|50000|0|\ntier|NEW|rep|amount|quarter|50000||0.04|",
        valid_from="2026-08-16",
    ).rows
    both = _together(first, second)
    known = facts([MID], [deal("D", 100_000, "2026-08-15"), deal("E", 100_000, "2026-08-16")], plans=both)
    assert [(s.plan, s.amount) for s in paid(known).slices] == [
        ("FLAT", yuan("2000.00")),
        ("NEW", yuan("3000.00")),
    ]


def _together(*rows: Sequence[PlanRow]) -> Plans:
    return plans_of([row for part in rows for row in part])


def test_the_whole_at_the_rate_reached_where_the_plan_says_so() -> None:
    """300,000 exactly reaches the second tier: all of it at 3 %."""
    plan = plans(
        "tier|W|rep|amount|quarter|0|300000|0.02|\ntier|W|rep|amount|quarter|300000||0.03|",
        "method|W|rep|whole|deal||||",
    )
    assert total(facts([MID], [deal("D", 300_000)], plans=plan)) == yuan("9000.00")
    assert total(facts([MID], [deal("D", "299999.99")], plans=plan)) == yuan("6000.00")


def test_the_closest_plan_wins() -> None:
    """A plan for a person before one for the level, that before one for the role."""
    lines = "tier|ROLE|rep|amount|quarter|0||0.01|\ntier|LEVEL|rep:mid|amount|quarter|0||0.02|"
    known = facts([MID, SENIOR], [deal("D", 1000), deal("E", 1000, owner="B")], plans=plans(lines))
    assert {s.person: s.plan for s in paid(known).slices} == {"A": "LEVEL", "B": "ROLE"}


def test_money_of_a_leaver_is_paid_as_it_comes() -> None:
    left = Seller("A", "rep", "mid", "East", left_on=day("2026-06-30"))
    known = facts(
        [left], [deal("D", 100_000, "2026-06-01")], plans=plans(FLAT), receipts=(receipt("1", 100_000, "2026-07-05"),), basis="received",
    )  # fmt: skip
    assert total(known) == yuan("2000.00")
