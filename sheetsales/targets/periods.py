"""Periods and what they consist of: ``2026`` of quarters, ``2026Q4`` of months, ``2026-10``."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange


def kind(period: str) -> str:
    """``year``, ``quarter`` or ``month``."""
    if "Q" in period:
        return "quarter"
    return "month" if "-" in period else "year"


def parts(period: str) -> tuple[str, ...]:
    """The quarters of a year, the months of a quarter, nothing for a month."""
    year = period[:4]
    if kind(period) == "year":
        return tuple(f"{year}Q{quarter}" for quarter in range(1, 5))
    if kind(period) == "quarter":
        first = 3 * int(period[-1]) - 2
        return tuple(f"{year}-{month:02d}" for month in range(first, first + 3))
    return ()


def months(period: str) -> tuple[str, ...]:
    """The months of a period, in order."""
    inner = parts(period)
    return (period,) if not inner else tuple(month for part in inner for month in months(part))


def days(period: str) -> tuple[dt.date, dt.date]:
    """The first and the last day."""
    covered = months(period)
    last = dt.date.fromisoformat(f"{covered[-1]}-01")
    return dt.date.fromisoformat(f"{covered[0]}-01"), last.replace(day=monthrange(last.year, last.month)[1])
