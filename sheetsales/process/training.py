"""Training sessions as rules, figures and reports ask for them: who was due, who came, who has yet to make it up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.leave import Leave, leave_of
from sheetsales.process.people import People, folded, people

EVERYBODY: Final = frozenset({"全员", "所有人", "全体", "all", "everyone", "everybody"})
PASSED: Final = 60.0
"""The score that passes a test."""


@dataclass(frozen=True, slots=True)
class Session:
    """One row of Training; people by id, ``strangers`` as they are written. ``topic`` is folded for comparing."""

    row: int
    id: str
    day: dt.date
    topic: str
    kind: str
    due: frozenset[str]
    came: frozenset[str]
    version: str
    score: float | None
    strangers: tuple[str, ...] = ()

    @property
    def attended(self) -> frozenset[str]:
        """Those who were due and came: volunteers do not make up for who stayed away."""
        return self.due & self.came


def sessions(book: Book) -> tuple[Session, ...]:
    """Every session with a day and a topic, in sheet order. "all" are those in post that day and not on leave."""
    if not book.has("training"):
        return ()
    table, known, leave = book.table("training"), people(book), leave_of(book)
    keys = ("id", "date", "topic", "kind", "expected", "person", "sop_version", "score")
    found = []
    for row, (key, day, topic, kind, due, came, version, score) in enumerate(
        zip(*(table.get(k) for k in keys), strict=True)
    ):
        if day is not None and topic:
            all_day = in_post(known, leave, day)
            wanted, strangers = named(due or (), known, all_day)
            there, others = named(came or (), known, all_day)
            found.append(
                Session(
                    row,
                    key or "",
                    day,
                    folded(topic),
                    kind or "",
                    wanted,
                    there,
                    version or "",
                    None if score is None else float(score),
                    (*strangers, *others),
                )
            )
    return tuple(found)


def in_post(known: People, leave: Leave, day: dt.date) -> frozenset[str]:
    """Who works on a day and is not on leave."""
    return frozenset(p.id for p in known.all if known.there(p.id, day) and day not in leave.get(p.id, ()))


def named(
    said: Iterable[str], known: People, everybody: frozenset[str]
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The people that a list of names or ids means, and those of it nobody knows."""
    found: set[str] = set()
    strangers = []
    for name in said:
        meant = known.named(name)
        if folded(name) in EVERYBODY:
            found |= everybody
        elif len(meant) == 1:
            found.add(meant[0].id)
        else:
            strangers.append(name)
    return frozenset(found), tuple(strangers)


def missed(held: Sequence[Session], known: People, today: dt.date) -> Mapping[int, tuple[str, ...]]:
    """Row → who was due, stayed away, still works here and came to no later session on the topic; Team's order."""
    order = {person.id: at for at, person in enumerate(known.all)}
    found = {}
    for one in held:
        if one.day < today:
            away = {p for p in one.due - one.came if known.there(p, today) and not _made_up(held, one, p)}
            if away:
                found[one.row] = tuple(sorted(away, key=lambda p: order.get(p, 0)))
    return found


def _made_up(held: Sequence[Session], one: Session, person: str) -> bool:
    return any(
        other.topic == one.topic and person in other.came and (other.day, other.row) > (one.day, one.row)
        for other in held
    )


def trained_on(held: Iterable[Session], version: str) -> frozenset[str]:
    """Who came to a session on a version of the process."""
    return frozenset(p for one in held if one.version == version for p in one.came)


def attendance(held: Iterable[Session], first: dt.date, last: dt.date, person: str) -> tuple[int, int]:
    """How often a person was due between two days, and came."""
    mine = [one for one in held if first <= one.day <= last and person in one.due]
    return len(mine), sum(person in one.came for one in mine)


def certified(held: Iterable[Session], today: dt.date) -> Iterator[tuple[str, Session]]:
    """Who passed which test: rows of one person with a score that passes."""
    for one in held:
        if one.score is not None and one.score >= PASSED and one.day <= today:
            yield from ((person, one) for person in sorted(one.came))
