"""The newcomer's guarantee: a month's commission, as far as the period has grown in it, topped up to an amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from sheetsales.commission import whys
from sheetsales.commission.earning import Earning
from sheetsales.commission.facts import NOTHING, Seller
from sheetsales.commission.figure_names import said
from sheetsales.commission.ledger import positions, span_around
from sheetsales.commission.plans import PlanRow
from sheetsales.commission.positions import Rows
from sheetsales.commission.slices import Open, Slice
from sheetsales.process.periods import MONTH, QUARTER, Span


def guaranteed(earning: Earning, seller: Seller, span: Span) -> Iterator[Slice | Open]:
    """A top-up for every month of the period in which the guarantee holds and less was earned, clawback taken off."""
    for rule in earning.facts.plans.of_kind("guarantee"):
        for month in span.parts(MONTH):
            holds = month.last <= earning.facts.as_of and _holds(earning, rule, seller, month)
            if holds is None:
                why = whys.UNJUDGED.fill(plan=rule.plan, gate=said(rule.gate))
                yield Open(seller.id, rule.plan, why, amount=rule.value)
            if not holds:
                continue
            grown = _grown(earning, seller, month)
            if isinstance(grown, Open):
                yield grown
            elif rule.value is not None and grown < rule.value:
                how = partial(whys.guarantee, f"{month.first:%Y-%m}", grown, rule.value)
                yield Slice(seller.id, rule.plan, "guarantee", rule.value - grown, how)


def _holds(earning: Earning, rule: PlanRow, seller: Seller, month: Span) -> bool | None:
    """Whether somebody is guaranteed a month; None where a figure of the condition is unknown."""
    there = seller.hired_on is None or seller.hired_on <= month.last
    left = seller.left_on is not None and seller.left_on < month.first
    if not there or left or not rule.holds(month.last) or rule.applies.rank(seller) < 0:
        return False
    position = positions(seller)[-1] if positions(seller) else None
    return position is not None and earning.figures.met(rule.gate, position, month)


def _grown(earning: Earning, seller: Seller, month: Span) -> Decimal | Open:
    """Commission of the period up to the end of a month, less that up to the end of the month before."""
    months = max(
        (p.months for position in positions(seller) for p in earning.plans(position)), default=QUARTER
    )
    whole = span_around(month.start, months, earning.facts.fiscal_start)
    now = _so_far(earning, seller, whole, month)
    before = (
        NOTHING
        if month.start == whole.start
        else _so_far(earning, seller, whole, Span(month.start - 1, MONTH))
    )
    if isinstance(now, Open):
        return now
    return now - (NOTHING if isinstance(before, Open) else before)


def _so_far(earning: Earning, seller: Seller, whole: Span, month: Span) -> Decimal | Open:
    until = earning.until(month.last)
    total = NOTHING
    for position in positions(seller):
        for piece in Rows(until).of(position, whole):
            if isinstance(piece, Slice):
                total += piece.amount
            elif not piece.deal:
                return piece
    return total
