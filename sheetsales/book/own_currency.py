"""Amounts of a table's rows in the workbook's currency."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sheetsales.book.amount_currency import currencies
from sheetsales.book.rates import rate_table
from sheetsales.book.settings import Settings
from sheetsales.book.table import BookTable
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


def own_amounts(table: BookTable, settings: Settings) -> tuple[Decimal | None, ...]:
    """The amount of every row in the workbook's currency, in sheet order; None where unknown.

    An amount in a currency without a rate, in two at once, or in one that nobody knows is unknown.
    """
    own = tuple(_decimal(value) for value in table.get(table.record.money_column))
    found = currencies(table, settings.currency)
    if found is None:
        return own
    return tuple(map(rates(settings).convert, own, found))


def _decimal(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
