"""The utilisation nobody can stay under: the least that the fullest person must have, were tasks divisible.

Found exactly: at a guess for the utilisation, the work that does not fit names the people who are short of time
(a minimum cut); their work over their time is the next guess, until all fits (Dinkelbach's method).
"""

from __future__ import annotations

import numpy as np

from sheetsales.allocation.grouping import Bools, Ints

_ROUNDS = 100


def least_utilisation(able: Bools, load: Ints, fixed: Ints, capacity: Ints) -> float:
    """The lower bound. ``load`` are the minutes of each class, ``fixed`` those people have already, whatever happens.

    Classes nobody can do and people without time are left out. 0 where there is nothing to do.
    """
    wanted = (load > 0) & able.any(axis=1)
    people = capacity > 0
    able, load = able[wanted][:, people], load[wanted]
    fixed, capacity = fixed[people], capacity[people]
    if not capacity.size:
        return 0.0
    numerator, denominator = _fullest(fixed, capacity)
    if load.sum() * denominator > 0:
        whole = (int(load.sum() + fixed.sum()), int(capacity.sum()))
        if able.all(axis=None):
            return max(numerator / denominator, whole[0] / whole[1])
        for _ in range(_ROUNDS):
            short = _short(able, load, fixed, capacity, numerator, denominator)
            if short is None:
                break
            numerator, denominator = short
    return numerator / denominator


def _fullest(fixed: Ints, capacity: Ints) -> tuple[int, int]:
    at = int(np.argmax(fixed / capacity))
    return int(fixed[at]), int(capacity[at])


def _short(
    able: Bools, load: Ints, fixed: Ints, capacity: Ints, numerator: int, denominator: int
) -> tuple[int, int] | None:
    """Work and time of the people who are short of it at a utilisation; None where all fits. Exact, in whole numbers."""
    from ortools.graph.python import max_flow

    classes, people = able.shape
    source, sink = classes + people, classes + people + 1
    rows, columns = np.nonzero(able)
    room = numerator * capacity - denominator * fixed
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(np.full(classes, source), np.arange(classes), load * denominator)
    flow.add_arcs_with_capacity(rows, classes + columns, load[rows] * denominator)
    flow.add_arcs_with_capacity(classes + np.arange(people), np.full(people, sink), np.maximum(room, 0))
    flow.solve(source, sink)
    if flow.optimal_flow() >= int(load.sum()) * denominator:
        return None
    side = np.array(flow.get_source_side_min_cut(), np.int64)
    tight = side[side < classes]
    crowd = side[(side >= classes) & (side < classes + people)] - classes
    work = int(load[tight].sum()) + int(fixed[crowd].sum())
    return work, int(capacity[crowd].sum())
