"""The tables of a report with their columns as they are declared, whether or not this month has rows for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from sheetsales.reports import (
    actions_table,
    check_table,
    cover_table,
    days_table,
    left_out_table,
    mend_table,
    other_targets_table,
    outlook_table,
    priorities,
    process_page,
    process_table,
    stage_page,
    stage_table,
    target_page,
    trend_table,
)
from sheetsales.reports.block import Heading
from sheetsales.reports.blocks import BLOCKS, VIEWS
from sheetsales.reports.figures.tables import TABLES
from sheetsales.reports.plan import SectionPlan
from sheetsales.reports.sections import SECTIONS
from sheetsales.texts import NO_TEXT, Text

OF_A_PAGE: Final = "_page"
_CONDITION: Final = "_is"
"""How such columns end."""

_HEADINGS: Final[Mapping[str, Sequence[Heading]]] = {
    "kpi": cover_table.HEADINGS,
    "stages": stage_table.HEADINGS,
    "process_items": process_table.ITEM_HEADINGS,
    "targets_horizon": target_page.HORIZON_HEADINGS,
    "targets_other": other_targets_table.HEADINGS,
    "checks": check_table.HEADINGS,
    "rules": check_table.RULE_HEADINGS,
    "mend": mend_table.HEADINGS,
    "outlook": outlook_table.HEADINGS,
    "actions": actions_table.HEADINGS,
    "compare": (
        Heading("name", Text("指标", "Indicator")),
        Heading("before", Text("前", "Before")),
        Heading("after", Text("后", "After")),
        Heading("change", Text("变化", "Change")),
        Heading("n_before", Text("样本数（前）", "n before"), "count"),
        Heading("n_after", Text("样本数（后）", "n after"), "count"),
        Heading("note", Text("口径", "Definition")),
    ),
    "days": days_table.HEADINGS,
    "chances": stage_table.CHANCE_HEADINGS,
    "trend": trend_table.HEADINGS,
    "left_out": left_out_table.HEADINGS,
    "process_page": process_page.HEADINGS,
    "process_people_page": process_page.PEOPLE_HEADINGS,
    "stage_flow": stage_page.FLOW_HEADINGS,
    "stage_time": stage_page.TIME_HEADINGS,
    "targets_page": target_page.HEADINGS,
    "priorities": priorities.HEADINGS,
}
"""Tables that are made by hand; those of figures say their columns themselves. Before and after have their months in
their headings as well."""


@cache
def headings(block: str) -> tuple[Heading, ...]:
    """The columns of a table of the appendix or of a page; none where nobody declared them."""
    found = next((table for table in TABLES if table.key == block), None)
    return tuple(column.heading for column in found.columns) if found else tuple(_HEADINGS.get(block, ()))


@cache
def table_keys() -> tuple[str, ...]:
    """Every table by its key, those of sections first, in the report's order."""
    of_sections = [_key(table.block) for plan in SECTIONS for table in plan.tables]
    return tuple(dict.fromkeys((*of_sections, *(_key(plan.key) for plan in (*BLOCKS, *VIEWS)))))


def columns_of(key: str) -> dict[str, Text]:
    """A table's columns by their keys with their titles, those of the page first."""
    found: dict[str, Text] = {}
    for _, table in _plans(key):
        for column in table.columns:
            found.setdefault(column, _title(table.block, column))
    for block in (key + OF_A_PAGE, key):
        for heading in headings(block):
            found.setdefault(heading.key, heading.title)
    return found


def listed_columns(key: str) -> dict[str, Text]:
    """The same without those that only formulas of their own row read."""
    return {column: title for column, title in columns_of(key).items() if not column.endswith(_CONDITION)}


def _title(block: str, column: str) -> Text:
    return next((heading.title for heading in headings(block) if heading.key == column), NO_TEXT)


def title_of(key: str) -> Text:
    """What a table is called: on its page, in the appendix, else as its section."""
    plans = _plans(key)
    said = [table.title for _, table in plans if table.title]
    found = next((table.title for table in TABLES if table.key == key), None)
    of_section = [plan.title for plan, _ in plans]
    return next(iter((*said, *filter(None, (_TITLES.get(key), found)), *of_section)), NO_TEXT)


_TITLES: Final[Mapping[str, Text]] = {
    "kpi": Text("封面指标", "Cover indicators"),
    "process": Text("销售管理流程表", "Sales process table"),
    "stage_flow": Text("阶段流转", "Stage flow"),
    "stage_time": Text("阶段停留", "Time in stages"),
    "stages": Text("阶段明细", "Stages in detail"),
    "process_items": Text("未完成步骤明细", "Steps not done"),
    "days": Text("假日与工作日", "Days off"),
    "chances": Text("各阶段赢率", "Chance of winning by stage"),
    "trend": Text("12 个月走势", "Twelve months"),
    "left_out": Text("没有计全的单", "Deals not counted in full"),
    "priorities": Text("最要紧的三件事", "Three things first"),
}
"""Tables that stand in no section, or share one."""


def section_of(key: str) -> SectionPlan | None:
    """The first section that a table stands in."""
    return next((plan for plan, _ in _plans(key)), None)


def _plans(key: str) -> list[tuple]:  # type: ignore[type-arg]  # sections with their tables
    return [(plan, table) for plan in SECTIONS for table in plan.tables if _key(table.block) == key]


def _key(block: str) -> str:
    return block.removesuffix(OF_A_PAGE)
