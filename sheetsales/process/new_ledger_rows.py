"""Rows of Contracts, Orders and Receipts that nobody has to type: what a won deal says, and what terms lay out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from sheetsales.book.book import Book
from sheetsales.process.numbered import first_told
from sheetsales.process.payment_terms import laid_out
from sheetsales.regex import regex

NewRow = Mapping[str, Any]
"""By column key: ids, codes, dates, Decimals."""
NewRows = Mapping[str, Sequence[NewRow]]
_OF_DEAL: Final = ("customer", "amount", "owner", "payment_terms", "delivery_on")
_NUMBER: Final = regex(r"\d+\Z")


def rows_since(book: Book, since: dt.date) -> NewRows:
    """A contract with its instalments and an order for every deal won since a day whose contract is not on file yet.

    A deal without a contract number, or without an amount, has none of it: what a person knows is not made up.
    """
    deals = book.table("pipeline")
    won = {stage.code for stage in book.process.stages if stage.won}
    known = {number for number in book.table("contracts").get("id") if number}
    contracts: list[NewRow] = []
    orders: list[NewRow] = []
    receipts: list[NewRow] = []
    columns = (deals.get(key) for key in ("stage", "closed_on", "contract_no", "amount"))
    for row, (stage, closed, number, amount) in enumerate(zip(*columns, strict=True)):
        wanted = stage in won and closed is not None and closed >= since
        if not wanted or not number or amount is None or number in known:
            continue
        known.add(number)
        said = {key: deals.get(key)[row] for key in (*_OF_DEAL, "product", "quantity", "discount")}
        deal = deals.id(row)
        contracts.append(_contract(said, number, deal, closed))
        orders += _orders(book, said, number, deal, closed)
        receipts += _receipts(number, amount, said["payment_terms"], closed, said["delivery_on"])
    return {"contracts": contracts, "orders": orders, "receipts": receipts}


def _contract(said: Mapping[str, Any], number: str, deal: str, closed: dt.date) -> NewRow:
    row = {key: said[key] for key in _OF_DEAL}
    sums = {"paid": Decimal(), "unpaid": said["amount"]}
    return {
        "id": number,
        **row,
        "signed_on": closed,
        "opportunity": deal or None,
        "status": "running",
        **sums,
    }


def _orders(book: Book, said: Mapping[str, Any], number: str, deal: str, closed: dt.date) -> Iterator[NewRow]:
    """The order of a deal, unless one names the deal or the contract."""
    orders = book.table("orders")
    if number in orders.get("contract_no") or (deal and deal in orders.get("opportunity")):
        return
    digits = _NUMBER.search(deal)
    yield {
        "id": f"R-{digits[0]}" if digits and f"R-{digits[0]}" not in orders.by_id else number,
        **{key: said[key] for key in ("customer", "product", "quantity", "discount", "amount", "owner")},
        "ordered_on": closed,
        "promised_on": said["delivery_on"],
        "opportunity": deal or None,
        "contract_no": number,
    }


def _receipts(
    number: str, amount: Decimal, terms: str | None, signed_on: dt.date | None, delivery: dt.date | None
) -> Iterator[NewRow]:
    for part in laid_out(amount, terms or "", signed_on, delivery):
        yield {"contract": number, "instalment": part.kind, "due_on": part.due_on, "due_amount": part.amount}


def instalments_missing(book: Book) -> list[NewRow]:
    """The instalments of signed contracts that have no row in Receipts at all, as their terms lay them out.

    Delivery is what the orders say once all of them have arrived, else the day agreed.
    """
    asked = {number for number in book.table("receipts").get("contract") if number}
    delivered = delivered_on(book)
    found: list[NewRow] = []
    for one in contracts_with_terms(book):
        if one.number not in asked:
            found += _receipts(
                one.number, one.amount, one.terms, one.signed, delivered.get(one.number) or one.agreed
            )
    return found


class Agreed(NamedTuple):
    """What a contract that runs says of paying: its ``terms``, when it was signed and when delivery was agreed."""

    number: str
    amount: Decimal
    terms: str | None
    signed: dt.date
    agreed: dt.date | None


def contracts_with_terms(book: Book) -> Iterator[Agreed]:
    """The signed contracts with an amount that are neither drafts nor broken off."""
    keys = ("id", "amount", "payment_terms", "signed_on", "delivery_on", "status")
    for *said, status in zip(*map(book.table("contracts").get, keys), strict=True):
        number, amount, _, signed, _ = said
        if number and amount and signed and status not in ("draft", "review", "terminated"):
            yield Agreed(*said)


def delivered_on(book: Book) -> Mapping[str, dt.date]:
    """Contract → the day its last order arrived, where all have."""
    orders = book.table("orders")
    contract = first_told(orders, "contract_no")
    last: dict[str, dt.date] = {}
    open_: set[str] = set()
    for number, day in zip(orders.get("id"), orders.get("delivered_on"), strict=True):
        of = contract.get(number or "")
        if of and day is None:
            open_.add(of)
        elif of:
            last[of] = max(day, last.get(of, day))
    return {number: day for number, day in last.items() if number not in open_}
