"""The pay of a period: everybody's slices, in the order they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import localcontext
from functools import partial

from sheetsales.commission import whys
from sheetsales.commission.bonuses import bonuses, honours
from sheetsales.commission.doubts import doubts
from sheetsales.commission.earning import Earning
from sheetsales.commission.entries import Found
from sheetsales.commission.facts import NOTHING, Facts, Seller
from sheetsales.commission.figure_names import said
from sheetsales.commission.guarantee import guaranteed
from sheetsales.commission.holds import held_back
from sheetsales.commission.ledger import positions
from sheetsales.commission.positions import Rows
from sheetsales.commission.slices import Earned, Open, Pay, Slice
from sheetsales.commission.tiers import PRECISE, in_no_tier
from sheetsales.process.periods import Span


def pay(facts: Facts, span: Span) -> Pay:
    """What everybody is paid for a period, and what cannot be told.

    Cap, clawback, what is held, the guarantee, bonuses, honours, and what is carried, in that order. A plan whose own
    period is longer than this one is due in the period it ends in.
    """
    with localcontext(PRECISE):
        earning = Earning(facts)
        rows = Rows(earning)
        found: list[Found] = []
        for seller in facts.sellers:
            found += _of_person(earning, rows, seller, span)
        found += bonuses(earning, span)
        found += honours(earning, span)
        slices = [piece for piece in found if isinstance(piece, Slice)]
        slices += _carried(facts, slices)
        place = {seller.id: at for at, seller in enumerate(facts.sellers)}
        slices.sort(key=lambda s: place[s.person])
        named = tuple(_named(earning, slices))
        opened = [piece for piece in found if isinstance(piece, Open)]
        opened += _reserved(earning, named)
        return Pay(span, tuple(s for s in slices if s.amount or s.base), named, tuple(opened))


def _of_person(earning: Earning, rows: Rows, seller: Seller, span: Span) -> Iterator[Found]:
    for position in positions(seller):
        found = list(rows.of(position, span))
        yield from found
        yield from held_back(earning, position, span, [s for s in found if isinstance(s, Slice)])
    yield from guaranteed(earning, seller, span)
    yield from doubts(earning, seller, span)


def _carried(facts: Facts, slices: Iterable[Slice]) -> Iterator[Slice]:
    """What was carried into the period, and out of it where the total is negative."""
    totals = dict.fromkeys((seller.id for seller in facts.sellers), NOTHING)
    for piece in slices:
        totals[piece.person] += piece.amount
    for person, total in totals.items():
        owed = facts.carried.get(person, NOTHING)
        if owed:
            yield Slice(person, "", "carried", owed, whys.carried_in)
        if total + owed < 0 and facts.negative == "carry":
            yield Slice(person, "", "carried", -(total + owed), partial(whys.carried_out, total + owed))


def _named(earning: Earning, slices: Iterable[Slice]) -> Iterator[Earned]:
    """The sums the slices rest on, each once, in their order."""
    wanted = dict.fromkeys(s.earned for s in slices if s.earned is not None)
    known = {earned.key: earned for earned in earning.all_earned()}
    return (known[key] for key in wanted if key in known)


def _reserved(earning: Earning, named: Iterable[Earned]) -> Iterator[Open]:
    """Of sums that count: a target that lacks a month, results in no tier, a gate nobody can judge."""
    for one in named:
        plan = next(p for p in earning.facts.plans.plans if p.code == one.key.plan)
        if one.gap and one.target is not None:
            yield Open(
                one.key.person, one.key.plan, whys.GAP.fill(month=one.gap, target=whys.money(one.target))
            )
        lost = in_no_tier(one.steps, one.results, capped=bool(plan.rows("cap")))
        if lost:
            yield Open(one.key.person, one.key.plan, whys.BETWEEN.fill(amount=whys.money(lost)), amount=lost)
        for tier, step in zip(plan.tiers, one.steps, strict=False):
            if step.unknown and step.part:
                gate = said(tier.gate)
                yield Open(
                    one.key.person, one.key.plan, whys.LOWER.fill(gate=gate, rate=whys.percent(step.rate))
                )
