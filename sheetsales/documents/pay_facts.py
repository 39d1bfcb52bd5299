"""What the papers on a period's pay are drawn from: whose slices, by which sums, in which state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from sheetsales.book.book import Book
from sheetsales.commission.kept import KeptRow
from sheetsales.commission.problems import Uncounted
from sheetsales.commission.slices import Earned, Open, Slice
from sheetsales.dataclass import dataclass
from sheetsales.texts import Lang, Text

STATUS: Final[Mapping[str, Text]] = {
    "draft": Text("草稿，未批", "Draft, not approved"),
    "approved": Text("已批", "Approved"),
    "paid": Text("已发", "Paid"),
}


@dataclass(frozen=True)
class PayFacts:
    """A period's pay. ``slices`` are drafts and, of those whose pay is approved, what was approved; ``rows`` the rows of
    the sheet for the period. ``cash`` and ``back`` are what came in and went back in it by the sheets, counted or not;
    ``cash_before`` came before its deals were won, which was in this one."""

    book: Book
    period: str
    first: dt.date
    last: dt.date
    today: dt.date
    on_cash: bool
    slices: tuple[Slice, ...]
    earned: tuple[Earned, ...]
    open: tuple[Open, ...]
    uncounted: tuple[Uncounted, ...]
    rows: tuple[KeptRow, ...]
    won: Decimal
    signed: Decimal
    cash: Decimal
    back: Decimal
    cash_counted: Decimal
    cash_before: Decimal

    @property
    def lang(self) -> Lang:
        return self.book.lang

    @property
    def currency(self) -> str:
        return self.book.settings.currency

    @cached_property
    def people(self) -> Sequence[str]:
        """Everybody with a slice or something open, in the order of Team."""
        found = {s.person for s in self.slices} | {o.person for o in self.open if o.person}
        return [key for key in self.book.table("team").get("id") if key in found]

    def of(self, person: str) -> Sequence[Slice]:
        return [s for s in self.slices if s.person == person]

    def total(self, person: str) -> Decimal:
        return sum((s.amount for s in self.of(person)), Decimal())

    def sums_of(self, person: str) -> Sequence[Earned]:
        """The sums the person's own slices rest on."""
        wanted = dict.fromkeys(s.earned for s in self.of(person) if s.earned is not None)
        return [one for one in self.earned if one.key in wanted and one.key.person == person]

    def status(self, person: str) -> str:
        """Paid or approved where all rows of the person are, else a draft."""
        found = {row.status for row in self.rows if row.person == person}
        return (
            "paid"
            if found == {"paid"}
            else "approved"
            if found and found <= {"paid", "approved"}
            else "draft"
        )

    def approver(self, person: str) -> str:
        """Who approved, by name; "" while nobody has."""
        found = dict.fromkeys(
            row.approved_by for row in self.rows if row.person == person and row.approved_by
        )
        return "、".join(map(self.book.person_name, found)) if self.status(person) != "draft" else ""

    @cached_property
    def customers(self) -> Mapping[str, str]:
        """Deal → its customer's name."""
        deals, customers = self.book.table("pipeline"), self.book.table("customers")
        names = dict(zip(customers.get("id"), customers.get("name"), strict=True))
        pairs = zip(deals.get("id"), deals.get("customer"), strict=True)
        return {deal: str(names.get(customer) or customer) for deal, customer in pairs if deal and customer}

    def kind(self, code: str) -> str:
        label = self.book.labels.get("pay_kind", {}).get(code)
        return label.in_(self.lang) if label else code
