"""COUNTIFS, SUMIFS and their like: what holds for all rows is looked through once a run, what differs is grouped."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

from sheetsales.cells.values import CellError
from sheetsales.dataclass import dataclass
from sheetsales.formula.criteria import COMPARE, Criterion, Key, criterion, key_of, numeric
from sheetsales.formula.lists.operators import fifteen, middle
from sheetsales.formula.lists.run import Function, Run
from sheetsales.formula.lists.values import Column, Items, Result
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.single import DIV0, NUM, Value
from sheetsales.formula.syntax import Node
from sheetsales.formula.wildcards import LONGEST, wildcards
from sheetsales.texts import Text

_UNLIKE: Final = frozenset((float, str, type(None)))
"""Values of these kinds are equal to none of another: a truth is equal to a number."""
_FEW: Final = 64
"""So many rows are looked through; more are put in order once."""
Rows = Sequence[int]


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A column and what is asked of it: one criterion, or another for each row."""

    values: Sequence[Value]
    criteria: Result


def _key(value: Value) -> Key:
    """Texts that are numbers count as such; a blank as nothing."""
    if isinstance(value, str):
        number = None if value[:1].isalpha() else numeric(value)
        if number is None:
            return value.lower()
        value = number
    return key_of(value)


def _keys(values: Sequence[Value]) -> Iterator[Key]:
    """The key of each value; of values that are alike made once, where no truth may be taken for a number."""
    known = set(values)
    if not known.isdisjoint((True, False)):
        return map(_key, values)
    keys = {value: _key(value) for value in known}
    return map(keys.__getitem__, values)


def _every(run: Run, count: int) -> Rows:
    """The numbers of all rows, the same objects whoever keeps some of them."""
    known = run.kept.get(("every", count))
    if known is None:
        known = run.kept["every", count] = list(range(count))
    rows: Rows = known
    return rows


def _index(run: Run, values: Sequence[Value]) -> Mapping[Key, list[int]]:
    """Rows by what their values count as; made once a run."""
    known = run.kept.get(("index", id(values)))
    if known is None:
        found: dict[Key, list[int]] = defaultdict(list)
        for row, key in zip(_every(run, len(values)), _keys(values), strict=True):
            found[key].append(row)
        known = run.kept["index", id(values)] = found
        run.held.append(values)
    rows: Mapping[Key, list[int]] = known
    return rows


def _answers(run: Run, values: Sequence[Value], asked: Criterion, among: Rows | None) -> Rows:
    """The rows that answer to a criterion, of those given or of all."""
    rows = _every(run, len(values)) if among is None else among
    if asked.sign in ("=", "<>") and not asked.pattern:
        return _equal(run, values, asked, among)
    if asked.pattern:
        return _matching(values, asked, rows)
    compare, wanted = COMPARE[asked.sign], asked.value
    if wanted.__class__ is float:
        return [row for row in rows if values[row].__class__ is float and compare(values[row], wanted)]
    if isinstance(wanted, str):
        low = wanted.lower()
        return [row for row in rows if isinstance(text := values[row], str) and compare(text.lower(), low)]
    return []


def _equal(run: Run, values: Sequence[Value], asked: Criterion, among: Rows | None) -> Rows:
    index = _index(run, values)
    if asked.value is None:
        hits = index.get(None, []) + (index.get("", []) if asked.empty else [])
    else:
        hits = index.get(_key(asked.value), [])
    if asked.sign == "=":
        return hits if among is None else _both(among, hits)
    others = set(hits)
    return [row for row in (_every(run, len(values)) if among is None else among) if row not in others]


def _both(among: Rows, hits: Sequence[int]) -> Rows:
    if len(hits) < len(among):
        among, hits = hits, among
    known = set(hits)
    return [row for row in among if row in known]


def _matching(values: Sequence[Value], asked: Criterion, rows: Rows) -> Rows:
    pattern = str(asked.value)
    if len(pattern) > LONGEST:
        known: dict[str, bool] = {}
    else:
        match = wildcards(pattern.lower()).matches
        known = {text: match(text.lower()) for text in {v for v in set(values) if isinstance(v, str)}}
    wanted = asked.sign == "="
    return [row for row in rows if known.get(values[row], False) is wanted]  # type: ignore[arg-type]  # other kinds are not in it


def _fixed(run: Run, asked: Sequence[_Asked]) -> Rows | None:
    """The rows that answer to all that is asked alike of every row; kept, since formulas of one table share it."""
    rows: Rows | None = None
    mark: tuple[Any, ...] = ("rows",)
    for one in asked:
        mark = (*mark, id(one.values), one.criteria.__class__, one.criteria)
        known = run.kept.get(mark)
        if known is None:
            known = run.kept[mark] = _answers(run, one.values, criterion(one.criteria), rows)
            run.held.append(one.values)
        rows = known
    return rows


