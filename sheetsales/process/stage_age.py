"""How long each deal has been in its stage, which are over their limit, and which of those are stalled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sheetsales.book.book import Book
from sheetsales.book.process import Process, Stage
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.contact import LastContact

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


def entered_by_log(book: Book, *, moved: bool = True) -> Mapping[tuple[str, str], dt.date]:
    """(opportunity, stage) → the day the stage log last saw it enter that stage.

    Without ``moved``: the day it saw the deal for the first time, in that stage since then or longer.
    """
    log = book.table("stage_log")
    entered: dict[tuple[str, str], dt.date] = {}
    columns = (log.get(key) for key in ("opportunity", "from", "to", "seen_on"))
    for deal, before, stage, seen in zip(*columns, strict=True):
        if deal is None or stage is None or seen is None or before == stage or moved is (before is None):
            continue
        known = entered.get((deal, stage))
        if known is None or seen > known:
            entered[deal, stage] = seen
    return entered


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


@dataclass(frozen=True)
class _Log:
    """What the stage log saw, looked up only where a deal leaves blank since when it is in its stage."""

    book: Book

    @cached_property
    def moved(self) -> Mapping[tuple[str, str], dt.date]:
        return entered_by_log(self.book)

    @cached_property
    def there(self) -> Mapping[tuple[str, str], dt.date]:
        return entered_by_log(self.book, moved=False)


def over_limit(book: Book, today: dt.date) -> Iterator[OverLimit]:
    """Deals in open and won stages past the stage's limit, in sheet order.

    Where stage since is blank, the day counts on which the stage log saw it come, else the day of creation against
    the limits of all stages so far, else the day the log first saw it there; failing all, the deal is left out.
    """
    deals = book.table("pipeline")
    stages = {s.code: s for s in book.process.stages if s.kind in LIMITED_KINDS and s.max_days is not None}
    log = _Log(book)
    ways = way_limits(book.process)
    columns = (deals.get(key) for key in ("stage", "stage_since", "delivery_on", "created_on", "id"))
    for row, (code, since, delivery, created, deal) in enumerate(zip(*columns, strict=True)):
        stage = stages.get(code)
        if stage is None:
            continue
        limit = stage.max_days or 0
        basis = Basis.STAGE_SINCE
        if stage.limit_from == "delivery_on":
            since, basis = delivery, Basis.DELIVERY
        elif since is None:
            since, basis = log.moved.get((deal, code)), Basis.LOG
            if since is None:
                since, basis, limit = created, Basis.CREATED, ways.get(code, -1)
                if not _is_over(since, limit, today):
                    since, basis, limit = log.there.get((deal, code)), Basis.LOG, stage.max_days or 0
        if since is not None and _is_over(since, limit, today):
            yield OverLimit(row, stage, since, (today - since).days, limit, basis)


def _is_over(since: dt.date | None, limit: int, today: dt.date) -> bool:
    return since is not None and limit >= 0 and (today - since).days > limit


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
        every = deal.stage.contact_every_days
        if every is None or not deal.stage.open:
            continue
        last = contact.of(ids[deal.row] or "", customers[deal.row])
        silent = None if last is None else calendar.workdays_between(last, today)
        if silent is None or silent > every:
            yield Stalled(deal, every, last, silent)
