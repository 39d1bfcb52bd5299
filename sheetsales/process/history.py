"""The history of every deal as the stage log tells it, and what a check adds to it.

A deal is known by its id. Its rows are read by the day they were seen, so that a log may be sorted or lose rows; rows
that name no day, deal or stage are passed over.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import groupby, pairwise
from operator import ge, le
from typing import Final, NamedTuple

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.stays import NO_WAY, Began, Stay, Way, stays

LOGGED: Final = ("to", "amount", "expected_close", "owner")
"""What of a deal the log follows, by the log's own columns."""
_MOST_A_DAY = 50
"""Rows of one deal and day; more were made by no check, and stay in the order of the sheet."""

State = tuple[str | None, Decimal | None, dt.date | None, str | None]


class Entry(NamedTuple):
    """One row of the log: how a deal stood when a check first saw it so.

    ``before`` is the stage it came from: None in the deal's first row, the same as ``stage`` where something else
    changed. Blank amounts, days and owners are None.
    """

    seen_on: dt.date
    deal: str
    before: str | None
    stage: str
    amount: Decimal | None
    expected_close: dt.date | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class Push:
    """The expected close put off: from ``before`` to ``after`` in a later month, as seen on a day."""

    seen_on: dt.date
    before: dt.date
    after: dt.date


@dataclass(frozen=True)
class DealHistory:
    """All entries of one deal, oldest first. ``log_began`` is the first day of the whole log."""

    entries: tuple[Entry, ...]
    log_began: dt.date

    @property
    def first_seen(self) -> dt.date:
        return self.entries[0].seen_on

    @cached_property
    def moves(self) -> tuple[Entry, ...]:
        """The entries that changed the stage; ``before`` is where the deal really was before."""
        return tuple(self._moves())

    def _moves(self) -> Iterator[Entry]:
        stage = self.entries[0].before or self.entries[0].stage
        for entry in self.entries:
            if entry.stage != stage:
                yield entry._replace(before=stage)
            stage = entry.stage

    @cached_property
    def pushes(self) -> tuple[Push, ...]:
        """Each time the expected close was moved to a later month; within its month it is no push."""
        dated = [(e.seen_on, e.expected_close) for e in self.entries if e.expected_close is not None]
        return tuple(
            Push(seen, before, after)
            for (_, before), (seen, after) in pairwise(dated)
            if (after.year, after.month) > (before.year, before.month)
        )

    def stays(self, created: dt.date | None = None, way: Way = NO_WAY) -> tuple[Stay, ...]:
        """Each time in a stage, oldest first. ``created`` is the deal's own day."""
        first = self.entries[0]
        path = [(first.seen_on, first.stage), *((move.seen_on, move.stage) for move in self.moves)]
        if path[1:2] == path[:1]:  # the first row is itself a move
            del path[0]
        return tuple(stays(first.deal, path, first.before, Began(created, self.log_began), way))

    def stage_since(self, created: dt.date | None = None, way: Way = NO_WAY) -> dt.date | None:
        """The day the deal came to its present stage, as far as the log saw it; None where it did not."""
        return self.stays(created, way)[-1].entered


