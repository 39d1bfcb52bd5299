"""Headings of our own sheets → their columns, by exact title in either language."""

from __future__ import annotations

from decimal import Decimal

from sheetsales.schema.assignment import Assignment, OpenHeading
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.block import Block, Field
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.headings import normalise
from sheetsales.schema.record import Record
from sheetsales.schema.shown_units import column_factor


def assign_own(record: Record, block: Block) -> Assignment:
    """Headings of a sheet made by us: exact titles only, and the unit a heading says; values are not looked at."""
    titles = own_titles(record)
    bound: dict[str, BoundColumn] = {}
    left: list[Field] = []
    for field in block.fields:
        column = titles.get(field.heading.key)
        if column is None or column.key in bound:
            left.append(field)
        else:
            unit = field.heading.unit or (block.unit if column.kind is Kind.MONEY else "")
            factor = column_factor(column, unit, block.grid, field.sheet_column, block.rows) or Decimal(1)
            bound[column.key] = BoundColumn(column, field.sheet_column, field.text, factor)
    return Assignment(tuple(bound.values()), tuple(OpenHeading(f, "unknown") for f in left))


def own_titles(record: Record) -> dict[str, Column]:
    """Folded title → column, in both languages."""
    key = record.key
    if key not in _OWN_TITLES:
        pairs = [
            (normalise(t).key, c)
            for c in (*record.columns, *record.module_columns)
            for t in (c.title.zh, c.title.en)
        ]
        _OWN_TITLES[key] = dict(reversed(pairs))
    return _OWN_TITLES[key]


_OWN_TITLES: dict[str, dict[str, Column]] = {}
