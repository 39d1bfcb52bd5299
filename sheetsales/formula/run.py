"""Runs the tree of a formula over all rows of a sheet at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from sheetsales.formula.calendar import Calendar
from sheetsales.formula.lanes import Lane, Range, Result, Spread, constant
from sheetsales.formula.mistakes import Mistake, too_much
from sheetsales.formula.operators import arithmetic, compared, joined, signed
from sheetsales.formula.single import serial
from sheetsales.formula.syntax import Array, Call, Cell, Chain, Literal, Node, Signed, Whole
from sheetsales.formula.work import Allowance, Work
from sheetsales.texts import Text

_MOST_CELLS: Final = 20_000_000
"""Cells of an array constant times the rows it is held against."""


class Columns(Protocol):
    """The columns of the workbook as lanes."""

    def lane(self, record: str, column: str, *, in_unit: bool) -> Lane:
        """All values of a column, in the order of the table's rows."""

    def between(self, record: str, first: str, last: str) -> Sequence[str]:
        """The columns of a table from one to another as they stand side by side; raises ``Mistake``."""


class Run(Work):
    """One formula over the ``rows`` rows of ``record``, on a day."""

    def __init__(
        self,
        columns: Columns,
        functions: Callable[[str], Callable[[Run, Sequence[Node]], Result]],
        *,
        today: dt.date,
        calendar: Callable[[], Calendar],
        rows: int,
        allowance: Allowance | None = None,
    ) -> None:
        super().__init__(allowance)
        self.columns, self.functions = columns, functions
        self.today, self.calendar, self.rows = serial(today), calendar, rows

    def value(self, node: Node) -> Result:
        """What a part of the formula comes to; raises ``Mistake`` at its place where it cannot be had."""
        try:
            return self._value(node)
        except Mistake as mistake:
            raise mistake.within(node.at) from None

    def _value(self, node: Node) -> Result:
        if isinstance(node, Literal):
            return constant(node.value)
        if isinstance(node, Cell):
            return self.columns.lane(node.record, node.column, in_unit=node.in_unit)
        if isinstance(node, Call):
            return self.functions(node.name)(self, node.arguments)
        if isinstance(node, Chain):
            return self._chain(node)
        if isinstance(node, Signed):
            return self.lifted(lambda lane: signed(lane, node.minus, node.percent), self.value(node.operand))
        if isinstance(node, Whole):
            return self._whole(node)
        items = node.items if isinstance(node, Array) else ()
        return Spread(tuple(constant(item.value) for item in items))

    def _whole(self, node: Whole) -> Range:
        if not node.column or node.last:
            raise Mistake(
                Text("这里要一整列，不是几列", "one column is needed here, not several"),
                Text("请写成 表名[列名]。", "Write Table[Column]."),
            )
        lane = self.columns.lane(node.record, node.column, in_unit=node.in_unit)
        return Range(lane, node.record, node.unqualified)

    def _chain(self, node: Chain) -> Result:
        result = self.value(node.first)
        for sign, operand in node.rest:
            result = self.lifted(
                lambda a, b, sign=sign: self._operator(sign, a, b), result, self.value(operand)
            )
        return result

    def _operator(self, sign: str, a: Lane, b: Lane) -> Lane:
        if sign == "&":
            return joined(self, a, b)
        return arithmetic(sign, a, b) if sign in "+-*/^" else compared(sign, a, b)

    def lane(self, node: Node) -> Lane:
        """The part as one value for each row; whole columns and arrays are refused."""
        found = self.value(node)
        if isinstance(found, Lane):
            return found
        raise _many(found).within(node.at)

    def lifted(self, function: Callable[..., Lane], *values: Result) -> Result:
        """A function of single values over whatever stands there: rows, items of an array, a whole column."""
        if all(isinstance(value, Lane) for value in values):
            self.sweep(max(map(_length, values)))
            return function(*values)
        if any(isinstance(value, Range) for value in values):
            return self._over_column(function, values)
        sizes = {len(v.items) for v in values if isinstance(v, Spread)}
        if len(sizes) > 1:
            raise Mistake(Text("两个花括号里的个数不一样", "the two arrays differ in length"))
        count = sizes.pop()
        rows = max((len(v) for v in values if isinstance(v, Lane)), default=1)
        if count * rows > _MOST_CELLS:
            raise too_much()
        self.sweep(count * rows)
        return Spread(tuple(function(*(_item(v, i) for v in values)) for i in range(count)))

    def _over_column(self, function: Callable[..., Lane], values: Sequence[Result]) -> Range:
        ranges = [value for value in values if isinstance(value, Range)]
        if len({len(r.lane) for r in ranges}) > 1 or any(isinstance(v, Spread) for v in values):
            raise Mistake(Text("两列的行数不一样，没法逐行算", "the columns differ in length"))
        if any(r.unqualified for r in ranges) or any(isinstance(v, Lane) and len(v) > 1 for v in values):
            raise _many(ranges[0])
        count = len(ranges[0].lane)
        self.sweep(count)
        return Range(function(*(_item(value, 0) for value in values)).spread(count), ranges[0].table)

    def by_value_lifted(self, function: Callable[..., Any], *values: Result, cost: float = 1) -> Result:
        """A function of single values, as ``by_value``, over rows, arrays or a column."""
        return self.lifted(lambda *lanes: self.by_value(function, *lanes, cost=cost), *values)


def _length(value: Result) -> int:
    return len(value) if isinstance(value, Lane) else 0


def _item(value: Result, i: int) -> Lane:
    if isinstance(value, Spread):
        return value.items[i]
    return value.lane if isinstance(value, Range) else value


def _many(found: Result) -> Mistake:
    if isinstance(found, Range):
        return Mistake(
            Text("这里写的是整列，要的是本行的值", "this is a whole column where this row's value is needed"),
            Text("本行的值请写 [@列名]；要汇总整列，请用 SUMIFS、COUNTIFS 这类函数。", "Write [@Column] for this row, or add up the column with SUMIFS or COUNTIFS."),
        )  # fmt: skip
    return Mistake(
        Text("这里有几个值，只能有一个", "there are several values here where one is needed"),
        Text("几个选一请用 OR 包起来，如 OR([@阶段]={\"报价\",\"谈判\"})。", "Wrap a choice of several in OR, as in OR([@Stage]={\"Quotation\",\"Negotiation\"})."),
    )  # fmt: skip
