"""The rows of the modules' data sheets, as of the day of the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from sheetsales.book.labels import text_of
from sheetsales.dataclass import dataclass
from sheetsales.indicators.cash import owners
from sheetsales.process.order_facts import Order
from sheetsales.process.quotations import Outcome
from sheetsales.process.receipts import Instalment
from sheetsales.process.receivables import Account
from sheetsales.process.returns import returns
from sheetsales.process.service_facts import Request, requests
from sheetsales.reports.cells import Content
from sheetsales.reports.draft import Draft, safe
from sheetsales.texts import Text

Row = Sequence[Content]

OUTCOMES: dict[Outcome, Text] = {
    "draft": Text("草稿", "Draft"),
    "out": Text("在外", "Out"),
    "accepted": Text("已接受", "Accepted"),
    "declined": Text("未接受", "Declined"),
    "withdrawn": Text("已作废", "Withdrawn"),
    "replaced": Text("已被替代", "Replaced"),
}
"""What became of a quotation, as formulas ask for it."""


@dataclass(frozen=True)
class ModuleData:
    """What the modules' sheets say as of the day of the report, and the rows of the data sheets made of it."""

    draft: Draft

    @property
    def day(self) -> dt.date:
        return self.draft.facts.as_of

    @cached_property
    def orders(self) -> dict[str, Order]:
        return {order.number: order for order in self.draft.facts.orders(self.day)}

    @cached_property
    def accounts(self) -> dict[str, Account]:
        return {one.key: one for one in self.draft.facts.receivables(self.day).accounts}

    @cached_property
    def requests(self) -> dict[str, Request]:
        found = requests(self.draft.facts.book, self.day, self.draft.facts.calendar)
        return {str(one.row): one for one in found}

    def order_rows(self) -> Iterator[Row]:
        for one in self.orders.values():
            late = one.delivered_on is None and one.promised_on is not None and one.promised_on < self.day
            yield (
                safe(one.named) if one.named else None, self.draft.customer_name(one.customer), self.draft.name_of(one.owner),
                one.amount, one.ordered_on, one.confirmed_on, one.promised_on, one.delivered_on,
                self._workdays(one.ordered_on, one.confirmed_on), self._workdays(one.ordered_on, one.delivered_on),
                None if one.kept is None else int(one.kept), 0 if one.faulty else 1, 1 if late else None,
            )  # fmt: skip

    def _workdays(self, start: dt.date | None, end: dt.date | None) -> int | None:
        if start is None or end is None:
            return None
        return self.draft.facts.calendar.workdays_between(start, end)

    def account_rows(self) -> Iterator[Row]:
        for one in self.accounts.values():
            signed = one.contract.signed_on if one.contract is not None else None
            money = (None, None, None) if one.amount is None else (one.amount, one.received, one.returned)
            customer = self.draft.customer_name(one.customer)
            yield self.contract_name(one), customer, self.draft.name_of(one.owner), signed, *money

    @cached_property
    def _contract_names(self) -> dict[str, str]:
        """Account → its contract's number, no two alike even to a formula that ignores case."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        for key in self.accounts:
            name = self.draft.say("（没有编号）", "(no number)") if key.startswith("#") else safe(key)
            while name.casefold() in taken:
                name += "′"
            taken.add(name.casefold())
            found[key] = name
        return found

    def contract_name(self, one: Account) -> str:
        """A contract by its number, as formulas can ask for it."""
        return self._contract_names[one.key]

    def instalment_rows(self) -> Iterator[Row]:
        for account in self.accounts.values():
            left = {id(one): amount for one, amount in account.unpaid()}
            for one in account.instalments:
                yield self._instalment(account, one, left.get(id(one), Decimal()))

    def _instalment(self, account: Account, one: Instalment, left: Decimal) -> Row:
        late = (self.day - one.due_on).days if one.due_on is not None else None
        name = (
            text_of(self.draft.facts.book, "receipts", "instalment", one.name, self.draft.lang)
            if one.name
            else None
        )
        due = one.due if one.due is not None and one.due > 0 else None
        paid = min(max(one.received, Decimal()), due) if due is not None else None
        return (
            self.contract_name(account), name, self.draft.name_of(account.owner), one.due_on, due, paid, left, late,
            1 if one.in_time and due is not None else None,
        )  # fmt: skip

    def receipt_rows(self) -> Iterator[Row]:
        owner_of = owners(self.draft.facts)
        for one in self.draft.facts.receivables(self.day).receipts.came:
            whose = one.owner or owner_of.get(one.of, "")
            yield one.day, safe(one.of) if one.of else None, self.draft.name_of(whose), one.amount

    def quote_rows(self) -> Iterator[Row]:
        for one in self.draft.facts.quotations(self.day):
            outcome = self.draft.speak(OUTCOMES[one.outcome])
            yield (
                one.named or None,
                self.draft.name_of(one.owner),
                one.amount,
                one.quoted_on,
                one.valid_to,
                outcome,
            )

    def return_rows(self) -> Iterator[Row]:
        for one in returns(self.draft.facts.book, self.day):
            customer = self.draft.customer_name(one.customer)
            yield one.returned_on, one.order or None, customer, self.draft.name_of(one.owner), one.amount

    def request_rows(self) -> Iterator[Row]:
        for one in self.requests.values():
            over = one.days_over(self.day)
            customer = self.draft.customer_name(one.customer)
            yield (
                one.id or None, customer, self.draft.name_of(one.owner), one.opened_on, one.due, one.closed_on, over or None,
                1 if one.in_time else None, 1 if one.closed_on is None and over else None,
            )  # fmt: skip
