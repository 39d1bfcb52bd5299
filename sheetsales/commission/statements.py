"""What a run adds to the Commission sheet: a period's slices as drafts, and what approved periods differ by since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.commission.facts import NOTHING
from sheetsales.commission.kept import KeptRow, settled
from sheetsales.commission.slices import Pay, Slice
from sheetsales.commission.whys import money
from sheetsales.dataclass import dataclass
from sheetsales.texts import Text

_LESS: Final = Text(
    "{period} 批了 {approved}，按现在的数据是 {now}，补差 {amount}",
    "{period} was approved at {approved}; today it comes to {now}: {amount} to settle",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """An approved period that comes to something else today."""

    period: str
    person: str
    approved: Decimal
    now: Decimal

    @property
    def amount(self) -> Decimal:
        return self.now - self.approved

    @property
    def said(self) -> Text:
        return _LESS.fill(
            period=self.period, approved=money(self.approved), now=money(self.now), amount=money(self.amount)
        )


def differences(rows: Sequence[KeptRow], pay_of: Callable[[str], Pay | None]) -> Iterator[Difference]:
    """Every approved period and person that comes to another sum now; ``pay_of`` works a period out anew."""
    for one in settled(rows):
        pay = pay_of(one.period)
        if pay is not None:
            now = sum(
                (s.amount for s in pay.slices if s.person == one.person and s.kind != "carried"), NOTHING
            )
            if now != one.amount:
                yield Difference(one.period, one.person, one.amount, now)


def drafted(
    pay: Pay, period: str, rows: Sequence[KeptRow], differing: Iterable[Difference]
) -> tuple[Slice, ...]:
    """The slices of everybody whose period is not approved yet, and the differences of those that are."""
    closed = {row.person for row in rows if row.fixed and row.period == period and row.kind != "adjustment"}
    fresh = [s for s in pay.slices if s.person not in closed]
    return (*fresh, *(_adjustment(one) for one in differing))


def _adjustment(one: Difference) -> Slice:
    return Slice(one.person, one.period, "adjustment", one.amount, lambda: one.said)
