"""The tables of the appendix, in their order."""

from __future__ import annotations

from typing import Final

from sheetsales.reports.actions_table import actions_block
from sheetsales.reports.check_table import people_block, rule_block
from sheetsales.reports.compare_table import compare_block
from sheetsales.reports.cover_table import cover_block
from sheetsales.reports.days_table import days_block
from sheetsales.reports.figures.table import FigureTable
from sheetsales.reports.figures.tables import TABLES
from sheetsales.reports.left_out_table import left_out_block
from sheetsales.reports.material import Material
from sheetsales.reports.mend_table import mend_block
from sheetsales.reports.other_targets_table import other_targets_block
from sheetsales.reports.outlook_table import outlook_block
from sheetsales.reports.plan import EVERYBODY, MANAGER, PERSON, BlockPlan
from sheetsales.reports.priorities import priorities_view
from sheetsales.reports.process_page import people_view, process_view
from sheetsales.reports.process_table import items_block
from sheetsales.reports.stage_page import flow_view, time_view
from sheetsales.reports.stage_table import chance_block, stage_block
from sheetsales.reports.standing_table import honours_block, own_score_block
from sheetsales.reports.target_page import horizon_block, targets_view
from sheetsales.reports.trend_table import trend_block


def _figures(table: FigureTable) -> BlockPlan:
    """A table of figures; its cells are filled once the data sheets are there."""
    editions = MANAGER if table.key in _JUDGING | _COSTING else EVERYBODY
    return BlockPlan(table.key, lambda m: table.add(m.draft, m.appendix), editions)


_JUDGING: Final = frozenset(
    {"score_detail", "score", "coaching", "grading", "regrade", "training_gaps", "training_effect"}
)
"""Tables on how people, or the grades they gave, are judged: for managers alone."""
_COSTING: Final = frozenset(
    {"channels", "product_market", "product_by_market", "rivals", "campaigns", "partners", "headcount"}
)
"""Tables on what things cost and bring: for managers alone."""


BLOCKS: Final[tuple[BlockPlan, ...]] = (
    BlockPlan("kpi", lambda m: cover_block(m.draft, m.appendix)),
    BlockPlan("stages", lambda m: stage_block(m.draft, m.appendix, m.findings, m.chances)),
    *map(_figures, TABLES),
    BlockPlan("honours", lambda m: honours_block(m.draft, m.appendix)),
    BlockPlan("own_score", lambda m: own_score_block(m.draft, m.appendix), PERSON),
    BlockPlan("process_items", lambda m: items_block(m.draft, m.appendix)),
    BlockPlan("targets_horizon", lambda m: horizon_block(m.draft, m.appendix)),
    BlockPlan("targets_other", lambda m: other_targets_block(m.draft, m.appendix)),
    BlockPlan("checks", lambda m: people_block(m.draft, m.appendix, m.findings, m.today)),
    BlockPlan("rules", lambda m: rule_block(m.draft, m.appendix, m.findings, m.today)),
    BlockPlan("mend", lambda m: mend_block(m.draft, m.appendix, m.findings), PERSON),
    BlockPlan("outlook", lambda m: outlook_block(m.draft, m.appendix, m.chances)),
    BlockPlan("actions", actions_block),
    BlockPlan("compare", lambda m: compare_block(m.draft, m.appendix)),
    BlockPlan("days", lambda m: days_block(m.draft, m.appendix, m.today)),
    BlockPlan("chances", lambda m: chance_block(m.draft, m.appendix, m.chances)),
    BlockPlan("trend", lambda m: trend_block(m.draft, m.appendix)),
    BlockPlan("left_out", lambda m: left_out_block(m.draft, m.appendix)),
)

VIEWS: Final[tuple[BlockPlan, ...]] = (
    BlockPlan("process_page", process_view),
    BlockPlan("process_people_page", people_view),
    BlockPlan("stage_flow", flow_view),
    BlockPlan("stage_time", time_view),
    BlockPlan("targets_page", targets_view),
    BlockPlan("priorities", priorities_view),
)
"""Tables that stand on a page alone, made of those of the appendix once all are filled."""


def make_blocks(material: Material) -> None:
    """Room for every table in the appendix; all but tables of figures are filled."""
    _make(BLOCKS, material)


def make_views(material: Material) -> None:
    """The tables of pages that show several of the appendix, which have to be filled."""
    _make(VIEWS, material)


def _make(plans: tuple[BlockPlan, ...], material: Material) -> None:
    for plan in plans:
        block = plan.make(material) if material.draft.edition in plan.editions else None
        if block is not None:
            material.blocks[plan.key] = block
