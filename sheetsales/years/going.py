"""Which records go along into a new year: what is not surely over, and what that needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Set
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.merging.rows import digest
from sheetsales.process.periods import YEAR, Span, fiscal_start, span_of


@dataclass(frozen=True, slots=True)
class Over:
    """When a record is over: on the first of these days that it tells, if it is in one of the states ``ended``, where it has
    a state."""

    record: str
    days: tuple[str, ...]
    ended: tuple[str, ...] = ()


_ACTIVITIES: Final = Over("activities", ("date",))
OVER: Final = (
    _ACTIVITIES,
    Over("tasks", ("done_on", "due"), ("done", "cancelled")),
    Over("quotes", ("date",), ("accepted", "declined", "withdrawn")),
    Over("contracts", ("end_on", "signed_on"), ("completed", "terminated")),
    Over("orders", ("delivered_on", "ordered_on"), ("delivered", "cancelled")),
    Over("returns", ("settled_on", "returned_on"), ("settled", "refused")),
    Over("service", ("closed_on",)),
    Over("surveys", ("date",)),
    Over("costs", ("date",)),
    Over("training", ("date",)),
    Over("problems", ("done_on",), ("done", "cancelled")),
    Over("meetings", ("due", "date")),
)
"""A record that tells no such day goes along: nobody can say which year it belongs to."""
_OF_CUSTOMER: Final = ("contacts", "loyalty")
"""What goes along with its customer."""
LEFT: Final = (
    "pipeline", "customers", "stage_log", "targets", "receipts", *_OF_CUSTOMER, *(over.record for over in OVER)
)  # fmt: skip
"""Kinds of records of which some stay in the archive; of all others every row goes along."""
_LOST: Final = "lost"
Kept = Mapping[str, Set[int]]


def first_day(book: Book, year: int) -> dt.date:
    """The first day of a fiscal year."""
    return Span(year * YEAR + fiscal_start(book.settings) - 1, YEAR).first


def going(book: Book, first: dt.date) -> Kept:
    """By kind of record the rows that go along into the year that begins on ``first``."""
    return _Going(book, first).kept()


def unclear(book: Book) -> dict[str, int]:
    """By kind of record how many go along because they are over, but nobody can say since when, or in no stage that is known."""
    deals, stages = book.table("pipeline"), book.process.by_code
    counts = {"pipeline": 0}
    for code, closed in zip(deals.get("stage"), deals.get("closed_on"), strict=True):
        stage = stages.get(code)
        counts["pipeline"] += stage is None or ((stage.won or stage.lost) and closed is None)
    for over in OVER:
        table = book.table(over.record)
        days, states = [table.get(key) for key in over.days], table.get("status")
        counts[over.record] = sum(
            all(column[i] is None for column in days)
            for i in range(len(table))
            if over.ended and states[i] in over.ended
        )
    return {key: n for key, n in counts.items() if n and book.has(key)}


class _Going:
    def __init__(self, book: Book, first: dt.date) -> None:
        self._book, self._first = book, first
        self._kept: dict[str, Set[int]] = {}

    def kept(self) -> Kept:
        kept = self._kept
        kept["pipeline"] = set(self._deals())
        deals = self._ids("pipeline")
        for over in OVER:
            if over is not _ACTIVITIES:
                kept[over.record] = set(self._not_over(over, deals))
        kept["receipts"] = set(self._receipts())
        kept["contracts"] |= set(self._named("contract", "contracts"))
        kept["pipeline"] |= set(self._named("opportunity", "pipeline"))
        deals = self._ids("pipeline")
        kept["activities"] = set(self._not_over(_ACTIVITIES, deals))
        kept["customers"] = set(self._customers())
        kept["stage_log"] = set(self._log(deals))
        kept["targets"] = set(self._targets())
        customers = self._ids("customers")
        for key in _OF_CUSTOMER:
            said = self._book.table(key).get("customer")
            kept[key] = {i for i, customer in enumerate(said) if customer is None or customer in customers}
        return {key: rows for key, rows in kept.items() if self._book.has(key)}

    def _ids(self, key: str) -> Set[str]:
        table = self._book.table(key)
        return {table.id(i) for i in self._kept[key]} - {""}

    def _deals(self) -> Iterator[int]:
        """Deals that go on, and those of which nobody can say that they ended before."""
        table, stages = self._book.table("pipeline"), self._book.process.by_code
        for i, (code, closed) in enumerate(zip(table.get("stage"), table.get("closed_on"), strict=True)):
            stage = stages.get(code)
            has_ended = stage is not None and (stage.won or stage.lost)
            if not has_ended or closed is None or closed >= self._first:
                yield i

    def _not_over(self, over: Over, deals: Set[str]) -> Iterator[int]:
        """What goes on, what is of the year, and what is about a deal that goes along."""
        table = self._book.table(over.record)
        about, states = table.get("opportunity"), table.get("status")
        days = [table.get(key) for key in over.days]
        for i in range(len(table)):
            day = next((column[i] for column in days if column[i] is not None), None)
            goes_on = over.ended and states[i] not in over.ended
            if goes_on or day is None or day >= self._first or about[i] in deals:
                yield i

    def _receipts(self) -> Iterator[int]:
        """Money to come, money of the year, and all of a contract that goes along."""
        table, contracts = self._book.table("receipts"), self._ids("contracts")
        rows = zip(table.get("received_on"), table.get("contract"), strict=True)
        for i, (received, contract) in enumerate(rows):
            if received is None or received >= self._first or contract in contracts:
                yield i

    def _named(self, column: str, record: str) -> Iterator[int]:
        """Records of a kind that something which goes along is about."""
        index = self._book.table(record).by_id
        for key, rows in self._kept.items():
            said = self._book.table(key).get(column)
            yield from (index[said[i]] for i in rows if said[i] in index)

    def _customers(self) -> Iterator[int]:
        """All but lost ones that nothing which goes along is about."""
        table = self._book.table("customers")
        needed = set(self._named("customer", "customers"))
        yield from (i for i, stage in enumerate(table.get("lifecycle")) if stage != _LOST or i in needed)

    def _log(self, deals: Set[str]) -> Iterator[int]:
        table = self._book.table("stage_log")
        for i, (deal, day) in enumerate(zip(table.get("opportunity"), table.get("seen_on"), strict=True)):
            if deal in deals or day is None or day >= self._first:
                yield i

    def _targets(self) -> Iterator[int]:
        """Those of the year and later, and of the year before, which becomes the year's."""
        start = fiscal_start(self._book.settings)
        for i, period in enumerate(self._book.table("targets").get("period")):
            span = span_of(period, start) if isinstance(period, str) else None
            if span is None or span.first >= self._first.replace(year=self._first.year - 1):
                yield i


def mark_of(table: BookTable, row: int) -> str:
    """What a row is known by in another workbook: its id, else a digest of what people typed in it."""
    known = table.id(row)
    if known:
        return known
    keys = [key for key in table.raw if table.record.written or not table.record.by_key[key].written]
    return "#" + digest("\n".join(f"{key}={_said(table.raw[key][row])}" for key in sorted(keys)))


def _said(value: CellValue) -> str:
    return "" if value is None else str(value).strip()
