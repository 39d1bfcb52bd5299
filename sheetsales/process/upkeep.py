"""How often a customer is to be contacted, and when somebody last did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.contact import contacts_noted, keeps_notes
from sheetsales.schema import defaults

CLASHES: Final = frozenset({("high", "D"), ("general", "A")})
"""Type and grade that contradict each other."""
GONE: Final = frozenset({"lost", "dormant"})
"""Lifecycles in which nobody is to keep in touch."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """At least one contact in so many calendar days, by these channels (codes or words, preferred first)."""

    days: int
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Upkeep:
    """The cadences of a workbook; ``packaged`` where it has no Upkeep sheet of its own."""

    pairs: Mapping[tuple[str, str], Cadence]
    packaged: bool

    def of(self, type_: str | None, grade: str | None) -> Cadence | None:
        """The cadence of a type and grade; None where both are unknown or Upkeep says nothing of them.

        Where they contradict each other, or one is unknown, the tighter of what the type and the grade ask for at
        least counts.
        """
        own = self.pairs.get((type_ or "", grade or ""))
        if own is not None and (type_, grade) not in CLASHES:
            return own
        of_type = [cadence for (t, _), cadence in self.pairs.items() if t == type_]
        of_grade = [cadence for (_, g), cadence in self.pairs.items() if g == grade]
        slackest = [max(found, key=_days) for found in (of_type, of_grade) if found]
        return min([own, *slackest] if own else slackest, key=_days, default=None)


def _days(cadence: Cadence) -> int:
    return cadence.days


def upkeep(book: Book) -> Upkeep:
    """The rows of Upkeep, or the packaged ones."""
    table = book.table("upkeep")
    columns = (table.get(key) for key in ("type", "grade", "cadence_days", "channels"))
    pairs = {
        (type_, grade): Cadence(days, tuple(channels or ()))
        for type_, grade, days, channels in zip(*columns, strict=True)
        if type_ and grade and days is not None and days > 0
    }
    return Upkeep(pairs, packaged=False) if pairs else Upkeep(_packaged(), packaged=True)


def _packaged() -> dict[tuple[str, str], Cadence]:
    return {
        (row["type"], row["grade"]): Cadence(int(row["cadence_days"]), tuple(row["channels"].split(",")))
        for row in defaults.table("upkeep")
    }


@dataclass(frozen=True)
class CustomerContacts:
    """The last contact by customer id, and the first day the activities tell of (None where there are none)."""

    last: Mapping[str, dt.date]
    since: dt.date | None


def customer_contacts(book: Book, today: dt.date) -> CustomerContacts | None:
    """When each customer was last contacted, up to and including ``today``; None where the workbook does not tell.

    An activity counts for its customer, or else for the customer of its opportunity. A ``last contact`` typed in
    Customers counts where it is later.
    """
    customers, activities = book.table("customers"), book.table("activities")
    keeps_log = activities.has("date") and (activities.has("customer") or activities.has("opportunity"))
    if not keeps_log and not customers.has("last_contact") and not keeps_notes(book):
        return None
    typed = zip(customers.get("id"), customers.get("last_contact"), strict=True)
    last = {key: day for key, day in typed if key is not None and day is not None and day <= today}
    for one in contacts_noted(book, today):
        if one.customer is not None and one.on > last.get(one.customer, dt.date.min):
            last[one.customer] = one.on
    since = _add_activities(book, today, last) if keeps_log else None
    return CustomerContacts(last, since)


def _add_activities(book: Book, today: dt.date, last: dict[str, dt.date]) -> dt.date | None:
    activities, deals = book.table("activities"), book.table("pipeline")
    customer_of = dict(zip(deals.get("id"), deals.get("customer"), strict=True))
    first: dt.date | None = None
    columns = (activities.get(key) for key in ("date", "customer", "opportunity"))
    known = last.get
    for day, customer, deal in zip(*columns, strict=True):
        if day is None or day > today:
            continue
        if first is None or day < first:
            first = day
        key = customer if customer is not None else customer_of.get(deal)
        if key is None:
            continue
        before = known(key)
        if before is None or day > before:
            last[key] = day
    return first
