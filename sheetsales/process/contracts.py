"""Contracts that were signed and not broken off: what was sold, to whom, by whom, for how much."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.counted import copies
from sheetsales.process.money import amounts

DEAD: Final = "terminated"
UNDER_WAY: Final = frozenset({"running", "completed"})
"""Of these a contract was signed, on whatever day."""


@dataclass(frozen=True, slots=True)
class Contract:
    """One signed contract. ``amount`` is in the workbook's currency, None where blank or its rate is missing;
    ``signed_on`` None where nobody wrote it; ``opportunity`` "" for none."""

    row: int
    id: str
    customer: str
    owner: str
    amount: Decimal | None
    signed_on: dt.date | None
    opportunity: str
    product: str
    payment_terms: str


def signed_contracts(book: Book, as_of: dt.date) -> tuple[Contract, ...]:
    """The contracts signed by a day, each once, in sheet order.

    Terminated ones are out, and so are those that say neither that they run nor when they were signed. A ledger without
    a day of signing has its first day instead.
    """
    table = book.table("contracts")
    day = "signed_on" if table.has("signed_on") or not table.has("start_on") else "start_on"
    keys = ("id", "customer", "owner", day, "status", "opportunity", "product", "payment_terms")
    twice, money = copies(table), amounts(book, "contracts")
    found = []
    for row, values in enumerate(zip(*map(table.get, keys), strict=True)):
        key, customer, owner, signed, status, opportunity, product, terms = values
        if row in twice or status == DEAD or not _signed(signed, status, as_of):
            continue
        found.append(
            Contract(
                row, key or f"#{row}", customer or "", owner or "", money[row], signed, opportunity or "",
                product or "", terms or "",
            )
        )  # fmt: skip
    return tuple(found)


def _signed(day: dt.date | None, status: str | None, as_of: dt.date) -> bool:
    return day <= as_of if day is not None else status in UNDER_WAY
