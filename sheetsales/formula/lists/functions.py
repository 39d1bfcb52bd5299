"""The functions that lists know, beside those of single values."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Final

from sheetsales.cells.values import CellError
from sheetsales.formula.calendar import OWN_CALENDAR, DaysOff, workdays_to
from sheetsales.formula.lists.conditional import CONDITIONAL
from sheetsales.formula.lists.operators import OPERATORS, fifteen, middle
from sheetsales.formula.lists.run import Function, Run
from sheetsales.formula.lists.values import Column, Items, Result, lifted
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.scalars.numbers import NUMBERS
from sheetsales.formula.single import DIV0, LAST_DAY, NA, NUM, VALUE, Value, as_number, as_truth
from sheetsales.formula.syntax import Array, Cell, Literal, Node, Whole
from sheetsales.texts import Text


def _chosen(condition: Value, yes: Value, no: Value) -> Value:
    if condition is True:
        return yes
    truth = as_truth(condition)
    return truth if isinstance(truth, CellError) else yes if truth else no


def _if(run: Run, arguments: Sequence[Node]) -> Result:
    values = [run.value(node) for node in arguments]
    return lifted(_chosen, *values, *([False] if len(values) == 2 else []))


def _iferror(run: Run, arguments: Sequence[Node]) -> Result:
    return lifted(lambda a, b: b if isinstance(a, CellError) else a, *map(run.value, arguments))


def _not(value: Value) -> Value:
    truth = as_truth(value)
    return truth if isinstance(truth, CellError) else not truth


def _of_one(function: Callable[[Value], Value]) -> Function:
    return lambda run, arguments: lifted(function, *map(run.value, arguments))


def _says(value: Value) -> bool | CellError | None:
    """What a cell says to AND and OR: texts and blanks say nothing."""
    if isinstance(value, bool | CellError):
        return value
    return value != 0 if isinstance(value, float) else None


def _combined(join: Callable[[Sequence[bool]], bool]) -> Function:
    """AND, OR: over rows, items of arrays and whole columns; with nothing that says anything it is #VALUE!."""

    def told(said: Sequence[bool | CellError | None]) -> Value:
        if all(value is True or value is False for value in said):
            return join(said)  # type: ignore[arg-type]  # truths only, as just asked
        error = next((value for value in said if isinstance(value, CellError)), None)
        truths = [value for value in said if isinstance(value, bool)]
        return error if error is not None else join(truths) if truths else VALUE

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        said: list[Result] = []
        for node, part in _arguments(run, arguments):
            of = _says if isinstance(node, Cell | Array | Whole) else as_truth
            said += map(of, part.values) if isinstance(part, Column) else [lifted(of, part)]
        return _row_by_row(told, said)

    return run


def _arguments(run: Run, arguments: Sequence[Node]) -> Iterator[tuple[Node, Result]]:
    """What each argument comes to, an array as so many; with a node whose kind says whether cells stand there."""
    for node in arguments:
        found = run.value(node)
        if isinstance(found, Items):
            for item in found.items:
                yield _AN_ARRAY, item
        else:
            yield _A_COLUMN if isinstance(found, Column) else node, found


_AN_ARRAY: Final = Array(())
_A_COLUMN: Final = Whole("", "")


def _row_by_row(tell: Callable[[Sequence[Any]], Value], parts: Sequence[Result]) -> Result:
    """What is told of the values of each row, in the order of the arguments; once where none differ."""
    if not any(isinstance(part, list) for part in parts):
        return tell(parts)
    rows = zip(*(part if isinstance(part, list) else repeat(part) for part in parts), strict=False)
    return list(map(tell, rows))


def _gathered(tell: Callable[[Sequence[Value]], Value]) -> Function:
    """Numbers of cells, columns and arrays count where they are numbers; a value written down is made one."""

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        given: list[Result] = []
        for node, part in _arguments(run, arguments):
            if isinstance(part, Column):
                given += part.values
            else:
                given.append(part if isinstance(node, Cell | Array) else lifted(as_number, part))
        return _row_by_row(tell, given)

    return run


def _of_numbers(tell: Callable[[list[float]], Value]) -> Callable[[Sequence[Value]], Value]:
    def over(values: Sequence[Value]) -> Value:
        error = next((value for value in values if isinstance(value, CellError)), None)
        return tell([value for value in values if value.__class__ is float]) if error is None else error

    return over


def summed(numbers: Sequence[float]) -> float:
    return fifteen(math.fsum(numbers))


def _mean(numbers: list[float]) -> Value:
    return math.fsum(numbers) / len(numbers) if numbers else DIV0


def _median(numbers: list[float]) -> Value:
    return middle(numbers) if numbers else NUM


def _count(values: Sequence[Value]) -> Value:
    return float(sum(value.__class__ is float for value in values))


