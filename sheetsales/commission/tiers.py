"""What a sum of results earns by the tiers of a plan: slice by slice, each at its own rate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from sheetsales.commission.facts import NOTHING
from sheetsales.commission.plans import PlanRow

PRECISE: Final = Context(prec=60)
"""All sums are worked out with so many digits, so that no cent hangs on a quotient that does not end."""
_CENT: Final = Decimal("0.01")
_NEARLY: Final = Decimal(1).scaleb(-24)


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to the cent; the one place where money of commission is rounded."""
    return amount.quantize(_NEARLY, context=PRECISE).quantize(_CENT, ROUND_HALF_UP, PRECISE)


class Step(NamedTuple):
    """One slice of the results: from where to where in money, how much of it there is, at which rate.

    ``lowered`` where the tier's own rate is not paid because its gate is not met, ``unknown`` where nobody can tell.
    """

    low: Decimal
    high: Decimal | None
    part: Decimal
    rate: Decimal
    own_rate: Decimal
    lowered: bool = False
    unknown: bool = False

    @property
    def amount(self) -> Decimal:
        return self.part * self.rate


def steps(
    tiers: Sequence[PlanRow], results: Decimal, target: Decimal | None, met: Sequence[bool | None]
) -> tuple[Step, ...]:
    """The slices of ``results``; limits are shares of ``target``, money where it is None. ``met`` tells of each tier's gate.

    A tier whose gate fails, or that nobody can judge, pays the rate of the last tier below it that does not. Results
    below 0 are all in the first slice.
    """
    found: list[Step] = []
    rate = NOTHING
    for tier, opened in zip(tiers, met, strict=True):
        own = tier.value or NOTHING
        rate = own if opened else rate
        low, high = (
            _money(tier.low or NOTHING, target),
            None if tier.high is None else _money(tier.high, target),
        )
        part = _within(results, low, high, first=not found)
        found.append(Step(low, high, part, rate, own, opened is False, opened is None))
    return tuple(found)


def overlap(tiers: Sequence[PlanRow]) -> tuple[Decimal, Decimal] | None:
    """From where to where two tiers, in the order of their limits, both hold: that part would be paid twice."""
    for tier, above in pairwise(tiers):
        low = above.low or NOTHING
        if tier.high is None or tier.high > low:
            ends = [high for high in (tier.high, above.high) if high is not None]
            return low, min(ends, default=low)
    return None


def in_no_tier(found: Sequence[Step], results: Decimal, *, capped: bool) -> Decimal:
    """How much of the results above the first limit lies between tiers, or above a top one that nothing caps."""
    if not found:
        return NOTHING
    top = found[-1].high
    reached = min(results, top) if capped and top is not None else results
    return max(reached - found[0].low - sum((step.part for step in found), NOTHING), NOTHING)


def _money(limit: Decimal, target: Decimal | None) -> Decimal:
    return limit if target is None else limit * target


def _within(results: Decimal, low: Decimal, high: Decimal | None, *, first: bool) -> Decimal:
    if first and results < low:
        return min(results, NOTHING)
    top = results if high is None else min(results, high)
    return max(top - low, NOTHING) if not (first and results < 0) else results
