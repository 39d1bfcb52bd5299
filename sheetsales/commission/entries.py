"""Entries as slices of a statement, each with how it came about."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from sheetsales.commission import whys
from sheetsales.commission.earning import Entry
from sheetsales.commission.facts import NOTHING, WHOLE, Receipt
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
    yield typed_slice(position, portion, deal.amount - back)


def typed_slice(position: Position, portion: Portion, of: Decimal, receipt: Receipt | None = None) -> Slice:
    """At the rate typed on the contract; ``of`` is what came in, or was signed less what was returned."""
    rate = portion.deal.typed_rate or NOTHING
    base = of * portion.based
    amount = cents(rate * base)
    return Slice(
        position.seller.id, "", "commission", amount, partial(whys.typed, rate, base, amount), portion.deal.id,
        receipt.id if receipt else "", portion.based, WHOLE, base, rate, None,
        receipt.day if receipt else portion.deal.closed_on, of,
    )  # fmt: skip


def slice_of(earned: Earned, entry: Entry, person: str = "") -> Slice:
    """``person`` where it is paid to another than whose results they are: then nothing is told of these but the rate."""
    weights, receipt = entry.weights, entry.receipt
    theirs = bool(person) and person != earned.key.person
    said = (
        partial(whys.inherited, earned.rate, entry.base, entry.amount)
        if theirs
        else partial(whys.row, earned, entry.of, entry.back, weights, entry.base, entry.amount, entry.rest)
    )
    return Slice(
        person or earned.key.person, earned.key.plan, "commission", entry.amount, said, entry.deal.id,
        receipt.id if receipt else "", weights.share, weights.factor, entry.base, earned.rate,
        None if theirs else earned.key, receipt.day if receipt else entry.deal.closed_on, entry.of, entry.back,
        weights.net,
    )  # fmt: skip
