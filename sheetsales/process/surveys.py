"""What customers answered when they were asked for a score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.median import median


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


_FIVE: Final = 5
_HUNDRED: Final = 100
_PLAINLY_HUNDREDS: Final = 20


def latest_scores(book: Book, as_of: dt.date) -> Iterator[tuple[int, float]]:
    """For each customer that has been asked, its row and the mean of the last day's answers.

    A five-point score among hundreds is none.
    """
    given = answers(book, as_of)
    hundreds = book.settings.number("satisfaction_full") == _HUNDRED and bool(given)
    if hundreds and median([one.score for one in given]) > _PLAINLY_HUNDREDS:
        given = tuple(one for one in given if one.score > _FIVE)
    last: dict[str, dt.date] = {}
    for one in given:
        last[one.customer] = max(one.day, last.get(one.customer, one.day))
    table = book.table("customers")
    for customer, day in last.items():
        scores = [one.score for one in given if one.customer == customer and one.day == day]
        if customer in table.by_id:
            yield table.by_id[customer], round(sum(scores) / len(scores), 1)
