"""The division as a flow of minutes from classes to people, at the least cost.

Every person's time is a row of segments, each dearer than the one before, so that all fill up alike. Within a segment
the dearer experience goes to the dearer customers. A task's minutes reach its owner free of charge and everybody else
for a price above that of any segment below the ceiling, and below that of any segment above it.
"""

from __future__ import annotations

import numpy as np

from sheetsales.allocation.grouping import Groups, Ints
from sheetsales.allocation.solver import cheapest_flow
from sheetsales.dataclass import dataclass
from sheetsales.errors import SheetsalesError
from sheetsales.texts import Text

_SEGMENTS = 40
_STEP = 8
"""The price between two segments of a person's time: more than any mismatch of experience."""
_MOVE = 1_000
_OVER_CEILING = 4_000
_OVER_BOUND = 1_000_000
_OVER_FULL = 4_000_000
_MISMATCH = np.array([[6, 2, 0], [4, 1, 0], [0, 1, 2], [0, 1, 3]], np.int64)
"""By grade of the customer (A to D) and level (junior to senior)."""


@dataclass(frozen=True)
class Shares:
    """Minutes each owner keeps of each (class, owner) pair, and minutes of each class that go to each person."""

    kept: dict[tuple[int, int], int]
    given: dict[int, dict[int, int]]


def divide(groups: Groups, free: Ints, fixed: Ints, bound: float, ceiling: float | None) -> Shares:
    """The least costly division of the jobs at places ``free``, over what people have already (``fixed`` minutes)."""
    network = _Network(groups, free, fixed, bound, ceiling)
    flows = cheapest_flow(network.tails, network.heads, network.capacities, network.costs, network.supplies)
    if flows is None:
        raise SheetsalesError(_UNSOLVED)
    return network.shares(flows)


_UNSOLVED = Text(
    "任务没有分成（求解器没有找到解），工作簿没有改动。请把这个文件的副本发给开发者。",
    "The tasks could not be divided (the solver found no way); the workbook is unchanged. Please report it with a copy of "
    "the file.",
)


class _Network:
    """Nodes: pairs of class and owner, classes, people, the sink. Arcs as four arrays."""

    def __init__(self, groups: Groups, free: Ints, fixed: Ints, bound: float, ceiling: float | None) -> None:
        self._groups = groups
        classes, people = groups.able.shape
        minutes, of_job, owner = groups.minutes[free], groups.of_job[free], groups.owner[free]
        keeps = np.zeros(len(free), bool) if ceiling is None else owner >= 0
        keeps[keeps] = groups.able[of_job[keeps], owner[keeps]]
        keys, inverse = np.unique(of_job[keeps] * people + owner[keeps], return_inverse=True)
        self._pair_class, self._pair_owner = keys // people, keys % people
        pair_minutes = np.bincount(inverse, minutes[keeps], len(keys)).astype(np.int64)
        class_minutes = np.bincount(of_job[~keeps], minutes[~keeps], classes).astype(np.int64)
        self._pairs, self._classes, self._people = len(keys), classes, people
        load = class_minutes + np.bincount(self._pair_class, pair_minutes, classes).astype(np.int64)
        self._build(pair_minutes, load, fixed, bound, ceiling)
        rest = np.zeros(people + 1, np.int64)
        rest[-1] = -(pair_minutes.sum() + class_minutes.sum())
        self.supplies = np.concatenate([pair_minutes, class_minutes, rest])

    def _build(
        self, pair_minutes: Ints, load: Ints, fixed: Ints, bound: float, ceiling: float | None
    ) -> None:
        pairs, groups = np.arange(self._pairs), self._groups
        class_node, person_node = self._pairs, self._pairs + self._classes
        rows, columns = np.nonzero(groups.able)
        self._given_rows, self._given_columns = rows, columns
        move = _MOVE + 100 * (3 - groups.grades[self._pair_class])
        levels = np.array([person.level for person in groups.people], np.int64)
        mismatch = _MISMATCH[groups.grades[rows], levels[columns]] if len(rows) else rows
        segments = _segments(groups.capacity, fixed, bound, ceiling, int(load.sum()))
        parts = (
            (pairs, person_node + self._pair_owner, pair_minutes, np.zeros(self._pairs, np.int64)),
            (pairs, class_node + self._pair_class, pair_minutes, move),
            (class_node + rows, person_node + columns, load[rows], mismatch),
            (person_node + segments[0], np.full(len(segments[0]), person_node + self._people), *segments[1:]),
        )
        self.tails, self.heads, self.capacities, self.costs = (
            np.concatenate([part[at] for part in parts]).astype(np.int64) for at in range(4)
        )

    def shares(self, flows: Ints) -> Shares:
        kept = {
            (int(c), int(p)): int(f)
            for c, p, f in zip(self._pair_class, self._pair_owner, flows[: self._pairs], strict=True)
            if f
        }
        given: dict[int, dict[int, int]] = {}
        through = flows[2 * self._pairs : 2 * self._pairs + len(self._given_rows)]
        for at in np.nonzero(through)[0]:
            to = given.setdefault(int(self._given_rows[at]), {})
            to[int(self._given_columns[at])] = int(through[at])
        return Shares(kept, given)


def _segments(
    capacity: Ints, fixed: Ints, bound: float, ceiling: float | None, most: int
) -> tuple[Ints, Ints, Ints]:
    """(person, minutes, price) of every segment of time above what people have already; the last holds anything."""
    edges = _edges(bound, ceiling)
    prices = np.array([_price(low, at, bound, ceiling) for at, low in enumerate(edges)], np.int64)
    able = np.nonzero(capacity > 0)[0]
    tops = np.append(edges[1:], np.inf)
    with np.errstate(invalid="ignore"):
        high = np.where(np.isinf(tops), 0, np.floor(capacity[able, None] * np.where(np.isinf(tops), 0, tops)))
    high[:, -1] = np.maximum(high[:, -2], fixed[able]) + most + 1
    high = np.maximum.accumulate(np.maximum(high, fixed[able, None]), axis=1)
    low = np.concatenate([fixed[able, None], high[:, :-1]], axis=1)
    size = (high - low).astype(np.int64)
    rows, columns = np.nonzero(size)
    return able[rows], size[rows, columns], prices[columns]


def _edges(bound: float, ceiling: float | None) -> list[float]:
    """Where segments of utilisation begin: even steps up to double time, the ceiling and the bound, then doubling."""
    even = [at / _SEGMENTS for at in range(2 * _SEGMENTS)]
    marks = {*even, bound * (1 + 1e-12), *([] if ceiling is None else [ceiling])}
    beyond = [2.0 * 1.25**at for at in range(40)]
    return sorted({*marks, *beyond})


def _price(low: float, at: int, bound: float, ceiling: float | None) -> int:
    price = _STEP * at
    if ceiling is not None and low >= ceiling:
        price += _OVER_CEILING
    if low >= bound * (1 + 1e-12):
        price += _OVER_BOUND if ceiling is None or low >= ceiling else 0
    if low >= 1.0:
        price += _OVER_FULL
    return price
