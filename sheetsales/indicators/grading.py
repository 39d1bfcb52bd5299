"""The grade a customer deserves by the grading standard: buying power, loyalty, potential, and what it bought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sheetsales.dataclass import dataclass
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.period import twelve_months_to
from sheetsales.indicators.won import aov

ASPECTS: Final = ("buying_power", "loyalty", "potential")
POINTS: Final[Mapping[str, int]] = {"high": 3, "mid": 2, "low": 1}
FEWEST_ASPECTS: Final = 2
HALF_A_YEAR: Final = dt.timedelta(days=182)
A_YEAR: Final = dt.timedelta(days=365)


class Step(NamedTuple):
    """A grade and the fewest of nine points that earn it."""

    grade: str
    least: int


STANDARD: Final[tuple[Step, ...]] = (Step("A", 8), Step("B", 6), Step("C", 4), Step("D", 0))
RECENT: Final = ((90, 3), (180, 2))
"""Days since the last purchase, at most, and the points for it; else 1."""
OFTEN: Final = ((3, 3), (2, 2))
"""Purchases in twelve months, at least, and the points; else 1."""
MUCH: Final = ((2.0, 3), (1.0, 2))
"""Amount in twelve months, at least so many times the average per customer, and the points; else 1."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the standard makes of a customer. ``judged`` are the points for what people say of it, ``bought`` those for
    what it bought; None where they cannot be told. ``grade`` is the better of both, one lower after a year without a purchase."""

    row: int
    grade: str
    judged: int | None
    bought: int | None
    lapsed: bool


def grade_of(points: int) -> str:
    return next(step.grade for step in STANDARD if points >= step.least)


def suggestions(facts: Facts) -> Iterator[Suggested]:
    """The suggested grade of every customer of which enough is known."""
    table = facts.book.table("customers")
    won = _won(facts)
    average = _average(facts)
    aspects = zip(*(table.get(key) for key in ASPECTS), strict=True)
    for row, (key, name, levels) in enumerate(zip(table.get("id"), table.get("name"), aspects, strict=True)):
        known = key or name
        if known is None or (key is not None and table.by_id[key] != row):
            continue
        deals = won.get(known, [])
        judged, bought = _judged(levels), _bought(deals, average, facts.as_of)
        points = max((p for p in (judged, bought) if p is not None), default=None)
        if points is not None:
            lapsed = bool(deals) and facts.as_of - _last(deals) > A_YEAR
            yield Suggested(
                row, _lowered(grade_of(points)) if lapsed else grade_of(points), judged, bought, lapsed
            )


def _judged(levels: tuple[str | None, ...]) -> int | None:
    """Out of nine; where one of the three is blank the other two stand for it."""
    points = [POINTS[level] for level in levels if level is not None and level in POINTS]
    if len(points) < FEWEST_ASPECTS:
        return None
    return round(sum(points) * len(ASPECTS) / len(points))


def _won(facts: Facts) -> dict[str, list[Deal]]:
    found: dict[str, list[Deal]] = {}
    for deal in facts.in_state("won"):
        if deal.closed_on is not None and deal.customer:
            found.setdefault(deal.customer, []).append(deal)
    return found


def _average(facts: Facts) -> float | None:
    """What a customer bought in twelve months on average; None while the data are younger than half a year."""
    first = facts.first_closing
    if first is None or facts.as_of - first < HALF_A_YEAR:
        return None
    found = aov(facts, twelve_months_to(facts.as_of))
    return found.number if found.known and found.number > 0 else None


def _last(deals: list[Deal]) -> dt.date:
    return max(d.closed_on for d in deals if d.closed_on is not None)


def _bought(deals: list[Deal], average: float | None, as_of: dt.date) -> int | None:
    """How recently, how often and how much a customer bought, out of nine."""
    if not deals or average is None:
        return None
    year = [d for d in deals if d.closed_on is not None and as_of - d.closed_on < A_YEAR]
    days, amount = (as_of - _last(deals)).days, float(sum(d.amount or 0 for d in year))
    recent = next((points for most, points in RECENT if days <= most), 1)
    often = next((points for least, points in OFTEN if len(year) >= least), 1)
    much = next((points for times, points in MUCH if amount >= times * average), 1)
    return recent + often + much


def _lowered(grade: str) -> str:
    grades = [step.grade for step in STANDARD]
    return grades[min(grades.index(grade) + 1, len(grades) - 1)]
