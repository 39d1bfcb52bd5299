"""Rows of Receipts as facts: what fell due by instalment, what came in for it, and money nobody can place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import Final

from sheetsales.book.amount_currency import currencies
from sheetsales.book.book import Book
from sheetsales.book.own_currency import rates
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass

_REFUND: Final = "refund"
_NOTHING: Final = Decimal()


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came in on a day, or went back where ``amount`` is negative. ``of`` says whose: the number of a contract,
    else of an order, else the customer, "" for nobody's."""

    row: int
    of: str
    owner: str
    day: dt.date
    amount: Decimal


@dataclass(slots=True)
class Instalment:
    """What falls due on a day. ``due`` and ``due_on`` are None where nobody wrote them; ``last_on`` is the day of the last
    money for it. ``rows`` are its own row and those of its part payments."""

    of: str
    name: str
    due_on: dt.date | None
    due: Decimal | None
    owner: str
    rows: list[int]
    received: Decimal = _NOTHING
    last_on: dt.date | None = None

    @property
    def row(self) -> int:
        return self.rows[0]

    @property
    def unpaid(self) -> Decimal | None:
        """What is still to come, 0 where more came; None where nobody wrote what is due."""
        return None if self.due is None else max(self.due - self.received, _NOTHING)

    @property
    def in_time(self) -> bool:
        """Whether it was paid in full by its day; of part payments the last counts."""
        return self.unpaid == 0 and self.last_on is not None and self._by(self.last_on)

    def _by(self, day: dt.date) -> bool:
        return self.due_on is not None and day <= self.due_on


@dataclass(frozen=True)
class Receipts:
    """``came`` and ``instalments`` are in the order of the sheet. ``undated`` rows have an amount and no day,
    ``unreadable`` ones a day and an amount that nobody can tell in the workbook's currency."""

    came: tuple[Receipt, ...]
    instalments: tuple[Instalment, ...]
    undated: tuple[int, ...]
    unreadable: tuple[int, ...]


@dataclass
class _Reading:
    """The rows while they are sorted out. ``open`` are the instalments of each contract so far."""

    book: Book
    table: BookTable
    as_of: dt.date
    came: list[Receipt] = field(default_factory=list)
    instalments: list[Instalment] = field(default_factory=list)
    undated: list[int] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)

    def read(self) -> Receipts:
        keys = ("instalment", "due_on", "received_on", "owner")
        of = whose(self.table, contract_of_order(self.book))
        due, amounts = (money_received(self.book, key) for key in ("due_amount", "amount"))
        parts: list[tuple[Receipt, str]] = []
        for row, (name, due_on, day, owner) in enumerate(zip(*map(self.table.get, keys), strict=True)):
            receipt = self._receipt(row, of[row], owner or "", day, amounts[row])
            name = name or ""
            if due_on is not None or due[row] is not None:
                opened = Instalment(of[row] or f"#{row}", name, due_on, due[row], owner or "", [row])
                self.instalments.append(opened)
                if receipt is not None:
                    _pay(opened, receipt)
            elif receipt is not None and name != _REFUND:
                parts.append((receipt, name))
        self._part_payments(parts)
        return Receipts(*map(tuple, (self.came, self.instalments, self.undated, self.unreadable)))  # type: ignore[arg-type]  # in that order

    def _receipt(
        self, row: int, of: str, owner: str, day: dt.date | None, amount: Decimal | None
    ) -> Receipt | None:
        if amount is None:
            if day is not None and self.table.raw.get("amount", ())[row : row + 1] not in ([], [None]):
                self.unreadable.append(row)
            return None
        if day is None:
            self.undated.append(row)
            return None
        if day > self.as_of:
            return None
        receipt = Receipt(row, of, owner, day, amount)
        self.came.append(receipt)
        return receipt

    def _part_payments(self, parts: Iterable[tuple[Receipt, str]]) -> None:
        """Rows without anything due of their own pay the first instalment of that name that is still open."""
        by_name: dict[tuple[str, str], list[Instalment]] = {}
        for one in self.instalments:
            by_name.setdefault((one.of, one.name), []).append(one)
        for receipt, name in parts:
            candidates = by_name.get((receipt.of, name), ())
            still_open = (one for one in candidates if one.unpaid != 0)
            paid = next(still_open, candidates[-1] if candidates else None)
            if paid is not None:
                paid.rows.append(receipt.row)
                _pay(paid, receipt)


def _pay(instalment: Instalment, receipt: Receipt) -> None:
    instalment.received += receipt.amount
    if instalment.last_on is None or receipt.day > instalment.last_on:
        instalment.last_on = receipt.day


def receipts(book: Book, as_of: dt.date) -> Receipts:
    """What was due and what came in by a day."""
    return _Reading(book, book.table("receipts"), as_of).read()


def contract_of_order(book: Book) -> Mapping[str, str]:
    """Order number → the contract it belongs to, of those that say one."""
    table = book.table("orders")
    pairs = zip(table.get("id"), table.get("contract_no"), strict=True)
    return {number: contract for number, contract in pairs if number and contract}


def whose(table: BookTable, contract_of: Mapping[str, str]) -> Sequence[str]:
    """Whose money each row is: the contract's it names or its order belongs to, else the order's, else the customer's."""
    keys = ("contract", "order_no", "customer")
    found = []
    for contract, order, customer in zip(*map(table.get, keys), strict=True):
        found.append(contract or contract_of.get(order or "") or order or customer or "")
    return found


def converted(book: Book, table: BookTable, key: str) -> Sequence[Decimal | None]:
    """A column of money in the workbook's currency, by what each row says its money is in."""
    found = currencies(table, book.settings.currency)
    return _converted(book, table.get(key), found)


def money_received(book: Book, key: str) -> Sequence[Decimal | None]:
    """A column of money of Receipts in the workbook's currency."""
    return _converted(book, book.table("receipts").get(key), receipt_currencies(book))


def receipt_currencies(book: Book) -> Sequence[str] | None:
    """The currency of every row of Receipts: what it says itself, else that of its contract; None where all are in the
    workbook's."""
    table, own = book.table("receipts"), book.settings.currency
    said, theirs = currencies(table, own), contract_currencies(book)
    if not theirs:
        return said
    of = whose(table, contract_of_order(book))
    usual = said or (own,) * len(table)
    return tuple(
        theirs.get(number, one) if one == own and not typed else one
        for number, one, typed in zip(of, usual, table.get("currency"), strict=True)
    )


def contract_currencies(book: Book) -> Mapping[str, str]:
    """Contract number → its currency, of those in another than the workbook's."""
    table, own = book.table("contracts"), book.settings.currency
    found = currencies(table, own) if table.bound else None
    pairs = zip(table.get("id"), found or (), strict=False)
    return {number: one for number, one in pairs if number and one != own}


def _converted(
    book: Book, amounts: Sequence[Decimal | None], found: Sequence[str] | None
) -> Sequence[Decimal | None]:
    return amounts if found is None else tuple(map(rates(book.settings).convert, amounts, found))
