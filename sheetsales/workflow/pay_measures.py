"""The figures that gates and honours of plans ask of the indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sheetsales.commission.facts import Measured
from sheetsales.commission.gates import OWN
from sheetsales.commission.ledger import span_around
from sheetsales.commission.plans import Plans
from sheetsales.indicators.catalogue import BY_CODE
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.people import Person
from sheetsales.process.periods import MONTH, QUARTER, YEAR, Span

_TIES = ("true_discount", "satisfaction", "new_customers")


def measures(facts: Facts, plans: Plans, spans: Iterable[Span]) -> dict[Measured, Decimal]:
    """What is known of the indicators plans name, for everybody and every part of the periods a plan may be about.

    A manager's are those of the company, a lead's those of the team. ``n`` is how many answers satisfaction rests on.
    """
    named = {c.name for row in plans.rows for c in row.gate} - OWN
    if any(row.kind == "honour" for row in plans.rows):
        named.update(_TIES)
    sizes = {row.months for row in plans.rows if row.gate and row.months}
    found: dict[Measured, Decimal] = {}
    for span in dict.fromkeys(_parts(spans, sizes or {QUARTER}, facts.fiscal_start)):
        if span.first > facts.as_of:
            continue
        period = Period(span.first, min(span.last, facts.as_of), "")
        for code in sorted(named & BY_CODE.keys()):
            for person in facts.people.all:
                figure = BY_CODE[code].compute(facts, period, _scope(person))
                if figure.value is not None:
                    found[Measured(code, person.id, span)] = Decimal(str(figure.value))
                if code == "satisfaction":
                    found[Measured("n", person.id, span)] = Decimal(figure.n)
    return found


def _scope(person: Person) -> Scope:
    if person.role == "manager":
        return COMPANY
    return Scope("team", person.team) if person.role == "lead" and person.team else Scope("person", person.id)


def _parts(spans: Iterable[Span], sizes: Iterable[int], start: int) -> Iterator[Span]:
    """The spans of these lengths that overlap any of the periods."""
    for whole in spans:
        for size in {MONTH, QUARTER, YEAR} & set(sizes):
            first = span_around(whole.start, size, start).start
            for at in range(first, whole.start + whole.months, size):
                yield Span(at, size)
