"""Rounding leaves somebody a little too full: tasks are moved off the fullest until nobody is helped by it."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from sheetsales.allocation.grouping import Groups, Ints

_CANDIDATES = 64
_SWAPS_WITH = 8
_EPSILON = 1e-9


def level_out(
    groups: Groups, free: Ints, chosen: Ints, load: Ints, aim: float, steps: int, *, keep_owners: bool
) -> None:
    """Moves jobs (changing ``chosen`` and ``load``) while somebody is over ``aim`` and a move or a swap makes the
    fuller of the two less full. At most ``steps`` moves."""
    people = [p for p in range(len(groups.people)) if groups.capacity[p] > 0]
    if not people:
        return
    search = _Search(groups, free, chosen, load, keep_owners)
    stuck: set[int] = set()
    for _ in range(steps):
        used = search.utilisation()
        used[list(stuck)] = -1.0
        fullest = int(np.argmax(used))
        if used[fullest] <= aim + _EPSILON:
            return
        moved = search.relieve(fullest)
        if moved is None:
            stuck.add(fullest)
        else:
            stuck.discard(moved)


class _Search:
    def __init__(self, groups: Groups, free: Ints, chosen: Ints, load: Ints, keep_owners: bool) -> None:
        self.groups, self.free, self.chosen, self.load = groups, free, chosen, load
        self._keep_owners = keep_owners
        self._time = np.where(groups.capacity > 0, groups.capacity, 1).astype(np.float64)
        self._has_time = groups.capacity > 0
        self._held: dict[int, list[int]] = defaultdict(list)
        for at, person in enumerate(chosen.tolist()):
            self._held[person].append(at)

    def utilisation(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.where(self._has_time, self.load / self._time, 0.0)

    def relieve(self, fullest: int) -> int | None:
        """Gives one job of the fullest person away, or swaps it for a smaller one; returns with whom."""
        held = self._held[fullest]
        if not held:
            return None
        jobs = np.array(held, np.int64)
        used = self.utilisation()
        others = np.argsort(used, kind="stable")
        others = others[self._has_time[others] & (others != fullest)]
        given = self._give(fullest, jobs, used, others)
        if given is not None:
            return given
        return self._swap(fullest, jobs, used, others[:_SWAPS_WITH])

    def _give(
        self, fullest: int, jobs: Ints, used: np.ndarray[tuple[int], np.dtype[np.float64]], others: Ints
    ) -> int | None:
        for some in (others[:_CANDIDATES], others[_CANDIDATES:]):
            if not len(some):
                return None
            minutes = self.groups.minutes[self.free[jobs]]
            able = self.groups.able[self.groups.of_job[self.free[jobs]]][:, some]
            after = (self.load[some] + minutes[:, None]) / self._time[some]
            fuller = np.maximum(after, used[fullest] - minutes[:, None] / self._time[fullest])
            fuller[~able] = np.inf
            fuller += self._reluctance(fullest, jobs)[:, None]
            job, person = np.unravel_index(int(np.argmin(fuller)), fuller.shape)
            if fuller[job, person] < used[fullest] - _EPSILON:
                self._move(int(jobs[job]), fullest, int(some[person]))
                return int(some[person])
        return None

    def _reluctance(self, fullest: int, jobs: Ints) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Owners part with their tasks only where no other one helps as much, least of all with the best customers'."""
        if not self._keep_owners:
            return np.zeros(len(jobs))
        price = 1e-6 * (4 - self.groups.grades[self.groups.of_job[self.free[jobs]]])
        return np.where(self.groups.owner[self.free[jobs]] == fullest, price, 0.0)

    def _swap(
        self, fullest: int, jobs: Ints, used: np.ndarray[tuple[int], np.dtype[np.float64]], others: Ints
    ) -> int | None:
        best: tuple[float, int, int, int] | None = None
        minutes = self.groups.minutes[self.free[jobs]]
        classes = self.groups.of_job[self.free[jobs]]
        for person in others.tolist():
            held = np.array(self._held[person], np.int64)
            if not len(held) or used[person] >= used[fullest]:
                continue
            back = self.groups.minutes[self.free[held]]
            gain = minutes[:, None] - back[None, :]
            fuller = np.maximum(
                (self.load[fullest] - gain) / self._time[fullest],
                (self.load[person] + gain) / self._time[person],
            )
            fuller[~self.groups.able[classes, person]] = np.inf
            fuller[:, ~self.groups.able[self.groups.of_job[self.free[held]], fullest]] = np.inf
            fuller[gain <= 0] = np.inf
            fuller[:, back == 0] = np.inf
            job, other = np.unravel_index(int(np.argmin(fuller)), fuller.shape)
            found = (float(fuller[job, other]), person, int(jobs[job]), int(held[other]))
            if found[0] < used[fullest] - _EPSILON and (best is None or found < best):
                best = found
        if best is None:
            return None
        _, with_whom, given, taken = best
        self._move(given, fullest, with_whom)
        self._move(taken, with_whom, fullest)
        return with_whom

    def _move(self, job: int, from_: int, to: int) -> None:
        minutes = int(self.groups.minutes[self.free[job]])
        self.load[from_] -= minutes
        self.load[to] += minutes
        self.chosen[job] = to
        self._held[from_].remove(job)
        self._held[to].append(job)