def _column(run: Run, node: Node) -> Sequence[Value]:
    found = run.value(node)
    if isinstance(found, Column):
        return found.values
    raise Mistake(
        Text("这里要一整列", "a whole column is needed here"),
        Text("请写成 表名[列名]。", "Write Table[Column]."),
        node.at,
    )


def _questions(run: Run, arguments: Sequence[Node]) -> list[list[_Asked]]:
    """The pairs of column and criterion; several lists where a criterion is an array of several."""
    variants: list[list[_Asked]] = [[]]
    for column, wanted in zip(arguments[::2], arguments[1::2], strict=True):
        values, asked = _column(run, column), run.value(wanted)
        if isinstance(asked, Column):
            raise Mistake(
                Text("条件要一个值，不是整列", "the criterion is one value, not a column"), at=wanted.at
            )
        items = asked.items if isinstance(asked, Items) else (asked,)
        variants = [[*before, _Asked(values, item)] for before in variants for item in items]
    return variants


Tell = Callable[[Sequence[Value] | None, Rows], Value]


def _told(run: Run, asked: Sequence[_Asked], values: Sequence[Value] | None, tell: Tell) -> Result:
    varying = [one for one in asked if isinstance(one.criteria, list)]
    rows = _fixed(run, [one for one in asked if not isinstance(one.criteria, list)])
    if not varying:
        return tell(values, _every(run, len(asked[0].values)) if rows is None else rows)
    return _each_row(run, varying, rows, values, tell)


def _each_row(
    run: Run, asked: Sequence[_Asked], rows: Rows | None, values: Sequence[Value] | None, tell: Tell
) -> list[Value]:
    """What is asked differs from row to row; rows that ask the same are told once."""
    known: dict[Any, Value] = {}
    result = []
    kinds = {kind for one in asked for kind in map(type, one.criteria)}
    for wanted in zip(*(one.criteria for one in asked), strict=True):
        mark = wanted if kinds <= _UNLIKE else (*wanted, *map(type, wanted))
        if mark not in known:
            known[mark] = _one_row(run, asked, wanted, rows, values, tell)
        result.append(known[mark])
    return result


def _one_row(
    run: Run,
    asked: Sequence[_Asked],
    wanted: Sequence[Value],
    rows: Rows | None,
    values: Sequence[Value] | None,
    tell: Tell,
) -> Value:
    pairs = [(_meant(run, value), one.values) for one, value in zip(asked, wanted, strict=True)]
    if len(pairs) == 1:
        (_, asks), column = pairs[0]
        ordered = _ordered(run, column, asks, rows)
        if ordered is not None:
            return ordered.tell(asks, values, tell)
    for (rank, asks), column in sorted(pairs, key=_rank) if len(pairs) > 1 else pairs:
        rows = _answers_in(run, column, asks, rank, rows)
    return tell(values, rows or [])


_PATTERN, _VALUE, _OTHER = range(3)
"""What many rows ask alike, then values, which are looked up, then comparisons, which take their time."""
_Meant = tuple[int, Criterion]


def _rank(pair: tuple[_Meant, Sequence[Value]]) -> int:
    return pair[0][0]


def _meant(run: Run, value: Value) -> _Meant:
    """What a criterion asks for, read once a run, and what kind of question that is."""
    mark = ("asks", value.__class__, value)
    found: _Meant | None = run.kept.get(mark)
    if found is None:
        asks = criterion(value)
        found = run.kept[mark] = (_PATTERN if asks.pattern else _VALUE if asks.plain else _OTHER, asks)
    return found


