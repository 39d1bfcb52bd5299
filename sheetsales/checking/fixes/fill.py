"""What fills itself in the ledgers: prices and amounts of lines, sums of contracts, the latest satisfaction, and rows of
won deals and of terms. Nothing typed is ever replaced; what sheetsales writes itself is brought up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.table import BookTable
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AppendRows, Edit
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue, EditValue
from sheetsales.cells.writable import Writable
from sheetsales.checking.fixes.customers import purchase_columns
from sheetsales.checking.fixes.fix import Fix, What
from sheetsales.checking.fixes.improving import tasks_of_meetings, written
from sheetsales.checking.ledger_sums import contract_sums
from sheetsales.dataclass import dataclass
from sheetsales.process.due_days import due_days
from sheetsales.process.new_ledger_rows import NewRow, instalments_missing, rows_since
from sheetsales.process.numbered import inherited
from sheetsales.process.price_list import PriceList, line_amount
from sheetsales.process.surveys import latest_scores
from sheetsales.process.written_names import Names
from sheetsales.schema.column import Kind

_HALF = 0.5
_ADDED_TO = ("contracts", "orders", "receipts")
Change = tuple[BookTable, int, str, CellValue, What]


@dataclass(frozen=True, slots=True)
class AddedRows:
    """Rows at the end of a table, a fix for each and for cells that name them, and the edits."""

    fixed: tuple[Fix, ...]
    edits: tuple[Edit, ...]


def filled(workbook: Workbook, book: Book, today: dt.date) -> Iterator[Fix]:
    """The cells that are filled; those that hold a formula or may not be written are left as they are."""
    writable = Writable(workbook)
    for table, row, column, after, what in _changes(book, today):
        at = table.cell(row, column)
        before = table.raw[column][row] if column in table.raw else None
        if at is not None and writable(at) and before != after:
            yield Fix(at, before, after, what)


def _changes(book: Book, today: dt.date) -> Iterator[Change]:
    if book.has("quotes"):
        yield from _lines(book, "quotes", priced=True)
    if book.has("orders"):
        yield from _lines(book, "orders", priced=False)
    if book.has("contracts") and book.has("receipts"):
        for row, column, money in contract_sums(book, today):
            yield book.table("contracts"), row, column, money, What.SUMMED
        for row, day in due_days(book):
            yield book.table("receipts"), row, "due_on", day, What.DUE
    yield from written(book)
    if book.has("surveys"):
        customers = book.table("customers")
        for row, score in latest_scores(book, today):
            before = customers.get("satisfaction")[row]
            if before is not None and abs(before - score) > _HALF:
                yield customers, row, "satisfaction", _whole(score), What.SURVEYED
    yield from ((*change, What.BOUGHT) for change in purchase_columns(book, today))


def _lines(book: Book, key: str, *, priced: bool) -> Iterator[Change]:
    """Blank prices by the list of the day, blank amounts by quantity, price and discount."""
    table, prices = book.table(key), PriceList(book)
    if not table.has("amount"):
        return
    days = inherited(table, "date") if priced else ()
    columns = zip(
        *(table.get(c) for c in ("product", "quantity", "price", "discount", "amount")), strict=True
    )
    for row, (product, quantity, price, off, amount) in enumerate(columns):
        if priced and price is None and product and days[row] and _blank(table, "price", row):
            price = prices.money(prices.offered(product, days[row], quantity))
            if price is not None:
                yield table, row, "price", _plain(price), What.FILLED
        asks = amount is None and quantity is not None and price is not None
        if asks and _blank(table, "amount", row) and not _unread(table, "discount", row):
            yield table, row, "amount", _plain(line_amount(quantity, price, off)), What.FILLED


def _blank(table: BookTable, column: str, row: int) -> bool:
    return column in table.raw and table.raw[column][row] is None


def _unread(table: BookTable, column: str, row: int) -> bool:
    """Whether something stands there that nobody could read."""
    return column in table.raw and table.get(column)[row] is None and table.raw[column][row] not in (None, "")


def _plain(amount: Decimal) -> int | float:
    return _whole(float(amount))


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def rows_added(workbook: Workbook, book: Book, today: dt.date) -> Iterator[AddedRows]:
    """Rows for deals won since the first contract on file, the instalments of contracts that have none, and tasks out of
    meetings."""
    found: dict[str, list[NewRow]] = {key: [] for key in _ADDED_TO}
    if book.has("contracts"):
        signed = [day for day in book.table("contracts").get("signed_on") if day is not None and day <= today]
        if signed:
            for key, rows in rows_since(book, min(signed)).items():
                found[key] += rows
        if book.has("receipts"):
            found["receipts"] += instalments_missing(book)
    for key, rows in found.items():
        if rows and book.has(key) and book.table(key).bound[-1].beside is None:
            yield added(book, key, rows)
    tasks = tasks_of_meetings(workbook, book, today) if book.has("meetings") else None
    if tasks is not None:
        yield tasks


def added(book: Book, key: str, rows: Sequence[NewRow]) -> AddedRows:
    """New rows at the end of a sheet that is there."""
    bound = book.table(key).bound[-1]
    headings = {column.column.key: column.heading for column in bound.columns}
    told = [{headings[c]: v for c, v in cells(book, key, row).items() if c in headings} for row in rows]
    first = min((column.sheet_column for column in bound.columns), default=1)
    places = (CellRef(bound.sheet, bound.last_row + n, first) for n in range(1, len(rows) + 1))
    fixed = (
        Fix(at, None, str(row.get("id") or row.get("contract") or ""), What.ROW_ADDED)
        for at, row in zip(places, rows, strict=True)
    )
    return AddedRows(tuple(fixed), (AppendRows(bound.target, tuple(told)),))


def cells(book: Book, key: str, row: NewRow) -> Mapping[str, EditValue]:
    """A new row as people read it: names for people, labels for choices."""
    record = book.table(key).record
    columns, names = record.by_key, Names(book, key, record.owner_column or "owner")

    def shown(column: str, value: Any) -> EditValue:
        if isinstance(value, Decimal):
            return _plain(value)
        if columns[column].ref == "team":
            return names.of(value)
        if columns[column].kind is Kind.CHOICE:
            return text_of(book, key, column, value, book.lang)
        plain: EditValue = value
        return plain

    return {column: shown(column, value) for column, value in row.items() if value is not None}
