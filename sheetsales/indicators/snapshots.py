"""A month's snapshot: its figures, forecast, open deals and customers as of its last day, findings as of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from sheetsales.book.book import Book
from sheetsales.indicators.catalogue import INDICATORS, Indicator, definition, span_told
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts, gather
from sheetsales.indicators.forecast import (
    awaited_in,
    cannot_forecast,
    coming_months,
    due_in,
    outlook,
    stands_aside,
    win_chances,
)
from sheetsales.indicators.period import Period, month_of, shifted
from sheetsales.indicators.scope import COMPANY, Scope, person, team
from sheetsales.indicators.targets import Targets, read_targets
from sheetsales.process.snapshot import (
    KeptCustomer,
    KeptDeal,
    KeptDefinition,
    KeptFigure,
    KeptFinding,
    KeptForecast,
    Snapshot,
)
from sheetsales.schema import defaults
from sheetsales.version import __version__

_OF_PEOPLE = frozenset({"won_amount", "won_count", "new_customers", "win_rate_count"})
"""What is kept of teams and people too."""
_STANDARDS = ("win_probability", "max_days")


def taken(
    book: Book,
    month: Period,
    findings: Iterable[KeptFinding],
    *,
    today: dt.date,
    closed_on: dt.date | None = None,
) -> Snapshot:
    """The snapshot of a month that is over. What is only known of today, findings and what is said of customers, is that
    of the month just over, and kept of no other."""
    facts = gather(book, month.last)
    just_over = shifted(month_of(today), -1) == month
    return Snapshot(
        month.label,
        today,
        closed_on,
        tuple(_figures(facts, month)),
        tuple(_forecasts(facts, month)),
        tuple(_deals(facts, month)),
        tuple(findings) if just_over else (),
        tuple(_customers(book)) if just_over else (),
        tuple(_definitions(facts)),
    )


def _figures(facts: Facts, month: Period) -> Iterator[KeptFigure]:
    targets = read_targets(facts.book)
    for indicator in INDICATORS:
        scopes: Sequence[Scope] = (COMPANY,)
        if indicator.code in _OF_PEOPLE:
            scopes = (COMPANY, *_groups(facts))
        for scope in scopes:
            yield _figure(facts, month, indicator, scope, targets)


def _groups(facts: Facts) -> list[Scope]:
    """Teams, and people who own deals or stand in Team."""
    people = {deal.owner for deal in facts.deals if deal.owner} | set(facts.book.table("team").by_id)
    return [*map(team, sorted(set(facts.team_of.values()))), *map(person, sorted(people))]


def _figure(facts: Facts, month: Period, indicator: Indicator, scope: Scope, targets: Targets) -> KeptFigure:
    found = indicator.compute(facts, span_told(indicator.code, month), scope)
    set_for = targets.of(indicator.code, month, scope)
    target = set_for.number if set_for.known else None
    value = found.number if found.known else None
    status = definition(facts.book, indicator.code).status(
        found, target, facts.smallest_sample, adds_up=indicator.adds_up
    )
    return KeptFigure(scope.level, scope.key, indicator.code, value, found.n, target, status)


def _forecasts(facts: Facts, month: Period) -> Iterator[KeptForecast]:
    """What was forecast for each of the coming months; nothing known is kept as that."""
    if cannot_forecast(facts):
        return
    chances = win_chances(facts)
    categories = facts.book.table("pipeline").has("forecast_category")
    for ahead in coming_months(facts, month):
        awaited, due = awaited_in(facts, ahead), due_in(facts, ahead)
        aside = [deal for deal in awaited if stands_aside(facts, deal)]
        stalled = round(outlook(facts, aside, chances).weighted, 2) if aside else None
        if awaited and not due:
            yield KeptForecast(ahead.label, None, None, None, None, None, stalled)
            continue
        found = outlook(facts, due, chances)
        weighted, low, high = (round(value, 2) for value in (found.weighted, found.low, found.high))
        commit, best = (float(found.commit), float(found.best_case)) if categories else (None, None)
        yield KeptForecast(ahead.label, weighted, low, high, commit, best, stalled)


def _deals(facts: Facts, month: Period) -> Iterator[KeptDeal]:
    for deal in facts.deals:
        ended = deal.closed_on is not None and deal.closed_on in month and deal.state in ("won", "lost")
        if deal.id and (ended or deal.state == "open"):
            yield _deal(deal)


def _deal(deal: Deal) -> KeptDeal:
    amount = float(deal.amount) if deal.amount is not None else None
    stage = deal.stage.code if deal.stage is not None else deal.stage_word
    return KeptDeal(
        deal.id, deal.state, stage, amount, deal.expected_close, deal.category or "", deal.owner, deal.closed_on
    )  # fmt: skip


def _customers(book: Book) -> Iterator[KeptCustomer]:
    """Customers of which anything is said that may change."""
    table = book.table("customers")
    columns = (table.get(key) for key in ("id", "grade", "type", "lifecycle", "satisfaction"))
    for key, grade, kind, lifecycle, score in zip(*columns, strict=True):
        if key and (grade or kind or lifecycle or score is not None):
            kept = float(score) if score is not None else None
            yield KeptCustomer(key, grade or "", kind or "", lifecycle or "", kept)


def _definitions(facts: Facts) -> Iterator[KeptDefinition]:
    """What the figures rest on, to tell later whether two of them mean the same."""
    book = facts.book
    yield KeptDefinition("program", "version", __version__)
    for row in defaults.table("settings"):
        yield KeptDefinition("setting", row["name"], book.settings.text(row["name"]))
    for stage in book.process.stages:
        for key in _STANDARDS:
            value = getattr(stage, key)
            yield KeptDefinition("stage", f"{stage.code}.{key}", "" if value is None else f"{value:g}")
    for indicator in INDICATORS:
        told = definition(book, indicator.code)
        limits = (told.target, told.warning, told.times_target)
        said = " ".join("-" if limit is None else f"{limit:g}" for limit in limits)
        yield KeptDefinition("indicator", indicator.code, f"{told.direction} {said}")
