"""One table of one copy merged: what was issued, what is there now, what comes back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from sheetsales.dataclass import dataclass
from sheetsales.merging.align import Alignment, align
from sheetsales.merging.outcome import Add, Conflict, Kind, Outcome, Take
from sheetsales.merging.rows import BLANK, Cell, Issued, IssuedRow, Row, Table, issued

Found = Take | Add | Conflict


def merge(base: Issued, mine: Table, theirs: Table) -> Outcome:
    """What the copy changed since it was issued, against what the workbook changed since: by record and column."""
    return _outcome(_Merge(base, mine, theirs).found())


def propose(mine: Table, theirs: Table) -> Outcome:
    """The same for a copy that was never issued: all it says otherwise is a proposal; what it lacks or leaves blank is none."""
    outcome = merge(issued(mine), mine, theirs)
    cells = (
        replace(_about(take, mine), kind="proposal", base=None)
        for take in outcome.takes
        if take.theirs.meaning
    )
    rows = (
        Conflict("row_proposal", mine.record, add.row.id, add.row.name, brought=add.row)
        for add in outcome.adds
    )
    kept = (c for c in outcome.conflicts if c.kind != "row_deleted" and (not c.column or c.theirs.meaning))
    return Outcome(conflicts=(*cells, *kept, *rows))


def applied(mine: Table, outcome: Outcome) -> Table:
    """The table once an outcome is written; rows that were added come last."""
    rows = list(mine.rows)
    for take in outcome.takes:
        row = rows[take.row]
        rows[take.row] = replace(row, cells={**row.cells, take.column: take.theirs})
    rows += [add.row for add in outcome.adds]
    return replace(mine, rows=tuple(rows))


def _about(take: Take, mine: Table) -> Conflict:
    row = mine.rows[take.row]
    return Conflict(
        "both", take.record, row.id, row.name, take.column, take.mine.value, take.mine, take.theirs, take.row
    )


def _outcome(found: Iterator[Found]) -> Outcome:
    all_of = tuple(found)
    return Outcome(
        tuple(one for one in all_of if isinstance(one, Take)),
        tuple(one for one in all_of if isinstance(one, Add)),
        tuple(one for one in all_of if isinstance(one, Conflict)),
    )


@dataclass(frozen=True)
class _Merge:
    base: Issued
    mine: Table
    theirs: Table

    def found(self) -> Iterator[Found]:
        here = align(self.base.rows, self.mine.rows)
        there = align(self.base.rows, self.theirs.rows, retyped_ids=True)
        for b, was in enumerate(self.base.rows):
            m, t = here.pairs.get(b), there.pairs.get(b)
            if t is None:
                yield from self._deleted_there(was, m)
            elif m is None:
                yield from self._deleted_here(was, self.theirs.rows[t])
            else:
                yield from self._cells(was, m, self.theirs.rows[t])
        yield from self._new(here, [self.theirs.rows[t] for t in there.new])

    def _columns(self) -> Iterator[str]:
        """The columns that were issued and that both still have: one that is gone says nothing of its cells."""
        both = set(self.mine.columns) & set(self.theirs.columns)
        return (column for column in self.base.columns if column in both)

    # -- rows both have

    def _cells(self, was: IssuedRow, m: int, theirs: Row) -> Iterator[Found]:
        mine = self.mine.rows[m]
        for column in self._columns():
            here, there = mine.cells.get(column, BLANK), theirs.cells.get(column, BLANK)
            before, now = was.digests.get(column, ""), theirs.digests.get(column, "")
            is_same = now == before and not there.is_formula
            if is_same or here.meaning == there.meaning or (here.is_formula and there.is_formula):
                continue
            if column == self.mine.id_column and not there.meaning:
                continue
            kind = self._kind(was, column, mine, now)
            if there.is_formula:
                kind = "formula"
            elif here.is_formula:
                kind = "overwritten"
            if kind is None:
                yield Take(self.mine.record, m, column, here, there)
            else:
                old = was.values.get(column)
                yield Conflict(
                    kind, self.mine.record, mine.id, mine.name, column, old, here, there, m, theirs
                )

    def _kind(self, was: IssuedRow, column: str, mine: Row, now: str) -> Kind | None:
        """What keeps a changed cell from being taken; None where nothing does."""
        if self.base.is_locked or not was.is_own:
            return "not_own"
        if column == self.mine.id_column:
            return "id"
        if was.first.get(column) == now:
            return "both"  # taken back, or another file of the issue in which it never was changed
        if column in was.apart:
            return "apart"
        return None if mine.digests.get(column, "") == was.digests.get(column, "") else "both"

    # -- rows one side lacks

    def _deleted_there(self, was: IssuedRow, m: int | None) -> Iterator[Found]:
        if m is not None and was.is_own and not self.base.is_locked:
            mine = self.mine.rows[m]
            yield Conflict("row_deleted", self.mine.record, mine.id, mine.name, row=m)

    def _deleted_here(self, was: IssuedRow, theirs: Row) -> Iterator[Found]:
        changed = any(theirs.digests.get(c, "") != was.digests.get(c, "") for c in self._columns())
        if changed and was.is_own and not self.base.is_locked:
            yield Conflict("row_gone", self.mine.record, theirs.id, theirs.name, brought=theirs)

    def _new(self, here: Alignment, rows: list[Row]) -> Iterator[Found]:
        """Rows that were not issued: known again where the workbook has them by now, else added or asked about."""
        known = self._known_again(here.new, rows)
        ids = {row.id for row in self.mine.rows if row.id}
        looks = {row.looks: m for m, row in enumerate(self.mine.rows) if row.looks}
        for t, row in enumerate(rows):
            if t in known:
                yield from self._both_new(known[t], row)
            else:
                yield from self._fresh(row, ids, looks)

    def _known_again(self, new: tuple[int, ...], rows: list[Row]) -> dict[int, int]:
        """Row of the copy → row of the workbook: by id, without one where every cell of it stands there as well."""
        by_id = {self.mine.rows[m].id: m for m in new if self.mine.rows[m].id}
        by_name: dict[str, list[int]] = defaultdict(list)
        for m in new:
            by_name[self.mine.rows[m].naming].append(m)
        found: dict[int, int] = {}
        for t, row in enumerate(rows):
            if row.id:
                same = [by_id.pop(row.id)] if row.id in by_id else []
            else:
                group = by_name[row.naming]
                same = [m for m in group if row.digests.items() <= self.mine.rows[m].digests.items()][:1]
                by_name[row.naming] = [m for m in group if m not in same]
            found.update((t, m) for m in same)
        return found

    def _both_new(self, m: int, row: Row) -> Iterator[Found]:
        """A row that both have and nobody issued: what differs has no common origin."""
        mine = self.mine.rows[m]
        for column in self.theirs.columns:
            here, there = mine.cells.get(column, BLANK), row.cells.get(column, BLANK)
            if column not in self.mine.columns or here.meaning == there.meaning or here.is_formula:
                continue
            if not there.meaning:
                continue  # filled in here since it came
            kind: Kind = "formula" if there.is_formula else "both"
            yield Conflict(kind, self.mine.record, mine.id, mine.name, column, None, here, there, m, row)

    def _fresh(self, row: Row, ids: set[str], looks: dict[str, int]) -> Iterator[Found]:
        kind: Kind | None = None
        if self.base.is_locked:
            kind = "row_not_own"
        elif row.id in ids:
            kind = "row_id_taken"
        elif row.looks and row.looks in looks:
            kind = "row_alike"
        if kind is not None:
            at = looks.get(row.looks, -1)
            yield Conflict(kind, self.mine.record, row.id, row.name, row=at, brought=row)
            return
        odd = {key: self._odd(key, cell) for key, cell in row.cells.items()}
        plain = {key: cell for key, cell in row.cells.items() if odd[key] is None and not cell.is_formula}
        if not any(cell.meaning for key, cell in plain.items() if key in self.mine.columns):
            return  # nothing of it is in a column that the workbook has
        yield Add(self.mine.record, replace(row, cells=plain, at=-1))
        for column, why in odd.items():
            if why is not None:
                cell = row.cells[column]
                yield Conflict(why, self.mine.record, row.id, row.name, column, theirs=cell, brought=row)

    def _odd(self, column: str, cell: Cell) -> Kind | None:
        """What keeps a cell of a new row from being taken: a formula where none is, a value where there is one."""
        calculated = column in self._calculated
        if cell.is_formula and not calculated and column in self.mine.columns:
            return "formula"
        return "overwritten" if cell.meaning and calculated and not cell.is_formula else None

    @cached_property
    def _calculated(self) -> frozenset[str]:
        """Columns in which the workbook has formulas."""
        cells = (item for row in self.mine.rows for item in row.cells.items())
        return frozenset(key for key, cell in cells if cell.is_formula)
