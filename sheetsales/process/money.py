"""Amounts in the workbook's currency."""

from __future__ import annotations

from decimal import Decimal

from sheetsales.book.amount_currency import currencies
from sheetsales.book.book import Book
from sheetsales.book.own_currency import own_amounts, rates
from sheetsales.dataclass import dataclass


def amounts(book: Book, key: str = "pipeline") -> tuple[Decimal | None, ...]:
    """The amount of every record of a kind in the workbook's currency, in sheet order; None where unknown.

    An amount in a currency without a rate, in two at once, or in one that nobody knows is unknown.
    """
    return own_amounts(book.table(key), book.settings)


@dataclass(frozen=True, slots=True)
class Unconverted:
    """``rows`` whose amounts are in ``currency``, for which there is no rate: they are in no total."""

    currency: str
    rows: tuple[int, ...]


def unconverted(book: Book, key: str = "pipeline") -> tuple[Unconverted, ...]:
    """The amounts that are left out for want of a rate, by currency, in the order the sheet names them."""
    table = book.table(key)
    found = currencies(table, book.settings.currency)
    if found is None:
        return ()
    known = rates(book.settings)
    rows: dict[str, list[int]] = {}
    for row, (currency, amount) in enumerate(zip(found, table.get(table.record.money_column), strict=True)):
        if amount is not None and currency not in ("", known.currency) and currency not in known.rates:
            rows.setdefault(currency, []).append(row)
    return tuple(Unconverted(currency, tuple(those)) for currency, those in rows.items())
