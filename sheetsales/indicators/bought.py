"""What a customer bought, in a few figures: the last time, how often, how much, how far apart, what most, when again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from itertools import pairwise
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.indicators.figure import median
from sheetsales.indicators.period import month_of, shifted, twelve_months_to
from sheetsales.indicators.standard import Points, Standard

FEWEST_GAPS: Final = 2
HALF_A_YEAR: Final = dt.timedelta(days=182)
A_YEAR: Final = dt.timedelta(days=365)
MOST_POINTS: Final = 3
_NOTHING: Final = Decimal()

Rebuy = Callable[[str], float | None]
"""After how many months a product is usually bought again; None where nobody knows."""


@dataclass(frozen=True, slots=True, order=True)
class Purchase:
    """One purchase; ``product`` "" where it is unknown, ``amount`` None."""

    day: dt.date
    product: str
    amount: Decimal | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Bought:
    """``amount`` is None where one of the purchases has none, ``gap`` after purchases on one day only, ``expected`` where
    nothing tells when the next one is due; ``product`` is "" where none is known."""

    last: dt.date
    count: int
    amount: Decimal | None
    gap: int | None
    expected: dt.date | None
    product: str


def bought(those: Sequence[Purchase], rebuy: Rebuy, given_back: Decimal | None = _NOTHING) -> Bought:
    """What purchases in order of their days, at least one, come to; ``given_back`` is what returns took off them, None
    where that is unknown."""
    amounts = [one.amount for one in those if one.amount is not None]
    known = len(amounts) == len(those) and given_back is not None
    gaps = _gaps(those)
    return Bought(
        those[-1].day,
        len(those),
        sum(amounts, _NOTHING) - (given_back or _NOTHING) if known else None,
        round(median(gaps)) if gaps else None,
        next_purchase(those, rebuy),
        preferred(those),
    )


def preferred(those: Sequence[Purchase]) -> str:
    """The product bought most often, the latest of those bought as often; "" where none is known."""
    times = Counter(one.product for one in those if one.product)
    latest = {one.product: at for at, one in enumerate(those)}
    return max(times, key=lambda product: (times[product], latest[product]), default="")


def next_purchase(those: Sequence[Purchase], rebuy: Rebuy) -> dt.date | None:
    """When a customer is expected to buy again: the last purchase plus the interval of its product, else the customer's
    own median gap, of two gaps at least; None where neither is known."""
    last = those[-1]
    months = rebuy(last.product) if last.product else None
    if months is not None:
        return _later(last.day, round(months))
    gaps = _gaps(those)
    return last.day + dt.timedelta(days=round(median(gaps))) if len(gaps) >= FEWEST_GAPS else None


def _gaps(those: Sequence[Purchase]) -> list[float]:
    """The days between days of purchase: two orders of one day are no gap."""
    days = sorted({one.day for one in those})
    return [float((b - a).days) for a, b in pairwise(days)]


def _later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, the last of a month that is shorter."""
    month = shifted(month_of(day), months)
    return month.first.replace(day=min(day.day, month.last.day))


def points(
    those: Sequence[Purchase], average: Decimal | None, as_of: dt.date, standard: Standard
) -> Points | None:
    """The points for what a customer bought; None where nothing was bought, or there is nothing to compare it with."""
    if not those or average is None:
        return None
    year = [one for one in those if as_of - one.day < A_YEAR]
    known = sum((one.amount for one in year if one.amount is not None), _NOTHING)
    much = standard.much(known, average)
    if much < MOST_POINTS and any(one.amount is None for one in year):
        return None
    return Points(standard.recent((as_of - those[-1].day).days), standard.often(len(year)), much)


def average_bought(
    customers: Mapping[str, Iterable[Purchase]], as_of: dt.date, since: dt.date | None
) -> Decimal | None:
    """What a customer bought in twelve months on average; None while the data, which begin with ``since``, are younger than
    half a year."""
    if since is None or as_of - since < HALF_A_YEAR:
        return None
    year = twelve_months_to(as_of)
    priced = (
        [p.amount for p in those if p.amount is not None and p.day in year] for those in customers.values()
    )
    sums = [sum(amounts, _NOTHING) for amounts in priced if amounts]
    whole = sum(sums, _NOTHING)
    return whole / len(sums) if whole > 0 else None
