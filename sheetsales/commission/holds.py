"""Parts of commission kept back until a deal is paid in full, some days have passed, or a day has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Final

from sheetsales.commission import whys
from sheetsales.commission.earning import Earning
from sheetsales.commission.facts import NOTHING, Deal
from sheetsales.commission.ledger import Position
from sheetsales.commission.plans import PlanRow
from sheetsales.commission.positions import Rows
from sheetsales.commission.slices import Slice
from sheetsales.commission.tiers import cents
from sheetsales.process.periods import Span, month_number
from sheetsales.texts import Text

_PAID: Final = Text("该单收齐后", "once the deal is paid in full")
_DAYS: Final = Text("{n} 天后", "{n} days on")


def held_back(earning: Earning, position: Position, span: Span, paid: Iterable[Slice]) -> Iterator[Slice]:
    """What of this period's commission is kept back, and what of earlier periods' is let go in it."""
    rules = _rules(earning, position)
    if not rules:
        return
    for piece in paid:
        rule = rules.get(piece.plan)
        if rule is not None and piece.kind == "commission" and piece.deal:
            day = _free_on(earning, piece, rule)
            if day is None or day > span.last:
                amount = -cents(piece.amount * (rule.value or NOTHING))
                yield _slice(piece, "held", amount, partial(whys.held, rule.value or NOTHING, _until(rule)))
    yield from _released(earning, position, span, rules)


def _released(earning: Earning, position: Position, span: Span, rules: dict[str, PlanRow]) -> Iterator[Slice]:
    rows = Rows(earning)
    for earlier in _before(earning, span):
        for piece in rows.of(position, earlier):
            if not isinstance(piece, Slice) or piece.kind != "commission" or not piece.deal:
                continue
            rule = rules.get(piece.plan)
            day = _free_on(earning, piece, rule) if rule is not None else None
            if (
                rule is not None
                and day is not None
                and max(day, earlier.last) > earlier.last
                and span.first <= day <= span.last
            ):
                amount = cents(piece.amount * (rule.value or NOTHING))
                yield _slice(piece, "released", amount, partial(whys.released, amount, day))


def _before(earning: Earning, span: Span) -> Iterator[Span]:
    """The periods of the same length before one, from the first deal on."""
    first = min((month_number(d.closed_on) for d in earning.ledger.deals.values()), default=span.start)
    start = span.start - (span.start - first + span.months - 1) // span.months * span.months
    return (Span(at, span.months) for at in range(start, span.start, span.months))


def _rules(earning: Earning, position: Position) -> dict[str, PlanRow]:
    found = {}
    for plan in earning.plans(position):
        for row in plan.rows("hold"):
            if row.applies.rank(position.seller, position.role) >= 0 and row.value:
                found[plan.code] = row
    return found


def _free_on(earning: Earning, piece: Slice, rule: PlanRow) -> dt.date | None:
    """The day the part kept back of a slice is let go; None where that is not known yet."""
    deal = earning.ledger.deals[piece.deal]
    days = next((c.limit for c in rule.gate if c.name == "days"), None)
    if days is not None:
        return _day_of(earning, piece, deal) + dt.timedelta(days=int(days))
    return _paid_in_full(earning, deal)


def _day_of(earning: Earning, piece: Slice, deal: Deal) -> dt.date:
    rows = earning.ledger.received.get(deal.id, ())
    return (
        next((r.day for r in rows if r.id == piece.receipt), deal.closed_on)
        if piece.receipt
        else deal.closed_on
    )


def _paid_in_full(earning: Earning, deal: Deal) -> dt.date | None:
    """The day the money for a deal came to its amount, less what was returned."""
    came = NOTHING
    for receipt in earning.ledger.received.get(deal.id, ()):
        came += receipt.amount
        back = sum(
            (r.amount for r in earning.ledger.returned.get(deal.id, ()) if r.day <= receipt.day), NOTHING
        )
        if came >= deal.amount - back:
            return receipt.day
    return None


def _until(rule: PlanRow) -> Text:
    days = next((c.limit for c in rule.gate if c.name == "days"), None)
    return _PAID if days is None else _DAYS.fill(n=int(days))


def _slice(piece: Slice, kind: str, amount: Decimal, why: Callable[[], Text]) -> Slice:
    return Slice(
        piece.person, piece.plan, "held" if kind == "held" else "released", amount, why, piece.deal, piece.receipt,
        earned=piece.earned,
    )  # fmt: skip
