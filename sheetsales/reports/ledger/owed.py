"""What customers owe by age, customer and person, for workbooks without deals: from contracts and receipts alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.cells.address import CellRef
from sheetsales.dataclass import dataclass
from sheetsales.process.receipts import contract_of_order, money_received, whose
from sheetsales.process.receivables import Account, Receivables, ageing_limits, receivables
from sheetsales.texts import Lang, Text

_NOTHING: Final = Decimal()
_NOT_DUE: Final = Text("未到期", "Not due")
_UNDATED: Final = Text("没有应收日期", "No due date")
_BETWEEN: Final = Text("{first}–{last} 天", "{first}–{last} days")
_OVER: Final = Text("{first} 天以上", "Over {last} days")


@dataclass(frozen=True, slots=True)
class Debt:
    """An instalment that is open, or what no instalment lays out of a contract: then ``due_on`` is None. Below 0 is what
    came in beyond what was due."""

    at: CellRef
    contract: str
    customer: str
    owner: str
    due_on: dt.date | None
    amount: Decimal


@dataclass(frozen=True)
class Owed:
    """``unknown`` are contracts of which nobody can tell what is open: an amount is missing or cannot be read."""

    as_of: dt.date
    limits: tuple[int, ...]
    debts: tuple[Debt, ...]
    unknown: tuple[str, ...]
    due_heading: str
    sheets: tuple[str, ...]

    @property
    def bands(self) -> tuple[Text, ...]:
        """What the ages are called: not due, then by days overdue, then without a due date."""
        starts = (1, *(limit + 1 for limit in self.limits))
        late = [_BETWEEN.fill(first=a, last=b) for a, b in zip(starts, self.limits, strict=False)]
        return (_NOT_DUE, *late, _OVER.fill(first=starts[-1], last=self.limits[-1]), _UNDATED)

    def band(self, debt: Debt) -> int:
        """The place of a debt among the bands."""
        if debt.due_on is None:
            return len(self.limits) + 2
        days = (self.as_of - debt.due_on).days
        return 0 if days <= 0 else 1 + sum(days > limit for limit in self.limits)

    def by_band(self, debts: Sequence[Debt]) -> tuple[Decimal, ...]:
        """What these come to, age by age."""
        sums = [_NOTHING] * (len(self.limits) + 3)
        for debt in debts:
            sums[self.band(debt)] += debt.amount
        return tuple(sums)

    def overdue(self, debts: Sequence[Debt]) -> Decimal:
        return sum(self.by_band(debts)[1:-1], _NOTHING)

    def by(self, key: str) -> Mapping[str, Sequence[Debt]]:
        """The debts by customer or owner, the most overdue money first."""
        found: dict[str, list[Debt]] = {}
        for debt in self.debts:
            found.setdefault(getattr(debt, key), []).append(debt)
        ranked = sorted(found.items(), key=lambda pair: (-self.overdue(pair[1]), -total(pair[1]), pair[0]))
        return dict(ranked)

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """Everything in keys; money as numbers."""
        bands = [band.in_(lang) for band in self.bands]

        def aged(debts: Sequence[Debt]) -> dict[str, float]:
            return dict(zip(bands, map(float, self.by_band(debts)), strict=True))

        return {
            "as_of": self.as_of.isoformat(),
            "amount": float(total(self.debts)),
            "overdue": float(self.overdue(self.debts)),
            "instalments": len(self.debts),
            "by_age": aged(self.debts),
            **{f"by_{key}": [{key: name, **aged(debts)} for name, debts in self.by(key).items()] for key in ("customer", "owner")},
            "unknown": list(self.unknown),
        }  # fmt: skip


def total(debts: Sequence[Debt]) -> Decimal:
    return sum((debt.amount for debt in debts), _NOTHING)


def owed(book: Book, as_of: dt.date, lang: Lang) -> Owed | None:
    """What is open as of a day; None where the workbook does not keep what came in, or nothing is open or unknown."""
    receipts = book.table("receipts")
    if not receipts.bound or not receipts.has("amount"):
        return None
    reading = _Reading(book, as_of, lang)
    debts = tuple(debt for account in reading.known.accounts for debt in reading.debts(account))
    if not debts and not reading.unknown:
        return None
    sheets = dict.fromkeys(bound.sheet for bound in receipts.bound)
    heading = receipts.heading("due_on") or receipts.record.by_key["due_on"].title.in_(lang)
    limits = ageing_limits(book.settings)
    return Owed(as_of, limits, debts, tuple(reading.unknown), heading, tuple(sheets))


class _Reading:
    def __init__(self, book: Book, as_of: dt.date, lang: Lang) -> None:
        self.book, self.lang = book, lang
        self.table = book.table("receipts")
        self.of = whose(self.table, contract_of_order(book))
        self.known: Receivables = receivables(book, as_of)
        told = unreadable(book, as_of)
        accounts = (a for a in self.known.accounts if a.contract is not None or a.instalments)
        self.unknown = dict.fromkeys(a.key for a in accounts if a.key in told or a.receivable is None)
        self.silent = frozenset(a.key for a in self.known.accounts if a.receivable is None)
        self._undated: dict[str, Decimal] = {}
        amounts = money_received(book, "amount")
        for row in self.known.receipts.undated:
            key = self.of[row]
            self._undated[key] = self._undated.get(key, _NOTHING) + (amounts[row] or _NOTHING)

    def debts(self, account: Account) -> Iterator[Debt]:
        """What is open of an account. Money that came in on a day nobody noted pays the earliest."""
        if account.key in self.unknown or account.key in self.silent:
            return
        came = self._undated.get(account.key, _NOTHING)
        rest = (account.receivable or _NOTHING) - came
        for one, open_ in account.unpaid():
            paid = min(open_, max(came, _NOTHING))
            came -= paid
            if left := min(open_ - paid, max(rest, _NOTHING)):
                rest -= left
                at = self.table.cell(one.row, "due_on") or self.table.row_cell(one.row)
                yield self._debt(account, at, one.owner, one.due_on, left)
        if rest:
            yield self._debt(account, self._at(account), "", None, rest)

    def _at(self, account: Account) -> CellRef:
        if account.contract is not None:
            return self.book.table("contracts").row_cell(account.contract.row)
        return self.table.row_cell(self.of.index(account.key))

    def _debt(
        self, account: Account, at: CellRef, owner: str, due_on: dt.date | None, amount: Decimal
    ) -> Debt:
        record = "contracts" if account.contract is not None else "receipts"
        customer = account.customer and text_of(self.book, record, "customer", account.customer, self.lang)
        person = owner or account.owner
        number = "" if account.key.startswith("#") else account.key
        return Debt(at, number, customer, person and self.book.person_name(person), due_on, amount)


def unreadable(book: Book, as_of: dt.date) -> frozenset[str]:
    """The contracts for which money came of which nobody can tell how much."""
    table = book.table("receipts")
    blank: Sequence[Any] = [None] * len(table)
    rows = zip(
        whose(table, contract_of_order(book)), money_received(book, "amount"), table.raw.get("amount", blank),
        table.get("received_on"), strict=True,
    )  # fmt: skip
    return frozenset(
        of
        for of, amount, typed, day in rows
        if amount is None and (not is_blank(typed) or day is not None) and (day is None or day <= as_of)
    )
