"""What people did: calls, visits, new leads."""

from __future__ import annotations

from typing import Final

from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.contact import contacts_noted, keeps_notes
from sheetsales.texts import Text

_NO_KIND: Final = Text("跟进里没有写是电话还是拜访", "no contact says whether it was a call or a visit")


def calls(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Activities of kind call in the period."""
    return _activities(facts, period, scope, {"call"})


def visits(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Visits and on-site demos in the period."""
    return _activities(facts, period, scope, {"visit", "demo"})


def _activities(facts: Facts, period: Period, scope: Scope, kinds: set[str]) -> Figure:
    if keeps_notes(facts.book):
        return _noted(facts, period, scope, kinds)
    table = facts.book.table("activities")
    if reason := reasons.missing(table, "date", "kind"):
        return unknown(reason)
    people = zip(table.get("date"), table.get("kind"), table.get("rep"), strict=True)
    count = sum(
        1
        for day, kind, rep in people
        if kind in kinds and day in period and day <= facts.as_of and facts.counts_for(scope, rep)
    )
    return Figure(count, count)


def _noted(facts: Facts, period: Period, scope: Scope, kinds: set[str]) -> Figure:
    """Of contacts noted beside deals or customers; unknown where no note says what kind it was."""
    found = [one for one in contacts_noted(facts.book, facts.as_of) if one.kind]
    if not found:
        return unknown(reasons.missing(facts.book.table("activities"), "date", "kind") or _NO_KIND)
    count = sum(
        1 for one in found if one.kind in kinds and one.on in period and facts.counts_for(scope, one.owner)
    )
    return Figure(count, count)


def new_leads(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Customers by created-on day in the period, each once."""
    table = facts.book.table("customers")
    if reason := reasons.missing(table, "created_on"):
        return unknown(reason)
    rows = zip(table.get("id"), table.get("created_on"), table.get("owner"), strict=True)
    count = sum(
        1
        for row, (key, day, owner) in enumerate(rows)
        if day in period
        and day <= facts.as_of
        and facts.counts_for(scope, owner)
        and table.by_id.get(key or "", row) == row
    )
    return Figure(count, count)
