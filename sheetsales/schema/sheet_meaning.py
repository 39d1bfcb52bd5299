"""What a sheet holds by what its headings and values mean: asked only where the lists of headings leave it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from sheetsales.cells.grid import Grid
from sheetsales.schema.block import Block
from sheetsales.schema.blocks import (
    SEARCHED_ROWS,
    blocks,
    is_known,
    last_row_before,
    next_heading_row,
)
from sheetsales.schema.bound_tables import table_block
from sheetsales.schema.meaning import SURE, readings, records_known
from sheetsales.schema.period_headings import names_period
from sheetsales.schema.record import Record
from sheetsales.schema.record_meaning import ENOUGH, clearest, understood
from sheetsales.schema.record_shifts import is_called_books, is_called_inquiry
from sheetsales.schema.words import words_of
from sheetsales.schema.workbook import RECORDS

_ASKED: Final = frozenset({"products"})
_NEARLY: Final = ENOUGH - 2.5
_FEW_HEADINGS: Final = 2
_PRICED: Final = 6
"""A price list may have few headings that we know: what, and for how much."""
_CARD: Final = 5
_MOST: Final = 0.7
_HEADS: Final = 1.8
"""So surely a text has to be a column of some record to count as a heading."""


def meant_blocks(grid: Grid) -> tuple[Block, ...]:
    """The sheet's Tables, else the ranges below rows of headings that mean something, with data below them."""
    tables = tuple(table_block(grid, table) for table in grid.tables if table.has_heading_row)
    found = tables or blocks(grid, knows=is_meant, points=_points)
    if not found:
        found = tuple(filter(_lists_prices, blocks(grid, _FEW_HEADINGS, is_meant, _points)))
    return tuple(block for block in found if _has_rows(block))


def meant_record(block: Block) -> Record | None:
    """The record that a block clearly holds."""
    found = likely_records(block)
    return found[0] if len(found) == 1 else None


def likely_records(block: Block) -> tuple[Record, ...]:
    """The one record that a block clearly holds, or the two that are near one another; none where nothing has enough.

    Pay and judgement are not read from a workbook that everybody opens.
    """
    ranked = understood(block)
    found = clearest(ranked)
    near = (found,) if found else tuple(f for f in ranked if not f.missing and f.points >= ENOUGH)[:2]
    records = tuple(RECORDS[each.record] for each in near)
    return records if all(record.home == "team" for record in records) else ()


def asked_record(block: Block) -> tuple[Record, ...]:
    """The record to ask about where a block has what a price list has, and no word says that it is one; () for others."""
    best = next(iter(understood(block)), None)
    if best is None or best.record not in _ASKED or best.missing or best.points < _NEARLY:
        return ()
    return (RECORDS[best.record],)


def until_next_headings(block: Block) -> Block:
    """The block, ending where other headings begin below a blank row."""
    if block.table is not None:
        return block
    below = next_heading_row(block.grid, block.heading_row, is_meant)
    return replace(block, last_row=min(block.last_row, last_row_before(block.grid, block.heading_row, below)))


def is_of_another_trade(grid: Grid) -> bool:
    """Whether a sheet says by its name that it is about pay, which is nobody's business here, keeps the books, or asks
    makers for prices."""
    name = grid.name
    return "PAYROLL" in words_of(name).tokens or is_called_books(name) or is_called_inquiry(name)


def is_laid_out_downwards(grid: Grid) -> bool:
    """Whether the headings stand below one another, with the records beside them."""
    column = next((c for c in grid.columns if any(isinstance(v, str) for v in c)), ())
    labels = [v for v in column if isinstance(v, str) and v.strip()]
    few = _CARD <= len(labels) <= SEARCHED_ROWS and len(grid.columns) > 1
    return few and any(_knows_most(record, labels) for record in records_known())


def _knows_most(record: str, labels: Sequence[str]) -> bool:
    read = [
        found[0].column
        for label in labels
        if (found := readings(record, label)) and found[0].strength >= SURE
    ]
    return len(set(read)) >= _CARD and len(read) >= len(labels) * _MOST


@lru_cache(maxsize=8192)
def is_meant(text: str) -> bool:
    """Whether a text is a heading by its words, or by a list."""
    if is_known(text) or names_period(text):
        return True
    found = (readings(record, text) for record in records_known())
    return any(read and read[0].strength >= _HEADS for read in found)


def _points(block: Block) -> float:
    return max((found.points for found in understood(block) if not found.missing), default=0.0)


def _lists_prices(block: Block) -> bool:
    """Whether a few headings are those of a price list."""
    said = [words_of(field.text).known for field in block.fields]
    return len(said) <= _PRICED and any("PRICE" in known for known in said)


def _has_rows(block: Block) -> bool:
    return any(field.sample.values for field in block.fields)
