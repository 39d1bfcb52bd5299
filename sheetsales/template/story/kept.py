"""The sheets of the modules Improvement, Market and People, told by their packaged tables alone."""

from __future__ import annotations

from decimal import Decimal

from sheetsales.schema.column import Column, Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.template.story.cash import day_or_none
from sheetsales.template.story.drafts import Row
from sheetsales.template.story.model import StoryValue
from sheetsales.template.story.sources import source
from sheetsales.texts import Lang

KEPT = (
    "problems", "risks", "meetings", "sop_revisions",
    "costs", "markets", "competitors", "partners", "library", "loyalty",
    "training", "development", "evaluations", "headcount",
)  # fmt: skip
"""The sheets, by record key; a column of a table is one of the record, with the language behind it where texts differ."""

_NUMBERS = frozenset({Kind.MONEY, Kind.NUMBER, Kind.PERCENT, Kind.INTEGER})


def kept_rows(record: str, lang: Lang) -> list[Row]:
    """The rows of one sheet."""
    columns = RECORDS[record].by_key
    return [
        {
            key: _value(columns[key], text)
            for heading, text in row.items()
            if (key := _key(heading, lang)) is not None
        }
        for row in source(record)
    ]


def _key(heading: str, lang: Lang) -> str | None:
    """The column a heading is about; None for the other language's."""
    key, _, tongue = heading.rpartition("_")
    if tongue not in ("zh", "en"):
        return heading
    return key if tongue == lang else None


def _value(column: Column, text: str) -> StoryValue:
    if not text:
        return None
    if column.kind is Kind.DATE:
        return day_or_none(text)
    if column.kind in _NUMBERS:
        return Decimal(text)
    return tuple(text.split("、")) if column.kind is Kind.LIST else text
