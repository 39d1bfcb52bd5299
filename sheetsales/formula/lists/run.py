"""Runs the tree of a formula over the rows of a table, a list for each column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from sheetsales.cells.values import CellError
from sheetsales.formula.calendar import Calendar
from sheetsales.formula.lists.operators import OPERATORS, signed
from sheetsales.formula.lists.values import Column, Items, Result, lifted
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.scalars import SCALARS
from sheetsales.formula.single import Value, as_truth, serial
from sheetsales.formula.syntax import Array, Call, Cell, Chain, Literal, Node, Signed, Whole
from sheetsales.texts import Text


class Cells(Protocol):
    """The columns of tables as lists, choices by their codes."""

    def cells(self, record: str, column: str) -> list[Value]:
        """All values of a column, the same list each time; raises ``Absent`` where there is none."""

    def named(self, name: str) -> Value | Node:
        """What a bare name stands for: a value, or a formula worked out once; raises ``Absent`` where nothing."""


Function = Callable[["Run", Sequence[Node]], Result]


class Run:
    """One table's formulas on a day: what was worked out for one is there for the next.

    ``rows`` is how many rows the table has.
    """

    def __init__(
        self,
        cells: Cells,
        functions: Mapping[str, Function],
        rows: int,
        *,
        today: dt.date,
        calendar: Callable[[], Calendar],
    ) -> None:
        self.cells, self.functions, self.rows = cells, functions, rows
        self.today, self.calendar = serial(today), calendar
        self.kept: dict[Any, Any] = {}
        self.held: list[Any] = []
        """Lists that something is kept of by their place in memory, so that no other list takes it."""
        self._named: dict[str, Result] = {}
        self._taken: Sequence[int] | None = None

    def take_over(self, before: Run) -> None:
        """Know what an earlier run looked up: in columns that are the same lists it need not be looked up again."""
        self.kept, self.held = before.kept, before.held

    def value(self, node: Node) -> Result:
        """What a part of the formula comes to; raises ``Mistake`` where it cannot be had."""
        match node:
            case Literal(value=value):
                return value
            case Cell(record="", column=name):
                return self.name(name)
            case Cell(record=record, column=column):
                return self.taken(self.cells.cells(record, column))
            case Call(name=name, arguments=arguments):
                return self._call(name, arguments)
            case Chain(first=first, rest=rest):
                result = self.value(first)
                for sign, operand in rest:
                    result = lifted(OPERATORS[sign], result, self.value(operand))
                return result
            case Signed(operand=operand, minus=minus, percent=percent):
                return lifted(signed(minus, percent), self.value(operand))
            case Whole(record=record, column=column):
                return Column(self.cells.cells(record, column))
            case Array(items=items):
                return Items(tuple(item.value for item in items))
        raise TypeError(node)

    def taken(self, values: list[Value]) -> list[Value]:
        """A column's values of the rows that are looked at."""
        return values if self._taken is None else [values[row] for row in self._taken]

    def name(self, name: str) -> Result:
        """What a named value is: one value, or one for each row that is looked at."""
        if name not in self._named:
            found = self.cells.named(name)
            if isinstance(found, Node):
                held, self._taken = self._taken, None
                try:
                    found = self.value(found)
                finally:
                    self._taken = held
            self._named[name] = found
        found = self._named[name]
        return self.taken(found) if isinstance(found, list) else found

    def _call(self, name: str, arguments: Sequence[Node]) -> Result:
        scalar = SCALARS.get(name)
        if scalar is not None:
            return lifted(scalar, *map(self.value, arguments))
        return self.functions[name](self, arguments)

    def spread(self, result: Result) -> list[Value]:
        """The result as one value for each row that is looked at."""
        if isinstance(result, Column | Items):
            raise Mistake(Text("这里要本行的一个值", "one value of this row is needed here"))
        count = self.rows if self._taken is None else len(self._taken)
        return result if isinstance(result, list) else [result] * count

    def of_rows(self, node: Node) -> list[Value]:
        """The formula's value in each row of the table."""
        return self.spread(self.value(node))

    def holding(self, node: Node) -> Sequence[int]:
        """The rows for which a condition holds. Of what AND joins, later parts are asked only where the earlier hold."""
        rows: Sequence[int] = range(self.rows)
        for part in conjuncts(node):
            self._taken = None if len(rows) == self.rows else rows
            try:
                truths = self.spread(self.value(part))
            finally:
                self._taken = None
            rows = _held(rows, truths)
            if not rows:
                break
        return rows


def conjuncts(node: Node) -> tuple[Node, ...]:
    """What AND joins at the top of a condition; itself where it joins nothing. A bare cell stays with its AND."""
    if isinstance(node, Call) and node.name == "AND" and not any(isinstance(a, Cell) for a in node.arguments):
        return tuple(part for argument in node.arguments for part in conjuncts(argument))
    return (node,)


def _held(rows: Sequence[int], truths: list[Value]) -> list[int]:
    """The rows whose truth is TRUE, or reads as that."""
    if set(map(type, truths)) <= {bool, CellError}:
        return [row for row, truth in zip(rows, truths, strict=True) if truth is True]
    return [row for row, truth in zip(rows, truths, strict=True) if _holds(truth)]


def _holds(truth: Value) -> bool:
    said = as_truth(truth)
    return not isinstance(said, CellError) and said
