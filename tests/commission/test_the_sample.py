"""What the sample team earns in its third quarter, by hand from its ledgers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetsales.book.book import Book
from sheetsales.commission.facts import Facts
from sheetsales.commission.pay import pay
from sheetsales.commission.read_plans import read_plans
from sheetsales.commission.reading import read_facts
from sheetsales.indicators.facts import gather
from sheetsales.indicators.won import is_new_business
from tests.commission.worked import span

QUARTER_END = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def third(paid_book: Book) -> Facts:
    return read_facts(paid_book, read_plans(paid_book), QUARTER_END).facts


def kinds(known: Facts, *wanted: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for one in pay(known, span("2026Q3")).slices:
        if one.kind in wanted:
            found[one.person] = found.get(one.person, Decimal()) + one.amount
    return found


def test_on_value_signed(third: Facts) -> None:
    """A return of 8,153 on a deal of the second quarter is taken back from its owner, and from the manager."""
    found = kinds(replace(third, basis="signed"), "commission", "clawback", "guarantee")
    expected = {
        "S03": "35848.50", "S04": "3136.00", "S05": "7090.00", "S02": "10979.52", "S06": "-152.31", "S07": "4000.00",
        "S01": "5534.22",
    }  # fmt: skip
    assert found == {key: Decimal(value) for key, value in expected.items()}
    assert kinds(replace(third, basis="signed"), "carried") == {"S06": Decimal("152.31")}


def test_on_cash_received(third: Facts) -> None:
    """Reps alone; who has left is paid for what was signed before."""
    on_cash = replace(third, basis="received")
    found: dict[str, Decimal] = {}
    for one in pay(on_cash, span("2026Q3")).slices:
        if one.plan in ("REP-2026", "SEN-2026") and one.kind == "commission":
            found[one.person] = found.get(one.person, Decimal()) + one.amount
    expected = {
        "S03": "48133.75", "S02": "4973.40", "S04": "8996.00", "S05": "3459.50", "S06": "2741.50", "S08": "2560.00",
    }  # fmt: skip
    assert found == {key: Decimal(value) for key, value in expected.items()}


SO_FAR = {
    "S02": ("1708.40", "0", "0"), "S03": ("6933.00", "0", "0"), "S06": ("3767.50", "0", "0"),
    "S07": ("1500.00", "500.00", "500"),
}  # fmt: skip
"""Commission, guarantee and bonus for new customers by the end of October, the first month of the quarter."""


def test_a_quarter_so_far(paid_book: Book) -> None:
    first = gather(paid_book, dt.date(2026, 10, 31))
    new = {deal.id for deal in first.first_wins.values() if is_new_business(first, deal)}
    known = read_facts(paid_book, read_plans(paid_book), first.as_of, new_customers=new).facts
    found = pay(replace(known, basis="signed"), span("2026Q4"))
    for person, amounts in SO_FAR.items():
        mine = [s for s in found.slices if s.person == person]
        parts = [
            sum((s.amount for s in mine if s.kind == kind), Decimal())
            for kind in ("commission", "guarantee", "bonus")
        ]
        assert parts == [Decimal(amount) for amount in amounts]
    assert [(o.person, o.why.en) for o in found.open if "target" in o.why.en] == [
        ("S06", "2026-11 has no target; it goes by the 280,000.00 of the other months")
    ]
    assert sum(s.amount for s in found.slices if s.kind == "commission" and s.person != "S01") == Decimal(
        "13908.90"
    )
