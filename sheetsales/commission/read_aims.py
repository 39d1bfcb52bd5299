"""Targets as commission asks for them: of every length of period, a joiner's first broken month in proportion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from sheetsales.book.book import Book
from sheetsales.commission.facts import NOTHING, RECEIVED, SIGNED, Aim, Seller
from sheetsales.commission.ledger import span_around
from sheetsales.process.calendar import WorkingCalendar, working_calendar
from sheetsales.process.goals import Goals, Holder, goals
from sheetsales.process.people import people
from sheetsales.process.periods import MONTH, YEAR, Span, fiscal_start, month_number


class Aims(NamedTuple):
    """``amounts`` are what is aimed at; of those in ``gaps`` a month has no target, and it is the sum of the others."""

    amounts: dict[Aim, Decimal]
    gaps: dict[Aim, str]


def aims(book: Book, sellers: Iterable[Seller], spans: Iterable[Span]) -> Aims:
    """What everybody aims at in these periods, and in the year up to the end of each."""
    known = goals(book, people(book))
    start, calendar = fiscal_start(book.settings), working_calendar(book.settings)
    joined = {seller.id: seller for seller in sellers}
    found = Aims({}, {})
    for span in {part for one in spans for part in (one, _year_to(one, start))}:
        for measure in (SIGNED, RECEIVED):
            for holder, amount in known.amounts(measure, span).items():
                less = _broken(known, holder, measure, span, joined, calendar)
                found.amounts[Aim(holder.level, holder.key, measure, span)] = amount - less
            _add_partly_set(found, known, measure, span, joined)
    return found


def _add_partly_set(
    found: Aims, known: Goals, measure: str, span: Span, joined: Mapping[str, Seller]
) -> None:
    """Of whom some months are set and others not, what is set counts; a gap while they were with us is named."""
    if span.months == MONTH:
        return
    sums: dict[Holder, Decimal] = {}
    missing: dict[Holder, list[Span]] = {}
    parts = list(zip(span.parts(MONTH), known.set_in(measure, span, MONTH), strict=True))
    for holder in {holder for _, part in parts for holder in part if holder.level == "person"}:
        aim = Aim(holder.level, holder.key, measure, span)
        if aim not in found.amounts:
            sums[holder] = sum((part[holder] for _, part in parts if holder in part), NOTHING)
            missing[holder] = [month for month, part in parts if holder not in part]
    for holder, amount in sums.items():
        aim = Aim(holder.level, holder.key, measure, span)
        found.amounts[aim] = amount
        gap = next((m for m in missing[holder] if _there(joined.get(holder.key), m)), None)
        if gap is not None:
            found.gaps[aim] = f"{gap.first:%Y-%m}"


def _there(seller: Seller | None, month: Span) -> bool:
    if seller is None:
        return True
    came = seller.hired_on is None or seller.hired_on <= month.last
    return came and (seller.left_on is None or seller.left_on >= month.first)


def _year_to(span: Span, start: int) -> Span:
    first = span_around(span.start, YEAR, start).start
    return Span(first, span.start + span.months - first)


def _broken(
    known: Goals,
    holder: Holder,
    measure: str,
    span: Span,
    joined: Mapping[str, Seller],
    calendar: WorkingCalendar,
) -> Decimal:
    """What is taken off a target for the days before somebody came.

    Only where it is made of months, and that of joining is as high as the next: a lower one was written with the joining
    in mind.
    """
    seller = joined.get(holder.key) if holder.level == "person" else None
    if seller is None or seller.hired_on is None:
        return NOTHING
    month = Span(month_number(seller.hired_on), MONTH)
    if not span.start <= month.start < span.start + span.months or (
        span != month and _own(known, holder, measure, span)
    ):
        return NOTHING
    aim, following = (
        known.own.get((measure, part), {}).get(holder) for part in (month, Span(month.start + 1, MONTH))
    )
    if aim is None or (following is not None and aim < following):
        return NOTHING
    return aim * (1 - in_post(seller.hired_on, calendar))


def _own(known: Goals, holder: Holder, measure: str, span: Span) -> bool:
    """Whether the target of a longer period is written as such, or by quarters."""
    if span.months < MONTH * 3:
        return False
    parts = [span, *span.parts(3)] if span.months % 3 == 0 else [span]
    return any(holder in known.own.get((measure, part), {}) for part in parts)


def in_post(hired_on: dt.date, calendar: WorkingCalendar) -> Decimal:
    """Which part of the working days of a month somebody was there who came in it."""
    month = Span(month_number(hired_on), MONTH)
    days = list(_workdays(month.first, month.last, calendar))
    there = sum(1 for day in days if day >= hired_on)
    return Decimal(there) / len(days) if days else Decimal(1)


def _workdays(first: dt.date, last: dt.date, calendar: WorkingCalendar) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        if calendar.is_workday(day):
            yield day
