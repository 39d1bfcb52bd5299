"""What the stage log tells: which deal was in which stage from when to when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sheetsales.book.book import Book
from sheetsales.book.process import Process


@dataclass(frozen=True, slots=True)
class Stay:
    """One deal in one stage. ``entered`` None: it was already there when the log began; ``left`` None: still there.

    ``to`` is the stage it went to, ``first`` whether it is the deal's first time in the stage, ``passed`` whether the
    deal ever came to a later stage that is not a loss.
    """

    deal: str
    stage: str
    entered: dt.date | None
    left: dt.date | None
    to: str
    first: bool
    passed: bool


@dataclass(frozen=True)
class StageLog:
    """All stays up to a day, by deal, and how often a deal's expected close was put off to a later month."""

    stays: Mapping[str, tuple[Stay, ...]]
    pushes: Mapping[str, tuple[dt.date, ...]]
    first_day: dt.date

    def covers(self, day: dt.date) -> bool:
        """Whether the log had begun by that day, give or take the first days of a month off."""
        return self.first_day <= day + dt.timedelta(days=7)

    @cached_property
    def by_stage(self) -> Mapping[str, tuple[Stay, ...]]:
        """The stays in each stage."""
        found: dict[str, list[Stay]] = defaultdict(list)
        for stay in self.all():
            found[stay.stage].append(stay)
        return {stage: tuple(stays) for stage, stays in found.items()}

    def all(self) -> Iterable[Stay]:
        for stays in self.stays.values():
            yield from stays

    def stage_at_end(self, deal: str) -> Stay | None:
        """The stay a deal was in when the log's last day ended."""
        stays = self.stays.get(deal)
        return stays[-1] if stays else None


_Row = tuple[dt.date, str | None, str | None, dt.date | None]


def read_log(book: Book, as_of: dt.date, created: Mapping[str, dt.date | None]) -> StageLog | None:
    """The stage log up to ``as_of``; None where the workbook has none or it begins later.

    ``created`` is when each deal was opened: the day it entered the stage it was first seen to leave.
    """
    rows = _rows_by_deal(book, as_of)
    if not rows:
        return None
    first_day = min(row[0] for deal in rows.values() for row in deal)
    stays = {
        deal: _stays(deal, deal_rows, created.get(deal), book.process) for deal, deal_rows in rows.items()
    }
    pushes = {deal: days for deal, deal_rows in rows.items() if (days := _pushes(deal_rows))}
    return StageLog(stays, pushes, first_day)


def _rows_by_deal(book: Book, as_of: dt.date) -> dict[str, list[_Row]]:
    table = book.table("stage_log")
    rows: dict[str, list[_Row]] = defaultdict(list)
    columns = (table.get(key) for key in ("seen_on", "opportunity", "from", "to", "expected_close"))
    for day, deal, before, after, expected in zip(*columns, strict=True):
        if day is not None and deal is not None and day <= as_of:
            rows[deal].append((day, before, after, expected))
    for deal_rows in rows.values():
        deal_rows.sort(key=lambda row: row[0])
    return rows


def _stays(deal: str, rows: list[_Row], created: dt.date | None, process: Process) -> tuple[Stay, ...]:
    steps = _entries(rows, created)
    order = {s.code: s.order for s in process.stages if s.kind in ("open", "won", "after")}
    made: list[Stay] = []
    seen: set[str] = set()
    for i, (stage, entered) in enumerate(steps):
        to, left = steps[i + 1] if i + 1 < len(steps) else ("", None)
        here = order.get(stage)
        passed = here is not None and any(order.get(later, -1) > here for later, _ in steps[i + 1 :])
        made.append(Stay(deal, stage, entered, left, to, stage not in seen, passed))
        seen.add(stage)
    return tuple(made)


def _entries(rows: list[_Row], created: dt.date | None) -> list[tuple[str, dt.date | None]]:
    """Stage and day of entry, one after another; the first day is unknown where the log came later."""
    day, before, after, _ = rows[0]
    if before:
        steps: list[tuple[str, dt.date | None]] = [(before, created)]
    else:
        steps = [(after or "", day if created is None or created == day else None)]
    for seen_on, _, to, _ in rows:
        if to and to != steps[-1][0]:
            steps.append((to, seen_on))
    return steps


def _pushes(rows: list[_Row]) -> tuple[dt.date, ...]:
    """The days on which the expected close moved to a later month."""
    days = []
    last: dt.date | None = None
    for seen_on, _, _, expected in rows:
        if expected is None:
            continue
        if last is not None and (expected.year, expected.month) > (last.year, last.month):
            days.append(seen_on)
        last = expected
    return tuple(days)
