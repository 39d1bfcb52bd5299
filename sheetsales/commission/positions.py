"""The slices of one position for a period: on deals signed, on money received, taken back on returns, capped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from sheetsales.commission import whys
from sheetsales.commission.cash import CashRows
from sheetsales.commission.earning import Earning, Entry
from sheetsales.commission.entries import Found, slice_of, uncovered
from sheetsales.commission.facts import NOTHING, Return
from sheetsales.commission.ledger import Portion, Position, later, span_around
from sheetsales.commission.plans import ON_CASH, Plan
from sheetsales.commission.slices import Earned, Open, Slice
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
        yield from self._clawback(position, span)

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
            if not span.start < at + plan.months <= span.start + span.months:
                continue
            earned = self.earning.earned(position, plan, part)
            if not earned.known:
                sheet = "pipeline" if position.scope == "own" else ""
                yield Open(position.seller.id, plan.code, earned.reason, amount=earned.results, sheet=sheet)
            yield from (slice_of(earned, entry) for entry in self.earning.entries(position, plan, part))

    def _inherited(self, position: Position, span: Span) -> Iterator[Found]:
        """A leaver's part of deals a successor won, at the successor's rate."""
        if self.earning.facts.basis != "signed":
            return
        for deal, share in self.ledger.inherited.get(position.seller.id, ()):
            owner = self.ledger.sellers.get(deal.owner)
            if not span.first <= deal.closed_on <= span.last or owner is None:
                continue
            theirs = Position(owner, "own")
            plan = self.earning.plan(theirs, deal.closed_on)
            if plan is None or plan.basis in ON_CASH:
                continue
            part = self.earning.span(plan, deal.closed_on)
            earned = self.earning.earned(theirs, plan, part)
            weights = self.earning.weights(plan, Portion(deal, share, share))
            if not earned.known or weights is None:
                yield Open(
                    position.seller.id,
                    plan.code,
                    earned.reason if not earned.known else whys.NO_COST,
                    deal.id,
                )
                continue
            back = self.ledger.given_back(deal, part)
            base = (deal.amount - back) * weights.product
            amount = cents(earned.paid_on(base))
            entry = Entry(deal, None, deal.amount, back, weights, base, amount, NOTHING)
            yield slice_of(earned, entry, position.seller.id)

    def _capped(self, position: Position, span: Span, paid: Sequence[Slice]) -> Iterator[Slice]:
        totals: dict[str, Decimal] = {}
        for piece in paid:
            totals[piece.plan] = totals.get(piece.plan, NOTHING) + piece.amount
        for code, total in totals.items():
            cap = self._cap(position, code, span)
            if cap is not None and total > cap:
                yield Slice(
                    position.seller.id, code, "commission", cap - total, partial(whys.capped, total, cap)
                )

    def _cap(self, position: Position, code: str, span: Span) -> Decimal | None:
        plan = next((p for p in self.earning.plans(position) if p.code == code), None)
        rows = plan.rows("cap") if plan is not None else ()
        values = [
            row.value * (span.months // row.months or 1)
            for row in rows
            if row.value is not None and row.months and row.applies.rank(position.seller, position.role) >= 0
        ]
        return min(values, default=None)

    def _clawback(self, position: Position, span: Span) -> Iterator[Found]:
        if self.earning.facts.basis != "signed":
            return
        for back in self.ledger.went_back(span):
            deal = self.ledger.deals[back.deal]
            portion = self.ledger.portion(position, deal)
            plan = self.earning.plan(position, deal.closed_on)
            if portion is None or not portion.based or plan is None or plan.basis in ON_CASH:
                continue
            part = self.earning.span(plan, deal.closed_on)
            if part.first <= back.day <= part.last or back.day > later(
                deal.closed_on, self.earning.facts.clawback_months
            ):
                continue
            yield from self._taken_back(position, portion, plan, part, back)

    def _taken_back(
        self, position: Position, portion: Portion, plan: Plan, part: Span, back: Return
    ) -> Iterator[Found]:
        earned = self.earning.earned(position, plan, part)
        weights = self.earning.weights(plan, portion)
        if not earned.known or weights is None:
            yield Open(position.seller.id, plan.code, earned.reason, portion.deal.id, amount=back.amount)
            return
        base = back.amount * weights.product
        kept = self._kept(position, plan, part, earned)
        amount = -cents(earned.paid_on(base) * kept)
        yield Slice(
            position.seller.id, plan.code, "clawback", amount,
            partial(whys.clawback, earned, back.day, back.amount, weights, amount), portion.deal.id,
            share=weights.share, factor=weights.factor, base=-base, rate=earned.rate, earned=earned.key,
            day=back.day, of=-back.amount, net=weights.net, kept=kept,
        )  # fmt: skip

    def _kept(self, position: Position, plan: Plan, part: Span, earned: Earned) -> Decimal:
        """Which part of what was earned was paid, where a cap took the rest."""
        total = sum((entry.amount for entry in self.earning.entries(position, plan, part)), NOTHING)
        cap = self._cap(position, earned.key.plan, part)
        return cap / total if cap is not None and total > cap else Decimal(1)
