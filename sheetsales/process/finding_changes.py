"""What became of findings since a snapshot: new, carried, solved."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.process.snapshot import KeptFinding, Snapshot


@dataclass(frozen=True)
class FindingChanges:
    """``new`` stand now and did not then, ``carried`` both times; ``solved`` stood then and do not now. What a waiver
    holds back by now is ``waived``, not solved."""

    new: tuple[Finding, ...]
    carried: tuple[Finding, ...]
    solved: tuple[KeptFinding, ...]
    waived: tuple[KeptFinding, ...]


def finding_changes(
    now: Iterable[Finding], then: Snapshot, waivers: Collection[tuple[str, str]] = ()
) -> FindingChanges:
    """``now`` are the findings told today, ``waivers`` the (rule, record) of those in force.

    A finding that the level held back then is carried, not new, and none that was never told is solved.
    """
    known = {kept.identity for kept in then.findings}
    parts = [part for finding in now for part in finding.parts]
    there = {part.identity for part in parts}
    gone = [kept for kept in then.findings if kept.told and kept.identity not in there]
    waived = tuple(kept for kept in gone if (kept.code, kept.record) in waivers)
    solved = tuple(kept for kept in gone if (kept.code, kept.record) not in waivers)
    return FindingChanges(
        tuple(part for part in parts if part.identity not in known),
        tuple(part for part in parts if part.identity in known),
        solved,
        waived,
    )
