"""The slices of one position for a period: on deals signed, on money received, taken back on returns, capped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from sheetsales.commission import whys
from sheetsales.commission.caps import Dated, over_cap
from sheetsales.commission.cash import CashRows
from sheetsales.commission.clawback import taken_back
from sheetsales.commission.earning import Earning, Entry
from sheetsales.commission.entries import Found, slice_of, uncovered
from sheetsales.commission.facts import NOTHING
from sheetsales.commission.ledger import Portion, Position, span_around
from sheetsales.commission.plans import ON_CASH, Plan
from sheetsales.commission.slices import Open, Slice
from sheetsales.commission.tiers import cents
from sheetsales.process.periods import Span


class Rows:
    """Slices, and what stays open, of positions in a period."""

    def __init__(self, earning: Earning) -> None:
        self.earning = earning
        self.ledger = earning.ledger
        self.cash = CashRows(earning)

    def of(self, position: Position, span: Span) -> Iterator[Found]:
        """Everything of a position, capped; clawback after the cap."""
        paid = list(self._paid(position, span))
        yield from paid
        yield from self._capped(position, span, [s for s in paid if isinstance(s, Slice)])
        yield from taken_back(self.earning, self._left, position, span)

    def _paid(self, position: Position, span: Span) -> Iterator[Found]:
        if self.earning.facts.basis == "signed":
            yield from self._signed(position, span)
        yield from self.cash.of(position, span)
        if position.scope == "own":
            yield from self._inherited(position, span)

    def _signed(self, position: Position, span: Span) -> Iterator[Found]:
        plans: dict[int, Plan] = {}
        for portion in self.ledger.portions(position, self.earning.reach(position, span)):
            plan = self.earning.plan(position, portion.deal.closed_on)
            if plan is None:
                if portion.deal.closed_on >= span.first:
                    yield from uncovered(position, portion, self.ledger.given_back(portion.deal, span))
            elif plan.basis not in ON_CASH:
                plans.setdefault(id(plan), plan)
                if portion.based and self.earning.weights(plan, portion) is None:
                    yield Open(position.seller.id, plan.code, whys.NO_COST, portion.deal.id)
        for plan in plans.values():
            yield from self._by(position, plan, span)

    def _by(self, position: Position, plan: Plan, span: Span) -> Iterator[Found]:
        """The periods of a plan that end within this one; a longer one is due with the statement it ends in."""
        start = span_around(span.start, plan.months, self.earning.facts.fiscal_start).start
        for at in range(start, span.start + span.months, plan.months):
            part = Span(at, plan.months)
            if not _ends_in(part, span):
                continue
            earned = self.earning.earned(position, plan, part)
            if not earned.known:
                sheet = "pipeline" if position.scope == "own" else ""
                yield Open(position.seller.id, plan.code, earned.reason, amount=earned.results, sheet=sheet)
            yield from (slice_of(earned, entry) for entry in self.earning.entries(position, plan, part))

    def _inherited(self, position: Position, span: Span) -> Iterator[Found]:
        """A leaver's part of deals a successor won, at the successor's rate and with the successor's own."""
        if self.earning.facts.basis != "signed":
            return
        for deal, share in self.ledger.inherited.get(position.seller.id, ()):
            theirs = self.ledger.owner_of(deal)
            plan = self.earning.plan(theirs, deal.closed_on) if theirs is not None else None
            if theirs is None or plan is None or plan.basis in ON_CASH:
                continue
            part = self.earning.span(plan, deal.closed_on)
            if not _ends_in(part, span):
                continue
            earned = self.earning.earned(theirs, plan, part)
            weights = self.earning.weights(plan, Portion(deal, share, share))
            if not earned.known or weights is None:
                why = earned.reason if not earned.known else whys.NO_COST
                yield Open(position.seller.id, plan.code, why, deal.id)
                continue
            back = self.ledger.given_back(deal, part)
            base = (deal.amount - back) * weights.product
            amount = cents(earned.paid_on(base))
            entry = Entry(deal, None, deal.amount, back, weights, base, amount, NOTHING)
            yield slice_of(earned, entry, position.seller.id)

    def _capped(self, position: Position, span: Span, paid: Sequence[Slice]) -> Iterator[Slice]:
        by_plan: dict[str, list[Slice]] = {}
        for piece in paid:
            by_plan.setdefault(piece.plan, []).append(piece)
        for code, pieces in by_plan.items():
            total = sum((piece.amount for piece in pieces), NOTHING)
            left, cap = self._left(position, code, span, [(p.day or span.last, p.amount) for p in pieces])
            if left < total:
                said = partial(whys.capped, total, left, cap)
                yield Slice(position.seller.id, code, "commission", left - total, said)

    def _left(
        self, position: Position, code: str, span: Span, earned: Sequence[Dated]
    ) -> tuple[Decimal, Decimal]:
        """What caps leave of a plan's commission of a period, and the cap."""
        plan = next((p for p in self.earning.plans(position) if p.code == code and p.rows("cap")), None)
        if plan is None:
            return sum((amount for _, amount in earned), NOTHING), NOTHING
        start = self.earning.facts.fiscal_start
        return over_cap(
            plan, position, span, start, earned, partial(self._until, position, code, span.months)
        )

    def _until(self, position: Position, code: str, months: int, span: Span) -> Decimal:
        """What the statements of so many months in a longer period came to by a plan, before any cap."""
        parts = range(span.start, span.start + span.months, months)
        found = (piece for at in parts for piece in self._paid(position, Span(at, months)))
        return sum((s.amount for s in found if isinstance(s, Slice) and s.plan == code), NOTHING)


def _ends_in(part: Span, span: Span) -> bool:
    """Whether a period of a plan is due with a statement."""
    return span.start < part.start + part.months <= span.start + span.months
