"""A period's commission as a report tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.commission.kept import kept_rows
from sheetsales.commission.ledger import span_around
from sheetsales.commission.plans import ATTAINED, Plans
from sheetsales.commission.read_plans import read_plans
from sheetsales.commission.slices import Earned, EarnedKey, Open, Slice
from sheetsales.documents.pay_facts import PayFacts
from sheetsales.findings import Finding
from sheetsales.indicators.period import Period
from sheetsales.process.periods import Span, fiscal_start, label_of, span_of
from sheetsales.reports.pay_told import PayTold, ToldLine, ToldSlice
from sheetsales.workflow.opening import Opened
from sheetsales.workflow.pay_files import pay_facts
from sheetsales.workflow.paying import WORKED_OUT, Payroll

NOT_DRAFTED: Final = "none"
SO_FAR: Final = "so_far"
_Key = tuple[str, str, str, EarnedKey | None]
"""Person, plan and kind of a line, and the sum it rests on."""


def pay_told(
    opened: Opened, period: Period, today: dt.date, findings: Sequence[Finding] | None = None
) -> PayTold | None:
    """The pay of the period a report tells, or of the one of the plans that it lies in, up to the report's day; None where
    the workbook has no plan."""
    book = opened.book
    plans = read_plans(book) if book.has("commission_plans") else None
    if plans is None or not plans.plans:
        return None
    as_of = min(today, period.last)
    span = _span(book, plans, period)
    roll = Payroll(opened, label_of(span, fiscal_start(book.settings)), as_of, findings)
    found = roll.found()
    told = _Told(pay_facts(found, today), span, as_of < span.last)
    slices = found.pay.slices if told.so_far else told.facts.slices
    return told.of(slices, found.pay.open)


def _span(book: Book, plans: Plans, period: Period) -> Span:
    """The period that pay is told of: as long as the rows that stand for it, else as the shortest of the plans, and no
    shorter than what the report tells."""
    start, whole = fiscal_start(book.settings), period.span
    rows = (row for row in kept_rows(book) if row.kind in WORKED_OUT)
    there = [s.months for row in rows if (s := span_of(row.period, start)) and _meet(s, whole)]
    size = max(whole.months, min(there or [plan.months for plan in plans.plans]))
    return span_around(whole.start, size, start)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.start + other.months and other.start < one.start + one.months


class _Told:
    """Slices gathered into lines."""

    def __init__(self, facts: PayFacts, span: Span, so_far: bool) -> None:
        self.facts, self.span, self.so_far = facts, span, so_far
        self.sums: Mapping[EarnedKey, Earned] = {one.key: one for one in facts.earned}

    def of(self, slices: Iterable[Slice], opened: Iterable[Open]) -> PayTold:
        by_key: dict[_Key, list[Slice]] = {}
        for piece in slices:
            by_key.setdefault(_key(piece), []).append(piece)
        opened = tuple(opened)
        for one in _unknown(opened, by_key):
            by_key.setdefault((one.person, one.plan, "commission", None), [])
        totals: dict[str, Decimal] = {}
        for (who, *_), pieces in by_key.items():
            totals[who] = totals.get(who, Decimal()) + sum((p.amount for p in pieces), Decimal())
        keys = sorted(by_key, key=lambda key: (-totals[key[0]], key[0], key[2] != "commission"))
        why = {(one.person, one.plan): one for one in _unknown(opened, by_key)}
        facts = self.facts
        return PayTold(
            facts.period, self.so_far, facts.won,
            () if self.so_far else tuple(row.person for row in facts.rows if not row.fixed),
            (*(one.person for one in opened), *("" for _ in facts.uncounted)),
            tuple(self._line(str(at), key, why.get(key[:2]), bool(by_key[key])) for at, key in enumerate(keys, 1)),
            tuple(piece for at, key in enumerate(keys, 1) for piece in _told(str(at), by_key[key])),
        )  # fmt: skip

    def _line(self, at: str, key: _Key, unknown: Open | None, paid: bool) -> ToldLine:
        person, plan, kind, earned = key
        status = self._status(person)
        if unknown is not None and not paid:
            return ToldLine(at, person, plan, kind, status, "attained", unknown.amount, None, unknown.why)
        found = self.sums.get(earned) if earned is not None else None
        if found is None:
            return ToldLine(at, person, plan, kind, status)
        way: Final = "attained" if found.basis in ATTAINED else "amount"
        return ToldLine(at, person, self._plan(found), kind, status, way, found.results, found.target)

    def _plan(self, found: Earned) -> str:
        """The plan, with the period it was signed in where that is another one."""
        key = found.key
        if key.span == self.span:
            return key.plan
        return f"{key.plan} · {label_of(key.span, fiscal_start(self.facts.book.settings))}"

    def _status(self, person: str) -> str:
        if self.so_far:
            return SO_FAR
        there = any(row.person == person for row in self.facts.rows)
        return self.facts.status(person) if there else NOT_DRAFTED


def _key(piece: Slice) -> _Key:
    """Tiers make a line for each sum, everything else one for each kind; adjustments name the period they are of."""
    if piece.kind == "commission":
        return piece.person, piece.plan, piece.kind, piece.earned
    return piece.person, piece.plan if piece.kind == "adjustment" else "", piece.kind, None


def _unknown(opened: Iterable[Open], by_key: Mapping[_Key, list[Slice]]) -> Iterator[Open]:
    """What is open of a whole plan, where nothing is paid by it."""
    paid = {key[:2] for key, pieces in by_key.items() if pieces}
    for one in opened:
        whole = one.plan and one.amount is not None and not (one.deal or one.receipt)
        if whole and (one.person, one.plan) not in paid:
            yield one


def _told(line: str, pieces: Iterable[Slice]) -> Iterator[ToldSlice]:
    for p in pieces:
        yield ToldSlice(line, p.person, p.plan, p.kind, p.deal, p.receipt, p.share, p.factor, p.base, p.rate, p.amount, p.why)  # fmt: skip
