"""Which rows of the ledgers are about a deal, so that they may prove a step of it: a quotation sent, a contract signed, a
customer asked for a score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.process.numbered import first_told

_OF_NO_USE: Final[Mapping[str, frozenset[str]]] = {
    "quotes": frozenset({"draft"}),
    "contracts": frozenset({"terminated"}),
    "orders": frozenset({"cancelled"}),
    "returns": frozenset({"refused"}),
}
"""Rows with such a status prove nothing: never sent, broken off, dead."""
_NUMBER_AT_THE_DEAL: Final = {"quotes": "quote_no", "contracts": "contract_no"}
_PARENT: Final = (("contract", "contracts"), ("contract_no", "contracts"), ("order_no", "orders"))
"""Columns that name a row of another ledger, whose deal is theirs."""
_DAY: Final[Mapping[str, str]] = {"service": "opened_on", "surveys": "date"}
"""Sheets about customers, with the column of a row's day: they are about what the customer had bought by then."""
_STAFF: Final = "staff"


@dataclass(frozen=True, slots=True)
class LedgerProof:
    """``shown`` says whether the deal of a row has it; ``day`` since when, None where that is unknown."""

    shown: Callable[[int, Sequence[int]], bool]
    day: Callable[[int], dt.date | None] | None


class LedgerRows:
    """The rows of each ledger by deal."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._deals = book.table("pipeline")
        self._rows: dict[str, Mapping[int, Sequence[int]]] = {}

    def proof(self, record: str, column: str) -> LedgerProof | None:
        """How to see whether a row of the deal in that ledger has the column filled; None where there is no such column."""
        table = self._book.table(record)
        if not self._book.has(record) or not table.has(column):
            return None
        values, raw, rows = table.get(column), table.raw.get(column, ()), self.of(record)
        days = values
        dated = any(isinstance(value, dt.date) for value in values)
        if not dated and record in _DAY:
            days, dated = table.get(_DAY[record]), True

        def filled(at: int) -> bool:
            return values[at] is not None or (at < len(raw) and not is_blank(raw[at]))

        def day(deal: int) -> dt.date | None:
            proving = (days[at] for at in rows.get(deal, ()) if filled(at))
            return min((d for d in proving if isinstance(d, dt.date)), default=None)

        return LedgerProof(lambda deal, _: any(map(filled, rows.get(deal, ()))), day if dated else None)

    def of(self, record: str) -> Mapping[int, Sequence[int]]:
        """Row of a deal → the rows of the ledger about it that count."""
        if record not in self._rows:
            found: dict[int, list[int]] = {}
            for row, deal in self._pairs(record):
                found.setdefault(deal, []).append(row)
            self._rows[record] = found
        return self._rows[record]

    def _pairs(self, record: str) -> Iterator[tuple[int, int]]:
        if record in _DAY:
            yield from self._bought_before(record)
            return
        table, out = self._book.table(record), _OF_NO_USE.get(record, frozenset())
        status = _inherited(table, "status") if table.has("status") else (None,) * len(table.rows)
        for row, deal in enumerate(self.deal_of(record)):
            if deal is not None and status[row] not in out:
                yield row, deal

    def _bought_before(self, record: str) -> Iterator[tuple[int, int]]:
        """Rows about a customer with the deal of the order they name, else every deal won with it by their day."""
        table = self._book.table(record)
        rows = zip(*map(table.get, ("customer", _DAY[record], "kind")), strict=True)
        of_order = self.deal_of(record)
        for row, (customer, day, kind) in enumerate(rows):
            if (deal := of_order[row]) is not None:
                yield row, deal
            elif customer is not None and kind != _STAFF:
                won = self._won.get(customer, ())
                yield from ((row, at) for at, closed in won if None in (closed, day) or closed <= day)

    @cached_property
    def _won(self) -> Mapping[str, Sequence[tuple[int, Any]]]:
        """Customer → the deals won with it, each with the day it was closed on."""
        won = {stage.code for stage in self._book.process.stages if stage.won}
        found: dict[str, list[tuple[int, dt.date | None]]] = {}
        columns = zip(*map(self._deals.get, ("customer", "stage", "closed_on")), strict=True)
        for at, (customer, stage, closed) in enumerate(columns):
            if customer is not None and stage in won:
                found.setdefault(customer, []).append((at, closed))
        return found

    def deal_of(self, record: str) -> Sequence[int | None]:
        """The deal of each row: that it names, else that which names its number, else that of its contract or order."""
        table = self._book.table(record)
        own = [self._deals.by_id.get(deal) if deal else None for deal in _inherited(table, "opportunity")]
        number = _NUMBER_AT_THE_DEAL.get(record)
        if number is not None:
            told = {n: at for at, n in enumerate(self._deals.get(number)) if n}
            own = [
                at if at is not None else told.get(key) for at, key in zip(own, table.get("id"), strict=True)
            ]
        for column, parent in _PARENT:
            if None in own and table.has(column) and self._book.has(parent) and parent != record:
                above = self._numbered(parent)
                own = [
                    at if at is not None else above.get(key or "")
                    for at, key in zip(own, _inherited(table, column), strict=True)
                ]
        return own

    def _numbered(self, record: str) -> Mapping[str, int]:
        """Number → its deal."""
        pairs = zip(self._book.table(record).get("id"), self.deal_of(record), strict=True)
        return {number: deal for number, deal in pairs if number and deal is not None}


def _inherited(table: BookTable, column: str) -> Sequence[str | None]:
    """What each row says, else what its number says."""
    if table.record.ids != "shared":
        return table.get(column)
    first = first_told(table, column)
    own = zip(table.get("id"), table.get(column), strict=True)
    return [value if value is not None else first.get(number or "") for number, value in own]
