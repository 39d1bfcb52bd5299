"""A story being written: rows that may still change, and cells that will be written as they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import cast

from sheetsales.dataclass import dataclass
from sheetsales.schema.defaults import Preset
from sheetsales.template.story.days import add_business
from sheetsales.template.story.model import RawKey, RawValue, StoryValue
from sheetsales.template.story.shifting import days_gone, weeks_to
from sheetsales.texts import Lang

Row = dict[str, StoryValue]
Rows = dict[str, list[Row]]


def day_of(row: Row, key: str) -> dt.date:
    """The date in a cell that is known to hold one."""
    return cast("dt.date", row[key])


def text_of(row: Row, key: str) -> str:
    """The text in a cell that is known to hold one."""
    return cast("str", row[key])


def number_of(row: Row, key: str) -> Decimal:
    """The number in a cell, 0 where there is none."""
    return cast("Decimal", row.get(key) or Decimal(0))


@dataclass
class StoryDraft:
    """Rows by record key, free to change, as the story is told on ``today``."""

    rows: Rows
    lang: Lang
    process: Preset
    today: dt.date
    raw_cells: list[tuple[str, Row, str, RawValue]] = field(default_factory=list)
    raw_config: dict[RawKey, RawValue] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[Row]], lang: Lang, process: Preset, today: dt.date) -> StoryDraft:
        """A draft with rows of its own."""
        return cls({key: [dict(row) for row in found] for key, found in rows.items()}, lang, process, today)

    def find(self, record: str, record_id: str) -> Row | None:
        """The row of an id, None where the story was cut before it."""
        return next((row for row in self.rows[record] if row.get("id") == record_id), None)

    def write(self, record: str, row: Row, column: str, value: RawValue) -> None:
        """Has a cell written exactly as it stands."""
        self.raw_cells.append((record, row, column, value))

    def day(self, text: str) -> dt.date:
        """A day of the story, moved with it."""
        return dt.date.fromisoformat(text) + weeks_to(self.today)

    def recent(self, text: str) -> dt.date:
        """A day of the running week's past or future, which moves along with the week."""
        return add_business(dt.date.fromisoformat(text), days_gone(self.today)) + weeks_to(self.today)

    @property
    def raw(self) -> dict[RawKey, RawValue]:
        """The cells written as they stand, by where their rows ended up."""
        places = {record: {id(row): n for n, row in enumerate(rows)} for record, rows in self.rows.items()}
        cells = {(rec, places[rec][id(row)], column): value for rec, row, column, value in self.raw_cells}
        return cells | self.raw_config
