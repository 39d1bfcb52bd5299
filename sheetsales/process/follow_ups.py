"""What the log of activities says about records that nobody brought up to it: next steps agreed, contacts made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An activity: its row, its day, and what was agreed next (None where nothing was)."""

    row: int
    on: dt.date
    step: str | None
    next_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Behind:
    """A deal whose next step is older than what its last follow-up agreed."""

    row: int
    follow_up: FollowUp
    on: dt.date
    """The day agreed."""


def last_rows(book: Book, key: str, today: dt.date) -> Mapping[str, int]:
    """The row of the last activity up to ``today`` by ``opportunity`` or ``customer``; of one day the one further down."""
    table = book.table("activities")
    days = table.get("date")
    last: dict[str, int] = {}
    known = last.get
    for row, (about, day) in enumerate(zip(table.get(key), days, strict=True)):
        if about is None or day is None or day > today:
            continue
        before = known(about)
        if before is None or day >= days[before]:
            last[about] = row
    return last


def _follow_up(book: Book, row: int) -> FollowUp:
    table = book.table("activities")
    return FollowUp(row, *(table.get(key)[row] for key in ("date", "next_step", "next_on")))


def deals_behind(book: Book, today: dt.date) -> Iterator[Behind]:
    """Open deals and those on hold whose day of the next step had come when they were followed up, and another was
    agreed then. A day after the follow-up was set by somebody since, and stays."""
    deals = book.table("pipeline")
    if not (deals.has("next_step_on") and book.table("activities").has("next_on")):
        return
    stages = {s.code for s in book.process.stages if s.kind in ("open", "hold")}
    last = last_rows(book, "opportunity", today)
    columns = zip(deals.get("id"), deals.get("stage"), deals.get("next_step_on"), strict=True)
    for row, (known, stage, planned) in enumerate(columns):
        if stage not in stages or known not in last:
            continue
        found = _follow_up(book, last[known])
        if (
            found.next_on is not None
            and found.next_on > found.on
            and (planned is None or planned <= found.on)
        ):
            yield Behind(row, found, found.next_on)


@dataclass(frozen=True, slots=True)
class Contacts:
    """What a customer's dates of contact shall be; None where they stay."""

    row: int
    last: dt.date | None
    next: dt.date | None


def customers_behind(book: Book, today: dt.date) -> Iterator[Contacts]:
    """Customers whose last contact is older than the log's, or whose next is blank or over where one was agreed."""
    table, log = book.table("customers"), book.table("activities")
    if not (log.has("date") and (table.has("last_contact") or table.has("next_contact"))):
        return
    latest = last_rows(book, "customer", today)
    columns = zip(table.get("id"), table.get("last_contact"), table.get("next_contact"), strict=True)
    for row, (known, last, planned) in enumerate(columns):
        if known not in latest:
            continue
        found = _follow_up(book, latest[known])
        made = found.on if table.has("last_contact") and (last is None or last < found.on) else None
        agreed = found.next_on if found.next_on is not None and found.next_on > found.on else None
        moved = agreed if table.has("next_contact") and (planned is None or planned <= found.on) else None
        if made is not None or moved is not None:
            yield Contacts(row, made, moved)
