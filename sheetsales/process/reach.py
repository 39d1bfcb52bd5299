"""What has been reached so far, as a measure for what can be: the best month, quarter and year of everybody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
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
    _best: dict[tuple[Holder, str, int], Best | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def best(self, holder: Holder, measure: str, months: int) -> Best | None:
        """The holder's best stretch of so many months; None where too little is known."""
        key = (holder, measure, months)
        if key not in self._best:
            self._best[key] = self._best_of(holder, measure, months)
        return self._best[key]

    def _best_of(self, holder: Holder, measure: str, months: int) -> Best | None:
        by_month = self.won.get((holder, measure))
        first = self.since.get(holder)
        if by_month is None or first is None or self.wins.get(holder, 0) < _LEAST_WINS:
            return None
        history = self.until - first + 1
        if history < max(_LEAST_MONTHS, months):
            return None
        won = [by_month.get(month, Decimal(0)) for month in range(first, self.until + 1)]
        sums = [sum(won[at : at + months], Decimal(0)) for at in range(history - months + 1)]
        value = max(sums)
        latest = history - months - sums[::-1].index(value)
        return Best(value, Span(first + latest, months), history) if value > 0 else None


def reached(book: Book, people: People, today: dt.date) -> Reached:
    """What was won in whole months before this one. A deal won whose day or amount is unknown makes its owner's and the
    team's history unknown."""
    until = month_number(today) - 1
    won: dict[tuple[Holder, str], dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    wins: dict[Holder, int] = defaultdict(int)
    since: dict[Holder, int] = {}
    unclear: set[Holder] = set()
    for owner, months in _won_by_owner(book).items():
        holders = _holders(owner, people)
        if None in months:
            unclear.update(holders)
        known = [(month, found) for month, found in months.items() if month is not None and month <= until]
        for holder in holders if known else ():
            amount, count = won[holder, "won_amount"], won[holder, "won_count"]
            for month, found in known:
                amount[month] += sum(found, Decimal(0))
                count[month] += len(found)
                wins[holder] += len(found)
            since[holder] = min(since.get(holder, until), *(month for month, _ in known))
    return Reached(won, wins, {h: month for h, month in since.items() if h not in unclear}, until)


def _won_by_owner(book: Book) -> dict[str | None, dict[int | None, list[Decimal]]]:
    """The amounts won by owner and month; under None those of which the day or the amount is unknown."""
    deals = book.table("pipeline")
    stages = {stage.code for stage in book.process.stages if stage.won}
    columns = (deals.get("stage"), deals.get("closed_on"), deals.get("owner"), amounts(book))
    found: dict[str | None, dict[int | None, list[Decimal]]] = {}
    for stage, closed, owner, amount in zip(*columns, strict=True):
        if stage in stages:
            month = None if closed is None or amount is None else month_number(closed)
            found.setdefault(owner, {}).setdefault(month, []).append(amount or Decimal(0))
    return found


def _holders(owner: str | None, people: People) -> tuple[Holder, ...]:
    person = people.by_id.get(owner or "")
    mine = (Holder("person", owner),) if owner else ()
    team = (Holder("team", person.team),) if person and person.team else ()
    return (COMPANY, *mine, *team)
