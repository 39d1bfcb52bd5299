"""Deals in their stages: what the days on which a check saw them there mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from sheetsales.book.process import Process
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Stay:
    """One deal in one stage. ``entered`` None: it was there before the log began; ``left`` None: it still is.

    ``to`` is the stage it went to, "" while it stays. ``first`` is its first time there; ``passed`` whether it ever came
    to a later stage that is no loss.
    """

    deal: str
    stage: str
    entered: dt.date | None
    left: dt.date | None
    to: str = ""
    first: bool = True
    passed: bool = False

    def days(self, today: dt.date) -> int | None:
        """Calendar days in the stage; None where the first day is unknown."""
        return None if self.entered is None else ((self.left or today) - self.entered).days


@dataclass(frozen=True, slots=True)
class Way:
    """Where deals begin, and the order of the stages that are no loss and no waiting."""

    begins: str = ""
    order: Mapping[str, int] = field(default_factory=dict)


NO_WAY = Way()


def way_of(process: Process) -> Way:
    """The way of a process: deals begin in its first open stage."""
    order = {s.code: s.order for s in process.stages if s.kind in ("open", "won", "after")}
    first = min((s for s in process.stages if s.open), key=lambda s: s.order, default=None)
    return Way(first.code if first is not None else "", order)


class Began(NamedTuple):
    """When a deal was created, by its own row, and when the whole log began."""

    deal: dt.date | None
    log: dt.date


def stays(
    deal: str, path: Sequence[tuple[dt.date, str]], before: str | None, began: Began, way: Way
) -> Iterator[Stay]:
    """Each time of a deal in a stage, oldest first, out of the days it was first seen in each; ``before`` is where it
    came from when it was seen for the first time, None where it was new to the log."""
    steps: list[tuple[str, dt.date | None]] = [(stage, day) for day, stage in path]
    if before is not None and before != path[0][1]:
        steps.insert(0, (before, _created_there(began, path[0][0]) if before == way.begins else None))
    else:
        steps[0] = (path[0][1], _first_entered(path[0], began, way))
    seen: set[str] = set()
    last = len(steps) - 1
    furthest = _furthest_after(steps, way.order)
    for i, (stage, entered) in enumerate(steps):
        to, left = steps[i + 1] if i < last else ("", None)
        passed = stage in way.order and furthest[i] > way.order[stage]
        yield Stay(deal, stage, entered, left, to, stage not in seen, passed)
        seen.add(stage)


def _created_there(began: Began, seen_on: dt.date) -> dt.date | None:
    return began.deal if began.deal is not None and began.deal <= seen_on else None


def _first_entered(first: tuple[dt.date, str], began: Began, way: Way) -> dt.date | None:
    """A deal that came while the log was kept was in its first stage since it was created, and in any other at the
    latest since it was first seen; one that was there before came on a day nobody knows."""
    seen_on, stage = first
    if began.deal is not None and began.deal < began.log:
        return None
    if stage == way.begins and (created := _created_there(began, seen_on)) is not None:
        return created
    return seen_on if began.deal == seen_on or seen_on > began.log else None


def _furthest_after(steps: Sequence[tuple[str, object]], order: Mapping[str, int]) -> list[int]:
    """The furthest stage by order that comes after each step; -1 where none counts."""
    found = [-1] * len(steps)
    for i in range(len(steps) - 1, 0, -1):
        found[i - 1] = max(found[i], order.get(steps[i][0], -1))
    return found
