"""The ways of the deals that still count: every stage each was seen in, out of the stage log, read once for all rules."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from sheetsales.book.process import NextStage, Process, Stage
from sheetsales.book.required_fields import BACK
from sheetsales.dataclass import dataclass
from sheetsales.process.history import History
from sheetsales.rules.deal_facts import stages_of
from sheetsales.rules.scene import Scene

LIVE_KINDS = ("open", "hold", "won", "after")
CORRECTED_WITHIN = 14
"""Days within which a step straight back counts as the correction of a wrong entry, and not as a way back."""
HANDED_OVER = 90
"""Days after which a deal in after-sales is history: nobody mends how it was won."""


class Passage(NamedTuple):
    """A deal's time in a stage, from the first time it came to the last it went. ``entered`` is the first day it may have
    been there, None where the log does not say; ``left`` the day it was first seen elsewhere, None where it still is.
    Both days inclusive."""

    stage: Stage
    entered: dt.date | None
    left: dt.date | None


@dataclass(frozen=True, slots=True)
class Move:
    """A change of stage, the ``number``-th of a deal. ``came_from`` is where the deal stood before it was put on hold,
    else the same as ``before``. ``been`` are the stages it had been in by then, ``before`` last."""

    number: int
    came_from: Stage
    before: Stage
    after: Stage
    been: tuple[str, ...]

    @property
    def forward(self) -> bool:
        return self.after.order > self.came_from.order and self.after.kind in ("open", "won", "after")


class Shape:
    """What follows from the stages of a way alone: thousands of deals share one shape."""

    def __init__(self, process: Process, codes: tuple[str, ...]) -> None:
        self.process, self.codes = process, codes
        self.first = {code: n for n, code in reversed([*enumerate(codes)])}

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every move between stages that the process still has."""
        return tuple(self._moves())

    def _moves(self) -> Iterator[Move]:
        by_code = self.process.by_code
        for n in range(1, len(self.codes)):
            been = self.codes[:n]
            came_from = _before_hold(self.process, been)
            before, after = been[-1], self.codes[n]
            if before in by_code and after in by_code and came_from in by_code:
                yield Move(n, by_code[came_from], by_code[before], by_code[after], been)

    @cached_property
    def returns(self) -> tuple[int, ...]:
        """The moves straight back to where the deal came from, but for those from hold."""
        by_code = self.process.by_code
        return tuple(
            n
            for n in range(2, len(self.codes))
            if self.codes[n] == self.codes[n - 2]
            and (left := by_code.get(self.codes[n - 1])) is not None
            and left.kind != "hold"
        )

    @cached_property
    def behind(self) -> tuple[tuple[Stage, int], ...]:
        """The open and won stages the deal has passed through, with the number of its last stay there, in the order it
        left them; those ahead of it again are not behind it."""
        by_code = self.process.by_code
        now = by_code.get(_before_hold(self.process, self.codes), by_code[self.codes[-1]])
        last: dict[str, int] = {}
        for n, code in enumerate(self.codes[:-1]):
            stage = by_code.get(code)
            if stage is not None and stage.kind in ("open", "won") and stage.order < now.order:
                last.pop(code, None)
                last[code] = n
        return tuple((by_code[code], n) for code, n in last.items())


class Way(NamedTuple):
    """All that was seen of one deal: its row in Pipeline and, oldest first, the stages it was in and since when."""

    row: int
    shape: Shape
    seen_on: Sequence[dt.date]
    log_days: Sequence[dt.date]

    @property
    def stage(self) -> Stage:
        """Where the deal is now."""
        return self.shape.process.by_code[self.shape.codes[-1]]

    @property
    def moves(self) -> Sequence[Move]:
        """Every move; corrections of a wrong entry, taken back within a fortnight, are none."""
        shape = self.shape
        if not shape.returns:
            return shape.moves
        wrong: set[int] = set()
        for n in shape.returns:
            if (self.seen_on[n] - self.seen_on[n - 1]).days <= CORRECTED_WITHIN:
                wrong |= {n - 1, n}
        return [move for move in shape.moves if move.number not in wrong]

    def stay(self, n: int) -> Passage | None:
        """The time in the stage of the n-th stay, with earlier times there; None where the process lost the stage.

        The log knows on which day a check first saw the deal there; it may have come any day since the check before.
        """
        code = self.shape.codes[n]
        stage = self.shape.process.by_code.get(code)
        if stage is None:
            return None
        first = self.shape.first[code]
        entered = None
        if first:
            at = bisect_left(self.log_days, self.seen_on[first])
            entered = self.log_days[at - 1] if at else None
        return Passage(stage, entered, self.seen_on[n + 1] if n + 1 < len(self.seen_on) else None)


def _before_hold(process: Process, been: Sequence[str]) -> str:
    """The last stage before any waiting."""
    for code in reversed(been):
        stage = process.by_code.get(code)
        if stage is None or stage.kind != "hold":
            return code
    return been[-1]


def ways(scene: Scene) -> tuple[Way, ...]:
    """The ways of the deals that still count and were seen to move, in sheet order; none without a stage log."""
    return scene.once(_ways)


def _ways(scene: Scene) -> tuple[Way, ...]:
    log = scene.book.table("stage_log")
    if not (log.has("opportunity") and log.has("to") and log.has("seen_on")):
        return ()
    stages = scene.deals.get("stage")
    over = stages_of(scene, "after")
    shapes: dict[tuple[str, ...], Shape] = {}
    log_days = sorted(set(filter(None, log.get("seen_on"))))
    found = []
    for row, seen in _seen(scene, History(scene.book, scene.today)):
        days, codes = map(list, zip(*seen, strict=True))
        if codes[-1] != stages[row]:  # the move that this check is the first to see
            codes.append(stages[row])
            days.append(scene.today)
        if len(codes) == 1 or (codes[-1] in over and (scene.today - days[-1]).days > HANDED_OVER):
            continue
        key = tuple(codes)
        shape = shapes.get(key)
        if shape is None:
            shape = shapes[key] = Shape(scene.book.process, key)
        found.append(Way(row, shape, days, log_days))
    return tuple(found)


Seen = Sequence[tuple[dt.date, str]]
"""The days on which checks first saw a deal in each of its stages, oldest first."""


def _seen(scene: Scene, history: History) -> Iterator[tuple[int, Seen]]:
    """The rows of the deals that still count, each with what the log says of it."""
    live, over = stages_of(scene, *LIVE_KINDS), stages_of(scene, "after")
    handed_over = scene.today - dt.timedelta(days=HANDED_OVER)
    place: dict[str, int] = {}
    columns = (scene.deals.get(key) for key in ("id", "stage", "stage_since"))
    for row, (deal, stage, since) in enumerate(zip(*columns, strict=True)):
        if deal is None or stage not in live or (since is not None and since < handed_over and stage in over):
            continue
        place[deal] = row
    for deal, row in place.items():
        if path := history.path(deal):
            yield row, path


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


class Forbidden:
    """The moves that Stages does not allow to a kind of business, looked up once for all deals of one shape."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str | None], tuple[Move, ...]] = {}

    def of(self, way: Way, kind: str | None) -> Sequence[Move]:
        """The moves of this deal that were not allowed, corrections of a wrong entry aside."""
        key = (id(way.shape), kind)
        known = self._known.get(key)
        if known is None:
            known = tuple(move for move in way.shape.moves if allowed(move, kind) is False)
            self._known[key] = known
        if not known or not way.shape.returns:
            return known
        return [move for move in known if move in way.moves]
