"""Excel's operators on two values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from sheetsales.cells.values import CellError
from sheetsales.formula.single import DIV0, LONGEST_TEXT, NUM, VALUE, Value, as_number, as_text

_ZERO: Final = 2.0**-48
"""A sum or difference smaller than this share of its parts is 0, as in Excel."""
_NEAR: Final = 1e-14
_APART: Final = 1e-9
"""Numbers farther apart than this share of them differ without a closer look."""
_BIGGEST: Final = 1.8e308
Binary = Callable[[Value, Value], Value]


def fifteen(number: float) -> float:
    """The number to fifteen digits, as Excel keeps a sum: 0.1 + 0.2 is 0.3."""
    return number if number.is_integer() else float(f"{number:.15g}")


def middle(numbers: Sequence[float]) -> float:
    """The middle number, the mean of the two middle ones where their count is even. Needs at least one."""
    ordered = sorted(numbers)
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


def _numeric(of: Callable[[float, float], Value]) -> Binary:
    def over(a: Value, b: Value) -> Value:
        if a.__class__ is not float:
            a = as_number(a)
            if isinstance(a, CellError):
                return a
        if b.__class__ is not float:
            b = as_number(b)
            if isinstance(b, CellError):
                return b
        return of(a, b)

    return over


def _finite(number: float) -> Value:
    return number if -_BIGGEST < number < _BIGGEST else NUM


def _plus(a: float, b: float) -> Value:
    result = a + b
    return 0.0 if abs(result) < abs(a) * _ZERO else _finite(result)


def _divided(a: float, b: float) -> Value:
    return DIV0 if b == 0 else _finite(a / b)


def _power(a: float, b: float) -> Value:
    if a == 0 and b <= 0:
        return NUM if b == 0 else DIV0
    try:
        result = a**b
    except OverflowError:
        return NUM
    return NUM if isinstance(result, complex) else _finite(result)


def _joined(a: Value, b: Value) -> Value:
    left, right = as_text(a), as_text(b)
    if not isinstance(left, str):
        return left
    if not isinstance(right, str):
        return right
    return left + right if len(left) + len(right) <= LONGEST_TEXT else VALUE


_CLASS: Final[dict[type, int]] = {float: 0, str: 1, bool: 2}
_LIKE: Final[dict[type, Value]] = {float: 0.0, str: "", bool: False, type(None): 0.0}


def order(a: Value, b: Value) -> int | CellError:
    """Below 0, 0 or above: numbers below texts below truths, a blank as 0, "" or FALSE."""
    if isinstance(a, CellError):
        return a
    if isinstance(b, CellError):
        return b
    a = _LIKE[b.__class__] if a is None else a
    b = _LIKE[a.__class__] if b is None else b
    between = _CLASS[a.__class__] - _CLASS[b.__class__]
    if between:
        return between
    if isinstance(a, str) and isinstance(b, str):
        a, b = a.lower(), b.lower()
    elif a != b and abs(a - b) <= _NEAR * max(abs(a), abs(b)) and f"{a:.14e}" == f"{b:.14e}":  # type: ignore[operator, arg-type]  # of one class
        return 0
    return (a > b) - (a < b)  # type: ignore[operator]  # of one class


def _tested(test: Callable[[int], bool]) -> Binary:
    def over(a: Value, b: Value) -> Value:
        if isinstance(a, float) and isinstance(b, float) and abs(between := a - b) > _APART * abs(a):
            return test(1 if between > 0 else -1)
        found = order(a, b)
        return found if isinstance(found, CellError) else test(found)

    return over


OPERATORS: Final[dict[str, Binary]] = {
    "+": _numeric(_plus),
    "-": _numeric(lambda a, b: _plus(a, -b)),
    "*": _numeric(lambda a, b: _finite(a * b)),
    "/": _numeric(_divided),
    "^": _numeric(_power),
    "&": _joined,
    "=": _tested(lambda found: found == 0),
    "<>": _tested(lambda found: found != 0),
    "<": _tested(lambda found: found < 0),
    ">": _tested(lambda found: found > 0),
    "<=": _tested(lambda found: found <= 0),
    ">=": _tested(lambda found: found >= 0),
}


def signed(minus: int, percent: int) -> Callable[[Value], Value]:
    """So many minus signs before a value, so many percent signs behind it."""

    def over(value: Value) -> Value:
        number: Any = as_number(value)
        return number if isinstance(number, CellError) else number * (-1.0) ** minus / 100.0**percent

    return over
