"""Sheets of a workbook of ours among what is imported: read by their own titles, and never taken for another system's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from sheetsales.cells.address import Area
from sheetsales.cells.grid import Grid, TableArea
from sheetsales.regex import regex
from sheetsales.schema.bind import bind_table, own_record
from sheetsales.schema.binding import BoundTable
from sheetsales.schema.headings import normalise
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import RECORDS

_LEAST: Final = 8
_MOSTLY: Final = 0.8
_LABEL: Final = regex(r"([A-Z]-[\w-]*\d)(?: (.+))?\Z")


def own_sheet(grid: Grid, rows: Sequence[int]) -> BoundTable | None:
    """The sheet of ours: by the name of its Table, or because nearly all headings in one of the rows are our titles."""
    for table in grid.tables:
        record = own_record(table.name)
        if record is not None and table.has_heading_row:
            return bind_table(record, grid, table)
    for row in rows:
        texts = [
            text for at in range(grid.first_column, grid.last_column + 1) if (text := _text(grid, row, at))
        ]
        record = _titled(texts) if len(texts) >= _LEAST else None
        if record is not None:
            area = Area(grid.name, row, grid.first_column, max(grid.last_row, row + 1), grid.last_column)
            headings = tuple(_text(grid, row, at) for at in range(area.first_column, area.last_column + 1))
            return bind_table(record, grid, TableArea("", area, headings))
    return None


def split_label(text: str | None) -> tuple[str | None, str | None]:
    """Id and name of a record as our drop-downs offer it (``C-001 Norbury Ltd``); the text as a name where it is no such."""
    match = _LABEL.match(text) if text else None
    return (match[1], match[2]) if match else (None, text)


def _text(grid: Grid, row: int, at: int) -> str:
    value = grid.value(row, at)
    return value.strip() if isinstance(value, str) else ""


def _titled(texts: Sequence[str]) -> Record | None:
    """The record whose titles most of the headings are."""
    keys = {normalise(text).key for text in texts}
    met = {key: len(keys & titles) for key, titles in _titles().items()}
    best = max(met, key=lambda key: met[key])
    return RECORDS[best] if met[best] >= max(_LEAST, _MOSTLY * len(keys)) else None


@cache
def _titles() -> dict[str, frozenset[str]]:
    return {
        key: frozenset(normalise(t).key for c in record.columns for t in (c.title.zh, c.title.en) if t)
        for key, record in RECORDS.items()
    }
