"""The sections of the process table, in order: what each is called and shows, and which editions have it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.indicators.forecast import WinChance
from sheetsales.reports import charts
from sheetsales.reports.block import Block
from sheetsales.reports.cells import Content
from sheetsales.reports.draft import Draft
from sheetsales.reports.outlook_table import outlook_note
from sheetsales.reports.section import Section
from sheetsales.reports.sentences import (
    Lowest,
    Tables,
    check_sentence,
    outlook_sentence,
    people_sentence,
    stage_sentence,
)
from sheetsales.reports.stage_table import stage_note
from sheetsales.texts import Text

Edition = Literal["manager", "team", "person"]
EVERYBODY: Final[frozenset[Edition]] = frozenset({"manager", "team", "person"})
LEADERS: Final[frozenset[Edition]] = frozenset({"manager", "team"})


@dataclass(frozen=True)
class Blocks:
    """The appendix tables of one report; ``figures`` are those declared as figures, by their keys."""

    kpi: Block
    trend: Block
    stages: Block
    chances: Block | None
    figures: Mapping[str, Block]
    checks: Block
    outlook: Block
    left_out: Block | None = None
    targets_other: Block | None = None

    @property
    def targets(self) -> Block:
        return self.figures["targets"]

    @property
    def told(self) -> Tables:
        """Those that sentences take their figures from."""
        return Tables(self.kpi, self.stages, self.targets, self.left_out)


@dataclass(frozen=True)
class Material:
    """What sections are made of. ``lowest`` is the stage that passes least against its standard."""

    draft: Draft
    blocks: Blocks
    findings: Sequence[Finding]
    chances: Mapping[str, WinChance]
    lowest: Lowest | None


@dataclass(frozen=True)
class SectionPlan:
    """A section of the table. ``tables`` are column keys of its block, each at most eight; without a block it is left
    out.

    ``sentence``, ``chart`` and ``note`` are made of the report's material; ``height`` is the chart's, in pixels.
    """

    key: str
    title: Text
    block: Callable[[Blocks], Block | None]
    tables: tuple[tuple[str, ...], ...]
    sentence: Callable[[Material], Content]
    chart: Callable[[Draft, Block], Any]
    height: Callable[[Block], int]
    note: Callable[[Material], str] = lambda _: ""
    editions: frozenset[Edition] = EVERYBODY

    def of(self, material: Material) -> Section | None:
        """The section with this report's figures; None where there is nothing to show."""
        block = self.block(material.blocks)
        if block is None:
            return None
        return Section(
            self.title,
            block,
            self.tables,
            self.sentence(material),
            self.note(material),
            self.chart(material.draft, block),
            self.height(block),
        )


def _per_person(block: Block) -> int:
    people = sum(row.startswith("person:") for row in block.rows)
    return 80 + 26 * min(people, charts.MOST_PEOPLE)


SECTIONS: Final[tuple[SectionPlan, ...]] = (
    SectionPlan(
        "stages",
        Text("分阶段流程", "Process by stage"),
        lambda blocks: blocks.stages,
        (
            ("stage", "start", "entered", "advanced", "lost", "other", "open", "through"),
            ("stage", "days", "limit", "over", "stalled", "stalled_amount", "amount", "weighted"),
        ),
        lambda m: stage_sentence(m.draft, m.blocks.told, m.lowest),
        charts.flow_chart,
        lambda _: 200,
        lambda m: stage_note(m.draft),
        editions=LEADERS,
    ),
    SectionPlan(
        "targets",
        Text("目标完成", "Targets"),
        lambda blocks: blocks.targets,
        (("level", "name", "target", "actual", "attainment", "gap", "ytd", "ytd_attainment"),),
        lambda m: people_sentence(m.draft, m.blocks.told),
        charts.people_chart,
        _per_person,
    ),
    SectionPlan(
        "targets_other",
        Text("其他目标", "Other targets"),
        lambda blocks: blocks.targets_other,
        (("measure", "level", "name", "period", "target", "actual", "attainment", "status"),),
        lambda _: None,
        lambda _draft, _block: None,
        lambda _: 0,
    ),
    SectionPlan(
        "checks",
        Text("检查结果", "Check results"),
        lambda blocks: blocks.checks,
        (("name", "error", "warning", "info", "total", "money", "oldest", "problem"),),
        lambda m: check_sentence(m.draft, m.blocks.checks, m.findings),
        charts.checks_chart,
        lambda block: 90 + 30 * min(len(block.rows), charts.MOST_PEOPLE),
    ),
    SectionPlan(
        "outlook",
        Text("预测", "Forecast"),
        lambda blocks: blocks.outlook,
        (("month", "target", "commit", "best", "weighted", "low", "high", "gap"),),
        lambda m: outlook_sentence(m.draft, m.blocks.outlook),
        charts.outlook_chart,
        lambda _: 290,
        lambda m: outlook_note(m.draft, m.chances),
        editions=LEADERS,
    ),
)


def sections_of(material: Material, edition: Edition = "manager") -> tuple[Section, ...]:
    """The sections of an edition with this report's figures."""
    sections = (plan.of(material) for plan in SECTIONS if edition in plan.editions)
    return tuple(section for section in sections if section is not None)
