"""To whom a row of a plan applies: roles with levels, people by id, a time since they came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from sheetsales.commission.facts import Seller
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

Kind = Literal["role", "level", "person", "all"]
_HIRED: Final = regex(r"hired\s*<=?\s*(\d+)\s*m\Z")
_PARTS: Final = regex(r"\s*[,，、;；]\s*")


class Word(NamedTuple):
    """What a word of Applies to means: a role, a level, a person by id, or everybody."""

    kind: Kind
    code: str = ""


PLAIN: Final[Mapping[str, Word]] = {
    **{role: Word("role", role) for role in ("rep", "lead", "manager", "owner", "co_owner", "honour")},
    **{level: Word("level", level) for level in ("junior", "mid", "senior")},
    "all": Word("all"),
    "全员": Word("all"),
    "所有人": Word("all"),
}
"""The codes, which hold in every workbook."""


@dataclass(frozen=True)
class Applies:
    """``roles`` → the levels of each, all levels where none. ``hired_within`` are months, 0 for any time."""

    roles: Mapping[str, frozenset[str]]
    people: frozenset[str] = frozenset()
    everybody: bool = False
    hired_within: int = 0
    unknown: tuple[str, ...] = ()

    def rank(self, seller: Seller, role: str = "") -> int:
        """How closely it fits: 3 names the person, 2 role and level, 1 the role, 0 everybody; -1 not at all."""
        if seller.id in self.people:
            return 3
        levels = self.roles.get(role or seller.role)
        if levels is not None and (not levels or seller.level in levels):
            return 2 if levels else 1
        return 0 if self.everybody else -1


def applies_to(text: str, words: Mapping[str, Word] = PLAIN) -> Applies:
    """``rep:junior,mid`` is one role of two levels, ``rep,lead`` two roles, ``rep:hired<=12m`` a condition.

    A word that is a level belongs to the role before it. ``words`` are lower case.
    """
    roles: dict[str, set[str]] = {}
    people: set[str] = set()
    unknown: list[str] = []
    everybody, within, role = not text.strip(), 0, ""
    for part in filter(None, (p for whole in _PARTS.split(text.strip()) for p in _colon(whole))):
        word = words.get(part.casefold())
        if hired := _HIRED.match(part.casefold()):
            within = int(hired[1])
        elif word is None or (word.kind == "level" and not role):
            unknown.append(part)
        elif word.kind == "role":
            role = word.code
            roles.setdefault(role, set())
        elif word.kind == "level":
            roles[role].add(word.code)
        elif word.kind == "person":
            people.add(word.code)
        else:
            everybody = True
    return Applies(
        {k: frozenset(v) for k, v in roles.items()}, frozenset(people), everybody, within, tuple(unknown)
    )


def _colon(part: str) -> list[str]:
    return [piece.strip() for piece in part.replace("：", ":").split(":")]
