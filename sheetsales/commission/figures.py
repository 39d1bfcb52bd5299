"""The figures that gates ask for: attainment, time since joining, and what indicators say."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sheetsales.commission.facts import NOTHING, RECEIVED, SIGNED, Measured, Seller
from sheetsales.commission.gates import Condition, Gate
from sheetsales.commission.ledger import Ledger, Position, span_around
from sheetsales.dataclass import dataclass
from sheetsales.process.periods import YEAR, Span, month_number


@dataclass(frozen=True)
class Figures:
    """What the gates of a plan may ask about a position, as of the end of a period."""

    ledger: Ledger

    def signed(self, position: Position, span: Span) -> Decimal:
        """Σ amount × share of what was won in a period, less what of it was returned within it."""
        back = self.ledger.given_back
        parts = self.ledger.portions(position, span)
        return sum(((p.deal.amount - back(p.deal, span)) * p.reached for p in parts), NOTHING)

    def received(self, position: Position, span: Span) -> Decimal:
        """Σ money × share that came in for a position, refunds taken off."""
        return sum((r.amount * p.reached for r, p in self.ledger.money(position, span)), NOTHING)

    def target(self, position: Position, measure: str, span: Span) -> Decimal | None:
        """What was aimed at; None where nothing above 0 was."""
        found = self.ledger.facts.targets.get(position.aim(measure, span))
        return found if found is not None and found > 0 else None

    def attainment(self, position: Position, span: Span, measure: str = SIGNED) -> Decimal | None:
        target = self.target(position, measure, span)
        if target is None:
            return None
        reached = self.received if measure == RECEIVED else self.signed
        return reached(position, span) / target

    def year_so_far(self, span: Span) -> Span:
        """The fiscal year up to the end of a period."""
        year = span_around(span.start, YEAR, self.ledger.facts.fiscal_start)
        return Span(year.start, span.start + span.months - year.start)

    def value(self, name: str, position: Position, span: Span) -> Decimal | None:
        """A figure by the name a gate has for it; None where it is unknown."""
        if name == "attainment":
            return self.attainment(position, span)
        if name == "ytd_attainment":
            return self.attainment(position, self.year_so_far(span))
        if name == "months_since_hire":
            return months_since_hire(position.seller, span)
        return self.ledger.facts.measures.get(Measured(name, position.seller.id, span))

    def met(self, gate: Gate, position: Position, span: Span) -> bool | None:
        """Whether all conditions hold; None where one is unknown and none fails."""
        return all_of(c.met(self.value(c.name, position, span)) for c in gate)


def all_of(verdicts: Iterable[bool | None]) -> bool | None:
    found = list(verdicts)
    return False if False in found else None if None in found else True


def months_since_hire(seller: Seller, span: Span) -> Decimal | None:
    """The how manieth month with us the last one of a period is, the month of joining being the first."""
    if seller.hired_on is None:
        return None
    return Decimal(span.start + span.months - month_number(seller.hired_on))


def compared(gate: Gate) -> tuple[Condition, ...]:
    return tuple(condition for condition in gate if condition.sign)
