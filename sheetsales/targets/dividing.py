"""Whole numbers divided so that the parts add up exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from sheetsales.allocation.solver import cheapest_flow

_ROUNDS = 60
_FINE = 1_000
_FAR = 1_000_000

Cell = tuple[int, int]


def divided(total: int, weights: Sequence[Fraction]) -> list[int]:
    """``total`` in parts as the weights have it, each part at most one off its share (largest remainder).

    Where no weight is above zero all count alike; without weights there are no parts.
    """
    if not weights:
        return []
    given = [max(weight, Fraction(0)) for weight in weights]
    whole = sum(given)
    if not whole:
        given, whole = [Fraction(1)] * len(weights), Fraction(len(weights))
    exact = [total * weight / whole for weight in given]
    parts = [int(share // 1) for share in exact]
    by_rest = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_rest[: total - sum(parts)]:
        parts[at] += 1
    return parts


def divided_around(total: int, weights: Sequence[Fraction], fixed: Mapping[int, int]) -> list[int] | None:
    """``divided`` where some parts are given; None where they leave less than nothing, or a rest for nobody."""
    rest = total - sum(fixed.values())
    free = [at for at in range(len(weights)) if at not in fixed]
    if rest < 0 or (rest and not free):
        return None
    parts = iter(divided(rest, [weights[at] for at in free]))
    return [fixed[at] if at in fixed else next(parts) for at in range(len(weights))]


def table(rows: Sequence[int], columns: Sequence[int], fixed: Mapping[Cell, int]) -> list[list[int]] | None:
    """Whole numbers whose rows and columns have these sums, as near to proportional as can be.

    ``fixed`` cells are given. None where no such table without negative numbers exists. Both sums must be equal.
    """
    left = [total - sum(v for (r, _), v in fixed.items() if r == at) for at, total in enumerate(rows)]
    down = [total - sum(v for (_, c), v in fixed.items() if c == at) for at, total in enumerate(columns)]
    if min([0, *left, *down]) < 0:
        return None
    free = [(r, c) for r in range(len(rows)) for c in range(len(columns)) if (r, c) not in fixed]
    aim = _proportional(left, down, free)
    flows = _rounded(left, down, free, aim)
    if flows is None:
        return None
    found = [[fixed.get((r, c), 0) for c in range(len(columns))] for r in range(len(rows))]
    for (r, c), value in zip(free, flows, strict=True):
        found[r][c] = value
    return found


def _proportional(rows: Sequence[int], columns: Sequence[int], free: Sequence[Cell]) -> list[float]:
    """What the free cells would hold were they divisible: scaled to their rows and columns in turn."""
    at = np.zeros((len(rows), len(columns)))
    for r, c in free:
        at[r, c] = float(rows[r]) * float(columns[c]) + 1e-9
    for _ in range(_ROUNDS):
        for axis, sums in ((1, np.array(rows, float)), (0, np.array(columns, float))):
            now = at.sum(axis=axis)
            scale = np.divide(sums, now, out=np.zeros_like(now), where=now > 0)
            at *= scale[:, None] if axis == 1 else scale[None, :]
    return [float(at[r, c]) for r, c in free]


def _rounded(
    rows: Sequence[int], columns: Sequence[int], free: Sequence[Cell], aim: Sequence[float]
) -> list[int] | None:
    """Each cell rounded down for nothing, up for a little, further for much: the cheapest that fits."""
    if sum(rows) != sum(columns):
        return None
    if not free:
        return [] if not any(rows) else None
    tails, heads, caps, costs = [], [], [], []
    most = sum(rows)
    for (r, c), share in zip(free, aim, strict=True):
        low = int(share + 1e-6)
        up = round(_FINE * (1 - (share - low)))
        for cap, cost in ((low, 0), (1, max(up, 1)), (most, _FAR)):
            tails.append(r)
            heads.append(len(rows) + c)
            caps.append(cap)
            costs.append(cost)
    flows = cheapest_flow(
        np.array(tails),
        np.array(heads),
        np.array(caps),
        np.array(costs),
        np.array([*rows, *(-c for c in columns)]),
    )
    return None if flows is None else [int(flows[3 * at : 3 * at + 3].sum()) for at in range(len(free))]
