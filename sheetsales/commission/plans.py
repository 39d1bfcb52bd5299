"""The rows of Commission plans as plans: who is paid by which tiers, factors, caps and bonuses, from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from sheetsales.commission.applies import Applies
from sheetsales.commission.facts import Seller
from sheetsales.commission.gates import Gate
from sheetsales.dataclass import dataclass
from sheetsales.process.periods import MONTH, QUARTER, YEAR

SIZES: Final = {"month": MONTH, "quarter": QUARTER, "year": YEAR}
EVERY_PLAN: Final = "ALL"
"""Rows under this code hold for every plan that has none of its own of that kind and basis."""
ATTAINED: Final = frozenset({"attainment", "received_attainment"})
ON_CASH: Final = frozenset({"received_attainment", "received_amount"})


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row. ``low`` and ``high`` are From and To, ``months`` the length of its period, 0 for a deal."""

    row: int
    kind: str
    plan: str
    applies: Applies
    basis: str
    months: int
    low: Decimal | None
    high: Decimal | None
    value: Decimal | None
    gate: Gate
    name: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Plan:
    """The tiers of one code that hold together. ``others`` are its rows of all other kinds and those for every plan;
    ``whole`` is False where a tier lacks its rate or the length of its period."""

    code: str
    tiers: tuple[PlanRow, ...]
    others: tuple[PlanRow, ...]
    whole: bool = True

    @property
    def basis(self) -> str:
        return self.tiers[0].basis

    @property
    def months(self) -> int:
        return self.tiers[0].months

    def holds(self, day: dt.date) -> bool:
        return self.tiers[0].holds(day)

    def rows(self, kind: str, basis: str = "", on: dt.date | None = None) -> tuple[PlanRow, ...]:
        """Its own rows of a kind, else those for every plan; ``on`` a day only those that hold on it."""
        known = self._found.get((kind, basis))
        if known is None:
            found = tuple(r for r in self.others if r.kind == kind and (not basis or r.basis == basis))
            ends = any(r.valid_from is not None or r.valid_to is not None for r in found)
            known = self._found[kind, basis] = (found, self._closest(found), ends)
        found, closest, ends = known
        return self._closest(r for r in found if r.holds(on)) if ends and on is not None else closest

    def _closest(self, found: Iterable[PlanRow]) -> tuple[PlanRow, ...]:
        rows = tuple(found)
        return tuple(row for row in rows if row.plan == self.code) or rows

    @cached_property
    def _found(self) -> dict[tuple[str, str], tuple[tuple[PlanRow, ...], tuple[PlanRow, ...], bool]]:
        """Rows by kind and basis, kept as they are asked for: all, the closest, and whether any begins or ends."""
        return {}


@dataclass(frozen=True)
class Plans:
    """All rows in the order of the sheet, each once; ``repeated`` are those that say again what one above says."""

    rows: tuple[PlanRow, ...]
    plans: tuple[Plan, ...]
    repeated: tuple[PlanRow, ...] = ()

    def of(self, seller: Seller, role: str) -> tuple[Plan, ...]:
        """The plans of somebody in a role, the closest fit first, then the one that began last."""
        ranked = [(plan.tiers[0].applies.rank(seller, role), plan) for plan in self.plans]
        fitting = [(rank, plan) for rank, plan in ranked if rank >= 0]
        began: Callable[[Plan], int] = lambda p: (p.tiers[0].valid_from or dt.date.min).toordinal()  # noqa: E731 - one key of a sort
        return tuple(plan for _, plan in sorted(fitting, key=lambda f: (-f[0], -began(f[1]))))

    def of_kind(self, kind: str) -> tuple[PlanRow, ...]:
        return tuple(row for row in self.rows if row.kind == kind)


def plans_of(rows: Sequence[PlanRow]) -> Plans:
    """Rows of one code and validity make one plan; its tiers stand in the order of their limits."""
    rows, repeated = _once(rows)
    tiers: dict[tuple[str, object, object], list[PlanRow]] = {}
    torn = set()
    for row in rows:
        key = (row.plan, row.valid_from, row.valid_to)
        if row.kind == "tier" and row.value is not None and row.months:
            tiers.setdefault(key, []).append(row)
        elif row.kind == "tier":
            torn.add(key)
    plans = [
        Plan(key[0], tuple(sorted(found, key=_low)), tuple(_others(key[0], found, rows)), key not in torn)
        for key, found in tiers.items()
    ]
    return Plans(tuple(rows), tuple(plans), tuple(repeated))


def _once(rows: Iterable[PlanRow]) -> tuple[Sequence[PlanRow], Sequence[PlanRow]]:
    """The rows, and those that repeat one above word for word: a tier, bonus or guarantee copied down is paid once."""
    seen: list[PlanRow] = []
    kept: list[PlanRow] = []
    repeated: list[PlanRow] = []
    for row in rows:
        bare = replace(row, row=0, name="")
        (repeated if bare in seen else kept).append(row)
        seen.append(bare)
    return kept, repeated


def _low(row: PlanRow) -> Decimal:
    return row.low or Decimal()


def _others(code: str, tiers: Sequence[PlanRow], rows: Iterable[PlanRow]) -> Iterable[PlanRow]:
    begins = tiers[0].valid_from or dt.date.min
    return (
        r
        for r in rows
        if r.kind != "tier" and r.plan in (code, EVERY_PLAN) and _meets(r, begins, tiers[0].valid_to)
    )


def _meets(row: PlanRow, begins: dt.date, ends: dt.date | None) -> bool:
    """Whether a row holds for any of the days a plan does."""
    return (row.valid_from is None or ends is None or row.valid_from <= ends) and (
        row.valid_to is None or row.valid_to >= begins
    )
