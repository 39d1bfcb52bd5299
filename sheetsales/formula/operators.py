"""Excel's operators on whole columns: arithmetic, joining texts, comparing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from sheetsales.formula.coerce import numbers_of
from sheetsales.formula.lanes import (
    BLANK,
    ERROR,
    NUMBER,
    TEXT,
    Bools,
    Floats,
    Ints,
    Kinds,
    Lane,
    bools_lane,
    numbers_lane,
)
from sheetsales.formula.single import LONGEST_TEXT, NUMBER_OF, VALUE, Canon, Value, as_text
from sheetsales.formula.work import Work

_ZERO: Final = 2.0**-48
"""A sum or difference smaller than this share of its parts is 0, as in Excel."""
_NEAR: Final = 1e-14
"""Numbers farther apart than this share of them differ in their first fifteen digits."""


def arithmetic(sign: str, left: Lane, right: Lane) -> Lane:
    """``left sign right`` for + - * / ^, row by row."""
    a, wrong_a = numbers_of(left)
    b, wrong_b = numbers_of(right)
    errors = first_error(wrong_a, wrong_b)
    with np.errstate(all="ignore"):
        result = _ARITHMETIC[sign](a, b)
    if sign == "/" and (b == 0).any():
        errors = first_error(errors, np.where(b == 0, NUMBER_OF["#DIV/0!"], 0).astype(np.uint8))
    if sign == "^" and ((a == 0) & (b <= 0)).any():
        own = np.where(
            (a == 0) & (b == 0), NUMBER_OF["#NUM!"], np.where((a == 0) & (b < 0), NUMBER_OF["#DIV/0!"], 0)
        )
        errors = first_error(errors, own.astype(np.uint8))
    if errors is not None and len(errors) != len(result):
        errors = np.broadcast_to(errors, result.shape)
    return numbers_lane(result, errors)


def _snapped(sign: int) -> Callable[[Floats, Floats], Floats]:
    def add(a: Floats, b: Floats) -> Floats:
        result = a + b if sign > 0 else a - b
        tiny = np.abs(result) < np.abs(a) * _ZERO
        return np.where(tiny, 0.0, result) if tiny.any() else result

    return add


_ARITHMETIC: Final[dict[str, Callable[[Floats, Floats], Floats]]] = {
    "+": _snapped(1),
    "-": _snapped(-1),
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
}


def first_error(a: Kinds | None, b: Kinds | None) -> Kinds | None:
    """The left error where there is one, else the right."""
    if a is None or b is None:
        return b if a is None else a
    return np.where(a > 0, a, b)


def signed(lane: Lane, minus: int, percent: int) -> Lane:
    numbers, errors = numbers_of(lane)
    return numbers_lane(numbers * (-1.0) ** minus / 100.0**percent, errors)


def joined(run: Work, left: Lane, right: Lane) -> Lane:
    """``left & right``; longer than a cell holds is #VALUE!."""
    return run.by_value(_join, left, right)


def _join(a: Value, b: Value) -> Value:
    left, right = as_text(a), as_text(b)
    if not isinstance(left, str):
        return left
    if not isinstance(right, str):
        return right
    return left + right if len(left) + len(right) <= LONGEST_TEXT else VALUE


_TESTS: Final[dict[str, Callable[[Ints], Bools]]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def compared(sign: str, left: Lane, right: Lane) -> Lane:
    """``left sign right`` for = <> < > <= >=: numbers below texts below TRUE and FALSE, texts without regard to case,
    a blank as 0, "" or FALSE."""
    errors = first_error(left.errors, right.errors)
    order = _order(left, right, ranked=sign not in ("=", "<>"))
    if errors is not None:
        errors = np.broadcast_to(errors, order.shape)
    return bools_lane(_TESTS[sign](order), errors)


def _order(left: Lane, right: Lane, *, ranked: bool) -> Ints:
    """Below 0, 0 or above, row by row; without ``ranked`` only 0 or not tells."""
    a = _classes(left, right)
    b = _classes(right, left)
    order = a.astype(np.int64) - b
    texts = (a == TEXT) & (b == TEXT)
    if texts.any():
        keys = _ranks(left, right) if ranked else _same(left, right)
        order = np.where(texts, keys[0] - keys[1], order)
    numeric = (order == 0) & ~texts
    if numeric.any():
        order = np.where(numeric, _number_order(left.numbers, right.numbers), order)
    return order


def _classes(lane: Lane, other: Lane) -> Kinds:
    """What each value is compared as; a blank as whatever stands against it."""
    blanks = lane.kinds == BLANK
    if not blanks.any():
        return lane.kinds
    against = np.where(other.kinds == BLANK, NUMBER, other.kinds)
    return np.where(blanks, against, lane.kinds).astype(np.uint8)


def _number_order(a: Floats, b: Floats) -> Ints:
    order = np.sign(a - b)
    near = (order != 0) & (np.abs(a - b) <= _NEAR * np.maximum(np.abs(a), np.abs(b)))
    if near.any():
        for row in np.flatnonzero(near):
            x, y = a[row if len(a) > 1 else 0], b[row if len(b) > 1 else 0]
            if f"{x:.14e}" == f"{y:.14e}":
                order[row] = 0
    return order.astype(np.int64)


def keys_of(lane: Lane, other: Canon | None = None) -> list[str]:
    """What the words of a lane are compared by: the code or id they stand for, else the text in lower case.

    ``other`` is what texts mean in the column they are compared with.
    """
    canon = lane.canon or other
    return [canon(word) if canon else word.lower() for word in lane.words]


def _same(left: Lane, right: Lane) -> tuple[Ints, Ints]:
    if len(left.words) == 1 or len(right.words) == 1:
        return left.codes, right.codes
    index: dict[str, int] = {}
    add = index.setdefault
    found = []
    for lane, other in ((left, right), (right, left)):
        keys = np.array([add(key, len(index)) for key in keys_of(lane, other.canon)], np.int64)
        found.append(keys[lane.codes])
    return found[0], found[1]


def _ranks(left: Lane, right: Lane) -> tuple[Ints, Ints]:
    sides = [(lane, [word.lower() for word in lane.words]) for lane in (left, right)]
    rank = {key: i for i, key in enumerate(sorted({key for _, keys in sides for key in keys}))}
    first, second = (np.array([rank[key] for key in keys], np.int64)[lane.codes] for lane, keys in sides)
    return first, second


def chosen(truths: Bools, yes: Lane, no: Lane, errors: Kinds | None = None) -> Lane:
    """``yes`` where true, ``no`` elsewhere, the error where there is one."""
    count = max(len(truths), len(yes), len(no))
    if count > 1 or len(truths) > 1:
        yes, no = yes.spread(count), no.spread(count)
    words, shift = [*yes.words, *no.words], len(yes.words)
    kinds = np.where(truths, yes.kinds, no.kinds).astype(np.uint8)
    numbers = np.where(truths, yes.numbers, no.numbers)
    codes = np.where(truths, yes.codes, no.codes + np.where(no.codes > 0, shift, 0))
    if errors is not None and errors.any():
        wrong = errors > 0
        kinds = np.where(wrong, ERROR, kinds).astype(np.uint8)
        numbers = np.where(wrong, errors, numbers)
    canon = yes.canon or no.canon
    return Lane(kinds, numbers, codes, words, canon)
