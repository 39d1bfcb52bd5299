"""What was spent on selling, and what is planned to be."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.money import amounts
from sheetsales.process.receipts import converted


@dataclass(frozen=True, slots=True)
class Cost:
    """One row of Costs. ``amount`` is None for what is only planned; texts are "" where nobody wrote them."""

    row: int
    day: dt.date | None
    kind: str
    channel: str
    campaign: str
    owner: str
    partner: str
    amount: Decimal | None
    budget: Decimal | None


def costs(book: Book) -> tuple[Cost, ...]:
    """Every row, in sheet order."""
    table = book.table("costs")
    columns = (table.get(key) for key in ("date", "kind", "channel", "campaign", "owner", "partner"))
    money, planned = amounts(book, "costs"), converted(book, table, "budget")
    return tuple(
        Cost(row, day, kind or "", channel or "", (campaign or "").strip(), owner or "", partner or "", money[row], planned[row])
        for row, (day, kind, channel, campaign, owner, partner) in enumerate(zip(*columns, strict=True))
    )  # fmt: skip


def spent(book: Book, first: dt.date, last: dt.date) -> tuple[Cost, ...]:
    """What was spent in a time; what is only planned is not."""
    return tuple(
        one
        for one in costs(book)
        if one.amount is not None and one.day is not None and first <= one.day <= last
    )
