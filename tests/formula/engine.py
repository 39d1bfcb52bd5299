"""The language alone: formulas over columns given as lists, without any workbook."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sheetsales.formula.functions import FUNCTIONS
from sheetsales.formula.lanes import Lane, lane_of
from sheetsales.formula.lists.evaluate import run_over
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.parser import parse
from sheetsales.formula.run import Run
from sheetsales.formula.single import Value
from sheetsales.formula.syntax import Cell, Node, Whole
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.texts import same

TODAY = dt.date(2026, 11, 2)
HOLIDAY = dt.date(2026, 10, 5)

Table = Mapping[str, Sequence[Any]]


class Names:
    """``[@a]`` is a column of the rows, ``T[a]`` of the table; functions are the real ones."""

    def reference(self, text: str, at: int) -> Node:
        table, _, rest = text.partition("[")
        names = re.findall(r"[^\[\]@:,]+", rest)
        if rest.startswith("@") and names:
            return Cell("rows", names[0], at=at, end=at + len(text))
        last = names[1] if len(names) > 1 else ""
        return Whole(
            table or "rows", names[0] if names else "", last, unqualified=not table, at=at, end=at + len(text)
        )

    def function(self, name: str, arguments: int, at: int) -> str:
        known = FUNCTIONS.get(name.upper())
        if known is None or not known.fewest <= arguments <= known.most:
            raise Mistake(same(f"{name}/{arguments}"), at=at)
        return known.name


class Columns:
    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables = tables

    def lane(self, record: str, column: str, *, in_unit: bool) -> Lane:  # noqa: ARG002 - no units here
        if column not in self.tables.get(record, ()):
            raise Mistake(same(f"{record}[{column}]"))
        return lane_of(self.tables[record][column])

    def between(self, record: str, first: str, last: str) -> Sequence[str]:
        names = list(self.tables.get(record, ()))
        if first and not {first, last} <= set(names):
            raise Mistake(same(f"{record}[{first}]"))
        return names[names.index(first) : names.index(last) + 1] if first else names


def evaluate(
    formula: str,
    rows: Table | None = None,
    tables: Mapping[str, Table] | None = None,
    today: dt.date = TODAY,
) -> list[Value]:
    """The formula's value in each row; one row where there are no columns."""
    given: Table = {"one": [1.0]} if rows is None else rows
    count = len(next(iter(given.values())))
    run = Run(
        Columns({"rows": given, **(tables or {})}),
        lambda name: FUNCTIONS[name].run,
        today=today,
        calendar=lambda: WorkingCalendar((HOLIDAY,)),
        rows=count,
    )
    lane = run.lane(parse(formula, Names()))
    return [lane.at(row) for row in range(count)]


class Lists:
    """The same tables as lists."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables = {key: {name: list(values) for name, values in t.items()} for key, t in tables.items()}

    def cells(self, record: str, column: str) -> list[Value]:
        return self.tables[record][column]

    def named(self, name: str) -> Value | Node:
        raise Mistake(same(name))


def tree_of(formula: str) -> Node:
    return parse(formula, Names())


def over_lists(tree: Node, rows: Table | None, tables: Mapping[str, Table]) -> list[Value]:
    """What ``evaluate`` answers, from the other evaluator."""
    given: Table = {"one": [1.0]} if rows is None else rows
    count = len(next(iter(given.values())))
    run = run_over(Lists({"rows": given, **tables}), count, TODAY, lambda: WorkingCalendar((HOLIDAY,)))
    return run.of_rows(tree)


def one(formula: str, **tables: Table) -> Value:
    """The value of a formula without columns of its row."""
    return evaluate(formula, None, tables)[0]
