"""What a dashboard shows, worked out as reports do, and the formulas that come to the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from sheetsales.book.process import Stage
from sheetsales.dataclass import dataclass
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import Period, shifted
from sheetsales.indicators.pipeline import over_limit
from sheetsales.indicators.rates import win_rate_count
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.indicators.won import won_amount
from sheetsales.process.workload import UNDER_WAY
from sheetsales.reports.draft import Draft
from sheetsales.reports.in_book.live import Live, Sums, Test, before, between, one_of, same_as
from sheetsales.reports.in_book.scene import Asked, Scene
from sheetsales.reports.material import Material
from sheetsales.reports.target_table import scopes
from sheetsales.reports.work_data import TASKS, task_rows

MEASURE = "won_amount"
MOST_STAGES, MOST_PEOPLE, MONTHS = 10, 12, 12
_BLOCKS = ("targets", "outlook", "stalled", "customers_overdue")


@dataclass(frozen=True)
class Board:
    """The figures of the month somebody chose, and of today. ``day`` names the cells that hold days, by key."""

    scene: Scene
    asked: Asked
    day: Mapping[str, str]

    @cached_property
    def month(self) -> Period:
        return self.asked.month

    @cached_property
    def of_month(self) -> Material:
        return self.scene.material(self.month, _BLOCKS)

    @cached_property
    def now(self) -> Material:
        current = self.scene.this_month
        return self.of_month if self.month == current else self.scene.material(current, _BLOCKS)

    @property
    def draft(self) -> Draft:
        return self.of_month.draft

    @cached_property
    def deals(self) -> Sums:
        return Sums(self.scene.book, "pipeline")

    @cached_property
    def window(self) -> Period:
        """The twelve months that end with the month."""
        return Period(shifted(self.month, 1 - MONTHS).first, self.month.last, "")

    @cached_property
    def _spelled(self) -> Mapping[str, Sequence[str]]:
        """Stage → what cells say of it, in the order they first do."""
        table = self.scene.book.table("pipeline")
        found: dict[str, dict[str, None]] = {}
        for code, raw in zip(table.get("stage"), table.raw.get("stage", ()), strict=False):
            if code and isinstance(raw, str):
                found.setdefault(code, {})[raw] = None
        return {code: tuple(texts) for code, texts in found.items()}

    def _labels(self, *stages: Stage) -> Sequence[str]:
        """How these stages are written in cells: as they are called, and whatever else stands there."""
        found: dict[str, None] = {}
        for stage in stages:
            found |= dict.fromkeys(self._spelled.get(stage.code) or [self.draft.stage_name(stage.code)])
        return list(found)

    def _in_state(self, *kinds: str) -> Test | None:
        stages = [stage for stage in self.scene.book.process.stages if stage.kind in kinds]
        return one_of("stage", self._labels(*stages))

    @property
    def _won(self) -> Test | None:
        return self._in_state("won", "after")

    @cached_property
    def _in_month(self) -> Test:
        return between("closed_on", self.day["first"], self.month.first, self.day["last"], self.month.last)

    @cached_property
    def _in_window(self) -> Test:
        return between("closed_on", self.day["window"], self.window.first, self.day["last"], self.month.last)

    def won(self) -> tuple[Live | None, Figure]:
        return self.deals.where(self._won, self._in_month, of="amount"), won_amount(
            self.draft.facts, self.month
        )

    def target(self) -> tuple[Live | None, Figure]:
        return self._target(COMPANY, None), self.draft.targets.of(MEASURE, self.month)

    def win_rate(self) -> tuple[Live | None, Live | None, Figure]:
        """Deals won and lost in twelve months, and the rate."""
        facts = self.draft.facts
        won = self.deals.where(self._won, self._in_window)
        lost = self.deals.where(self._in_state("lost"), self._in_window)
        return won, lost, win_rate_count(facts, self.draft.periods.window)

    def overdue_tasks(self) -> tuple[Live | None, int | None]:
        """Tasks that were to be done by yesterday and are still open."""
        book = self.scene.book
        if not book.has("tasks") or not book.table("tasks").has("due"):
            return None, None
        late, table = TASKS.column("late"), book.table("tasks")
        texts: dict[str, None] = {}
        for code, raw in zip(table.get("status"), table.raw.get("status", ()), strict=False):
            if code in UNDER_WAY and isinstance(raw, str):
                texts[raw] = None
        day = before("due", self.day["as_of"], self.scene.today)
        live = Sums(book, "tasks").where(one_of("status", list(texts)), day)
        return live, sum(row[late] == 1 for row in task_rows(self.now.draft))

    def overdue_customers(self) -> int | None:
        block = self.now.blocks.get("customers_overdue")
        if block is not None:
            return len(block.rows)
        facts = self.now.draft.facts
        return 0 if facts.book.has("customers") and facts.contact is not None else None

    @cached_property
    def stages(self) -> Sequence[Stage]:
        return [s for s in sorted(self.scene.book.process.stages, key=lambda s: s.order) if s.open][
            :MOST_STAGES
        ]

    def in_stage(self, stage: Stage) -> Sequence[Deal]:
        return [d for d in self.now.draft.facts.open() if d.stage is not None and d.stage.code == stage.code]

    def stage_figures(self, stage: Stage, cell: str) -> tuple[Live | None, Live | None]:
        """How many deals are in it and what they are worth; ``cell`` holds its name."""
        labels, name = self._labels(stage), self.draft.stage_name(stage.code)
        test = same_as("stage", cell, name) if labels == [name] else one_of("stage", labels)
        return self.deals.where(test), self.deals.where(test, of="amount")

    def over(self, stage: Stage) -> int | None:
        """How many are past the stage's limit; None where nobody can tell of any."""
        told = [over_limit(self.now.draft.facts, deal) for deal in self.in_stage(stage)]
        return sum(one is True for one in told) if not told or any(one is not None for one in told) else None

    @cached_property
    def people(self) -> Sequence[str]:
        """Whoever has a target or deals, in the order of Team."""
        order = {person.id: place for place, person in enumerate(self.draft.team.all)}
        found = [scope.key for scope in scopes(self.draft) if scope.level == "person" and scope.key]
        return sorted(found, key=lambda p: (order.get(p, len(order)), p))[:MOST_PEOPLE]

    def person(self, person: str, cell: str) -> tuple[tuple[Live | None, Figure], tuple[Live | None, Figure]]:
        """Target and what was won; ``cell`` holds the name."""
        scope, name = Scope("person", person), self.draft.name_of(person)
        won = self.deals.where(self._won, self._in_month, same_as("owner", cell, name), of="amount")
        target = self._target(scope, same_as("owner", cell, name))
        return (target, self.draft.targets.of(MEASURE, self.month, scope)), (
            won, won_amount(self.draft.facts, self.month, scope),
        )  # fmt: skip

    def _target(self, scope: Scope, owner: Test | None) -> Live | None:
        """Targets written for the month itself."""
        table = self.scene.book.table("targets")
        if scope.level == "person" and owner is None:
            return None
        tests = [
            same_as("period", self.day["label"], self.month.label),
            one_of("level", _texts(table.get("level"), table.raw.get("level", ()), scope.level)),
            one_of("measure", _texts(table.get("measure"), table.raw.get("measure", ()), MEASURE)),
        ]
        return Sums(self.scene.book, "targets").where(*tests, *([owner] if owner else []), of="value")

    def of_months(self, cells: Sequence[tuple[str, str]]) -> list[tuple[Period, Live | None, Figure, Figure]]:
        """Each of twelve months: the formula and the figure of what was won, and its target. ``cells`` hold its first and
        last day."""
        found = []
        for place, (first, last) in enumerate(cells):
            month = shifted(self.month, place + 1 - MONTHS)
            inside = between("closed_on", first, month.first, last, month.last)
            live = self.deals.where(self._won, inside, of="amount")
            figure = won_amount(self.draft.facts, month)
            found.append((month, live, figure, self.draft.targets.of(MEASURE, month)))
        return found


def _texts(codes: Sequence[object], raw: Sequence[object], code: str) -> list[str]:
    """What cells say of a code, each once."""
    found = {
        text: None for known, text in zip(codes, raw, strict=False) if known == code and isinstance(text, str)
    }
    return list(found)
