"""How much one rule may compute, and functions of single values carried over whole columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from sheetsales.formula.lanes import Ints, Lane, constant, distinct, lane_of
from sheetsales.formula.mistakes import too_much
from sheetsales.formula.single import Value

STEPS: Final = 6_000_000
"""Calls of a function on one value that a rule may take; a few seconds."""
ALL_STEPS: Final = STEPS
"""What all rules of a workbook may take together: no more than the one that takes most."""
_ROWS_A_STEP: Final = 200
"""Values that numpy handles in the time of one such call."""
CHARACTERS: Final = 40_000_000
"""Characters of text a rule may make; about a hundred megabytes."""
_FURTHEST: Final = 2**62


class Allowance:
    """How many steps one formula may take, and how many it took."""

    def __init__(self, steps: int | None = None) -> None:
        self.steps, self.spent = STEPS if steps is None else steps, 0

    @property
    def is_used_up(self) -> bool:
        return self.spent > self.steps


class Work:
    """What is left of a rule's allowance; raises ``Mistake`` once it is used up."""

    def __init__(self, allowance: Allowance | None = None) -> None:
        self._allowance, self._characters = allowance or Allowance(), CHARACTERS
        self.asked: dict[Any, Any] = {}
        """What was made of a column for one part of a formula, for the others."""

    def spend(self, steps: float) -> None:
        self._allowance.spent += int(steps)
        if self._allowance.is_used_up:
            raise too_much()

    def sweep(self, values: int) -> None:
        """So many values handled by numpy."""
        self.spend(1 + values / _ROWS_A_STEP)

    def by_value(self, function: Callable[..., Value], *lanes: Lane, cost: float = 1) -> Lane:
        """The function of each row's values, worked out once for rows that are alike.

        ``cost`` is what one call takes, in calls of a simple function.
        """
        varying = [lane for lane in lanes if len(lane) > 1]
        if not varying:
            return constant(self._checked(function(*(lane.at(0) for lane in lanes))))
        choices = [distinct(lane) for lane in varying]
        rows, picks = combinations(choices)
        self.spend(len(picks[0]) * cost)
        arguments = []
        pick = iter(zip((values for _, values in choices), picks, strict=True))
        for lane in lanes:
            if len(lane) > 1:
                values, chosen = next(pick)
                arguments.append([values[i] for i in chosen])
            else:
                arguments.append([lane.at(0)] * len(picks[0]))
        made = [self._checked(function(*each)) for each in zip(*arguments, strict=True)]
        return lane_of(made).take(rows)

    def by_word(self, function: Callable[[str], Value], lane: Lane, cost: float = 1) -> Lane:
        """The same for one column that holds nothing but texts and blanks."""
        self.spend(len(lane.words) * cost)
        made = [function(word) for word in lane.words]
        if str in set(map(type, made)):
            made = [self._checked(value) for value in made]
        return lane_of(made).take(lane.codes)

    def _checked(self, value: Value) -> Value:
        if isinstance(value, str):
            self._characters -= len(value)
            if self._characters < 0:
                raise too_much()
        return value


def combinations(choices: list[tuple[Ints, list[Value]]]) -> tuple[Ints, list[list[int]]]:
    """Each row's combination of values as an index, and the combinations as indexes into each list of values."""
    key, size = choices[0][0], len(choices[0][1])
    steps: list[tuple[int, Ints | None]] = []
    for ids, values in choices[1:]:
        unique: Ints | None = None
        if size * len(values) > _FURTHEST:
            unique, key = np.unique(key, return_inverse=True)
            size = len(unique)
        steps.append((len(values), unique))
        key, size = key * len(values) + ids, size * len(values)
    if size <= 4 * len(key):
        present = np.flatnonzero(np.bincount(key, minlength=size))
        place = np.zeros(size, np.int64)
        place[present] = np.arange(len(present))
        rows = place[key]
    else:
        present, rows = np.unique(key, return_inverse=True)
    picks: list[list[int]] = []
    for width, unique in reversed(steps):
        present, last = np.divmod(present, width)
        picks.append(last.tolist())
        if unique is not None:
            present = unique[present]
    picks.append(present.tolist())
    return rows, picks[::-1]
