"""Random plans of everything at once, against sums by fractions that know nothing of the engine."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest

from sheetsales.commission.facts import Aim, Deal, Facts, Measured, Receipt, Return, Seller
from sheetsales.commission.plans import Plans
from tests.commission.worked import aims, back, day, deal, paid, plans, receipt, span

SEEDS = range(25)
NEW = dt.date(2026, 7, 6)
PEOPLE = [Seller("A", "rep", "mid", "East", NEW), Seller("B", "rep", "mid", "East", dt.date(2020, 1, 1))]
MONTHS = ("2026-07", "2026-08", "2026-09")
OVER = dt.date(2026, 12, 31)


class Tier(NamedTuple):
    low: Fraction
    high: Fraction | None
    rate: Fraction
    gate: Fraction | None


class Drawn(NamedTuple):
    """A plan, and its rules as fractions. ``bands`` are discount → factor, ``late`` days → factor, upper limits included."""

    plan: Plans
    tiers: Sequence[Tier]
    cap: Fraction
    least: Fraction
    bands: Sequence[tuple[Fraction, Fraction]]
    late: Sequence[tuple[int, Fraction]]


def draw(chance: random.Random) -> Drawn:
    edges = [0, *sorted(chance.sample(range(20, 200), chance.randint(1, 3)))]
    tiers, lines = [], []
    for at, low in enumerate(edges):
        high = edges[at + 1] if at + 1 < len(edges) else None
        rate, gate = chance.randint(10, 900), chance.choice((None, None, 85)) if at else None
        tiers.append(Tier(Fraction(low, 100), None if high is None else Fraction(high, 100), Fraction(rate, 10000), None if gate is None else Fraction(gate, 100)))  # fmt: skip
        lines.append(
            f"tier|P|rep|attainment|quarter|{low / 100}|{'' if high is None else high / 100}|{rate / 10000}|"
            + ("" if gate is None else f"satisfaction>={gate}%")
        )
    cap, least = chance.randint(500, 40_000), chance.choice((0, 1500, 4000))
    factor, slow = chance.randint(50, 95), chance.randint(40, 90)
    lines += [
        f"cap|P|rep|amount|quarter|||{cap}|",
        f"guarantee|ALL|rep|guarantee|month|||{least}|months_since_hire<=2",
        "factor|ALL|all|discount|deal|0|0.05|1|",
        f"factor|ALL|all|discount|deal|0.05||{factor / 100}|",
        "factor|ALL|all|days_late|deal|0|30|1|",
        f"factor|ALL|all|days_late|deal|30||{slow / 100}|",
    ]
    bands = ((Fraction(1, 20), Fraction(1)), (Fraction(1), Fraction(factor, 100)))
    late = ((30, Fraction(1)), (10_000, Fraction(slow, 100)))
    return Drawn(plans("\n".join(lines)), tiers, Fraction(cap), Fraction(least), bands, late)


class Team(NamedTuple):
    """What a quarter brought: deals, what went back of them and when, and how content customers are."""

    deals: list[Deal]
    returns: list[Return]
    money: list[Receipt]
    target: int
    satisfied: Decimal

    def facts(self, plan: Plans, basis: str) -> Facts:
        whole: dict[Aim, Decimal] = {}
        for who in "AB":
            whole |= aims(who, "2026Q3", self.target)
        known = {Measured("satisfaction", who, span("2026Q3")): self.satisfied for who in "AB"}
        return Facts(
            plan, tuple(PEOPLE), tuple(self.deals), tuple(self.money), tuple(self.returns), whole, known, basis=basis, as_of=OVER,  # type: ignore[arg-type]  # one of the two
        )  # fmt: skip


def team(chance: random.Random) -> Team:
    deals, returns, money = [], [], []
    for n in range(chance.randint(1, 9)):
        part = Decimal(chance.randint(0, 100)) / 100
        shares = tuple((who, share) for who, share in (("A", part), ("B", 1 - part)) if share)
        on, off = f"2026-0{chance.randint(7, 9)}-1{n}", Decimal(chance.choice(("0", "0.05", "0.08")))
        amount = Decimal(chance.randint(100_000, 30_000_000)) / 100
        deals.append(deal(f"D{n}", str(amount), on, shares=shares, discount=off))
        for when in ("2026-09-29", "2026-10-20", "2026-12-05"):
            if chance.random() < 0.3:
                some = (amount * chance.randint(1, 30) / 100).quantize(Decimal("0.01"))
                returns.append(back(f"R{n}-{when}", str(some), when, f"D{n}"))
        for when in ("2026-09-30", "2026-11-30"):
            some = (amount * chance.randint(-5, 60) / 100).quantize(Decimal("0.01"))
            money.append(receipt(f"C{n}-{when}", str(some), when, f"D{n}", chance.choice((0, 30, 31, 90))))
    return Team(deals, returns, money, chance.randint(1_000, 900_000), Decimal(chance.choice(("0.8", "0.9"))))


def cents(value: Fraction) -> Fraction:
    """Half up by size, as people round."""
    size = abs(value) * 100 + Fraction(1, 2)
    return Fraction(size.numerator // size.denominator, 100) * (1 if value >= 0 else -1)


def _share(one: Deal, who: str) -> Fraction:
    return sum((Fraction(share) for person, share in one.shares if person == who), Fraction())


def _factor(
    bands: Sequence[tuple[Fraction, Fraction]] | Sequence[tuple[int, Fraction]], value: Fraction
) -> Fraction:
    return next(factor for most, factor in bands if value <= most)


def _back(known: Team, one: Deal, until: dt.date) -> Fraction:
    """What of a deal went back within its quarter, as far as a day."""
    least = min(until, day("2026-09-30"))
    return sum((Fraction(r.amount) for r in known.returns if r.deal == one.id and r.day <= least), Fraction())


class Rate(NamedTuple):
    """What the results of a quarter earn, and these."""

    earned: Fraction
    results: Fraction

    def on(self, base: Fraction) -> Fraction:
        return base * self.earned / self.results if self.results else Fraction()


def rate(drawn: Drawn, known: Team, who: str, until: dt.date = OVER) -> Rate:
    mine = [d for d in known.deals if d.closed_on <= until]
    results = sum(((Fraction(d.amount) - _back(known, d, until)) * _share(d, who) for d in mine), Fraction())
    earned, last = Fraction(), Fraction()
    for tier in drawn.tiers:
        if tier.gate is None or Fraction(known.satisfied) >= tier.gate:
            last = tier.rate
        top = results if tier.high is None else min(results, tier.high * known.target)
        earned += max(top - tier.low * known.target, Fraction()) * last
    return Rate(earned, results)


def base(drawn: Drawn, known: Team, who: str, until: dt.date = OVER) -> Fraction:
    return sum(
        (
            (Fraction(d.amount) - _back(known, d, until))
            * _share(d, who)
            * _factor(drawn.bands, Fraction(d.discount))
            for d in known.deals
            if d.closed_on <= until
        ),
        Fraction(),
    )


def capped(drawn: Drawn, known: Team, who: str, until: dt.date = OVER) -> Fraction:
    return min(cents(rate(drawn, known, who, until).on(base(drawn, known, who, until))), drawn.cap)


def topped_up(drawn: Drawn, known: Team) -> Fraction:
    """July and August, the first two months of who came in July: what each month adds, up to the guarantee."""
    first, second = (capped(drawn, known, "A", day(last)) for last in ("2026-07-31", "2026-08-31"))
    return max(drawn.least - first, Fraction()) + max(drawn.least - (second - first), Fraction())


@pytest.mark.parametrize("seed", SEEDS)
def test_signed_value_with_everything_at_once(seed: int) -> None:
    """Tiers, gates, shares, factors, returns of the quarter, cap and guarantee; then what is taken back in the next."""
    chance = random.Random(seed)
    drawn, known = draw(chance), team(chance)
    facts = known.facts(drawn.plan, "signed")
    third, fourth = paid(facts), paid(facts, "2026Q4")
    for who in "AB":
        extra = topped_up(drawn, known) if who == "A" else Fraction()
        kinds = ("commission", "guarantee")
        found = sum((s.amount for s in third.slices if s.person == who and s.kind in kinds), Decimal())
        assert Fraction(found) == capped(drawn, known, who) + extra
        whole = cents(rate(drawn, known, who).on(base(drawn, known, who)))
        kept = drawn.cap / whole if whole > drawn.cap else Fraction(1)
        taken = Fraction()
        for one in (r for r in known.returns if r.day > day("2026-09-30")):
            of = next(d for d in known.deals if d.id == one.deal)
            weighed = Fraction(one.amount) * _share(of, who) * _factor(drawn.bands, Fraction(of.discount))
            taken += cents(rate(drawn, known, who).on(weighed) * kept)
        found = sum((s.amount for s in fourth.slices if s.person == who and s.kind == "clawback"), Decimal())
        assert Fraction(-found) == taken
    assert all(s.amount == s.amount.quantize(Decimal("0.01")) for s in (*third.slices, *fourth.slices))


@pytest.mark.parametrize("seed", SEEDS)
def test_cash_with_everything_at_once(seed: int) -> None:
    """Each quarter's money at the rate of the quarter signed, weighed by discount and by how late it came, capped."""
    chance = random.Random(seed)
    drawn, known = draw(chance), team(chance)
    facts = known.facts(drawn.plan, "received")
    for period, last in (("2026Q3", "2026-09-30"), ("2026Q4", "2026-11-30")):
        found = paid(facts, period)
        for who in "AB":
            weighed = Fraction()
            for one in (r for r in known.money if r.day == day(last)):
                of = next(d for d in known.deals if d.id == one.deal)
                late = _factor(drawn.late, Fraction(one.days_late or 0))
                weighed += (
                    Fraction(one.amount)
                    * _share(of, who)
                    * _factor(drawn.bands, Fraction(of.discount))
                    * late
                )
            amount = min(cents(rate(drawn, known, who).on(weighed)), drawn.cap)
            mine = sum(
                (s.amount for s in found.slices if s.person == who and s.kind == "commission"), Decimal()
            )
            assert Fraction(mine) == amount
        totals = sum((found.total(who) for who in found.people()), Decimal())
        assert totals == sum((s.amount for s in found.slices), Decimal())
