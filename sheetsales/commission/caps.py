"""What caps take of a plan's commission, each for the periods it is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from sheetsales.commission.facts import NOTHING
from sheetsales.commission.ledger import Position, span_around
from sheetsales.commission.plans import Plan, PlanRow
from sheetsales.process.periods import Span, month_number

Dated = tuple[dt.date, Decimal]
"""What was earned, and the day it counts for."""


def over_cap(
    plan: Plan,
    position: Position,
    span: Span,
    start: int,
    earned: Sequence[Dated],
    before: Callable[[Span], Decimal],
) -> tuple[Decimal, Decimal]:
    """What is left of a period's commission, and the cap it is left by; all of it and 0 where no cap is reached.

    ``before`` tells what earlier periods of the same length came to, for a cap of a longer one: what these used of it is
    gone. Of several caps the one that leaves least counts. ``start`` is the first month of the fiscal year.
    """
    total = sum((amount for _, amount in earned), NOTHING)
    left, by = total, NOTHING
    for cap in caps_of(plan, position, span):
        most = cap.value or NOTHING
        if cap.months > span.months:
            whole = span_around(span.start, cap.months, start)
            used = (
                before(Span(whole.start, span.start - whole.start)) if span.start > whole.start else NOTHING
            )
            found = min(used + total, most) - min(used, most)
        else:
            found = _by_parts(cap, start, earned)
        if found < left:
            left, by = found, most
    return left, by


def caps_of(plan: Plan, position: Position, span: Span) -> tuple[PlanRow, ...]:
    """The caps that are for a position; of those that replaced one another, the one that holds when the period ends."""
    rows = [
        row
        for row in plan.rows("cap")
        if row.value is not None and row.months and row.applies.rank(position.seller, position.role) >= 0
    ]
    holding = [row for row in rows if row.holds(span.last)]
    return tuple(holding or rows)


def _by_parts(cap: PlanRow, start: int, earned: Iterable[Dated]) -> Decimal:
    """What is left where each of the cap's own periods keeps at most its value."""
    sums: dict[int, Decimal] = {}
    for day, amount in earned:
        part = span_around(month_number(day), cap.months, start).start
        sums[part] = sums.get(part, NOTHING) + amount
    return sum((min(amount, cap.value or NOTHING) for amount in sums.values()), NOTHING)
