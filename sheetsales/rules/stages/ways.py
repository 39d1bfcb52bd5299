"""The ways of the deals that still count: every stage each was seen in, out of the stage log, read once for all rules."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import le

from sheetsales.book.process import NextStage, Process, Stage
from sheetsales.book.required_fields import BACK
from sheetsales.rules.deal_facts import stages_of
from sheetsales.rules.scene import Scene

LIVE_KINDS = ("open", "hold", "won", "after")
CORRECTED_WITHIN = 14
"""Days within which a step straight back counts as the correction of a wrong entry, and not as a way back."""

Seen = tuple[dt.date, str]
"""The day a deal was first seen in a stage, and the stage's code."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A deal's time in a stage, from the first time it came to the last it went. ``entered`` is the first day it may have been there, None where the log does not say; ``left``
    the day it was first seen elsewhere, None where it still is. Both days inclusive."""

    stage: Stage
    entered: dt.date | None
    left: dt.date | None


@dataclass(frozen=True, slots=True)
class Move:
    """A change of stage. ``came_from`` is where the deal stood before it was put on hold, else the same as ``before``.

    ``before_that`` are the stages it had been in by then, oldest first, ``before`` last.
    """

    seen_on: dt.date
    came_from: Stage
    before: Stage
    after: Stage
    before_that: tuple[str, ...]
    number: int

    @property
    def forward(self) -> bool:
        return self.after.order > self.came_from.order and self.after.kind in ("open", "won", "after")


@dataclass(frozen=True)
class Way:
    """All that was seen of one deal: its row in Pipeline and the stages, oldest first, no two alike in a row."""

    row: int
    process: Process
    seen: Sequence[Seen]
    days: Sequence[dt.date]

    @property
    def stage(self) -> Stage:
        """Where the deal is now."""
        return self.process.by_code[self.seen[-1][1]]

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every move between stages that the process still has; corrections of a wrong entry are none."""
        return tuple(self._moves())

    def _moves(self) -> Iterator[Move]:
        by_code = self.process.by_code
        for n in range(1, len(self.seen)):
            day, after = self.seen[n]
            before = self.seen[n - 1][1]
            been = tuple(code for _, code in self.seen[:n])
            came_from = _before_hold(self.process, been)
            if before in by_code and after in by_code and came_from in by_code and not self._corrects(n):
                yield Move(day, by_code[came_from], by_code[before], by_code[after], been, n)

    def _corrects(self, n: int) -> bool:
        """Whether this step takes back the one before it, or is taken back by the next, within a fortnight."""
        return self._taken_back(n) or (n + 1 < len(self.seen) and self._taken_back(n + 1))

    def _taken_back(self, n: int) -> bool:
        if n < 2 or self.seen[n][1] != self.seen[n - 2][1]:
            return False
        left = self.process.by_code.get(self.seen[n - 1][1])
        if left is None or left.kind == "hold":
            return False
        return (self.seen[n][0] - self.seen[n - 1][0]).days <= CORRECTED_WITHIN

    def stay(self, n: int) -> Stay | None:
        """The time in the stage of the n-th stay, with earlier times there; None where the process lost the stage.

        The log knows on which day a check first saw the deal there; it may have come any day since the check before.
        """
        code = self.seen[n][1]
        stage = self.process.by_code.get(code)
        if stage is None:
            return None
        first = next(i for i, (_, seen) in enumerate(self.seen) if seen == code)
        entered = None
        if first:
            at = bisect_left(self.days, self.seen[first][0])
            entered = self.days[at - 1] if at else None
        return Stay(stage, entered, self.seen[n + 1][0] if n + 1 < len(self.seen) else None)

    def left_behind(self) -> tuple[Stay, ...]:
        """The open and won stages the deal has passed through, in the order it left them; those ahead of it again are
        not behind it."""
        now = self.stage if self.stage.kind != "hold" else self._waits_in
        last: dict[str, Stay] = {}
        for n in range(len(self.seen) - 1):
            stay = self.stay(n)
            if stay is not None and stay.stage.kind in ("open", "won") and stay.stage.order < now.order:
                last.pop(stay.stage.code, None)
                last[stay.stage.code] = stay
        return tuple(last.values())

    @property
    def _waits_in(self) -> Stage:
        code = _before_hold(self.process, tuple(code for _, code in self.seen))
        return self.process.by_code.get(code, self.stage)


def _before_hold(process: Process, been: Sequence[str]) -> str:
    """The last stage before any waiting."""
    for code in reversed(been):
        stage = process.by_code.get(code)
        if stage is None or stage.kind != "hold":
            return code
    return been[-1]


def ways(scene: Scene) -> tuple[Way, ...]:
    """The ways of the deals that still count and were seen to move; none without a stage log."""
    return scene.once(_ways)


def _ways(scene: Scene) -> tuple[Way, ...]:
    log = scene.book.table("stage_log")
    if not (log.has("opportunity") and log.has("to") and log.has("seen_on")):
        return ()
    live = stages_of(scene, *LIVE_KINDS)
    deals = scene.deals
    rows = {
        deal: row
        for row, (deal, stage) in enumerate(zip(deals.get("id"), deals.get("stage"), strict=True))
        if deal is not None and stage in live
    }
    seen = _seen(scene, rows)
    stages = deals.get("stage")
    days = sorted(set(filter(None, log.get("seen_on"))))
    found = []
    for deal, path in seen.items():
        row = rows[deal]
        if path[-1][1] != stages[row]:
            path.append((scene.today, stages[row]))  # the move that this check is the first to see
        if len(path) > 1:
            found.append(Way(row, scene.book.process, path, days))
    return tuple(sorted(found, key=lambda way: way.row))


def _seen(scene: Scene, rows: Mapping[str, int]) -> dict[str, list[Seen]]:
    log = scene.book.table("stage_log")
    days, deals, stages = (log.get(key) for key in ("seen_on", "opportunity", "to"))
    paths: dict[str, list[Seen]] = {}
    for i in _by_day(days):
        deal, stage, day = deals[i], stages[i], days[i]
        if deal not in rows or stage is None or day > scene.today:
            continue
        path = paths.get(deal)
        if path is None:
            paths[deal] = [(day, stage)]
        elif path[-1][1] != stage:
            path.append((day, stage))
    return paths


def _by_day(days: Sequence[dt.date | None]) -> Sequence[int]:
    """The rows of the log that name a day, oldest first; those of one day as they stand."""
    if None not in days and all(map(le, days, days[1:])):  # type: ignore[arg-type]  # no None among them
        return range(len(days))
    return sorted((i for i, day in enumerate(days) if day is not None), key=days.__getitem__)  # type: ignore[arg-type]


def allowed(move: Move, kind: str | None) -> bool | None:
    """Whether Stages lets a deal of this kind of business make the move; None where that depends on a kind unknown."""
    if move.before.kind == "hold" and move.after is move.came_from:
        return True
    options = (*move.before.next_allowed, *move.came_from.next_allowed)
    answers = [_opens(option, move, kind) for option in options]
    if True in answers:
        return True
    return None if None in answers else False


def _opens(option: NextStage, move: Move, kind: str | None) -> bool | None:
    code = move.came_from.code if option.code == BACK else option.code
    if code != move.after.code:
        return False
    if not option.kinds:
        return True
    return None if kind is None else kind in option.kinds
