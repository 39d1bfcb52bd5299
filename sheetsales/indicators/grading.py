"""The grade a customer deserves by the grading standard: buying power, loyalty, potential, and what it bought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.indicators.bought import A_YEAR, Purchase, average_bought, points
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.loyalty import purchases, undated
from sheetsales.indicators.standard import Points, Standard, standard

ASPECTS: Final = ("buying_power", "loyalty", "potential")
POINTS: Final[Mapping[str, int]] = {"high": 3, "mid": 2, "low": 1}
FEWEST_ASPECTS: Final = 2


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the standard makes of a customer. ``judged`` are the points for what people say of it, ``bought`` those for
    what it bought; None where they cannot be told. ``grade`` is the better of both, one lower after a year without a purchase."""

    row: int
    grade: str
    judged: int | None
    bought: int | None
    lapsed: bool


def suggestions(facts: Facts) -> Iterator[Suggested]:
    """The suggested grade of every customer of which enough is known."""
    table = facts.book.table("customers")
    found = purchases(facts)
    by, scored = standard(facts.book.settings), rfm(facts, found)
    last = {key: those[-1].day for key, those in found.items()}
    aspects = zip(*(table.get(key) for key in ASPECTS), strict=True)
    for row, (key, name, levels) in enumerate(zip(table.get("id"), table.get("name"), aspects, strict=True)):
        known = key or name
        if known is None or (key is not None and table.by_id[key] != row):
            continue
        made = suggested(row, levels, scored.get(known), last.get(known), facts.as_of, by)
        if made is not None:
            yield made


def suggested(
    row: int,
    levels: tuple[str | None, ...],
    scored: Points | None,
    last: dt.date | None,
    as_of: dt.date,
    by: Standard,
) -> Suggested | None:
    """What the standard makes of one customer that bought last on a day; None where too little is known."""
    judged, bought = _judged(levels), scored.total if scored is not None else None
    best = max((p for p in (judged, bought) if p is not None), default=None)
    if best is None:
        return None
    lapsed = last is not None and as_of - last > A_YEAR
    grade = _lowered(by.grade_of(best), by) if lapsed else by.grade_of(best)
    return Suggested(row, grade, judged, bought, lapsed)


def rfm(facts: Facts, found: Mapping[str, Sequence[Purchase]]) -> Mapping[str, Points]:
    """The points of every customer for what it bought, of those where they can be told; ``found`` is what each bought on
    days that are known. Who bought on others as well has none."""
    if facts.book.since is not None:
        return {}  # what they bought before stands in an archive that is not at hand
    begun = (facts.first_closing, *(those[0].day for those in found.values()))
    since = min((day for day in begun if day is not None), default=None)
    average, by = average_bought(found, facts.as_of, since), standard(facts.book.settings)
    dateless = undated(facts)
    scored = {
        key: points(those, average, facts.as_of, by) for key, those in found.items() if key not in dateless
    }
    return {key: told for key, told in scored.items() if told is not None}


def _judged(levels: tuple[str | None, ...]) -> int | None:
    """Out of nine; where one of the three is blank the other two stand for it."""
    told = [POINTS[level] for level in levels if level is not None and level in POINTS]
    if len(told) < FEWEST_ASPECTS:
        return None
    return round(sum(told) * len(ASPECTS) / len(told))


def _lowered(grade: str, by: Standard) -> str:
    grades = [step.grade for step in by.steps]
    return grades[min(grades.index(grade) + 1, len(grades) - 1)]
