"""The slices of a position on money received: at the rate of the period signed, or by tiers over the cash itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sheetsales.commission import whys
from sheetsales.commission.earning import Earning, Entry
from sheetsales.commission.entries import Found, slice_of, typed_slice
from sheetsales.commission.facts import NOTHING, Deal, Receipt
from sheetsales.commission.ledger import Portion, Position
from sheetsales.commission.plans import ON_CASH, Plan
from sheetsales.commission.slices import Earned, Open
from sheetsales.commission.tiers import cents
from sheetsales.commission.whys import Weights
from sheetsales.process.periods import Span, month_number
from sheetsales.texts import Text

_Money = tuple[Receipt, Portion]


class CashRows:
    """What receipts pay.

    Those of a period for what was signed in one period add up to the cent; the period in which the last of that money
    comes takes what rounding left, so that over time it comes to what was earned on value signed.
    """

    def __init__(self, earning: Earning) -> None:
        self.earning = earning
        self.ledger = earning.ledger

    def of(self, position: Position, span: Span) -> Iterator[Found]:
        yield from self._inherited(position, span)
        if self.earning.facts.basis == "signed" and not self._by_cash(position):
            return
        by_cash: dict[tuple[int, Span], Plan] = {}
        at_signed: dict[tuple[int, Span], tuple[Plan, list[_Money]]] = {}
        for receipt, portion in self.ledger.money(position, self.earning.reach(position, span)):
            plan = self.earning.plan(position, receipt.day)
            if plan is not None and plan.basis in ON_CASH:
                by_cash.setdefault((id(plan), self.earning.span(plan, receipt.day)), plan)
            elif self.earning.facts.basis == "received" and portion.based and receipt.day >= span.first:
                plan = self.earning.plan(position, portion.deal.closed_on)
                if plan is None:
                    yield from _uncovered(position, portion, receipt)
                    continue
                key = (id(plan), self.earning.span(plan, portion.deal.closed_on))
                at_signed.setdefault(key, (plan, []))[1].append((receipt, portion))
        for (_, signed_in), (plan, money) in at_signed.items():
            yield from self._at_signed_rate(position, plan, signed_in, span, money)
        for (_, part), plan in by_cash.items():
            yield from self._on_cash(position, plan, part, span)

    def _by_cash(self, position: Position) -> bool:
        return any(plan.basis in ON_CASH for plan in self.earning.plans(position))

    def _on_cash(self, position: Position, plan: Plan, part: Span, span: Span) -> Iterator[Found]:
        if not span.start < part.start + part.months <= span.start + span.months:
            return
        earned = self.earning.earned(position, plan, part)
        if not earned.known:
            sheet = "receipts" if position.scope == "own" else ""
            yield Open(position.seller.id, plan.code, earned.reason, amount=earned.results, sheet=sheet)
        yield from (slice_of(earned, entry) for entry in self.earning.entries(position, plan, part))

    def _at_signed_rate(
        self, position: Position, plan: Plan, signed_in: Span, span: Span, money: Sequence[_Money]
    ) -> Iterator[Found]:
        """The money of a period for what was signed in one, at the rate of that one."""
        earned = self.earning.earned(position, plan, signed_in)
        rows: list[Entry] = []
        for receipt, portion in money:
            weights = self.earning.weights(plan, portion, receipt)
            if not earned.known or weights is None:
                yield _open(position, plan, earned, receipt)
            else:
                rows.append(_entry(earned, receipt, portion, weights))
        total = self._total(position, plan, signed_in, span, earned, rows)
        last = max((at for at, entry in enumerate(rows) if entry.base), default=None)
        if last is not None:
            rest = total - sum((entry.amount for entry in rows), NOTHING)
            rows[last] = rows[last]._replace(amount=rows[last].amount + rest, rest=rest)
        yield from (slice_of(earned, entry) for entry in rows)

    def _total(
        self,
        position: Position,
        plan: Plan,
        signed_in: Span,
        span: Span,
        earned: Earned,
        rows: Sequence[Entry],
    ) -> Decimal:
        """What the rows come to together."""
        usual = cents(earned.paid_on(sum((entry.base for entry in rows), NOTHING)))
        whole = self.earning.entries(position, plan, signed_in)
        if (
            plan.rows("factor", "days_late")
            or not self._complete(whole, span)
            or self._complete(whole, _before(span))
        ):
            return usual
        weight = {entry.deal.id: entry.weights.product for entry in whole}
        paid = NOTHING
        for start in range(
            span.start - _periods_since(signed_in, span) * span.months, span.start, span.months
        ):
            bases = self._bases(weight, Span(start, span.months))
            paid += cents(earned.paid_on(bases))
        return sum((entry.amount for entry in whole), NOTHING) - paid

    def _complete(self, whole: Sequence[Entry], span: Span) -> bool:
        """Whether all the money for what was signed had come by the end of a period."""
        return all(
            sum(
                (r.amount for r in self.ledger.received.get(entry.deal.id, ()) if r.day <= span.last), NOTHING
            )
            == entry.of - entry.back
            for entry in whole
        )

    def _bases(self, weight: dict[str, Decimal], span: Span) -> Decimal:
        return sum(
            (
                receipt.amount * product
                for deal, product in weight.items()
                for receipt in self.ledger.received.get(deal, ())
                if span.first <= receipt.day <= span.last
            ),
            NOTHING,
        )

    def _inherited(self, position: Position, span: Span) -> Iterator[Found]:
        """Money for a leaver's part of deals a successor won, at the successor's rate."""
        if position.scope != "own":
            return
        for deal, share in self.ledger.inherited.get(position.seller.id, ()):
            theirs = self.ledger.owner_of(deal)
            if theirs is None:
                continue
            for receipt in self.ledger.received.get(deal.id, ()):
                due = self._due(theirs, deal, receipt)
                if due is None or not span.start < due[1].start + due[1].months <= span.start + span.months:
                    continue
                plan, _ = due
                on_cash = plan.basis in ON_CASH
                day = receipt.day if on_cash else deal.closed_on
                earned = self.earning.earned(theirs, plan, self.earning.span(plan, day))
                portion = Portion(deal, share, share)
                weights = self.earning.weights(plan, portion, receipt)
                if earned.known and weights is not None:
                    yield slice_of(earned, _entry(earned, receipt, portion, weights), position.seller.id)
                else:
                    yield _open(position, plan, earned, receipt)

    def _due(self, theirs: Position, deal: Deal, receipt: Receipt) -> tuple[Plan, Span] | None:
        """By which plan of the winner's money is paid on, and when: with the winner's own; None where by none."""
        plan = self.earning.plan(theirs, receipt.day)
        if plan is not None and plan.basis in ON_CASH:
            return plan, self.earning.span(plan, receipt.day)
        plan = self.earning.plan(theirs, deal.closed_on)
        if plan is None or plan.basis in ON_CASH or self.earning.facts.basis != "received":
            return None
        return plan, Span(month_number(receipt.day), 1)


def _before(span: Span) -> Span:
    return Span(span.start - span.months, span.months)


def _periods_since(signed_in: Span, span: Span) -> int:
    return max(-(-(span.start - signed_in.start) // span.months), 0)


def _entry(earned: Earned, receipt: Receipt, portion: Portion, weights: Weights) -> Entry:
    base = receipt.amount * weights.product
    amount = cents(earned.paid_on(base))
    return Entry(portion.deal, receipt, receipt.amount, NOTHING, weights, base, amount, NOTHING)


def _uncovered(position: Position, portion: Portion, receipt: Receipt) -> Iterator[Found]:
    """Money of a deal no plan covers: at the rate typed on its contract, else named; of its own people alone."""
    if position.scope != "own":
        return
    if portion.deal.typed_rate is not None:
        yield typed_slice(position, portion, receipt.amount, receipt)
    else:
        why: Text = whys.NO_PLAN.fill(day=portion.deal.closed_on)
        yield Open(position.seller.id, "", why, receipt.deal, receipt.id, receipt.amount)


def _open(position: Position, plan: Plan, earned: Earned, receipt: Receipt) -> Open:
    why = earned.reason if not earned.known else whys.NO_COST
    return Open(position.seller.id, plan.code, why, receipt.deal, receipt.id, receipt.amount)
