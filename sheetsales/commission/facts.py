"""What commission is worked out from: who sells, what was won, what came in, what went back, what was aimed at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sheetsales.dataclass import dataclass
from sheetsales.process.periods import Span

if TYPE_CHECKING:
    from sheetsales.commission.plans import Plans

Basis = Literal["signed", "received"]
Negative = Literal["carry", "deduct"]
WHOLE: Final = Decimal(1)
NOTHING: Final = Decimal()


@dataclass(frozen=True, slots=True)
class Seller:
    """One person who may be paid. ``role``, ``level`` and ``team`` are "" where Team does not say."""

    id: str
    role: str = "rep"
    level: str = ""
    team: str = ""
    hired_on: dt.date | None = None
    left_on: dt.date | None = None

    def __hash__(self) -> int:
        """Sellers are looked up with every deal and receipt."""
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal won. ``shares`` say who has which part of it; they add up to 1.

    ``approved`` is False where the discount is beyond the owner's own limit and nobody who may has approved it. ``cost``
    is what the goods cost, None where unknown. ``typed_rate`` is that of its contract, for deals older than any plan.
    """

    id: str
    owner: str
    closed_on: dt.date
    amount: Decimal
    shares: tuple[tuple[str, Decimal], ...]
    discount: Decimal = NOTHING
    approved: bool = True
    new_customer: bool = False
    cost: Decimal | None = None
    typed_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came in for a deal, or went back. ``days_late`` counts from the day it was due, None where unknown.

    ``day`` is when it counts, not before the deal is won; ``came`` the day it came where that was before.
    """

    id: str
    deal: str
    day: dt.date
    amount: Decimal
    days_late: int | None = None
    came: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """What was refunded or credited on a deal."""

    id: str
    deal: str
    day: dt.date
    amount: Decimal


class Aim(NamedTuple):
    """Whose target: ``level`` person, team or company, ``key`` an id or a team's name; of signed value or cash."""

    level: str
    key: str
    measure: str
    span: Span


class Measured(NamedTuple):
    """A figure a gate may ask for: an indicator of a person for a period."""

    code: str
    person: str
    span: Span


@dataclass(frozen=True)
class Facts:
    """All of it. ``as_of`` is the last day that counts. ``carried`` is what the statement before left owing, negative.
    ``gaps`` are targets that lack a month, and which.

    ``returns`` and ``receipts`` name deals in ``deals``; those of others are listed by who reads them.
    """

    plans: Plans
    sellers: tuple[Seller, ...]
    deals: tuple[Deal, ...]
    receipts: tuple[Receipt, ...] = ()
    returns: tuple[Return, ...] = ()
    targets: Mapping[Aim, Decimal] = field(default_factory=dict)
    measures: Mapping[Measured, Decimal] = field(default_factory=dict)
    basis: Basis = "signed"
    as_of: dt.date = dt.date.max
    fiscal_start: int = 1
    clawback_months: int = 12
    negative: Negative = "carry"
    carried: Mapping[str, Decimal] = field(default_factory=dict)
    gaps: Mapping[Aim, str] = field(default_factory=dict)


SIGNED: Final = "won_amount"
RECEIVED: Final = "received_amount"
