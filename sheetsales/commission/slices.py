"""What is paid, slice by slice, and what cannot be worked out, with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from sheetsales.commission.facts import NOTHING, WHOLE
from sheetsales.commission.tiers import Step
from sheetsales.dataclass import dataclass
from sheetsales.process.periods import Span
from sheetsales.texts import NO_TEXT, Text

Kind = Literal[
    "commission", "clawback", "guarantee", "bonus", "honour", "adjustment", "carried", "held", "released"
]


@dataclass(frozen=True, slots=True)
class Slice:
    """One row of a statement. ``rate`` is what one unit of ``base`` earns, None where the amount rests on no base.

    ``base`` is (``of`` − ``back``) × share × factor × ``net``; ``kept`` is the part a cap left of what is taken back.
    ``said`` tells how it came about; ``earned`` names the sum by which the rate came about: a position's results of a period by a plan.
    """

    person: str
    plan: str
    kind: Kind
    amount: Decimal
    said: Callable[[], Text]
    deal: str = ""
    receipt: str = ""
    share: Decimal | None = None
    factor: Decimal | None = None
    base: Decimal | None = None
    rate: Decimal | None = None
    earned: EarnedKey | None = None
    day: dt.date | None = None
    of: Decimal | None = None
    back: Decimal = NOTHING
    net: Decimal = WHOLE
    kept: Decimal = WHOLE

    @property
    def why(self) -> Text:
        """How it came about, put into words when somebody asks."""
        return self.said()


@dataclass(frozen=True, slots=True)
class EarnedKey:
    """Whose results by which plan in which period."""

    person: str
    scope: str
    plan: str
    span: Span


@dataclass(frozen=True, slots=True)
class Earned:
    """How a rate came about: results, target, slices and what they earn together. ``reason`` tells why there is none,
    ``gap`` the month that lacks a target."""

    key: EarnedKey
    basis: str
    results: Decimal
    target: Decimal | None
    steps: tuple[Step, ...]
    reason: Text = NO_TEXT
    commission: Decimal = NOTHING
    gap: str = ""

    @property
    def known(self) -> bool:
        return not self.reason.en

    @property
    def rate(self) -> Decimal:
        """Commission ÷ results; without results the rate of the first slice."""
        return (
            self.commission / self.results
            if self.results
            else (self.steps[0].rate if self.steps else NOTHING)
        )

    def paid_on(self, base: Decimal) -> Decimal:
        """What a base earns, not rounded: multiplied before it is divided."""
        return base * self.commission / self.results if self.results else base * self.rate


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is not paid, or not in full, because it cannot be told, and why; ``deal`` "" where it is no single
    deal. ``sheet`` names the one whose amounts go without, where they are all of somebody's own of a period."""

    person: str
    plan: str
    why: Text
    deal: str = ""
    receipt: str = ""
    amount: Decimal | None = None
    sheet: str = ""


@dataclass(frozen=True)
class Pay:
    """The statement of a period: slices by person, how their rates came about, and what stays open."""

    span: Span
    slices: tuple[Slice, ...]
    earned: tuple[Earned, ...]
    open: tuple[Open, ...]

    def total(self, person: str) -> Decimal:
        return sum((s.amount for s in self.slices if s.person == person), NOTHING)

    def people(self) -> tuple[str, ...]:
        """Everybody with a slice or something open, in the order of the statement."""
        return tuple(dict.fromkeys([s.person for s in self.slices] + [o.person for o in self.open]))
