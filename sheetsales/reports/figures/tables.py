"""The tables of figures there are, in the order they stand in the appendix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sheetsales.reports import (
    accuracy_table,
    coaching_table,
    customers_table,
    deal_lists,
    grading_table,
    indicators_table,
    own_contacts,
    process_table,
    score_table,
    stage_page,
    target_table,
    tasks_table,
)
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Source
from sheetsales.reports.figures.table import FigureTable
from sheetsales.reports.modules.sections import FIGURES

TABLES: Final[tuple[FigureTable, ...]] = (
    process_table.TABLE,
    process_table.PEOPLE,
    stage_page.STALLED,
    target_table.TABLE,
    deal_lists.WON,
    deal_lists.LOST,
    deal_lists.LOSS_REASONS,
    deal_lists.OPEN,
    tasks_table.TASK_LOAD,
    tasks_table.QUOTAS,
    tasks_table.PER_HEAD,
    customers_table.BY_GRADE,
    customers_table.OVERDUE,
    own_contacts.OWN_CONTACTS,
    customers_table.BY_KIND,
    customers_table.BY_TYPE,
    customers_table.BY_SOURCE,
    grading_table.GRADING,
    grading_table.REGRADE,
    score_table.DETAIL,
    score_table.SCORE,
    coaching_table.COACHING,
    *FIGURES,
    indicators_table.INDICATORS,
    accuracy_table.ACCURACY,
)


def fill_all(draft: Draft, blocks: Mapping[str, PlacedTable], sources: Mapping[str, Source]) -> None:
    """Every table of figures that has rows, over the data sheets and, where their keys differ, the tables
    before it."""
    known, run = dict(sources), None
    draft.filled.update(blocks)
    for table in TABLES:
        block = blocks.get(table.key)
        if block is not None:
            run = table.fill(draft, block, known, run)
            known.setdefault(table.key, table.source(block))
