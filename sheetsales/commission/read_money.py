"""Money received and goods returned, each for the deal it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.commission import problems
from sheetsales.commission.facts import WHOLE, Deal, Receipt, Return
from sheetsales.commission.plans import Plans
from sheetsales.commission.problems import Uncounted
from sheetsales.commission.whys import money
from sheetsales.process.contracts import signed_contracts
from sheetsales.process.receipts import contract_of_order, receipts
from sheetsales.process.returns import returns
from sheetsales.texts import Text


class MoneyReader:
    """What came in and went back up to a day, by deal; ``deals`` may get contracts that are older than the plans."""

    def __init__(self, book: Book, plans: Plans, deals: Iterable[Deal], as_of: dt.date) -> None:
        self.book = book
        self.as_of = as_of
        self.deals = {deal.id: deal for deal in deals}
        self.uncounted: list[Uncounted] = []
        self._deal_of = _deal_of_contract(book)
        self._of_order = _deal_of_order(book)
        self.old = {deal.id: deal for deal in self._old_contracts(plans)}

    def receipts(self) -> Iterator[Receipt]:
        table = self.book.table("receipts")
        read = receipts(self.book, self.as_of)
        due = {row: one.due_on for one in read.instalments for row in one.rows}
        for came in read.came:
            deal = self._whose(came.of)
            key = table.get("id")[came.row] or f"#{table.rows[came.row]}"
            if deal is None:
                why = self._why_not(came.of, problems.NO_DEAL)
                self.uncounted.append(Uncounted("receipts", came.row, key, why, came.amount, came.day))
                continue
            by = due.get(came.row)
            late, day = (came.day - by).days if by is not None else None, self._counts_on(deal, came.day)
            yield Receipt(key, deal, day, came.amount, late, came.day if day > came.day else None)
        self._unread(read.unreadable, read.undated)

    def _unread(self, unreadable: Iterable[int], undated: Iterable[int]) -> None:
        """Money whose amount or day nobody can tell."""
        table = self.book.table("receipts")
        ids, days, typed = table.get("id"), table.get("received_on"), table.raw.get("amount", ())
        for row in (*unreadable, *undated):
            day = days[row]
            why = problems.NO_DATE if day is None else problems.UNREAD_AMOUNT.fill(amount=typed[row])
            if day is None or day <= self.as_of:
                key = ids[row] or f"#{table.rows[row]}"
                self.uncounted.append(Uncounted("receipts", row, key, why, None, day))

    def returns(self) -> Iterator[Return]:
        table, orders = self.book.table("returns"), self._of_order
        contracts, gone = contract_of_order(self.book), dict[str, Decimal]()
        for back in returns(self.book, self.as_of):
            deal = orders.get(back.order) or self._deal_of.get(contracts.get(back.order, "")) or ""
            key = table.get("id")[back.row] or f"#{table.rows[back.row]}"
            if back.amount == 0:
                continue
            if back.amount is None or deal not in self.deals:
                unplaced = self._why_not(back.order, problems.NO_DEAL_BACK, deal)
                why = problems.NO_RETURNED if back.amount is None else unplaced
                self.uncounted.append(Uncounted("returns", back.row, key, why, back.amount, back.returned_on))
                continue
            gone[deal] = gone.get(deal, Decimal()) + back.amount
            if gone[deal] > self.deals[deal].amount:
                why = problems.TOO_MUCH_BACK.fill(deal=deal, amount=money(self.deals[deal].amount))
                gone[deal] -= back.amount
                self.uncounted.append(Uncounted("returns", back.row, key, why, back.amount, back.returned_on))
                continue
            yield Return(key, deal, self._counts_on(deal, back.returned_on), back.amount)

    def _counts_on(self, deal: str, day: dt.date) -> dt.date:
        """The day money or a return counts: not before its deal is won, or a deposit would never be paid on."""
        known = self.deals.get(deal)
        return day if known is None else max(day, known.closed_on)

    def _whose(self, of: str) -> str | None:
        """The deal some money is for; an old contract stands for itself."""
        deal = self._deal_of.get(of) or self._of_order.get(of)
        if deal in self.deals:
            return deal
        return of if of in self.old else None

    def _why_not(self, of: str, else_: Text, deal: str = "") -> Text:
        """Why money is not counted: its deal is left out, or nobody knows which it is."""
        deal = deal or self._deal_of.get(of) or self._of_order.get(of) or ""
        return problems.DEAL_OUT.fill(deal=deal) if deal in self.book.table("pipeline").by_id else else_

    def _old_contracts(self, plans: Plans) -> Iterator[Deal]:
        """Contracts without a deal of ours that were signed before any plan began."""
        table = self.book.table("contracts")
        team = self.book.table("team").by_id
        rates = table.get("commission_rate")
        for one in signed_contracts(self.book, self.as_of):
            if self._deal_of.get(one.id) in self.deals or one.signed_on is None or one.owner not in team:
                continue
            if not any(row.kind == "tier" and row.holds(one.signed_on) for row in plans.rows):
                rate = rates[one.row]
                yield Deal(
                    one.id, one.owner, one.signed_on, one.amount or Decimal(), ((one.owner, WHOLE),),
                    typed_rate=None if rate is None else Decimal(str(rate)),
                )  # fmt: skip


def _deal_of_contract(book: Book) -> Mapping[str, str]:
    """Contract number → its deal, by the contract itself, else by the deal that names it."""
    pipeline, table = book.table("pipeline"), book.table("contracts")
    named = zip(pipeline.get("contract_no"), pipeline.get("id"), strict=True)
    found = {number: deal for number, deal in named if number and deal}
    own = zip(table.get("id"), table.get("opportunity"), strict=True)
    return found | {number: deal for number, deal in own if number and deal}


def _deal_of_order(book: Book) -> Mapping[str, str]:
    table = book.table("orders")
    pairs = zip(table.get("id"), table.get("opportunity"), strict=True)
    return {number: deal for number, deal in pairs if number and deal}
