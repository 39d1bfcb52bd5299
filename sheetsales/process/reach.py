"""What has been reached so far, as a measure for what can be: the best month, quarter and year of everybody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.process.goals import COMPANY, Holder
from sheetsales.process.money import amounts
from sheetsales.process.people import People
from sheetsales.process.periods import Span, month_number

_LEAST_MONTHS = 6
"""Shorter histories tell nothing of what can be reached."""
_LEAST_WINS = 5


@dataclass(frozen=True, slots=True)
class Best:
    """The most that was reached in any ``months`` months on end, and from how many months of history."""

    value: Decimal
    span: Span
    history: int


@dataclass(frozen=True)
class Reached:
    """What was won by holder, measure and month; all whole months from ``since`` to ``until`` are known."""

    won: Mapping[tuple[Holder, str], Mapping[int, Decimal]]
    wins: Mapping[Holder, int]
    since: Mapping[Holder, int]
    until: int

    def best(self, holder: Holder, measure: str, months: int) -> Best | None:
        """The holder's best stretch of so many months; None where too little is known."""
        by_month = self.won.get((holder, measure))
        first = self.since.get(holder)
        if by_month is None or first is None or self.wins.get(holder, 0) < _LEAST_WINS:
            return None
        history = self.until - first + 1
        if history < max(_LEAST_MONTHS, months):
            return None
        stretches = (Span(start, months) for start in range(first, self.until - months + 2))
        sums = ((sum((by_month.get(m, Decimal(0)) for m in _months(s)), Decimal(0)), s) for s in stretches)
        value, span = max(sums, key=lambda pair: (pair[0], pair[1].start))
        return Best(value, span, history) if value > 0 else None


def _months(span: Span) -> range:
    return range(span.start, span.start + span.months)


def reached(book: Book, people: People, today: dt.date) -> Reached:
    """What was won in whole months before this one. A deal won whose day or amount is unknown makes its owner's and the
    team's history unknown."""
    deals = book.table("pipeline")
    won_stages = {stage.code for stage in book.process.stages if stage.won}
    won: dict[tuple[Holder, str], dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    wins: dict[Holder, int] = defaultdict(int)
    since: dict[Holder, int] = {}
    unclear: set[Holder] = set()
    until = month_number(today) - 1
    columns = (deals.get("stage"), deals.get("closed_on"), deals.get("owner"), amounts(book))
    for stage, closed, owner, amount in zip(*columns, strict=True):
        if stage not in won_stages:
            continue
        holders = _holders(owner, people)
        if closed is None or amount is None:
            unclear.update(holders)
            continue
        month = month_number(closed)
        if month > until:
            continue
        for holder in holders:
            won[holder, "won_amount"][month] += amount
            won[holder, "won_count"][month] += 1
            wins[holder] += 1
            since[holder] = min(since.get(holder, month), month)
    return Reached(won, wins, {h: month for h, month in since.items() if h not in unclear}, until)


def _holders(owner: str | None, people: People) -> tuple[Holder, ...]:
    person = people.by_id.get(owner or "")
    mine = (Holder("person", owner),) if owner else ()
    team = (Holder("team", person.team),) if person and person.team else ()
    return (COMPANY, *mine, *team)
