"""Whose each record is: what goes into somebody's copy, and what of it is theirs to change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Final, Literal

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.process.people import folded, people
from sheetsales.schema.workbook import RECORDS

By = Literal["owner", "team", "region"]

COMMON: Final = frozenset({"products", "competitors", "library", "sop_revisions"})
"""What everybody works with, as all configuration is: whole in every copy, and nobody's to change there."""
NEVER: Final = frozenset({"commission_plans", "training", "development", "evaluations", "headcount", "score"})
"""Pay, judgement and plans for the team: in no copy."""
PAY: Final = "commission"
LOCKED: Final = frozenset({"team", "targets", "waivers", PAY})
"""Rows that are for their holder to read."""
_BY_REFERENCE: Final = ("contract", "opportunity", "customer")
_OF: Final = {"contract": "contracts", "opportunity": "pipeline", "customer": "customers"}
OF_COLLEAGUES: Final = frozenset({"id", "name", "role", "team", "region", "active", "manager", "email"})
OF_LENT: Final = frozenset({"id", "name", "short_name", "owner", "region", "industry", "label"})
"""What is told of a colleague, and of a customer of somebody else's that one's own deals need."""
_DAYS: Final = {"pipeline": "closed_on", "activities": "date", "tasks": "done_on", "service": "closed_on"}
"""The day from which on a record is over; one without is going on."""


@dataclass(frozen=True)
class Holder:
    """Who gets a copy: a person, a team or a region, and the people that makes."""

    key: str
    name: str
    people: frozenset[str]
    groups: frozenset[str] = frozenset()
    """What Targets may call them besides: their team, their region."""


@dataclass(frozen=True)
class Whose:
    """By kind of record the rows of the book that are the holder's, and those lent along."""

    own: Mapping[str, Set[int]]
    lent: Mapping[str, Set[int]]

    def rows(self, record: str) -> Set[int]:
        return self.own.get(record, frozenset()) | self.lent.get(record, frozenset())


def holders(book: Book, by: By, today: dt.date) -> tuple[Holder, ...]:
    """Everybody who could get a copy: people who are there, or teams, or regions, in Team's order."""
    team = people(book)
    there = [p for p in team.all if not team.gone(p.id, today)]
    if by == "owner":
        return tuple(Holder(p.id, p.name or p.id, frozenset({p.id})) for p in there)
    table = book.table("team")
    column = table.get(by)
    label = book.labels.get(by, {})
    groups: dict[str, set[str]] = {}
    for person in there:
        said = column[person.row] or ()
        for name in (said,) if isinstance(said, str) else said:
            groups.setdefault(name, set()).add(person.id)
    return tuple(
        Holder(
            name,
            label[name].in_(book.lang) if name in label else name,
            frozenset(ids),
            frozenset({folded(name)}),
        )
        for name, ids in groups.items()
    )


def whose(book: Book, holder: Holder, *, since: dt.date | None = None, with_pay: bool = False) -> Whose:
    """What a copy for ``holder`` holds. What was over before ``since`` stays behind."""
    own: dict[str, Set[int]] = {}
    for key, table in book.tables.items():
        if is_common(key):
            continue
        if key in NEVER or table.record.written or (key == PAY and not with_pay):
            own[key] = frozenset()
        elif table.record.owner_column and key != "team":
            own[key] = frozenset(_owned(book, table, holder))
    own["team"] = frozenset(
        i for i in range(len(book.table("team"))) if book.table("team").id(i) in holder.people
    )
    if since is not None:
        own = {key: frozenset(_going_on(book.table(key), rows, since)) for key, rows in own.items()}
    for key, table in book.tables.items():
        if key not in own and not is_common(key):
            own[key] = frozenset(_by_reference(book, table, own))
    lent = {"customers": frozenset(_needed(book, own)) - own.get("customers", frozenset())}
    lent["team"] = frozenset(range(len(book.table("team")))) - own["team"]
    return Whose(own, lent)


def is_common(key: str) -> bool:
    """Whether a kind of record goes into every copy whole."""
    return key in COMMON or (RECORDS[key].config and key not in ("waivers", *NEVER))


def is_locked(key: str) -> bool:
    """Whether rows of a kind are nobody's to change in a copy."""
    return key in LOCKED or is_common(key)


def is_told(key: str, column: str, *, lent: bool, with_pay: bool) -> bool:
    """Whether a copy says what stands in a column: of colleagues and of others' customers only what one has to know."""
    if key == "team":
        return column in OF_COLLEAGUES or (not lent and (with_pay or column in RECORDS[key].by_key))
    return not lent or column in OF_LENT


def _owned(book: Book, table: BookTable, holder: Holder) -> Iterator[int]:
    """Rows of which a holder is owner or co-owner; a target may be written to a person by name, or to a team."""
    if table.record.key == "targets":
        team = people(book)
        for i, said in enumerate(table.get("owner")):
            meant = team.named(str(said)) if said else ()
            if {person.id for person in meant} & holder.people or folded(str(said)) in holder.groups:
                yield i
        return
    owners, seconds = table.get(table.record.owner_column), table.get("co_owner")
    for i, (owner, second) in enumerate(zip(owners, seconds, strict=True)):
        if owner in holder.people or second in holder.people:
            yield i


def _going_on(table: BookTable, rows: Set[int], since: dt.date) -> Iterator[int]:
    days = table.get(_DAYS.get(table.record.key, ""))
    return (i for i in rows if days[i] is None or days[i] >= since)


def _by_reference(book: Book, table: BookTable, own: Mapping[str, Set[int]]) -> Iterator[int]:
    """Rows of a kind that nobody owns: whose the contract, deal or customer is that they are about."""
    if table.record.key == "waivers":
        ids = {t.id(i) for key, rows in own.items() for t in [book.table(key)] for i in rows if t.id(i)}
        yield from (i for i, said in enumerate(table.get("record_id")) if said in ids)
        return
    looks: list[tuple[str, Callable[[str], bool]]] = []
    for column in _BY_REFERENCE:
        if table.has(column) and _OF[column] in own:
            index, mine = book.table(_OF[column]).by_id, own[_OF[column]]
            looks.append((column, lambda said, index=index, mine=mine: index.get(said, -1) in mine))  # type: ignore[misc]  # bound at once
    for i in range(len(table)):
        said = next(((c, is_own) for c, is_own in looks if table.get(c)[i]), None)
        if said is not None and said[1](table.get(said[0])[i]):
            yield i


def _needed(book: Book, own: Mapping[str, Set[int]]) -> Iterator[int]:
    """Customers that own records name."""
    index = book.table("customers").by_id
    for key, rows in own.items():
        table = book.table(key)
        if key != "customers" and "customer" in table.columns:
            said = table.get("customer")
            yield from (index[said[i]] for i in rows if said[i] in index)
