"""Evaluations as rules, figures and reports ask for them: the rating of a person in a period, and what is lacking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from statistics import fmean
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.people import People
from sheetsales.process.periods import QUARTER, YEAR, Span, fiscal_start, month_number, span_of

ATTITUDE: Final = ("commitments", "teamwork", "learning", "conduct")
SERVICE: Final = ("response", "competence", "closure", "communication")
PARTS: Final[Mapping[str, tuple[str, ...]]] = {"attitude": ATTITUDE, "service_quality": SERVICE}
"""The two forms: the column of the mean, and those of the items."""
LEAST, MOST = 1, 5
FRESH_MONTHS: Final = 6


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One row of Evaluations: the means of both forms, None where nothing is known, and the items by key."""

    row: int
    period: str
    person: str
    evaluator: str
    attitude: float | None
    service_quality: float | None
    items: Mapping[str, float]
    comment: str = ""
    own_comment: str = ""
    discussed_on: dt.date | None = None


def appraisals(book: Book) -> tuple[Appraisal, ...]:
    """Every row that names a person and a period, of one evaluator's rows on the same the last; nobody rates himself.

    The items count before a typed mean; what lies outside the scale counts as not there.
    """
    if not book.has("evaluations"):
        return ()
    table = book.table("evaluations")
    keys = ("period", "person", "evaluator", "comment", "own_comment", "discussed_on")
    rows = enumerate(zip(*(table.get(key) for key in keys), strict=True))
    found: dict[tuple[str, str, str], Appraisal] = {}
    for row, (period, person, evaluator, comment, own, discussed) in rows:
        if not period or not person or person == evaluator:
            continue
        items = {key: score for part in PARTS.values() for key in part if (score := _score(table.get(key)[row])) is not None}  # fmt: skip
        attitude, service = (_mean(items, part) or _score(table.get(key)[row]) for key, part in PARTS.items())
        found[period, person, evaluator or ""] = Appraisal(
            row,
            period,
            person,
            evaluator or "",
            attitude,
            service,
            items,
            comment or "",
            own or "",
            discussed,
        )
    return tuple(sorted(found.values(), key=lambda one: one.row))


def _score(value: Decimal | int | None) -> float | None:
    """A score on the scale."""
    return None if value is None or not LEAST <= value <= MOST else float(value)


def _mean(items: Mapping[str, float], part: Sequence[str]) -> float | None:
    known = [items[key] for key in part if key in items]
    return fmean(known) if known else None


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person was rated for a period: means of the evaluators, of whom there are ``n``."""

    period: str
    attitude: float | None
    service_quality: float | None
    items: Mapping[str, float]
    n: int


def rating(found: Sequence[Appraisal], person: str, day: dt.date, fiscal: int = 1) -> Rating | None:
    """The latest rating of a person whose period had begun by a day; of the periods that end together the shortest. One
    that is over for half a year tells nothing any more."""
    mine = [(span, one) for one in found if one.person == person and (span := span_of(one.period, fiscal))]
    recent = month_number(day) - FRESH_MONTHS
    begun = [(s, one) for s, one in mine if s.first <= day and s.start + s.months - 1 >= recent]
    if not begun:
        return None
    latest = max(begun, key=lambda pair: (pair[0].last, -pair[0].months))[0]
    same = [one for span, one in begun if span == latest]
    keys = [key for part in PARTS.values() for key in part]
    items = {
        key: fmean(known) for key in keys if (known := [one.items[key] for one in same if key in one.items])
    }
    attitude, service = (_known_mean(getattr(one, key) for one in same) for key in PARTS)
    return Rating(same[0].period, attitude, service, items, len(same))


def _known_mean(scores: Iterator[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return fmean(known) if known else None


@lru_cache(maxsize=64)
def label(span: Span, fiscal: int = 1) -> str:
    """How a month or quarter is written: ``2026-10``, ``2026Q3``."""
    first = span.first
    if span.months != QUARTER:
        return f"{first:%Y-%m}"
    number = (span.start - (fiscal - 1)) % 12 // 3 + 1
    year = (span.start - (fiscal - 1)) // 12
    return f"{year}Q{number}"


Row = tuple[str, str]
"""Who is rated, and for which period."""


def rated_rows(book: Book) -> tuple[Row, ...]:
    """Whom the rows of Evaluations rate for which period, whoever rates them."""
    table = book.table("evaluations")
    pairs = zip(table.get("person"), table.get("period"), strict=True)
    return tuple((person, period) for person, period in pairs if person and period)


def due_period(rows: Sequence[Row], day: dt.date, fiscal: int = 1) -> Span | None:
    """The period before the one that a day lies in: a quarter where quarters are rated, else a month; None before the
    first on file."""
    spans = [s for _, period in rows if (s := span_of(period, fiscal)) is not None and s.months < YEAR]
    if not spans:
        return None
    months = QUARTER if any(span.months == QUARTER for span in spans) else 1
    number = month_number(day)
    last = Span(number - (number - (fiscal - 1)) % months - months, months)
    return last if last.start >= min(span.start for span in spans) else None


def unrated(
    rows: Sequence[Row], known: People, today: dt.date, wait: int, fiscal: int = 1
) -> tuple[str, tuple[str, ...]]:
    """The period to be rated by now, and who has no rating for it; managers are not rated, nor who began in its last
    month."""
    span = due_period(rows, today - dt.timedelta(days=wait), fiscal)
    if span is None:
        return "", ()
    rated = {person for person, period in rows if span_of(period, fiscal) == span}
    began = Span(span.start + span.months - 1, 1).first
    lacking = tuple(
        p.id
        for p in known.all
        if p.role != "manager"
        and p.id not in rated
        and known.there(p.id, today)
        and (p.hired_on is None or p.hired_on < began)
    )
    return label(span, fiscal), lacking


def fiscal_of(book: Book) -> int:
    return fiscal_start(book.settings)
