"""Who may give which discount."""

from __future__ import annotations

from functools import cached_property

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass

ROLES = ("rep", "lead", "manager")
"""From the least right to the most."""
_HAIR = 1e-9


@dataclass(frozen=True)
class Limits:
    """The discount each team member may give on their own, as a share taken off list."""

    book: Book

    @cached_property
    def by_role(self) -> dict[str, float]:
        return {role: self.book.settings.number(f"discount_limit_{role}") for role in ROLES}

    @cached_property
    def _by_person(self) -> dict[str, float]:
        team = self.book.table("team")
        pairs = zip(team.get("id"), team.get("role"), strict=True)
        return {person: self.by_role[role] for person, role in pairs if person and role in self.by_role}

    def of(self, person: str | None) -> float | None:
        """The person's own limit; None where Team does not say their role."""
        return self._by_person.get(person or "")

    def allows(self, person: str | None, discount: float) -> bool | None:
        """Whether the person may give, or approve, this discount; None where their limit is unknown."""
        limit = self.of(person)
        return None if limit is None else discount <= limit + _HAIR

    def approver_for(self, owner: str | None, discount: float) -> str | None:
        """Whom to ask: the first up the owner's line who may, else the lowest-placed of the team; None for nobody."""
        team = self.book.table("team")
        boss, asked = owner, set[str]()
        while boss and boss not in asked and (row := team.by_id.get(boss)) is not None:
            if boss != owner and self._may(boss, row, discount):
                return boss
            asked.add(boss)
            boss = team.get("manager")[row]
        able = [
            (self._by_person[person], row, person)
            for person, row in team.by_id.items()
            if person != owner and person in self._by_person and self._may(person, row, discount)
        ]
        return min(able)[2] if able else None

    def _may(self, person: str, row: int, discount: float) -> bool:
        active = self.book.table("team").get("active")[row]
        return active is not False and bool(self.allows(person, discount))
