"""When instalments fall due once the day of delivery is known: what terms laid out follows it, what a person put stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sheetsales.book.book import Book
from sheetsales.process.new_ledger_rows import Agreed, contracts_with_terms, delivered_on
from sheetsales.process.payment_terms import laid_out

Rows = Mapping[tuple[str, str], Sequence[int]]


def due_days(book: Book) -> Iterator[tuple[int, dt.date]]:
    """Row of Receipts and the day its instalment falls due by the terms and the delivery: where the day is blank, or is the one
    that the agreed delivery gave. An instalment with money on it never moves."""
    rows, delivered = _by_instalment(book), delivered_on(book)
    table = book.table("receipts")
    for contract in contracts_with_terms(book):
        before = dict(_days(contract, contract.agreed))
        for kind, day in _days(contract, delivered.get(contract.number) or contract.agreed):
            those = rows.get((contract.number, kind), ())
            asked = [row for row in those if table.get("due_amount")[row] is not None]
            if day is None or len(asked) != 1 or any(_paid(book, row) for row in those):
                continue
            put = table.get("due_on")[asked[0]]
            if put != day and put in (None, before.get(kind)):
                yield asked[0], day


def _days(contract: Agreed, delivery: dt.date | None) -> Iterator[tuple[str, dt.date | None]]:
    for part in laid_out(contract.amount, contract.terms or "", contract.signed, delivery):
        yield part.kind, part.due_on


def _by_instalment(book: Book) -> Rows:
    """The rows of each contract's instalments, by what these are called."""
    table = book.table("receipts")
    found: dict[tuple[str, str], list[int]] = {}
    for row, (contract, kind) in enumerate(zip(table.get("contract"), table.get("instalment"), strict=True)):
        if contract and kind:
            found.setdefault((contract, kind), []).append(row)
    return found


def _paid(book: Book, row: int) -> bool:
    table = book.table("receipts")
    return table.get("received_on")[row] is not None or table.get("amount")[row] is not None
