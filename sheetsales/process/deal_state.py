"""Whether a deal is open, won, lost or waiting at the end of a day."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from sheetsales.book.book import Book
from sheetsales.book.process import Stage
from sheetsales.process.counted import copies

State = Literal["open", "won", "lost", "hold", "unknown"]


def state_of(stage: Stage | None, closed_on: dt.date | None, as_of: dt.date) -> State:
    """The state of a deal whose row says so now: what was won or lost later was still open then.

    One in a stage nobody knows is open unless it has a closing date; ``unknown`` where it ended so, or has not begun.
    """
    if stage is None:
        return "open" if closed_on is None or closed_on > as_of else "unknown"
    if stage.kind == "plan":
        return "unknown"
    if stage.won or stage.lost:
        if closed_on is not None and closed_on > as_of:
            return "open"
        return "won" if stage.won else "lost"
    return "hold" if stage.kind == "hold" else "open"


class OpenDeals(NamedTuple):
    """``open`` deals of a stage that is known, further ``unplaced`` ones in a stage nobody knows, of ``all``."""

    open: int
    unplaced: int
    all: int


def open_deals(book: Book, today: dt.date) -> OpenDeals:
    """The open deals of today, each counted once however many rows it has. A stage says now whether a deal is open,
    whatever closing date stands beside it."""
    deals, twice, stages = book.table("pipeline"), copies(book.table("pipeline")), book.process.by_code
    found = unplaced = count = 0
    columns = (deals.get(key) for key in ("stage", "closed_on", "customer", "name"))
    for row, (code, closed, customer, name) in enumerate(zip(*columns, strict=True)):
        if row in twice or (code is None and customer is None and name is None):
            continue
        count += 1
        stage = stages.get(code) if code is not None else None
        if stage is None:
            unplaced += state_of(None, closed, today) == "open"
        else:
            found += stage.open
    return OpenDeals(found, unplaced, count)
