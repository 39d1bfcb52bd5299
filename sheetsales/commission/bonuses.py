"""Bonuses for what was reached, and honours for who reached most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Final

from sheetsales.commission import whys
from sheetsales.commission.earning import Earning
from sheetsales.commission.facts import NOTHING, SIGNED, Measured, Seller
from sheetsales.commission.figure_names import said
from sheetsales.commission.figures import all_of
from sheetsales.commission.gates import Gate
from sheetsales.commission.ledger import Position
from sheetsales.commission.plans import PlanRow
from sheetsales.commission.slices import Open, Slice
from sheetsales.process.periods import Span

_NEW: Final = "new_customer"
Found = Slice | Open


def bonuses(earning: Earning, span: Span) -> Iterator[Found]:
    """What bonus rows pay for the periods of theirs that end in this one."""
    for row in earning.facts.plans.of_kind("bonus"):
        if row.value is None or not row.months:
            continue
        for part in _ended(earning, row, span):
            if any(c.name == _NEW for c in row.gate):
                yield from _for_new_customers(earning, row, part)
            else:
                yield from _reached(earning, row, part)


def _ended(earning: Earning, row: PlanRow, span: Span) -> Iterator[Span]:
    start = span.start - (span.start - earning.facts.fiscal_start + 1) % row.months
    for at in range(start, span.start + span.months, row.months):
        part = Span(at, row.months)
        if (
            span.start < at + row.months <= span.start + span.months
            and row.holds(part.last)
            and part.last <= earning.facts.as_of
        ):
            yield part


def _there(earning: Earning, row: PlanRow, span: Span) -> Iterator[Seller]:
    """Those a row is for who were with us when its period ended."""
    for seller in earning.facts.sellers:
        hired = seller.hired_on is None or seller.hired_on <= span.last
        stays = seller.left_on is None or seller.left_on >= span.last
        if (
            seller.role
            and hired
            and stays
            and row.applies.rank(seller) >= 0
            and _new_enough(row, seller, span)
        ):
            yield seller


def _new_enough(row: PlanRow, seller: Seller, span: Span) -> bool:
    within = row.applies.hired_within
    if not within:
        return True
    hired = seller.hired_on
    return hired is not None and (span.last.year - hired.year) * 12 + span.last.month - hired.month <= within


def _own(seller: Seller) -> Position:
    return Position(seller, "department" if seller.role == "manager" else "own")


def _value(earning: Earning, name: str, seller: Seller, span: Span) -> Decimal | None:
    if name == SIGNED:
        return earning.figures.signed(_own(seller), span)
    if name == "n":
        return earning.facts.measures.get(Measured("n", seller.id, span))
    return earning.figures.value(name, _own(seller), span)


def _met(earning: Earning, gate: Gate, seller: Seller, span: Span) -> bool | None:
    """Whether all conditions hold; one that compares nothing can be judged by nobody."""
    return all_of(c.met(_value(earning, c.name, seller, span)) for c in gate)


def _reached(earning: Earning, row: PlanRow, span: Span) -> Iterator[Found]:
    for seller in _there(earning, row, span):
        met = _met(earning, row.gate, seller, span)
        if met:
            yield Slice(
                seller.id, row.plan, "bonus", row.value or NOTHING, partial(whys.bonus, said(row.gate))
            )
        elif met is None:
            yield _unjudged(row, seller)


def _unjudged(row: PlanRow, seller: Seller, deal: str = "") -> Open:
    why = whys.UNJUDGED.fill(plan=row.plan, gate=said(row.gate))
    return Open(seller.id, row.plan, why, deal, amount=None if deal else row.value)


def _for_new_customers(earning: Earning, row: PlanRow, span: Span) -> Iterator[Found]:
    """One for each new customer whose first order is large enough, to the owner alone; further conditions hold too."""
    others = tuple(c for c in row.gate if c.name != _NEW)
    wanted = {seller.id: seller for seller in _there(earning, row, span)}
    for deal in earning.ledger.deals.values():
        first = deal.new_customer and span.first <= deal.closed_on <= span.last
        seller = wanted.get(deal.owner)
        if not first or seller is None or deal.amount < _least(earning, row, deal.closed_on):
            continue
        met = _met(earning, others, seller, span)
        if met:
            why = partial(whys.new_customer, deal.id, deal.amount)
            yield Slice(deal.owner, row.plan, "bonus", row.value or NOTHING, why, deal.id)
        elif met is None:
            yield _unjudged(row, seller, deal.id)


def _least(earning: Earning, row: PlanRow, day: dt.date) -> Decimal:
    """The smallest first order that counts on a day."""
    rows = earning.facts.plans.of_kind("minimum")
    return max((r.value or NOTHING for r in rows if r.plan == row.plan and r.holds(day)), default=NOTHING)


_TIES: Final = (("attainment", 1), ("true_discount", -1), ("satisfaction", 1), ("new_customers", 1))
"""What decides between equals, and whether more is better; still equal, both are honoured in full."""
SCORE: Final = "honour:score"
"""The score of those the evaluation would honour, under the name ``score`` in a gate."""
SCORE_TIES: Final = tuple((f"honour:{code}", 1) for code in ("S1", "S3", "S7", "S2"))
"""Of scores the points of the same four measures decide, as the evaluation ranks."""


def honours(earning: Earning, span: Span) -> Iterator[Slice]:
    """One for the highest of a period; nobody where the figure is unknown for all."""
    for row in earning.facts.plans.of_kind("honour"):
        if row.value is None or not row.months or not row.gate:
            continue
        for part in _ended(earning, row, span):
            best = _best(earning, row, part)
            for seller, value in best.items():
                yield Slice(
                    seller.id, row.plan, "honour", row.value, partial(whys.honour, row.gate[0].name, value)
                )


def _best(earning: Earning, row: PlanRow, span: Span) -> Mapping[Seller, Decimal]:
    """Who has the highest of the first figure the gate names among those who meet all its conditions."""
    name = SCORE if row.gate[0].name == "score" else row.gate[0].name
    conditions = row.gate if row.gate[0].sign else row.gate[1:]
    values = {
        seller: value
        for seller in _there(earning, row, span)
        if (value := _value(earning, name, seller, span)) is not None
        and all_of(
            c.met(_value(earning, SCORE if c.name == "score" else c.name, seller, span)) for c in conditions
        )
    }
    top = max(values.values(), default=NOTHING)
    if top <= 0:
        return {}
    left = [seller for seller, value in values.items() if value == top]
    for figure, way in SCORE_TIES if name == SCORE else _TIES:
        known = {seller: _value(earning, figure, seller, span) for seller in left}
        ranked = [value * way for value in known.values() if value is not None]
        if len(left) > 1 and ranked:
            left = [s for s in left if (value := known[s]) is not None and value * way == max(ranked)]
    return {seller: values[seller] for seller in left}
