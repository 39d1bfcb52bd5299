"""Findings on one situation told as one: the worst speaks, the others are its clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Final

from sheetsales.book.load_rules import LOAD_RULES
from sheetsales.book.parsing.column_reader import shown
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, Severity
from sheetsales.rules.catalogue import TITLES
from sheetsales.texts import NO_TEXT, Text

_CLAUSES: Final = Text("{message}另外，{clauses}。", "{message} Besides: {clauses}.")


@dataclass(frozen=True)
class Situation:
    """Rules that find sides of one thing, those that speak first among equals first.

    ``said_by`` names rules whose sentence says already what another has to say.
    """

    codes: tuple[str, ...]
    said_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


SITUATIONS: Final = (
    Situation(
        ("SS209", "SS308", "SS222", "SS208", "SS304", "SS307", "SS207", "SS221"),
        {"SS304": ("SS209", "SS307")},
    ),
    Situation(("SS301",)),
)
"""Nobody works on the deal; what its stage requires is blank."""

_OF: Final = {
    code: (number, rank) for number, s in enumerate(SITUATIONS) for rank, code in enumerate(s.codes)
}
_LONGEST: Final = 20
_CELLS: Final = frozenset(info.code for info in LOAD_RULES if "SS011" <= info.code <= "SS035")
"""What loading finds in single cells."""

Key = tuple[int, str, str, int]


def joined(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with those on one situation of a record as one, where its first stood."""
    return _grouped(findings, _situation, _rank)


def by_record(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with all that loading found in the cells of one record as one: for a sheet typed in from nothing."""
    return _grouped(findings, _of_cells, _worst)


def _grouped(
    findings: Iterable[Finding],
    key: Callable[[Finding], Key | None],
    rank: Callable[[Finding], tuple[int, ...]],
) -> tuple[Finding, ...]:
    groups: dict[Key | int, list[Finding]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(key(finding) or number, []).append(finding)
    return tuple(_one(sorted(group, key=rank)) for group in groups.values())


def _situation(finding: Finding) -> Key | None:
    """Which situation of which record it is a side of; None for what stands alone."""
    known = _OF.get(finding.code)
    if known is None or finding.at is None or finding.key.endswith("*") or finding.severity is Severity.INFO:
        return None
    return known[0], finding.record_key, finding.at.sheet, finding.at.row


def _of_cells(finding: Finding) -> Key | None:
    if finding.code not in _CELLS or finding.at is None or finding.key.endswith("*"):
        return None
    return -1, finding.record_key, finding.at.sheet, finding.at.row


def _rank(finding: Finding) -> tuple[int, ...]:
    rank = _OF[finding.code][1] if finding.code in _OF else 0
    return (-finding.severity, rank, finding.together is None, finding.at.column if finding.at else 0)


def _worst(finding: Finding) -> tuple[int, ...]:
    return (-finding.severity, finding.at.column if finding.at else 0)


def _one(ranked: Sequence[Finding]) -> Finding:
    first, others = ranked[0], tuple(ranked[1:])
    if not others:
        return first
    if first.together is not None:
        message, hint = first.together
        return replace(first, message=message, hint=hint, also=others)
    clauses = _clauses(first, others)
    zh, en = "；".join(c.zh for c in clauses), "; ".join(c.en for c in clauses)
    message = _CLAUSES.fill(message=first.message, clauses=Text(zh, en)) if clauses else first.message
    return replace(first, message=message, also=others)


def _clauses(first: Finding, others: Sequence[Finding]) -> list[Text]:
    said_by = SITUATIONS[_OF[first.code][0]].said_by if first.code in _OF else {}
    return [_clause(f) for f in others if first.code not in said_by.get(f.code, ())]


def _clause(finding: Finding) -> Text:
    """What a finding says beside another; without words of its own, its cell and the title of its rule."""
    if finding.clause != NO_TEXT or finding.at is None:
        return finding.clause
    title, value = TITLES[finding.code], _short(finding.value)
    zh, en = (f"“{value}”", f" '{value}':") if value else (" ", ":")
    return Text(f"{finding.at.a1}{zh}{title.zh}", f"{finding.at.a1}{en} {title.en[:1].lower()}{title.en[1:]}")


def _short(value: CellValue) -> str:
    text = "" if value is None else " ".join(shown(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
