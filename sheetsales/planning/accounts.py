"""What somebody who leaves, or nobody, has in hand: customers with their open deals and tasks, as one piece of work each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.process.personal import personal_tasks
from sheetsales.process.upkeep import upkeep

WEEKS: Final = 4
"""The time that an account's work is counted for."""

_CONTACT: Final = 45
"""Minutes for a contact that upkeep asks for."""
_DEAL: Final = 180
"""Minutes a month for an open deal beyond its tasks."""
_OVER: Final = frozenset({"done", "cancelled"})


@dataclass(slots=True)
class Account:
    """A customer, or a deal or task that stands alone, with all that belongs to it. Rows are those of the tables.

    ``key`` is the record it is known by; ``minutes`` what it takes in ``WEEKS``; ``days`` when something of it is due, today
    for open deals and tasks that do not say.
    """

    key: str
    customer: int | None = None
    deals: list[int] = field(default_factory=list)
    tasks: list[int] = field(default_factory=list)
    minutes: int = 0
    days: set[dt.date] = field(default_factory=set)


@dataclass(frozen=True)
class Accounts:
    """``own`` are the leaver's, or nobody's, in sheet order; ``lapsing`` are rows of Tasks that were the leaver's own, as
    quotas are, and nobody else's; ``others`` gives everybody else's minutes by person, and ``carriers`` who
    of them looks after customers or deals."""

    own: tuple[Account, ...]
    others: Mapping[str, int]
    carriers: frozenset[str]
    lapsing: tuple[int, ...] = ()


def accounts(book: Book, person: str | None, today: dt.date) -> Accounts:
    """What a person has in hand, and what the others have; for None what nobody has: rows whose owner is blank, not those
    whose owner is unknown. Tasks without an assignee are shared out apart, by what they need."""
    return _Gatherer(book, person, today).all()


class _Gatherer:
    def __init__(self, book: Book, person: str | None, today: dt.date) -> None:
        self._book, self._person, self._today = book, person, today
        self._upkeep = upkeep(book)
        self._own: dict[str, Account] = {}
        self._others: dict[str, int] = {}
        self._carriers: set[str] = set()
        self._lapsing: list[int] = []
        self._open = {stage.code for stage in book.process.stages if stage.kind in ("open", "hold")}

    def all(self) -> Accounts:
        self._customers()
        self._deals()
        self._tasks()
        return Accounts(
            tuple(self._own.values()), self._others, frozenset(self._carriers), tuple(self._lapsing)
        )

    def _customers(self) -> None:
        table = self._book.table("customers")
        columns = (table.get(key) for key in ("owner", "type", "grade", "next_contact"))
        for row, (owner, type_, grade, next_contact) in enumerate(zip(*columns, strict=True)):
            cadence = self._upkeep.of(type_, grade)
            minutes = _CONTACT * 7 * WEEKS // cadence.days if cadence else _CONTACT
            if self._is_theirs(table, row, owner):
                key = table.id(row) or f"customers#{row}"
                days = {next_contact} if next_contact is not None else set()
                self._own[key] = Account(key, row, minutes=minutes, days=days)
            elif owner:
                self._others[owner] = self._others.get(owner, 0) + minutes
                self._carriers.add(owner)

    def _deals(self) -> None:
        table = self._book.table("pipeline")
        columns = (table.get(key) for key in ("owner", "stage", "customer", "next_step_on"))
        for row, (owner, stage, customer, next_on) in enumerate(zip(*columns, strict=True)):
            if stage not in self._open:
                continue
            if self._is_theirs(table, row, owner):
                account = self._account(customer, f"{table.id(row) or f'pipeline#{row}'}")
                account.deals.append(row)
                account.minutes += _DEAL
                account.days.add(next_on or self._today)
            elif owner:
                self._others[owner] = self._others.get(owner, 0) + _DEAL
                self._carriers.add(owner)

    def _tasks(self) -> None:
        table, deals = self._book.table("tasks"), self._book.table("pipeline")
        of_deal = dict(zip(deals.get("id"), deals.get("customer"), strict=True))
        alone = {deals.id(row): account for account in self._own.values() for row in account.deals}
        keys = ("assignee", "status", "customer", "opportunity", "hours", "due")
        last = self._today + dt.timedelta(weeks=WEEKS)
        own = personal_tasks(self._book)
        for row, (who, status, customer, deal, hours, due) in enumerate(
            zip(*(table.get(key) for key in keys), strict=True)
        ):
            if status in _OVER or not who:
                continue
            if row in own:
                self._lapsing += [row] if who == self._person else []
                continue
            soon = due is None or due <= last
            minutes = round(float(hours) * 60) if soon and hours is not None and 0 < hours < 1_000 else 0
            if who == self._person:
                account = alone.get(deal or "") or self._account(
                    customer or of_deal.get(deal), table.id(row) or f"tasks#{row}"
                )
                account.tasks.append(row)
                account.days.add(due or self._today)
                account.minutes += minutes
            else:
                self._others[who] = self._others.get(who, 0) + minutes

    def _is_theirs(self, table: BookTable, row: int, owner: str | None) -> bool:
        if self._person is not None:
            return owner == self._person
        said = table.raw["owner"][row] if "owner" in table.raw else None
        return owner is None and (said is None or not str(said).strip())

    def _account(self, customer: str | None, otherwise: str) -> Account:
        """The account of a customer of the leaver's, else one that stands alone."""
        key = customer if customer in self._own else otherwise
        return self._own.setdefault(str(key), Account(str(key)))
