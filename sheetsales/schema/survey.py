"""What a sheet of the team's own holds: its blocks with the record of each, or why it must not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sheetsales.cells.grid import Grid
from sheetsales.dataclass import dataclass
from sheetsales.schema.block import Block
from sheetsales.schema.blocks import blocks
from sheetsales.schema.record import Record
from sheetsales.schema.scoring import Score, decide, scores
from sheetsales.schema.veto import beside_pivot, invoices, pivot, veto
from sheetsales.schema.workbook import KNOWN_UNASKED, RECORDS

_PLAINLY = 5.0
"""So many points more than the record that the lists chose, and the meaning counts."""
_BARELY = 1.0
"""The same for a record that the sheet is called by."""


@dataclass(frozen=True)
class Surveyed:
    """One block; ``record`` None where it is none of ours or not clear which. ``scores`` are best first.

    ``module`` is the record of a module it clearly holds instead, where that was asked for.
    """

    block: Block
    record: Record | None
    scores: tuple[Score, ...]
    module: Record | None = None
    likely: tuple[Record, ...] = ()
    """What it may be by its meaning, where that is not clear enough to take it for one of them."""

    @property
    def candidates(self) -> tuple[Record, ...]:
        """Our records it could be, best first."""
        return self.likely or tuple(RECORDS[s.record] for s in self.scores if s.record in KNOWN_UNASKED)

    @property
    def stranger(self) -> str:
        """The kind of record it clearly is, where that is none of ours; else ""."""
        best = decide(self.scores)
        return best.record if best and best.record not in KNOWN_UNASKED else ""


@dataclass(frozen=True)
class Survey:
    """``refused`` is the kind of a sheet that must not be read, "" for every other."""

    grid: Grid
    blocks: tuple[Surveyed, ...] = ()
    refused: str = ""


def survey(grid: Grid, *, modules: bool = False) -> Survey:
    """What stands on one sheet without a Table of ours; with ``modules`` their sheets are looked for as well.

    A sheet of a record that is known unasked is never one of a module.
    """
    if pivot(grid):
        rest = beside_pivot(grid) if modules else None
        if rest is None:
            return Survey(grid, (), "pivot")
        grid = rest
    found: list[Surveyed] = []
    refused = ""
    for block in _blocks(grid):
        ranked = scores(block)
        best = decide(ranked)
        why = veto(_likeliest(ranked, best), block)
        record = RECORDS[best.record] if best and best.record in KNOWN_UNASKED else None
        module = _module(block, ranked) if modules and record is None and why in (None, "invoice") else None
        if why and module is None:
            refused = refused or why
        elif ranked or module:
            found.append(Surveyed(block, record, ranked, module))
    if modules and not found and not refused:
        found.extend(_of_modules(grid))
    if modules:
        found = _by_meaning(grid, found, refused)
        refused = refused or ("cards" if not found and _is_turned(grid) else "")
    return Survey(grid, tuple(found), "" if any(s.record or s.module for s in found) else refused)


def _by_meaning(grid: Grid, found: list[Surveyed], refused: str) -> list[Surveyed]:
    """What the lists of headings leave open, by what headings and values mean; a kind that they are sure of stands.

    What came in may name the invoices it was for.
    """
    from sheetsales.schema.record_shifts import numbers_something_else
    from sheetsales.schema.sheet_meaning import (
        asked_record,
        is_of_another_trade,
        likely_records,
        meant_blocks,
        meant_record,
        until_next_headings,
    )

    if is_of_another_trade(grid):
        return []
    if not found and refused not in ("", "invoice"):
        return []
    found = [replace(s, block=until_next_headings(s.block)) for s in found]
    found = [_corrected(s) for s in found if not numbers_something_else(s.block)]
    read = [(block, likely_records(block)) for block in meant_blocks(grid) if _stands_apart(block, found)]
    more = [
        Surveyed(block, likely[0], ())
        for block, likely in read
        if len(likely) == 1 and _may_be(likely[0], block)
    ]
    told = [s if s.record or s.module else _meant(s, meant_record(s.block)) for s in found]
    if told or more or refused:
        return sorted((*told, *more), key=lambda s: (s.block.heading_row, s.block.headings[0][0]))
    open_ = ((block, likely if len(likely) > 1 else asked_record(block)) for block, likely in read)
    return [Surveyed(block, None, (), likely=likely) for block, likely in open_ if likely][:1]


def _corrected(seen: Surveyed) -> Surveyed:
    """What lists of headings took a block for, unless all it means together says plainly that it is another record."""
    from sheetsales.schema.record_meaning import clearest, understood

    if seen.record is None:
        return seen
    ranked = understood(seen.block)
    best = clearest(ranked)
    listed = next((one.points for one in ranked if one.record == seen.record.key), 0.0)
    if best is None or best.record == seen.record.key or best.points - listed < _needed(seen, best.record):
        return seen
    if not any(field.sample.values for field in seen.block.fields):
        return seen
    return replace(seen, record=RECORDS[best.record])


def _needed(seen: Surveyed, other: str) -> float:
    """By how much another record must lead: by next to nothing where the sheet itself is called by it."""
    from sheetsales.schema.record_shifts import named_by_title

    listed = seen.record.key if seen.record is not None else ""
    called = named_by_title(other, seen.block) and not named_by_title(listed, seen.block)
    return _BARELY if called else _PLAINLY


def _may_be(record: Record, block: Block) -> bool:
    """Whether nothing speaks against a record: what came in, or what was sold line by line, may name its invoices."""
    why = veto(record.key, block)
    if record.key == "receipts" or why is None:
        return True
    return why == "invoice" and record.key == "orders" and not invoices(block) and _says_what_was_sold(block)


def _says_what_was_sold(block: Block) -> bool:
    from sheetsales.schema.record_meaning import understood

    return any(one.record == "orders" and {"product", "customer"} <= one.columns for one in understood(block))


def _stands_apart(block: Block, found: list[Surveyed]) -> bool:
    """Whether a block shares no cell with those that were found."""
    return not any(_overlap(block, other.block) for other in found)


def _overlap(one: Block, other: Block) -> bool:
    rows = one.heading_row <= other.last_row and other.heading_row <= one.last_row
    columns = [(block.headings[0][0], block.headings[-1][0]) for block in (one, other)]
    return rows and columns[0][0] <= columns[1][1] and columns[1][0] <= columns[0][1]


def _is_turned(grid: Grid) -> bool:
    from sheetsales.schema.sheet_meaning import is_laid_out_downwards

    return is_laid_out_downwards(grid)


def _meant(seen: Surveyed, record: Record | None) -> Surveyed:
    if record is None or (seen.stranger and seen.stranger != record.key):
        return seen
    return replace(seen, record=record)


def _of_modules(grid: Grid) -> Iterator[Surveyed]:
    """The sheet of a module whose headings nothing else knows."""
    from sheetsales.schema.module_scoring import module_block, module_record

    block = module_block(grid)
    record = module_record(block) if block else None
    if block and record:
        yield Surveyed(block, None, (), record)


def _module(block: Block, ranked: tuple[Score, ...]) -> Record | None:
    """The module's record a block clearly holds; one of the core that it may be comes first."""
    from sheetsales.schema.module_scoring import module_record

    return module_record(block, max((s.points for s in ranked if s.record in KNOWN_UNASKED), default=0))


def _likeliest(ranked: tuple[Score, ...], best: Score | None) -> str:
    """The record of ours to judge the block as; "" where it is none of ours."""
    if best is not None:
        return best.record
    return next((score.record for score in ranked if score.record in KNOWN_UNASKED), "")


def _blocks(grid: Grid) -> tuple[Block, ...]:
    """The sheet's Tables where one of them could hold records, else its plain ranges."""
    from sheetsales.schema.bound_tables import table_block

    tables = [table_block(grid, t) for t in grid.tables if t.has_heading_row]
    return tuple(b for b in tables if scores(b)) or tuple(blocks(grid))
