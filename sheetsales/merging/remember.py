"""What came in with each file, noted in the ledger: what is known already is no news when the file comes again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsales.dataclass import dataclass
from sheetsales.merging.fold import Folded, Merged
from sheetsales.merging.ledger import Ledger, came_in, pending_of
from sheetsales.merging.outcome import Conflict
from sheetsales.merging.rows import IssuedRow, Row, Table, digest

_Cells = dict[int, dict[str, dict[str, dict[str, str]]]]


@dataclass(frozen=True, slots=True)
class Source:
    """The file a copy came in: its digest, the place of the first file of the issue that it goes on from, and what ids given to its
    rows carry."""

    digest: str
    line: str
    mark: str


def remembered(
    ledger: Ledger,
    before: Mapping[str, Table],
    folded: Folded,
    sources: Sequence[Source],
    after: Mapping[str, Table],
) -> Ledger:
    """The ledger with what came in now: ``before`` are the tables that were folded into, ``after`` those with their new ids."""
    noting = _Noting(ledger, before, after)
    for merged, source in zip(folded.merged, sources, strict=True):
        noting.note(merged, source)
    numbers = {merged.copy.order[0] for merged in folded.merged} - {0}
    return Ledger(
        (*ledger.files, *(source.digest for source in sources)),
        tuple(sorted({*ledger.issues, *numbers})),
        noting.rows,
        noting.cells,
        noting.places,
        noting.pending,
        ledger.settled,
    )


class _Noting:
    def __init__(self, ledger: Ledger, before: Mapping[str, Table], after: Mapping[str, Table]) -> None:
        self._before, self._after = before, after
        self._next = {key: len(table.rows) for key, table in before.items()}
        self.rows = {n: dict(of) for n, of in ledger.rows.items()}
        self.cells, self.places = _copied(ledger.cells), _copied(ledger.places)
        self.pending = dict(ledger.pending)

    def note(self, merged: Merged, source: Source) -> None:
        number = merged.copy.order[0]
        for key, outcome in merged.outcomes.items():
            new = [self._came_in(key, add.row) for add in outcome.adds]
            if number and new:
                of = self.rows.setdefault(number, {})
                of[key] = (*of.get(key, ()), *new)
                for row in new:
                    _put(self.places, number, key, row.id or row.naming, "", source.line)
            for take in outcome.takes if number else ():
                known = self._known(key, take.row)
                _put(self.cells, number, key, known, take.column, digest(take.theirs.meaning))
                _put(self.places, number, key, known, take.column, source.line)
            for conflict in outcome.conflicts:
                self.pending[conflict.key] = pending_of(conflict, self._naming(key, conflict), source.mark)

    def _came_in(self, key: str, row: Row) -> IssuedRow:
        """A new row, under the id that it has got."""
        at = self._next[key]
        self._next[key] += 1
        return came_in(row, self._after[key].rows[at].id)

    def _known(self, key: str, at: int) -> str:
        """What a row was known by before anything came in."""
        row, before = self._after[key].rows[at], self._before[key].rows
        return row.id or (before[at] if at < len(before) else row).naming

    def _naming(self, key: str, conflict: Conflict) -> str:
        if conflict.row >= 0:
            return self._after[key].rows[conflict.row].naming
        return conflict.brought.naming if conflict.brought is not None else ""


def _copied(cells: Mapping[int, Mapping[str, Mapping[str, Mapping[str, str]]]]) -> _Cells:
    return {
        n: {key: {row: dict(said) for row, said in of.items()} for key, of in by.items()}
        for n, by in cells.items()
    }


def _put(cells: _Cells, number: int, key: str, row: str, column: str, said: str) -> None:
    cells.setdefault(number, {}).setdefault(key, {}).setdefault(row, {})[column] = said
