"""What the ledgers say was sold that no deal tells of: contracts, orders of no contract, receipts where neither is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import cached_property
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.contracts import Contract, signed_contracts
from sheetsales.process.ledger_evidence import LedgerRows
from sheetsales.process.order_facts import Order
from sheetsales.process.receipts import (
    Instalment,
    Receipt,
    contract_of_order,
    money_received,
    receipts,
    whose,
)

NEAR: Final = dt.timedelta(days=31)
"""How far from the day of a deal a row of a ledger without an amount may be the same sale."""
_NOTHING: Final = Decimal()
_ONE: Final = Decimal(1)
_ONE_PERCENT: Final = Decimal("0.01")
Won = Mapping[str, Sequence[tuple[dt.date | None, Decimal | None]]]
"""Customer → day and amount of every deal won with it."""


@dataclass(frozen=True, slots=True)
class Sale:
    """One contract, order or account of receipts. ``day`` and ``amount`` are None where unknown, ``product`` ""."""

    customer: str
    owner: str
    day: dt.date | None
    product: str
    amount: Decimal | None


def ledger_sales(book: Book, as_of: dt.date, orders: Sequence[Order], won: Won) -> Iterator[Sale]:
    """What was sold by a day beside the deals, each sale once. ``orders`` are those placed by then.

    A contract stands for its orders, unless they alone have an amount. Where no row of a ledger names a deal, what looks
    like a deal won with the customer is taken for it, and not counted again.
    """
    sold = _Sold(book, as_of, orders, won)
    yield from sold.by_contract()
    yield from sold.by_order()
    yield from sold.by_account()


@dataclass
class _Sold:
    book: Book
    as_of: dt.date
    orders: Sequence[Order]
    won: Won

    @cached_property
    def signed(self) -> Sequence[Contract]:
        return signed_contracts(self.book, self.as_of) if self.book.has("contracts") else ()

    @cached_property
    def under(self) -> Mapping[str, Sequence[Order]]:
        """The orders of each contract."""
        found: dict[str, list[Order]] = {}
        for order in self.orders:
            found.setdefault(order.contract, []).append(order)
        return found

    def by_contract(self) -> Iterator[Sale]:
        told = _Told(self.book, "contracts", self.won)
        for one in self.signed:
            under = self.under.get(one.id, ())
            product = one.product or next((order.product for order in under if order.product), "")
            sale = Sale(one.customer, one.owner, one.signed_on, product, one.amount or None)
            if (sale.amount or not under) and not told.by_a_deal(one.row, sale):
                yield sale

    def by_order(self) -> Iterator[Sale]:
        told = _Told(self.book, "orders", self.won)
        whole = {one.id for one in self.signed if one.amount}
        for one in self.orders:
            sale = Sale(one.customer, one.owner, one.ordered_on, one.product, one.amount)
            if one.contract not in whole and not told.by_a_deal(one.rows[0], sale):
                yield sale

    def by_account(self) -> Iterator[Sale]:
        """By the number of the contract or order that receipts name; money without one may be part of anything. An account
        of which no day is known was sold on an unknown one."""
        if self.book.has("contracts") or self.book.has("orders") or not self.book.has("receipts"):
            return
        told, table = _Told(self.book, "receipts", self.won), self.book.table("receipts")
        columns = zip(*map(table.get, ("contract", "order_no", "customer", "owner")), strict=True)
        numbered: dict[str, str] = {}
        owners: dict[str, str] = {}
        for contract, order, customer, owner in columns:
            if number := contract or order:
                numbered.setdefault(number, customer or "")
                numbered[number] = customer or numbered[number]
                owners[number] = owners.get(number) or owner or ""
        for number, account in self._accounts().items():
            customer = numbered.get(number, "")
            if account.days and min(account.days) > self.as_of:
                continue
            first = min(account.days, default=None)
            sale = Sale(customer, owners.get(number, ""), first, "", account.worth)
            if not told.by_a_deal(account.row, sale):
                yield sale

    def _accounts(self) -> Mapping[str, _Account]:
        money = receipts(self.book, self.as_of)
        of = whose(self.book.table("receipts"), contract_of_order(self.book))
        amounts = money_received(self.book, "amount")
        found: dict[str, _Account] = {}
        for due in money.instalments:
            found.setdefault(due.of, _Account()).due.append(due)
        for came in money.came:
            found.setdefault(came.of, _Account()).came.append(came)
        for row in money.undated:
            found.setdefault(of[row], _Account()).undated.append((row, amounts[row] or _NOTHING))
        return found


@dataclass(slots=True)
class _Account:
    """What receipts say of one number; ``undated`` money came in on a day nobody noted."""

    due: list[Instalment] = field(default_factory=list)
    came: list[Receipt] = field(default_factory=list)
    undated: list[tuple[int, Decimal]] = field(default_factory=list)

    @property
    def row(self) -> int:
        """The row it is told by."""
        return next(
            iter([*(d.row for d in self.due), *(c.row for c in self.came), *(u[0] for u in self.undated)])
        )

    @property
    def days(self) -> list[dt.date]:
        days = (*(one.due_on for one in self.due), *(one.day for one in self.came))
        return [day for day in days if day is not None]

    @property
    def worth(self) -> Decimal | None:
        """What was laid out as due; what came in where nothing was; None where part of it is blank."""
        laid_out = [one.due for one in self.due]
        if None in laid_out:
            return None
        known = laid_out if self.due else [*(c.amount for c in self.came), *(u[1] for u in self.undated)]
        return sum((one for one in known if one is not None), _NOTHING)


class _Told:
    """Which rows of a ledger are about a sale that a deal tells of already."""

    def __init__(self, book: Book, record: str, won: Won) -> None:
        rows = LedgerRows(book).deal_of(record) if book.has(record) else ()
        self._rows = frozenset(row for row, deal in enumerate(rows) if deal is not None)
        self._won = {} if self._rows else won

    def by_a_deal(self, row: int, sale: Sale) -> bool:
        """Whether the sale needs no counting; so does one of nobody's."""
        if not sale.customer or row in self._rows:
            return True
        return any(_alike(sale, *deal) for deal in self._won.get(sale.customer, ()))


def _alike(sale: Sale, day: dt.date | None, amount: Decimal | None) -> bool:
    """Whether a sale may be the deal of that day and amount."""
    if amount and sale.amount:
        return abs(sale.amount - amount) <= max(_ONE, amount * _ONE_PERCENT)
    return day is None or sale.day is None or abs(sale.day - day) <= NEAR
