"""When somebody first and last spoke to the customer about a deal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass

if TYPE_CHECKING:
    from sheetsales.process.noted import Noted

ByKey = Mapping[str, dt.date]


@dataclass(frozen=True)
class LastContact:
    """The last activity by opportunity, or by customer where the workbook's activities name no opportunity."""

    by_opportunity: ByKey
    by_customer: ByKey

    def of(self, opportunity: str, customer: str | None) -> dt.date | None:
        """The day of the last activity on the deal; None where there was none."""
        return self.by_opportunity.get(opportunity) or self.by_customer.get(customer or "")


def last_contact(book: Book, today: dt.date) -> LastContact | None:
    """The last activity of every deal up to and including ``today``; None where the workbook keeps neither activities nor
    the day of the last contact beside its deals.

    Days to come are plans, no contact. Activities that name a customer only count for that customer's deals just
    where the sheet has no column for the opportunity: elsewhere a blank there means a general contact.
    """
    activities = book.table("activities")
    if not activities.has("date"):
        return _beside_deals(book, today)
    days = activities.get("date")
    if activities.has("opportunity"):
        return LastContact(_latest(activities.get("opportunity"), days, today), {})
    if activities.has("customer"):
        return LastContact({}, _latest(activities.get("customer"), days, today))
    return None


def _beside_deals(book: Book, today: dt.date) -> LastContact | None:
    """Of a contact whose day cannot be told nobody may say that it is long ago: it stands as if it were today's."""
    deals = book.table("pipeline")
    if "last_contact" not in deals.columns:
        return None
    told = zip(deals.get("last_contact"), deals.raw["last_contact"], strict=True)
    days = [day if day is not None or not str(cell or "").strip() else today for day, cell in told]
    found = dict(_latest(deals.get("id"), days, today))
    for one in contacts_noted(book, today):
        if one.deal is not None and one.on > found.get(one.deal, dt.date.min):
            found[one.deal] = one.on
    return LastContact(found, {})


def keeps_notes(book: Book) -> bool:
    """Whether contacts pile up beside deals or customers, and are kept nowhere else."""
    if book.table("pipeline").noted is None and book.table("customers").noted is None:
        return False
    from sheetsales.process.noted import notes_contacts

    return notes_contacts(book)


def contacts_noted(book: Book, until: dt.date) -> Iterator[Noted]:
    """Every contact noted beside deals or customers up to and including a day, where the workbook keeps no activities."""
    if keeps_notes(book):
        from sheetsales.process.noted import contacts_noted as noted

        yield from noted(book, until)


def _latest(keys: Sequence[str | None], days: Sequence[dt.date | None], today: dt.date) -> ByKey:
    latest: dict[str, dt.date] = {}
    known = latest.get
    for key, day in zip(keys, days, strict=True):
        if key is None or day is None or day > today:
            continue
        before = known(key)
        if before is None or day > before:
            latest[key] = day
    return latest


def first_contact(book: Book, today: dt.date) -> ByKey:
    """The first activity of every opportunity up to and including ``today``."""
    activities = book.table("activities")
    first: dict[str, dt.date] = {}
    for key, day in zip(activities.get("opportunity"), activities.get("date"), strict=True):
        if key is not None and day is not None and day <= today and day < first.get(key, dt.date.max):
            first[key] = day
    for one in contacts_noted(book, today):
        if one.deal is not None and one.on < first.get(one.deal, dt.date.max):
            first[one.deal] = one.on
    return first
