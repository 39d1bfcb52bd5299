"""What is taken back of commission where goods signed in an earlier period came back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from sheetsales.commission import whys
from sheetsales.commission.caps import Dated
from sheetsales.commission.earning import Earning
from sheetsales.commission.entries import Found
from sheetsales.commission.facts import NOTHING, WHOLE, Return
from sheetsales.commission.ledger import Portion, Position, later, span_around
from sheetsales.commission.plans import ON_CASH, Plan
from sheetsales.commission.slices import Open, Slice
from sheetsales.commission.tiers import cents
from sheetsales.process.periods import Span, month_number

Left = Callable[[Position, str, Span, Sequence[Dated]], tuple[Decimal, Decimal]]
"""What caps leave of a plan's commission of a period, and the cap."""


def taken_back(earning: Earning, left: Left, position: Position, span: Span) -> Iterator[Found]:
    """A slice for each return of a period whose deal was paid on value signed in an earlier one; on cash the refund among
    the receipts does it. A leaver's part of what a successor won goes back as it was paid, at the successor's rate."""
    if earning.facts.basis != "signed":
        return
    for back in earning.ledger.went_back(span):
        deal = earning.ledger.deals[back.deal]
        portion = earning.ledger.portion(position, deal, leavers=True)
        if (
            portion is None
            or not portion.based
            or back.day > later(deal.closed_on, earning.facts.clawback_months)
        ):
            continue
        whose = position
        if position.scope == "own" and earning.ledger.is_leavers(deal, position.seller.id):
            whose = earning.ledger.owner_of(deal) or position
        plan = earning.plan(whose, deal.closed_on)
        if plan is None:
            yield from _at_typed_rate(earning, position, portion, back, span)
        elif plan.basis not in ON_CASH:
            part = earning.span(plan, deal.closed_on)
            if not part.first <= back.day <= part.last:
                yield _by_plan(earning, left, (position, whose), portion, plan, back)


def _by_plan(
    earning: Earning, left: Left, who: tuple[Position, Position], portion: Portion, plan: Plan, back: Return
) -> Found:
    """Of ``who`` the first had the money, the second the results that made the rate."""
    position, whose = who
    part = earning.span(plan, portion.deal.closed_on)
    earned, weights = earning.earned(whose, plan, part), earning.weights(plan, portion)
    if not earned.known or weights is None:
        why = whys.NO_COST if earned.known else earned.reason
        return Open(position.seller.id, plan.code, why, portion.deal.id, amount=back.amount)
    base = back.amount * weights.product
    kept = _kept(earning, left, whose, plan, part)
    amount = -cents(earned.paid_on(base) * kept)
    theirs = whose is not position
    said = (
        partial(whys.clawback_at, earned.rate, back.day, back.amount, weights, amount)
        if theirs
        else partial(whys.clawback, earned, back.day, back.amount, weights, amount)
    )
    return Slice(
        position.seller.id, plan.code, "clawback", amount, said, portion.deal.id, share=weights.share,
        factor=weights.factor, base=-base, rate=earned.rate, earned=None if theirs else earned.key, day=back.day,
        of=-back.amount, net=weights.net, kept=kept,
    )  # fmt: skip


def _kept(earning: Earning, left: Left, whose: Position, plan: Plan, part: Span) -> Decimal:
    """Which part of what was earned was paid, where a cap took the rest."""
    dated = [(entry.deal.closed_on, entry.amount) for entry in earning.entries(whose, plan, part)]
    total = sum((amount for _, amount in dated), NOTHING)
    paid, _ = left(whose, plan.code, part, dated)
    return paid / total if paid < total else WHOLE


def _at_typed_rate(
    earning: Earning, position: Position, portion: Portion, back: Return, span: Span
) -> Iterator[Slice]:
    """Of a deal older than the plans, at the rate typed on its contract; one of the period of signing was taken off then."""
    rate, deal = portion.deal.typed_rate, portion.deal
    signed_in = span_around(month_number(deal.closed_on), span.months, earning.facts.fiscal_start)
    if rate is None or position.scope != "own" or signed_in.first <= back.day <= signed_in.last:
        return
    base = back.amount * portion.based
    amount = -cents(rate * base)
    weights = whys.Weights(portion.based, WHOLE)
    yield Slice(
        position.seller.id, "", "clawback", amount,
        partial(whys.clawback_at, rate, back.day, back.amount, weights, amount), deal.id, share=portion.based,
        factor=WHOLE, base=-base, rate=rate, day=back.day, of=-back.amount,
    )  # fmt: skip
