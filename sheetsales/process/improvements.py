"""The log of improvements as of a day: what is open, what is overdue, what was done in time."""

from __future__ import annotations

import datetime as dt

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Improvement:
    """One row of Improvements, as of a day. ``done_on`` is None while it is not done, and where nobody wrote the day."""

    row: int
    id: str
    owner: str
    found_on: dt.date | None
    due: dt.date | None
    done: bool
    done_on: dt.date | None
    measure: str
    before: float | None
    after: float | None

    def overdue(self, day: dt.date) -> bool:
        return not self.done and self.due is not None and self.due < day

    @property
    def in_time(self) -> bool | None:
        """Whether it was done by its due day; None where it is not done, or nobody wrote one of the days."""
        if not self.done or self.due is None or self.done_on is None:
            return None
        return self.done_on <= self.due


_COLUMNS = (
    "id", "owner", "found_on", "due", "status", "done_on", "measure", "before", "after", "problem",
)  # fmt: skip


def improvements(book: Book, as_of: dt.date) -> tuple[Improvement, ...]:
    """Those raised by a day, in sheet order, without the cancelled ones; one done later was not done yet."""
    table = book.table("problems")
    found = []
    for row, (id_, owner, raised, due, status, done_on, measure, before, after, what) in enumerate(
        zip(*map(table.get, _COLUMNS), strict=True)
    ):
        if status == "cancelled" or not what or (raised is not None and raised > as_of):
            continue
        done = status == "done" and (done_on is None or done_on <= as_of)
        day = done_on if done else None
        found.append(
            Improvement(row, id_ or "", owner or "", raised, due, done, day, measure or "", before, after)
        )
    return tuple(found)
