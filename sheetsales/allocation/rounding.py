"""Whole tasks out of divided minutes: what stays with its owner, and the rest, largest first, to whom the flow meant."""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heapreplace

import numpy as np

from sheetsales.allocation.flow import Shares
from sheetsales.allocation.grouping import Groups, Ints


def whole_tasks(groups: Groups, free: Ints, shares: Shares, *, keep_owners: bool) -> Ints:
    """The person (place) of each job at the places ``free``; what takes no time stays with its owner where owners keep
    theirs."""
    chosen = np.full(len(free), -1, np.int64)
    rooms: dict[int, dict[int, int]] = {c: dict(to) for c, to in shares.given.items()}
    pool = _keep(groups, free, shares, chosen, rooms, keep_owners=keep_owners)
    for at_class, members in pool.items():
        _spread(groups, free, members, rooms.get(at_class, {}), chosen, at_class)
    return chosen


def _keep(
    groups: Groups,
    free: Ints,
    shares: Shares,
    chosen: Ints,
    rooms: dict[int, dict[int, int]],
    *,
    keep_owners: bool,
) -> dict[int, list[int]]:
    """Owners keep as much as the flow left them, largest first; returns what is to be spread, by class."""
    pool: dict[int, list[int]] = defaultdict(list)
    left = dict(shares.kept)
    minutes = groups.minutes[free]
    order = np.argsort(-minutes, kind="stable")
    columns = (groups.of_job[free][order], groups.owner[free][order], minutes[order])
    for at, c, p, size in zip(order.tolist(), *(column.tolist() for column in columns), strict=True):
        key = (c, p)
        room = left.get(key, 0)
        if size == 0 and keep_owners and p >= 0 and groups.able[c, p]:
            chosen[at] = p
        elif key in left and room >= size:
            left[key] = room - size
            chosen[at] = p
        else:
            pool[c].append(at)
    for (c, p), room in left.items():
        if room:
            to = rooms.setdefault(c, {})
            to[p] = to.get(p, 0) + room
    return pool


def _spread(
    groups: Groups, free: Ints, members: list[int], room: dict[int, int], chosen: Ints, at_class: int
) -> None:
    """Jobs of one class, largest first, each to the person with most of its room left (as a share of their time)."""
    if not room:
        able = np.nonzero(groups.able[at_class])[0]
        room = {int(p): 0 for p in able}
    heap = [(-left, p) for p, left in room.items()]
    heapify(heap)
    minutes = groups.minutes
    for at in members:
        left, p = heap[0]
        chosen[at] = p
        heapreplace(heap, (left + int(minutes[free[at]]), p))