class History:
    """The stage log of one book, up to and including the day ``until`` where one is given."""

    def __init__(self, book: Book, until: dt.date | None = None) -> None:
        table = book.table("stage_log")
        self.columns = frozenset(key for key in LOGGED if table.has(key))
        self.days: Sequence[dt.date | None] = table.get("seen_on")
        self._deals: Sequence[str | None] = table.get("opportunity")
        self._from: Sequence[str | None] = table.get("from")
        self._state = [table.get(key) for key in LOGGED]
        order = _oldest_first(self.days, self._deals, self._state[0])
        self._order = order if until is None else _up_to(order, self.days, until)

    def __len__(self) -> int:
        """How many deals it knows."""
        return len(self.last)

    @cached_property
    def began(self) -> dt.date | None:
        """The first day in it; None where it is empty."""
        return self.days[self._order[0]] if len(self._order) else None

    @cached_property
    def last(self) -> Mapping[str, int]:
        """Deal → the row of the log that tells how it stood last."""
        if self._order == range(len(self.days)):
            return dict(zip(self._deals, self._order, strict=True))  # type: ignore[arg-type]  # no blanks in order
        deals = [self._deals[i] for i in self._order]
        days = [self.days[i] for i in self._order]
        last: dict[str, int] = dict(zip(deals, self._order, strict=True))  # type: ignore[arg-type]  # no blanks in order
        if len(set(zip(deals, days, strict=True))) != len(deals):
            twice = Counter(zip(deals, days, strict=True))
            for deal, day in [pair for pair, n in twice.items() if n > 1]:
                if deal is not None and self.days[last[deal]] == day:
                    last[deal] = self._rows_of(deal)[-1]
        return last

    @cached_property
    def states(self) -> Sequence[State]:
        """How the deal stood in every row of the sheet."""
        return list(zip(*self._state, strict=True))

    @cached_property
    def _by_deal(self) -> Mapping[str, list[int]]:
        rows: dict[str, list[int]] = defaultdict(list)
        for i in self._order:
            rows[self._deals[i] or ""].append(i)
        return dict(rows)

    def path(self, deal: str) -> list[tuple[dt.date, str]]:
        """The stages a deal was seen in, no two alike in a row, and the day each was first seen, oldest first."""
        return self._path(self._rows_of(deal)) if deal in self._by_deal else []

    def _path(self, rows: Sequence[int]) -> list[tuple[dt.date, str]]:
        found: list[tuple[dt.date, str]] = []
        days, stages, last = self.days, self._state[0], None
        for i in rows:
            day, stage = days[i], stages[i]
            if day is not None and stage is not None and stage != last:
                found.append((day, stage))
                last = stage
        return found

    def first_seen(self, deal: str) -> dt.date | None:
        """The day it first saw a deal; None where it does not know it."""
        rows = self._by_deal.get(deal)
        return self.days[rows[0]] if rows else None

    def all_stays(self, created: Mapping[str, dt.date | None], way: Way) -> Mapping[str, tuple[Stay, ...]]:
        """The stays of every deal it knows; ``created`` are the deals' own days."""
        began = self.began
        if began is None:
            return {}
        return {
            deal: tuple(
                stays(deal, self._path(rows), self._from[rows[0]], Began(created.get(deal), began), way)
            )
            for deal, rows in self._ordered
        }

    @property
    def _ordered(self) -> Iterator[tuple[str, list[int]]]:
        """Deal and its rows, oldest first."""
        return ((deal, self._rows_of(deal)) for deal in self._by_deal)

    def _rows_of(self, deal: str) -> list[int]:
        """The rows of a deal, oldest first; those of one day so that each begins where the one before it ended."""
        rows = self._by_deal[deal]
        if len(rows) < 2 or len({self.days[i] for i in rows}) == len(rows):
            return rows
        out: list[int] = []
        stage: str | None = None
        for _, group in groupby(rows, key=self.days.__getitem__):
            waiting = list(group)
            while waiting:
                follows = [i for i in waiting[:_MOST_A_DAY] if self._from[i] == stage]
                chosen = next((i for i in follows if self._state[0][i] == stage), (follows or waiting)[0])
                waiting.remove(chosen)
                out.append(chosen)
                stage = self._state[0][chosen]
        return out

    def was_there_at_first(self, deal: str | None, created: dt.date | None) -> bool:
        """Whether all the log knows of a deal is that it stood so when the log began; True of unknown deals too."""
        row = self.last.get(deal or "")
        return row is None or self.days[row] == self.began != created

    def of(self, deal: str) -> DealHistory | None:
        """All the log knows of a deal; None where it has not seen it."""
        if deal not in self._by_deal or self.began is None:
            return None
        columns = [self.days, self._deals, self._from, *self._state]
        entries = tuple(Entry(*(column[i] for column in columns)) for i in self._rows_of(deal))
        return DealHistory(entries, self.began)


def _oldest_first(
    days: Sequence[dt.date | None], deals: Sequence[str | None], stages: Sequence[str | None]
) -> Sequence[int]:
    """The rows that name a day, a deal and a stage, by day; of one day in the order they were written."""
    order: Sequence[int] = range(len(days))
    if any(None in set(column) for column in (days, deals, stages)):
        order = [i for i in order if None not in (days[i], deals[i], stages[i])]
    seen: list[int] = [days[i].toordinal() for i in order]  # type: ignore[union-attr]  # blank days are out
    if all(map(le, seen, seen[1:])):
        return order
    if all(map(ge, seen, seen[1:])):
        return order[::-1]
    return [i for _, i in sorted(zip(seen, order, strict=True))]


def _up_to(order: Sequence[int], days: Sequence[dt.date | None], until: dt.date) -> Sequence[int]:
    """The rows seen by that day; they come oldest first."""
    if not order or days[order[-1]] <= until:  # type: ignore[operator]  # rows without a day are not in order
        return order
    return [i for i in order if days[i] <= until]  # type: ignore[operator]  # rows without a day are not in order
