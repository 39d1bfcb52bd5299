"""A sheet laid out downwards, its headings below one another and a column for each record, seen the other way round."""

from __future__ import annotations

from dataclasses import replace

from sheetsales.cells.grid import Grid
from sheetsales.schema.record import Record


def turned(grid: Grid) -> Grid:
    """The grid with a row for each column: row and column numbers change places."""
    rows = zip(*grid.columns, strict=True)
    return replace(
        grid,
        first_row=grid.first_column,
        first_column=grid.first_row,
        columns=tuple(tuple(row) for row in rows),
        tables=(),
        merged=(),
        formulas=frozenset(),
        uncached=frozenset(),
        signs={},
        shown={},
        hidden_rows=frozenset(),
    )


def turned_record(grid: Grid) -> Record | None:
    """The record a sheet laid out downwards holds; None where it is not clear."""
    from sheetsales.schema.survey import survey

    seen = survey(turned(grid), modules=True).blocks
    found = [block.record or block.module for block in seen]
    return found[0] if len(found) == 1 else None
