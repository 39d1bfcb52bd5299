"""Which contract each payment is for: by the contract's number, else by who paid and how much; what is not certain waits."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import fold
from sheetsales.dataclass import dataclass
from sheetsales.imports.payments import Payment
from sheetsales.process.company_names import company_names
from sheetsales.process.receipts import Instalment
from sheetsales.process.receivables import Account, receivables
from sheetsales.regex import regex
from sheetsales.schema.currencies import code_for, default_currency
from sheetsales.texts import NO_TEXT, Text

_JOINTS: Final = regex(r"[\s\-_/.·#:：]+")
_LEAST: Final = 4
"""Letters and digits a contract's number has at least to be looked for in a text."""

NO_PAYER: Final = Text(
    "没有合同编号，付款人不在客户表里", "No contract number, and the payer is not in Customers"
)
NO_NAME: Final = Text("没有合同编号，也没有付款人", "Neither a contract number nor a payer")
NOTHING_OPEN: Final = Text("这家客户没有未收的款", "Nothing of this customer is outstanding")
NO_SUCH_AMOUNT: Final = Text("没有一期未收的款正好是这个数", "No open instalment is just this amount")
SEVERAL: Final = Text("好几期未收的款都是这个数", "Several open instalments are this amount")
SEVERAL_CONTRACTS: Final = Text("写了不止一个合同编号", "It names more than one contract")
OTHER_PAYER: Final = Text("付款人不是这份合同的客户", "The payer is not the customer of that contract")
TOO_MUCH: Final = Text("比这份合同未收的还多", "It is more than the contract still owes")
OTHER_CURRENCY: Final = Text("币种和工作簿不同", "It is in another currency than the workbook")
NO_SUCH_CONTRACT: Final = Text("没有这个合同编号", "There is no such contract")
ENDED: Final = Text("合同没有签，或已终止", "The contract is not signed, or was terminated")
MORE_BACK: Final = Text("退的比这份合同到账的还多", "More goes back than came in for that contract")
MAYBE_BACK: Final = Text("付出去的钱，看不出是不是退款", "It went out; nothing tells whether it is a refund")
SEVERAL_BACK: Final = Text("退款，看不出是哪份合同的", "A refund, and nothing tells of which contract")
NONE_BACK: Final = Text(
    "退款，这家客户没有到账的合同", "A refund, and no contract of this customer has been paid"
)


_MARK: Final = regex(r"\[([^\]]+)\]")
_BACK: Final = regex(
    r"退款|退货|退还|退回|返还|冲销|冲回|refund|reversal|chargeback|credit note|returned? (?:goods|payment)|goods returned?",
    re.IGNORECASE,
)


def mark_of(payment: Payment) -> str:
    """What tells a payment from others when it is imported again."""
    return (
        payment.reference or f"{payment.day:%Y-%m-%d} {payment.amount.normalize():f} {payment.payer}".strip()
    )


@dataclass(frozen=True, slots=True)
class Part:
    """What a payment, or a part of it, pays: an instalment laid out, or just the contract where none is."""

    account: Account
    instalment: Instalment | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Match:
    """A payment with what it pays; ``parts`` are empty where that is not certain, and ``why`` says so. ``known`` ones are
    in the workbook already. ``candidates`` are contracts it may be for."""

    payment: Payment
    parts: tuple[Part, ...] = ()
    why: Text = NO_TEXT
    candidates: tuple[str, ...] = ()
    known: bool = False

    @property
    def certain(self) -> bool:
        return bool(self.parts)


