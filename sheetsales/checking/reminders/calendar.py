"""A person's week as a calendar file: contacts and tasks as all-day entries on the day they are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from sheetsales.checking.reminders.gather import Reminder
from sheetsales.dataclass import dataclass
from sheetsales.texts import Lang, Text, visible

_PRODUCT: Final = "-//sheetsales//reminders//"
_ONE_DAY: Final = dt.timedelta(days=1)
_CONTACT = Text("联系{customer}", "Contact {customer}")
_DUE: Final = {
    "payment": Text("催款：{customer} {what}", "Payment due: {customer}, {what}"),
    "delivery": Text("交货：{customer} {what}", "Delivery due: {customer}, {what}"),
    "request": Text("服务单：{customer} {what}", "Request due: {customer}, {what}"),
}
_HOURS = Text("{hours} 小时", "{hours} h")


@dataclass(frozen=True, slots=True)
class Entry:
    """One all-day entry. ``uid`` stays the same as long as record and day do, so that importing twice makes it once."""

    uid: str
    on: dt.date
    title: str
    details: str


def entries(reminder: Reminder, today: dt.date, lang: Lang) -> Iterator[Entry]:
    """What falls due, by day; what is overdue stands on ``today``."""
    for call in reminder.calls:
        on = max(today - dt.timedelta(days=call.overdue), today)
        whys = "\n".join(why.in_(lang) for _, why in call.reasons)
        title = _CONTACT.fill(customer=call.customer or call.about or call.record).in_(lang)
        yield Entry(
            _uid(reminder.id, call.record, on), on, title, f"{call.record} {call.about}\n{whys}".strip()
        )
    for one in reminder.dues:
        on = max(one.promised or one.due, today)
        title = _DUE[one.kind].fill(customer=one.customer, what=one.what).in_(lang)
        key = f"{one.kind} {one.record} {one.due} {one.customer} {one.what.zh}"
        yield Entry(_uid(reminder.id, key, on), on, title, one.record)
    for task in reminder.tasks:
        on = max(task.due, today)
        hours = _HOURS.fill(hours=f"{task.hours:g}").in_(lang) if task.hours else ""
        title = f"{task.title} ({hours})" if hours else task.title
        yield Entry(_uid(reminder.id, task.id, on), on, title, task.id)


def _uid(person: str, record: str, on: dt.date) -> str:
    return blake2b(f"{person}|{record}|{on}".encode(), digest_size=12).hexdigest() + "@sheetsales"


def calendar_file(reminder: Reminder, today: dt.date, lang: Lang) -> bytes:
    """The file (RFC 5545): entries of a person's own, nobody is invited and nothing is sent."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT + lang.upper())
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries(reminder, today, lang):
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + _ONE_DAY)
        event.add("summary", visible(entry.title))
        event.add("description", visible(entry.details))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data
