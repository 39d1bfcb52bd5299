"""Functions of numbers, each on a whole column at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from sheetsales.formula.coerce import numbers_of
from sheetsales.formula.functions.function import Function
from sheetsales.formula.lanes import Bools, Floats, Kinds, Lane, Result, bools_lane, numbers_lane
from sheetsales.formula.operators import arithmetic, first_error
from sheetsales.formula.run import Run
from sheetsales.formula.single import NUMBER_OF
from sheetsales.formula.syntax import Node

_EXACT: Final = 2.0**52
"""Beyond it a float has no digits after the point."""
_NUDGE: Final = 1e-15
"""What makes 267.49999999999994 the 267.5 that was written as 2.675 × 100."""

Sweep = Callable[..., Floats]


def _numeric(name: str, fewest: int, most: int, function: Sweep) -> Function:
    """A function of columns of numbers; what is not finite is #NUM!."""

    def over(*lanes: Lane) -> Lane:
        errors: Kinds | None = None
        columns = []
        for lane in lanes:
            numbers, wrong = numbers_of(lane)
            columns.append(numbers)
            errors = first_error(errors, wrong)
        with np.errstate(all="ignore"):
            result = function(*columns)
        return numbers_lane(result, None if errors is None else np.broadcast_to(errors, result.shape))

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        return run.lifted(over, *map(run.value, arguments))

    return Function(name, fewest, most, run)


def _round(number: Floats, places: Floats) -> Floats:
    return _scaled(number, places, lambda size: np.floor(size * (1 + _NUDGE) + 0.5))


def _round_up(number: Floats, places: Floats) -> Floats:
    return _scaled(number, places, lambda size: np.ceil(size * (1 - _NUDGE)))


def _round_down(number: Floats, places: Floats | None = None) -> Floats:
    places = np.zeros(1) if places is None else places
    return _scaled(number, places, lambda size: np.floor(size * (1 + _NUDGE)))


def _scaled(number: Floats, places: Floats, whole: Sweep) -> Floats:
    """Rounds away the digits after so many places, negative ones before the point."""
    power = 10.0 ** np.abs(np.clip(np.trunc(places), -300, 300))
    size = np.abs(number)
    scaled = np.where(places >= 0, size * power, size / power)
    rounded = whole(scaled)
    back = np.where(places >= 0, rounded / power, rounded * power)
    return np.where((scaled >= _EXACT) & (places >= 0), number, np.copysign(back, number) + 0.0)


def _ceiling(number: Floats, step: Floats) -> Floats:
    return _stepped(number, step, np.ceil)


def _floor(number: Floats, step: Floats) -> Floats:
    return _stepped(number, step, np.floor)


def _stepped(number: Floats, step: Floats, whole: Sweep) -> Floats:
    steps = np.divide(number, np.where(step == 0, 1.0, step))
    near = np.round(steps)
    steps = np.where(np.abs(steps - near) <= np.abs(near) * _NUDGE, near, whole(steps))
    result = np.where(step == 0, 0.0, steps * step)
    return np.where((number > 0) & (step < 0), np.nan, result)


def _modulo(run: Run, arguments: Sequence[Node]) -> Result:
    def over(number: Lane, divisor: Lane) -> Lane:
        a, wrong_a = numbers_of(number)
        b, wrong_b = numbers_of(divisor)
        zero = np.where(b == 0, NUMBER_OF["#DIV/0!"], 0).astype(np.uint8)
        errors = first_error(first_error(wrong_a, wrong_b), zero if zero.any() else None)
        with np.errstate(all="ignore"):
            result = np.where(b == 0, 0.0, np.mod(a, np.where(b == 0, 1.0, b)))
        return numbers_lane(result, None if errors is None else np.broadcast_to(errors, result.shape))

    return run.lifted(over, *map(run.value, arguments))


def _power(run: Run, arguments: Sequence[Node]) -> Result:
    return run.lifted(lambda a, b: arithmetic("^", a, b), *map(run.value, arguments))


def _parity(name: str, odd: int) -> Function:
    def over(lane: Lane) -> Lane:
        numbers, errors = numbers_of(lane)
        found: Bools = np.mod(np.trunc(numbers), 2) == odd
        return bools_lane(found, errors)

    return Function(name, 1, 1, lambda run, arguments: run.lifted(over, run.value(arguments[0])))


MATHS: Final = (
    _numeric("ABS", 1, 1, np.abs),
    _numeric("SIGN", 1, 1, np.sign),
    _numeric("INT", 1, 1, np.floor),
    _numeric("TRUNC", 1, 2, _round_down),
    _numeric("ROUND", 2, 2, _round),
    _numeric("ROUNDUP", 2, 2, _round_up),
    _numeric("ROUNDDOWN", 2, 2, _round_down),
    _numeric("CEILING", 2, 2, _ceiling),
    _numeric("FLOOR", 2, 2, _floor),
    _numeric("SQRT", 1, 1, np.sqrt),
    _numeric("EXP", 1, 1, np.exp),
    _numeric("LN", 1, 1, np.log),
    _numeric("LOG10", 1, 1, np.log10),
    Function("MOD", 2, 2, _modulo),
    Function("POWER", 2, 2, _power),
    _parity("ISEVEN", 0),
    _parity("ISODD", 1),
)
