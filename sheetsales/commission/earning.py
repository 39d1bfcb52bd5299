"""What each deal earns somebody: the rate of the period it was signed in, and the base it is paid on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from sheetsales.commission import whys
from sheetsales.commission.factors import discount_factor, late_factor, net_share
from sheetsales.commission.facts import NOTHING, RECEIVED, SIGNED, WHOLE, Deal, Facts, Receipt
from sheetsales.commission.figures import Figures
from sheetsales.commission.ledger import Ledger, Portion, Position, span_around
from sheetsales.commission.plans import ATTAINED, ON_CASH, Plan
from sheetsales.commission.slices import Earned, EarnedKey
from sheetsales.commission.tiers import Step, cents, overlap, steps
from sheetsales.commission.whys import Weights
from sheetsales.process.periods import Span, label_of, month_number
from sheetsales.texts import NO_TEXT, Text


class Entry(NamedTuple):
    """What one deal, or one receipt, earns: ``amount`` is rounded, the last of a period takes the rest."""

    deal: Deal
    receipt: Receipt | None
    of: Decimal
    back: Decimal
    weights: Weights
    base: Decimal
    amount: Decimal
    rest: Decimal


class Earning:
    """Rates and entries, worked out once for each position, plan and period. ``gaps`` are deals without a base."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.ledger = Ledger(facts)
        self.figures = Figures(self.ledger)
        self._until: dict[dt.date, Earning] = {}
        self._plans: dict[Position, tuple[Plan, ...]] = {}
        self._earned: dict[tuple[Position, int, Span], Earned] = {}
        self._entries: dict[tuple[Position, int, Span], tuple[Entry, ...]] = {}

    def until(self, day: dt.date) -> Earning:
        """The same as of an earlier day."""
        if day not in self._until:
            self._until[day] = Earning(replace(self.facts, as_of=min(day, self.facts.as_of)))
        return self._until[day]

    def plan(self, position: Position, day: dt.date) -> Plan | None:
        """The plan that holds for a position on a day."""
        return next((plan for plan in self.plans(position) if plan.holds(day)), None)

    def plans(self, position: Position) -> tuple[Plan, ...]:
        """All plans that are for a position, whenever they hold."""
        if position not in self._plans:
            self._plans[position] = self.facts.plans.of(position.seller, position.role)
        return self._plans[position]

    def span(self, plan: Plan, day: dt.date) -> Span:
        """The period of a plan that a day lies in."""
        return span_around(month_number(day), plan.months, self.facts.fiscal_start)

    def reach(self, position: Position, span: Span) -> Span:
        """A period together with the months before it in which a longer one of a plan began: what was signed in July is
        due in September by a plan of quarters."""
        first = min((self.span(plan, span.first).start for plan in self.plans(position)), default=span.start)
        start = min(first, span.start)
        return Span(start, span.start + span.months - start)

    def earned(self, position: Position, plan: Plan, span: Span) -> Earned:
        """What a position's results of a period earn by the tiers of a plan."""
        key = (position, id(plan), span)
        if key not in self._earned:
            self._earned[key] = self._work_out(position, plan, span)
        return self._earned[key]

    def all_earned(self) -> Iterable[Earned]:
        """Every sum that was worked out."""
        return self._earned.values()

    def _work_out(self, position: Position, plan: Plan, span: Span) -> Earned:
        cash = plan.basis in ON_CASH
        measure = RECEIVED if cash else SIGNED
        results = (self.figures.received if cash else self.figures.signed)(position, span)
        target = self.figures.target(position, measure, span) if plan.basis in ATTAINED else None
        key = EarnedKey(position.seller.id, position.scope, plan.code, span)
        reason = self._unpaid(plan, target, span)
        if reason.en:
            return Earned(key, plan.basis, results, target, (), reason)
        met = [self.figures.met(tier.gate, position, span) for tier in plan.tiers]
        found = steps(plan.tiers, results, target, met)
        whole = any(row.basis == "whole" for row in plan.rows("method"))
        if whole:
            found = _whole(found, results)
        commission = sum((step.amount for step in found), NOTHING)
        gap = self.facts.gaps.get(position.aim(measure, span), "") if target is not None else ""
        return Earned(key, plan.basis, results, target, found, NO_TEXT, commission, gap)

    def _unpaid(self, plan: Plan, target: Decimal | None, span: Span) -> Text:
        """Why a plan cannot be worked out; blank where it can."""
        if plan.basis in ATTAINED and target is None:
            return whys.NO_TARGET.fill(period=label_of(span, self.facts.fiscal_start))
        if not plan.whole:
            return whys.TORN
        clash = overlap(plan.tiers)
        return whys.TWICE.fill(low=whys.number(clash[0]), high=whys.number(clash[1])) if clash else NO_TEXT

    def entries(self, position: Position, plan: Plan, span: Span) -> tuple[Entry, ...]:
        """What every deal signed in a period earns by a plan; of plans on cash every receipt of the period."""
        key = (position, id(plan), span)
        if key not in self._entries:
            earned = self.earned(position, plan, span)
            rows = (
                self._on_cash(position, plan, span)
                if plan.basis in ON_CASH
                else self._signed(position, plan, span)
            )
            self._entries[key] = _shared_out(earned, rows) if earned.known else ()
        return self._entries[key]

    def _signed(self, position: Position, plan: Plan, span: Span) -> Iterable[Entry]:
        for portion in self.ledger.portions(position, span):
            if portion.based and self.plan(position, portion.deal.closed_on) is plan:
                weights = self.weights(plan, portion)
                if weights is not None:
                    back = self.ledger.given_back(portion.deal, span)
                    yield _entry(portion.deal, None, portion.deal.amount, back, weights)

    def _on_cash(self, position: Position, plan: Plan, span: Span) -> Iterable[Entry]:
        for receipt, portion in self.ledger.money(position, span):
            if portion.based and self.plan(position, receipt.day) is plan:
                weights = self.weights(plan, portion, receipt)
                if weights is not None:
                    yield _entry(portion.deal, receipt, receipt.amount, NOTHING, weights)

    def weights(self, plan: Plan, portion: Portion, receipt: Receipt | None = None) -> Weights | None:
        """By what an amount is multiplied; None where the plan goes by margin and nobody knows the cost."""
        net = net_share(plan, portion.deal)
        if net is None:
            return None
        factor = discount_factor(plan, portion.deal)
        late = late_factor(plan, portion.deal, receipt) if receipt is not None else WHOLE
        return Weights(portion.based, factor if late == WHOLE else factor * late, net)


def _entry(deal: Deal, receipt: Receipt | None, of: Decimal, back: Decimal, weights: Weights) -> Entry:
    return Entry(deal, receipt, of, back, weights, (of - back) * weights.product, NOTHING, NOTHING)


def _shared_out(earned: Earned, rows: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries with their amounts, each rounded and the last with a base taking the rest, so that they add up."""
    found = [entry._replace(amount=cents(earned.paid_on(entry.base))) for entry in rows]
    last = max((at for at, entry in enumerate(found) if entry.base), default=None)
    if last is not None:
        total = cents(earned.paid_on(sum((entry.base for entry in found), NOTHING)))
        rest = total - sum((entry.amount for entry in found), NOTHING)
        found[last] = found[last]._replace(amount=found[last].amount + rest, rest=rest)
    return tuple(found)


def _whole(found: Sequence[Step], results: Decimal) -> tuple[Step, ...]:
    """All results at the rate of the tier they reach, its lower limit included."""
    reached = max((at for at, step in enumerate(found) if results >= step.low), default=0)
    return tuple(step._replace(part=results if at == reached else NOTHING) for at, step in enumerate(found))
