"""Which row is which issued record: by id, else by what names it, else by being alike but for a cell or two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sheetsales.dataclass import dataclass
from sheetsales.merging.rows import IssuedRow, Row

_MOST_DIFFERENT = 2
_FEWEST_ALIKE = 3
_MOST_COMPARED = 400_000
"""So many pairs of rows at most are held against one another cell by cell."""


@dataclass(frozen=True)
class Alignment:
    """Issued row → row, both by index; rows that were not issued; issued rows that are not there any more."""

    pairs: Mapping[int, int]
    new: tuple[int, ...]
    gone: tuple[int, ...]


def align(before: Sequence[IssuedRow], rows: Sequence[Row], *, retyped_ids: bool = False) -> Alignment:
    """Where every issued record is now. Places never count; each row is one record at most.

    ``retyped_ids``: somebody may have typed another id over the one a record had.
    """
    pairs: dict[int, int] = {}
    _pair(pairs, before, rows, by_id=True)
    if retyped_ids:
        _pair_exchanged(pairs, before, rows)
    _pair(pairs, before, rows, by_id=False)
    _pair_alike(pairs, before, rows, any_id=retyped_ids)
    taken = set(pairs.values())
    new = tuple(i for i in range(len(rows)) if i not in taken)
    return Alignment(pairs, new, tuple(b for b in range(len(before)) if b not in pairs))


def _pair(pairs: dict[int, int], before: Sequence[IssuedRow], rows: Sequence[Row], *, by_id: bool) -> None:
    """Pair what has one id, or one name where a side has no id; of several the ones most alike."""
    taken = set(pairs.values())
    old: dict[str, list[int]] = defaultdict(list)
    new: dict[str, list[int]] = defaultdict(list)
    for b, was in enumerate(before):
        if b not in pairs and (key := was.id if by_id else was.naming):
            old[key].append(b)
    for i, row in enumerate(rows):
        if i not in taken and (key := row.id if by_id else row.naming):
            new[key].append(i)
    for key, group in old.items():
        if key in new:
            _best(pairs, before, rows, ((b, i) for b in group for i in new[key]), any_id=by_id)


def _best(
    pairs: dict[int, int],
    before: Sequence[IssuedRow],
    rows: Sequence[Row],
    candidates: Iterable[tuple[int, int]],
    *,
    any_id: bool,
) -> None:
    fits = [
        (-_alike(before[b], rows[i]), b, i)
        for b, i in candidates
        if any_id or not (before[b].id and rows[i].id)
    ]
    taken = set(pairs.values())
    for _, b, i in sorted(fits):
        if b not in pairs and i not in taken:
            pairs[b] = i
            taken.add(i)


def _alike(was: IssuedRow, row: Row) -> int:
    """In how many cells that are not blank both are the same; what a formula shows is no sign."""
    return sum(not _is_formula(row, key) for key, _ in was.digests.items() & row.digests.items())


def _is_formula(row: Row, key: str) -> bool:
    return key in row.cells and row.cells[key].is_formula


def _pair_exchanged(pairs: dict[int, int], before: Sequence[IssuedRow], rows: Sequence[Row]) -> None:
    """Pair anew what ids made pairs of that less than half of a row bears out, where another row is all but the same: ids were
    exchanged, or sorted alone."""
    odd = {b: i for b, i in pairs.items() if _alike(before[b], rows[i]) * 2 < len(before[b].digests)}
    held = set(odd.values())
    paired = set(pairs.values())
    others = [i for i in range(len(rows)) if i in held or i not in paired] if odd else []
    by_name: dict[str, list[int]] = defaultdict(list)
    for i in others:
        by_name[rows[i].naming].append(i)
    is_few = len(odd) * len(others) <= _MOST_COMPARED
    near = [
        (-_alike(before[b], rows[i]), b, i)
        for b in odd
        for i in (others if is_few else by_name[before[b].naming])
        if _is_near(before[b], rows[i])
    ]
    right: dict[int, int] = {}
    taken: set[int] = set()
    for _, b, i in sorted(near):
        if b not in right and i not in taken:
            right[b] = i
            taken.add(i)
    for b, i in odd.items():
        if b in right or i in taken:
            del pairs[b]
    pairs.update(right)


def _pair_alike(
    pairs: dict[int, int], before: Sequence[IssuedRow], rows: Sequence[Row], *, any_id: bool
) -> None:
    """Pair what is left where all but a cell or two are the same: an id or a date typed anew makes no new record."""
    taken = set(pairs.values())
    gone = [b for b in range(len(before)) if b not in pairs]
    new = [i for i in range(len(rows)) if i not in taken]
    if not gone or not new or len(gone) * len(new) > _MOST_COMPARED:
        return
    near = ((b, i) for b in gone for i in new if _is_near(before[b], rows[i]))
    _best(pairs, before, rows, near, any_id=any_id)


def _is_near(was: IssuedRow, row: Row) -> bool:
    alike = _alike(was, row)
    keys = {key for key in was.digests.keys() | row.digests.keys() if not _is_formula(row, key)}
    return alike >= _FEWEST_ALIKE and len(keys) - alike <= _MOST_DIFFERENT
