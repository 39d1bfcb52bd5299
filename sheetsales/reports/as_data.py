"""A report as data: sections, their tables, rows by the keys of columns; what is unknown is null with its reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Calc, Content, Dash
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Blocks, Material
from sheetsales.reports.plan import SectionPlan
from sheetsales.reports.sections import SECTIONS
from sheetsales.reports.summary import spoken

_REASON, _REASONS = "reason", "reasons"
"""Where a row says why it has no value in a column; the second where a column is called like the first."""
_OF_A_PAGE = "_page"
"""How tables end that show another one on a page: their columns are added to its own."""


def sections_data(material: Material) -> dict[str, Any]:
    """Every section of the edition by its key, short edition or not, in the report's language."""
    plans = [plan for plan in SECTIONS if material.draft.edition in plan.editions]
    return {plan.key: data for plan in plans if (data := _section(material, plan)) is not None}


def _section(material: Material, plan: SectionPlan) -> dict[str, Any] | None:
    tables: dict[str, Any] = {}
    for table in plan.tables:
        found = table.of(material.blocks)
        if found is not None:
            key = table.block.removesuffix(_OF_A_PAGE)
            tables[key] = _table(material.draft, material.blocks, found.block, found.rows)
    if not tables:
        return None
    return {
        "title": material.draft.speak(plan.title),
        "sentence": spoken(plan.sentence(material)) or None,
        "tables": tables,
    }


def _table(draft: Draft, blocks: Blocks, shown: PlacedTable, rows: tuple[str, ...]) -> dict[str, Any]:
    whole = blocks.get(shown.key.removesuffix(_OF_A_PAGE))
    sources = [shown] if whole is None or whole is shown else [whole, shown]
    columns: dict[str, tuple[PlacedTable, str]] = {}
    for block in sources:
        for heading in block.headings:
            columns.setdefault(heading.key, (block, draft.speak(heading.title)))
    return {
        "columns": {key: title for key, (_, title) in columns.items()},
        "rows": [_row(draft, columns, row) for row in rows],
    }


def _row(draft: Draft, columns: dict[str, tuple[PlacedTable, str]], row: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for key, (block, _) in columns.items():
        content = block.get(row, key)
        found[key] = plain(content)
        if isinstance(content, Dash):
            reasons[key] = draft.speak(content.reason)
    if reasons:
        found[_REASONS if _REASON in columns else _REASON] = reasons
    return found


def plain(content: Content) -> Any:
    """A cell's value as JSON holds it: days as 2026-10-31, money as a number, nothing for what is unknown."""
    value = content.value if isinstance(content, Calc) else content
    if isinstance(value, Dash):
        return None
    if isinstance(value, dt.date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
