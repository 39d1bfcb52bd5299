"""The spans of time a report speaks of: the month, quarter or year it tells, what it is compared with, its year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Final, Literal

from sheetsales.dataclass import dataclass
from sheetsales.indicators.period import (
    Period,
    fiscal_year_of,
    month_of,
    moved,
    quarter_of,
    twelve_months_to,
    year_to,
)
from sheetsales.process.periods import MONTH, QUARTER, YEAR

Length = Literal["month", "quarter", "year"]
LENGTHS: Final[Mapping[int, Length]] = {MONTH: "month", QUARTER: "quarter", YEAR: "year"}

DATE_NAMES: Final = (
    "as_of", "period_start", "period_end", "prev_start", "prev_end", "last_year_start", "last_year_end", "year_start",
    "year_end", "window_start", "results_start",
)  # fmt: skip
"""Defined names of the days that formulas compare with; a reader may look them up in the name box."""


@dataclass(frozen=True)
class Periods:
    """What a report of the period ``told`` speaks of, all up to the day of the facts where it reaches beyond it."""

    told: Period
    fiscal_start: int
    as_of: dt.date

    @cached_property
    def length(self) -> Length:
        """Whether a month, a quarter or a year is told."""
        return LENGTHS[self.told.span.months]

    @cached_property
    def before(self) -> Period:
        """The month, quarter or year before."""
        return moved(self.told, -self.told.span.months, self.fiscal_start)

    @cached_property
    def after(self) -> Period:
        """The one that comes next."""
        return moved(self.told, self.told.span.months, self.fiscal_start)

    @cached_property
    def year_ago(self) -> Period:
        return moved(self.told, -YEAR, self.fiscal_start)

    @cached_property
    def to_date(self) -> Period:
        return year_to(self.told, self.fiscal_start)

    @cached_property
    def planned(self) -> Period:
        """The months of the year whose plan is due: up to the period's last, the present one while it runs."""
        return year_to(self.last_month, self.fiscal_start)

    @cached_property
    def last_month(self) -> Period:
        """The last month of the period, the present one while it runs."""
        return month_of(min(self.told.last, self.as_of))

    @cached_property
    def month_before(self) -> Period:
        """The month at whose end the period began."""
        return moved(month_of(self.told.first), -MONTH)

    @cached_property
    def quarter(self) -> Period:
        """The fiscal quarter the period lies in, the last one of a year."""
        return quarter_of(self.told.last, self.fiscal_start)

    @cached_property
    def results(self) -> Period:
        """What results are scored for: the quarter up to a month's end, the whole of a quarter or a year."""
        return self.told if self.length != "month" else Period(self.quarter.first, self.told.last, "")

    @cached_property
    def year(self) -> Period:
        return fiscal_year_of(self.told.first, self.fiscal_start)

    @cached_property
    def window(self) -> Period:
        """The twelve months that end with the period: long enough for rates to mean something."""
        return twelve_months_to(self.told.last)

    @cached_property
    def running(self) -> bool:
        """Whether the period was not over yet on the day of the facts."""
        return self.as_of < self.told.last

    def days(self) -> Mapping[str, dt.date]:
        """Defined name → day."""
        values = (
            self.as_of, self.told.first, self.told.last, self.before.first, self.before.last, self.year_ago.first,
            self.year_ago.last, self.year.first, self.year.last, self.window.first, self.results.first,
        )  # fmt: skip
        return dict(zip(DATE_NAMES, values, strict=True))
