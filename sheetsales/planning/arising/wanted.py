"""How many calls, visits and new leads a person is to make: by the own targets, else by the Settings."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sheetsales.indicators.facts import Facts
from sheetsales.indicators.period import Period, parse_period
from sheetsales.indicators.scope import person
from sheetsales.indicators.targets import read_targets
from sheetsales.process.people import People, Person

_ONE_DAY: Final = dt.timedelta(days=1)
_CARRIES: Final = "rep"
"""Who has quotas without targets of the own; leads and managers have targets of other kinds."""


class Wanted:
    """What is asked of everybody. A target of a month, quarter or year is spread over its working days."""

    def __init__(self, facts: Facts, people: People) -> None:
        self._facts, self._settings = facts, facts.book.settings
        self._own: dict[tuple[str, str], list[tuple[Period, float]]] = {}
        by_scope = {person(who.id): who.id for who in people.all}
        for target in read_targets(facts.book).rows:
            span = parse_period(target.period, facts.fiscal_start)
            if span is not None and target.scope in by_scope:
                key = (by_scope[target.scope], target.measure)
                self._own.setdefault(key, []).append((span, float(target.value)))

    def workdays(self, who: Person, days: Period) -> int:
        """The working days between joining and leaving."""
        first, last = max(days.first, who.hired_on or days.first), min(days.last, who.left_on or days.last)
        return self._facts.calendar.workdays_between(first - _ONE_DAY, last)

    def in_week(self, who: Person, measure: str, week: Period) -> int:
        """Calls or visits of a week: the person's share of targets for each of its days, else the setting."""
        own = [
            self._of_day(who, measure, week.first + at * _ONE_DAY)
            for at in range((week.last - week.first).days + 1)
        ]
        if any(share is not None for share in own):
            return round(sum(share or 0.0 for share in own))
        if who.role != _CARRIES:
            return 0
        if measure == "calls":
            return round(self._settings.number("quota_calls_day") * self.workdays(who, week))
        whole = self._facts.calendar.workdays_between(week.first - _ONE_DAY, week.last)
        return round(self._settings.number("quota_visits_week") * self.workdays(who, week) / max(whole, 1))

    def in_month(self, who: Person, measure: str, month: Period) -> int:
        """New leads of a month."""
        found = self._target(who, measure, month.last)
        if found is not None:
            span, value = found
            return round(value * self.workdays(who, month) / max(self.workdays(who, span), 1))
        return round(self._settings.number("quota_new_leads_month")) if who.role == _CARRIES else 0

    def _of_day(self, who: Person, measure: str, day: dt.date) -> float | None:
        """What a target asks of one day; None where none is set or the person is not there."""
        found = self._target(who, measure, day)
        if found is None or not self.workdays(who, Period(day, day, "")):
            return None
        span, value = found
        return value / self.workdays(who, span)

    def _target(self, who: Person, measure: str, day: dt.date) -> tuple[Period, float] | None:
        """The target that holds on a day; the one for the shorter time where there are several."""
        fitting = [(span, value) for span, value in self._own.get((who.id, measure), ()) if day in span]
        return min(fitting, key=lambda pair: pair[0].last - pair[0].first, default=None)
