"""The team as rules ask for it: who is there, who has left, who is in charge of whom."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.texts import Text

SEVERAL: Final = Text(
    "叫“{name}”的不止一人：{ids}。请写编号，如 {first}。",
    "More than one person is called '{name}': {ids}. Say which by the id, such as {first}.",
)
"""Said where a name does not tell who is meant."""


@dataclass(frozen=True, slots=True)
class Person:
    """One row of Team. ``active`` is None where the sheet does not say; blank texts are unknown."""

    row: int
    id: str
    name: str
    role: str
    team: str
    active: bool | None
    manager: str
    hired_on: dt.date | None
    left_on: dt.date | None


@dataclass(frozen=True)
class People:
    """Everybody in Team, in sheet order."""

    all: tuple[Person, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        return {person.id: person for person in reversed(self.all)}

    @cached_property
    def by_name(self) -> Mapping[str, Person]:
        """By folded id, and by folded name where only one person is called so."""
        names = {name: found[0] for name, found in self._called.items() if len(found) == 1}
        return {**names, **self._ids}

    @cached_property
    def _called(self) -> Mapping[str, Sequence[Person]]:
        found: dict[str, list[Person]] = {}
        for person in self.by_id.values():
            if person.name:
                found.setdefault(folded(person.name), []).append(person)
        return {name: sorted(those, key=lambda p: p.row) for name, those in found.items()}

    @cached_property
    def _ids(self) -> Mapping[str, Person]:
        return {folded(person.id): person for person in reversed(self.all)}

    def named(self, said: str) -> tuple[Person, ...]:
        """Who is meant by an id, a name, or both together as ``S03 name`` or ``name (S03)``; several where the name is
        that of several, none where nobody is meant."""
        known = self._ids.get(folded(said))
        if known is not None:
            return (known,)
        if (called := self._called.get(folded(said))) is not None:
            return tuple(called)
        words = said.replace("(", " ").replace("（", " ").replace(")", " ").replace("）", " ").split()
        both = (self._ids.get(folded(word)) for word in (words[:1] + words[-1:]))
        return tuple(p for p in both if p and folded(p.name) in folded(said))[:1]

    @cached_property
    def teams(self) -> Mapping[str, str]:
        """Folded team name → as Team writes it."""
        return {folded(person.team): person.team for person in reversed(self.all) if person.team}

    def posts(self, today: dt.date) -> Counter[tuple[str, str]]:
        """How many are there on a day, by folded team and role."""
        return Counter((folded(p.team), p.role) for p in self.all if self.there(p.id, today))

    def gone(self, person_id: str | None, today: dt.date) -> bool:
        """Whether that person is known to have left: marked inactive, or past the last working day."""
        person = self.by_id.get(person_id or "")
        if person is None:
            return False
        if person.left_on is not None and person.left_on > today:
            return False
        return person.active is False or (person.active is None and person.left_on is not None)

    def there(self, person_id: str | None, day: dt.date) -> bool:
        """Whether that person is known and works on a day: begun by then, and not past the last one."""
        person = self.by_id.get(person_id or "")
        if person is None or (person.hired_on is not None and person.hired_on > day):
            return False
        if person.left_on is not None:
            return person.left_on >= day
        return person.active is not False

    def in_charge_of(self, person_id: str, today: dt.date) -> str:
        """The id of whoever a person reports to, else of the only manager; "" where nobody can be told."""
        person = self.by_id.get(person_id)
        above = person.manager if person else ""
        if above and above != person_id and above in self.by_id and not self.gone(above, today):
            return above
        return self.manager(today, but=person_id)

    def in_charge_of_team(self, team: str, today: dt.date) -> str:
        """The id of the only lead of a team, else of the only manager; "" where nobody can be told."""
        leads = [p.id for p in self.all if p.role == "lead" and p.team == team and not self.gone(p.id, today)]
        return leads[0] if len(leads) == 1 else self.manager(today)

    def manager(self, today: dt.date, but: str = "") -> str:
        """The id of the only manager; "" where there are none or several."""
        found = [p.id for p in self.all if p.role == "manager" and p.id != but and not self.gone(p.id, today)]
        return found[0] if len(found) == 1 else ""


def people(book: Book) -> People:
    """Everybody in Team who has an id, each once: of two rows of one id the first counts."""
    team = book.table("team")
    columns = (
        team.get(k) for k in ("id", "name", "role", "team", "active", "manager", "hired_on", "left_on")
    )
    rows = zip(*columns, strict=True)
    return People(
        tuple(
            Person(row, key, name or "", role or "", group or "", active, above or "", hired, left)
            for row, (key, name, role, group, active, above, hired, left) in enumerate(rows)
            if key and team.by_id[key] == row
        )
    )


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """A name without blanks and case, as names are compared."""
    return "".join(text.split()).casefold()
