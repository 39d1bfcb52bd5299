"""What customers still owe, contract by contract: signed, received, given back, due when, how long overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import cached_property
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.settings import Settings
from sheetsales.dataclass import dataclass
from sheetsales.process.contracts import Contract, signed_contracts
from sheetsales.process.receipts import Instalment, Receipt, Receipts, contract_of_order, receipts
from sheetsales.process.returns import Return, returns
from sheetsales.regex import regex

_NOTHING: Final = Decimal()
_LIMITS: Final = regex(r"\d+")
_USUAL_LIMITS: Final = (30, 60)


@dataclass
class Account:
    """One contract with its money. ``contract`` is None where Receipts name one that is not on file, or none at all.

    ``received`` has refunds taken off; ``refunded`` is what went back, as a positive number; ``returned`` what returns
    gave back.
    """

    key: str
    contract: Contract | None
    customer: str
    owner: str
    instalments: list[Instalment] = field(default_factory=list)
    received: Decimal = _NOTHING
    refunded: Decimal = _NOTHING
    returned: Decimal = _NOTHING

    @property
    def amount(self) -> Decimal | None:
        """What was sold: the contract's amount; of a framework without one, or of receipts without a contract, what was
        laid out as due. None where nobody wrote it."""
        known = self.contract.amount if self.contract is not None else _NOTHING
        if known is None or known > 0:
            return known
        due = [one.due for one in self.instalments if one.due is not None]
        return sum(due, _NOTHING) if due else None

    @property
    def receivable(self) -> Decimal | None:
        """What is still to come in. A refund and the return behind it cancel out, so that it is taken off once."""
        return None if self.amount is None else self.amount - self.received - self.returned

    def unpaid(self) -> list[tuple[Instalment, Decimal]]:
        """The instalments that are open and what is open of each.

        More than was due for one pays the next that is open; what was credited pays the last of them.
        """
        by_day = sorted(self.instalments, key=lambda i: i.due_on or dt.date.max)
        left = [one.unpaid or _NOTHING for one in by_day]
        used = sum((min(one.received, one.due) for one in by_day if one.due is not None), _NOTHING)
        _pay_off(left, range(len(left)), self.received + self.refunded - used)
        _pay_off(left, range(len(left) - 1, -1, -1), self.returned - self.refunded)
        return [(one, open_) for one, open_ in zip(by_day, left, strict=True) if open_ > 0]

    def ageing(self, as_of: dt.date, limits: Sequence[int]) -> Ageing:
        """What is open by how long it is overdue."""
        not_due, late = _NOTHING, [_NOTHING] * (len(limits) + 1)
        for one, left in self.unpaid():
            days = (as_of - one.due_on).days if one.due_on is not None else 0
            if one.due_on is None:
                continue
            if days <= 0:
                not_due += left
            else:
                late[sum(days > limit for limit in limits)] += left
        whole = self.receivable if self.receivable is not None else not_due + sum(late, _NOTHING)
        return Ageing(not_due, tuple(late), whole - not_due - sum(late, _NOTHING))


def _pay_off(left: list[Decimal], order: Iterable[int], money: Decimal) -> None:
    """Takes the money off what is left, in that order."""
    for at in order:
        taken = min(left[at], max(money, _NOTHING))
        left[at] -= taken
        money -= taken


@dataclass(frozen=True, slots=True)
class Ageing:
    """Receivable money by age: not due, then by the limits in days overdue, and ``rest``, which no instalment lays out."""

    not_due: Decimal
    late: tuple[Decimal, ...]
    rest: Decimal

    @property
    def overdue(self) -> Decimal:
        return sum(self.late, _NOTHING)


@dataclass(frozen=True)
class Receivables:
    """All accounts of a workbook as of a day, and what no account could be found for."""

    as_of: dt.date
    accounts: tuple[Account, ...]
    receipts: Receipts
    unplaced_receipts: tuple[Receipt, ...]
    unplaced_returns: tuple[Return, ...]

    @property
    def unknown(self) -> tuple[Account, ...]:
        """Signed, and nobody knows for how much."""
        return tuple(a for a in self.accounts if a.contract is not None and a.receivable is None)


def receivables(book: Book, as_of: dt.date) -> Receivables:
    """The accounts of every signed contract; of every contract that Receipts name where there is no Contracts sheet.

    Money of contracts that were broken off, or not signed by the day, is in none of them.
    """
    return _Accounts(book, as_of).read()


class _Accounts:
    def __init__(self, book: Book, as_of: dt.date) -> None:
        self.book, self.as_of = book, as_of
        self.money = receipts(book, as_of)
        self.known: dict[str, Account] = {}
        self.dead: set[str] = set()
        self.has_contracts = book.has("contracts")
        self._open()

    def _open(self) -> None:
        if not self.has_contracts:
            return
        for contract in signed_contracts(self.book, self.as_of):
            self.known[contract.id] = Account(contract.id, contract, contract.customer, contract.owner)
        ids = self.book.table("contracts").get("id")
        self.dead = {key for key in ids if key and key not in self.known}

    def _account(self, key: str, owner: str) -> Account | None:
        """None for money of a contract that does not count, and for money that is no contract's where contracts are
        kept."""
        found = self.known.get(key)
        if found is None and not self.has_contracts and key and not key.startswith("#"):
            found = self.known[key] = Account(key, None, self._customer.get(key, ""), owner)
        return found

    @cached_property
    def _customer(self) -> Mapping[str, str]:
        table = self.book.table("receipts")
        keys = zip(table.get("contract"), table.get("order_no"), table.get("customer"), strict=True)
        return {key: c for contract, order, c in keys if c for key in (contract, order, c) if key}

    def read(self) -> Receivables:
        unplaced = []
        for one in self.money.instalments:
            account = self._account(one.of, one.owner)
            if account is not None:
                account.instalments.append(one)
        for receipt in self.money.came:
            account = self._account(receipt.of, receipt.owner)
            if account is None:
                unplaced += [receipt] if receipt.of not in self.dead else []
            else:
                account.received += receipt.amount
                account.refunded -= min(receipt.amount, _NOTHING)
        lost = tuple(self._take_returns(returns(self.book, self.as_of)))
        return Receivables(self.as_of, tuple(self.known.values()), self.money, tuple(unplaced), lost)

    def _take_returns(self, found: Iterable[Return]) -> Iterable[Return]:
        """Takes each return off the contract of its order, else off the only one of its customer; yields the others."""
        of_order = contract_of_order(self.book)
        only = _only_ones(self.known.values())
        for one in found:
            key = of_order.get(one.order) or one.order
            account = self.known.get(key) or only.get(one.customer)
            if one.amount is not None and account is not None:
                account.returned += one.amount
            elif one.amount is None or one.amount > 0:
                yield one


def _only_ones(accounts: Iterable[Account]) -> Mapping[str, Account]:
    """Customer → the account, of those that have one alone."""
    found: dict[str, list[Account]] = {}
    for account in accounts:
        found.setdefault(account.customer, []).append(account)
    return {customer: those[0] for customer, those in found.items() if customer and len(those) == 1}


def ageing_limits(settings: Settings) -> tuple[int, ...]:
    """The limits in days overdue that the Settings set, rising; 30 and 60 where they hold none."""
    said = tuple(int(text) for text in _LIMITS.findall(settings.text("ageing_buckets")))
    rising = all(a < b for a, b in zip((0, *said), said, strict=False))
    return said if said and rising else _USUAL_LIMITS
