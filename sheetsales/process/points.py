"""Points of customers: what each row of the ledger moves, the balance after it, and what is left of what was earned."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from sheetsales.book.book import Book

_TAKEN = frozenset({"used", "expired"})
_PLACES: Final = 6
"""Halves and tenths of points add up as people see them."""
_Move = tuple[dt.date, bool, int, float]
"""Day, whether it takes, row, points: in that order they count."""


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
    after: list[float | None] = [None] * len(book.table("loyalty"))
    for rows in _by_customer(book):
        balance = 0.0
        for _, _, row, move in rows:
            balance = round(balance + move, _PLACES)
            after[row] = balance
    return after


def remaining(book: Book, day: dt.date) -> Sequence[float | None]:
    """What is left on ``day`` of the points each row added; None for rows that do not count yet, or cannot.

    What is used comes first out of points still good on that day, those that expire soonest first; what is expired out of
    the oldest. Points taken before there were any come out of the next ones.
    """
    table = book.table("loyalty")
    kinds, valid = table.get("kind"), table.get("valid_to")
    left: list[float | None] = [None] * len(table)
    for rows in _by_customer(book):
        kept: dict[int, float] = {}
        debt = 0.0
        for on, _, row, move in rows:
            if on > day:
                break
            kept[row] = max(move, 0.0)
            lapsed_last = on if kinds[row] != "expired" else dt.date.min
            debt = _spend(kept, _order(kept, valid, lapsed_last), debt + max(-move, 0.0))
        for row, points in kept.items():
            left[row] = points
    return left


def _order(rows: Collection[int], valid: Sequence[dt.date | None], on: dt.date) -> Sequence[int]:
    """Those that expire soonest first, and behind them all those that were past their day."""
    ends = {row: valid[row] or dt.date.max for row in rows}
    return sorted(rows, key=lambda row: (ends[row] < on, ends[row], row))


def _spend(kept: dict[int, float], order: Sequence[int], points: float) -> float:
    """Takes points out of the rows in that order; what could not be taken."""
    for row in order:
        taken = min(kept[row], points)
        kept[row] = round(kept[row] - taken, _PLACES)
        points = round(points - taken, _PLACES)
    return points


def _by_customer(book: Book) -> Sequence[Sequence[_Move]]:
    """The rows that count, customer by customer, in the order they count in."""
    table, moved = book.table("loyalty"), moves(book)
    found: defaultdict[str, list[_Move]] = defaultdict(list)
    for row, (customer, day) in enumerate(zip(table.get("customer"), table.get("date"), strict=True)):
        move = moved[row]
        if customer and day is not None and move is not None:
            found[customer].append((day, move < 0, row, move))
    return [sorted(rows) for rows in found.values()]
