"""What customers think of us: by their answers of a period where these are kept, else by the latest score on file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    if surveyed(facts) and period is not None:
        found = list(_means([a for a in facts.answers if a.day in period]))
    else:
        found = _latest(facts)
    if scope.level == "company":
        return found
    return [row for row in found if facts.counts_for(scope, row[1])]


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
