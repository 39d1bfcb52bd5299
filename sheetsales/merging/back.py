"""The merge the other way: what the workbook says now, into a copy of which everything has come in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sheetsales.dataclass import dataclass
from sheetsales.merging.merge import applied, merge
from sheetsales.merging.outcome import Add, Outcome, Take
from sheetsales.merging.rows import Issued, Table


@dataclass(frozen=True)
class Brought:
    """The copy's tables as they are to be, the rows of it (as they were read) that are not its holder's any more, and how much
    that changes."""

    tables: Mapping[str, Table]
    gone: Mapping[str, frozenset[int]]
    cells: int
    rows: int


def back(base: Mapping[str, Issued], copy: Mapping[str, Table], part: Mapping[str, Table]) -> Brought:
    """Bring a copy up to ``part``, what it would be if it were issued now; ``base`` is what it was issued with and what came in
    of it since.

    What its holder changed and nobody has decided yet stays as they left it, and so do their own columns.
    """
    tables = dict(copy)
    gone: dict[str, frozenset[int]] = {}
    cells = rows = 0
    for key, table in copy.items():
        if key not in part or key not in base:
            continue
        found = merge(_everybodys(base[key]), table, part[key])
        outcome = Outcome((*found.takes, *_ids(found, table)), (*found.adds, *_doubted(found)))
        tables[key] = applied(table, outcome)
        gone[key] = frozenset(c.row for c in found.conflicts if c.kind == "row_deleted" and c.row >= 0)
        cells += len(outcome.takes)
        rows += len(outcome.adds)
    return Brought(tables, {key: of for key, of in gone.items() if of}, cells, rows)


def _everybodys(part: Issued) -> Issued:
    """What was issued as if all of it were to be changed: the workbook decides what a copy says."""
    return replace(part, is_locked=False, rows=tuple(replace(row, is_own=True) for row in part.rows))


def _ids(found: Outcome, table: Table) -> Iterator[Take]:
    """Ids that rows were given when they came in."""
    for one in found.conflicts:
        if one.kind == "id" and not one.mine.meaning:
            yield Take(table.record, one.row, one.column, one.mine, one.theirs)


def _doubted(found: Outcome) -> Iterator[Add]:
    """New rows that look like one the copy has: in the workbook both are there."""
    for one in found.conflicts:
        if one.kind == "row_alike" and one.brought is not None:
            plain = {key: cell for key, cell in one.brought.cells.items() if not cell.is_formula}
            yield Add(one.record, replace(one.brought, cells=plain, at=-1))
