"""The grading standard: what earns how many points, and how many points a grade takes; as the Settings have it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from sheetsales.book.settings import Settings
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

_NUMBERS: Final = regex(r"\d+(?:\.\d+)?")
_GRADES: Final = ("A", "B", "C", "D")


class Points(NamedTuple):
    """How recently, how often and how much somebody bought, 1 to 3 each."""

    recent: int
    often: int
    much: int

    @property
    def total(self) -> int:
        return sum(self)


class Step(NamedTuple):
    """A grade and the fewest of nine points that earn it."""

    grade: str
    least: int


@dataclass(frozen=True, slots=True)
class Standard:
    """``days`` since the last purchase that earn 3 points and 2 at most, ``orders`` in twelve months that earn 2 and 3 at
    least, ``times`` the average amount per customer likewise; ``steps`` from the best grade down."""

    days: tuple[float, float] = (90, 180)
    orders: tuple[float, float] = (2, 3)
    times: tuple[float, float] = (1, 2)
    steps: tuple[Step, ...] = (Step("A", 8), Step("B", 6), Step("C", 4), Step("D", 0))

    def grade_of(self, points: int) -> str:
        return next(step.grade for step in self.steps if points >= step.least)

    def recent(self, days: int) -> int:
        most, second = self.days
        return 3 if days <= most else 2 if days <= second else 1

    def often(self, orders: int) -> int:
        return _risen(orders, self.orders)

    def much(self, amount: Decimal, average: Decimal) -> int:
        return _risen(float(amount / average), self.times)


USUAL: Final = Standard()


def _risen(value: float, limits: tuple[float, float]) -> int:
    return 1 + sum(value >= limit for limit in limits)


def standard(settings: Settings) -> Standard:
    """The standard of a workbook; a setting that does not hold as many rising numbers as it takes counts as usual."""
    least = _rising(settings, "grade_points", len(_GRADES) - 1)
    steps = zip(_GRADES, (*reversed(least), 0), strict=True) if least else ()
    return Standard(
        _pair(settings, "rfm_days") or USUAL.days,
        _pair(settings, "rfm_orders") or USUAL.orders,
        _pair(settings, "rfm_times") or USUAL.times,
        tuple(Step(grade, int(points)) for grade, points in steps) or USUAL.steps,
    )


def _pair(settings: Settings, key: str) -> tuple[float, float] | None:
    found = _rising(settings, key, 2)
    return (found[0], found[1]) if found else None


def _rising(settings: Settings, key: str, count: int) -> tuple[float, ...]:
    found = tuple(map(float, _NUMBERS.findall(settings.text(key))))
    rises = all(a < b for a, b in zip((0.0, *found), found, strict=False))
    return found if len(found) == count and rises else ()
