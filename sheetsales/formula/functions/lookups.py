"""Functions that look a value up in a column, exactly; positions are found for all rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sheetsales.formula.asked import Asked
from sheetsales.formula.coerce import numbers_of
from sheetsales.formula.criteria import criterion
from sheetsales.formula.functions.function import MANY, Function
from sheetsales.formula.lanes import (
    ERROR,
    Bools,
    Ints,
    Kinds,
    Lane,
    Range,
    Result,
    Spread,
    bools_lane,
    constant,
    distinct,
    lane_of,
    numbers_lane,
)
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.operators import chosen, compared
from sheetsales.formula.run import Run
from sheetsales.formula.single import NA, NUMBER_OF, REF
from sheetsales.formula.syntax import Literal, Node, Signed, Whole
from sheetsales.formula.wildcards import has_wildcards
from sheetsales.texts import Text

_EXACT: Final = Text("这里只能精确查找", "only exact look-ups can be made here")


def _column(run: Run, node: Node) -> Lane:
    found = run.value(node)
    if isinstance(found, Range):
        return found.lane
    if isinstance(found, Spread):
        return lane_of([lane.at(0) for lane in found.items])
    raise Mistake(
        Text("这里要一整列", "a whole column is needed here"),
        Text(
            "请写成 表名[列名]，如 tblCustomers[等级]。", "Write Table[Column], such as tblCustomers[Grade]."
        ),
        node.at,
    )


def _number(node: Node | None, default: float) -> float | None:
    """The number or truth an argument writes down; None where it is something else."""
    if node is None:
        return default
    if (
        isinstance(node, Signed)
        and isinstance(node.operand, Literal)
        and isinstance(node.operand.value, float)
    ):
        return -node.operand.value if node.minus % 2 else node.operand.value
    if isinstance(node, Literal) and (node.value is None or isinstance(node.value, float | bool)):
        return float(node.value or 0)
    return None


def _argument(arguments: Sequence[Node], place: int) -> Node | None:
    return arguments[place] if len(arguments) > place else None


def _found(run: Run, wanted: Lane, column: Lane, *, last: bool = False, wild: bool = True) -> Ints:
    """The first or last row of the column that holds what is wanted; -1 where none does."""
    run.sweep(20 * len(column))
    known = Asked(column, wanted.canon, by_kind=True)
    place = np.full(len(known.index) + 1, -1, np.int64)
    rows = np.arange(len(column))
    if last:
        place[known.keys] = rows
    else:
        place[known.keys[::-1]] = rows[::-1]
    ids, values = distinct(wanted)
    run.spend(len(values))
    found = np.array([place[known.number(0.0 if value is None else value)] for value in values], np.int64)
    if wild:
        for i, value in enumerate(values):
            if isinstance(value, str) and found[i] < 0 and has_wildcards(value):
                run.spend(known.word_count)
                hits = np.flatnonzero(known.rows(criterion("=" + value)))
                found[i] = hits[-1 if last else 0] if len(hits) else -1
    return found[ids]


def _picked(column: Lane, places: Ints, wanted: Lane, missing: Lane) -> Lane:
    """The column's values at these rows; what was not found is ``missing``, an error looked up stays."""
    good = places >= 0
    rows = np.where(good, places, 0)
    values = column.take(rows) if len(column) else constant(NA).spread(len(places))
    return chosen(good, values, missing, wanted.errors)


def _match(run: Run, arguments: Sequence[Node]) -> Result:
    if _number(_argument(arguments, 2), 1.0) != 0:
        raise Mistake(_EXACT, Text("MATCH 的第三个参数请写 0。", "Write 0 as MATCH's third argument."))
    column = _column(run, arguments[1])

    def over(wanted: Lane) -> Lane:
        places = _found(run, wanted, column)
        errors = np.where(places < 0, NUMBER_OF["#N/A"], 0).astype(np.uint8)
        own = wanted.errors
        return numbers_lane(
            places.astype(np.float64) + 1, errors if own is None else np.where(own > 0, own, errors)
        )

    return run.lifted(over, run.value(arguments[0]))


