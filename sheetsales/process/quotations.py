"""Quotations by their number: to whom, for how much, how deep the discount, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.process.money import amounts
from sheetsales.process.numbered import by_number, headed, told
from sheetsales.process.price_list import line_amount

Outcome = Literal["draft", "out", "accepted", "declined", "withdrawn", "replaced"]
_OF_STATUS: Final[dict[str, Outcome]] = {
    "draft": "draft", "accepted": "accepted", "declined": "declined", "withdrawn": "withdrawn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation. ``amount`` is what its lines add up to, None where one of them is unknown; ``valid_to`` is worked
    out where nobody wrote it; ``discount`` is the deepest of a line, None where no line says one."""

    number: str
    rows: tuple[int, ...]
    customer: str
    owner: str
    opportunity: str
    amount: Decimal | None
    discount: float | None
    quoted_on: dt.date | None
    valid_to: dt.date | None
    outcome: Outcome

    @property
    def named(self) -> str:
        """The number as people know it; "" for a line without one."""
        return "" if self.number.startswith("#") else self.number


def quotations(book: Book, as_of: dt.date) -> tuple[Quotation, ...]:
    """The quotations dated up to a day, in the order of the sheet; those that a later one replaces are ``replaced``.

    A blank status is that of a quotation which is out.
    """
    table, money = book.table("quotes"), amounts(book, "quotes")
    numbers = by_number(table)
    known = [
        _quotation(table, number, tuple(rows), money, int(book.settings.number("quote_valid_days")))
        for number, rows in numbers.items()
    ]
    there = [one for one in known if one.quoted_on is None or one.quoted_on <= as_of]
    replaced = {old for one in there if one.outcome != "draft" for old in told(table, one.rows, "replaces")}
    return tuple(_replaced(one) if one.number in replaced else one for one in there)


def _replaced(one: Quotation) -> Quotation:
    return replace(one, outcome="replaced")


def _quotation(
    table: BookTable, number: str, rows: tuple[int, ...], money: Sequence[Decimal | None], days: int
) -> Quotation:
    quoted: dt.date | None = headed(table, rows, "date")
    valid: dt.date | None = headed(table, rows, "valid_to")
    if valid is None and quoted is not None:
        valid = quoted + dt.timedelta(days=days)
    sums = [money[row] if money[row] is not None else _worked_out(table, row) for row in rows]
    return Quotation(
        number,
        rows,
        headed(table, rows, "customer") or "",
        headed(table, rows, "owner") or "",
        headed(table, rows, "opportunity") or "",
        None if None in sums else sum((s for s in sums if s is not None), Decimal()),
        max((float(d) for d in told(table, rows, "discount")), default=None),
        quoted,
        valid,
        _OF_STATUS.get(headed(table, rows, "status") or "", "out"),
    )


def _worked_out(table: BookTable, row: int) -> Decimal | None:
    """Quantity × price less discount, where the amount of a line is blank and the others are there."""
    quantity, price = table.get("quantity")[row], table.get("price")[row]
    if quantity is None or price is None or table.has("currency"):
        return None
    return line_amount(quantity, price, table.get("discount")[row])
