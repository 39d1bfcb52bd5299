"""From a workbook's records to facts: shares, approvals, whose money it is, targets of joiners, and what is left out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.commission import figure_names
from sheetsales.commission.applies import Applies, applies_to
from sheetsales.commission.facts import SIGNED, Aim, Seller
from sheetsales.commission.gates import gate_of
from sheetsales.commission.pay import pay
from sheetsales.commission.read_plans import read_plans, words_of
from sheetsales.commission.reading import Read, read_facts
from tests.commission.worked import span
from tests.indicators.team_book import TODAY, book_of

TEAM = (
    {"id": "S01", "name": "Ann", "role": "rep", "level": "mid", "team": "North", "active": "yes"},
    {"id": "S02", "name": "Bob", "role": "rep", "level": "mid", "team": "North", "active": "yes"},
    {"id": "S09", "name": "Eva", "role": "manager", "level": "senior", "active": "yes"},
)
PLAN: dict[str, Any] = {
    "kind": "tier", "plan": "FLAT", "applies_to": "Rep", "basis": "amount", "period": "quarter", "from": 0, "value": 0.02,
}  # fmt: skip
SHARE = {"kind": "share", "plan": "ALL", "applies_to": "co_owner", "value": 0.3, "period": "deal"}


def won(key: str = "O-1", **more: Any) -> dict[str, Any]:
    return {
        "id": key, "customer": f"K-{key}", "name": key, "stage": "won", "owner": "S01", "amount": 1000,
        "closed_on": dt.date(2026, 8, 10), **more,
    }  # fmt: skip


def read(*deals: dict[str, Any], plans: tuple[dict[str, Any], ...] = (PLAN, SHARE), **sheets: Any) -> Read:
    book = _book(*deals, plans=plans, **sheets)
    return read_facts(book, read_plans(book), TODAY)


def _book(*deals: dict[str, Any], plans: tuple[dict[str, Any], ...] = (PLAN, SHARE), **sheets: Any) -> Book:
    return book_of(**{"team": TEAM, "pipeline": list(deals), "commission_plans": list(plans), **sheets})


@pytest.mark.parametrize(
    ("more", "shares"),
    [
        ({}, [("S01", "1")]),
        ({"co_owner": "S02"}, [("S01", "0.7"), ("S02", "0.3")]),
        ({"co_owner": "S02", "co_share": 0.5}, [("S01", "0.5"), ("S02", "0.5")]),
        ({"co_owner": "S01", "co_share": 0.5}, [("S01", "1")]),
        ({"co_owner": "S02", "co_share": 1}, [("S02", "1")]),
    ],
)
def test_shares(more: dict[str, Any], shares: list[tuple[str, str]]) -> None:
    (deal,) = read(won(**more)).facts.deals
    assert [(who, str(share.normalize())) for who, share in deal.shares] == shares


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"co_owner": "S02", "co_share": 1.1}, "a co-share of 110%: the parts must add up to 100 %"),
        ({"amount": None}, "no amount"),
        ({"closed_on": None}, "no closing date"),
        ({"owner": None}, "its owner is not in Team"),
        ({"co_owner": "Nobody", "co_share": 0.3}, "its co-owner, 'Nobody', is not in Team"),
        ({"discount": "about 5%"}, "its discount 'about 5%' cannot be read"),
    ],
)
def test_what_cannot_be_counted_is_named(more: dict[str, Any], why: str) -> None:
    found = read(won(**more), won("O-2"))
    assert [deal.id for deal in found.facts.deals] == ["O-2"]
    assert [(one.sheet, one.id, one.why.en) for one in found.uncounted] == [("pipeline", "O-1", why)]


def test_a_co_owner_without_any_share_is_named() -> None:
    found = read(won(co_owner="S02"), plans=(PLAN,))
    assert found.facts.deals == ()
    assert "the plans name no usual one" in found.uncounted[0].why.en


def test_the_usual_share_is_that_of_the_day_signed() -> None:
    old, new = (
        SHARE | {"valid_to": dt.date(2026, 8, 9)},
        SHARE | {"value": 0.4, "valid_from": dt.date(2026, 8, 10)},
    )
    found = read(
        won(co_owner="S02"), won("O-2", co_owner="S02", closed_on=dt.date(2026, 8, 9)), plans=(PLAN, old, new)
    )
    assert [deal.shares[1][1] for deal in found.facts.deals] == [Decimal("0.4"), Decimal("0.3")]


def test_a_deposit_counts_when_its_deal_is_won_and_a_return_not_before_it() -> None:
    """Else money that came in June for what was won in August would never be paid on."""
    found = read(
        won(contract_no="C1"),
        contracts=[{"id": "C1", "customer": "K", "amount": 1000, "owner": "S01"}],
        orders=[{"id": "R1", "customer": "K", "ordered_on": dt.date(2026, 6, 1), "opportunity": "O-1"}],
        receipts=[{"id": str(n), "contract": "C1", "instalment": "deposit", "received_on": on, "amount": 300} for n, on in enumerate((dt.date(2026, 6, 20), dt.date(2026, 8, 11)))],
        returns=[{"id": "T1", "returned_on": dt.date(2026, 6, 25), "order_no": "R1", "customer": "K", "quantity": 1, "amount": 100, "reason": "faulty", "remedy": "refund"}],
        settings={"Commission basis": "received"},
    )  # fmt: skip
    assert [(r.day, r.came) for r in found.facts.receipts] == [
        (dt.date(2026, 8, 10), dt.date(2026, 6, 20)),
        (dt.date(2026, 8, 11), None),
    ]
    assert [r.day for r in found.facts.returns] == [dt.date(2026, 8, 10)]
    assert pay(found.facts, span("2026Q3")).total("S01") == 12
    assert pay(found.facts, span("2026Q2")).total("S01") == 0


@pytest.mark.parametrize(
    ("off", "approver", "approved"),
    [(0.05, None, True), (0.08, None, False), (0.08, "S02", False), (0.08, "S09", True)],
)
def test_an_unapproved_discount(off: float, approver: str | None, approved: bool) -> None:
    (deal,) = read(won(discount=off, approved_by=approver)).facts.deals
    assert deal.approved is approved


def test_money_finds_its_deal_by_contract_and_order() -> None:
    found = read(
        won(contract_no="C1"), won("O-2"), won("O-3"),
        contracts=[{"id": "C2", "customer": "K", "amount": 5, "owner": "S01", "opportunity": "O-2"}, {"id": "C1", "customer": "K", "amount": 5, "owner": "S01"}],
        orders=[{"id": "R3", "customer": "K", "ordered_on": dt.date(2026, 8, 1), "opportunity": "O-3"}],
        receipts=[
            {"id": "1", "contract": "C1", "instalment": "full", "due_on": dt.date(2026, 8, 1), "due_amount": 10, "received_on": dt.date(2026, 8, 11), "amount": 10},
            {"id": "2", "contract": "C2", "instalment": "full", "received_on": dt.date(2026, 8, 11), "amount": 20},
            {"id": "3", "order_no": "R3", "instalment": "full", "received_on": dt.date(2026, 8, 11), "amount": 30},
            {"id": "4", "contract": "C9", "instalment": "full", "received_on": dt.date(2026, 8, 11), "amount": 40},
        ],
        returns=[
            {"id": "T1", "returned_on": dt.date(2026, 9, 1), "order_no": "R3", "customer": "K", "quantity": 1, "amount": 7, "reason": "faulty", "remedy": "refund"},
            {"id": "T2", "returned_on": dt.date(2026, 9, 1), "order_no": "R9", "customer": "K", "quantity": 1, "amount": 8, "reason": "faulty", "remedy": "credit"},
            {"id": "T3", "returned_on": dt.date(2026, 9, 1), "order_no": "R3", "customer": "K", "quantity": 1, "amount": 9, "reason": "faulty", "remedy": "exchange"},
        ],
    )  # fmt: skip
    assert [(r.id, r.deal, r.days_late) for r in found.facts.receipts] == [
        ("1", "O-1", 10),
        ("2", "O-2", None),
        ("3", "O-3", None),
    ]
    assert [(r.id, r.deal, r.amount) for r in found.facts.returns] == [("T1", "O-3", Decimal(7))]
    assert [(one.sheet, one.id) for one in found.uncounted] == [("receipts", "4"), ("returns", "T2")]


def test_more_back_than_the_deal_was_worth_is_left_out_and_named() -> None:
    returned = {"returned_on": dt.date(2026, 9, 1), "order_no": "R1", "customer": "K", "quantity": 1, "reason": "faulty", "remedy": "refund"}  # fmt: skip
    found = read(
        won(),
        orders=[{"id": "R1", "customer": "K", "ordered_on": dt.date(2026, 8, 1), "opportunity": "O-1"}],
        returns=[{**returned, "id": "T1", "amount": 600}, {**returned, "id": "T2", "amount": 600}, {**returned, "id": "T3", "amount": 400}],
    )  # fmt: skip
    assert [(r.id, r.amount) for r in found.facts.returns] == [("T1", Decimal(600)), ("T3", Decimal(400))]
    assert [(one.id, one.why.en) for one in found.uncounted] == [
        ("T2", "more went back than the 1,000.00 of O-1; check the amounts")
    ]


def test_an_old_contract_without_a_deal_is_paid_at_its_typed_rate() -> None:
    plan = PLAN | {"valid_from": dt.date(2026, 1, 1)}
    money = {"instalment": "full", "received_on": dt.date(2026, 8, 11), "amount": 1000}
    old = {"customer": "K", "amount": 5000, "owner": "S01", "signed_on": dt.date(2025, 6, 1)}
    book = _book(
        won("O-2", closed_on=dt.date(2026, 1, 5)), plans=(plan,), settings={"Commission basis": "received"},
        contracts=[{"id": "C1", **old, "commission_rate": 0.012}, {"id": "C2", **old}],
        receipts=[{"id": "1", "contract": "C1", **money}, {"id": "2", "contract": "C2", **money}],
    )  # fmt: skip
    facts = read_facts(book, read_plans(book), TODAY).facts
    assert facts.basis == "received"
    found = pay(facts, span("2026Q3"))
    assert [(s.deal, s.amount) for s in found.slices] == [("C1", Decimal("12.00"))]
    assert [(o.deal, o.why.en) for o in found.open] == [
        ("C2", "no plan covered the day it was signed, 2025-06-01")
    ]


def test_the_first_broken_month_of_a_joiner_is_prorated() -> None:
    """Joined on 16 September 2026: 11 of 22 working days, 60,000 × 11 ÷ 22; 18,000 × 1.5 % + 12,000 × 2.5 % + 6,000 × 4 % + 9,000 × 5 %."""
    tiers = [(0, 0.6, 0.015), (0.6, 1, 0.025), (1, 1.2, 0.04), (1.2, None, 0.05)]
    plans = tuple(
        PLAN | {"basis": "attainment", "period": "month", "from": a, "to": b, "value": v} for a, b, v in tiers
    )
    team = ({**TEAM[0], "hired_on": dt.date(2026, 9, 16)}, *TEAM[1:])
    aim = {"level": "person", "owner": "S01", "measure": "won_amount"}
    targets = [{"period": "2026-09", "value": 60000, **aim}, {"period": "2026-10", "value": 60000, **aim}]
    book = _book(
        won(amount=45000, closed_on=dt.date(2026, 9, 20)), plans=plans, team=team, targets=targets,
        settings={"Working calendar": "none"},
    )  # fmt: skip
    facts = read_facts(book, read_plans(book), TODAY).facts
    assert facts.targets[Aim("person", "S01", SIGNED, span("2026-09"))] == 30000
    assert pay(facts, span("2026-09")).total("S01") == Decimal("1260.00")


@pytest.mark.parametrize(
    ("targets", "period", "aimed"),
    [
        ([("2026-09", 10), ("2026-10", 60)], "2026-09", 10),
        ([("2026Q3", 60)], "2026Q3", 60),
        ([("2026-07", 0), ("2026-08", 0), ("2026-09", 60)], "2026Q3", 30),
    ],
)
def test_a_target_written_with_the_joining_in_mind_stays(
    targets: list[tuple[str, int]], period: str, aimed: int
) -> None:
    team = ({**TEAM[0], "hired_on": dt.date(2026, 9, 16)}, *TEAM[1:])
    rows = [
        {"period": p, "level": "person", "owner": "S01", "measure": "won_amount", "value": v}
        for p, v in targets
    ]
    monthly = PLAN | {"period": "month", "plan": "MONTH"}
    found = read(won(), team=team, targets=rows, plans=(PLAN, monthly)).facts
    assert found.targets[Aim("person", "S01", SIGNED, span(period))] == aimed


def test_a_plan_speaks_titles() -> None:
    book = _book(won())
    words = words_of(book)
    assert applies_to("Rep: Junior, Mid", words) == applies_to(
        "销售：新人、熟手",
        dict(words) | {"销售": words["rep"], "新人": words["junior"], "熟手": words["mid"]},
    )
    assert applies_to("Bob", words).rank(Seller("S02")) == 3
    assert applies_to("Bob, nobody", words).unknown == ("nobody",)
    assert applies_to("rep:hired<=12m").hired_within == 12
    assert applies_to("", words) == Applies({}, everybody=True)
    names = figure_names.names()
    assert str(gate_of("满意度>=85%", names)) == str(gate_of("AND(satisfaction>=0.85)"))
    assert [str(c) for c in gate_of("完成率>=100% 且 样本数≥5", names) or ()] == ["attainment>=1", "n≥5"]
    assert gate_of("satisfaction >> 3", names) is None


def test_two_deals_under_one_id_both_count() -> None:
    found = read(won(customer="K1", name="a"), won(customer="K2", name="b")).facts
    assert len({deal.id for deal in found.deals}) == 2
