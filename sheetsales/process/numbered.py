"""Lines that share a number: what stands on any of them holds for all, by number and not by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sheetsales.book.table import BookTable


def by_number(table: BookTable) -> Mapping[str, Sequence[int]]:
    """Number → its rows, in the order of the sheet; a row without a number stands alone, under its place."""
    found: dict[str, list[int]] = {}
    for row, number in enumerate(table.get(table.record.id_column)):
        found.setdefault(number or f"#{row}", []).append(row)
    return found


def headed(table: BookTable, rows: Sequence[int], key: str) -> Any:
    """What the first of the rows that says anything says; None where none does."""
    return next(told(table, rows, key), None)


def told(table: BookTable, rows: Sequence[int], key: str) -> Iterator[Any]:
    """What these rows say in a column, blanks left out."""
    column = table.get(key)
    return (column[row] for row in rows if column[row] is not None)
