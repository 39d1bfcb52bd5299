"""When somebody was in touch, and about what: the moments behind the activity log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sheetsales.dataclass import dataclass
from sheetsales.schema.defaults import Preset, Row, stages, table
from sheetsales.template.story.days import business_days, last_business
from sheetsales.template.story.plan import LEFT_ON, MASTER_DAY, OPEN_STAGES, WHALE, Deal, Visit
from sheetsales.template.story.sources import source

SLOTS = {
    "identify": ("identify",), "contact": ("contact1", "contact2"), "needs": ("needs1", "needs2"),
    "present": ("present1",), "quote": ("quote1", "quote2"), "negotiate": ("neg1", "neg2", "neg3"),
    "won": ("won1", "won2"), "after": ("after1", "after2"), "leads": ("identify",), "comm": ("needs1", "needs2"),
    "offer": ("present1", "quote1", "quote2"), "nego": ("neg1", "neg2", "neg3"), "sign": ("won1", "won2"),
    "care": ("after1", "after2"), "hold": (), "lost": (),
}  # fmt: skip
"""What a stay in a stage is made of: the least that steps and least activities ask for."""
FILLERS = {
    "identify": "contact1", "contact": "contact2", "needs": "needs3", "present": "present2", "quote": "quote2",
    "negotiate": "neg4", "won": "won2", "after": "care",
}  # fmt: skip
SERVICES = ("P3", "P4", "P6")
_SERVED = ("won1", "won2", "after1", "present1")
_STARTS = {"reorder": ("repeat",), "renew": ("renewal",)}
_REVIEWED_FROM = 100_000
_WHALE_DAYS = ("2026-07-14", "2026-07-22", "2026-07-30", "2026-08-11", "2026-08-20", "2026-08-27")
_EXTRA_CARE = (("C-033", dt.date(2026, 3, 4)), ("C-006", dt.date(2026, 10, 22)))
_FINISHED_AFTER = 90
_LONGEST_GAP = 18
_CLOSELY = 5  # in delivery; the two calendars count working days differently, so this keeps a margin
_SHORT = 7


@dataclass(frozen=True, slots=True)
class Touch:
    """One contact: ``deal`` is None for a general one, ``slot`` says which texts suit it."""

    on: dt.date
    rep: str
    customer: str
    slot: str
    deal: Deal | None = None


def touches(deals: Sequence[Deal], process: Preset, now: dt.date = MASTER_DAY) -> tuple[Touch, ...]:
    """All contacts on these deals before ``now``, and those that keep up with the customers, by day."""
    rules = {row["code"]: row for row in stages(process)}
    found = [touch for deal in deals for touch in _of_deal(deal, rules, now)]
    found += _care(found, now)
    return tuple(sorted(found, key=lambda t: (t.on, t.deal.id if t.deal else "", t.customer)))


def _of_deal(deal: Deal, rules: dict[str, Row], now: dt.date) -> Iterator[Touch]:
    for number, visit in enumerate(deal.path):
        end = deal.left(number)
        slots = _slots(deal, number)
        if end is not None:
            moments = _spread(slots, business_days(visit.on, end) or (visit.on,))
        elif deal.id == WHALE:
            days = (dt.date.fromisoformat(day) for day in _WHALE_DAYS)
            moments = [(day, f"whale{n}") for n, day in enumerate(days, start=1)]
        else:
            moments = _so_far(visit, slots, rules[visit.code], now)
        for day, slot in moments:
            yield Touch(day, deal.contact_on(day), deal.customer, slot, deal)


def _slots(deal: Deal, number: int) -> tuple[str, ...]:
    visit = deal.path[number]
    slots = SLOTS[visit.code]
    if visit.code == "offer" and visit.stage == "present":
        slots = ("present1", "present2")
    if number == 0:
        slots = (next((slot for slot, kinds in _STARTS.items() if deal.kind in kinds), slots[0]), *slots[1:])
    if number and deal.path[number - 1].stage == "hold" and slots:
        slots = ("restart", *slots[1:])
    if deal.product in SERVICES:
        slots = tuple(f"{slot}s" if slot in _SERVED else slot for slot in slots)
    if visit.stage == "lost" and deal.amount > _REVIEWED_FROM and deal.reached("quote"):
        slots = ("review",)
    return slots


def _spread(slots: tuple[str, ...], days: tuple[dt.date, ...]) -> list[tuple[dt.date, str]]:
    """The contacts of a stay that is over, evenly over its days."""
    return [(days[n * len(days) // len(slots)], slot) for n, slot in enumerate(slots)]


def _so_far(visit: Visit, slots: tuple[str, ...], rule: Row, now: dt.date) -> list[tuple[dt.date, str]]:
    """The contacts of a stay that lasts: never further apart than the stage's contact interval."""
    days = business_days(visit.on, now)
    if visit.stage == "lost":
        return [(days[min(2, len(days) - 1)], slot) for slot in slots]
    if visit.stage == "after" and (MASTER_DAY - visit.on).days > _FINISHED_AFTER:
        return _spread(slots, days[:25])
    every = int(rule["contact_every_days"])
    every = min(every, _CLOSELY if visit.stage == "won" else _LONGEST_GAP)
    early = 1 if int(rule["max_days"]) <= _SHORT else 2  # so that the least is met by half the limit
    moments, at, number = [], 0 if visit.stage != "after" else min(2, len(days) - 1), 0
    while at < len(days):
        moments.append((days[at], slots[number] if number < len(slots) else FILLERS[visit.stage]))
        number += 1
        at += early if number < len(slots) and visit.stage in OPEN_STAGES else every
    return moments


def _care(found: list[Touch], now: dt.date) -> list[Touch]:
    """General contacts that keep every customer within the cadence of type and grade."""
    cadences = {(row["type"], row["grade"]): int(row["cadence_days"]) for row in table("upkeep")}
    last: dict[str, dt.date] = {}
    for touch in found:
        last[touch.customer] = max(touch.on, last.get(touch.customer, touch.on))
    extra = [
        _general(row["id"], day) for row in source("customers") for c, day in _EXTRA_CARE if c == row["id"]
    ]
    for number, row in enumerate(source("customers")):
        cadence = cadences[row["type"], row["grade"]]
        age = (now - last.get(row["id"], dt.date.min)).days
        if age > cadence * 0.8 and row["id"] not in {
            c for c, day in _EXTRA_CARE if (now - day).days < cadence
        }:
            back = 3 + number * 7 % max(1, int(cadence * 0.6))
            extra.append(_general(row["id"], last_business(now - dt.timedelta(days=back))))
    return extra


def _general(customer: str, day: dt.date) -> Touch:
    row = next(r for r in source("customers") if r["id"] == customer)
    rep = row["was"] if row["was"] and day <= LEFT_ON else row["owner"]
    return Touch(day, rep, customer, "whale_care" if (customer, day) == _EXTRA_CARE[1] else "care")
