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


def first_told(table: BookTable, key: str) -> Mapping[str, Any]:
    """By number, what the first of its rows that says anything says."""
    found: dict[str, Any] = {}
    for number, value in zip(table.get(table.record.id_column), table.get(key), strict=True):
        if value is not None and number is not None and number not in found:
            found[number] = value
    return found


def inherited(table: BookTable, key: str) -> list[Any]:
    """The column as it holds for each row: what it says itself, else what its number says."""
    first = first_told(table, key)
    own = zip(table.get(table.record.id_column), table.get(key), strict=True)
    return [first.get(number) if value is None else value for number, value in own]


def against_number(table: BookTable, key: str) -> list[Any]:
    """For each row that says something else than the first row of its number does, what that one says; else None."""
    first = first_told(table, key)
    own = zip(table.get(table.record.id_column), table.get(key), strict=True)
    pairs = ((value, first.get(number, value)) for number, value in own)
    return [usual if value is not None and value != usual else None for value, usual in pairs]
