"""Several copies into one workbook, in an order that does not depend on how they were named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from sheetsales.dataclass import dataclass
from sheetsales.merging.ledger import Cells
from sheetsales.merging.merge import applied, merge, propose
from sheetsales.merging.outcome import Conflict, Outcome, Take
from sheetsales.merging.rows import Issued, Table, digest


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


def fold(
    tables: Mapping[str, Table],
    copies: Sequence[Copy],
    settled: Set[str] = frozenset(),
    taken: Cells | None = None,
) -> Folded:
    """Merge all copies; ``settled`` are the keys of conflicts that somebody has decided already, ``taken`` what came in
    with earlier runs: what two copies change comes out the same whichever came first."""
    now = dict(tables)
    merged = []
    for copy in sorted(copies, key=lambda one: one.order):
        outcomes: dict[str, Outcome] = {}
        for record, theirs in copy.tables.items():
            outcome = _in_order(
                _one(copy, record, now.get(record), theirs), copy.order[0], now.get(record), taken or {}
            )
            asked = (
                replace(conflict, issue=conflict.issue or copy.order[0]) for conflict in outcome.conflicts
            )
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


def _in_order(outcome: Outcome, number: int, mine: Table | None, taken: Cells) -> Outcome:
    """What two copies changed is the lower number's, and the other's is asked about, whichever came first."""
    takes, conflicts = list(outcome.takes), []
    for one in outcome.conflicts:
        later = _came_with(one, number, mine, taken) if mine is not None and number else 0
        if later:
            takes.append(Take(one.record, one.row, one.column, one.mine, one.theirs))
            one = replace(one, mine=one.theirs, theirs=one.mine, issue=later)
        conflicts.append(one)
    return replace(outcome, takes=tuple(takes), conflicts=tuple(conflicts))


def _came_with(one: Conflict, number: int, mine: Table, taken: Cells) -> int:
    """The later copy with which a cell came in as it stands; 0 where somebody typed it, or it came with an earlier one."""
    if one.kind != "both" or not one.column or one.row < 0:
        return 0
    row, said = mine.rows[one.row], digest(one.mine.meaning)
    for issue, by in taken.items():
        cells = by.get(one.record, {}).get(row.id or row.naming, {})
        if issue > number and one.column in cells and cells[one.column] == said:
            return issue
    return 0
