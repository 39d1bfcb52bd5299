"""Functions of days. A day is a number; today is the day the check is made for, never the clock's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import numpy as np

from sheetsales.cells.values import CellError
from sheetsales.formula.calendar import OWN_CALENDAR, Calendar, DaysOff, workdays_to
from sheetsales.formula.coerce import numbers_of
from sheetsales.formula.functions.function import Function
from sheetsales.formula.lanes import NUMBER, Ints, Kinds, Lane, Range, Result, constant, numbers_lane
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.operators import first_error
from sheetsales.formula.run import Run
from sheetsales.formula.single import LAST_DAY, NUM, NUMBER_OF, Value, as_number, day_of
from sheetsales.formula.syntax import Literal, Node
from sheetsales.texts import Text

_ONE_DAY: Final = dt.timedelta(days=1)
_SLOW: Final = 6


def _today(run: Run, _: Sequence[Node]) -> Result:
    return constant(run.today)


def _calendar(run: Run, arguments: Sequence[Node]) -> Calendar:
    """Monday to Friday less the days of the third argument, or the workbook's own calendar where it is asked for."""
    if len(arguments) < 3:
        return DaysOff()
    node = arguments[2]
    if isinstance(node, Literal) and isinstance(node.value, str):
        if node.value.strip().lower() in OWN_CALENDAR:
            return run.calendar()
        raise Mistake(
            Text(f"假日写的是“{node.value}”，不认得", f"'{node.value}' is no calendar"),
            Text("写“日历”用参数表的工作日历，或给一列日期。", "Write 'calendar' for the calendar of Settings, or give a column of days."),
            node.at,
        )  # fmt: skip
    found = run.value(node)
    if isinstance(found, Lane):
        lanes = [found]
    else:
        lanes = [found.lane] if isinstance(found, Range) else list(found.items)
    if isinstance(found, Lane) and len(found) > 1:
        raise Mistake(
            Text("假日要给一整列，不是本行的值", "holidays are a whole column, not this row's value"),
            at=node.at,
        )
    numbers = np.concatenate([lane.numbers[lane.kinds == NUMBER] for lane in lanes])
    days = {day for number in np.unique(numbers).tolist() if (day := day_of(number)) and day.weekday() < 5}
    return DaysOff(tuple(sorted(days)))


def _working_days(run: Run, arguments: Sequence[Node]) -> Result:
    """NETWORKDAYS: both ends count; negative backwards."""
    known = _calendar(run, arguments)
    off, on = (np.array([day.toordinal() for day in days]) for days in (known.days_off, known.days_on))

    def count(start: Lane, end: Lane) -> Lane:
        first, wrong_first = _ordinals(start)
        last, wrong_last = _ordinals(end)
        low, high = np.minimum(first, last) - 1, np.maximum(first, last)
        days = _weekdays_to(high) - _weekdays_to(low)
        for sign, extra in ((-1, off), (1, on)):
            days += sign * (np.searchsorted(extra, high, "right") - np.searchsorted(extra, low, "right"))
        errors = first_error(wrong_first, wrong_last)
        result = np.where(first <= last, days, -days).astype(np.float64)
        return numbers_lane(result, None if errors is None else np.broadcast_to(errors, result.shape))

    return run.lifted(count, *map(run.value, arguments[:2]))


def _ordinals(lane: Lane) -> tuple[Ints, Kinds | None]:
    """The days of a lane as Python counts them, and #NUM! for numbers that are no day."""
    numbers, errors = numbers_of(lane)
    good = (numbers >= 0) & (numbers <= LAST_DAY)
    whole = np.where(good, numbers, 0.0).astype(np.int64)
    days = whole + _ZERO
    return days, errors if good.all() else first_error(
        errors, np.where(good, 0, NUMBER_OF["#NUM!"]).astype(np.uint8)
    )


def _weekdays_to(days: Ints) -> Ints:
    """Mondays to Fridays from day 1 of the calendar, a Monday, up to and including each day."""
    weeks, rest = np.divmod(days, 7)
    whole: Ints = weeks * 5 + np.minimum(rest, 5)
    return whole


def _working_day(run: Run, arguments: Sequence[Node]) -> Result:
    """WORKDAY: the day so many working days after, or before, another."""
    known = _calendar(run, arguments)

    def step(start: Value, count: Value) -> Value:
        first, steps = _day_or_error(start), as_number(count)
        if isinstance(first, CellError):
            return first
        return steps if isinstance(steps, CellError) else _stepped(known, first, int(steps))

    return run.by_value_lifted(step, *map(run.value, arguments[:2]), cost=5 * _SLOW)


def _day_or_error(value: Value) -> dt.date | CellError:
    number = as_number(value)
    if isinstance(number, CellError):
        return number
    return dt.date.fromordinal(_ZERO + int(number)) if 0 <= number <= LAST_DAY else NUM


_ZERO: Final = dt.date(1899, 12, 30).toordinal()
"""What number 0 is counted from where only days of the week matter: Excel takes it for a Saturday."""


def _stepped(known: Calendar, first: dt.date, steps: int) -> Value:
    """The nearest day with so many working days between, found by halving."""
    if not steps:
        return float(first.toordinal() - _ZERO)
    sign, wanted = (1 if steps > 0 else -1), abs(steps)
    room = (dt.date.max - first).days if sign > 0 else first.toordinal() - _ZERO

    def passed(days: int) -> int:
        day = first + sign * days * _ONE_DAY
        later, earlier = (day, first) if sign > 0 else (first - _ONE_DAY, day - _ONE_DAY)
        return workdays_to(known, later) - workdays_to(known, earlier)

    if wanted > room or passed(room) < wanted:
        return NUM
    low, high = 1, room
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if passed(middle) >= wanted else (middle + 1, high)
    return float(first.toordinal() - _ZERO + sign * low)


DATES: Final = (
    Function("TODAY", 0, 0, _today),
    Function("NETWORKDAYS", 2, 3, _working_days),
    Function("WORKDAY", 2, 3, _working_day),
)
