"""Which column a heading means, by its words: a rule fits where all it needs is there and nothing known is left over.

That nothing known may be left over is what keeps 上次X from ever being the next date, and an id from being a name.
Spelling plays no part.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.schema import aliases
from sheetsales.schema.words import Words, words_of

SURE: Final = 2.5
"""From this strength on a heading is bound; below it is asked."""
LEAST: Final = 1.0
"""What is weaker is not even asked."""
_ONE_UNKNOWN, _ONE_UNKNOWN_ALONE = 1.0, 1.3
"""What a word that means nothing to us costs: a rule of several words, a rule of one."""
_BRACKETED: Final = 0.5
_OWN_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "customers": frozenset({"CUST", "COMPANY"}),
    "pipeline": frozenset({"DEAL", "LEAD"}),
    "orders": frozenset({"ORDER"}),
    "contracts": frozenset({"CONTRACT", "DEAL"}),
    "tasks": frozenset({"TASK"}),
    "team": frozenset({"EMPL"}),
    "targets": frozenset({"TARGET"}),
    "quotes": frozenset({"QUOTE"}),
    "invoices": frozenset({"INVOICE"}),
}
"""The words for the record itself: they may stand in every heading of its sheet."""
FRAMES: Final[Mapping[str, str]] = {"invoices": "receipts"}
"""Ways of reading a record that have rules of their own: of receipts the side that is due, as a log of invoices has it."""
_ASKED: Final = frozenset({"flag", "future", "past", "outcome", "fewchoice", "values"})
"""Kinds of values that only the cells could confirm: such a rule alone is never sure."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``need`` are groups of tokens of which one each has to be there; ``may`` may be there as well."""

    column: str
    need: tuple[frozenset[str], ...]
    may: frozenset[str]
    strength: float
    values: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A column that a heading may mean; one that the record has not is something known that is left alone. ``values`` is
    the kind of values its rule wants."""

    column: str
    strength: float
    values: str = ""


@cache
def _rules() -> Mapping[str, Mapping[str, tuple[Rule, ...]]]:
    """Record → a token that the first group of a rule needs → the rules."""
    found: dict[str, dict[str, list[Rule]]] = {}
    for records, column, need, may, strength, values in aliases.rows("heading_rules"):
        groups = tuple(frozenset(group.split("/")) for group in need.split())
        rule = Rule(column, groups, frozenset(may.split()), float(strength), values)
        for record in records.split(","):
            for token in groups[0]:
                found.setdefault(record, {}).setdefault(token, []).append(rule)
    return {
        record: {token: tuple(rules) for token, rules in by_token.items()}
        for record, by_token in found.items()
    }


def records_known() -> tuple[str, ...]:
    """The records that headings are read for."""
    return tuple(_rules())


@lru_cache(maxsize=16384)
def readings(record: str, heading: str) -> tuple[Reading, ...]:
    """The columns of a record that a heading may mean, the strongest first, one reading each."""
    words = words_of(heading)
    if words.vetoed or not words.known:
        return ()
    best: dict[str, tuple[float, int, str]] = {}
    own, rules = _OWN_WORDS.get(record, frozenset()), _rules().get(record, {})
    for rule in {id(rule): rule for token in words.tokens for rule in rules.get(token, ())}.values():
        strength = _strength(rule, words, own)
        if strength >= LEAST:
            found = (strength, len(rule.need), rule.values)
            best[rule.column] = max(best.get(rule.column, (0.0, 0, "")), found)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
    return tuple(Reading(column, strength, values) for column, (strength, _, values) in ranked)


def _strength(rule: Rule, words: Words, own: frozenset[str]) -> float:
    """How surely a rule reads the words; 0 where it does not fit."""
    known = words.known
    if not all(known & group for group in rule.need):
        return 0.0
    needed = frozenset[str]().union(*rule.need)
    if known - needed - rule.may - own:
        return 0.0
    left = words.unknown * (_ONE_UNKNOWN if len(rule.need) > 1 else _ONE_UNKNOWN_ALONE)
    strength = min(rule.strength, SURE - 0.1) if rule.values in _ASKED else rule.strength
    return strength - left - (_BRACKETED if words.bracketed else 0.0)
