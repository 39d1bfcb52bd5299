"""The utilisation nobody can stay under: the least that the fullest person must have, were tasks divisible.

Spreading the work as evenly as it can be names the people who must be fullest (those whose time has a price there);
the work that nobody else can do over their time is the bound, as a fraction of whole numbers.
"""

from __future__ import annotations

import numpy as np

from sheetsales.allocation.grouping import Bools, Ints
from sheetsales.allocation.solver import crowded


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
        work, time = _crowd(able, load, fixed, capacity)
        return max(numerator / denominator, work / time if time else 0.0)
    return numerator / denominator


def _fullest(fixed: Ints, capacity: Ints) -> tuple[int, int]:
    at = int(np.argmax(fixed / capacity))
    return int(fixed[at]), int(capacity[at])


def _crowd(able: Bools, load: Ints, fixed: Ints, capacity: Ints) -> tuple[int, int]:
    """Work that only the fullest people can do, with what they have already, and their time: exact, in whole numbers."""
    rows, columns = np.nonzero(able)
    crowd = crowded(rows, columns, load, fixed, capacity)
    theirs = ~able[:, ~crowd].any(axis=1)
    return int(load[theirs].sum()) + int(fixed[crowd].sum()), int(capacity[crowd].sum())
