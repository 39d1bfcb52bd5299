"""What customers think of us."""

from __future__ import annotations

from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.scope import COMPANY, Scope


def scores(facts: Facts, scope: Scope = COMPANY) -> list[tuple[str, str, float]]:
    """Customer id, owner and latest score of every customer that has one, each customer once."""
    table = facts.book.table("customers")
    rows = zip(table.get("id"), table.get("name"), table.get("owner"), table.get("satisfaction"), strict=True)
    found = [
        (key or name or "", owner or "", float(score))
        for row, (key, name, owner, score) in enumerate(rows)
        if score is not None and table.by_id.get(key or "", row) == row
    ]
    if scope.level == "person":
        return [row for row in found if row[1] == scope.key]
    if scope.level == "team":
        return [row for row in found if facts.team_of.get(row[1]) == scope.key]
    return found


def satisfaction(facts: Facts, scope: Scope = COMPANY) -> Figure:
    """Mean of the customers' latest scores ÷ full score; few answers, so look at n. It has no month of its own."""
    if reason := reasons.missing(facts.book.table("customers"), "satisfaction"):
        return unknown(reason)
    found = [score for _, _, score in scores(facts, scope)]
    full = facts.book.settings.number("satisfaction_full")
    if not found or full <= 0:
        return unknown(reasons.NO_SCORE)
    return Figure(sum(found) / len(found) / full, len(found))
