"""What each customer bought, as far as won deals, contracts, orders and receipts tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass

_DEAD: Final = "cancelled"


@dataclass(frozen=True)
class Purchases:
    """``last`` purchase by customer id; ``since`` is the first day any purchase is recorded.

    ``undated`` customers bought on a day that is unknown; ``unclear`` ones have deals whose stage is unknown.
    """

    last: Mapping[str, dt.date]
    since: dt.date
    undated: frozenset[str]
    unclear: frozenset[str]

    def bought(self, customer: str) -> bool:
        return customer in self.last or customer in self.undated


def purchases(book: Book, today: dt.date) -> Purchases | None:
    """Purchases up to and including ``today``; None where the workbook records none."""
    deals = book.table("pipeline")
    won = {stage.code for stage in book.process.stages if stage.won}
    days: list[tuple[str, dt.date | None]] = []
    unclear: set[str] = set()
    columns = (deals.get(key) for key in ("customer", "stage", "closed_on"))
    for customer, stage, closed in zip(*columns, strict=True):
        if customer is None:
            continue
        if stage is None:
            unclear.add(customer)
        elif stage in won:
            days.append((customer, closed))
    days += _in_ledgers(book, today)
    return _gathered(days, unclear, today)


def _in_ledgers(book: Book, today: dt.date) -> Iterator[tuple[str, dt.date | None]]:
    """Customer and day of every contract signed, every line ordered that is no return, and all money that came in."""
    if book.has("contracts"):
        from sheetsales.process.contracts import signed_contracts  # only workbooks with such sheets take it

        yield from ((c.customer, c.signed_on) for c in signed_contracts(book, today) if c.customer)
    if book.has("orders"):
        yield from _ordered(book.table("orders"))
    if book.has("receipts"):
        table = book.table("receipts")
        columns = (table.get(key) for key in ("customer", "received_on", "amount"))
        yield from (
            (customer, day)
            for customer, day, amount in zip(*columns, strict=True)
            if customer is not None and amount is not None and amount > 0
        )


def _ordered(orders: BookTable) -> Iterator[tuple[str, dt.date | None]]:
    columns = (orders.get(key) for key in ("customer", "ordered_on", "quantity", "amount", "status"))
    for customer, ordered, quantity, amount, status in zip(*columns, strict=True):
        if customer is not None and status != _DEAD and not _is_return(quantity, amount):
            yield customer, ordered


def _is_return(quantity: float | None, amount: object) -> bool:
    return (quantity is not None and quantity < 0) or (amount is not None and amount < 0)  # type: ignore[operator]  # Decimal


def _gathered(days: list[tuple[str, dt.date | None]], unclear: set[str], today: dt.date) -> Purchases | None:
    last: dict[str, dt.date] = {}
    first: dt.date | None = None
    undated: set[str] = set()
    for customer, day in days:
        if day is None:
            undated.add(customer)
        elif day <= today:
            first = day if first is None or day < first else first
            if customer not in last or day > last[customer]:
                last[customer] = day
    if first is None:
        return None
    return Purchases(last, first, frozenset(undated), frozenset(unclear))
