"""Tasks out of customers: contacts that fall due, greetings on holidays, anniversaries of the first order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.planning.arising.ground import Ground
from sheetsales.planning.arising.task import NewTask
from sheetsales.process.holidays import festivals
from sheetsales.process.upkeep import upkeep
from sheetsales.texts import Text

_AHEAD: Final = 5
"""Working days that a greeting is made ahead of its day."""
_HOURS: Final = {"visit": Decimal(2), "demo": Decimal(2), "meeting": Decimal(1)}
_QUICK: Final = Decimal("0.5")
_GREETED: Final = frozenset({"A", "B"})
_CONTACT = Text("联系{customer}（{how}）", "Contact {customer} ({how})")
_GREET = Text("{day}问候：{customer}", "{day} greetings: {customer}")
_YEARS = Text(
    "{customer}合作满 {years} 年，道谢并问需求",
    "{customer}: {years} of business, say thank you and ask what is next",
)


def contacts(ground: Ground) -> Iterator[NewTask]:
    """For every customer without an open deal the contact that Upkeep or its own next-contact date asks for."""
    table, rules = ground.book.table("customers"), upkeep(ground.book)
    busy = _with_open_deals(ground)
    known = ground.contacts
    columns = (table.get(key) for key in ("owner", "type", "grade", "next_contact", "region"))
    for row, (owner, type_, grade, agreed, region) in enumerate(zip(*columns, strict=True)):
        key = table.id(row)
        cadence = rules.of(type_, grade)
        if not key or key in busy or owner is None:
            continue
        last = known.last.get(key) if known else None
        days = [agreed] if agreed is not None and (last is None or agreed > last) else []
        if cadence is not None and last is not None and not days:
            days.append(last + dt.timedelta(days=cadence.days))
        if not days or days[0] > ground.days.last:
            continue
        channel = cadence.channels[0] if cadence is not None and cadence.channels else "call"
        how = text_of(ground.book, "activities", "kind", channel, ground.book.lang)
        due = ground.workday_by(days[0])
        yield NewTask(
            key=f"contact|{key}|{last}|{days[0]}",
            title=_CONTACT.fill(customer=ground.called(key), how=how),
            due=due,
            hours=_HOURS.get(channel, _QUICK),
            origin="cadence",
            assignee=ground.there(owner, due),
            customer=key,
            region=region,
            priority="high" if grade == "A" or days[0] < ground.today else "mid",
        )


def _with_open_deals(ground: Ground) -> frozenset[str]:
    open_stages = {s.code for s in ground.book.process.stages if s.kind in ("open", "hold")}
    pairs = zip(ground.scene.deals.get("customer"), ground.scene.deals.get("stage"), strict=True)
    return frozenset(customer for customer, stage in pairs if customer and stage in open_stages)


def greetings(ground: Ground) -> Iterator[NewTask]:
    """Greetings to customers of grade A and B on the days that Settings name, by the last working day before."""
    names = re.split(r"[,，、]", ground.book.settings.text("greeting_days"))
    until = ground.after(ground.days.last, _AHEAD, None)
    for name, day in festivals([name.strip() for name in names], ground.today, until):
        due = max(ground.workday_by(day - dt.timedelta(days=1)), ground.today)
        for key, owner in _graded(ground):
            yield NewTask(
                key=f"greet|{key}|{day}",
                title=_GREET.fill(day=name, customer=ground.called(key)),
                due=due,
                hours=Decimal("0.2"),
                origin="cadence",
                assignee=ground.there(owner, due),
                customer=key,
                region=ground.customer(key, "region"),
            )


def _graded(ground: Ground) -> Iterator[tuple[str, str | None]]:
    table = ground.book.table("customers")
    for key, owner, grade in zip(table.get("id"), table.get("owner"), table.get("grade"), strict=True):
        if key and grade in _GREETED:
            yield key, owner


def anniversaries(ground: Ground) -> Iterator[NewTask]:
    """Thanks to customers whose first won deal is so many years ago in the days planned."""
    for key, first in _first_wins(ground).items():
        owner = ground.customer(key, "owner")
        for years in range(1, ground.days.last.year - first.year + 1):
            day = _years_later(first, years)
            if not ground.days.first <= day <= ground.days.last:
                continue
            spoken = Text(str(years), f"{years} year" if years == 1 else f"{years} years")
            due = max(ground.workday_by(day), ground.today)
            yield NewTask(
                key=f"years|{key}|{years}",
                title=_YEARS.fill(customer=ground.called(key), years=spoken),
                due=due,
                hours=Decimal("0.2"),
                origin="cadence",
                assignee=ground.there(owner, due),
                customer=key,
                region=ground.customer(key, "region"),
            )


def _first_wins(ground: Ground) -> dict[str, dt.date]:
    deals = ground.scene.deals
    won = {s.code for s in ground.book.process.stages if s.won}
    first: dict[str, dt.date] = {}
    columns = (deals.get(key) for key in ("customer", "stage", "closed_on"))
    for customer, stage, closed in zip(*columns, strict=True):
        if customer and stage in won and closed is not None and closed <= ground.today:
            first[customer] = min(closed, first.get(customer, closed))
    return first


def _years_later(day: dt.date, years: int) -> dt.date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)
