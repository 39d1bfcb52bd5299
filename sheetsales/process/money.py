"""Amounts in the workbook's currency."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sheetsales.book.book import Book
from sheetsales.book.settings import Settings

_RATE = re.compile(r"([A-Za-z]{3})\s*[=＝:：]\s*([0-9.]+)")


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
    """The rate table of the Settings (``USD=7.10,EUR=7.80``); entries that are none are left out."""
    found = _RATE.findall(settings.text("rates"))
    table = {code.upper(): rate for code, text in found if (rate := _rate(text)) is not None}
    return Rates(settings.currency, table)


def _rate(text: str) -> Decimal | None:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        return None
    return rate if rate > 0 else None


def amounts(book: Book) -> tuple[Decimal | None, ...]:
    """The amount of every opportunity in the workbook's currency, in sheet order; None where unknown."""
    deals = book.table("pipeline")
    own = tuple(deals.get("amount"))
    if not deals.has("currency"):
        return own
    table = rates(book.settings)
    return tuple(map(table.convert, own, deals.get("currency")))
