"""Amounts in the workbook's currency."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sheetsales.book.amount_currency import currencies
from sheetsales.book.book import Book
from sheetsales.book.rates import rate_table
from sheetsales.book.settings import Settings
from sheetsales.dataclass import dataclass


@dataclass(frozen=True)
class Rates:
    """What one unit of a foreign currency is worth in the workbook's own."""

    currency: str
    rates: Mapping[str, Decimal]

    def convert(self, amount: Decimal | None, currency: str | None) -> Decimal | None:
        """The amount in the workbook's currency; None where it, or the rate it would take, is unknown."""
        if amount is None or currency in (None, "", self.currency):
            return amount
        rate = self.rates.get(currency or "")
        return None if rate is None else amount * rate


def rates(settings: Settings) -> Rates:
    """The rate table of the Settings; entries that are none are left out."""
    return Rates(settings.currency, rate_table(settings).rates)


def amounts(book: Book, key: str = "pipeline") -> tuple[Decimal | None, ...]:
    """The amount of every record of a kind in the workbook's currency, in sheet order; None where unknown.

    An amount in a currency without a rate, in two at once, or in one that nobody knows is unknown.
    """
    table = book.table(key)
    own = tuple(_decimal(value) for value in table.get(table.record.money_column))
    found = currencies(table, book.settings.currency)
    if found is None:
        return own
    return tuple(map(rates(book.settings).convert, own, found))


def _decimal(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


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