def _answers_in(run: Run, column: Sequence[Value], asks: Criterion, rank: int, rows: Rows | None) -> Rows:
    """As ``_answers``; an equal value is looked up in the rows grouped by it, once for all rows that ask, and what a
    pattern matches is kept."""
    if rank == _PATTERN:
        kept = ("matching", id(column), None if rows is None else id(rows), asks)
        if kept not in run.kept:
            run.kept[kept] = _answers(run, column, asks, rows)
            run.held += (column, rows)
        matching: Rows = run.kept[kept]
        return matching
    if rows is None or rank != _VALUE:
        return _answers(run, column, asks, rows)
    mark = ("groups", id(column), id(rows))
    groups = run.kept.get(mark)
    if groups is None:
        groups = defaultdict(list)
        keys = _keys([column[row] for row in rows])
        for row, key in zip(rows, keys, strict=True):
            groups[key].append(row)
        run.kept[mark] = groups
        run.held += (column, rows)
    found: Rows = groups.get(_key(asks.value), [])
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Ordered:
    """Rows in the order of a column's numbers, for comparisons that differ from row to row."""

    numbers: list[float]
    rows: list[int]
    totals: dict[int, list[float]]

    def tell(self, asks: Criterion, values: Sequence[Value] | None, tell: Tell) -> Value:
        """A count or a sum from what was added up before, anything else from the rows themselves."""
        low, high = 0, len(self.rows)
        wanted: Any = asks.value
        if asks.sign in ("<", "<="):
            high = (bisect_left if asks.sign == "<" else bisect_right)(self.numbers, wanted)
        else:
            low = (bisect_right if asks.sign == ">" else bisect_left)(self.numbers, wanted)
        if tell is count_of:
            return float(high - low)
        if tell is sum_of and values is not None and (totals := self._running(values)):
            return fifteen(totals[high] - totals[low])
        return tell(values, self.rows[low:high])

    def _running(self, values: Sequence[Value]) -> list[float]:
        """The sum of the first rows, of none to all; empty where an error stands among them."""
        if id(values) not in self.totals:
            taken = [values[row] for row in self.rows]
            numbers = [v if isinstance(v, float) else 0.0 for v in taken]
            wrong = any(isinstance(v, CellError) for v in taken)
            self.totals[id(values)] = [] if wrong else list(accumulate(numbers, initial=0.0))
        return self.totals[id(values)]


def _ordered(run: Run, column: Sequence[Value], asks: Criterion, rows: Rows | None) -> _Ordered | None:
    """The rows in order, where a comparison with a number is asked of many."""
    count = len(column) if rows is None else len(rows)
    if asks.sign not in COMPARE or count < _FEW or asks.value.__class__ is not float:
        return None
    mark = ("order", id(column), id(rows) if rows is not None else None)
    if mark not in run.kept:
        among = _every(run, len(column)) if rows is None else rows
        pairs = sorted((v, row) for row in among if isinstance(v := column[row], float))
        run.kept[mark] = _Ordered([n for n, _ in pairs], [row for _, row in pairs], {})
        run.held += (column, rows)
    found: _Ordered = run.kept[mark]
    return found


def count_of(_: Sequence[Value] | None, rows: Rows) -> Value:
    return float(len(rows))


def _numbers(tell: Callable[[list[float]], Value]) -> Tell:
    """Over the numbers of the rows; the first error among them is the result."""

    def over(values: Sequence[Value] | None, rows: Rows) -> Value:
        taken = [values[row] for row in rows] if values is not None else []
        error = next((value for value in taken if isinstance(value, CellError)), None)
        return tell([v for v in taken if v.__class__ is float]) if error is None else error

    return over


sum_of: Final = _numbers(lambda numbers: fifteen(math.fsum(numbers)))


def _many(tell: Tell, *, values: bool = True) -> Function:
    """COUNTIFS takes pairs; SUMIFS and the others the column to total before them."""

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        column = _column(run, arguments[0]) if values else None
        variants = _questions(run, arguments[1:] if values else arguments)
        found = [_told(run, asked, column, tell) for asked in variants]
        return found[0] if len(found) == 1 else Items(tuple(found))

    return run


def _one(tell: Tell, *, counts: bool = False) -> Function:
    """COUNTIF, SUMIF: one column and criterion, the column to total last."""

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        column = None if counts else _column(run, arguments[2] if len(arguments) == 3 else arguments[0])
        found = [_told(run, asked, column, tell) for asked in _questions(run, arguments[:2])]
        return found[0] if len(found) == 1 else Items(tuple(found))

    return run


_mean: Final = _numbers(lambda numbers: math.fsum(numbers) / len(numbers) if numbers else DIV0)

CONDITIONAL: Final[Mapping[str, Function]] = {
    "COUNTIF": _one(count_of, counts=True),
    "SUMIF": _one(sum_of),
    "AVERAGEIF": _one(_mean),
    "COUNTIFS": _many(count_of, values=False),
    "SUMIFS": _many(sum_of),
    "AVERAGEIFS": _many(_mean),
    "MINIFS": _many(_numbers(lambda numbers: min(numbers, default=0.0))),
    "MAXIFS": _many(_numbers(lambda numbers: max(numbers, default=0.0))),
    "MEDIANIFS": _many(_numbers(lambda numbers: middle(numbers) if numbers else NUM)),
}
