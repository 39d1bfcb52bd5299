"""COUNTIFS, SUMIFS and their like: what is asked for is looked up for all rows at once, never row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

import numpy as np

from sheetsales.dataclass import dataclass
from sheetsales.formula.asked import Asked
from sheetsales.formula.criteria import COMPARE, Criterion, criterion, is_plain
from sheetsales.formula.functions.function import MANY, Function
from sheetsales.formula.lanes import (
    NUMBER,
    Floats,
    Ints,
    Kinds,
    Lane,
    Range,
    Result,
    Spread,
    distinct,
    numbers_lane,
    to_fifteen,
)
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.run import Run
from sheetsales.formula.single import NUMBER_OF, Canon, Value
from sheetsales.formula.syntax import Node
from sheetsales.formula.work import combinations
from sheetsales.texts import Text

_LOOK: Final = 50
"""What one look through a column takes, in calls of a simple function."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of each group of rows: how many, how many with a number, their sum, least and most, and an error; and the numbers
    ``given`` with the group of each, ``own``."""

    rows: Floats
    numbers: Floats
    total: Floats
    least: Floats
    most: Floats
    errors: Kinds
    own: Ints
    given: Floats


Told = Callable[[Figures], Lane]


def _with_errors(figures: Figures, numbers: Floats) -> Lane:
    return numbers_lane(numbers, figures.errors if figures.errors.any() else None)


def _count(figures: Figures) -> Lane:
    return numbers_lane(figures.rows)


def _sum(figures: Figures) -> Lane:
    return _with_errors(figures, figures.total)


def _average(figures: Figures) -> Lane:
    none = np.where(figures.numbers == 0, NUMBER_OF["#DIV/0!"], 0)
    errors = np.where(figures.errors > 0, figures.errors, none).astype(np.uint8)
    return numbers_lane(figures.total / np.maximum(figures.numbers, 1), errors)


def _least(figures: Figures) -> Lane:
    return _with_errors(figures, np.where(figures.numbers > 0, figures.least, 0.0))


def _most(figures: Figures) -> Lane:
    return _with_errors(figures, np.where(figures.numbers > 0, figures.most, 0.0))


def _median(figures: Figures) -> Lane:
    """The middle number of each group, the mean of the two middle ones; #NUM! where a group has none."""
    counts = figures.numbers.astype(np.int64)
    given = figures.given[np.lexsort((figures.given, figures.own))]
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))[:-1]
    known = counts > 0
    result = np.full(len(counts), np.nan)
    low, high = ((starts + (counts - 1) // 2)[known], (starts + counts // 2)[known])
    result[known] = (given[low] + given[high]) / 2
    return _with_errors(figures, result)


def figures_of(groups: Ints, count: int, values: Lane | None) -> Figures:
    """The figures of ``count`` groups; ``groups`` is each row's group."""
    rows = np.bincount(groups, minlength=count).astype(np.float64)
    none = np.zeros(count)
    if values is None:
        return Figures(rows, none, none, none, none, np.zeros(count, np.uint8), groups[:0], none[:0])
    numeric = values.kinds == NUMBER
    own, numbers = groups[numeric], values.numbers[numeric]
    least, most = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(least, own, numbers)
    np.maximum.at(most, own, numbers)
    errors = np.zeros(count, np.uint8)
    wrong = values.errors
    if wrong is not None:
        np.maximum.at(errors, groups[wrong > 0], wrong[wrong > 0])
    counts = np.bincount(own, minlength=count).astype(np.float64)
    total = to_fifteen(np.bincount(own, numbers, minlength=count).astype(np.float64))
    return Figures(rows, counts, total, least, most, errors, own, numbers)


@dataclass(frozen=True, slots=True)
class _Question:
    """A column and what is asked of it: one thing, or another for each row."""

    asked: Asked
    criteria: Lane


def _column(run: Run, node: Node) -> Lane:
    found = run.value(node)
    if isinstance(found, Range):
        return found.lane
    raise Mistake(
        Text("这里要一整列", "a whole column is needed here"),
        Text(
            "请写成 表名[列名]，如 tblPipeline[金额]。", "Write Table[Column], such as tblPipeline[Amount]."
        ),
        node.at,
    )


def _questions(run: Run, arguments: Sequence[Node], size: int | None) -> list[list[_Question]]:
    """The pairs of column and criterion; several lists where a criterion is an array of several."""
    variants: list[list[_Question]] = [[]]
    for column, asked in zip(arguments[::2], arguments[1::2], strict=True):
        lane, wanted = _column(run, column), run.value(asked)
        if size is not None and len(lane) != size:
            raise Mistake(Text("几列要在同一张表里", "the columns must be of one table"), at=column.at)
        size = len(lane)
        if isinstance(wanted, Range):
            raise Mistake(
                Text("条件要一个值，不是整列", "the criterion is one value, not a column"), at=asked.at
            )
        items = wanted.items if isinstance(wanted, Spread) else (wanted,)
        known = _asked(run, lane, next((item.canon for item in items if item.canon), None))
        variants = [[*before, _Question(known, item)] for before in variants for item in items]
        if len(variants) > MANY:
            raise Mistake(Text("花括号里的条件太多", "there are too many criteria in braces"), at=asked.at)
    return variants


def _asked(run: Run, lane: Lane, canon: Canon | None) -> Asked:
    """The column with its keys, made once a run: a formula often asks one column several things."""
    mark = (id(lane), canon)
    if mark not in run.asked:
        run.sweep(20 * len(lane))
        run.asked[mark] = Asked(lane, canon)
    found: Asked = run.asked[mark]
    return found


def _answer(run: Run, questions: Sequence[_Question], values: Lane | None, tell: Told) -> Lane:
    hits = np.ones(len(questions[0].asked.lane), np.bool_)
    for question in questions:
        if len(question.criteria) == 1:
            hits &= question.asked.rows(criterion(question.criteria.at(0)))
            run.sweep(len(hits) + 200 * question.asked.word_count)
    chosen = np.flatnonzero(hits)
    kept = values.take(chosen) if values is not None else None
    varying = [q for q in questions if len(q.criteria) > 1]
    if not varying:
        return tell(figures_of(np.zeros(len(chosen), np.int64), 1, kept))
    return _each_row(run, varying, chosen, kept, tell)


def _each_row(
    run: Run, questions: Sequence[_Question], chosen: Ints, values: Lane | None, tell: Told
) -> Lane:
    """What is asked differs from row to row: equal rows are grouped once, and each row finds its group."""
    choices = [distinct(q.criteria) for q in questions]
    rows, picks = combinations(choices)
    run.spend(sum(len(known) for _, known in choices) + len(picks[0]))
    groups = np.zeros(len(chosen), np.int64)
    wanted = np.zeros(len(picks[0]), np.int64)
    odd: list[tuple[_Question, list[Criterion]]] = []
    for question, (_, known), pick in zip(questions, choices, picks, strict=True):
        numbers = _numbers_asked(question.asked, known, pick)
        if numbers is None:
            asked = {i: criterion(known[i]) for i in set(pick)}
            odd.append((question, [asked[i] for i in pick]))
            continue
        groups = groups * (len(question.asked.index) + 1) + question.asked.keys[chosen]
        wanted = np.where(
            (wanted < 0) | (numbers < 0), -1, wanted * (len(question.asked.index) + 1) + numbers
        )
        groups, wanted = _dense(groups, wanted)
    if odd:
        sums = tell in (_count, _sum, _average)
        ordered = _in_order(run, odd, groups, wanted, chosen, values) if sums else None
        return tell(ordered or _looked_through(run, odd, groups, wanted, chosen, values)).take(rows)
    count = max(int(groups.max(initial=-1)), int(wanted.max(initial=-1))) + 2
    places = np.where(wanted < 0, count - 1, wanted)
    return tell(figures_of(groups, count, values)).take(places[rows])


def _numbers_asked(asked: Asked, known: list[Value], pick: list[int]) -> Ints | None:
    """The number of each value asked for, -1 where the column has none; None where one asks for more than itself."""
    used = set(pick)
    simple = [i for i in used if not is_plain(known[i])]
    criteria = {i: criterion(known[i]) for i in simple}
    if not all(each.plain for each in criteria.values()):
        return None
    numbers = asked.numbers(known)
    for i, each in criteria.items():
        numbers[i] = asked.number(each.value)
    return numbers[pick]


def _dense(groups: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """The same groups numbered from 0 without gaps; -1 for what no row holds."""
    present, dense = np.unique(groups, return_inverse=True)
    if not len(present):
        return groups, np.full(len(wanted), -1)
    place = np.minimum(np.searchsorted(present, wanted), len(present) - 1)
    return dense.astype(np.int64), np.where(present[place] == wanted, place, -1)


def _looked_through(
    run: Run,
    odd: Sequence[tuple[_Question, list[Criterion]]],
    groups: Ints,
    wanted: Ints,
    chosen: Ints,
    values: Lane | None,
) -> Figures:
    """The figures of each combination where comparisons or wildcards are asked: its group is looked through."""
    order = np.argsort(groups, kind="stable")
    bounds = np.searchsorted(groups[order], np.arange(int(groups.max(initial=-1)) + 2))
    marks: list[Ints] = []
    for place, group in enumerate(wanted.tolist()):
        members = order[bounds[group] : bounds[group + 1]] if group >= 0 and len(order) else order[:0]
        run.spend(_LOOK + len(members) / 100)
        for question, asked in odd:
            if asked[place].pattern or isinstance(asked[place].value, str):
                run.spend(question.asked.word_count)
            members = members[question.asked.rows(asked[place], chosen[members])]
        marks.append(members)
    sizes = np.array([len(members) for members in marks])
    run.sweep(int(sizes.sum()))
    hits = np.concatenate(marks) if marks else order[:0]
    kept = values.take(hits) if values is not None else None
    return figures_of(np.repeat(np.arange(len(marks)), sizes), len(marks), kept)


def _in_order(
    run: Run,
    odd: Sequence[tuple[_Question, list[Criterion]]],
    groups: Ints,
    wanted: Ints,
    chosen: Ints,
    values: Lane | None,
) -> Figures | None:
    """The same where one column is compared with a number that differs from row to row, such as in a running sum: each
    group is put in order once. None where something else is asked, or an error stands in the way."""
    question, asked = odd[0]
    lane = question.asked.lane.take(chosen)
    if (
        len(odd) > 1
        or not all(one.sign in COMPARE and type(one.value) is float for one in asked)
        or (values is not None and values.errors is not None)
        or not len(chosen)
    ):
        return None
    run.sweep(20 * len(chosen))
    numbers = np.where(lane.kinds == NUMBER, lane.numbers, np.nan)
    order = np.lexsort((numbers, groups))
    numbers, own = numbers[order], groups[order]
    lows, highs = np.zeros(len(asked), np.int64), np.zeros(len(asked), np.int64)
    for place, (group, one) in enumerate(zip(wanted.tolist(), asked, strict=True)):
        first, last = np.searchsorted(own, [group, group + 1]).tolist()
        last = first + int(np.searchsorted(numbers[first:last], np.inf, "right"))
        side: Literal["left", "right"] = "left" if one.sign in ("<", ">=") else "right"
        cut = first + int(np.searchsorted(numbers[first:last], float(str(one.value)), side))
        lows[place], highs[place] = (first, cut) if one.sign in ("<", "<=") else (cut, last)
    return _between(lows, highs, None if values is None else values.take(order))


def _between(lows: Ints, highs: Ints, values: Lane | None) -> Figures:
    """Rows, numbers and sum of what lies between two places of rows in order; what is least and most is not known."""
    rows, none = (highs - lows).astype(np.float64), np.zeros(len(lows))
    errors = np.zeros(len(lows), np.uint8)
    if values is None:
        return Figures(rows, none, none, none, none, errors, lows[:0], none[:0])
    numeric = values.kinds == NUMBER
    sums, counts = (
        np.concatenate((np.zeros(1), np.cumsum(column)))
        for column in (np.where(numeric, values.numbers, 0.0), numeric.astype(np.float64))
    )
    total = to_fifteen(sums[highs] - sums[lows])
    return Figures(rows, counts[highs] - counts[lows], total, none, none, errors, lows[:0], none[:0])


def _joined(lanes: Sequence[Lane]) -> Result:
    return lanes[0] if len(lanes) == 1 else Spread(tuple(lanes))


def _many(name: str, tell: Told, *, values: bool) -> Function:
    """COUNTIFS takes pairs; SUMIFS and the others the column to total before them."""

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        pairs = arguments[1:] if values else arguments
        if len(pairs) % 2:
            raise Mistake(Text(f"{name} 的列和条件要成对", f"{name} takes pairs: a column and its criterion"))
        lane = _column(run, arguments[0]) if values else None
        variants = _questions(run, pairs, None if lane is None else len(lane))
        return _joined([_answer(run, questions, lane, tell) for questions in variants])

    return Function(name, 3 if values else 2, MANY, run)


def _one(name: str, tell: Told, *, counts: bool = False) -> Function:
    """COUNTIF, SUMIF, AVERAGEIF: one column and criterion, the column to total last."""

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        lane = None if counts else _column(run, arguments[2] if len(arguments) == 3 else arguments[0])
        variants = _questions(run, arguments[:2], None if lane is None else len(lane))
        return _joined([_answer(run, questions, lane, tell) for questions in variants])

    return Function(name, 2, 2 if counts else 3, run)


TOTALS_IF: Final = (
    _one("COUNTIF", _count, counts=True),
    _one("SUMIF", _sum),
    _one("AVERAGEIF", _average),
    _many("COUNTIFS", _count, values=False),
    _many("SUMIFS", _sum, values=True),
    _many("AVERAGEIFS", _average, values=True),
    _many("MINIFS", _least, values=True),
    _many("MAXIFS", _most, values=True),
    _many("MEDIANIFS", _median, values=True),
)