def _xlookup(run: Run, arguments: Sequence[Node]) -> Result:
    mode, order = _number(_argument(arguments, 4), 0.0), _number(_argument(arguments, 5), 1.0)
    if mode not in (0, 2) or order not in (1, -1):
        raise Mistake(
            _EXACT,
            Text(
                "XLOOKUP 的匹配方式请写 0 或 2，查找方向写 1 或 -1。",
                "XLOOKUP takes match mode 0 or 2, and search mode 1 or -1.",
            ),
        )
    keys, values = _column(run, arguments[1]), _column(run, arguments[2])
    if len(keys) != len(values):
        raise Mistake(
            Text("查找列和结果列要在同一张表里", "both columns must be of one table"), at=arguments[2].at
        )
    node = _argument(arguments, 3)
    missing = constant(NA) if node is None or node == Literal(None) else run.lane(node)

    def over(wanted: Lane) -> Lane:
        places = _found(run, wanted, keys, last=order == -1, wild=mode == 2)
        return _picked(values, places, wanted, missing)

    return run.lifted(over, run.value(arguments[0]))


def _vlookup(run: Run, arguments: Sequence[Node]) -> Result:
    table, exact = arguments[1], _number(_argument(arguments, 3), 1.0)
    if exact != 0:
        raise Mistake(
            _EXACT, Text("VLOOKUP 的第四个参数请写 FALSE。", "Write FALSE as VLOOKUP's fourth argument.")
        )
    keys = _side_by_side(run, table)
    place = _number(arguments[2], 0.0)
    if place is None or not isinstance(table, Whole):
        raise Mistake(Text("第几列要写成数字", "the column is to be a number"), at=arguments[2].at)
    if not 1 <= place <= len(keys):
        return constant(REF)
    first, wanted_column = (
        run.columns.lane(table.record, key, in_unit=table.in_unit) for key in (keys[0], keys[int(place) - 1])
    )

    def over(wanted: Lane) -> Lane:
        return _picked(wanted_column, _found(run, wanted, first), wanted, constant(NA))

    return run.lifted(over, run.value(arguments[0]))


def _side_by_side(run: Run, node: Node) -> Sequence[str]:
    if not isinstance(node, Whole):
        raise Mistake(
            Text("这里要几列相邻的列", "columns side by side are needed here"),
            Text("请写成 表名[[编号]:[等级]]。", "Write Table[[ID]:[Grade]]."),
            node.at,
        )
    return run.columns.between(node.record, node.column, node.last or node.column)


def _index(run: Run, arguments: Sequence[Node]) -> Result:
    node = arguments[0]
    across = _number(_argument(arguments, 2), 1.0)
    if isinstance(node, Whole) and (node.last or not node.column):
        keys = _side_by_side(run, node)
        if across is None or not 1 <= across <= len(keys):
            return constant(REF)
        column = run.columns.lane(node.record, keys[int(across) - 1], in_unit=node.in_unit)
    else:
        column = _column(run, node)
        if across != 1:
            return constant(REF)
    return run.lifted(lambda places: _at(column, places), run.value(arguments[1]))


def _at(column: Lane, places: Lane) -> Lane:
    numbers, errors = numbers_of(places)
    good = (numbers >= 1) & (numbers < len(column) + 1)
    rows = np.where(good, numbers, 1).astype(np.int64) - 1
    values = column.take(rows) if len(column) else constant(REF).spread(len(places))
    return chosen(good, values, constant(REF), errors)


def _is_in(run: Run, arguments: Sequence[Node]) -> Result:
    """IN: whether a value is one of several, or stands anywhere in a column."""
    value = run.value(arguments[0])
    result: Result = constant(False)
    for node in arguments[1:]:
        other = run.value(node)
        for item in other.items if isinstance(other, Spread) else (other,):
            if isinstance(item, Range):
                test = run.lifted(lambda lane, column=item.lane: _stands_in(run, lane, column), value)
            else:
                test = run.lifted(lambda a, b: compared("=", a, b), value, item)
            result = run.lifted(_either, result, test)
    return result


def _stands_in(run: Run, lane: Lane, column: Lane) -> Lane:
    return bools_lane(_found(run, lane, column, wild=False) >= 0, lane.errors)


def _either(a: Lane, b: Lane) -> Lane:
    truths: Bools = ((a.numbers != 0) & (a.kinds != ERROR)) | ((b.numbers != 0) & (b.kinds != ERROR))
    errors: Kinds | None = a.errors if a.errors is not None else b.errors
    return bools_lane(truths, None if errors is None else np.broadcast_to(errors, truths.shape))


LOOKUPS: Final = (
    Function("MATCH", 2, 3, _match),
    Function("XLOOKUP", 3, 6, _xlookup),
    Function("VLOOKUP", 3, 4, _vlookup),
    Function("INDEX", 2, 3, _index),
    Function("IN", 2, MANY, _is_in),
)