class Matching:
    """Payments matched one after another, each with what those before it left open."""

    def __init__(self, book: Book, today: dt.date) -> None:
        self.book = book
        self.accounts = {one.key: one for one in receivables(book, today).accounts}
        self._left: dict[int, Decimal] = {}
        for account in self.accounts.values():
            for one, left in account.unpaid():
                self._left[id(one)] = left
        self._owed = {key: one.receivable for key, one in self.accounts.items()}
        self._came = {key: one.received for key, one in self.accounts.items()}
        self._all_contracts = {key for key in book.table("contracts").get("id") if key} | self.accounts.keys()
        self._taken: set[int] = set()

    def match(self, payments: Iterable[Payment]) -> list[Match]:
        """Each payment with what it pays, in order."""
        return [self._one(payment) for payment in payments]

    def concerns(self, payment: Payment) -> bool:
        """Whether money that went out may be a refund: it says so, or it names a contract or a customer."""
        return bool(_says_back(payment) or self._named(payment) or self._customers(payment.payer))

    def claimed(self, payment: Payment) -> Match:
        """A payment of which somebody wrote the contract. One in another currency waits until somebody writes what it is
        worth in the workbook's, and clears or changes its currency."""
        if not self._own_currency(payment.currencies):
            return Match(payment, why=OTHER_CURRENCY)
        numbers = self._named(payment)
        if len(numbers) != 1:
            return Match(payment, why=SEVERAL_CONTRACTS if numbers else NO_SUCH_CONTRACT)
        return self._of_contract(payment, next(iter(numbers)), frozenset())

    def _one(self, payment: Payment) -> Match:
        if self._there_already(payment):
            return Match(payment, known=True)
        if not self._own_currency(payment.currencies):
            return Match(payment, why=OTHER_CURRENCY)
        numbers = self._named(payment)
        if len(numbers) > 1:
            return Match(payment, why=SEVERAL_CONTRACTS, candidates=tuple(sorted(numbers)))
        customers = self._customers(payment.payer)
        if payment.amount < 0:
            return self._back(payment, next(iter(numbers), ""), customers)
        if numbers:
            return self._of_contract(payment, next(iter(numbers)), customers)
        return self._of_payer(payment, customers)

    def _own_currency(self, said: Iterable[str]) -> bool:
        own = self.book.settings.currency or default_currency(self.book.lang)
        return all(code_for(name, own) == own for name in said)

    def _of_contract(self, payment: Payment, number: str, customers: frozenset[str]) -> Match:
        account = self.accounts.get(number)
        if account is None:
            return Match(payment, why=ENDED, candidates=(number,))
        if customers and account.customer and account.customer not in customers:
            return Match(payment, why=OTHER_PAYER, candidates=(number,))
        if payment.amount < 0:
            if self._came[number] + payment.amount < 0:
                return Match(payment, why=MORE_BACK, candidates=(number,))
            return self._paid(payment, account, [Part(account, None, payment.amount)])
        owed = self._owed[number]
        if owed is not None and payment.amount > owed:
            return Match(payment, why=TOO_MUCH, candidates=(number,))
        return self._paid(payment, account, self._shared_out(account, payment.amount))

    def _shared_out(self, account: Account, amount: Decimal) -> list[Part]:
        """The instalment that is just so much, else the earliest that are open, one after another."""
        still_open = self._open(account)
        exact = [one for one in still_open if self._left[id(one)] == amount]
        if exact:
            return [Part(account, exact[0], amount)]
        parts: list[Part] = []
        for one in still_open:
            part = min(amount, self._left[id(one)])
            if part > 0:
                parts.append(Part(account, one, part))
                amount -= part
        if amount > 0:
            parts.append(Part(account, None, amount))
        return parts

    def _open(self, account: Account) -> list[Instalment]:
        found = [one for one in account.instalments if self._left.get(id(one), Decimal()) > 0]
        return sorted(found, key=lambda one: one.due_on or dt.date.max)

    def _of_payer(self, payment: Payment, customers: frozenset[str]) -> Match:
        if not customers:
            return Match(payment, why=NO_PAYER if payment.payer else NO_NAME)
        mine = [one for one in self.accounts.values() if one.customer in customers]
        still_open = [(one, i) for one in mine for i in self._open(one)]
        candidates = tuple(dict.fromkeys(one.key for one, _ in still_open))
        exact = [pair for pair in still_open if self._left[id(pair[1])] == payment.amount]
        if len(exact) == 1:
            account, instalment = exact[0]
            return self._paid(payment, account, [Part(account, instalment, payment.amount)])
        why = SEVERAL if exact else NO_SUCH_AMOUNT if still_open else NOTHING_OPEN
        return Match(payment, why=why, candidates=candidates)

    def _back(self, payment: Payment, number: str, customers: frozenset[str]) -> Match:
        """A refund, where it says so and just one contract can be meant; one to the customer of the contract it names needs
        no word for it."""
        account = self.accounts.get(number)
        is_theirs = account is not None and account.customer in customers
        if number and (is_theirs or _says_back(payment)):
            return self._of_contract(payment, number, customers)
        paid = [
            key for key, one in self.accounts.items() if one.customer in customers and self._came[key] > 0
        ]
        candidates = (number,) if number else tuple(paid)
        if not _says_back(payment):
            return Match(payment, why=MAYBE_BACK, candidates=candidates)
        if len(paid) == 1:
            return self._of_contract(payment, paid[0], customers)
        why = SEVERAL_BACK if paid else NONE_BACK if customers else NO_PAYER if payment.payer else NO_NAME
        return Match(payment, why=why, candidates=candidates)

    def _paid(self, payment: Payment, account: Account, parts: Sequence[Part]) -> Match:
        for part in parts:
            if part.instalment is not None:
                self._left[id(part.instalment)] -= part.amount
        owed = self._owed[account.key]
        self._owed[account.key] = None if owed is None else owed - payment.amount
        self._came[account.key] += payment.amount
        return Match(payment, tuple(parts))

    def _there_already(self, payment: Payment) -> bool:
        """Whether the workbook has it: by the mark an import left, else as a receipt of that day, or several together, of
        the same contract or customer; each counts for one payment."""
        if mark_of(payment) in self._marks:
            return True
        numbers, customers = self._named(payment), self._customers(payment.payer)
        contracts = self.book.table("receipts").get("contract")
        rows = []
        for row in self._by_day.get(payment.day, ()):
            account = self.accounts.get(contracts[row] or "")
            mine = contracts[row] in numbers or (account is not None and account.customer in customers)
            rows += [row] if mine and row not in self._taken else []
        amounts = self.book.table("receipts").get("amount")
        single = next((row for row in rows if amounts[row] == payment.amount), None)
        there = [single] if single is not None else rows
        if there and sum((amounts[row] for row in there), Decimal()) == payment.amount:
            self._taken.update(there)
            return True
        return False

    @cached_property
    def _marks(self) -> frozenset[str]:
        notes = (str(note) for note in self.book.table("receipts").get("notes") if note)
        return frozenset(found[1].strip() for note in notes if (found := _MARK.search(note)))

    @cached_property
    def _by_day(self) -> Mapping[dt.date, Sequence[int]]:
        table = self.book.table("receipts")
        found: dict[dt.date, list[int]] = {}
        pairs = zip(table.get("received_on"), table.get("amount"), strict=True)
        for row, (day, amount) in enumerate(pairs):
            if day is not None and amount is not None:
                found.setdefault(day, []).append(row)
        return found

    def _named(self, payment: Payment) -> set[str]:
        """The contracts whose numbers the payment names, the longest of those that contain each other."""
        said = f"{payment.contract} {payment.memo}"
        text = _joined(said)
        found = {key for key, plain in self._numbers.items() if plain in text and _stands_in(plain, said)}
        plains = {self._numbers[key] for key in found}
        inner = {p for p in plains if any(p != other and p in other for other in plains)}
        return {key for key in found if self._numbers[key] not in inner}

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        plains = {key: _joined(key) for key in self._all_contracts if not key.startswith("#")}
        return {key: plain for key, plain in plains.items() if len(plain) >= _LEAST}

    def _customers(self, payer: str) -> frozenset[str]:
        """The customers a payer's name stands for."""
        (name,) = company_names([payer or None])
        return self._by_core.get(name.core, frozenset()) if name is not None else frozenset()

    @cached_property
    def _by_core(self) -> Mapping[str, frozenset[str]]:
        table = self.book.table("customers")
        found: dict[str, set[str]] = {}
        for column in ("name", "short_name"):
            names = company_names(table.get(column))
            for key, name in zip(table.get("id"), names, strict=True):
                if key and name is not None:
                    found.setdefault(name.core, set()).add(key)
        return {core: frozenset(keys) for core, keys in found.items()}


def _says_back(payment: Payment) -> bool:
    return _BACK.search(f"{payment.memo} {payment.kind}") is not None


def _stands_in(number: str, said: str) -> bool:
    """Whether a number stands in a text by itself, not as a part of a longer one; joints between its characters do not
    matter."""
    spread = r"[\s\-_/.·#:：]*".join(map(re.escape, number))
    return re.search(rf"(?<![0-9a-z]){spread}(?![0-9a-z])", fold(said)) is not None


def _joined(text: str) -> str:
    """Without blanks, joints and case, as numbers are compared."""
    return _JOINTS.sub("", fold(text))
