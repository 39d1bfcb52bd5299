"""On which days people were in touch with each customer and about each deal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.contact import contacts_noted, keeps_notes

Days = Mapping[str, Sequence[dt.date]]


@dataclass(frozen=True)
class Touches:
    """The days of contact by customer id and by opportunity id, each in order."""

    customers: Days
    deals: Days


def touches(book: Book, until: dt.date) -> Touches | None:
    """The contacts up to and including a day; None where the workbook keeps no activities that name whom they were with.

    An activity counts for its customer, or else for the customer of its opportunity, and a ``last contact`` typed in
    Customers counts where it is later than all of them.
    """
    if keeps_notes(book):
        return _noted(book, until)
    activities = book.table("activities")
    if not activities.has("date") or not (activities.has("customer") or activities.has("opportunity")):
        return None
    deals = book.table("pipeline")
    customer_of = dict(zip(deals.get("id"), deals.get("customer"), strict=True))
    of_customers: dict[str, list[dt.date]] = {}
    of_deals: dict[str, list[dt.date]] = {}
    columns = (activities.get(key) for key in ("date", "customer", "opportunity"))
    for day, customer, deal in zip(*columns, strict=True):
        if day is None or day > until:
            continue
        if deal is not None:
            of_deals.setdefault(deal, []).append(day)
        who = customer if customer is not None else customer_of.get(deal)
        if who is not None:
            of_customers.setdefault(who, []).append(day)
    for days in (*of_customers.values(), *of_deals.values()):
        days.sort()
    _add_typed(book, until, of_customers)
    return Touches(of_customers, of_deals)


def _noted(book: Book, until: dt.date) -> Touches:
    of_customers: dict[str, list[dt.date]] = {}
    of_deals: dict[str, list[dt.date]] = {}
    for one in contacts_noted(book, until):
        if one.deal is not None:
            of_deals.setdefault(one.deal, []).append(one.on)
        if one.customer is not None:
            of_customers.setdefault(one.customer, []).append(one.on)
    for days in (*of_customers.values(), *of_deals.values()):
        days.sort()
    return Touches(of_customers, of_deals)


def _add_typed(book: Book, until: dt.date, found: dict[str, list[dt.date]]) -> None:
    table = book.table("customers")
    for key, day in zip(table.get("id"), table.get("last_contact"), strict=True):
        if key is not None and day is not None and day <= until:
            days = found.setdefault(key, [])
            if not days or day > days[-1]:
                days.append(day)
