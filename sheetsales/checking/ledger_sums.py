"""What came in for each contract and what is still to come, in the grey columns of the Contracts sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.cells.edits import SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.writable import Writable
from sheetsales.schema.bind import own_record

Sum = tuple[int, str, int | float]
"""Row of Contracts, column, and what is to stand there."""


def contract_sums(book: Book, today: dt.date) -> Iterator[Sum]:
    """Received and outstanding of every signed contract on a sheet of ours. In a ledger of the team's own such columns are
    typed, and in whatever unit: they are nobody's but theirs."""
    if not (book.has("contracts") and book.has("receipts")):
        return
    from sheetsales.process.receivables import receivables  # only workbooks with such sheets take it

    table = book.table("contracts")
    for account in receivables(book, today).accounts:
        if account.contract is None or not _ours(table, account.contract.row):
            continue
        for column, money in (("paid", account.received), ("unpaid", account.receivable)):
            if money is not None and table.has(column):
                yield account.contract.row, column, plain(money)


def sum_edits(workbook: Workbook, book: Book, today: dt.date) -> Iterator[SetCell]:
    """The cells of these columns that shall read differently, each guarded by what it holds now."""
    table, writable = book.table("contracts"), Writable(workbook)
    for row, column, after in contract_sums(book, today):
        at, now = table.cell(row, column), table.raw[column][row]
        if at is not None and now != after and writable(at):
            yield SetCell(at, after, now)


def plain(amount: Decimal) -> int | float:
    """An amount as a cell holds it."""
    number = float(amount)
    return int(number) if number.is_integer() else number


def _ours(table: BookTable, row: int) -> bool:
    name = table.bound[table.sources[row]].table
    record = own_record(name) if name else None
    return record is not None and record.key == "contracts"
