"""Goods that came back, and what was given back for them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.money import amounts

DEAD: Final = "refused"
GIVEN_BACK: Final = frozenset({"refund", "credit"})
"""Remedies that take money off what was sold; an exchange or a repair does not."""


@dataclass(frozen=True, slots=True)
class Return:
    """One return. ``amount`` is what was refunded or credited, 0 for an exchange or a repair, None where it is unknown;
    ``order`` is "" where nobody wrote it."""

    row: int
    order: str
    customer: str
    owner: str
    returned_on: dt.date
    amount: Decimal | None
    remedy: str


def returns(book: Book, as_of: dt.date) -> tuple[Return, ...]:
    """The returns up to a day, in sheet order; refused ones are out, and so are those without a day."""
    table = book.table("returns")
    keys = ("order_no", "customer", "owner", "returned_on", "remedy", "status")
    money = amounts(book, "returns")
    return tuple(
        Return(row, order or "", customer or "", owner or "", day, _given(remedy, money[row]), remedy or "")
        for row, (order, customer, owner, day, remedy, status) in enumerate(
            zip(*map(table.get, keys), strict=True)
        )
        if status != DEAD and day is not None and day <= as_of
    )


def _given(remedy: str | None, amount: Decimal | None) -> Decimal | None:
    """An amount without a remedy was given back in one way or another."""
    return amount if remedy is None or remedy in GIVEN_BACK else Decimal()
