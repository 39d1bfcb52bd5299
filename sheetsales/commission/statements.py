"""What a run adds to the Commission sheet: a period's slices as drafts, and what approved periods differ by since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from sheetsales.commission import whys
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


def differences(
    rows: Sequence[KeptRow], period: str, pay_of: Callable[[str], Pay | None], decided: Collection[str] = ()
) -> Iterator[Difference]:
    """Every approved period and person that comes to another sum now; ``pay_of`` works a period out anew.

    Of periods before ``period`` also those who had no row then and would have one now. Honours ``decided`` once, by code,
    are left as they were.
    """
    amounts: dict[str, dict[str, Decimal]] = {}
    for one in settled(row for row in rows if row.kind != "honour" or row.plan not in decided):
        amounts.setdefault(one.period, {})[one.person] = one.amount
    there = {(row.period, row.person) for row in rows}
    for label, approved in amounts.items():
        pay = pay_of(label)
        if pay is None:
            continue
        now = _sums(pay, decided)
        late = {who for who in now if label != period and (label, who) not in there}
        for who in (*approved, *(late - approved.keys())):
            was, comes_to = approved.get(who, NOTHING), now.get(who, NOTHING)
            if was != comes_to:
                yield Difference(label, who, was, comes_to)


def _sums(pay: Pay, decided: Collection[str]) -> dict[str, Decimal]:
    """What a period comes to for everybody, without what is only carried or was decided."""
    sums: dict[str, Decimal] = {}
    for piece in pay.slices:
        if piece.kind != "carried" and not (piece.kind == "honour" and piece.plan in decided):
            sums[piece.person] = sums.get(piece.person, NOTHING) + piece.amount
    return sums


def drafted(
    pay: Pay, period: str, rows: Sequence[KeptRow], differing: Iterable[Difference], *, carry: bool = False
) -> tuple[Slice, ...]:
    """The slices of everybody whose period is not approved yet, and the differences of those that are.

    ``carry`` carries what differences leave owing to the next period, as far as approved pay that is not out yet does
    not cover it.
    """
    closed = {row.person for row in rows if row.fixed and row.period == period and row.kind != "adjustment"}
    found = [s for s in pay.slices if s.person not in closed]
    found += [_adjustment(one) for one in differing]
    if carry:
        for person in dict.fromkeys(s.person for s in found if s.kind == "adjustment"):
            waits = (
                r.amount for r in rows if r.person == person and r.period == period and r.status == "approved"
            )
            total = sum(waits, sum((s.amount for s in found if s.person == person), NOTHING))
            if total < 0:
                found.append(Slice(person, "", "carried", -total, partial(whys.carried_out, total)))
    return tuple(found)


def _adjustment(one: Difference) -> Slice:
    return Slice(one.person, one.period, "adjustment", one.amount, lambda: one.said)
