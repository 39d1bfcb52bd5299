"""The slices of a position on money received: at the rate of the period signed, or by tiers over the cash itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from sheetsales.commission import whys
from sheetsales.commission.earning import Earning, Entry
from sheetsales.commission.entries import Found, slice_of, typed_slice
from sheetsales.commission.facts import NOTHING, Deal, Receipt
from sheetsales.commission.ledger import Portion, Position
from sheetsales.commission.plans import ON_CASH, Plan
from sheetsales.commission.slices import Earned, Open
from sheetsales.commission.tiers import cents
from sheetsales.commission.whys import Weights
from sheetsales.process.periods import Span
from sheetsales.texts import Text


class CashRows:
    """What receipts pay. Over time the receipts of a deal come to what the deal earned, to the cent."""

    def __init__(self, earning: Earning) -> None:
        self.earning = earning
        self.ledger = earning.ledger
        self._of_deal: dict[tuple[Position, int, Span], dict[str, Entry]] = {}

    def of(self, position: Position, span: Span) -> Iterator[Found]:
        if self.earning.facts.basis == "signed" and not self._by_cash(position):
            return
        by_cash: dict[tuple[int, Span], Plan] = {}
        for receipt, portion in self.ledger.money(position, span):
            plan = self.earning.plan(position, receipt.day)
            if plan is not None and plan.basis in ON_CASH:
                by_cash.setdefault((id(plan), self.earning.span(plan, receipt.day)), plan)
            elif self.earning.facts.basis == "received":
                yield from self._at_signed_rate(position, portion, receipt)
        for (_, part), plan in by_cash.items():
            if not span.start < part.start + part.months <= span.start + span.months:
                continue
            earned = self.earning.earned(position, plan, part)
            if not earned.known:
                yield Open(position.seller.id, plan.code, earned.reason, amount=earned.results)
            yield from (slice_of(earned, entry) for entry in self.earning.entries(position, plan, part))
        yield from self._inherited(position, span)

    def _by_cash(self, position: Position) -> bool:
        return any(plan.basis in ON_CASH for plan in self.earning.plans(position))

    def _at_signed_rate(self, position: Position, portion: Portion, receipt: Receipt) -> Iterator[Found]:
        deal = portion.deal
        plan = self.earning.plan(position, deal.closed_on)
        if not portion.based:
            return
        if plan is None:
            if position.scope != "own":
                return
            if deal.typed_rate is not None:
                yield typed_slice(position, portion, receipt.amount * portion.based, receipt.id)
            else:
                yield _open(position, "", whys.NO_PLAN.fill(day=deal.closed_on), receipt)
            return
        yield self._row(position, portion, plan, receipt, position.seller.id)

    def _row(self, position: Position, portion: Portion, plan: Plan, receipt: Receipt, person: str) -> Found:
        """A receipt at the rate of the period its deal was signed in, by the position whose rate that is."""
        earned = self.earning.earned(position, plan, self.earning.span(plan, portion.deal.closed_on))
        weights = self.earning.weights(plan, portion, receipt)
        if not earned.known or weights is None:
            return Open(
                person,
                plan.code,
                earned.reason if not earned.known else whys.NO_COST,
                receipt.deal,
                receipt.id,
                receipt.amount,
            )
        base = receipt.amount * weights.product
        amount = cents(earned.paid_on(base))
        rest = (
            self._rest(position, portion, plan, receipt, earned, weights)
            if person == position.seller.id
            else NOTHING
        )
        entry = Entry(portion.deal, receipt, receipt.amount, NOTHING, weights, base, amount + rest, rest)
        return slice_of(earned, entry, person)

    def _rest(
        self,
        position: Position,
        portion: Portion,
        plan: Plan,
        receipt: Receipt,
        earned: Earned,
        weights: Weights,
    ) -> Decimal:
        """What the receipt that completes a deal gets beside its own part, so that all parts come to what was earned."""
        deal = portion.deal
        if plan.rows("factor", "days_late"):
            return NOTHING
        span = self.earning.span(plan, deal.closed_on)
        due = deal.amount - self.ledger.given_back(deal, span)
        came = self._up_to(deal, receipt)
        sums = list(accumulate(r.amount for r in came))
        if sums[-1] != due or due in sums[:-1]:
            return NOTHING
        whole = self._whole(position, plan, span).get(deal.id)
        if whole is None:
            return NOTHING
        parts = (cents(earned.paid_on(r.amount * weights.product)) for r in came)
        return whole.amount - sum(parts, NOTHING)

    def _whole(self, position: Position, plan: Plan, span: Span) -> dict[str, Entry]:
        key = (position, id(plan), span)
        if key not in self._of_deal:
            self._of_deal[key] = {
                entry.deal.id: entry for entry in self.earning.entries(position, plan, span)
            }
        return self._of_deal[key]

    def _up_to(self, deal: Deal, receipt: Receipt) -> list[Receipt]:
        rows = list(self.ledger.received.get(deal.id, ()))
        return rows[: rows.index(receipt) + 1]

    def _inherited(self, position: Position, span: Span) -> Iterator[Found]:
        """Money for a leaver's part of deals a successor won, at the successor's rate."""
        if position.scope != "own" or self.earning.facts.basis != "received":
            return
        for deal, share in self.ledger.inherited.get(position.seller.id, ()):
            owner = self.ledger.sellers.get(deal.owner)
            plan = self.earning.plan(Position(owner, "own"), deal.closed_on) if owner is not None else None
            if owner is None or plan is None:
                continue
            for receipt in self.ledger.received.get(deal.id, ()):
                if span.first <= receipt.day <= span.last:
                    yield self._row(
                        Position(owner, "own"), Portion(deal, share, share), plan, receipt, position.seller.id
                    )


def _open(position: Position, plan: str, why: Text, receipt: Receipt) -> Open:
    return Open(position.seller.id, plan, why, receipt.deal, receipt.id, receipt.amount)
