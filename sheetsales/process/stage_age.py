"""How long each deal has been in its stage, which are over their limit, and which of those are stalled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from sheetsales.book.book import Book
from sheetsales.book.process import Process, Stage
from sheetsales.dataclass import dataclass
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.contact import LastContact
from sheetsales.process.history import History
from sheetsales.process.stays import Way, way_of

LIMITED_KINDS: frozenset[str] = frozenset({"open", "won"})
"""Kinds of stage a limit is checked in: on hold has a restart date, after-sales is care, the others have ended."""


class Basis(StrEnum):
    """What a deal's time in stage is counted from."""

    STAGE_SINCE = "stage_since"
    DELIVERY = "delivery_on"
    LOG = "log"  # stage since is blank; the stage log saw it enter, or saw it there on its first day
    CREATED = "created_on"  # stage since is blank and nothing logged: its whole age against all limits so far


@dataclass(frozen=True, slots=True)
class OverLimit:
    """A deal that has been in its stage more than ``limit`` calendar days: ``days``, since ``since``.

    With ``Basis.CREATED`` both are those of the whole way from the first stage up to this one.
    """

    row: int
    stage: Stage
    since: dt.date
    days: int
    limit: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class Stalled:
    """A deal over its limit with no activity in the stage's contact interval of ``every`` working days.

    ``last`` is the day of its last activity, None where there was none; ``silent`` the working days since.
    """

    over: OverLimit
    every: int
    last: dt.date | None
    silent: int | None


def way_limits(process: Process) -> dict[str, int]:
    """Open stage → the most days a deal may take from the first stage to the end of this one; stages that open
    stages before it leave without a limit have none."""
    limits: dict[str, int] = {}
    total = 0
    for stage in sorted((s for s in process.stages if s.open), key=lambda s: s.order):
        if stage.max_days is None:
            break
        total += stage.max_days
        limits[stage.code] = total
    return limits


class InStage(NamedTuple):
    """How long a deal has been in its stage: ``days`` since ``since``, against ``limit``."""

    since: dt.date
    days: int
    limit: int
    basis: Basis

    @property
    def over(self) -> bool:
        return self.days > self.limit


@dataclass(frozen=True, slots=True)
class Days:
    """The days that may tell since when a deal is in its stage; None where unknown.

    ``since`` is typed. ``moved`` is when the stage log saw it come, ``there`` when the log first saw it there, in that
    stage since then or longer.
    """

    since: dt.date | None = None
    delivery: dt.date | None = None
    created: dt.date | None = None
    moved: dt.date | None = None
    there: dt.date | None = None


def in_stage(stage: Stage, days: Days, way: int | None, today: dt.date) -> InStage | None:
    """How long a deal has been in a stage that has a limit; None where nobody knows.

    Where neither the row nor the log knows when it came, its whole age counts against the limits of all stages so far,
    ``way``, or else, the log's first sight of it there: whichever is over.
    """
    limit = stage.max_days
    if limit is None:
        return None
    if stage.limit_from == "delivery_on":
        return _counted(days.delivery, limit, Basis.DELIVERY, today)
    known = _counted(days.since, limit, Basis.STAGE_SINCE, today) or _counted(
        days.moved, limit, Basis.LOG, today
    )
    if known is not None:
        return known
    guesses = [
        _counted(days.created, way, Basis.CREATED, today) if way is not None else None,
        _counted(days.there, limit, Basis.LOG, today),
    ]
    found = [guess for guess in guesses if guess is not None]
    return next((guess for guess in found if guess.over), found[0] if found else None)


def _counted(since: dt.date | None, limit: int, basis: Basis, today: dt.date) -> InStage | None:
    return None if since is None else InStage(since, (today - since).days, limit, basis)


@dataclass(frozen=True)
class _Log:
    """What the stage log saw, looked up only where a deal leaves blank since when it is in its stage."""

    book: Book
    today: dt.date

    @cached_property
    def _history(self) -> History:
        return History(self.book, self.today)

    @cached_property
    def _way(self) -> Way:
        return way_of(self.book.process)

    def days(self, deal: str | None, code: str, created: dt.date | None) -> Days:
        """When it saw a deal come to the stage it is in; nothing where it saw it last in another."""
        known = self._history.of(deal) if deal is not None else None
        if known is None:
            return Days(created=created)
        stay = known.stays(created, self._way)[-1]
        if stay.stage != code:
            return Days(created=created)
        if stay.entered is not None and not (stay.entered == created and len(known.moves) == 0):
            return Days(created=created, moved=stay.entered)
        return Days(created=created, there=known.first_seen)


def over_limit(book: Book, today: dt.date) -> Iterator[OverLimit]:
    """Deals in open and won stages past the stage's limit, in sheet order; see ``in_stage``."""
    deals = book.table("pipeline")
    stages = {s.code: s for s in book.process.stages if s.kind in LIMITED_KINDS and s.max_days is not None}
    log = _Log(book, today)
    ways = way_limits(book.process)
    columns = (deals.get(key) for key in ("stage", "stage_since", "delivery_on", "created_on", "id"))
    for row, (code, since, delivery, created, deal) in enumerate(zip(*columns, strict=True)):
        stage = stages.get(code)
        if stage is None:
            continue
        if since is None and stage.limit_from == "stage_since":
            days = log.days(deal, stage.code, created)
        else:
            days = Days(since, delivery, created)
        found = in_stage(stage, days, ways.get(stage.code), today)
        if found is not None and found.over:
            yield OverLimit(row, stage, found.since, found.days, found.limit, found.basis)


class Silence(NamedTuple):
    """No contact for longer than a stage allows: the ``last`` one and the working days since, None where there was
    none at all."""

    every: int
    last: dt.date | None
    days: int | None


def silence(stage: Stage, last: dt.date | None, calendar: WorkingCalendar, today: dt.date) -> Silence | None:
    """The silence on a deal in a stage that asks for contact; None where it is not too long, or nobody asks."""
    every = stage.contact_every_days
    if every is None:
        return None
    days = None if last is None else calendar.workdays_between(last, today)
    return Silence(every, last, days) if days is None or days > every else None


def stalled(
    book: Book,
    over: tuple[OverLimit, ...],
    contact: LastContact | None,
    calendar: WorkingCalendar,
    today: dt.date,
) -> Iterator[Stalled]:
    """Those open deals over their limit that nobody has contacted within the stage's interval, in sheet order.

    None where the workbook keeps no activities, or the stage sets no interval: silence is not known then.
    """
    if contact is None:
        return
    deals = book.table("pipeline")
    ids, customers = deals.get("id"), deals.get("customer")
    for deal in over:
        if not deal.stage.open:
            continue
        last = contact.of(ids[deal.row] or "", customers[deal.row])
        if found := silence(deal.stage, last, calendar, today):
            yield Stalled(deal, *found)
