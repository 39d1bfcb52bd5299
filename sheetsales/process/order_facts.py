"""Orders by their number: when they were placed, confirmed, promised and delivered, and what went wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.process.money import amounts
from sheetsales.process.numbered import by_number, headed, inherited, told
from sheetsales.schema.aliases import label_key, yes_no

DEAD: Final = "cancelled"
_NONE: Final = frozenset({"无", "没有", "none", "None", "N/A", "OK", "ok", "-", "—", "/"})
"""Under faults these say that there was none."""


@dataclass(frozen=True, slots=True)
class Order:
    """One order. ``rows`` are its lines that count. ``amount`` is what they add up to, None where one of them has none
    that is known; days are None where unknown.

    ``confirmed_on`` and ``delivered_on`` are those of the last line, and there where all lines have one. ``kept`` says
    whether every line came by the day promised for it, None where a promise or a delivery is missing.
    """

    number: str
    rows: tuple[int, ...]
    customer: str
    owner: str
    opportunity: str
    contract: str
    product: str
    amount: Decimal | None
    ordered_on: dt.date | None
    confirmed_on: dt.date | None
    promised_on: dt.date | None
    shipped_on: dt.date | None
    delivered_on: dt.date | None
    kept: bool | None
    faulty: bool
    status: str

    @property
    def named(self) -> str:
        """The number as people know it; "" for a line without one."""
        return "" if self.number.startswith("#") else self.number


def orders(book: Book, as_of: dt.date) -> tuple[Order, ...]:
    """The orders placed by a day, as they stood then; cancelled lines and returns typed as negative lines are out.

    What came later than the day is not known yet. Orders without a day of ordering count as placed.
    """
    table = book.table("orders")
    money = amounts(book, "orders")
    found = []
    for number, lines in by_number(table).items():
        rows = tuple(row for row in lines if _counts(table, row, money[row]))
        if rows:
            order = _order(table, number, rows, money, as_of)
            if order.ordered_on is None or order.ordered_on <= as_of:
                found.append(order)
    return tuple(found)


def awaited(table: BookTable) -> Sequence[bool]:
    """Whether each line is still to come, as far as the sheet follows it: to its delivery, where it has no column for that
    until it left, where it has none for that either by what its status says."""
    delivered, shipped = table.get("delivered_on"), table.get("shipped_on")
    follows_delivery, follows_shipping = table.has("delivered_on"), table.has("shipped_on")
    found = []
    for row, status in enumerate(inherited(table, "status")):
        if status in ("delivered", DEAD):
            found.append(False)
        elif follows_delivery:
            found.append(delivered[row] is None)
        elif follows_shipping:
            found.append(shipped[row] is None and status != "shipped")
        else:
            found.append(status not in (None, "shipped"))
    return found


def _counts(table: BookTable, row: int, amount: Decimal | None) -> bool:
    quantity = table.get("quantity")[row]
    negative = (quantity is not None and quantity < 0) or (amount is not None and amount < 0)
    return table.get("status")[row] != DEAD and not negative


def _order(
    table: BookTable,
    number: str,
    rows: tuple[int, ...],
    money: Sequence[Decimal | None],
    as_of: dt.date,
) -> Order:
    def first(key: str) -> str:
        return headed(table, rows, key) or ""

    delivered = [_by(table.get("delivered_on")[row], as_of) for row in rows]
    promised = _inherited(table, rows, "promised_on")
    sums = [money[row] for row in rows]
    return Order(
        number,
        rows,
        first("customer"),
        first("owner"),
        first("opportunity"),
        first("contract_no"),
        first("product"),
        None if None in sums else sum((s for s in sums if s is not None), Decimal()),
        min(told(table, rows, "ordered_on"), default=None),
        _last([_by(day, as_of) for day in _inherited(table, rows, "confirmed_on")]),
        max((day for day in promised if day is not None), default=None),
        _last([_by(day, as_of) for day in _inherited(table, rows, "shipped_on")]),
        _last(delivered),
        _kept(promised, delivered),
        any(_faulty(table, row) for row in rows),
        first("status"),
    )


def _faulty(table: BookTable, row: int) -> bool:
    """Whether the cell tells of a fault, in words of the list or others."""
    cells = table.raw.get("fault", ())
    said = table.get("fault")[row] or (cells[row] if row < len(cells) else None)
    return (
        not is_blank(said) and yes_no().get(label_key(str(said))) != "no" and str(said).strip() not in _NONE
    )


def _inherited(table: BookTable, rows: Sequence[int], key: str) -> list[dt.date | None]:
    """The day of each line, that of the number where a line is blank."""
    whole: dt.date | None = headed(table, rows, key)
    return [table.get(key)[row] or whole for row in rows]


def _by(day: dt.date | None, as_of: dt.date) -> dt.date | None:
    return day if day is not None and day <= as_of else None


def _last(days: Sequence[dt.date | None]) -> dt.date | None:
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _kept(promised: Sequence[dt.date | None], delivered: Sequence[dt.date | None]) -> bool | None:
    kept = [
        None if by is None or came is None else came <= by
        for by, came in zip(promised, delivered, strict=True)
    ]
    if None in kept:
        return None
    return all(kept)
