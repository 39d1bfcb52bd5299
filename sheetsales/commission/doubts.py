"""What of somebody's pay nobody can tell by the plans and by Team, so that it is said and not passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.commission import whys
from sheetsales.commission.earning import Earning
from sheetsales.commission.facts import Seller
from sheetsales.commission.ledger import Position, positions
from sheetsales.commission.plans import ON_CASH, Plan
from sheetsales.commission.slices import Open
from sheetsales.process.periods import Span


def doubts(earning: Earning, seller: Seller, span: Span) -> Iterator[Open]:
    """Deals of somebody without a role, a lead without a team, plans that fit equally, money that has no due date."""
    if not seller.role:
        own = Position(seller, "own")
        for portion in earning.ledger.portions(own, span):
            yield Open(
                seller.id, "", whys.NO_ROLE, portion.deal.id, amount=portion.deal.amount * portion.based
            )
    for position in positions(seller):
        plans = [plan for plan in earning.plans(position) if plan.holds(span.last)]
        if position.scope == "team" and not seller.team and plans:
            yield Open(seller.id, plans[0].code, whys.NO_TEAM)
        for plan in equals(position, plans):
            why = whys.EITHER.fill(plan=plans[0].code, other=plan.code)
            yield Open(seller.id, plan.code, why)
        yield from _without_due(earning, position, span)


def equals(position: Position, plans: Sequence[Plan]) -> Iterator[Plan]:
    """Of plans that hold, the first of which counts, the others that fit as closely and began on the same day."""
    for plan in plans[1:]:
        first, other = plans[0].tiers[0], plan.tiers[0]
        ranks = {row.applies.rank(position.seller, position.role) for row in (first, other)}
        if len(ranks) == 1 and first.valid_from == other.valid_from and plan.code != plans[0].code:
            yield plan


def _without_due(earning: Earning, position: Position, span: Span) -> Iterator[Open]:
    """Money that a plan weighs by how late it came, where nobody knows when it was due."""
    late = [plan for plan in earning.plans(position) if plan.rows("factor", "days_late")]
    if not late or position.scope != "own":
        return
    for receipt, portion in earning.ledger.money(position, span):
        by_cash = earning.plan(position, receipt.day)
        plan = (
            by_cash
            if by_cash and by_cash.basis in ON_CASH
            else earning.plan(position, portion.deal.closed_on)
        )
        paid_on = plan is not None and (plan.basis in ON_CASH or earning.facts.basis == "received")
        if plan in late and paid_on and receipt.days_late is None and receipt.amount > 0:
            yield Open(position.seller.id, plan.code, whys.NO_DUE, receipt.deal, receipt.id)
