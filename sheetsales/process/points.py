"""Points of customers: what each row of the ledger moves, and the balance after it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from sheetsales.book.book import Book

_TAKEN = frozenset({"used", "expired"})


def moves(book: Book) -> Sequence[float | None]:
    """What each row adds or takes, whatever sign it was typed with; None where kind or points are not known."""
    table = book.table("loyalty")
    return [_move(kind, points) for kind, points in zip(table.get("kind"), table.get("points"), strict=True)]


def _move(kind: str | None, points: float | None) -> float | None:
    if kind is None or points is None:
        return None
    return -abs(points) if kind in _TAKEN else points


def balances(book: Book) -> Sequence[float | None]:
    """The customer's points after each row; None for a row without customer, date, kind or points.

    Rows count by their days; of one day, what was added counts before what was taken.
    """
    table, moved = book.table("loyalty"), moves(book)
    by_customer: defaultdict[str, list[tuple[dt.date, bool, int, float]]] = defaultdict(list)
    for row, (customer, day) in enumerate(zip(table.get("customer"), table.get("date"), strict=True)):
        move = moved[row]
        if customer and day is not None and move is not None:
            by_customer[customer].append((day, move < 0, row, move))
    after: list[float | None] = [None] * len(table)
    for rows in by_customer.values():
        balance = 0.0
        for _, _, row, move in sorted(rows):
            balance = round(balance + move, 6)  # halves and tenths of points add up as people see them
            after[row] = balance
    return after
