"""Several copies into one workbook, in an order that does not depend on how they were named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from sheetsales.dataclass import dataclass
from sheetsales.merging.merge import applied, merge, propose
from sheetsales.merging.outcome import Outcome
from sheetsales.merging.rows import Issued, Table


@dataclass(frozen=True)
class Copy:
    """A copy that came back. ``base`` is what was issued, by kind of record; None for one that never was issued.

    ``order`` tells copies apart and puts them in their order: the issue, then the digest of the file.
    """

    order: tuple[int, str]
    holder: str
    base: Mapping[str, Issued] | None
    tables: Mapping[str, Table]


@dataclass(frozen=True)
class Merged:
    """What came of one copy, by kind of record."""

    copy: Copy
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True)
class Folded:
    """The tables with all copies in them, and what came of each copy."""

    tables: Mapping[str, Table]
    merged: tuple[Merged, ...]


def fold(tables: Mapping[str, Table], copies: Sequence[Copy], settled: Set[str] = frozenset()) -> Folded:
    """Merge all copies; ``settled`` are the keys of conflicts that somebody has decided already."""
    now = dict(tables)
    merged = []
    for copy in sorted(copies, key=lambda one: one.order):
        outcomes: dict[str, Outcome] = {}
        for record, theirs in copy.tables.items():
            outcome = _one(copy, record, now.get(record), theirs)
            asked = (replace(conflict, issue=copy.order[0]) for conflict in outcome.conflicts)
            outcome = replace(outcome, conflicts=tuple(c for c in asked if c.key not in settled))
            if outcome:
                outcomes[record] = outcome
                now[record] = applied(now[record], outcome)
        merged.append(Merged(copy, outcomes))
    return Folded(now, tuple(merged))


def _one(copy: Copy, record: str, mine: Table | None, theirs: Table) -> Outcome:
    if mine is None:
        return Outcome()
    if copy.base is None:
        return propose(mine, theirs)
    base = copy.base.get(record)
    return merge(base, mine, theirs) if base is not None else Outcome()
