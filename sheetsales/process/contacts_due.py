"""Which contacts fell due in a span of days: with customers by their cadence, about open deals by the stage's interval."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from sheetsales.dataclass import dataclass
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.stays import Stay


@dataclass(frozen=True, slots=True)
class Due:
    """What became of the contacts that a customer or deal asked for in a span of days.

    ``due``: a day by which it was to be contacted lay in the span; ``met``: each such day had a contact by then.
    ``carried``: it was overdue as the span began; ``caught_up``: and was contacted in it. ``over`` are the days past the
    last such day at the end, 0 or less where it is not overdue. ``last`` is the last contact, None where there was none.
    """

    due: bool
    met: bool
    carried: bool
    caught_up: bool
    over: int
    last: dt.date | None


def customer_due(
    days: Sequence[dt.date], entered: dt.date | None, every: int, first: dt.date, last: dt.date
) -> Due | None:
    """The contacts with a customer, one at least in ``every`` calendar days since the one before, or since the customer
    was entered. ``days`` are sorted; None where there is nothing to count from."""
    start, end = bisect_left(days, first), bisect_right(days, last)
    began = days[start - 1] if start else entered
    if began is None:
        began = days[start] if start < end else None
        start += 1
    if began is None or began > last:
        return None
    steps = [began, *days[start:end]]
    waits = dt.timedelta(days=every)
    due_days = [day + waits for day in steps]
    inside = [
        (due, steps[i + 1] if i + 1 < len(steps) else None)
        for i, due in enumerate(due_days)
        if first <= due <= last
    ]
    carried = due_days[0] < first
    return Due(
        due=bool(inside),
        met=bool(inside) and all(then is not None and then <= due for due, then in inside),
        carried=carried,
        caught_up=carried and len(steps) > 1,
        over=(last - due_days[-1]).days,
        last=days[end - 1] if end else None,
    )


def deal_due(
    stays: Iterable[Stay],
    days: Sequence[dt.date],
    every: Callable[[str], int | None],
    calendar: WorkingCalendar,
    span: tuple[dt.date, dt.date],
) -> bool | None:
    """Whether every contact that a deal asked for in a span was made in time; None where none fell due.

    In an open stage a contact is due ``every`` so many working days since it was entered or last contacted.
    """
    first, last = span
    kept: list[bool] = []
    for stay in stays:
        interval = every(stay.stage)
        end = min(stay.left or last, last)
        if interval is None or stay.entered is None or stay.entered > last or end < first:
            continue
        steps = [stay.entered, *sorted(set(days[bisect_right(days, stay.entered) : bisect_right(days, end)]))]
        for i, began in enumerate(steps):
            then = steps[i + 1] if i + 1 < len(steps) else None
            kept += _judged(began, then, stay.left, interval, calendar, span)
    return all(kept) if kept else None


def _judged(
    began: dt.date,
    then: dt.date | None,
    left: dt.date | None,
    interval: int,
    calendar: WorkingCalendar,
    span: tuple[dt.date, dt.date],
) -> list[bool]:
    """Whether the contact after one was in time, where the day it was due lies in the span; nothing where it does not."""
    due = calendar.workday_after(began, interval)
    if then is None and left is not None and left <= due:
        return []
    return [then is not None and then <= due] if span[0] <= due <= span[1] else []
