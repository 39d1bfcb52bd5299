"""Whatever the plan: slices add up to what the results earn, and money over time to what was signed."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from sheetsales.commission.facts import Deal, Facts, Receipt, Seller
from sheetsales.commission.plans import Plans
from tests.commission.worked import aims, deal, facts, paid, plans, receipt

SEEDS = range(25)
PEOPLE = [Seller("A", "rep", "mid", "East"), Seller("B", "rep", "mid", "East")]


def random_plan(chance: random.Random) -> tuple[Plans, list[tuple[Fraction, Fraction | None, Fraction]]]:
    """A plan by attainment, and its limits and rates as fractions."""
    limits = sorted(chance.sample(range(10, 200), chance.randint(0, 4)))
    edges = [0, *limits]
    rates = [chance.randint(0, 900) for _ in edges]
    lines, tiers = [], []
    for at, low in enumerate(edges):
        high = edges[at + 1] if at + 1 < len(edges) else None
        lines.append(
            f"tier|P|rep|attainment|quarter|{low / 100}|{'' if high is None else high / 100}|{rates[at] / 10000}|"
        )
        tiers.append(
            (Fraction(low, 100), None if high is None else Fraction(high, 100), Fraction(rates[at], 10000))
        )
    factors = "factor|ALL|all|discount|deal|0|0.05|1|\nfactor|ALL|all|discount|deal|0.05||0.85|"
    return plans("\n".join(lines), factors), tiers


def random_deals(chance: random.Random) -> list[Deal]:
    found = []
    for n in range(chance.randint(1, 12)):
        part = Decimal(chance.randint(0, 100)) / 100
        shares = tuple((who, share) for who, share in (("A", part), ("B", 1 - part)) if share)
        amount = Decimal(chance.randint(1, 30_000_000)) / 100
        off = Decimal(chance.choice(("0", "0.05", "0.08")))
        found.append(
            deal(f"D{n}", str(amount), f"2026-0{chance.randint(7, 9)}-1{n % 10}", shares=shares, discount=off)
        )
    return found


def expected(
    known: list[Deal], person: str, target: int, tiers: list[tuple[Fraction, Fraction | None, Fraction]]
) -> Decimal:
    """By fractions, knowing nothing of the engine."""
    mine = [
        (Fraction(d.amount) * Fraction(share), d.discount)
        for d in known
        for who, share in d.shares
        if who == person
    ]
    results = sum((m for m, _ in mine), Fraction())
    earned = Fraction()
    for low, high, rate in tiers:
        top = results if high is None else min(results, high * target)
        earned += max(top - low * target, Fraction()) * rate
    base = sum((m * (Fraction(17, 20) if off > Decimal("0.05") else 1) for m, off in mine), Fraction())
    pay = earned * base / results if results else Fraction()
    scaled = pay * 100 + Fraction(1, 2)
    return (Decimal(scaled.numerator // scaled.denominator) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("seed", SEEDS)
def test_slices_add_up_to_what_fractions_say(seed: int) -> None:
    chance = random.Random(seed)
    plan, tiers = random_plan(chance)
    deals, target = random_deals(chance), chance.randint(1, 2_000_000)
    known = facts(PEOPLE, deals, aims("A", "2026Q3", target) | aims("B", "2026Q3", target), plans=plan)
    found = paid(known)
    for person in "AB":
        mine = [s for s in found.slices if s.person == person]
        assert sum((s.amount for s in mine), Decimal()) == expected(deals, person, target, tiers)
        assert all(s.amount == s.amount.quantize(Decimal("0.01")) for s in mine)


@pytest.mark.parametrize("seed", SEEDS)
def test_money_over_time_comes_to_what_was_signed(seed: int) -> None:
    chance = random.Random(seed)
    plan, _ = random_plan(chance)
    deals, target = random_deals(chance), chance.randint(1, 2_000_000)
    targets = aims("A", "2026Q3", target) | aims("B", "2026Q3", target)
    on_cash = Facts(
        plan, tuple(PEOPLE), tuple(deals), tuple(_instalments(chance, deals)), (), targets, basis="received"
    )  # fmt: skip
    signed = paid(facts(PEOPLE, deals, targets, plans=plan))
    for person in "AB":
        over_time = sum(
            (paid(on_cash, period).total(person) for period in ("2026Q3", "2026Q4", "2027Q1")), Decimal()
        )
        assert over_time == signed.total(person)


def _instalments(chance: random.Random, deals: list[Deal]) -> list[Receipt]:
    found: list[Receipt] = []
    for one in deals:
        left = one.amount
        for n, on in enumerate(("2026-09-28", "2026-11-11")):
            part = (left * chance.randint(0, 100) / 100).quantize(Decimal("0.01"))
            found.append(receipt(f"{one.id}-{n}", str(part), on, one.id))
            left -= part
        found.append(receipt(f"{one.id}-last", str(left), "2027-02-02", one.id))
    return found
