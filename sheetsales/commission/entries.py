"""Entries as slices of a statement, each with how it came about."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from sheetsales.commission import whys
from sheetsales.commission.earning import Entry
from sheetsales.commission.facts import NOTHING, WHOLE
from sheetsales.commission.ledger import Portion, Position
from sheetsales.commission.slices import Earned, Open, Slice
from sheetsales.commission.tiers import cents

Found = Slice | Open


def uncovered(position: Position, portion: Portion, back: Decimal = NOTHING) -> Iterator[Found]:
    """A deal no plan covers: paid at the rate typed on its contract, else named; to its own people alone."""
    if position.scope != "own":
        return
    deal = portion.deal
    if deal.typed_rate is None:
        yield Open(position.seller.id, "", whys.NO_PLAN.fill(day=deal.closed_on), deal.id, amount=deal.amount)
        return
    base = (deal.amount - back) * portion.based
    yield typed_slice(position, portion, base)


def typed_slice(position: Position, portion: Portion, base: Decimal, receipt: str = "") -> Slice:
    rate = portion.deal.typed_rate or NOTHING
    amount = cents(rate * base)
    return Slice(
        position.seller.id, "", "commission", amount, partial(whys.typed, rate, base, amount), portion.deal.id, receipt,
        share=portion.based, factor=WHOLE, base=base, rate=rate,
    )  # fmt: skip


def slice_of(earned: Earned, entry: Entry, person: str = "") -> Slice:
    weights = entry.weights
    return Slice(
        person or earned.key.person, earned.key.plan, "commission", entry.amount, partial(whys.row, earned, entry.of, entry.back, weights, entry.base, entry.amount, entry.rest), entry.deal.id,
        entry.receipt.id if entry.receipt else "", share=weights.share, factor=weights.factor, base=entry.base,
        rate=earned.rate, earned=earned.key,
    )  # fmt: skip
