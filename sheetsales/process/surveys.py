"""What customers answered when they were asked for a score."""

from __future__ import annotations

import datetime as dt

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``rep`` served the customer then, the customer's owner where nobody is named."""

    row: int
    customer: str
    rep: str
    day: dt.date
    score: float
    comment: str


def answers(book: Book, as_of: dt.date) -> tuple[Answer, ...]:
    """The customers' answers up to a day, in the order of the sheet; scores beyond the full score are none."""
    table, full = book.table("surveys"), book.settings.number("satisfaction_full")
    customers = book.table("customers")
    owner_of = dict(zip(customers.get("id"), customers.get("owner"), strict=True))
    keys = ("customer", "rep", "date", "score", "kind", "comment")
    return tuple(
        Answer(row, customer, rep or owner_of.get(customer) or "", day, float(score), comment or "")
        for row, (customer, rep, day, score, kind, comment) in enumerate(
            zip(*map(table.get, keys), strict=True)
        )
        if customer and kind != "staff" and day is not None and day <= as_of
        if score is not None and 0 <= score <= full
    )
