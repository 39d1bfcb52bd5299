"""The order in which findings are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sheetsales.findings import Finding, Severity

_NOTHING = Decimal(0)


def at_risk(findings: Iterable[Finding]) -> Decimal:
    """The amount at risk in these findings, each deal or other record counted once with its largest."""
    amounts: dict[tuple[str, str], Decimal] = {}
    for finding in findings:
        for known, money in finding.deals or _own(finding):
            record = ("pipeline" if finding.deals else finding.record_key, known)
            amounts[record] = max(amounts.get(record, _NOTHING), money)
    return sum(amounts.values(), _NOTHING)


def _own(finding: Finding) -> Iterable[tuple[str, Decimal]]:
    """The finding's own record, by its row where it has no id, and its amount; nothing where that is unknown."""
    if finding.money is not None:
        at = finding.at
        yield finding.record or (f"{at.sheet} {at.row}" if at else ""), finding.money


def worst_first(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Grouped by person: those with problems and the most money at risk first, findings of nobody last.

    Within a person worst first, then most money, then as they stand in the workbook.
    """
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.owner, []).append(finding)
    people = sorted(groups.items(), key=lambda item: _person_rank(*item))
    return tuple(f for _, group in people for f in sorted(group, key=_rank))


def _person_rank(owner: str, findings: Sequence[Finding]) -> tuple[Any, ...]:
    problems = [f for f in findings if f.severity > Severity.INFO]
    return (not owner, not problems, -at_risk(problems), -len(problems), owner)


def _rank(finding: Finding) -> tuple[Any, ...]:
    at = finding.at
    place = (at.sheet, at.row, at.column) if at else ("", 0, 0)
    return (-finding.severity, -(finding.money or _NOTHING), place, finding.code)


def most_at_risk(findings: Iterable[Finding], count: int) -> tuple[Finding, ...]:
    """The findings above information with most money at risk, at most one for each cell, worst first among equals."""
    chosen: list[Finding] = []
    seen: set[Any] = set()
    for finding in sorted(findings, key=_money_rank):
        place = finding.at or finding.identity
        if place not in seen:
            seen.add(place)
            chosen.append(finding)
        if len(chosen) == count:
            break
    return tuple(chosen)


def _money_rank(finding: Finding) -> tuple[Any, ...]:
    return (-(finding.money or _NOTHING), *_rank(finding))
