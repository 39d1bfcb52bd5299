"""Whether customers were contacted as often as their grade asks, and open deals as often as their stage does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from sheetsales.dataclass import dataclass
from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.contacts_due import Due, customer_due, deal_due
from sheetsales.process.upkeep import GONE, upkeep
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class Kept:
    """A customer with its cadence in days, None where none is set, and what became of its contacts, None where nobody
    knows."""

    row: int
    id: str
    owner: str
    every: int | None
    due: Due | None


def kept_customers(facts: Facts, period: Period) -> tuple[Kept, ...]:
    """Every customer that is to be kept in touch with, once and in sheet order, over a period up to the day of the
    facts."""
    key = ("customers", period)
    if key not in facts.by_period:
        facts.by_period[key] = tuple(_customers(facts, period))
    return facts.by_period[key]  # type: ignore[no-any-return]  # as just put there


def _customers(facts: Facts, period: Period) -> Iterator[Kept]:
    table = facts.book.table("customers")
    cadences = upkeep(facts.book)
    by_pair: dict[tuple[str | None, str | None], int | None] = {}
    days = facts.touches.customers if facts.touches is not None else None
    last = min(period.last, facts.as_of)
    columns = (table.get(k) for k in ("id", "name", "owner", "type", "grade", "lifecycle", "created_on"))
    for row, (key, name, owner, kind, grade, life, entered) in enumerate(zip(*columns, strict=True)):
        known = key or name
        if known is None or (key is not None and table.by_id[key] != row):
            continue
        if life in GONE or (entered is not None and entered > last):
            continue
        pair = (kind, grade)
        if pair not in by_pair:
            cadence = cadences.of(kind, grade)
            by_pair[pair] = cadence.days if cadence else None
        every = by_pair[pair]
        due = None
        if every is not None and days is not None:
            due = customer_due(days.get(known, ()), entered, every, period.first, last)
        yield Kept(row, known, owner or "", every, due)


def kept_deals(facts: Facts, period: Period) -> Mapping[int, bool]:
    """Row of each deal that asked for contact in a period → whether every contact was made in time."""
    key = ("deals", period)
    if key not in facts.by_period:
        facts.by_period[key] = _deals(facts, period)
    return facts.by_period[key]  # type: ignore[no-any-return]  # as just put there


def _deals(facts: Facts, period: Period) -> Mapping[int, bool]:
    if facts.touches is None or facts.log is None:
        return {}
    every = {s.code: s.contact_every_days for s in facts.book.process.stages if s.open}
    last = min(period.last, facts.as_of)
    found: dict[int, bool] = {}
    for deal in facts.deals:
        stays = [
            s for s in facts.log.stays.get(deal.id, ()) if _touches(s.entered, s.left, period.first, last)
        ]
        if not stays:
            continue
        days = facts.touches.deals.get(deal.id, ())
        met = deal_due(stays, days, every.get, facts.calendar, (period.first, last))
        if met is not None:
            found[deal.row] = met
    return found


def _touches(entered: dt.date | None, left: dt.date | None, first: dt.date, last: dt.date) -> bool:
    return (entered is None or entered <= last) and (left is None or left >= first)


def no_contacts(facts: Facts) -> Text | None:
    """Why nobody can say which contacts fell due; None where it can be said."""
    return reasons.NO_CONTACTS if facts.touches is None else None


def contact_on_time(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Customers and open deals whose every contact due in the period was made in time ÷ those with one due. What was
    overdue as the period began was due before."""
    if reason := no_contacts(facts):
        return unknown(reason)
    mine = {d.row for d in facts.of(scope)}
    deals = [met for row, met in kept_deals(facts, period).items() if row in mine]
    kept = kept_customers(facts, period)
    if not deals and all(one.every is None for one in kept):
        return unknown(reasons.NO_CADENCE)
    due = [
        one.due.met
        for one in kept
        if one.due is not None and one.due.due and facts.counts_for(scope, one.owner)
    ]
    n = len(due) + len(deals)
    return share(sum(due) + sum(deals), n, n, reasons.NO_CONTACT_DUE)
