"""Two files of one issue: whether one goes on from the other, or somebody worked on two copies side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

from sheetsales.dataclass import dataclass
from sheetsales.merging.ledger import Ledger
from sheetsales.merging.rows import Issued, IssuedRow, Row, Table

Kind = Literal["same", "as issued", "otherwise", "no row"]


@dataclass(frozen=True, slots=True)
class Sign:
    """What a file says of something that came in before with the file at ``place``."""

    place: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Others:
    """The files of the issue that came in before: by the place of each that this one does not go on from, how many of its new rows
    it lacks; and the place of the first of those that it does go on from, its own where there is none."""

    apart: Mapping[str, int]
    line: str


def other_files(
    ledger: Ledger, number: int, issued: Mapping[str, Issued], theirs: Mapping[str, Table], place: str
) -> Others:
    """Which of the files that came in before the file at ``place`` goes on from.

    It goes on from one of which it says more than it lacks. Where it says and lacks nothing, for all that came in with that one
    is changed once more, it does so where it lies in the same place.
    """
    found: dict[str, Counter[Kind]] = defaultdict(Counter)
    for record, part in ledger.base(number, issued).items():
        if record in theirs:
            for sign in _signs(ledger, number, part, len(issued[record].rows), theirs[record]):
                found[sign.place][sign.kind] += 1
    apart = {at: kinds["no row"] for at, kinds in found.items() if not _goes_on(kinds, at == place)}
    before = sorted((-found[at]["same"], at) for at in found if at and at not in apart)
    return Others(apart, before[0][1] if before else place)


def _goes_on(kinds: Counter[Kind], is_there: bool) -> bool:
    says, lacks = kinds["same"], kinds["as issued"] + kinds["no row"]
    return says > lacks or (says == lacks == 0 and is_there)


def _signs(ledger: Ledger, number: int, part: Issued, issued: int, theirs: Table) -> Iterator[Sign]:
    """Of each cell and of each new row that came in before; ``issued`` is how many rows came in with none."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in theirs.rows:
        rows[row.id or row.naming].append(row)
    for n, was in enumerate(part.rows):
        there = _most_alike(was, rows.get(was.id) or rows.get(was.naming) or ())
        if n >= issued:
            yield Sign(ledger.place(number, part.record, was), _of_row(was, there))
        elif there is not None:
            for column, first in was.first.items():
                if column in theirs.columns:
                    at = ledger.place(number, part.record, was, column)
                    yield Sign(at, _of_cell(was, column, first, there))


def _most_alike(was: IssuedRow, rows: list[Row] | tuple[()]) -> Row | None:
    return max(rows, key=lambda row: _alike(was, row), default=None)


def _alike(was: IssuedRow, row: Row) -> int:
    return len(was.digests.items() & row.digests.items())


def _of_cell(was: IssuedRow, column: str, first: str, there: Row) -> Kind:
    now = there.digests.get(column, "")
    if now == was.digests.get(column, ""):
        return "same"
    return "as issued" if now == first else "otherwise"


def _of_row(was: IssuedRow, there: Row | None) -> Kind:
    """One of which less than half is there is another row."""
    alike = _alike(was, there) if there is not None else 0
    if alike == len(was.digests):
        return "same"
    return "otherwise" if alike * 2 >= len(was.digests) else "no row"
