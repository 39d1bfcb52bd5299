"""What a report may tell of commission: all of it the manager, a person the own, a team nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from sheetsales.dataclass import dataclass
from sheetsales.texts import NO_TEXT, Text

Way = Literal["attained", "amount", ""]


@dataclass(frozen=True, slots=True)
class ToldSlice:
    """A slice of somebody's pay, on the line ``line``."""

    line: str
    person: str
    plan: str
    kind: str
    deal: str
    receipt: str
    share: Decimal | None
    factor: Decimal | None
    base: Decimal | None
    rate: Decimal | None
    amount: Decimal
    why: Text


@dataclass(frozen=True, slots=True)
class ToldLine:
    """What somebody gets by one sum of a plan, or of another kind of pay. ``way`` is by what the tiers climb, "" where
    the line rests on none; ``reason`` tells why nothing can be worked out."""

    key: str
    person: str
    plan: str
    kind: str
    status: str
    way: Way = ""
    results: Decimal | None = None
    target: Decimal | None = None
    reason: Text = NO_TEXT


@dataclass(frozen=True)
class PayTold:
    """The pay of the period ``label``, ``so_far`` while that is not over. ``signed`` is the value signed in it, None where
    that is not to be told; ``drafts`` are rows that await approval, ``unsettled`` what is left out or paid in part."""

    label: str
    so_far: bool
    signed: Decimal | None
    drafts: tuple[str, ...]
    unsettled: tuple[str, ...]
    lines: tuple[ToldLine, ...]
    slices: tuple[ToldSlice, ...]

    def of(self, person: str) -> PayTold:
        """Somebody's own part of it, its lines numbered anew: those of the whole tell who gets more. ``drafts`` and
        ``unsettled`` name whom they are of."""
        own = [one for one in self.lines if one.person == person]
        key = {one.key: str(at) for at, one in enumerate(own, 1)}
        return replace(
            self,
            signed=None,
            drafts=tuple(who for who in self.drafts if who == person),
            unsettled=tuple(who for who in self.unsettled if who == person),
            lines=tuple(replace(one, key=key[one.key]) for one in own),
            slices=tuple(replace(one, line=key[one.line]) for one in self.slices if one.line in key),
        )


def pay_for(edition: str, person: str, told: PayTold | None) -> PayTold | None:
    """What an edition may know of it; ``person`` is whose it is."""
    if told is None or edition == "manager":
        return told
    return told.of(person) if edition == "person" and person else None
