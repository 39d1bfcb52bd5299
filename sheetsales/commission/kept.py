"""The rows that stand in the Commission sheet: what was paid, what waits, what was approved and by whom."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.commission.facts import NOTHING
from sheetsales.commission.tiers import cents
from sheetsales.dataclass import dataclass
from sheetsales.process.periods import span_of

_COLUMNS: Final = (
    "period", "person", "plan", "kind", "opportunity", "receipt", "amount", "status", "approved_by", "paid_on",
    "confirmed_on", "query", "base", "rate", "share", "factor", "why",
)  # fmt: skip
_DECIDED: Final = frozenset({"bonus", "honour"})
"""Kinds that people may decide by themselves."""
FIXED: Final = frozenset({"approved", "paid"})
"""Status of rows that never change."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One row; ``at`` is its place in the table. ``plan`` of an adjustment is the period it adjusts. ``typed`` by hand are
    bonuses and honours that do not say how they came about: ours do."""

    at: int
    period: str
    person: str
    plan: str
    kind: str
    deal: str
    receipt: str
    amount: Decimal
    status: str
    approved_by: str
    paid_on: dt.date | None
    confirmed_on: dt.date | None
    query: str
    base: Decimal | None
    rate: Decimal | None
    share: Decimal | None
    factor: Decimal | None
    why: str
    typed: bool = False

    @property
    def fixed(self) -> bool:
        return self.status in FIXED

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What it is for: of two runs the same slice has the same key."""
        return self.person, self.plan, self.kind, self.deal, self.receipt

    @property
    def answered(self) -> bool:
        """Whether its person wrote something beside it."""
        return bool(self.query) or self.confirmed_on is not None


def kept_rows(book: Book) -> tuple[KeptRow, ...]:
    """The rows that name a period and a person, in the order of the sheet; without a status they are drafts."""
    table = book.table("commission")
    found, told = [], "why" in table.raw
    for at, values in enumerate(zip(*map(table.get, _COLUMNS), strict=True)):
        period, person, plan, kind, deal, receipt, amount, status, approver, paid, confirmed, query, *rest = (
            values
        )
        if period and person:
            base, rate, share, factor, why = rest
            found.append(KeptRow(
                at, period, person, plan or "", kind or "", deal or "", receipt or "", cents(_decimal(amount) or NOTHING),
                status or "draft", approver or "", paid, confirmed, query or "", _decimal(base), _decimal(rate),
                _decimal(share), _decimal(factor), why or "", told and not why and kind in _DECIDED,
            ))  # fmt: skip
    return tuple(found)


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def carried_into(rows: Sequence[KeptRow], period: str, start: int) -> Mapping[str, Decimal]:
    """What everybody's latest statement before a period left to be carried, negative."""
    first = _begin(period, start)
    latest: dict[str, int] = {}
    for row in rows:
        begin = _begin(row.period, start)
        if begin < first and row.kind != "adjustment":
            latest[row.person] = max(begin, latest.get(row.person, begin))
    owed: dict[str, Decimal] = {}
    for row in rows:
        if row.kind == "carried" and row.amount > 0 and latest.get(row.person) == _begin(row.period, start):
            owed[row.person] = owed.get(row.person, NOTHING) - row.amount
    return owed


def _begin(period: str, start: int) -> int:
    span = span_of(period, start)
    return span.start if span is not None else 0


@dataclass(frozen=True, slots=True)
class Settled:
    """A person's pay of a period as far as it is approved, with what was adjusted since."""

    period: str
    person: str
    amount: Decimal


def settled(rows: Iterable[KeptRow]) -> Iterator[Settled]:
    """What was worked out and approved for every period and person, without what was only carried or typed by hand."""
    sums: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        if row.fixed and row.kind != "carried" and not row.typed:
            period = row.plan if row.kind == "adjustment" else row.period
            sums[period, row.person] = sums.get((period, row.person), NOTHING) + row.amount
    return (Settled(period, person, amount) for (period, person), amount in sums.items())


def digests(rows: Iterable[KeptRow]) -> Mapping[str, str]:
    """Period and person → a digest of what was approved, by which later changes show."""
    texts: dict[str, list[str]] = {}
    for row in rows:
        if row.fixed:
            said = "|".join((*row.key, f"{row.amount:.2f}", row.approved_by))
            texts.setdefault(f"{row.period} {row.person}", []).append(said)
    return {
        key: hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=12).hexdigest()
        for key, lines in texts.items()
    }
