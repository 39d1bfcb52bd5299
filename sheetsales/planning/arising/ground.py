"""What tasks arise from, looked up once: who is there, what customers and steps are called, what was made before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.planning.window import Window
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.leave import Leave, leave_of, worked_day
from sheetsales.process.people import People, people
from sheetsales.process.upkeep import CustomerContacts, customer_contacts
from sheetsales.rules.scene import Scene
from sheetsales.schema import defaults

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Ground:
    """A scene and the days planned for."""

    scene: Scene
    days: Window

    @property
    def book(self) -> Book:
        return self.scene.book

    @property
    def today(self) -> dt.date:
        return self.scene.today

    @property
    def calendar(self) -> WorkingCalendar:
        return self.scene.calendar

    @cached_property
    def people(self) -> People:
        return people(self.book)

    @cached_property
    def leave(self) -> Leave:
        return leave_of(self.book)

    @cached_property
    def contacts(self) -> CustomerContacts | None:
        return customer_contacts(self.book, self.today)

    def there(self, person: str | None, day: dt.date) -> str | None:
        """The person where there today or later, on the day that something is due; else nobody."""
        return person if self.people.there(person, max(day, self.today)) else None

    @cached_property
    def _customers(self) -> Mapping[str, int]:
        return self.book.table("customers").by_id

    def customer(self, key: str | None, column: str) -> Any:
        """A field of a customer; None where the customer is unknown."""
        row = self._customers.get(key or "")
        return None if row is None else self.book.table("customers").get(column)[row]

    def called(self, key: str | None) -> str:
        """What people call a customer in a title."""
        return str(self.customer(key, "short_name") or self.customer(key, "name") or key or "—")

    def workday_by(self, day: dt.date) -> dt.date:
        """The day itself where it is worked, else the last working day before it."""
        while not self.calendar.is_workday(day):
            day -= _ONE_DAY
        return day

    def after(self, day: dt.date, count: int, person: str | None) -> dt.date:
        """So many working days of a person later."""
        return worked_day(self.calendar, self.leave, person, day, count)

    @cached_property
    def steps(self) -> Mapping[str, Mapping[str, Any]]:
        """Hours and skill of each step, as the sheet has them, else as packaged."""
        table = self.book.table("steps")
        if len(table):
            rows = zip(table.get("code"), table.get("hours"), table.get("skill"), strict=True)
            return {code: {"hours": hours, "skill": skill} for code, hours, skill in rows if code}
        packaged = defaults.steps(self.book.binding.preset)
        return {row["code"]: {"hours": row["hours"], "skill": row["skill"] or None} for row in packaged}