def _counta(run: Run, arguments: Sequence[Node]) -> Result:
    counts = [_filled(run.value(node)) for node in arguments]
    return lifted(lambda *numbers: float(sum(numbers)), *counts)


def _filled(found: Result) -> Result:
    if isinstance(found, Column):
        return float(sum(value is not None for value in found.values))
    if isinstance(found, Items):
        return float(len(found.items))
    return lifted(lambda value: float(value is not None), found)


def _working_days(run: Run, arguments: Sequence[Node]) -> Result:
    """NETWORKDAYS with Monday to Friday or the workbook's own calendar."""
    known = DaysOff() if len(arguments) < 3 else _calendar(run, arguments[2])

    def count(start: Value, end: Value) -> Value:
        first, last = as_number(start), as_number(end)
        for number in (first, last):
            if isinstance(number, CellError):
                return number
            if not 0 <= number <= LAST_DAY:
                return NUM
        low, high = sorted((int(first), int(last)))  # type: ignore[arg-type]  # errors have returned
        days = workdays_to(known, _day(high)) - workdays_to(known, _day(low - 1))
        return float(days if low == int(first) else -days)  # type: ignore[arg-type]  # a number by now

    return lifted(count, *map(run.value, arguments[:2]))


def _day(number: int) -> dt.date:
    return dt.date.fromordinal(dt.date(1899, 12, 30).toordinal() + number)


def _calendar(run: Run, node: Node) -> DaysOff:
    if isinstance(node, Literal) and str(node.value).strip().lower() in OWN_CALENDAR:
        own = run.calendar()
        return DaysOff(own.days_off, own.days_on)
    raise Mistake(Text("假日只能写“日历”", "the holidays can only be 'calendar' here"), at=node.at)


def _lookup(run: Run, arguments: Sequence[Node]) -> Result:
    """XLOOKUP, exactly and from the top."""
    wanted, keys, values = (run.value(node) for node in arguments[:3])
    missing = run.value(arguments[3]) if len(arguments) > 3 else NA
    places: dict[Value, int] = {}
    for row, key in enumerate(keys.values):
        places.setdefault(_like(key), row)

    def over(value: Value, other: Value) -> Value:
        if isinstance(value, CellError):
            return value
        row = places.get(_like(0.0 if value is None else value))
        return other if row is None else values.values[row]

    return lifted(over, wanted, missing)


def _like(value: Value) -> Value:
    """What texts that count as equal share; a truth is no number."""
    if isinstance(value, str):
        return value.lower()
    return f"\0{value}" if isinstance(value, bool) else value


def _is_in(run: Run, arguments: Sequence[Node]) -> Result:
    """IN: whether a value is one of several, or stands anywhere in a column."""
    value, same = run.value(arguments[0]), OPERATORS["="]
    tests: list[Callable[[Value], Value]] = []
    rows: list[list[Value]] = []
    for _, part in _arguments(run, arguments[1:]):
        if isinstance(part, Column):
            known = {_like(found) for found in part.values if found is not None}
            tests.append(lambda each, known=known: _like(0.0 if each is None else each) in known)  # type: ignore[misc]  # its own set
        elif isinstance(part, list):
            rows.append(part)
        else:
            tests.append(lambda each, item=part: same(each, item))  # type: ignore[misc]  # its own item

    def alike(each: Value) -> Value:
        found: Value = False
        for test in tests:
            found = _either(found, test(each))
        return found

    result = lifted(alike, value)
    for row in rows:
        result = lifted(_either, result, lifted(same, value, row))
    return result


def _either(a: Value, b: Value) -> Value:
    return a if isinstance(a, CellError) else b if isinstance(b, CellError) else bool(a) or bool(b)


FUNCTIONS: Final[Mapping[str, Function]] = {
    "IF": _if,
    "IFERROR": _iferror,
    "NOT": _of_one(_not),
    "AND": _combined(all),
    "OR": _combined(any),
    "ISBLANK": _of_one(lambda value: value is None),
    "ISNUMBER": _of_one(lambda value: value.__class__ is float),
    "ISTEXT": _of_one(lambda value: isinstance(value, str)),
    "ISERROR": _of_one(lambda value: isinstance(value, CellError)),
    "NA": lambda *_: NA,
    "TODAY": lambda run, _: run.today,
    "SUM": _gathered(_of_numbers(summed)),
    "AVERAGE": _gathered(_of_numbers(_mean)),
    "MEDIAN": _gathered(_of_numbers(_median)),
    "MIN": _gathered(_of_numbers(lambda numbers: min(numbers, default=0.0))),
    "MAX": _gathered(_of_numbers(lambda numbers: max(numbers, default=0.0))),
    "COUNT": _gathered(_count),
    "COUNTA": _counta,
    "NETWORKDAYS": _working_days,
    "XLOOKUP": _lookup,
    "IN": _is_in,
    **{scalar.name: _of_one(scalar) for scalar in NUMBERS},
    **CONDITIONAL,
}
