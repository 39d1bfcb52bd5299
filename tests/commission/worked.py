"""Plans and facts of the worked cases, written short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sheetsales.commission.applies import applies_to
from sheetsales.commission.facts import RECEIVED, SIGNED, Aim, Deal, Facts, Measured, Receipt, Return, Seller
from sheetsales.commission.gates import gate_of
from sheetsales.commission.pay import pay
from sheetsales.commission.plans import SIZES, PlanRow, Plans, plans_of
from sheetsales.commission.slices import Pay
from sheetsales.process.periods import Span, span_of

PLANS = """
tier|REP-2026|rep:junior,mid|attainment|quarter|0|0.6|0.015|
tier|REP-2026|rep:junior,mid|attainment|quarter|0.6|1|0.025|
tier|REP-2026|rep:junior,mid|attainment|quarter|1|1.2|0.04|
tier|REP-2026|rep:junior,mid|attainment|quarter|1.2||0.05|
tier|SEN-2026|rep:senior|amount|quarter|0|300000|0.02|
tier|SEN-2026|rep:senior|amount|quarter|300000|600000|0.03|
tier|SEN-2026|rep:senior|amount|quarter|600000||0.045|ytd_attainment>=1
tier|LEAD-2026|lead|attainment|quarter|0|0.8|0.004|
tier|LEAD-2026|lead|attainment|quarter|0.8||0.008|
tier|MGR-2026|manager|attainment|quarter|0|0.8|0.003|
tier|MGR-2026|manager|attainment|quarter|0.8|1|0.006|
tier|MGR-2026|manager|attainment|quarter|1|1.2|0.01|satisfaction>=0.85
tier|MGR-2026|manager|attainment|quarter|1.2||0.012|satisfaction>=0.85
cap|MGR-2026|manager|amount|quarter|||120000|
factor|ALL|all|discount|deal|0|0.05|1|
factor|ALL|all|discount|deal|0.05|0.1|0.9|
factor|ALL|all|discount|deal|0.1|0.15|0.75|
factor|ALL|all|discount|deal|0.15||0|
guarantee|ALL|rep:junior|guarantee|month|||2000|months_since_hire<=3
bonus|NEW-BONUS|rep|bonus|month|||500|new_customer
minimum|NEW-BONUS|rep|amount|deal|||20000|
"""
"""The plans of the sample team."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(text: str) -> Span:
    found = span_of(text)
    assert found is not None
    return found


def plans(*texts: str, valid_from: str = "", valid_to: str = "") -> Plans:
    lines = [line for text in (texts or (PLANS,)) for line in text.strip().splitlines()]
    return plans_of([_row(at, (valid_from, valid_to), *line.split("|")) for at, line in enumerate(lines)])


def _row(
    at: int, valid: tuple[str, str], kind: str, plan: str, applies: str, basis: str, period: str, low: str, high: str, value: str, gate: str,
) -> PlanRow:  # fmt: skip
    known = gate_of(gate)
    assert known is not None
    first, last = (day(v) if v else None for v in valid)
    return PlanRow(
        at, kind, plan, applies_to(applies), basis, SIZES.get(period, 0), _number(low), _number(high), _number(value),
        known, "", first, last,
    )  # fmt: skip


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


MID = Seller("A", "rep", "mid", "East")
SENIOR = Seller("B", "rep", "senior", "East")
LEAD = Seller("L", "lead", "senior", "East")
MANAGER = Seller("M", "manager", "senior")


def deal(key: str, amount: int | str, on: str = "2026-08-10", owner: str = "A", **more: Any) -> Deal:
    shares = more.pop("shares", ((owner, Decimal(1)),))
    return Deal(key, owner, day(on), Decimal(amount), shares, **more)


def receipt(key: str, amount: int | str, on: str, of: str = "D", late: int | None = None) -> Receipt:
    return Receipt(key, of, day(on), Decimal(amount), late)


def back(key: str, amount: int | str, on: str, of: str = "D") -> Return:
    return Return(key, of, day(on), Decimal(amount))


def aims(
    whose: str, period: str, amount: int | str, measure: str = SIGNED, level: str = "person"
) -> dict[Aim, Decimal]:
    return {Aim(level, whose, measure, span(period)): Decimal(amount)}


def of_year(whose: str, attained: str, deals: Iterable[Deal], to: str = "2026Q3") -> dict[Aim, Decimal]:
    """A target of the year so far that makes the deals come to this attainment."""
    whole = Span(span("2026").start, span(to).start + 3 - span("2026").start)
    return {
        Aim("person", whose, SIGNED, whole): sum((d.amount for d in deals), Decimal()) / Decimal(attained)
    }


def facts(
    sellers: Iterable[Seller],
    deals: Iterable[Deal],
    targets: Mapping[Aim, Decimal] | None = None,
    **more: Any,
) -> Facts:
    more.setdefault("plans", plans())
    return Facts(sellers=tuple(sellers), deals=tuple(deals), targets=targets or {}, **more)


def paid(known: Facts, period: str = "2026Q3") -> Pay:
    return pay(known, span(period))


def total(known: Facts, person: str = "A", period: str = "2026Q3", *kinds: str) -> Decimal:
    wanted = kinds or ("commission", "clawback")
    return sum(
        (s.amount for s in paid(known, period).slices if s.person == person and s.kind in wanted), Decimal()
    )


def measured(code: str, person: str, value: str, period: str = "2026Q3") -> dict[Measured, Decimal]:
    return {Measured(code, person, span(period)): Decimal(value)}


RECEIVED_MEASURE = RECEIVED
