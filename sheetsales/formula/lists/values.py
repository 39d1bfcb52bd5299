"""What a part of a formula comes to, and functions of single values carried over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sheetsales.cells.values import CellError
from sheetsales.dataclass import dataclass
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.single import Value
from sheetsales.texts import Text

_MANY_ALIKE = 4
"""From so many rows a value on, alike rows are worked out once."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A whole column of a table."""

    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Items:
    """The items of an array constant, or what became of them."""

    items: tuple[Any, ...]


Result = Any
"""One value for all rows, a list with a value for each row, a ``Column`` or ``Items``."""


def lifted(function: Callable[..., Value], *parts: Result) -> Result:
    """A function of single values over whatever stands there: rows, items of an array, a whole column."""
    for part in parts:
        if isinstance(part, Items):
            return _over_items(function, parts)
    if any(isinstance(part, Column) for part in parts):
        return _over_columns(function, parts)
    if not any(isinstance(part, list) for part in parts):
        return function(*parts)
    return _over_rows(function, parts)


def _over_rows(function: Callable[..., Value], parts: Sequence[Result]) -> list[Value]:
    if len(parts) == 1:
        return one_by_one(function, parts[0])
    if len(parts) == 2:
        left, right = parts
        if not isinstance(right, list):
            return one_by_one(lambda value: function(value, right), left)
        if not isinstance(left, list):
            return one_by_one(lambda value: function(left, value), right)
        return list(map(function, left, right))
    rows = next(len(part) for part in parts if isinstance(part, list))
    return list(map(function, *(part if isinstance(part, list) else [part] * rows for part in parts)))


def one_by_one(function: Callable[[Value], Value], values: Sequence[Value]) -> list[Value]:
    """A function of each value, called once for values that are alike; TRUE is not taken for 1."""
    known = set(values)
    if len(known) * _MANY_ALIKE > len(values) or not known.isdisjoint((True, False)):
        return list(map(function, values))
    table = {value: function(value) for value in known}
    return list(map(table.__getitem__, values))


def _over_items(function: Callable[..., Value], parts: Sequence[Result]) -> Items:
    sizes = {len(part.items) for part in parts if isinstance(part, Items)}
    if len(sizes) > 1:
        raise Mistake(Text("两个花括号里的个数不一样", "the two arrays differ in length"))
    count = sizes.pop()
    return Items(
        tuple(
            lifted(function, *(part.items[i] if isinstance(part, Items) else part for part in parts))
            for i in range(count)
        )
    )


def _over_columns(function: Callable[..., Value], parts: Sequence[Result]) -> Column:
    sizes = {len(part.values) for part in parts if isinstance(part, Column)}
    if len(sizes) > 1 or any(isinstance(part, list) for part in parts):
        raise Mistake(Text("两列的行数不一样，没法逐行算", "the columns differ in length"))
    rows = [list(part.values) if isinstance(part, Column) else part for part in parts]
    return Column(_over_rows(function, rows))


def first_error(values: Sequence[Value]) -> CellError | None:
    return next((value for value in values if isinstance(value, CellError)), None)
