"""The running week told up to its day: what is under way moves along with it, what is over stays where it was.

The story's own day is a Monday. So many working days later the open deals stand where they stood on that Monday, with
everything that was said and done on them so many working days later, and nothing is left undone since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sheetsales.template.story.days import add_business
from sheetsales.template.story.drafts import Row, Rows, day_of
from sheetsales.template.story.model import StoryValue
from sheetsales.template.story.plan import MASTER_DAY, WHALE, Deal, Visit
from sheetsales.template.story.shifting import WORKING_WEEK

_THIN = "O-0129"
"""The deal with one contact in its negotiation; that is seen when half the stage's limit is over, on weekends too."""
_ENDED = {"service": "closed_on", "returns": "settled_on"}
"""Sheets whose rows go on until a day stands in this column."""


def now_of(gone: int) -> dt.date:
    """The story's own day, so many working days later; on weekends the Monday after."""
    return add_business(MASTER_DAY, gone)


def running(plan: Sequence[Deal], gone: int) -> tuple[Deal, ...]:
    """The deals so many working days later: those open moved along, and what has yet to be delivered."""
    return tuple(_moved(deal, gone) for deal in plan) if gone else tuple(plan)


def _moved(deal: Deal, gone: int) -> Deal:
    if not deal.is_open:
        waits = deal.delivery is not None and deal.delivery >= MASTER_DAY
        return replace(deal, delivery=_later(deal.delivery, gone)) if waits else deal
    next_on = _later(deal.next_on, gone)
    if deal.id == WHALE:
        return replace(deal, next_on=next_on)
    by = min(gone, WORKING_WEEK - 1) if deal.id.startswith(_THIN) else gone
    path = tuple(Visit(visit.stage, visit.code, add_business(visit.on, by)) for visit in deal.path)
    return replace(
        deal,
        path=path,
        next_on=next_on,
        expected=_later(deal.expected, gone),
        delivery=_later(deal.delivery, gone),
    )


def _later(day: dt.date | None, gone: int) -> dt.date | None:
    return add_business(day, gone) if day is not None else None


def run_on(rows: Rows, gone: int) -> Rows:
    """The rows of modules so many working days later: requests and returns that are open, instalments due this week."""
    return {key: [_row(key, row, gone) for row in found] for key, found in rows.items()} if gone else rows


def _row(record: str, row: Row, gone: int) -> Row:
    if record in _ENDED and _ENDED[record] not in row:
        return {key: _value(value, gone) for key, value in row.items()}
    if record == "receipts" and "received_on" not in row and "due_on" in row:
        due = day_of(row, "due_on")
        if MASTER_DAY <= due < now_of(WORKING_WEEK):
            return row | {"due_on": add_business(due, gone)}
    return row


def _value(value: StoryValue, gone: int) -> StoryValue:
    return add_business(value, gone) if isinstance(value, dt.date) else value
