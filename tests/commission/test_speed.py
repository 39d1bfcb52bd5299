"""Commission of many people, deals and receipts in the time it may take."""

from __future__ import annotations

import datetime as dt
import random
import time
from decimal import Decimal

from sheetsales.commission.facts import SIGNED, Aim, Deal, Facts, Receipt, Seller
from sheetsales.process.periods import Span
from tests.commission.worked import paid, plans

PEOPLE, DEALS = 75, 5_000
MOST = 1.5
"""Seconds for a quarter of 300 people, 20,000 deals and 60,000 receipts; those took 1.2 on value signed, 1.6 on cash."""


def test_a_quarter_of_the_largest_team() -> None:
    chance = random.Random(1)
    people = [Seller(f"S{n}", "rep" if n % 25 else "lead", "mid", f"T{n // 25}") for n in range(PEOPLE)]
    deals = [_deal(chance, n) for n in range(DEALS)]
    money = [
        Receipt(f"{one.id}-{k}", one.id, one.closed_on + dt.timedelta(days=40 * k), one.amount / 4) for one in deals for k in range(3)
    ]  # fmt: skip
    quarters = [Span(2025 * 12 + 3 * n, 3) for n in range(8)]
    targets = {Aim("person", p.id, SIGNED, q): Decimal(900_000) for p in people for q in quarters}
    known = Facts(plans(), tuple(people), tuple(deals), tuple(money), targets=targets, basis="received")
    before = time.process_time()
    found = paid(known)
    assert time.process_time() - before < MOST
    assert len(found.slices) > 1_000


def _deal(chance: random.Random, n: int) -> Deal:
    on = dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(700))
    return Deal(
        f"O{n}",
        f"S{n % PEOPLE}",
        on,
        Decimal(chance.randrange(1000, 500_000)),
        ((f"S{n % PEOPLE}", Decimal(1)),),
    )
