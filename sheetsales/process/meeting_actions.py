"""What meetings decided is to be done: the actions that are complete, and the tasks they have become."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.people import people

_LOOKED_BACK = dt.timedelta(days=14)
"""What an older meeting decided, and is past its day, is history: it makes no task."""


@dataclass(frozen=True, slots=True)
class Action:
    """An action with somebody to do it and a day, as a row of Meetings says; ``opportunity`` is the deal it is about."""

    row: int
    day: dt.date | None
    what: str
    owner: str
    due: dt.date
    opportunity: str | None

    @property
    def known_by(self) -> tuple[object, ...]:
        """What its task has in common with it."""
        return self.what, self.owner, self.due


def without_task(book: Book) -> Iterator[Action]:
    """The complete actions whose row names no task."""
    table = book.table("meetings")
    columns = ("date", "action", "owner", "due", "task", "opportunity")
    for row, (day, what, owner, due, task, deal) in enumerate(
        zip(*(table.get(key) for key in columns), strict=True)
    ):
        if what and owner and due is not None and not task and _is_blank(table.raw.get("task"), row):
            yield Action(row, day, what, owner, due, deal)


def _is_blank(raw: Sequence[object] | None, row: int) -> bool:
    return raw is None or raw[row] is None


def pressing(book: Book, today: dt.date) -> list[Action]:
    """Those that are to become tasks: of people who are there, due from today on or decided in the last two weeks."""
    team = people(book)
    recent = today - _LOOKED_BACK
    return [
        one
        for one in without_task(book)
        if team.there(one.owner, today)
        and (one.due >= today or (one.day is not None and recent <= one.day <= today))
    ]


def tasks_known(book: Book) -> Mapping[tuple[object, ...], str]:
    """The id of each task by what it has in common with an action."""
    table = book.table("tasks")
    columns = zip(*(table.get(key) for key in ("title", "assignee", "due", "id")), strict=True)
    return {(title, who, due): key for title, who, due, key in columns if key}


def reviewed_losses(book: Book) -> frozenset[str]:
    """The deals whose loss a meeting has reviewed."""
    table = book.table("meetings")
    pairs = zip(table.get("opportunity"), table.get("kind"), strict=True)
    return frozenset(deal for deal, kind in pairs if deal and kind == "loss")
