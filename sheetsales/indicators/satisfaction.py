"""What customers think of us: by their answers of a period where these are kept, else by the latest score on file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.surveys import Answer
from sheetsales.texts import Text

NO_ANSWER = Text("本期没有人打分", "Nobody gave a score in the period")

Score = tuple[str, str, float]
"""Customer id, whose customer it is, the score."""


def surveyed(facts: Facts) -> bool:
    """Whether answers are kept, so that satisfaction has a month of its own."""
    return facts.book.has("surveys")


def scores(facts: Facts, scope: Scope = COMPANY, period: Period | None = None) -> list[Score]:
    """Customer id, owner and score of every customer that has one, each customer once: with surveys the mean of the
    period's answers, else the latest score on file."""
    of_period = period if surveyed(facts) else None
    found = _kept(facts, of_period, "scores", lambda: _of_period(facts, of_period))
    if scope.level == "company":
        return found
    by_owner = _kept(facts, of_period, "scores by owner", lambda: _by_owner(found))
    if scope.level == "person":
        return by_owner.get(scope.key, [])
    owners = {owner for owner in by_owner if facts.counts_for(scope, owner)}
    return [row for row in found if row[1] in owners]


Kept = TypeVar("Kept")


def _kept(facts: Facts, period: Period | None, what: str, make: Callable[[], Kept]) -> Kept:
    """What is asked for many people, worked out once."""
    key = (what, period or _ANY)
    if key not in facts.by_period:
        facts.by_period[key] = make()
    found: Kept = facts.by_period[key]
    return found


_ANY: Final = Period(dt.date.min, dt.date.max, "")


def _of_period(facts: Facts, period: Period | None) -> list[Score]:
    if period is None:
        return _latest(facts)
    return list(_means([a for a in facts.answers if a.day in period]))


def _by_owner(found: Sequence[Score]) -> Mapping[str, list[Score]]:
    by_owner: dict[str, list[Score]] = {}
    for row in found:
        by_owner.setdefault(row[1], []).append(row)
    return by_owner


def _means(answers: Sequence[Answer]) -> Iterator[Score]:
    """One vote a customer; it is whose the latest answer was."""
    found: dict[str, list[Answer]] = {}
    for one in answers:
        found.setdefault(one.customer, []).append(one)
    for customer, those in found.items():
        latest = max(those, key=lambda a: a.day)
        yield customer, latest.rep, sum(a.score for a in those) / len(those)


def _latest(facts: Facts) -> list[Score]:
    """Of the customers that were there by the day of the facts."""
    table = facts.book.table("customers")
    columns = (table.get(key) for key in ("id", "name", "owner", "satisfaction", "created_on"))
    return [
        (key or name or "", owner or "", float(score))
        for row, (key, name, owner, score, created) in enumerate(zip(*columns, strict=True))
        if score is not None
        and table.by_id.get(key or "", row) == row
        and (created is None or created <= facts.as_of)
    ]


def satisfaction(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Mean of the customers' scores ÷ full score; few answers, so look at n. Without surveys it has no month of its own."""
    kept = surveyed(facts)
    table = facts.book.table("surveys" if kept else "customers")
    needed = ("date", "customer", "score") if kept else ("satisfaction",)
    if reason := reasons.missing(table, *needed):
        return unknown(reason)
    found = [score for _, _, score in scores(facts, scope, period)]
    full = facts.book.settings.number("satisfaction_full")
    if not found or full <= 0:
        return unknown(NO_ANSWER if kept else reasons.NO_SCORE)
    return Figure(sum(found) / len(found) / full, len(found))
