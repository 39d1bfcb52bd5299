"""Sums, counts and the like over whatever is given: single values, arrays, whole columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from sheetsales.dataclass import dataclass
from sheetsales.formula.coerce import numbers_of
from sheetsales.formula.functions.function import MANY, Function
from sheetsales.formula.lanes import (
    BLANK,
    ERROR,
    NUMBER,
    TEXT,
    Bools,
    Floats,
    Kinds,
    Lane,
    Range,
    Result,
    Spread,
    constant,
    distinct,
    numbers_lane,
    to_fifteen,
)
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.operators import first_error
from sheetsales.formula.run import Run
from sheetsales.formula.single import ERRORS, LONGEST_TEXT, NUM, NUMBER_OF, VALUE, Value, as_text, number_in
from sheetsales.formula.syntax import Cell, Node
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class _Part:
    """One argument: its numbers, which of them count, and errors. ``whole`` where it is a column to be taken as one."""

    numbers: Floats
    counts: Bools
    errors: Kinds | None
    whole: bool


def _parts(run: Run, node: Node) -> list[_Part]:
    """Numbers of cells, columns and arrays count where they are numbers; a value written down is made one."""
    found = run.value(node)
    if isinstance(found, Range):
        run.sweep(len(found.lane))
        return [_of_cells(found.lane, whole=True)]
    if isinstance(found, Spread):
        return [_of_cells(lane) for lane in found.items]
    run.sweep(len(found))
    if isinstance(node, Cell):
        return [_of_cells(found)]
    numbers, errors = numbers_of(found)
    return [_Part(numbers, np.ones(len(found), np.bool_), errors, whole=False)]


def _of_cells(lane: Lane, *, whole: bool = False) -> _Part:
    return _Part(lane.numbers, lane.kinds == NUMBER, lane.errors, whole)


@dataclass(frozen=True, slots=True)
class _Total:
    """How numbers are gathered: the value to start from, how two are joined, and how a column is."""

    start: float
    join: np.ufunc


_SUM, _LEAST, _MOST = _Total(0.0, np.add), _Total(np.inf, np.minimum), _Total(-np.inf, np.maximum)


def _gathered(run: Run, arguments: Sequence[Node], total: _Total) -> tuple[Floats, Floats, Kinds | None]:
    """The total and the number of numbers, row by row, and errors."""
    result, count = np.array([total.start]), np.zeros(1)
    errors: Kinds | None = None
    for node in arguments:
        for part in _parts(run, node):
            wrong = part.errors
            if part.whole:
                value = np.array([total.join.reduce(part.numbers[part.counts], initial=total.start)])
                number = np.array([float(part.counts.sum())])
                wrong = None if wrong is None else wrong[wrong > 0][:1]
            else:
                value = np.where(part.counts, part.numbers, total.start)
                number = part.counts.astype(np.float64)
            result, count = total.join(result, value), count + number
            errors = first_error(errors, wrong)
    return result, count, errors


def _lane(numbers: Floats, errors: Kinds | None) -> Lane:
    numbers = to_fifteen(numbers)
    return numbers_lane(numbers, None if errors is None else np.broadcast_to(errors, numbers.shape))


def _totalled(name: str, total: _Total) -> Function:
    def run(run: Run, arguments: Sequence[Node]) -> Result:
        result, count, errors = _gathered(run, arguments, total)
        return _lane(np.where(count > 0, result, 0.0), errors)

    return Function(name, 1, MANY, run)


def _average(run: Run, arguments: Sequence[Node]) -> Result:
    result, count, errors = _gathered(run, arguments, _SUM)
    none = np.where(count == 0, NUMBER_OF["#DIV/0!"], 0).astype(np.uint8)
    errors = first_error(errors, none if none.any() else None)
    return _lane(result / np.maximum(count, 1), errors)


def _median(run: Run, arguments: Sequence[Node]) -> Result:
    parts = [part for node in arguments for part in _parts(run, node)]
    errors: Kinds | None = None
    rows: list[Floats] = []
    for part in parts:
        wrong, taken = part.errors, np.where(part.counts, part.numbers, np.nan)
        if part.whole:
            wrong = None if wrong is None else wrong[wrong > 0][:1]
            taken = taken[part.counts]
        errors = first_error(errors, wrong)
        rows += [taken[i : i + 1] for i in range(len(taken))] if part.whole else [taken]
    if not rows:
        return constant(NUM)
    size = max(map(len, rows))
    table = np.stack([np.broadcast_to(row, size) for row in rows])
    run.sweep(table.size)
    known = ~np.isnan(table).all(axis=0)
    found = np.full(size, np.nan)
    found[known] = np.nanmedian(table[:, known], axis=0)
    return _lane(found, errors)


def _counted(name: str, cell: Callable[[Lane], Bools], value: Callable[[Lane], Bools]) -> Function:
    """A count of cells of some kind; ``value`` says whether a value written down counts."""

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        count = np.zeros(1)
        for node in arguments:
            found = run.value(node)
            if isinstance(found, Range):
                run.sweep(len(found.lane))
                count = count + float(cell(found.lane).sum())
                continue
            for lane in found.items if isinstance(found, Spread) else (found,):
                run.sweep(len(lane))
                test = cell if isinstance(node, Cell) or isinstance(found, Spread) else value
                count = count + test(lane)
        return numbers_lane(count)

    return Function(name, 1, MANY, run)


def _is_numeric(lane: Lane) -> Bools:
    numeric = np.array([number_in(word) is not None for word in lane.words])
    found: Bools = (lane.kinds != ERROR) & ((lane.kinds != TEXT) | numeric[lane.codes])
    return found


def _is_empty(lane: Lane) -> Bools:
    empty = np.array([not word for word in lane.words])
    found: Bools = (lane.kinds == BLANK) | ((lane.kinds == TEXT) & empty[lane.codes])
    return found


def _all(lane: Lane) -> Bools:
    return np.ones(len(lane), np.bool_)


def _products(run: Run, arguments: Sequence[Node]) -> Result:
    """SUMPRODUCT of columns of one length, or of arrays."""
    found = [run.value(node) for node in arguments]
    if all(isinstance(value, Range) for value in found):
        return _column_products(run, [value.lane for value in found if isinstance(value, Range)])
    if len(found) == 1 and isinstance(found[0], Spread):
        result, _, errors = _gathered(run, arguments, _SUM)
        return _lane(result, errors)
    if len(found) == 1 and isinstance(found[0], Lane):
        return _lane(*numbers_of(found[0]))
    raise Mistake(
        Text("SUMPRODUCT 只能用于几整列", "SUMPRODUCT takes whole columns only"),
        Text(
            "按本行的值汇总，请用 SUMIFS 或 COUNTIFS。",
            "To add up by this row's values use SUMIFS or COUNTIFS.",
        ),
    )


def _column_products(run: Run, lanes: Sequence[Lane]) -> Result:
    if len({len(lane) for lane in lanes}) > 1:
        return constant(VALUE)
    result = np.ones(len(lanes[0]))
    errors: Kinds | None = None
    for lane in lanes:
        run.sweep(len(lane))
        result = result * np.where(lane.kinds == NUMBER, lane.numbers, 0.0)
        errors = first_error(errors, lane.errors)
    if errors is not None:
        return constant(ERRORS[int(errors[errors > 0][0])])
    return numbers_lane(np.array([result.sum()]))


def _concatenated(*values: Value) -> Value:
    parts, size = [], 0
    for value in values:
        text = as_text(value)
        if not isinstance(text, str):
            return text
        parts.append(text)
        size += len(text)
        if size > LONGEST_TEXT:
            return VALUE
    return "".join(parts)


def _flat(run: Run, arguments: Sequence[Node]) -> list[Lane]:
    """The arguments with every column made one text."""
    lanes: list[Lane] = []
    for node in arguments:
        found = run.value(node)
        if isinstance(found, Range):
            run.sweep(len(found.lane) * 100)
            ids, values = distinct(found.lane)
            lanes.append(constant(_concatenated(*(values[i] for i in ids.tolist()))))
        else:
            lanes += found.items if isinstance(found, Spread) else (found,)
    return lanes


def _concat(run: Run, arguments: Sequence[Node]) -> Result:
    return run.by_value(_concatenated, *_flat(run, arguments))


def _concatenate(run: Run, arguments: Sequence[Node]) -> Result:
    return run.by_value(_concatenated, *map(run.lane, arguments))


TOTALS: Final = (
    _totalled("SUM", _SUM),
    _totalled("MIN", _LEAST),
    _totalled("MAX", _MOST),
    Function("AVERAGE", 1, MANY, _average),
    Function("MEDIAN", 1, MANY, _median),
    _counted("COUNT", lambda lane: lane.kinds == NUMBER, _is_numeric),
    _counted("COUNTA", lambda lane: lane.kinds != BLANK, _all),
    _counted("COUNTBLANK", _is_empty, _is_empty),
    Function("SUMPRODUCT", 1, 30, _products),
    Function("CONCAT", 1, MANY, _concat),
    Function("CONCATENATE", 1, MANY, _concatenate),
)
