"""Whom a report is for: what an edition may not show is cut away before anything is made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.findings import Finding
from sheetsales.process.own_learning import own_learning
from sheetsales.process.part import of_people, without_pay
from sheetsales.process.people import SEVERAL, folded, people
from sheetsales.process.snapshot import Snapshot, Snapshots, written
from sheetsales.reports.draft import EDITIONS, Edition
from sheetsales.speech.file_names import file_stems
from sheetsales.speech.lists import listed
from sheetsales.texts import Text


@dataclass(frozen=True)
class Audience:
    """Whom a report is for. ``whose`` is the name of the person or team it is about, blank for everybody; ``ids`` are
    the people whose records it shows, None for all; ``named`` is what a file's name says instead of the name."""

    edition: Edition = "manager"
    whose: str = ""
    team: str = ""
    ids: frozenset[str] | None = None
    named: str = ""

    @property
    def person(self) -> str:
        """The id of the person it is about, "" where it is not about one."""
        return next(iter(self.ids or ()), "") if self.edition == "person" else ""

    @property
    def title(self) -> Text:
        """What the edition is called on the cover, and whose it is."""
        name, after = EDITIONS[self.edition], f" · {self.whose}" if self.whose else ""
        return Text(name.zh + after, name.en + after)

    @property
    def stem(self) -> str:
        """What a file's name says of it, "" for the manager's of the whole team."""
        parts = (self.edition if self.edition == "team" else "", self.named or self.whose)
        return "-".join(filter(None, parts))


MANAGERS: Final = Audience()


def audience(book: Book, edition: Edition, *, team: str = "", who: str = "") -> Audience:
    """Whom a report is for, by names as the workbook has them; raises ``BadRequest`` where it has none such."""
    if edition == "person" or who:
        return of_person(book, who)
    if not team:
        return Audience(edition)
    known = people(book)
    name = known.teams.get(folded(team))
    if name is None:
        raise BadRequest(_unknown(Text("团队", "team"), team, sorted(set(known.teams.values()))))
    return Audience(edition, name, name, frozenset(person.id for person in known.all if person.team == name))


def of_person(book: Book, who: str) -> Audience:
    """The edition of one person, by id or name."""
    known = people(book)
    found = known.named(who) if who else ()
    if len(found) > 1:
        ids = [person.id for person in found]
        raise BadRequest(SEVERAL.fill(name=who, ids=listed(ids), first=ids[0]))
    if not found:
        raise BadRequest(_unknown(Text("人", "person"), who, [p.name or p.id for p in known.all]))
    named = file_stems((person.id, person.name) for person in known.all)[found[0].id]
    return Audience("person", book.person_name(found[0].id), "", frozenset({found[0].id}), named)


def everybody(book: Book, today: dt.date) -> tuple[Audience, ...]:
    """One edition for each person in Team who has not left."""
    known = people(book)
    return tuple(of_person(book, person.id) for person in known.all if not known.gone(person.id, today))


def _unknown(what: Text, asked: str, known: Sequence[str]) -> Text:
    there = listed(known) if known else Text("（没有）", "none")
    return Text(
        f"人员表里没有这个{what.zh}：“{asked}”。现有：{there.zh}。",
        f"Team has no {what.en} '{asked}'. It has: {there.en}.",
    )


def cut(
    audience: Audience, book: Book, findings: Iterable[Finding], snapshots: Snapshots
) -> tuple[Book, tuple[Finding, ...], Snapshots]:
    """Book, findings and kept months with nothing in them that the audience may not see."""
    learning = own_learning(book, audience.person) if audience.person else {}
    if audience.edition != "manager":
        book = without_pay(book)
    if audience.ids is None:
        return book, tuple(findings), snapshots
    own = tuple(_cut_finding(f, audience.ids) for f in findings if f.owner in audience.ids)
    part = of_people(book, audience.ids, audience.team)
    part = replace(part, tables={**part.tables, **learning})
    return part, own, _kept_part(snapshots, audience, audience.ids, frozenset(part.table("customers").by_id))


def _cut_finding(finding: Finding, ids: Collection[str]) -> Finding:
    """The finding without those of others that it speaks for."""
    return replace(finding, also=tuple(part for part in finding.also if part.owner in ids))


def _kept_part(
    snapshots: Snapshots, audience: Audience, ids: Collection[str], customers: Collection[str]
) -> Snapshots:
    texts: dict[str, str] = {}
    for month in snapshots.months:
        kept = snapshots.of(month)
        if kept is not None:
            texts.update(written(_part(kept, audience, ids, customers)))
    return Snapshots(texts)


def _part(kept: Snapshot, audience: Audience, ids: Collection[str], customers: Collection[str]) -> Snapshot:
    """What was kept of these people; what was kept of them, or of their team, is that of the whole."""
    level, key = ("team", audience.team) if audience.team else ("person", next(iter(ids), ""))
    own = [f for f in kept.figures if f.level == "person" and f.scope in ids]
    whole = [f for f in kept.figures if (f.level, f.scope) == (level, key)]
    return replace(
        kept,
        figures=(*own, *(replace(f, level="company", scope="") for f in whole)),
        forecasts=(),
        deals=tuple(d for d in kept.deals if d.owner in ids),
        findings=tuple(f for f in kept.findings if f.owner in ids),
        customers=tuple(c for c in kept.customers if c.id in customers),
    )
