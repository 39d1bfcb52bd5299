"""Which rows of Pipeline are deals of their own, and which stand for one that is counted already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sheetsales.book.table import BookTable

_TELLING: Final = ("customer", "name", "stage", "amount", "owner", "created_on")
"""Without an id, rows that agree in all of these, with none blank, are copies of one row."""


def copies(deals: BookTable) -> Mapping[int, int]:
    """Row of Pipeline → the row that counts instead of it.

    Two rows of one id are one deal where they name the same customer or the same deal; else somebody gave two deals one
    id, and both count. In one table the first row counts, of several tables, such as monthly copies of a sheet, the one
    in the last.
    """
    found: dict[int, int] = {}
    _same_id(deals, found)
    _same_row(deals, found)
    return found


def _same_id(deals: BookTable, found: dict[int, int]) -> None:
    ids = deals.get(deals.record.id_column)
    if len(set(ids)) == len(ids):
        return
    customers, names = deals.get("customer"), deals.get("name")
    counts: dict[str, list[int]] = {}
    for row, key in enumerate(ids):
        if key is None:
            continue
        others = counts.setdefault(key, [])
        at = next((i for i, other in enumerate(others) if _agree(customers, names, other, row)), None)
        if at is None:
            others.append(row)
        elif deals.sources[row] == deals.sources[others[at]]:
            found[row] = others[at]
        else:
            _supersede(found, others[at], row)
            others[at] = row


def _supersede(found: dict[int, int], old: int, new: int) -> None:
    """The later row counts for all that the earlier one counted for."""
    found.update({row: new for row, kept in found.items() if kept == old})
    found[old] = new


def _agree(customers: Sequence[Any], names: Sequence[Any], a: int, b: int) -> bool:
    pairs = [(column[a], column[b]) for column in (customers, names)]
    told = [(x, y) for x, y in pairs if x is not None and y is not None]
    return not told or any(x == y for x, y in told)


def _same_row(deals: BookTable, found: dict[int, int]) -> None:
    ids = deals.get(deals.record.id_column)
    if None not in ids:
        return
    seen: dict[tuple[Any, ...], int] = {}
    for row, (key, *told) in enumerate(zip(ids, *(deals.get(c) for c in _TELLING), strict=True)):
        if key is None and None not in told:
            first = seen.setdefault(tuple(told), row)
            if first != row:
                found[row] = first
