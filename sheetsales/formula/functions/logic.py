"""Functions that choose and combine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from sheetsales.dataclass import dataclass
from sheetsales.formula.coerce import numbers_of, truths_of
from sheetsales.formula.functions.function import MANY, Function
from sheetsales.formula.functions.info import is_na
from sheetsales.formula.lanes import (
    BOOL,
    ERROR,
    NUMBER,
    Bools,
    Kinds,
    Lane,
    Range,
    Result,
    Spread,
    bools_lane,
    constant,
)
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.operators import chosen, compared, first_error
from sheetsales.formula.run import Run
from sheetsales.formula.single import NA, NUMBER_OF, VALUE
from sheetsales.formula.syntax import Cell, Node
from sheetsales.texts import Text


def choose(condition: Lane, yes: Lane, no: Lane) -> Lane:
    """IF: an error of the condition counts, one of the branch not taken does not."""
    truths, errors = truths_of(condition)
    return chosen(truths, yes, no, errors)


def _if(run: Run, arguments: Sequence[Node]) -> Result:
    values = [run.value(node) for node in arguments]
    otherwise: list[Result] = [constant(False)] if len(values) == 2 else []
    return run.lifted(choose, *values, *otherwise)


def _ifs(run: Run, arguments: Sequence[Node]) -> Result:
    if len(arguments) % 2:
        raise Mistake(Text("IFS 的参数要成对：条件、结果", "IFS takes pairs: a condition and its result"))
    result: Result = constant(NA)
    for condition, then in reversed(list(zip(arguments[::2], arguments[1::2], strict=True))):
        result = run.lifted(choose, run.value(condition), run.value(then), result)
    return result


def _switch(run: Run, arguments: Sequence[Node]) -> Result:
    asked, pairs = run.value(arguments[0]), arguments[1:]
    result: Result = constant(NA) if len(pairs) % 2 == 0 else run.value(pairs[-1])
    for case, then in reversed(list(zip(pairs[::2], pairs[1::2], strict=False))):
        test = run.lifted(lambda a, b: compared("=", a, b), asked, run.value(case))
        result = run.lifted(choose, test, run.value(then), result)
    return result


def _choose(run: Run, arguments: Sequence[Node]) -> Result:
    asked = run.value(arguments[0])
    result: Result = constant(VALUE)
    for number, node in reversed(list(enumerate(arguments[1:], start=1))):
        test = run.lifted(lambda lane, wanted=number: _is_number(lane, wanted), asked)
        result = run.lifted(choose, test, run.value(node), result)
    return result


def _is_number(lane: Lane, wanted: int) -> Lane:
    numbers, errors = numbers_of(lane)
    return bools_lane(np.floor(numbers) == wanted, errors)


def _instead(name: str, test: Callable[[Lane], Bools]) -> Function:
    def over(value: Lane, other: Lane) -> Lane:
        return chosen(~test(value), value, other)

    return Function(
        name, 2, 2, lambda run, arguments: run.lifted(over, run.value(arguments[0]), run.value(arguments[1]))
    )


@dataclass(frozen=True, slots=True)
class _Says:
    """What one argument of AND, OR or XOR says row by row: whether anything, whether TRUE, and errors."""

    anything: Bools
    truths: Bools
    errors: Kinds | None


def _as_value(lane: Lane) -> _Says:
    truths, errors = truths_of(lane)
    return _Says(np.ones(len(lane), np.bool_), truths, errors)


def _as_cell(lane: Lane) -> _Says:
    """Texts and blanks of cells say nothing."""
    anything = (lane.kinds == NUMBER) | (lane.kinds == BOOL)
    return _Says(anything, anything & (lane.numbers != 0), lane.errors)


def _combined(name: str, start: bool, join: np.ufunc) -> Function:
    """AND, OR, XOR: over rows, items of arrays and whole columns; with nothing that says anything it is #VALUE!."""

    def said(run: Run, node: Node) -> list[_Says]:
        found = run.value(node)
        if isinstance(found, Range):
            return [_reduced(_as_cell(found.lane))]
        if isinstance(found, Spread):
            return [_as_cell(lane) for lane in found.items]
        return [_as_cell(found) if isinstance(node, Cell) else _as_value(found)]

    def _reduced(says: _Says) -> _Says:
        errors = None if says.errors is None else says.errors[says.errors > 0][:1]
        truths = join.reduce(says.truths[says.anything]) if says.anything.any() else start
        return _Says(np.array([says.anything.any()]), np.array([truths]), errors)

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        result, anything = np.array([start]), np.zeros(1, np.bool_)
        errors: Kinds | None = None
        for node in arguments:
            for says in said(run, node):
                run.sweep(len(says.truths))
                result = join(result, np.where(says.anything, says.truths, start))
                anything = anything | says.anything
                errors = first_error(errors, says.errors)
        silent = np.where(anything, 0, NUMBER_OF["#VALUE!"]).astype(np.uint8)
        if silent.any():
            errors = first_error(errors, silent)
        return bools_lane(result, None if errors is None else np.broadcast_to(errors, result.shape))

    return Function(name, 1, MANY, run)


def _not(run: Run, arguments: Sequence[Node]) -> Result:
    def over(lane: Lane) -> Lane:
        truths, errors = truths_of(lane)
        return bools_lane(~truths, errors)

    return run.lifted(over, run.value(arguments[0]))


LOGIC: Final = (
    Function("IF", 2, 3, _if),
    Function("IFS", 2, MANY, _ifs),
    Function("SWITCH", 3, MANY, _switch),
    Function("CHOOSE", 2, MANY, _choose),
    _instead("IFERROR", lambda lane: lane.kinds == ERROR),
    _instead("IFNA", is_na),
    _combined("AND", True, np.logical_and),
    _combined("OR", False, np.logical_or),
    _combined("XOR", False, np.logical_xor),
    Function("NOT", 1, 1, _not),
    Function("TRUE", 0, 0, lambda *_: constant(True)),
    Function("FALSE", 0, 0, lambda *_: constant(False)),
)
