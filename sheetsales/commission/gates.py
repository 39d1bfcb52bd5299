"""Conditions of plans: figures compared with numbers, joined by ``and``."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

OWN: Final = frozenset({"attainment", "ytd_attainment", "months_since_hire", "new_customer", "days", "n"})
"""Figures of commission's own; all others are codes of indicators."""
EVENTS: Final = frozenset({"paid_in_full", "return", "left_on", "approved_by_lead"})
"""Words that stand alone: what must have happened."""
_WORD = r"[^\W\d]\w*"
_COMPARED: Final = regex(rf"({_WORD})\s*(>=|<=|<>|=|>|<|≥|≤)\s*(-?\d+(?:\.\d+)?)\s*([%％]?)\Z")
_JOINED: Final = regex(r"\s+and\s+|\s*且\s*|\s*[,，;；]\s*", 2)
_ALONE: Final = regex(rf"{_WORD}\Z")
_SIGNS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    ">=": operator.ge, "≥": operator.ge, "<=": operator.le, "≤": operator.le, ">": operator.gt,
    "<": operator.lt, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison; ``sign`` is "" for a word that stands alone."""

    name: str
    sign: str = ""
    limit: Decimal = Decimal()

    def met(self, value: Decimal | None) -> bool | None:
        """None where the figure is unknown."""
        if not self.sign or value is None:
            return None
        return _SIGNS[self.sign](value, self.limit)

    def __str__(self) -> str:
        return f"{self.name}{self.sign}{self.limit.normalize():f}" if self.sign else self.name


Gate = tuple[Condition, ...]


def gate_of(text: str, names: Mapping[str, str] = MappingProxyType({})) -> Gate | None:
    """The conditions a cell holds, () for a blank one; None where it cannot be read as any.

    ``names`` are what people call figures, lower case → code: a title may stand for its code.
    """
    parts = [_coded(part.strip(), names) for part in _JOINED.split(_opened(text)) if part.strip()]
    found = []
    for part in parts:
        if match := _COMPARED.match(part):
            name, sign, number, percent = match.groups()
            limit = Decimal(number) / 100 if percent else Decimal(number)
            found.append(Condition(name.lower(), sign, limit))
        elif _ALONE.match(part):
            found.append(Condition(part.lower()))
        else:
            return None
    return tuple(found)


def _coded(text: str, names: Mapping[str, str]) -> str:
    """The text with titles replaced by codes, the longest first."""
    found = text.casefold()
    for title in sorted(names, key=len, reverse=True):
        if title in found:
            found = regex(rf"(?<!\w){re.escape(title)}(?!\w)").sub(names[title], found)
    return found


def _opened(text: str) -> str:
    """``AND(a, b)`` as ``a, b``, the way formulas write it."""
    bare = text.strip().lstrip("=").strip()
    return bare[4:-1] if bare[:4].upper() == "AND(" and bare.endswith(")") else bare
